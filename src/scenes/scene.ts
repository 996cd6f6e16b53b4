/**
 * @file What there is to see: so many figures of a colour, and how they stand to a thing of a colour. A scene is plain data, the
 * words for its parts; it has no picture and no caption of its own.
 */

import type { Random } from "../language/random.ts";

export const COUNTS = ["one", "two", "three", "four"] as const;
export const COLOURS = ["red", "blue", "green", "yellow", "purple", "brown"] as const;
export const PEOPLE = ["clown", "dancer", "robot"] as const;
export const ANIMALS = ["dog", "cat", "horse", "bird", "pig"] as const;
/** What stands in each relation. */
export const RELATIONS = {
  wearing: ["hat", "scarf", "jeans"],
  holding: ["balloon", "umbrella", "flag"],
  riding: ["bike", "car", "boat"],
  beside: ["tree", "house", "car", "boat"],
} as const;

export type Count = (typeof COUNTS)[number];
export type Hue = (typeof COLOURS)[number];
export type Figure = (typeof PEOPLE)[number] | (typeof ANIMALS)[number];
export type Relation = keyof typeof RELATIONS;
export type Thing = (typeof RELATIONS)[Relation][number];

export const FIGURES: readonly Figure[] = [...PEOPLE, ...ANIMALS];
export const RELATION_NAMES = Object.keys(RELATIONS) as Relation[];
export const THINGS = [...new Set<Thing>(RELATION_NAMES.flatMap((relation) => RELATIONS[relation]))];

export interface Scene {
  readonly count: Count;
  readonly colour: Hue;
  readonly what: Figure;
  readonly relation: Relation;
  readonly thing: { readonly colour: Hue; readonly what: Thing };
}

/** Parts of a scene that are never seen together, though each is seen alone. */
export interface Missing {
  /** How they are told. */
  readonly name: string;
  readonly holds: (scene: Scene) => boolean;
}

export const MISSING: readonly Missing[] = [
  { name: "horses in jeans", holds: ({ what, thing }) => what === "horse" && thing.what === "jeans" },
  { name: "purple cats", holds: ({ what, colour }) => what === "cat" && colour === "purple" },
  { name: "birds on bikes", holds: ({ what, thing }) => what === "bird" && thing.what === "bike" },
  {
    name: "robots with umbrellas",
    holds: ({ what, thing }) => what === "robot" && thing.what === "umbrella",
  },
  { name: "three pigs", holds: ({ what, count }) => what === "pig" && count === "three" },
  {
    name: "yellow houses",
    holds: ({ thing }) => thing.what === "house" && thing.colour === "yellow",
  },
];

export const isMissing = (scene: Scene): boolean => MISSING.some(({ holds }) => holds(scene));

/** Any scene: relations are as likely as each other, and the things within one. */
export function anyScene(random: Random): Scene {
  const relation = random.pick(RELATION_NAMES);
  return {
    count: random.pick(COUNTS),
    colour: random.pick(COLOURS),
    what: random.pick(FIGURES),
    relation,
    thing: { colour: random.pick(COLOURS), what: random.pick<Thing>(RELATIONS[relation]) },
  };
}

/** A scene that the condition holds for. */
export function sceneWhere(holds: (scene: Scene) => boolean, random: Random): Scene {
  for (;;) {
    const scene = anyScene(random);
    if (holds(scene)) return scene;
  }
}

/** Scenes of combinations that may be seen. */
export const seenScenes = (count: number, random: Random): Scene[] =>
  Array.from({ length: count }, () => sceneWhere((scene) => !isMissing(scene), random));
