/** @file Types of values and programs, and their text. A type is plain data and compares by structure. */

import { quote } from "./quote.ts";

export type Type =
  | { readonly kind: "int" }
  | { readonly kind: "real" }
  | { readonly kind: "bool" }
  | { readonly kind: "text" }
  | { readonly kind: "date" }
  | { readonly kind: "grid" }
  /** Pictures, and recordings: of any size, which is the data's. */
  | { readonly kind: "image" }
  | { readonly kind: "sound" }
  /**
   * A bit-vector of 1…64 bits. A value is a number up to 32 bits, a bigint beyond, never negative. Shown in hexadecimal where the
   * width is a multiple of four, unless it is said to be binary, which makes no difference otherwise.
   */
  | { readonly kind: "bits"; readonly width: number; readonly isBinary?: true }
  /** One of a closed vocabulary, written as text: a token class, a number layout, a unit of time. Never a column's type. */
  | { readonly kind: "label"; readonly set: string }
  | { readonly kind: "list"; readonly of: Type }
  | { readonly kind: "option"; readonly of: Type }
  /** A list of fixed length, each place with a type of its own. Two places at least. */
  | { readonly kind: "tuple"; readonly of: readonly Type[] }
  /** In the order in which people see them; types with the same fields in another order are the same. */
  | { readonly kind: "record"; readonly fields: readonly RecordField[] }
  /** Exactly this text: what tells the cases of a variant apart. */
  | { readonly kind: "constant"; readonly value: string }
  /** A value of one of the types, which no value can be taken for another's. */
  | { readonly kind: "variant"; readonly cases: readonly Type[] }
  /** The type in which `self` of that name stands for all of it. */
  | { readonly kind: "recursive"; readonly name: string; readonly of: Type }
  | { readonly kind: "self"; readonly name: string }
  | FunctionType
  /** Bound at a call: the same name stands for the same type everywhere in one signature. */
  | { readonly kind: "variable"; readonly name: string };

export interface FunctionType {
  readonly kind: "function";
  readonly params: readonly Type[];
  readonly result: Type;
}

export interface RecordField {
  readonly name: string;
  readonly type: Type;
  /** The field may be absent, which is read as null. */
  readonly optional?: true;
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
export const IMAGE: Type = { kind: "image" };
export const SOUND: Type = { kind: "sound" };
export const bitVector = (width: number, isBinary = false): Type => ({
  kind: "bits",
  width,
  ...(isBinary && width % 4 === 0 && { isBinary }),
});
export const label = (set: string): Type => ({ kind: "label", set });
/** Most bits of a bit-vector. */
export const MAX_WIDTH = 64;
export const list = (of: Type): Type => ({ kind: "list", of });
export const option = (of: Type): Type => ({ kind: "option", of });
export const tuple = (of: readonly Type[]): Type => ({ kind: "tuple", of });
export const record = (fields: readonly RecordField[]): Type => ({ kind: "record", fields });
export const constant = (value: string): Type => ({ kind: "constant", value });
export const variant = (cases: readonly Type[]): Type => ({ kind: "variant", cases });
export const recursive = (name: string, of: Type): Type => ({ kind: "recursive", name, of });
export const self = (name: string): Type => ({ kind: "self", name });
export const fn = (params: readonly Type[], result: Type): FunctionType => ({
  kind: "function",
  params,
  result,
});
export const variable = (name: string): Type => ({ kind: "variable", name });

/** Whether null is a value of the type: to any other, a strict primitive answers ⊥ on it. */
export const acceptsNull = (type: Type): boolean => type.kind === "option" || type.kind === "variable";

/** The type under an option: null is a value of every sort, and sorts are named like their types without it. */
export const baseType = (type: Type): Type => (type.kind === "option" ? type.of : type);

/**
 * The type in canonical text: `list<text>`, `(int) -> bool`, `text?`, `(int, text)`, `{age?: int, name: text}`,
 * `int | {op: "+"}`, `rec T0. {left: T0?, value: int}`.
 */
export function showType(type: Type): string {
  let text = TEXTS.get(type);
  if (text === undefined) {
    text = shown(type, [], true);
    TEXTS.set(type, text);
  }
  return text;
}

/** Types are plain data that never changes, and are asked for their text again and again. */
const TEXTS = new WeakMap<Type, string>();

/** The same with fields in their order, recursive types under their names, and how bit-vectors are shown: `bits<8, 0b>`. */
export const writeType = (type: Type): string => shown(type, [], false);

export const sameType = (a: Type, b: Type): boolean => a === b || showType(a) === showType(b);

/** @param around names of the recursive types that the text stands in, the outermost first */
function shown(type: Type, around: readonly string[], canonical: boolean): string {
  const inner = (part: Type): string => shown(part, around, canonical);
  switch (type.kind) {
    case "bits":
      return `bits<${type.width}${!canonical && type.isBinary ? ", 0b" : ""}>`;
    case "label":
      return `label<${type.set}>`;
    case "list":
      return `list<${inner(type.of)}>`;
    case "option":
      return `${tight(type.of, inner)}?`;
    case "tuple":
      return `(${type.of.map(inner).join(", ")})`;
    case "record": {
      const fields = canonical ? [...type.fields].sort(byName) : type.fields;
      const written = fields.map(
        (field) => `${fieldText(field.name)}${field.optional ? "?" : ""}: ${inner(field.type)}`,
      );
      return `{${written.join(", ")}}`;
    }
    case "constant":
      return quote(type.value);
    case "variant": {
      const cases = type.cases.map((part) => tight(part, inner));
      return (canonical ? cases.sort() : cases).join(" | ");
    }
    case "recursive": {
      const name = canonical ? `T${around.length}` : type.name;
      return `rec ${name}. ${shown(type.of, [...around, type.name], canonical)}`;
    }
    case "self": {
      const level = around.lastIndexOf(type.name);
      return canonical && level >= 0 ? `T${level}` : type.name;
    }
    case "function":
      return `(${type.params.map(inner).join(", ")}) -> ${inner(type.result)}`;
    case "variable":
      return `'${type.name}`;
    default:
      return type.kind;
  }
}

/** In parentheses where what follows would be read as a part of it. */
const tight = (type: Type, show: (type: Type) => string): string =>
  isLoose(type) ? `(${show(type)})` : show(type);

const isLoose = ({ kind }: Type): boolean =>
  kind === "variant" || kind === "recursive" || kind === "function";

const byName = (a: RecordField, b: RecordField): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** A field's name as it stands in the text of types and values. */
export const fieldText = (name: string): string => (IDENTIFIER.test(name) ? name : quote(name));

/** Nesting of types that are read. */
export const MAX_TYPE_DEPTH = 24;

/** The inverse of `showType` and `writeType`. `undefined` for text that is no type, or one nested deeper than `depth`. */
export function parseType(text: string, depth = MAX_TYPE_DEPTH): Type | undefined {
  const reader = new TypeReader(text);
  const type = reader.type(depth);
  return reader.isAtEnd ? type : undefined;
}

const WORD = /[A-Za-z0-9_-]+/y;
const BINDER = /[A-Z][A-Za-z0-9]*/y;
const FIELD = /[A-Za-z_$][\w$]*/y;
const QUOTED = /"(?:[^"\\]|\\.)*"/y;

class TypeReader {
  private at = 0;
  private readonly text: string;
  private readonly binders: string[] = [];

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at === this.text.length;
  }

  type(left: number): Type | undefined {
    if (this.eat("rec ")) return this.recursive(left);
    const cases: Type[] = [];
    do {
      const part = this.optional(left);
      if (!part) return undefined;
      cases.push(part);
    } while (this.eat(" | "));
    return cases.length === 1 ? cases[0] : variant(cases);
  }

  private recursive(left: number): Type | undefined {
    const name = this.match(BINDER);
    if (name === "" || !this.eat(". ") || left <= 0) return undefined;
    this.binders.push(name);
    const of = this.type(left - 1);
    this.binders.pop();
    return of && recursive(name, of);
  }

  private optional(left: number): Type | undefined {
    let type = left > 0 ? this.base(left - 1) : undefined;
    while (type && this.eat("?")) type = option(type);
    return type;
  }

  private base(left: number): Type | undefined {
    if (this.eat("(")) return this.parenthesised(left);
    if (this.eat("{")) return this.record(left);
    if (this.eat("'")) return variable(this.match(WORD));
    if (this.text[this.at] === '"') {
      const value = this.quoted();
      return value === undefined ? undefined : constant(value);
    }
    if (this.eat("list<")) {
      const of = this.type(left);
      return of && this.eat(">") ? list(of) : undefined;
    }
    if (this.eat("bits<")) {
      const width = this.match(WORD);
      const isBinary = this.eat(", 0b");
      return this.eat(">") && /^[1-9]\d?$/.test(width) && Number(width) <= MAX_WIDTH
        ? bitVector(Number(width), isBinary)
        : undefined;
    }
    if (this.eat("label<")) {
      const set = this.match(WORD);
      return this.eat(">") ? label(set) : undefined;
    }
    const name = this.match(WORD);
    return this.binders.includes(name) ? self(name) : GROUND.find((type) => type.kind === name);
  }

  /** A function, a tuple, or a type in parentheses. */
  private parenthesised(left: number): Type | undefined {
    const items: Type[] = [];
    while (!this.eat(")")) {
      if (items.length > 0 && !this.eat(", ")) return undefined;
      const item = this.type(left);
      if (!item) return undefined;
      items.push(item);
    }
    if (this.eat(" -> ")) {
      const result = this.type(left);
      return result && fn(items, result);
    }
    if (items.length > 1) return tuple(items);
    return items[0] && isLoose(items[0]) ? items[0] : undefined;
  }

  private record(left: number): Type | undefined {
    const fields: RecordField[] = [];
    const seen = new Set<string>();
    while (!this.eat("}")) {
      if (fields.length > 0 && !this.eat(", ")) return undefined;
      const name = this.text[this.at] === '"' ? this.quoted() : this.match(FIELD) || undefined;
      const isOptional = this.eat("?");
      const type = name !== undefined && !seen.has(name) && this.eat(": ") ? this.type(left) : undefined;
      if (name === undefined || !type) return undefined;
      seen.add(name);
      fields.push({ name, type, ...(isOptional && { optional: true as const }) });
    }
    return record(fields);
  }

  private quoted(): string | undefined {
    try {
      return JSON.parse(this.match(QUOTED)) as string;
    } catch {
      return undefined;
    }
  }

  private eat(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const token = pattern.exec(this.text)?.[0] ?? "";
    this.at += token.length;
    return token;
  }
}

const GROUND: readonly Type[] = [INT, REAL, BOOL, TEXT, DATE, GRID, IMAGE, SOUND];
