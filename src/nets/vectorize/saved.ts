/** @file Vectorizers from what was saved of them, which may be anything. */

import type { Json } from "../../evidence/json.ts";
import { Field } from "../../library/field.ts";
import { BagVectorizer } from "./bag.ts";
import { BitsVectorizer } from "./bits.ts";
import { BoolVectorizer } from "./bool.ts";
import { DateVectorizer } from "./date.ts";
import { GridVectorizer } from "./grid.ts";
import { ImageVectorizer } from "./image.ts";
import { LabelVectorizer } from "./label.ts";
import { ListVectorizer } from "./list.ts";
import { NumberVectorizer } from "./number.ts";
import { OptionVectorizer } from "./option.ts";
import { RecordVectorizer, TupleVectorizer } from "./record.ts";
import { SoundVectorizer } from "./sound.ts";
import { TextVectorizer } from "./text.ts";
import { ConstantVectorizer, VariantVectorizer } from "./variant.ts";
import { MAX_SIZE, type Vectorizer } from "./vectorizer.ts";

type Read = (json: Field, part: (json: Field) => Vectorizer) => Vectorizer;

const KINDS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ["bag", BagVectorizer.from],
  ["bits", BitsVectorizer.from],
  ["bool", BoolVectorizer.from],
  ["constant", ConstantVectorizer.from],
  ["date", DateVectorizer.from],
  ["grid", GridVectorizer.from],
  ["image", ImageVectorizer.from],
  ["label", LabelVectorizer.from],
  ["list", ListVectorizer.from],
  ["number", NumberVectorizer.from],
  ["option", OptionVectorizer.from],
  ["record", RecordVectorizer.from],
  ["sound", SoundVectorizer.from],
  ["text", TextVectorizer.from],
  ["tuple", TupleVectorizer.from],
  ["variant", VariantVectorizer.from],
]);

/** Nesting of vectorizers. */
const MAX_DEPTH = 16;

/** The inverse of `toJSON`. Throws an InputError, naming the file and the field, for anything that no vectorizer saved. */
export const vectorizerFrom = (json: unknown, file = "the model", path = ""): Vectorizer =>
  read(new Field(file, path, json as Json), MAX_DEPTH);

function read(json: Field, depth: number): Vectorizer {
  const kind = json.at("kind").text();
  const from = KINDS.get(kind);
  if (!from) return json.at("kind").fail(`should be one of ${[...KINDS.keys()].join(", ")}`);
  if (depth === 0) return json.fail(`is nested more than ${MAX_DEPTH} levels deep`);
  const vectorizer = from(json, (part) => read(part, depth - 1));
  return vectorizer.size <= MAX_SIZE ? vectorizer : json.fail("is too large for a net");
}
