/** @file The cases of a type of data: a record is one, a variant has several, a recursive type those of what it stands for. */

import { type RecordField, TEXT, type Type } from "../../language/type.ts";
import { fieldType, withSelf } from "../../language/typeparts.ts";

/** One case of a type. */
export interface DataCase {
  /** What people call it: `node`, `+`, `number`. No other case of the type is called so. */
  readonly name: string;
  /** With `self` where the whole type is meant. */
  readonly type: Type;
  /** The fields that do more than tell the case; none where it is no record. */
  readonly fields: readonly RecordField[];
}

/** The type without its binder: `self` stands in it. */
export const bodyOf = (type: Type): Type => (type.kind === "recursive" ? type.of : type);

/** All cases, in order; none for a type without fields. */
export function casesOf(type: Type): readonly DataCase[] {
  const body = bodyOf(type);
  const cases = body.kind === "variant" ? body.cases : body.kind === "record" ? [body] : [];
  const names = new Set<string>();
  return cases.map((of, i): DataCase => {
    const wanted = caseName(of, cases.length === 1);
    const name = names.has(wanted) ? `${wanted} ${i + 1}` : wanted;
    names.add(name);
    const fields = of.kind === "record" ? of.fields.filter((field) => field.type.kind !== "constant") : [];
    return { name, type: of, fields };
  });
}

/** The text that tells the case, or its first key, or the kind of value. */
function caseName(type: Type, isOnly: boolean): string {
  if (type.kind !== "record") return KINDS[type.kind] ?? type.kind;
  if (isOnly) return "node";
  return tellingText(type) ?? type.fields[0]?.name ?? "empty";
}

const KINDS: Partial<Record<Type["kind"], string>> = { int: "number", real: "number", tuple: "list" };

/** The text that tells the case from others, and the field that it stands in. */
export function telling(type: Type): { readonly name: string; readonly value: string } | undefined {
  if (type.kind !== "record") return undefined;
  for (const { name, type: of } of type.fields) if (of.kind === "constant") return { name, value: of.value };
  return undefined;
}

const tellingText = (type: Type): string | undefined => telling(type)?.value;

/** A part of a type with the type itself in place of `self`. */
export const alone = (part: Type, whole: Type): Type =>
  whole.kind === "recursive" ? withSelf(part, whole.name, whole) : part;

/** What a field of the type holds, as it stands alone; a text that tells a case is text. */
export function heldIn(whole: Type, field: RecordField): Type {
  const type = alone(fieldType(field), whole);
  return type.kind === "constant" ? TEXT : type;
}

/** A name for canonical text, from any text; different ones for different texts. */
export const spelled = (text: string): string =>
  text.replace(/[^A-Za-z0-9_]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
