import { describe, expect, it } from "vitest";
import { taskOf } from "../src/examples.ts";
import { toPlain } from "../src/language/plain.ts";
import { writeType } from "../src/language/type.ts";

const int = { type: "integer" };
const list = { type: "array", items: int };
const types = (schema: unknown, rows: readonly (readonly unknown[])[]): string[] => {
  const { signature } = taskOf(rows, { schema });
  return [...signature.params.map(({ type }) => writeType(type)), writeType(signature.result)];
};

/** As schema libraries that implement Standard Schema have it. */
const standard = (schema: unknown, targets: string[] = []) => ({
  "~standard": {
    version: 1,
    vendor: "test",
    validate: (value: unknown) => ({ value }),
    jsonSchema: {
      input: ({ target }: { target: string }) => {
        targets.push(target);
        return schema;
      },
    },
  },
});

describe("a schema of examples", () => {
  it("is a list of schemas, or one of the list that an example is", () => {
    expect(types([list, int], [[[], 0]])).toEqual(["list<int>", "int"]);
    expect(types({ prefixItems: [list, int] }, [[[], 0]])).toEqual(["list<int>", "int"]);
  });

  it("may be given by a schema library", () => {
    const targets: string[] = [];
    expect(types([standard(list, targets), standard(int, targets)], [[[], 0]])).toEqual(["list<int>", "int"]);
    expect(types(standard({ prefixItems: [list, int] }), [[[], 0]])).toEqual(["list<int>", "int"]);
    const callable = Object.assign(() => {}, standard(list));
    expect(types([callable, int], [[[], 0]])).toEqual(["list<int>", "int"]);
    expect(targets).toEqual(["draft-2020-12", "draft-2020-12"]);
  });

  it("completes what examples leave out", () => {
    const schema = [{ properties: { a: int, b: int }, required: ["a"] }, int];
    const { examples } = taskOf([[{ a: 1 }, 1]], { schema });
    expect(toPlain(examples[0].inputs[0])).toEqual({ a: 1, b: null });
  });

  const loop: Record<string, unknown> = { type: "object" };
  loop.properties = { loop };
  const cases: readonly (readonly [unknown, RegExp])[] = [
    [[list], /describes no example/],
    [list, /^schema, at #: describes no list; an example is one/],
    [
      [int, { "~standard": { version: 1, vendor: "acme", validate: () => ({}) } }],
      /^schema 1: of "acme" only validates/,
    ],
    [
      {
        "~standard": {
          version: 1,
          vendor: "x",
          jsonSchema: {
            input: () => {
              throw new Error("no dates");
            },
          },
        },
      },
      /^schema: gives no JSON Schema: no dates/,
    ],
    [[loop, int], /^schema 0: holds itself; give JSON Schema, which has references/],
    [[{ type: "map" }, int], /^schema 0, at #: has the type "map"/],
  ];
  it.each(cases)("refuses %#", (schema, complaint) => {
    expect(() => taskOf([[1, 2]], { schema })).toThrow(complaint);
  });

  it("refuses examples that are not as it says, with their place", () => {
    const schema = [{ items: { properties: { a: int }, required: ["a"] } }, int];
    expect(() => taskOf([[[{ a: 1 }, { a: "x" }], 1]], { schema })).toThrow(
      /^example 0, item 0, at \[1\]\.a: is "x" where int is asked for/,
    );
    expect(() => taskOf([[3, 1]], { schema })).toThrow(
      /^example 0, item 0: input is list<\{a: int\}>, and this is not/,
    );
    expect(() => taskOf([[[], 1]], { schema, signature: { params: [], result: { kind: "int" } } })).toThrow(
      /give one of them/,
    );
  });
});
