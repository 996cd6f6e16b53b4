/** @file Types and constants in TypeScript. */

import { isReservedName } from "./names.ts";
import {
  Binding,
  CIVIL_DATE,
  type Code,
  type Helper,
  helperOf,
  PICTURE,
  type PrintContext,
  primary,
} from "./print.ts";
import type { Program } from "./program.ts";
import { quote } from "./quote.ts";
import { WIDTH } from "./statements.ts";
import { IMAGE, type RecordField, SOUND, type Type } from "./type.ts";
import { childrenOf, fieldType, mentions, unfolded } from "./typeparts.ts";
import { CivilDate, Grid, hasType, Picture, RecordValue, Sound, type Value } from "./value.ts";

/** A program on sounds, or with a picture in it: no code is printed for it. */
export class Unprintable extends Error {
  constructor({ kind }: Type) {
    super(`a program with values of type ${kind} is not printed as code`);
  }
}

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
    case "image":
      return PICTURE.name;
    case "sound":
      throw new Unprintable(type);
    case "list": {
      const of = typeText(type.of, true);
      const isTight = type.of.kind === "record" || !/[ |]/.test(of);
      return `${isReadonly ? "readonly " : ""}${isTight ? of : `(${of})`}[]`;
    }
    case "tuple":
      return `${isReadonly ? "readonly " : ""}[${type.of.map((of) => typeText(of, true)).join(", ")}]`;
    case "record":
      return objectText(type.fields);
    case "constant":
      return quote(type.value);
    case "variant":
      return type.cases.map((of) => typeText(of, isReadonly)).join(" | ");
    case "recursive":
    case "self":
      return typeName(type.name);
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

function objectText(fields: readonly RecordField[]): string {
  if (fields.length === 0) return "Record<string, never>";
  const written = fields.map((field) => {
    const type = typeText(fieldType(field), true);
    return `${keyText(field.name)}${field.optional ? "?" : ""}: ${type}`;
  });
  return `{ ${written.join("; ")} }`;
}

/** A recursive type's name in printed code. */
export const typeName = (name: string): string => (isReservedName(name) ? `${name}Type` : name);

/** A field's name in an object type or literal; as a literal's, `__proto__` would set what the object inherits from. */
export function keyText(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

/** The declarations that the type's text needs. */
export function declarationsFor(type: Type): readonly Helper[] {
  if (type.kind === "date") return [CIVIL_DATE];
  if (type.kind === "image") return [PICTURE];
  const inner = distinctHelpers(childrenOf(type).flatMap(declarationsFor));
  if (type.kind !== "recursive") return inner;
  const name = typeName(type.name);
  return [helperOf(`type ${name} =${declaredText(type.of)};`, ...inner)];
}

const distinctHelpers = (helpers: readonly Helper[]): readonly Helper[] => [
  ...new Map(helpers.map((helper) => [helper.name, helper])).values(),
];

/** The right side of a type's declaration, broken into lines where it is long. */
function declaredText(type: Type): string {
  const text = ` ${typeText(type, true)}`;
  if (text.length <= WIDTH - 20) return text;
  if (type.kind === "variant") return type.cases.map((part) => `\n  | ${typeText(part, true)}`).join("");
  return type.kind === "record" ? text.replace(/^ \{ /, " {\n  ").replace(/ \}$/, ";\n}") : text;
}

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
  const isEmpty = Array.isArray(value) && value.length === 0;
  const text = literalText(value, context, type);
  // Else taken for a list of any length, or a field for any text.
  const isLoose =
    typeof value === "object" && value !== null && mentions(type, ({ kind }) => LOOSE.has(kind));
  if (isEmpty || isLoose) return { text: `${text} as ${typeText(type, false)}`, binding: Binding.Relational };
  if (type.kind === "bits") return primary(text);
  // Looser than it is, so that a method of it is called on `(5)`.
  return typeof value === "number" ? { text, binding: Binding.Unary } : primary(text);
}

const LOOSE: ReadonlySet<Type["kind"]> = new Set(["tuple", "constant"]);

/** A constant where its type is plain from around it; with the type, bit-vectors are hexadecimal and fields in its order. */
export function literalText(value: Value, context: Pick<PrintContext, "quote">, type?: Type): string {
  if (type?.kind === "option") return literalText(value, context, type.of);
  if (type?.kind === "recursive") return literalText(value, context, unfolded(type));
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
  if (value instanceof Picture) throw new Unprintable(IMAGE);
  if (value instanceof Sound) throw new Unprintable(SOUND);
  if (value instanceof RecordValue) {
    const fields = fieldsOf(value, type).map(
      (field) => `${keyText(field.name)}: ${literalText(value.get(field.name), context, field.type)}`,
    );
    return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
  }
  if (Array.isArray(value)) {
    const of = (i: number): Type | undefined =>
      type?.kind === "list" ? type.of : type?.kind === "tuple" ? type.of[i] : undefined;
    return `[${value.map((item, i) => literalText(item, context, of(i))).join(", ")}]`;
  }
  if (typeof value === "function") throw new Error("internal: a function is not a constant");
  return String(value);
}

/** The fields of a record in the order of its type, or of the case of the variant that it belongs to. */
function fieldsOf(value: RecordValue, type: Type | undefined): readonly { name: string; type?: Type }[] {
  const own = type?.kind === "variant" ? type.cases.find((part) => hasType(value, part)) : type;
  return own?.kind === "record" ? own.fields : [...value.fields.keys()].map((name) => ({ name }));
}

/** Bit-vectors are hexadecimal where that says more than the digits. */
export function bitsCode(value: number | bigint): string {
  const text = value < 10 ? String(value) : `0x${value.toString(16)}`;
  return typeof value === "bigint" ? `${text}n` : text;
}
