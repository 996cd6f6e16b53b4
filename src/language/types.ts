/** @file Types and constants in TypeScript. */

import { Binding, CIVIL_DATE, type Code, type PrintContext, primary } from "./print.ts";
import type { Program } from "./program.ts";
import type { Type } from "./type.ts";
import { CivilDate, Grid, type Value } from "./value.ts";

/** The type in TypeScript; lists are `readonly` where the function does not own them, as it never does those within lists. */
export function typeText(type: Type, isReadonly: boolean): string {
  switch (type.kind) {
    case "int":
    case "real":
      return "number";
    case "bits":
      return type.width <= 32 ? "number" : "bigint";
    case "bool":
      return "boolean";
    case "text":
    case "label":
      return "string";
    case "date":
      return CIVIL_DATE.name;
    case "grid":
      return "{ readonly width: number; readonly height: number; readonly cells: Uint8Array }";
    case "list": {
      const of = typeText(type.of, true);
      return `${isReadonly ? "readonly " : ""}${/[ |]/.test(of) ? `(${of})` : of}[]`;
    }
    case "option":
      return type.of.kind === "option"
        ? typeText(type.of, isReadonly)
        : `${typeText(type.of, isReadonly)} | null`;
    case "function": {
      const params = type.params.map(
        (param, i) => `${String.fromCharCode(97 + i)}: ${typeText(param, true)}`,
      );
      return `((${params.join(", ")}) => ${typeText(type.result, false)})`;
    }
    case "variable":
      return "unknown";
  }
}

/** Whether the type mentions dates, so that their type must be printed too. */
export const mentionsDate = (type: Type): boolean =>
  type.kind === "date" || ((type.kind === "list" || type.kind === "option") && mentionsDate(type.of));

/** Whether the part's value may be one that the function was given, and does not own. */
export function isBorrowed(node: Program): boolean {
  if (node.kind === "input" || node.kind === "variable") return true;
  if (node.kind !== "apply") return false;
  const { selects, recovers } = node.primitive;
  if (selects) return isBorrowed(node.args[selects.then]) || isBorrowed(node.args[selects.else]);
  if (recovers) return isBorrowed(node.args[recovers.value]) || isBorrowed(node.args[recovers.otherwise]);
  return node.primitive.result.kind === "variable";
}

/** The type of the part; that of a branch where a choice was built without one. */
export function resultType(node: Program): Type {
  if (node.kind !== "apply" || node.type.kind !== "variable") return node.type;
  const { selects, recovers } = node.primitive;
  const through = selects?.then ?? recovers?.value;
  return through === undefined ? node.type : resultType(node.args[through]);
}

/** A constant. */
export function literalCode(value: Value, type: Type, context: PrintContext): Code {
  if (Array.isArray(value) && value.length === 0) {
    return { text: `[] as ${typeText(type, false)}`, binding: Binding.Relational };
  }
  const text = literalText(value, context, type);
  if (type.kind === "bits") return primary(text);
  // Looser than it is, so that a method of it is called on `(5)`.
  return typeof value === "number" ? { text, binding: Binding.Unary } : primary(text);
}

/** A constant where its type is plain from around it; with the type, bit-vectors are hexadecimal. */
export function literalText(value: Value, context: PrintContext, type?: Type): string {
  if (type?.kind === "option") return literalText(value, context, type.of);
  if (typeof value === "bigint") return bitsCode(value);
  if (typeof value === "number" && type?.kind === "bits") return bitsCode(value);
  if (typeof value === "string") return context.quote(value);
  if (typeof value === "number") return Object.is(value, -0) ? "0" : String(value);
  if (value instanceof CivilDate) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return fields.length === 0
      ? "{}"
      : `{ ${fields.map(([name, field]) => `${name}: ${field}`).join(", ")} }`;
  }
  if (value instanceof Grid) {
    return `{ width: ${value.width}, height: ${value.height}, cells: Uint8Array.of(${value.cells.join(", ")}) }`;
  }
  if (Array.isArray(value)) {
    const of = type?.kind === "list" ? type.of : undefined;
    return `[${value.map((item) => literalText(item, context, of)).join(", ")}]`;
  }
  if (typeof value === "function") throw new Error("internal: a function is not a constant");
  return String(value);
}

/** Bit-vectors are hexadecimal where that says more than the digits. */
export function bitsCode(value: number | bigint): string {
  const text = value < 10 ? String(value) : `0x${value.toString(16)}`;
  return typeof value === "bigint" ? `${text}n` : text;
}
