/** @file Recursive types as folds see them: their cases, where they hold themselves, and what the functions of cases take. */

import type { Type } from "../../language/type.ts";
import { childrenOf, fieldType, mapParts, mentions } from "../../language/typeparts.ts";
import { casesOf, type DataCase } from "./cases.ts";

/** A recursive type as what folds it sees it. */
export interface Folded {
  readonly type: Type & { readonly kind: "recursive" };
  readonly cases: readonly DataCase[];
  /** Whether null may stand where a part is: what it comes to is then an argument of its own. */
  readonly isNullable: boolean;
}

/** Most cases of a type that is folded. */
const MAX_CASES = 8;

/** Undefined for types that hold themselves within other recursive types, or variants, of their own. */
export function foldedOf(type: Type): Folded | undefined {
  if (type.kind !== "recursive") return undefined;
  const cases = casesOf(type);
  const isOwn = (part: Type): boolean => mentions(part, (inner) => isSelf(inner, type));
  const isFoldable = (part: Type): boolean => {
    if (!isOwn(part) || isSelf(part, type)) return true;
    if (part.kind === "option")
      return isSelf(part.of, type) || (part.of.kind === "list" && isFoldable(part.of));
    return ["list", "tuple", "record"].includes(part.kind) && childrenOf(part).every(isFoldable);
  };
  const parts = cases.flatMap(partsOfCase);
  if (cases.length === 0 || cases.length > MAX_CASES || !parts.every(isFoldable)) return undefined;
  const isNullable = parts.some((part) =>
    mentions(part, (inner) => inner.kind === "option" && isSelf(inner.of, type)),
  );
  return { type, cases, isNullable };
}

export const isSelf = (part: Type, { name }: Folded["type"]): boolean =>
  part.kind === "self" && part.name === name;

/** What a case holds: its fields, or itself. */
export const partsOfCase = (one: DataCase): readonly Type[] =>
  one.type.kind === "record" ? one.fields.map(fieldType) : [one.type];

/** A part's type where its own parts have become results: null among them is what null comes to. */
function resultIn(part: Type, folded: Folded, result: Type): Type {
  if (isSelf(part, folded.type)) return result;
  if (part.kind === "option" && isSelf(part.of, folded.type)) return result;
  return mapParts(part, (inner) => resultIn(inner, folded, result));
}

/** What the function of a case takes. */
export const caseParams = (one: DataCase, folded: Folded, result: Type): readonly Type[] =>
  partsOfCase(one).map((part) => resultIn(part, folded, result));

/** What the function of a part takes that sees the part, too: that, and the results within it. */
export const paraParams = (folded: Folded, result: Type): readonly Type[] => [
  folded.type,
  ...ownParts(folded).map(({ part }) => resultIn(part, folded, result)),
];

/** The fields that hold parts of the type. */
export const ownParts = ({ type, cases: [one] }: Folded): readonly { name: string; part: Type }[] =>
  one.fields.flatMap((field) => {
    const part = fieldType(field);
    return mentions(part, (inner) => isSelf(inner, type)) ? [{ name: field.name, part }] : [];
  });
