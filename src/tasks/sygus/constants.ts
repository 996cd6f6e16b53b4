/** @file What `(Constant S)` stands for: 0, 1, -1, the empty text, all ones, and constants that the examples have in common. */

import { bitsOf } from "../../language/bits.ts";
import { sameType, type Type } from "../../language/type.ts";
import { sameValue, type Value } from "../../language/value.ts";
import type { Example } from "../task.ts";

/** Constants of one sort, at most, and rows that they are looked for in. */
const MOST = 24;
const ROWS = 64;
const MAX_SHARED = 40;

export function constantsOf(
  type: Type,
  examples: readonly Example[],
  params: readonly Type[],
  result: Type,
): Value[] {
  const rows = examples.slice(0, ROWS);
  const columns = params.flatMap((param, i) =>
    sameType(param, type) ? [rows.map(({ inputs }) => inputs[i])] : [],
  );
  const outputs = sameType(result, type) ? [rows.map(({ output }) => output)] : [];
  const constants = usual(type);
  for (const column of [...outputs, ...columns]) constants.push(...common(column, type));
  return distinct(constants).slice(0, MOST);
}

function usual(type: Type): Value[] {
  switch (type.kind) {
    case "int":
      return [0, 1, -1];
    case "text":
      return [""];
    case "bool":
      return [true, false];
    case "bits":
      return [0n, 1n, -1n].map((bits) => bitsOf(bits, type.width));
    default:
      return [];
  }
}

/** Values of several rows and, of texts, marks and stretches that most of them have. */
function common(column: readonly Value[], type: Type): Value[] {
  const counts = new Map<Value, number>();
  for (const value of column) counts.set(value, (counts.get(value) ?? 0) + 1);
  const values = [...counts].filter(([, count]) => count > 1 && count * 8 >= column.length);
  const often = values.sort((a, b) => b[1] - a[1]).map(([value]) => value);
  if (type.kind !== "text") return often;
  const texts = column as readonly string[];
  const short = often.filter((text) => (text as string).length <= MAX_SHARED);
  return [...marks(texts), ...shared(texts), ...short];
}

/** Characters but letters and digits that at least half of the texts have. */
function marks(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const char of new Set(text.slice(0, 1000)))
      if (!/[\p{L}\p{N}\p{M}\p{Cs}]/u.test(char)) counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  const usual = [...counts].filter(([, count]) => count * 2 >= texts.length);
  return usual.sort((a, b) => b[1] - a[1]).map(([char]) => char);
}

/** The longest stretches that all texts have, at most three. */
function shared(texts: readonly string[]): string[] {
  if (texts.length < 2) return [];
  const [first, ...others] = [...texts]
    .sort((a, b) => a.length - b.length)
    .map((text) => [...text.slice(0, 400)]);
  const rest = others.map((text) => text.join(""));
  const found: string[] = [];
  for (let from = 0; from < first.length; from++) {
    let to = from;
    while (to < first.length && rest.every((text) => text.includes(first.slice(from, to + 1).join("")))) to++;
    const stretch = first.slice(from, to).join("");
    if (to - from >= 2 && stretch.length <= MAX_SHARED && !found.some((text) => text.includes(stretch)))
      found.push(stretch);
  }
  return found.sort((a, b) => b.length - a.length).slice(0, 3);
}

const distinct = (values: readonly Value[]): Value[] =>
  values.filter((value, i) => values.findIndex((other) => sameValue(other, value)) === i);
