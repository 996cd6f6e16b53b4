/**
 * @file How the rows of a data set become arrays, and outputs values again: each field as a vector, or a whole row as one
 * sequence of tokens, of which the net continues what the inputs begin.
 */

import type { Value } from "../language/value.ts";
import type { Field } from "../library/field.ts";
import { InputError } from "../tasks/error.ts";
import type { Dataset, Row } from "./data/dataset.ts";
import { product, type Shape } from "./layers/layer.ts";
import type { Head, Part } from "./losses.ts";
import type { Samples } from "./samples.ts";
import { chooseVectorizer } from "./vectorize/choose.ts";
import { LabelVectorizer } from "./vectorize/label.ts";
import { NumberVectorizer } from "./vectorize/number.ts";
import { OptionVectorizer } from "./vectorize/option.ts";
import { RecordVectorizer, TupleVectorizer } from "./vectorize/record.ts";
import { vectorizerFrom } from "./vectorize/saved.ts";
import {
  END,
  FIRST_TOKEN,
  RESERVED,
  SEPARATOR,
  type Vectorizer,
  type VectorizerJson,
} from "./vectorize/vectorizer.ts";

export interface Prediction {
  readonly value: Value;
  /** The net's own probability of it; ⊥ for numbers, of which it gives none. */
  readonly confidence: number | undefined;
}

export type EncodingJson =
  | {
      readonly kind: "vectors";
      readonly inputs: readonly VectorizerJson[];
      readonly output: VectorizerJson;
    }
  | {
      readonly kind: "tokens";
      readonly inputs: readonly VectorizerJson[];
      readonly output: VectorizerJson;
      readonly length: number;
    };

/** An input of a net over vectors. */
export interface Given {
  /** Position of the field that it is of. */
  readonly field: number;
  readonly shape: Shape;
  /** Of the field's value; ⊥ for whether there is one: 1 or 0. */
  readonly vectorizer: Vectorizer | undefined;
}

/** A field is one input, but a picture that may be missing two: whether it is there, and the picture, which convolutions then see as one. */
function givenOf(vectorizer: Vectorizer, field: number): Given[] {
  if (!(vectorizer instanceof OptionVectorizer) || vectorizer.of.shape.length !== 3)
    return [{ field, shape: vectorizer.shape, vectorizer }];
  const { of } = vectorizer;
  return [
    { field, shape: [1], vectorizer: undefined },
    { field, shape: of.shape, vectorizer: of },
  ];
}

/** Most numbers that rows come to in one input, 8 GiB: of recordings all are as long as the longest. */
const MAX_NUMBERS = 2 ** 31;

function tooMany(rows: number, shape: Shape): InputError {
  const most = Math.floor(MAX_NUMBERS / product(shape));
  const what = `${rows} rows of ${shape.join(" × ")} numbers take more memory than there may be`;
  return new InputError("", `${what}; at most ${most} are read, or more where the largest are left out`);
}

/** Each field as a vector. */
export class VectorEncoding {
  readonly kind = "vectors";
  /** One of each field. */
  readonly inputs: readonly Vectorizer[];
  /** What the net is given of them, in their order. */
  readonly given: readonly Given[];
  readonly output: Vectorizer;
  readonly head: Head;

  constructor(inputs: readonly Vectorizer[], output: Vectorizer) {
    this.inputs = inputs;
    this.given = inputs.flatMap(givenOf);
    this.output = output;
    this.head = { kind: "parts", parts: partsOf(output) };
  }

  static of({ inputs, output, rows }: Dataset, text: "bag" | "tokens" = "bag"): VectorEncoding {
    const fields = inputs.map(({ name, type }, i) =>
      chooseVectorizer(
        type,
        rows.map((row) => row.inputs[i]),
        { name, text },
      ),
    );
    const wanted = rows.map((row) => row.output);
    return new VectorEncoding(
      fields,
      chooseVectorizer(output.type, wanted, {
        name: output.name,
        as: "output",
        isLabel: output.isLabel,
      }),
    );
  }

  get shapes(): readonly Shape[] {
    return this.given.map(({ shape }) => shape);
  }

  /** Whether there are numbers for all of it. */
  takes(inputs: readonly Value[]): boolean {
    try {
      this.encodeInputs([inputs]);
      return true;
    } catch (error) {
      if (error instanceof InputError) return false;
      throw error;
    }
  }

  encodeInputs(rows: readonly (readonly Value[])[]): Samples["inputs"] {
    return this.given.map(({ field, shape, vectorizer }) => {
      const size = rows.length * product(shape);
      if (size > MAX_NUMBERS) throw tooMany(rows.length, shape);
      const data = new Float32Array(size);
      const isWhole = vectorizer === this.inputs[field];
      for (const [i, { [field]: value }] of rows.entries()) {
        if (vectorizer === undefined) data[i] = value === null ? 0 : 1;
        // What is missing stays 0.
        else if (isWhole || value !== null) written(vectorizer, value, data, i, `row ${i + 1}`);
      }
      return { shape, data, ...(vectorizer?.kind === "image" && { isPicture: true }) };
    });
  }

  encode(rows: readonly Row[]): Samples {
    const data = new Float32Array(rows.length * this.output.size);
    for (const [i, { output }] of rows.entries()) written(this.output, output, data, i, `row ${i + 1}`);
    return {
      count: rows.length,
      inputs: this.encodeInputs(rows.map(({ inputs }) => inputs)),
      wanted: { shape: [this.output.size], data },
    };
  }

  decode(outputs: Float32Array, row: number): Prediction {
    const { size } = this.output;
    const own = outputs.subarray(row * size, (row + 1) * size);
    return { value: this.output.read(own, 0), confidence: confidenceOf(this.head, own) };
  }

  toJSON(): EncodingJson {
    return {
      kind: this.kind,
      inputs: this.inputs.map((vectorizer) => vectorizer.toJSON()),
      output: this.output.toJSON(),
    };
  }
}

function written(vectorizer: Vectorizer, value: Value, to: Float32Array, row: number, place: string): void {
  try {
    vectorizer.write(value, to, row * vectorizer.size);
  } catch (error) {
    if (error instanceof InputError) throw new InputError(place, error.message);
    throw error;
  }
}

/** Labels are classes; a record or tuple has the parts of its fields; all else are numbers. */
function partsOf(vectorizer: Vectorizer): Part[] {
  if (vectorizer instanceof RecordVectorizer || vectorizer instanceof TupleVectorizer)
    return vectorizer.parts.flatMap(partsOf);
  return [{ kind: vectorizer.kind === "label" ? "classes" : "numbers", size: vectorizer.size }];
}

/** The product of the probabilities of the likeliest classes. */
function confidenceOf(head: Head, own: Float32Array): number | undefined {
  if (head.kind !== "parts") return undefined;
  let all: number | undefined;
  let from = 0;
  for (const { kind, size } of head.parts) {
    if (kind === "classes") all = (all ?? 1) * largestShare(own.subarray(from, from + size));
    from += size;
  }
  return all;
}

/** The greatest of the softmax. */
export function largestShare(scores: Float32Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > most) most = score;
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - most);
  return 1 / sum;
}

/** Turns a value into tokens and back, by its own text where its vectorizer has none. */
interface Speller {
  /** Throws an InputError where there are none for it. */
  encode(value: Value): number[];
  /** ⊥ where they are no value's. */
  decode(ids: readonly number[]): Value;
}

/** A whole row as a sequence: the inputs, a separator after each, then the output and its end. */
export class TokenEncoding {
  readonly kind = "tokens";
  readonly inputs: readonly Vectorizer[];
  readonly output: Vectorizer;
  readonly head: Head;
  /** What each token stands for. */
  readonly vocabulary: readonly string[];
  /** Places in the longest row. */
  readonly length: number;
  readonly #spell: readonly Speller[];
  readonly #answer: Speller;

  /** @param length places in the longest row */
  constructor(inputs: readonly Vectorizer[], output: Vectorizer, length: number) {
    this.inputs = inputs;
    this.output = output;
    this.length = length;
    const vocabulary = new Map(RESERVED.map((name, id) => [name, id]));
    const spelled = (vectorizer: Vectorizer, isAnswer: boolean): Speller =>
      spellerOf(vectorizer, isAnswer, (symbol) => {
        const known = vocabulary.get(symbol);
        if (known !== undefined) return known;
        vocabulary.set(symbol, vocabulary.size);
        return vocabulary.size - 1;
      });
    this.#spell = inputs.map((vectorizer) => spelled(vectorizer, false));
    this.#answer = spelled(output, true);
    this.vocabulary = [...vocabulary.keys()];
    this.head = { kind: "tokens", vocabulary: vocabulary.size };
  }

  /** ⊥ where a field has no tokens. */
  static of({ inputs, output, rows }: Dataset): TokenEncoding | undefined {
    const fields = inputs.map(({ name, type }, i) =>
      chooseVectorizer(
        type,
        rows.map((row) => row.inputs[i]),
        { name, as: "input", isLabel: false },
      ),
    );
    const answer = chooseVectorizer(
      output.type,
      rows.map((row) => row.output),
      { name: output.name, as: "output", isLabel: output.isLabel },
    );
    if (![...fields, answer].every(hasTokens)) return undefined;
    const encoding = new TokenEncoding(fields, answer, 1);
    return new TokenEncoding(fields, answer, Math.max(2, encoding.longest(rows)));
  }

  get shapes(): readonly Shape[] {
    return [[this.length]];
  }

  /** Places that the longest of the rows needs. */
  longest(rows: readonly Row[]): number {
    let most = 0;
    for (const row of rows) {
      most = Math.max(most, this.begin(row.inputs).length + this.#answer.encode(row.output).length);
    }
    return most;
  }

  /** Whether there are tokens for all of it. */
  takes(inputs: readonly Value[], output?: Value): boolean {
    try {
      this.begin(inputs);
      if (output !== undefined) this.#answer.encode(output);
      return true;
    } catch (error) {
      if (error instanceof InputError) return false;
      throw error;
    }
  }

  /** The inputs as tokens. */
  begin(inputs: readonly Value[]): number[] {
    return inputs.flatMap((value, i) => [...this.#spell[i].encode(value), SEPARATOR]);
  }

  /** @param length places, at least as many as the longest row needs */
  encode(rows: readonly Row[], length = this.length): Samples {
    const [data, wanted, weight] = [0, 1, 2].map(() => new Float32Array(rows.length * length));
    for (const [i, { inputs, output }] of rows.entries()) {
      const begin = this.begin(inputs);
      const all = [...begin, ...this.#answer.encode(output), END];
      if (all.length - 1 > length) {
        const what = `a row of ${all.length - 1} tokens, where the net takes ${length}`;
        throw new InputError(`row ${i + 1}`, what);
      }
      for (let t = 0; t + 1 < all.length; t++) {
        data[i * length + t] = all[t];
        if (t < begin.length - 1) continue;
        wanted[i * length + t] = all[t + 1];
        weight[i * length + t] = 1;
      }
    }
    return {
      count: rows.length,
      inputs: [{ shape: [length], data }],
      wanted: { shape: [length], data: wanted },
      weight,
    };
  }

  decode(ids: readonly number[]): Value {
    return this.#answer.decode(ids);
  }

  toJSON(): EncodingJson {
    return {
      kind: this.kind,
      inputs: this.inputs.map((vectorizer) => vectorizer.toJSON()),
      output: this.output.toJSON(),
      length: this.length,
    };
  }
}

const hasTokens = ({ tokens, kind }: Vectorizer): boolean =>
  tokens !== undefined || kind === "label" || kind === "bool" || kind === "number";

/**
 * @param isAnswer labels that are answers are tokens of their own, however they are spelled
 * @param idOf of a symbol, shared by all fields
 */
function spellerOf(vectorizer: Vectorizer, isAnswer: boolean, idOf: (symbol: string) => number): Speller {
  const { tokens } = vectorizer;
  if (tokens) {
    const ids = tokens.vocabulary.map((symbol, i) => (i < FIRST_TOKEN ? i : idOf(symbol)));
    const back = new Map(ids.map((id, own) => [id, own]));
    return {
      encode: (value) => tokens.encode(value).map((own) => ids[own]),
      decode: (given) => tokens.decode(given.flatMap((id) => back.get(id) ?? [])),
    };
  }
  if (vectorizer instanceof NumberVectorizer) {
    const { isWhole } = vectorizer.scale;
    const symbols = [..."0123456789-.e+"];
    const ids = symbols.map(idOf);
    const names = new Map(ids.map((id, i) => [id, symbols[i]]));
    const checked = new Float32Array(1);
    return {
      encode(value) {
        vectorizer.write(value, checked, 0);
        return [...String(value)].map((digit) => ids[symbols.indexOf(digit)]);
      },
      decode(given) {
        const digits = given.map((id) => names.get(id) ?? "").join("");
        const value = digits === "" ? Number.NaN : Number(digits);
        const isNumber = isWhole ? Number.isSafeInteger(value) : Number.isFinite(value);
        // Never -0.
        return isNumber ? value + 0 : undefined;
      },
    };
  }
  // One token for each value of a closed vocabulary.
  const labels = vectorizer instanceof LabelVectorizer ? vectorizer : new LabelVectorizer([false, true]);
  const prefix = isAnswer ? "=" : "";
  const ids = labels.vocabulary.map((value) => idOf(`${prefix}${String(value)}`));
  return {
    encode: (value) => [ids[labels.placeOf(value)]],
    decode: (given) => labels.vocabulary[ids.indexOf(given[0])],
  };
}

export type Encoding = VectorEncoding | TokenEncoding;

/** The inverse of `toJSON`. Throws an InputError for anything that was not saved by it. */
export function encodingFrom(json: Field): Encoding {
  const kind = json.at("kind").text();
  const part = (field: Field): Vectorizer => vectorizerFrom(field.value, field.file, field.path);
  const inputs = json.at("inputs").items().map(part);
  const output = part(json.at("output"));
  if (inputs.length === 0) json.at("inputs").fail("is empty; a net has one input at least");
  if (kind === "vectors") return new VectorEncoding(inputs, output);
  if (kind !== "tokens") json.at("kind").fail('should be "vectors" or "tokens"');
  if (![...inputs, output].every(hasTokens)) json.fail("has a field without tokens");
  return new TokenEncoding(inputs, output, json.at("length").whole(2, 1 << 20));
}
