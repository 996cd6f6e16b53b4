/** @file The parts of types: what fields hold, what a recursive type is inside, and walks over all parts. */

import { baseType, option, type RecordField, recursive, self, showType, type Type } from "./type.ts";

/** What a field holds: null, too, where it may be absent. */
export const fieldType = ({ type, optional }: RecordField): Type =>
  optional ? option(baseType(type)) : type;

/** The type with its parts changed; the type itself where none is. */
export function mapParts(type: Type, change: (part: Type) => Type): Type {
  const all = (parts: readonly Type[]): readonly Type[] => {
    const changed = parts.map(change);
    return changed.every((part, i) => part === parts[i]) ? parts : changed;
  };
  switch (type.kind) {
    case "list":
    case "option": {
      const of = change(type.of);
      return of === type.of ? type : { kind: type.kind, of };
    }
    case "recursive": {
      const of = change(type.of);
      return of === type.of ? type : { ...type, of };
    }
    case "tuple": {
      const of = all(type.of);
      return of === type.of ? type : { ...type, of };
    }
    case "variant": {
      const cases = all(type.cases);
      return cases === type.cases ? type : { ...type, cases };
    }
    case "record": {
      const fields = type.fields.map((field) => {
        const inner = change(field.type);
        return inner === field.type ? field : { ...field, type: inner };
      });
      return fields.every((field, i) => field === type.fields[i]) ? type : { ...type, fields };
    }
    case "function": {
      const params = all(type.params);
      const result = change(type.result);
      return params === type.params && result === type.result ? type : { ...type, params, result };
    }
    default:
      return type;
  }
}

/** The types that the type is made of, in order. */
export function childrenOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case "list":
    case "option":
    case "recursive":
      return [type.of];
    case "tuple":
      return type.of;
    case "variant":
      return type.cases;
    case "record":
      return type.fields.map((field) => field.type);
    case "function":
      return [...type.params, type.result];
    default:
      return [];
  }
}

/** Whether the type, or one that it is made of, is one. */
export const mentions = (type: Type, is: (part: Type) => boolean): boolean =>
  is(type) || childrenOf(type).some((part) => mentions(part, is));

/** Whether values of the type are made of others: it is a data structure. */
export const isCompound = ({ kind }: Type): boolean =>
  kind === "list" || kind === "tuple" || kind === "record" || kind === "variant" || kind === "recursive";

/** Whether no variable occurs in the type. */
export const isGround = (type: Type): boolean => !mentions(type, ({ kind }) => kind === "variable");

/** The type itself and the types of all that its values hold, each once and as it stands alone. */
export function partsOf(type: Type): readonly Type[] {
  const found = new Map<string, Type>();
  const visit = (part: Type): void => {
    const key = showType(part);
    if (found.has(key)) return;
    found.set(key, part);
    for (const child of childrenOf(unfolded(part))) visit(child);
  };
  visit(type);
  return [...found.values()];
}

/** The type with another in place of `self` of that name. */
export function withSelf(type: Type, name: string, by: Type): Type {
  if (type.kind === "self") return type.name === name ? by : type;
  if (type.kind === "recursive" && type.name === name) return type;
  return mapParts(type, (part) => withSelf(part, name, by));
}

/** A recursive type written out once: `self` has become the whole type. Other types are as they are. */
export const unfolded = (type: Type): Type =>
  type.kind === "recursive" ? withSelf(type.of, type.name, type) : type;

/** The recursive type under another name, which nothing in it has. */
export const renamed = (type: Type & { kind: "recursive" }, name: string): Type =>
  name === type.name ? type : recursive(name, withSelf(type.of, type.name, self(name)));

/** The type with records, variants and recursive types as they are known: under their names, fields in their order. */
export function asKnown(type: Type, known: ReadonlyMap<string, Type>): Type {
  const isNamed = type.kind === "recursive" || type.kind === "record" || type.kind === "variant";
  const same = isNamed ? known.get(showType(type)) : undefined;
  return same ?? mapParts(type, (part) => asKnown(part, known));
}
