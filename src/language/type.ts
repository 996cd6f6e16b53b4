/** @file Types of values and programs. A type is plain data and compares by structure. */

export type Type =
  | { readonly kind: "int" }
  | { readonly kind: "real" }
  | { readonly kind: "bool" }
  | { readonly kind: "text" }
  | { readonly kind: "date" }
  | { readonly kind: "grid" }
  /** One of a closed vocabulary, written as text: a token class, a number layout, a unit of time. Never a column's type. */
  | { readonly kind: "label"; readonly set: string }
  | { readonly kind: "list"; readonly of: Type }
  | { readonly kind: "option"; readonly of: Type }
  | { readonly kind: "function"; readonly params: readonly Type[]; readonly result: Type }
  /** Bound at a call: the same name stands for the same type everywhere in one signature. */
  | { readonly kind: "variable"; readonly name: string };

export interface Signature {
  readonly params: readonly { readonly name: string; readonly type: Type }[];
  readonly result: Type;
}

export const INT: Type = { kind: "int" };
export const REAL: Type = { kind: "real" };
export const BOOL: Type = { kind: "bool" };
export const TEXT: Type = { kind: "text" };
export const DATE: Type = { kind: "date" };
export const GRID: Type = { kind: "grid" };
export const label = (set: string): Type => ({ kind: "label", set });
export const list = (of: Type): Type => ({ kind: "list", of });
export const option = (of: Type): Type => ({ kind: "option", of });
export const fn = (params: readonly Type[], result: Type): Type => ({ kind: "function", params, result });
export const variable = (name: string): Type => ({ kind: "variable", name });

/** The type as people write it: `list<text>`, `(int) -> bool`, `text?`. Equal types show equally. */
export function showType(type: Type): string {
  switch (type.kind) {
    case "label":
      return `label<${type.set}>`;
    case "list":
      return `list<${showType(type.of)}>`;
    case "option":
      return `${showType(type.of)}?`;
    case "function":
      return `(${type.params.map(showType).join(", ")}) -> ${showType(type.result)}`;
    case "variable":
      return `'${type.name}`;
    default:
      return type.kind;
  }
}

export const sameType = (a: Type, b: Type): boolean => a === b || showType(a) === showType(b);
