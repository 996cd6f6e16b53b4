/** @file What domains are shown of a task: the rows that they propose for, and, for primitives that only work on batches, all. */

import { type Domain, type Sample, typesIn } from "../language/grammar.ts";
import { baseType, INT, list, sameType, TEXT, type Type } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import type { Example, Task } from "../tasks/task.ts";

/** Rows that domains propose for, with an output and without. */
const SHOWN_EXAMPLES = 2_000;
const SHOWN_UNLABELLED = 200;

/** Texts that have several parts, at least; and characters looked at for that. */
const LEAST_PARTED = 2;
const LOOKED_AT = 400;

/** Kinds of the columns that lists are made of. */
const PLAIN: ReadonlySet<Type["kind"]> = new Set<Type["kind"]>(["text", "int", "bool", "real"]);

/** What texts are lists of; whole numbers where there are digits in most of them. */
function partsOfTexts(texts: readonly string[]): readonly Type[] {
  const digits = texts.filter((text) => /\d/.test(text)).length;
  return [list(TEXT), ...(2 * digits >= texts.length ? [list(INT)] : [])];
}

/** Something between two words or numbers. */
const PARTED = /[\p{L}\p{N}][^\p{L}\p{N}]+[\p{L}\p{N}]/u;

/** The same task as one of data structures: its texts are lists of their parts. Not where hardly one has several. */
export function asLists(sample: Sample): Sample | undefined {
  const types = typesIn(sample);
  if (!types.has("text") || [...types.values()].some(({ kind }) => !PLAIN.has(kind))) return undefined;
  const texts = sample.inputs.flatMap(({ values }) => values.filter((value) => typeof value === "string"));
  if (texts.filter((text) => PARTED.test(text.slice(0, LOOKED_AT))).length < LEAST_PARTED) return undefined;
  return { ...sample, beside: partsOfTexts(texts) };
}

/** Types that domains alone bring into a task of these inputs: what nets see on pictures. */
export const besideOf = (domains: readonly Domain[], inputs: readonly Type[]): readonly Type[] =>
  domains.flatMap((domain) => domain.brings?.(inputs) ?? []);

/** @param examples of the task, as they are by now */
export function sampleOf(
  { signature, unlabelled }: Task,
  examples: readonly Example[],
  domains: readonly Domain[] = [],
): Sample {
  const types = signature.params.map(({ type }) => type);
  const beside = besideOf(domains, types);
  const shown = examples.slice(0, SHOWN_EXAMPLES);
  const open = unlabelled.slice(0, SHOWN_UNLABELLED);
  return {
    inputs: signature.params.map(({ name, type }, i) => ({
      name,
      type,
      values: [...shown, ...open].map(({ inputs }) => inputs[i]),
    })),
    outputs: shown.map(({ output }) => output),
    result: signature.result,
    ...(beside.length > 0 && { beside }),
  };
}

/** Shows primitives that only work on batches every row's inputs, in every place where their types fit. */
export async function prepare(
  { signature }: Task,
  domains: readonly Domain[],
  rows: readonly (readonly Value[])[],
): Promise<void> {
  for (const primitive of domains.flatMap((domain) => domain.primitives)) {
    if (!primitive.prepare) continue;
    const fitting = primitive.params.map((param) =>
      signature.params.flatMap(({ type }, i) => (sameType(baseType(type), baseType(param)) ? [i] : [])),
    );
    const places = fitting.reduce<number[][]>(
      (lists, some) => lists.flatMap((list) => some.map((i) => [...list, i])),
      [[]],
    );
    await primitive.prepare(places.flatMap((place) => rows.map((row) => place.map((i) => row[i]))));
  }
}
