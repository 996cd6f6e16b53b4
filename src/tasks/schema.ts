/**
 * @file Types from JSON Schema (2020-12, and what draft-07 writes differently): what values are made of. What else a schema
 * asks for (lengths, patterns, formats) says nothing about their type and is left aside.
 */

import { typeNameFrom } from "../language/names.ts";
import {
  BOOL,
  baseType,
  constant,
  INT,
  list,
  option,
  REAL,
  type RecordField,
  record,
  recursive,
  self,
  showType,
  TEXT,
  type Type,
  tuple,
  variant,
} from "../language/type.ts";
import { mentions, withSelf } from "../language/typeparts.ts";
import { RecordValue, type Value } from "../language/value.ts";
import { areApart, isBare, isSelf, withNullable, withoutOwnCases } from "./apart.ts";
import { InputError, shown, told } from "./error.ts";
import { OPEN } from "./kinds.ts";

/** References around each other, and how many schemas are read, those behind references each time. */
const MAX_DEPTH = 12;
const MAX_SCHEMAS = 2000;

/** What a schema that allows null alone describes. */
const NULL = option(OPEN);

/** A schema in its document. */
interface Place {
  readonly schema: Value;
  /** `#/properties/left` */
  readonly path: string;
}

/** A schema that is being read, and that references in it may mean. */
interface Open {
  readonly path: string;
  readonly binder: string;
}

/** A schema's object, and where it is. */
export interface SchemaObject {
  readonly object: RecordValue;
  readonly path: string;
}

export class SchemaReader {
  private readonly root: Value;
  private readonly document: string;
  private count = 0;
  /** Recursive types by name. */
  private readonly named = new Map<string, string>();

  /** @param document for messages */
  constructor(root: Value, document: string) {
    this.root = root;
    this.document = document;
  }

  get whole(): Place {
    return { schema: this.root, path: "#" };
  }

  /** The type that the schema describes. */
  type(place: Place = this.whole): Type {
    const type = this.read(place, [], new Set());
    if (mentions(type, ({ kind }) => kind === "variable"))
      this.fail(place.path, "allows nothing but null somewhere; a type needs values");
    return type;
  }

  /** The schema behind its references. */
  resolved(place: Place, seen: Set<string> = new Set()): SchemaObject {
    const object = this.objectAt(place);
    const reference = object.get("$ref");
    return reference === undefined
      ? { object, path: place.path }
      : this.resolved(this.follow(reference, place.path, seen), seen);
  }

  /** The schemas of the fields of an object, and which of them are always there. */
  properties({
    object,
    path,
  }: SchemaObject): { readonly name: string; readonly place: Place; readonly required: boolean }[] {
    const given = object.get("properties");
    if (given === undefined) return [];
    if (!(given instanceof RecordValue))
      this.fail(`${path}/properties`, `is ${toldOf(given)}; give an object of schemas`);
    const required = object.get("required") ?? [];
    return [...given.fields].map(([name, schema]) => ({
      name,
      place: { schema, path: `${path}/properties/${escaped(name)}` },
      required: Array.isArray(required) && required.includes(name),
    }));
  }

  /** The schemas of the items of a list, each by its place. */
  items({ object, path }: SchemaObject): {
    readonly places: readonly Place[];
    readonly rest: Place | undefined;
  } {
    const items = object.get("items");
    const key = Array.isArray(items) ? "items" : "prefixItems";
    const places = object.get(key);
    const restKey = key === "items" ? "additionalItems" : "items";
    const rest = object.get(restKey);
    if (places !== undefined && !Array.isArray(places))
      this.fail(`${path}/${key}`, `is ${toldOf(places)}; give a list of schemas`);
    return {
      places: ((places ?? []) as readonly Value[]).map((schema, i) => ({
        schema,
        path: `${path}/${key}/${i}`,
      })),
      rest: rest === undefined || rest === false ? undefined : { schema: rest, path: `${path}/${restKey}` },
    };
  }

  fail(path: string, what: string): never {
    throw new InputError(`${this.document}, at ${path}`, what);
  }

  /** @param direct references since the last part of a value: one of them again would have no content */
  private read(place: Place, around: readonly Open[], direct: Set<string>): Type {
    const { path } = place;
    if (++this.count > MAX_SCHEMAS)
      this.fail(path, `stands for more than ${MAX_SCHEMAS} schemas, those behind references each time`);
    const object = this.objectAt(place);
    const reference = object.get("$ref");
    if (reference !== undefined) return this.behind(this.follow(reference, path, direct), around, direct);
    return this.within({ object, path }, around.length === 0 ? [{ path, binder: "W0" }] : around, direct);
  }

  private behind(place: Place, around: readonly Open[], direct: Set<string>): Type {
    const open = around.find(({ path }) => path === place.path);
    if (open) return self(open.binder);
    if (around.length >= MAX_DEPTH)
      this.fail(place.path, `has references more than ${MAX_DEPTH} deep in each other`);
    const binder = `W${around.length}`;
    return this.read(place, [...around, { path: place.path, binder }], direct);
  }

  private within(at: SchemaObject, around: readonly Open[], direct: Set<string>): Type {
    const type = this.described(at, around, direct);
    const own = around.find(({ path }) => path === at.path);
    if (!own || !mentions(type, (part) => isSelf(part, own.binder))) return type;
    return this.recursive(type, own.binder, at);
  }

  private described(at: SchemaObject, around: readonly Open[], direct: Set<string>): Type {
    const { object, path } = at;
    for (const key of ["anyOf", "oneOf"] as const) {
      const choices = object.get(key);
      if (choices === undefined) continue;
      if (!Array.isArray(choices) || choices.length === 0)
        this.fail(`${path}/${key}`, `is ${toldOf(choices)}; give a list of schemas`);
      const types = (choices as readonly Value[]).map((schema, i) =>
        this.read({ schema, path: `${path}/${key}/${i}` }, around, new Set(direct)),
      );
      return this.choice(types, `${path}/${key}`);
    }
    if (object.get("allOf") !== undefined)
      return this.described({ object: this.merged(at, direct), path }, around, direct);
    const values =
      object.get("enum") ?? (object.get("const") === undefined ? undefined : [object.get("const")]);
    if (Array.isArray(values))
      return this.choice(
        values.map((value) => this.ofConstant(value, values.length === 1, path)),
        path,
      );
    const kinds = object.get("type") ?? this.kindOf(object);
    const all: readonly Value[] = Array.isArray(kinds) ? kinds : [kinds];
    return this.choice(
      all.map((kind) => this.ofKind(kind, at, around)),
      path,
    );
  }

  /** What a schema without a type can only be about. */
  private kindOf(object: RecordValue): Value {
    if (object.fields.has("properties")) return "object";
    return object.fields.has("items") || object.fields.has("prefixItems") ? "array" : undefined;
  }

  private ofKind(kind: Value, at: SchemaObject, around: readonly Open[]): Type {
    switch (kind) {
      case "integer":
        return INT;
      case "number":
        return REAL;
      case "string":
        return TEXT;
      case "boolean":
        return BOOL;
      case "null":
        return NULL;
      case "array":
        return this.ofArray(at, around);
      case "object":
        return this.ofObject(at, around);
      default:
        return this.fail(
          at.path,
          `${kind === undefined ? "says nothing of a type" : `has the type ${toldOf(kind)}`}; give string, number, integer, boolean, null, array or object`,
        );
    }
  }

  private ofArray(at: SchemaObject, around: readonly Open[]): Type {
    const { places, rest } = this.items(at);
    const types = places.map((place) => this.read(place, around, new Set()));
    if (types.length > 1) return tuple(types);
    if (rest === undefined) return this.fail(at.path, 'is a list of unknown items; give "items", a schema');
    return list(this.read(rest, around, new Set()));
  }

  private ofObject(at: SchemaObject, around: readonly Open[]): Type {
    const properties = this.properties(at);
    const open = at.object.get("additionalProperties");
    if (properties.length === 0 && open instanceof RecordValue)
      this.fail(at.path, "is an object with any keys; Knack knows objects with named ones");
    return record(
      properties.map(({ name, place, required }): RecordField => {
        const type = this.read(place, around, new Set());
        return required ? { name, type } : { name, type, optional: true };
      }),
    );
  }

  private ofConstant(value: Value, isOnly: boolean, path: string): Type {
    if (typeof value === "string") return isOnly ? constant(value) : TEXT;
    if (typeof value === "number") return Number.isSafeInteger(value) ? INT : REAL;
    if (typeof value === "boolean") return BOOL;
    return value === null
      ? NULL
      : this.fail(
          path,
          `has the constant ${toldOf(value)}; constants are text, numbers, true, false or null`,
        );
  }

  /** An object's schema with what stands in `allOf` put together. */
  private merged({ object, path }: SchemaObject, direct: Set<string>): RecordValue {
    const parts = object.get("allOf");
    if (!Array.isArray(parts)) this.fail(`${path}/allOf`, `is ${toldOf(parts)}; give a list of schemas`);
    const fields = new Map<string, Value>();
    const properties = new Map<string, Value>();
    const required: Value[] = [];
    const add = (part: RecordValue): void => {
      for (const [name, value] of part.fields) {
        if (name === "properties" && value instanceof RecordValue)
          for (const [key, schema] of value.fields) properties.set(key, schema);
        else if (name === "required" && Array.isArray(value)) for (const key of value) required.push(key);
        else if (name !== "allOf") fields.set(name, value);
      }
    };
    add(object);
    for (const [i, schema] of (parts as readonly Value[]).entries()) {
      const seen = new Set(direct);
      const part = this.resolved({ schema, path: `${path}/allOf/${i}` }, seen);
      add(part.object.fields.has("allOf") ? this.merged(part, seen) : part.object);
    }
    if (properties.size > 0) fields.set("properties", RecordValue.of(properties));
    return RecordValue.of([...fields, ["required", required]]) ?? this.fail(path, "is too large");
  }

  /** One type of several: null among them makes it an option, the others must be told apart by looking at a value. */
  private choice(types: readonly Type[], path: string): Type {
    const cases = new Map<string, Type>();
    for (const type of types) {
      const base = baseType(type);
      for (const part of base.kind === "variant" ? base.cases : [base])
        if (part.kind !== "variable") cases.set(showType(part), part);
    }
    const isNullable = types.some(({ kind }) => kind === "option");
    if (cases.has("real")) cases.delete("int");
    if (cases.has("text")) for (const [key, { kind }] of cases) if (kind === "constant") cases.delete(key);
    // Texts that are the only ones allowed are texts.
    const constants = [...cases].filter(([, { kind }]) => kind === "constant");
    if (constants.length > 1) {
      for (const [key] of constants) cases.delete(key);
      cases.set("text", TEXT);
    }
    const all = [...cases.values()];
    const clash = all
      .flatMap((a, i) => all.slice(i + 1).map((b) => [a, b] as const))
      .find(([a, b]) => !areApart(a, b));
    if (clash) {
      const [a, b] = clash.map((type) => shown(showType(type), 60));
      this.fail(
        path,
        `allows both ${a} and ${b}, which no value tells apart; give objects a property with a "const" of their own`,
      );
    }
    const type = all.length === 0 ? OPEN : all.length === 1 ? all[0] : variant(all);
    return isNullable ? option(type) : type;
  }

  /** The type under a name of its own: that of its definition, or one after what it is like. */
  private recursive(given: Type, binder: string, at: SchemaObject): Type {
    // Null beside the whole stands beside each of its parts.
    if (given.kind === "option") return option(this.recursive(withNullable(given.of, binder), binder, at));
    const [of, { object, path }] = [given, at];
    if (isBare(of, binder)) this.fail(path, "leads back to itself with nothing on the way");
    const simple = withoutOwnCases(of, binder);
    const title = object.get("title");
    const step = path === "#" ? "" : unescaped(path.slice(path.lastIndexOf("/") + 1));
    const wanted = typeNameFrom(typeof title === "string" ? title : step);
    const shape = showType(recursive(binder, simple));
    for (let i = 1; ; i++) {
      const name = i === 1 ? wanted : `${wanted}${i}`;
      if ((this.named.get(name) ?? shape) !== shape) continue;
      this.named.set(name, shape);
      return recursive(name, withSelf(simple, binder, self(name)));
    }
  }

  private objectAt({ schema, path }: Place): RecordValue {
    if (schema instanceof RecordValue) return schema;
    const what =
      schema === true ? "allows anything" : schema === false ? "allows nothing" : `is ${toldOf(schema)}`;
    return this.fail(path, `${what}; give an object such as {"type": "string"}`);
  }

  private follow(reference: Value, path: string, seen: Set<string>): Place {
    const at = `${path}/$ref`;
    if (typeof reference !== "string")
      this.fail(at, `is ${toldOf(reference)}; give a path such as "#/$defs/tree"`);
    if (reference !== "#" && !reference.startsWith("#/"))
      this.fail(at, `${shown(reference)} is no path in this document; give one such as "#/$defs/tree"`);
    if (seen.has(reference))
      this.fail(at, `${shown(reference)} leads back to itself with nothing on the way`);
    seen.add(reference);
    let schema: Value = this.root;
    for (const step of reference.split("/").slice(1).map(unescaped)) {
      if (schema instanceof RecordValue) schema = schema.get(step);
      else
        schema =
          Array.isArray(schema) && /^\d+$/.test(step)
            ? (schema as readonly Value[])[Number(step)]
            : undefined;
      if (schema === undefined) this.fail(at, `there is no ${shown(reference)} in this document`);
    }
    return { schema, path: reference };
  }
}

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

/** A step of a JSON pointer in a URI fragment. */
function unescaped(step: string): string {
  let text = step;
  try {
    text = decodeURIComponent(step);
  } catch {
    // Not encoded, then.
  }
  return text.replaceAll("~1", "/").replaceAll("~0", "~");
}

const toldOf = (value: Value): string => (value instanceof RecordValue ? "an object" : told(value));
