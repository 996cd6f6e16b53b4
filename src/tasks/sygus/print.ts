/** @file Programs in SMT-LIB syntax, with the spellings of the file that they were learned from. */

import { operatorText, sortText } from "../../domains/smt/index.ts";
import type { Primitive } from "../../language/primitive.ts";
import { type Program, typedText } from "../../language/program.ts";
import { type Signature, showType, type Type } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { symbolText } from "./forms.ts";
import { encodeString, type Version } from "./literals.ts";

export interface Spelling {
  readonly name: string;
  readonly signature: Signature;
  readonly version: Version;
  /** Operators with their indices, macros by their names. */
  readonly operators: ReadonlyMap<Primitive, string>;
  /** Constants by canonical text. */
  readonly constants: ReadonlyMap<string, string>;
}

/** `(define-fun f ((x Sort) …) Sort term)` */
export function definition(program: Program, spelling: Spelling): string {
  const { name, signature } = spelling;
  const sort = (type: Type): string => spelledSort(type, spelling.version);
  const params = signature.params.map((param) => `(${symbolText(param.name)} ${sort(param.type)})`);
  return `(define-fun ${symbolText(name)} (${params.join(" ")}) ${sort(signature.result)} ${termText(program, spelling)})`;
}

const spelledSort = (type: Type, version: Version): string =>
  version === 1 && type.kind === "bits" ? `(BitVec ${type.width})` : sortText(type);

/** The name of an operator or macro, as the file has it. */
export function operatorOf(primitive: Primitive, { operators }: Spelling): string {
  const operator = operators.get(primitive) ?? operatorText(primitive);
  if (operator === undefined) throw new Error(`internal: ${primitive.name} has no name in SMT-LIB`);
  return operator;
}

/** The first operator in the program that SMT-LIB has no name for: one of another task's. */
export function unspelled(program: Program, spelling: Spelling): Primitive | undefined {
  if (program.kind !== "apply") return undefined;
  const { primitive, args } = program;
  if (!spelling.operators.has(primitive) && operatorText(primitive) === undefined) return primitive;
  for (const arg of args) {
    const odd = unspelled(arg, spelling);
    if (odd) return odd;
  }
  return undefined;
}

export function termText(program: Program, spelling: Spelling): string {
  switch (program.kind) {
    case "input":
      return symbolText(spelling.signature.params[program.index].name);
    case "literal":
      return (
        spelling.constants.get(typedText(program.value, program.type)) ??
        constantText(program.value, program.type, spelling.version)
      );
    case "apply": {
      const operator = operatorOf(program.primitive, spelling);
      if (program.args.length === 0) return operator;
      return `(${operator} ${program.args.map((arg) => termText(arg, spelling)).join(" ")})`;
    }
    default:
      throw new Error(`internal: ${program.kind} cannot stand in SMT-LIB`);
  }
}

function constantText(value: Value, type: Type, version: Version): string {
  if (typeof value === "string") return encodeString(value, version);
  if (typeof value === "boolean") return String(value);
  if (type.kind === "bits") return typedText(value, type).replace(/^0/, "#");
  if (typeof value !== "number") throw new Error(`internal: no constant of type ${showType(type)}`);
  return value < 0 && version === 2 ? `(- ${-value})` : String(value);
}
