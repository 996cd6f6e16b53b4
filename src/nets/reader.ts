/** @file A fitted net as primitives of programs: the label of a picture, and the labels of its parts. */

import { camelCase } from "../language/names.ts";
import { type Helper, helperCall, PICTURE } from "../language/print.ts";
import { quote } from "../language/quote.ts";
import { IMAGE, INT, list, type Type } from "../language/type.ts";
import type { Picture, Value } from "../language/value.ts";
import type { OwnPrimitive } from "../own.ts";
import { InputError } from "../tasks/error.ts";
import type { VectorEncoding } from "./encoding.ts";
import type { Model } from "./model.ts";
import { type Frame, partsOf } from "./parts.ts";
import type { Predictor } from "./predictor.ts";
import { ImageVectorizer } from "./vectorize/image.ts";
import { LabelVectorizer } from "./vectorize/label.ts";

/** Where printed code finds the net again. */
export interface NetFile {
  /** Relative to the printed module. */
  readonly file: string;
  readonly sha256?: string;
}

/** What was read from one picture, and the net's probability of all of it. */
interface Reading {
  readonly labels: readonly Value[];
  readonly confidence: number;
}

/** What a use of either primitive costs in a program, in bits: little, as nothing else can look at a picture. */
const COST = 2;

/** How pictures are taken to have been drawn where a net was saved without knowing: as those of MNIST, light on dark. */
const USUAL = { background: 0, share: 20 / 28, across: 0.5, down: 0.5 };

export class NetReader {
  /** `readNAME`, a picture's label, and `eachNAME`, the labels of its parts from left to right. */
  readonly primitives: readonly OwnPrimitive[];
  readonly model: Model;
  readonly #encoding: VectorEncoding;
  readonly #predictor: Predictor;
  readonly #frame: Frame;
  readonly #labelOf: (value: Value) => Value;
  readonly #wholes = new WeakMap<Picture, Reading>();
  readonly #parts = new WeakMap<Picture, Reading | "nothing">();
  /** What was read since somebody began to listen; each picture counts once, whole and in parts. */
  #heard = new Map<Reading, number>();

  private constructor(model: Model, encoding: VectorEncoding, predictor: Predictor, at: NetFile) {
    const [picture] = encoding.inputs as readonly [ImageVectorizer];
    const { vocabulary } = encoding.output as LabelVectorizer;
    const [height, width, channels] = picture.shape;
    const areNumbers = vocabulary.every((label) => /^(?:0|-?[1-9]\d{0,14})$/.test(String(label)));
    const label: Type = areNumbers ? INT : model.output.type;
    this.model = model;
    this.#encoding = encoding;
    this.#predictor = predictor;
    this.#frame = { ...(picture.drawn ?? USUAL), width, height, channels };
    this.#labelOf = areNumbers ? Number : (value) => value;
    const name = camelCase(model.name, "net").replace(/[^A-Za-z0-9]/g, "");
    const called = name[0].toUpperCase() + name.slice(1);
    const helper = netHelper(`${name}Net`, label, at);
    const make = (
      name: string,
      method: "read" | "each",
      result: Type,
      run: (picture: Picture) => Value,
    ): OwnPrimitive => ({
      name,
      params: [IMAGE],
      result,
      cost: COST,
      run,
      print: helperCall({
        name,
        source: `const ${name} = (picture: Picture) => ${helper.name}.${method}(picture);`,
        needs: [PICTURE, helper],
      }),
    });
    this.primitives = [
      make(`read${called}`, "read", label, (picture) => this.read(picture)),
      make(`each${called}`, "each", list(label), (picture) => this.each(picture)),
    ];
  }

  /** Throws an InputError for a net that gives no labels for one picture. */
  static async open(model: Model, at: NetFile = { file: `./${model.name}.net.json` }): Promise<NetReader> {
    const { encoding } = model;
    const isReader =
      encoding.kind === "vectors" &&
      encoding.inputs.length === 1 &&
      encoding.inputs[0] instanceof ImageVectorizer &&
      encoding.output instanceof LabelVectorizer;
    if (!isReader) {
      const [inputs, output] = [model.inputs, [model.output]].map((fields) =>
        fields.map(({ name }) => name).join(", "),
      );
      const what = `gives ${output} from ${inputs}; programs call nets that give a label for one picture`;
      throw new InputError(model.name, what);
    }
    return new NetReader(model, encoding, await model.predictor(), at);
  }

  /** The label of the whole picture. */
  read(picture: Picture): Value {
    let reading = this.#wholes.get(picture);
    if (!reading) {
      reading = this.#predicted([picture]);
      this.#wholes.set(picture, reading);
    }
    this.#heard.set(reading, reading.confidence);
    return reading.labels[0];
  }

  /** The labels of the picture's parts, from left to right; ⊥ where there is nothing to read. */
  each(picture: Picture): readonly Value[] | undefined {
    let reading = this.#parts.get(picture);
    if (!reading) {
      const parts = partsOf(picture, this.#frame);
      reading = parts ? this.#predicted(parts) : "nothing";
      this.#parts.set(picture, reading);
    }
    if (reading === "nothing") return undefined;
    this.#heard.set(reading, reading.confidence);
    return reading.labels;
  }

  #predicted(pictures: readonly Picture[]): Reading {
    const rows = pictures.map((picture) => [picture]);
    const outputs = this.#predictor.predictNow(this.#encoding.encodeInputs(rows), rows.length);
    const all = rows.map((_, i) => this.#encoding.decode(outputs, i));
    return {
      labels: all.map(({ value }) => this.#labelOf(value)),
      confidence: all.reduce((product, { confidence = 1 }) => product * confidence, 1),
    };
  }

  /** Forgets what was read. */
  listen(): void {
    this.#heard = new Map();
  }

  /** The net's probability of all that was read since. */
  get confidence(): number {
    return [...this.#heard.values()].reduce((product, one) => product * one, 1);
  }
}

/** A value that a program gave, and the probability, by the nets that it called, of all that they read for it. */
export function confidently<T>(
  readers: readonly NetReader[],
  run: () => T,
): { readonly value: T; readonly confidence: number } {
  for (const reader of readers) reader.listen();
  const value = run();
  return { value, confidence: readers.reduce((product, { confidence }) => product * confidence, 1) };
}

/** A net's primitives, for `learn`. */
export async function netPrimitives(model: Model, at?: NetFile): Promise<readonly OwnPrimitive[]> {
  return (await NetReader.open(model, at)).primitives;
}

/** A path as a relative address: what has a meaning in one is escaped. */
const addressOf = (file: string): string => file.split("/").map(encodeURIComponent).join("/");

const LOAD_NET: Helper = { name: "loadNet", source: 'import { loadNet } from "knack-ts/nets";' };

function netHelper(name: string, label: Type, { file, sha256 }: NetFile): Helper {
  const type = label.kind === "int" ? "number" : label.kind === "bool" ? "boolean" : "string";
  const digest = sha256 === undefined ? "" : `\n  ${quote(sha256)},`;
  return {
    name,
    source: `const ${name} = await loadNet<${type}>(
  new URL(${quote(addressOf(file))}, import.meta.url),${digest}
);`,
    needs: [LOAD_NET],
  };
}
