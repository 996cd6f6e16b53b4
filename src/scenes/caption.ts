/** @file The caption of a scene, and the scene of a caption: one grammar, read in both directions. */

import { InputError, listed, nearest, shown } from "../tasks/error.ts";
import {
  COLOURS,
  COUNTS,
  type Count,
  FIGURES,
  type Figure,
  type Hue,
  RELATION_NAMES,
  RELATIONS,
  type Relation,
  type Scene,
  THINGS,
  type Thing,
} from "./scene.ts";

/** Things that are one and yet plural: they take no article. */
const PLURAL: ReadonlySet<Thing> = new Set(["jeans"]);

/** "two red dogs beside a blue tree". */
export function described({ count, colour, what, relation, thing }: Scene): string {
  const figures = count === "one" ? `a ${colour} ${what}` : `${count} ${colour} ${what}s`;
  const article = PLURAL.has(thing.what) ? "" : "a ";
  return `${figures} ${relation} ${article}${thing.colour} ${thing.what}`;
}

/** All words of captions. */
export const WORDS: readonly string[] = [
  "a",
  ...COUNTS.slice(1),
  ...COLOURS,
  ...FIGURES,
  ...FIGURES.map((what) => `${what}s`),
  ...RELATION_NAMES,
  ...THINGS,
];

/** What a caption that names no colour is drawn in. */
const USUAL: Readonly<Record<"figure" | "thing", Hue>> = { figure: "brown", thing: "blue" };

/** The inverse of `described`; colours may be left out. Throws an InputError that names the word it cannot read. */
export function understood(caption: string): Scene {
  const words = caption.trim().toLowerCase().split(/\s+/);
  let at = 0;
  const next = <W extends string>(known: readonly W[]): W | undefined => {
    const word = known.find((word) => word === words[at]);
    if (word !== undefined) at++;
    return word;
  };
  const wanted = <W extends string>(what: string, known: readonly W[]): W =>
    next(known) ?? refuse(caption, words[at], what, known);

  const number = next<"a" | "an" | "one" | Count>(["a", "an", ...COUNTS]);
  const count = COUNTS.find((known) => known === number) ?? "one";
  const colour = next<Hue>(COLOURS) ?? USUAL.figure;
  const forms = FIGURES.map((what) => (count === "one" ? what : `${what}s`));
  const what = FIGURES[forms.indexOf(wanted("whom there is", forms))];
  const relation = wanted<Relation>("what they do", RELATION_NAMES);
  next(["a", "an"]);
  const other = next<Hue>(COLOURS) ?? USUAL.thing;
  const things: readonly Thing[] = RELATIONS[relation];
  const thing = wanted<Thing>(`what may come after ${shown(relation)}`, things);
  if (at < words.length)
    throw new InputError(shown(caption), `ends before ${shown(words[at])}: one relation, one thing`);
  return { count, colour, what: what as Figure, relation, thing: { colour: other, what: thing } };
}

function refuse(caption: string, word: string | undefined, what: string, known: readonly string[]): never {
  const meant = word === undefined ? undefined : nearest(word, known);
  const place = word === undefined ? "after its end" : shown(word);
  const hint = meant ? `did you mean ${shown(meant)}?` : `there are ${listed(known)}`;
  throw new InputError(shown(caption), `${place} should be ${what}; ${hint}`);
}
