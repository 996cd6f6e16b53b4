/** @file Types of values and programs. A type is plain data and compares by structure. */

export type Type =
  | { readonly kind: "int" }
  | { readonly kind: "real" }
  | { readonly kind: "bool" }
  | { readonly kind: "text" }
  | { readonly kind: "date" }
  | { readonly kind: "grid" }
  /** A bit-vector of 1…64 bits. A value is a number up to 32 bits, a bigint beyond, never negative. */
  | { readonly kind: "bits"; readonly width: number }
  /** One of a closed vocabulary, written as text: a token class, a number layout, a unit of time. Never a column's type. */
  | { readonly kind: "label"; readonly set: string }
  | { readonly kind: "list"; readonly of: Type }
  | { readonly kind: "option"; readonly of: Type }
  | FunctionType
  /** Bound at a call: the same name stands for the same type everywhere in one signature. */
  | { readonly kind: "variable"; readonly name: string };

export interface FunctionType {
  readonly kind: "function";
  readonly params: readonly Type[];
  readonly result: Type;
}

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
export const bitVector = (width: number): Type => ({ kind: "bits", width });
export const label = (set: string): Type => ({ kind: "label", set });
/** Most bits of a bit-vector. */
export const MAX_WIDTH = 64;
export const list = (of: Type): Type => ({ kind: "list", of });
export const option = (of: Type): Type => ({ kind: "option", of });
export const fn = (params: readonly Type[], result: Type): FunctionType => ({
  kind: "function",
  params,
  result,
});
export const variable = (name: string): Type => ({ kind: "variable", name });

/** The type as people write it: `list<text>`, `(int) -> bool`, `text?`. Equal types show equally. */
export function showType(type: Type): string {
  switch (type.kind) {
    case "bits":
      return `bits<${type.width}>`;
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

/** Whether null is a value of the type: to any other, a strict primitive answers ⊥ on it. */
export const acceptsNull = (type: Type): boolean => type.kind === "option" || type.kind === "variable";

/** The type under an option: null is a value of every sort, and sorts are named like their types without it. */
export const baseType = (type: Type): Type => (type.kind === "option" ? type.of : type);

/** The type itself and the types that it is made of. */
export function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case "list":
    case "option":
      return [type, ...partsOf(type.of)];
    case "function":
      return [type, ...[...type.params, type.result].flatMap(partsOf)];
    default:
      return [type];
  }
}

/** Whether no variable occurs in the type. */
export const isGround = (type: Type): boolean => partsOf(type).every(({ kind }) => kind !== "variable");

export const sameType = (a: Type, b: Type): boolean => a === b || showType(a) === showType(b);

/** The inverse of `showType`. `undefined` for text that is no type, or one nested deeper than `depth`. */
export function parseType(text: string, depth = 16): Type | undefined {
  let at = 0;
  const eat = (token: string): boolean => {
    if (!text.startsWith(token, at)) return false;
    at += token.length;
    return true;
  };
  const word = (): string => {
    const start = at;
    while (at < text.length && /[A-Za-z0-9_-]/.test(text[at])) at++;
    return text.slice(start, at);
  };
  const parse = (left: number): Type | undefined => {
    let type = left > 0 ? parseBase(left - 1) : undefined;
    while (type && eat("?")) type = option(type);
    return type;
  };
  const parseBase = (left: number): Type | undefined => {
    if (eat("(")) {
      const params: Type[] = [];
      while (!eat(")")) {
        if (params.length > 0 && !eat(", ")) return undefined;
        const param = parse(left);
        if (!param) return undefined;
        params.push(param);
      }
      const result = eat(" -> ") ? parse(left) : undefined;
      return result && fn(params, result);
    }
    if (eat("'")) return variable(word());
    if (eat("list<")) {
      const of = parse(left);
      return of && eat(">") ? list(of) : undefined;
    }
    if (eat("bits<")) {
      const width = word();
      return eat(">") && /^[1-9]\d?$/.test(width) && Number(width) <= MAX_WIDTH
        ? bitVector(Number(width))
        : undefined;
    }
    if (eat("label<")) {
      const set = word();
      return eat(">") ? label(set) : undefined;
    }
    const name = word();
    return GROUND.find((type) => type.kind === name);
  };
  const type = parse(depth);
  return at === text.length ? type : undefined;
}

const GROUND: readonly Type[] = [INT, REAL, BOOL, TEXT, DATE, GRID];
