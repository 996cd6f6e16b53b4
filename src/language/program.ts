/**
 * @file Programs: immutable expressions. Every node carries its canonical text, so equal programs have equal
 * text, and a part that occurs twice is recognised (and priced) once.
 */

import { bitsText } from "./bits.ts";
import { Fingerprint } from "./fingerprint.ts";
import type { Primitive } from "./primitive.ts";
import { quote } from "./quote.ts";
import { fieldText, type Type } from "./type.ts";
import { CivilDate, Grid, Picture, RecordValue, Sound, type Value } from "./value.ts";

export type Program = Literal | Input | Variable | Apply | Lambda;

export interface Literal {
  readonly kind: "literal";
  readonly value: Value;
  readonly type: Type;
  readonly text: string;
}
export interface Input {
  readonly kind: "input";
  /** Position among the task's inputs, from 0; written `$1`, `$2` … */
  readonly index: number;
  readonly type: Type;
  readonly text: string;
}
export interface Variable {
  readonly kind: "variable";
  /** De Bruijn level: 0 is the outermost lambda parameter in scope; written `a`, `b` … */
  readonly level: number;
  readonly type: Type;
  readonly text: string;
}
export interface Apply {
  readonly kind: "apply";
  readonly primitive: Primitive;
  readonly args: readonly Program[];
  readonly type: Type;
  readonly text: string;
}
export interface Lambda {
  readonly kind: "lambda";
  /** Level of the first parameter; the others follow it. */
  readonly level: number;
  readonly params: readonly Type[];
  readonly body: Program;
  readonly type: Type;
  readonly text: string;
}

/** The name of a lambda parameter by level: a … z, a1 … */
export const variableName = (level: number): string =>
  String.fromCharCode(97 + (level % 26)) + (level < 26 ? "" : Math.floor(level / 26));

export const literal = (value: Value, type: Type): Literal => ({
  kind: "literal",
  value,
  type,
  text: typedText(value, type),
});

export const input = (index: number, type: Type): Input => ({
  kind: "input",
  index,
  type,
  text: `$${index + 1}`,
});

export const variableOf = (level: number, type: Type): Variable => ({
  kind: "variable",
  level,
  type,
  text: variableName(level),
});

/** The result type is given where the primitive's is polymorphic. */
export function apply(primitive: Primitive, args: readonly Program[], type: Type = primitive.result): Apply {
  const text =
    args.length === 0 ? `(${primitive.name})` : `(${primitive.name} ${args.map((a) => a.text).join(" ")})`;
  return { kind: "apply", primitive, args, type, text };
}

export function lambda(level: number, params: readonly Type[], body: Program): Lambda {
  const names = params.map((_, i) => variableName(level + i)).join(" ");
  return {
    kind: "lambda",
    level,
    params,
    body,
    type: { kind: "function", params, result: body.type },
    text: `(lambda (${names}) ${body.text})`,
  };
}

/** A literal in canonical text, by its type: `literalText`, with bit-vectors as `0x00ff` or `0b101`. */
export function typedText(value: Value, type: Type): string {
  if (type.kind === "option") return typedText(value, type.of);
  if (type.kind === "bits" && (typeof value === "number" || typeof value === "bigint"))
    return bitsText(value, type.width);
  if (type.kind === "list" && Array.isArray(value))
    return `[${value.map((item) => typedText(item, type.of)).join(" ")}]`;
  if (type.kind === "tuple" && Array.isArray(value))
    return `[${value.map((item, i) => typedText(item, type.of[i])).join(" ")}]`;
  return literalText(value);
}

/** A literal in canonical text: JSON, with dates as `#(year month …)`, grids as `#[row row …]`, pictures by a fingerprint of their pixels, sounds with all their numbers, records as `{name: value …}`. */
export function literalText(value: Value): string {
  if (value === undefined) return "⊥";
  if (typeof value === "string") return quote(value);
  if (typeof value === "number") return Object.is(value, -0) ? "0" : String(value);
  if (value instanceof CivilDate) {
    const fields = [
      value.year,
      value.month,
      value.day,
      value.hour,
      value.minute,
      value.second,
      value.millisecond,
    ];
    return `#(${fields.map((field) => field ?? "_").join(" ")})`;
  }
  if (value instanceof Grid) {
    const rows = [];
    for (let y = 0; y < value.height; y++) {
      rows.push([...value.cells.subarray(y * value.width, (y + 1) * value.width)].join(","));
    }
    return `#[${value.width} ${value.height} ${rows.join(" ")}]`;
  }
  if (value instanceof Picture) return pictureText(value);
  if (value instanceof Sound) return `#sound[${value.rate} ${value.samples.join(",")}]`;
  if (Array.isArray(value)) return `[${value.map(literalText).join(" ")}]`;
  if (value instanceof RecordValue) return recordText(value);
  if (typeof value === "function") throw new Error("internal: a function is not a literal");
  return String(value);
}

/** Millions of pixels are no text: no program has a picture in it, and inputs are told apart by this. */
function pictureText(picture: Picture): string {
  let text = PICTURE_TEXTS.get(picture);
  if (text === undefined) {
    const { a, b } = new Fingerprint().of(picture);
    const hex = [a, b].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
    text = `#image[${picture.width} ${picture.height} ${picture.channels} ${hex}]`;
    PICTURE_TEXTS.set(picture, text);
  }
  return text;
}

const PICTURE_TEXTS = new WeakMap<Picture, string>();

/** The same for equal inputs, of a program or a function. */
export const inputsText = (inputs: readonly Value[]): string => inputs.map(literalText).join(" ");

/** By name, so that equal records have equal text. */
function recordText(value: RecordValue): string {
  return `{${value.names.map((name) => `${fieldText(name)}: ${literalText(value.get(name))}`).join(" ")}}`;
}

/** The program with other nodes in place of its inputs. */
export function mapInputs(program: Program, change: (node: Input) => Program): Program {
  switch (program.kind) {
    case "input":
      return change(program);
    case "apply":
      return apply(
        program.primitive,
        program.args.map((arg) => mapInputs(arg, change)),
        program.type,
      );
    case "lambda":
      return lambda(program.level, program.params, mapInputs(program.body, change));
    default:
      return program;
  }
}

/** The program with other primitives in its calls, of the same types. */
export function mapCalls(program: Program, change: (primitive: Primitive) => Primitive): Program {
  switch (program.kind) {
    case "apply":
      return apply(
        change(program.primitive),
        program.args.map((arg) => mapCalls(arg, change)),
        program.type,
      );
    case "lambda":
      return lambda(program.level, program.params, mapCalls(program.body, change));
    default:
      return program;
  }
}

/** Calls `visit` on every distinct sub-program, parents before children. */
export function walk(program: Program, visit: (node: Program) => void): void {
  const seen = new Set<string>();
  const stack: Program[] = [program];
  while (stack.length > 0) {
    const node = stack.pop() as Program;
    if (seen.has(node.text)) continue;
    seen.add(node.text);
    visit(node);
    if (node.kind === "apply") for (let i = node.args.length - 1; i >= 0; i--) stack.push(node.args[i]);
    if (node.kind === "lambda") stack.push(node.body);
  }
}

/** Positions of the inputs that the programs look at, in order. */
export function usedInputs(programs: readonly Program[]): readonly number[] {
  const used = new Set<number>();
  for (const program of programs) {
    walk(program, (node) => {
      if (node.kind === "input") used.add(node.index);
    });
  }
  return [...used].sort((a, b) => a - b);
}
