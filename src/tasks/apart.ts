/** @file Types that stand beside each other in a choice: whether values tell them apart, and what of them goes without saying. */

import { option, self, showType, type Type } from "../language/type.ts";
import { mapParts } from "../language/typeparts.ts";

export const isSelf = (type: Type, binder: string): boolean => type.kind === "self" && type.name === binder;

/** The type with null beside itself wherever it holds itself. */
export function withNullable(type: Type, binder: string): Type {
  if (isSelf(type, binder)) return option(type);
  if (type.kind === "option" && isSelf(type.of, binder)) return type;
  return mapParts(type, (part) => withNullable(part, binder));
}

/** Whether a value of the type may be one of the type again, with nothing around it. */
export function isBare(type: Type, binder: string): boolean {
  if (type.kind === "option") return isBare(type.of, binder);
  return isSelf(type, binder) || (type.kind === "variant" && type.cases.some((part) => isBare(part, binder)));
}

/** Where the whole type is one of several cases, cases that it has itself go without saying. */
export function withoutOwnCases(whole: Type, binder: string): Type {
  const own = new Set((whole.kind === "variant" ? whole.cases : [whole]).map(showType));
  const simplify = (type: Type): Type => {
    if (type.kind === "variant" && type.cases.some((part) => isSelf(part, binder))) {
      const others = type.cases.filter((part) => !isSelf(part, binder) && !own.has(showType(part)));
      if (others.length === 0) return self(binder);
    }
    return mapParts(type, simplify);
  };
  return mapParts(whole, simplify);
}

/** Whether a look at a value tells which of the two it is of. */
export function areApart(a: Type, b: Type): boolean {
  if (a.kind === "self" || b.kind === "self") return true;
  if (a.kind !== "record" || b.kind !== "record") return kindOf(a) !== kindOf(b);
  const telling = a.fields.some((field) => {
    const other = b.fields.find(({ name }) => name === field.name);
    return (
      field.type.kind === "constant" &&
      other?.type.kind === "constant" &&
      field.type.value !== other.type.value
    );
  });
  const hasOwn = (one: typeof a, other: typeof a): boolean =>
    one.fields.some(({ name, optional }) => !optional && !other.fields.some((field) => field.name === name));
  return telling || hasOwn(a, b) || hasOwn(b, a);
}

/** What kind of value it is of, as far as a look tells. */
const kindOf = ({ kind }: Type): string =>
  kind === "int" || kind === "real"
    ? "number"
    : kind === "constant"
      ? "text"
      : kind === "tuple"
        ? "list"
        : kind;
