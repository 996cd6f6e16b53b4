/** @file A describer learned as a program: from a few scenes as their parts, with their captions. */

import { randomOf } from "../language/random.ts";
import type { Signature, Type } from "../language/type.ts";
import { learn } from "../learn.ts";
import { described } from "./caption.ts";
import { anyScene, type Count, isMissing, type Scene, sceneWhere, seenScenes } from "./scene.ts";

export interface Describer {
  /** ⊥ where the program has no answer. */
  describe(scene: Scene): string | undefined;
  readonly program: string;
  readonly typescript: string;
  /** What it was learned from; the last `told` are answers to its questions, and corrections. */
  readonly examples: readonly Scene[];
  readonly told: number;
  readonly seconds: number;
  readonly candidates: number;
}

export interface DescriberOptions {
  readonly seed: number;
  readonly seconds: number;
  readonly signal?: AbortSignal;
}

/** Scenes that are to be captioned: it asks about them, and one that it captions wrongly is corrected. */
const OPEN = 20;

/** Further examples, at most, as many as a person is asked for at a terminal. */
const FURTHER = 3;

const text: Type = { kind: "text" };
const record = (fields: Readonly<Record<string, Type>>): Type => ({
  kind: "record",
  fields: Object.entries(fields).map(([name, type]) => ({ name, type })),
});
const SIGNATURE: Signature = {
  params: [
    {
      name: "scene",
      type: record({
        count: text,
        colour: text,
        what: text,
        relation: text,
        thing: record({ colour: text, what: text }),
      }),
    },
  ],
  result: text,
};

/**
 * What a teacher would show: two scenes, each of one figure and of several, and each in jeans, which take no article, and with something
 * that takes one. What does not matter is the same within a scene and another in the other; what does is told from near misses (Winston
 * 1970): "scarf" is as long as "jeans", and "three" as odd as "one". None is of a combination that is missing.
 */
export function lesson(seed: number): Scene[] {
  const random = randomOf(seed);
  const words = new Set<string>();
  const vary = (several: Count, isOther: (scene: Scene) => boolean): Scene[] => {
    for (;;) {
      const scene = anyScene(random);
      const other = sceneWhere(isOther, random);
      const scenes = (["one", several] as const).flatMap((count): Scene[] => [
        { ...scene, count, relation: "wearing", thing: { ...scene.thing, what: "jeans" } },
        { ...scene, count, relation: other.relation, thing: { ...scene.thing, what: other.thing.what } },
      ]);
      const own = [scene.colour, scene.what, scene.thing.colour];
      if (scenes.some(isMissing) || own.some((word) => words.has(word)) || own[0] === own[2]) continue;
      for (const word of own) words.add(word);
      return scenes;
    }
  };
  return [
    ...vary("three", ({ thing }) => thing.what === "scarf"),
    ...vary(random.pick(["two", "four"]), ({ relation }) => relation !== "wearing"),
  ];
}

/** @throws NotLearned where no program fits in the time given */
export async function learnDescriber({ seed, seconds, signal }: DescriberOptions): Promise<Describer> {
  const examples = lesson(seed);
  const open = seenScenes(OPEN, randomOf(seed + 1));
  let learned = await learn<readonly [Scene, string]>(
    examples.map((scene) => [scene, described(scene)] as const),
    {
      name: "described",
      signature: SIGNATURE,
      unlabelled: open.map((scene) => [scene]),
      // The captions hold no mistakes.
      suspects: 0,
      budget: { seconds },
      seed,
      ...(signal && { signal }),
    },
  );
  let told = 0;
  for (; told < FURTHER; told++) {
    const questions = learned.questions.map(({ inputs }) => described(inputs[0] as Scene));
    const next =
      open.find((scene) => questions.includes(described(scene))) ??
      open.find((scene) => learned(scene as never) !== described(scene));
    if (!next) break;
    examples.push(next);
    learned = await learned.tell([next, described(next)] as never, signal);
  }
  const { program, typescript, candidates } = learned;
  return {
    describe: (scene) => learned(scene as never) as string | undefined,
    program,
    typescript,
    examples,
    told,
    seconds: learned.seconds,
    candidates,
  };
}
