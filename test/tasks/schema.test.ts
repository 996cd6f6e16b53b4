import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromPlain } from "../../src/language/plain.ts";
import { parseType, showType, type Type, writeType } from "../../src/language/type.ts";
import { InputError } from "../../src/tasks/error.ts";
import { SchemaReader } from "../../src/tasks/schema.ts";
import { readTasks } from "../../src/tasks/sheet.ts";
import { anyType } from "../support/types.ts";
import { bytesOf } from "./support.ts";

const typed = (schema: unknown): string => writeType(new SchemaReader(fromPlain(schema), "s.json").type());
const text = { type: "string" };
const int = { type: "integer" };

describe("types from JSON Schema", () => {
  it.each<[string, unknown]>([
    ["int", int],
    ["real", { type: "number", minimum: 3 }],
    ["text", { type: "string", pattern: "^a" }],
    ["bool", { type: "boolean" }],
    ["text?", { type: ["string", "null"] }],
    ["int?", { anyOf: [{ type: "null" }, int] }],
    ["real", { anyOf: [int, { type: "number" }] }],
    ["text", { enum: ["a", "b"] }],
    ["int?", { enum: [1, 2, null] }],
    ["list<int>", { type: "array", items: int }],
    ["list<list<text>>", { items: { items: text } }],
    ["(int, text)", { type: "array", prefixItems: [int, text], items: false }],
    ["(int, text)", { type: "array", items: [int, text] }],
    ["{name: text, age?: int}", { properties: { name: text, age: int }, required: ["name"] }],
    ["{}", { type: "object" }],
    [
      '{kind: "a", x: int} | {kind: "b", y: text}',
      {
        oneOf: [
          { properties: { kind: { const: "a" }, x: int }, required: ["kind", "x"] },
          { properties: { kind: { const: "b" }, y: text }, required: ["kind", "y"] },
        ],
      },
    ],
    [
      "{a: int, b: text}",
      {
        allOf: [{ $ref: "#/$defs/a" }, { properties: { b: text }, required: ["b"] }],
        $defs: { a: { properties: { a: int }, required: ["a"] } },
      },
    ],
    [
      "{__proto__: int}",
      JSON.parse('{"properties": {"__proto__": {"type": "integer"}}, "required": ["__proto__"]}'),
    ],
  ])("%s", (type, schema) => expect(typed(schema)).toBe(type));

  const tree = {
    properties: {
      value: int,
      left: { anyOf: [{ $ref: "#/$defs/tree" }, { type: "null" }] },
      right: { anyOf: [{ $ref: "#/$defs/tree" }, { type: "null" }] },
    },
    required: ["value", "left", "right"],
  };
  it.each<[string, unknown]>([
    ["rec Tree. {value: int, left: Tree?, right: Tree?}", { $ref: "#/$defs/tree", $defs: { tree } }],
    [
      "(rec Tree. {value: int, left: Tree?, right: Tree?})?",
      { anyOf: [{ type: "null" }, { $ref: "#/$defs/tree" }], $defs: { tree } },
    ],
    [
      "(rec Tree. {left: Tree?, right: Tree?, all: list<Tree?>})?",
      {
        $ref: "#/$defs/tree",
        $defs: {
          tree: {
            anyOf: [
              { type: "null" },
              {
                properties: {
                  left: { $ref: "#/$defs/tree" },
                  right: { anyOf: [{ type: "null" }, { $ref: "#/$defs/tree" }] },
                  all: { items: { $ref: "#/$defs/tree" } },
                },
                required: ["left", "right", "all"],
              },
            ],
          },
        },
      },
    ],
    [
      "rec Person. {name: text, friends: list<Person>}",
      {
        title: "person",
        properties: { name: text, friends: { items: { $ref: "#" } } },
        required: ["name", "friends"],
      },
    ],
    [
      "rec Expr. int | {a: Expr, b: Expr}",
      {
        $ref: "#/$defs/expr",
        $defs: {
          expr: {
            anyOf: [
              int,
              {
                properties: { a: { $ref: "#/$defs/expr" }, b: { anyOf: [int, { $ref: "#/$defs/expr" }] } },
                required: ["a", "b"],
              },
            ],
          },
        },
      },
    ],
    [
      "rec A. {b: {a: A?}}",
      {
        $ref: "#/$defs/a",
        $defs: {
          a: { properties: { b: { $ref: "#/$defs/b" } }, required: ["b"] },
          b: { properties: { a: { anyOf: [{ type: "null" }, { $ref: "#/$defs/a" }] } }, required: ["a"] },
        },
      },
    ],
  ])("%s", (type, schema) => expect(typed(schema)).toBe(type));

  const chain = (n: number) => ({
    $ref: "#/$defs/d0",
    $defs: Object.fromEntries(
      Array.from({ length: n }, (_, i) => [
        `d${i}`,
        i === n - 1
          ? int
          : { properties: { a: { $ref: `#/$defs/d${i + 1}` }, b: { $ref: `#/$defs/d${i + 1}` } } },
      ]),
    ),
  });
  it.each<[RegExp, unknown]>([
    [/s\.json, at #: allows anything; give an object/, true],
    [/at #: is 3; give an object/, 3],
    [/at #: says nothing of a type/, {}],
    [/at #: has the type "date"/, { type: "date" }],
    [/at #: is a list of unknown items/, { type: "array" }],
    [/at #: is an object with any keys/, { type: "object", additionalProperties: int }],
    [/at #\/properties\/a: says nothing of a type/, { properties: { a: {} } }],
    [/at #\/properties\/a~1b: says nothing/, { properties: { "a/b": {} } }],
    [/at #\/\$ref: "http:\/\/x\/y" is no path in this document/, { $ref: "http://x/y" }],
    [/at #\/\$ref: "other\.json" is no path/, { $ref: "other.json" }],
    [/at #\/\$ref: "#anchor" is no path/, { $ref: "#anchor" }],
    [/at #\/\$ref: there is no "#\/\$defs\/none"/, { $ref: "#/$defs/none" }],
    [/at #\/\$ref: there is no "#\/constructor"/, { $ref: "#/constructor" }],
    [/"#" leads back to itself with nothing on the way/, { $ref: "#" }],
    [
      /leads back to itself with nothing on the way/,
      { $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } } },
    ],
    [/leads back to itself/, { anyOf: [{ $ref: "#" }, int] }],
    [/leads back to itself/, { allOf: [{ $ref: "#" }] }],
    [/allows nothing but null/, { type: "null" }],
    [/allows nothing but null/, { properties: { a: { type: "null" } } }],
    [
      /allows both "text" and "int", which no value tells apart|allows both/,
      { anyOf: [{ items: int }, { items: text }] },
    ],
    [/allows both/, { anyOf: [{ properties: { a: int } }, { properties: { b: int } }] }],
    [/stands for more than 2000 schemas|more than 12 deep/, chain(30)],
    [/more than 12 deep|2000 schemas/, chain(12)],
    [/anyOf: is 3; give a list/, { anyOf: 3 }],
    [/constants are text, numbers/, { const: [1] }],
  ])("refuses: %s", (message, schema) => {
    expect(() => typed(schema)).toThrow(InputError);
    expect(() => typed(schema)).toThrow(message);
  });

  it("nothing but an InputError comes out of any document (property)", () => {
    const key = fc.constantFrom(
      "type",
      "items",
      "prefixItems",
      "properties",
      "required",
      "anyOf",
      "allOf",
      "$ref",
      "$defs",
      "enum",
      "const",
      "a",
    );
    const leaf = fc.constantFrom<unknown>(
      "string",
      "integer",
      "null",
      "array",
      "object",
      "#",
      "#/$defs/a",
      "#/properties/a",
      "a",
      1,
      true,
      null,
    );
    const { schema } = fc.letrec<{ schema: unknown }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 5 },
        leaf,
        fc.array(tie("schema"), { maxLength: 3 }),
        fc.dictionary(key, tie("schema"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(schema, (document) => {
        try {
          typed(document);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("what it describes is read back (property)", () => {
    fc.assert(
      fc.property(anyType, (type) => {
        const schema = schemaOf(type, []);
        let read: string;
        try {
          read = typed({ ...schema, $defs: DEFINITIONS });
        } catch (error) {
          // Cases that only the order of trying tells apart.
          expect((error as Error).message).toMatch(/allows both|nothing but null|more than 12/);
          return;
        }
        expect(showType(parseType(read) as Type)).toBe(showType(type));
      }),
      { numRuns: 300 },
    );
  });
});

const DEFINITIONS: Record<string, unknown> = {};

function schemaOf(type: Type, around: readonly string[]): Record<string, unknown> {
  const inner = (part: Type): Record<string, unknown> => schemaOf(part, around);
  switch (type.kind) {
    case "int":
      return { type: "integer" };
    case "real":
      return { type: "number" };
    case "bool":
      return { type: "boolean" };
    case "text":
      return { type: "string" };
    case "constant":
      return { const: type.value };
    case "option":
      return { anyOf: [{ type: "null" }, inner(type.of)] };
    case "list":
      return { type: "array", items: inner(type.of) };
    case "tuple":
      return { type: "array", prefixItems: type.of.map(inner) };
    case "record":
      return {
        type: "object",
        properties: Object.fromEntries(type.fields.map(({ name, type: of }) => [name, inner(of)])),
        required: type.fields.flatMap(({ name, optional }) => (optional ? [] : [name])),
      };
    case "variant":
      return { oneOf: type.cases.map(inner) };
    case "recursive":
      DEFINITIONS[type.name] = schemaOf(type.of, [...around, type.name]);
      return { $ref: `#/$defs/${type.name}` };
    case "self":
      return { $ref: `#/$defs/${type.name}` };
    default:
      throw new Error(`no schema of the kind ${type.kind}`);
  }
}

describe("a file with a schema", () => {
  const read = (file: string, schema: unknown, options: object = {}, name = "a.json") =>
    readTasks(
      { name, bytes: bytesOf(file) },
      { ...options, schema: { name: "s.json", bytes: bytesOf(JSON.stringify(schema)) } },
    );
  const refusal = async (file: string, schema: unknown): Promise<string> => {
    const error: unknown = await read(file, schema).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  };
  const rows = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
    type: "object",
    properties,
    required,
  });

  it("takes the types of its columns from it, and others from their values", async () => {
    const file = '[{"a": 1, "b": 2, "c": "x"}, {"a": 3, "c": "y"}]';
    const { tasks } = await read(file, rows({ a: { type: "number" }, b: { type: "number" } }));
    const { params, result } = tasks[0].signature;
    expect([...params.map(({ type }) => showType(type)), showType(result)]).toEqual(["real", "text", "real"]);
    const list = await read(file, { type: "array", items: rows({ a: { type: "number" } }) });
    expect(showType(list.tasks[0].signature.params[0].type)).toBe("real");
  });

  it("knows a tree though no example is more than a leaf", async () => {
    const tree = {
      properties: { v: int, kids: { items: { $ref: "#/properties/tree" } } },
      required: ["v", "kids"],
    };
    const { tasks } = await read(
      '[{"tree": {"v": 1, "kids": []}, "n": 1}, {"tree": {"v": 2, "kids": []}}]',
      rows({ tree, n: int }),
    );
    expect(writeType(tasks[0].signature.params[0].type)).toBe("rec Tree. {v: int, kids: list<Tree>}");
  });

  it("takes the types of stated examples from it", async () => {
    const file =
      '{"examples": [{"inputs": [1, []], "output": []}], "tests": [{"inputs": [2, ["x"]], "output": ["x"]}]}';
    const strings = { items: text };
    const { tasks } = await read(file, rows({ inputs: { prefixItems: [int, strings] }, output: strings }));
    const { params, result } = tasks[0].signature;
    expect([...params.map(({ type }) => showType(type)), showType(result)]).toEqual([
      "int",
      "list<text>",
      "list<text>",
    ]);
  });

  it("refuses values that are not as described, with row and place", async () => {
    const tree = {
      properties: { v: int, next: { anyOf: [{ type: "null" }, { $ref: "#/properties/a" }] } },
      required: ["v", "next"],
    };
    const schema = rows({ a: tree, b: int });
    expect(
      await refusal(
        '[{"a": {"v": 1, "next": {"v": "x", "next": null}}, "b": 1}, {"a": {"v": 1, "next": null}}]',
        schema,
      ),
    ).toMatch(/^a\.json, row 1, key "a", at \.next\.v: is "x" where int is asked for by the schema$/);
    expect(
      await refusal('[{"a": {"v": 1, "next": null, "w": 1}, "b": 1}, {"a": {"v": 1, "next": null}}]', schema),
    ).toMatch(/row 1, key "a": has a key "w", which is not among those asked for/);
    expect(await refusal('[{"a": {"v": 1}, "b": 1}, {"a": {"v": 1, "next": null}}]', schema)).toMatch(
      /has no "next"/,
    );
    expect(
      await refusal(
        '{"examples": [{"inputs": ["x"], "output": 1}]}',
        rows({ inputs: { items: int }, output: int }),
      ),
    ).toMatch(/column 15, input 1: is "x" where int is asked for/);
    expect(await refusal('{"examples": [{"inputs": ["x"], "output": 1}]}', rows({ a: int }))).toMatch(
      /have "inputs" and "output"/,
    );
    expect(await refusal('[{"a": 1}]', { type: "object" })).toMatch(/^s\.json, at #: describes no row/);
  });

  it("is for json only, and JSON itself", async () => {
    await expect(read("a,b\n1,2\n", rows({ a: int }), {}, "a.csv")).rejects.toThrow(
      /^s\.json: describes JSON, and a\.csv is csv/,
    );
    const bad = readTasks(
      { name: "a.json", bytes: bytesOf('[{"a":1}]') },
      { schema: { name: "s.json", bytes: bytesOf("{") } },
    );
    await expect(bad).rejects.toThrow(/^s\.json, line 1/);
    const deep = readTasks(
      { name: "a.json", bytes: bytesOf('[{"a":1}]') },
      { schema: { name: "s.json", bytes: bytesOf('{"items":'.repeat(100_000)) } },
    );
    await expect(deep).rejects.toThrow(/nested more than/);
  });
});
