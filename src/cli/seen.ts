/** @file As what a net sees each column, in words: a table read otherwise than its owner meant should not have to be guessed. */

import type { Encoding } from "../nets/encoding.ts";
import { OptionVectorizer } from "../nets/vectorize/option.ts";
import type { Vectorizer } from "../nets/vectorize/vectorizer.ts";
import { visible } from "../tasks/error.ts";
import { amount } from "./quantity.ts";

/** Columns named; of more, how many there are. */
const NAMED = 12;

/** `length, width: numbers · colour: one of 4 labels`. */
export function seenText(names: readonly string[], { kind, inputs }: Encoding): string {
  const groups = new Map<string, string[]>();
  for (const [i, vectorizer] of inputs.entries()) {
    const what = kind === "tokens" ? tokenText(vectorizer) : vectorText(vectorizer);
    groups.set(what, [...(groups.get(what) ?? []), visible(names[i] ?? `input ${i + 1}`)]);
  }
  return [...groups].map(([what, columns]) => `${named(columns)}: ${what}`).join(" · ");
}

const named = (columns: readonly string[]): string =>
  columns.length <= NAMED
    ? columns.join(", ")
    : `${columns.slice(0, NAMED).join(", ")} and ${columns.length - NAMED} more`;

function vectorText(vectorizer: Vectorizer): string {
  if (vectorizer instanceof OptionVectorizer) return `${vectorText(vectorizer.of)}, or nothing`;
  const { kind, size, shape } = vectorizer;
  switch (kind) {
    case "number":
      return "a number";
    case "bool":
      return "a truth value";
    case "label":
      return `one of ${amount(size)} labels`;
    case "bag":
      return `${amount(size)} words, in any order`;
    case "image":
      return `a picture, ${shape[1]} × ${shape[0]}${shape[2] === 1 ? ", grey" : ""}`;
    case "sound":
      return `a spectrogram, ${shape[0]} × ${shape[1]}`;
    default:
      return `${kind}, ${amount(size)} numbers`;
  }
}

function tokenText({ kind, tokens, size }: Vectorizer): string {
  if (kind === "number") return "a number, digit by digit";
  if (!tokens) return kind === "bool" ? "a truth value" : `one of ${amount(size)} labels`;
  return `${kind === "text" ? "text, letter by letter" : "a list, item by item"}, of ${amount(tokens.vocabulary.length)} symbols`;
}
