import fc from "fast-check";
import { expect, test } from "vitest";
import {
  BOOL,
  DATE,
  GRID,
  INT,
  list,
  option,
  parseType,
  REAL,
  showType,
  TEXT,
  type Type,
} from "../../src/language/type.ts";
import { CivilDate, Grid } from "../../src/language/value.ts";
import { readModule, writeModule } from "../../src/library/format.ts";
import { InputError } from "../../src/tasks/error.ts";
import { domainModule, moduleWith, primitives } from "./modules.ts";

const digests = { typescript: "t", test: "e" };
const valid = await writeModule(
  domainModule({
    answers: [{ inputs: ["x@y.example"], output: "y.example" }],
    suspects: [{ inputs: ["eve@example.net"], given: "example.nte", expected: undefined }],
    provenance: { knack: "0.1.0", grammar: "domain.sl" },
  }),
  digests,
);

test("a type is read as it is shown", () => {
  const type: fc.Arbitrary<Type> = fc.letrec<{ type: Type }>((tie) => ({
    type: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(INT, REAL, BOOL, TEXT, DATE, GRID, { kind: "variable" as const, name: "a" }),
      tie("type").map(list),
      tie("type")
        .filter(({ kind }) => kind !== "function")
        .map(option),
      fc.record({
        kind: fc.constant("function" as const),
        params: fc.array(tie("type"), { maxLength: 2 }),
        result: tie("type"),
      }),
    ),
  })).type;
  fc.assert(
    fc.property(type, (each) => {
      expect(showType(parseType(showType(each), 32) as Type)).toBe(showType(each));
    }),
  );
  for (const text of ["", "int ", "list<text", "list<>", "(int)", "toString", "text??x", "label<token>>"]) {
    expect(parseType(text)).toBeUndefined();
  }
  expect(parseType(`${"list<".repeat(100_000)}text${">".repeat(100_000)}`)).toBeUndefined();
});

test("values of every type come back as they were", async () => {
  const types: [Type, (typeof module)["examples"][number]["output"]][] = [
    [INT, -3],
    [REAL, 0.1],
    [BOOL, false],
    [TEXT, '"*/\u2028\ud800 `$'],
    [DATE, new CivilDate(2020, 2, undefined, 23)],
    [GRID, new Grid(2, 1, Uint8Array.of(7, 255))],
    [list(option(INT)), [1, null]],
    [option(TEXT), null],
  ];
  const signature = { params: types.map(([type], i) => ({ name: `__proto__ ${i}`, type })), result: TEXT };
  const module = moduleWith("All", '"x"', [[...types.map(([, value]) => value), "x"]], { signature });
  const read = await readModule(await writeModule(module, digests), "all.knack.json", primitives);
  expect(read).toEqual({ module, digests });
});

test("a module is read as it was written, and shows one example a line", async () => {
  const { module } = await readModule(valid, "m.knack.json", primitives);
  expect(await writeModule(module, digests)).toBe(valid);
  expect(valid).toContain('\n    {"inputs":["ada@example.org"],"output":"example.org"},\n');
});

type Content = Record<string, unknown>;
const broken: [what: string, change: (content: Content) => void, message: string][] = [
  ["no version", (c) => delete c.version, 'field "version" is missing'],
  ["a later version", (c) => (c.version = 2), 'field "version" is 2: saved by a newer Knack'],
  ["a version in words", (c) => (c.version = "1"), 'field "version" should be a number'],
  ["no name", (c) => delete c.name, 'field "name" is missing'],
  ["a number for a name", (c) => (c.name = 7), 'field "name" should be text'],
  ["an unknown field", (c) => (c.eval = "1"), 'unknown field "eval"'],
  ["no program", (c) => delete c.program, 'field "program" is missing'],
  ["an unknown primitive", (c) => (c.program = "(constructor $1)"), 'field "program" is no program'],
  ["half a program", (c) => (c.program = "(concat $1"), 'field "program" is no program'],
  ["an input too many", (c) => (c.program = "$2"), 'field "program" is no program'],
  ["a program of another type", (c) => (c.output = "int"), 'field "program"'],
  [
    "a very deep program",
    (c) => (c.program = `${"(concat ".repeat(50_000)}`),
    'field "program" is no program',
  ],
  ["an unknown type", (c) => (c.output = "string"), 'field "output" should be a type'],
  ["a function type", (c) => (c.output = "(int) -> int"), 'field "output" should be a type'],
  ["inputs that are no list", (c) => (c.inputs = {}), 'field "inputs" should be a list'],
  ["an input without a name", (c) => (c.inputs = [{ type: "text" }]), 'field "inputs[0].name" is missing'],
  ["an example that is null", (c) => (c.examples = [null]), 'field "examples[0]" should be an object'],
  [
    "an example too short",
    (c) => (c.examples = [{ inputs: [], output: "" }]),
    'field "examples[0].inputs" should have 1',
  ],
  [
    "an output of another type",
    (c) => (c.examples = [{ inputs: ["a"], output: 1 }]),
    'field "examples[0].output" should be of type text',
  ],
  [
    "an example without output",
    (c) => (c.examples = [{ inputs: ["a"] }]),
    'field "examples[0].output" is missing',
  ],
  [
    "null for text",
    (c) => (c.examples = [{ inputs: [null], output: "" }]),
    'field "examples[0].inputs[0]" should be of type text',
  ],
  ["suspects missing", (c) => delete c.suspects, 'field "suspects" is missing'],
  ["provenance missing", (c) => delete c.provenance, 'field "provenance" is missing'],
  [
    "a seed in words",
    (c) => (c.provenance = { knack: "1", seed: "x" }),
    'field "provenance.seed" should be a number',
  ],
  ["no digest", (c) => delete c.digest, 'field "digest" is missing'],
  ["a digest that is a list", (c) => (c.digest = []), 'field "digest" should be an object'],
  ["an edited description", (c) => (c.description = "other"), 'field "digest.content" does not match'],
  ["an edited example", (c) => (c.examples = []), 'field "digest.content" does not match'],
];

test.each(broken)("%s is refused, with the place", async (_, change, message) => {
  const content = JSON.parse(valid) as Content;
  change(content);
  const error = await readModule(JSON.stringify(content), "m.knack.json", primitives).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).toContain("m.knack.json: ");
  expect((error as Error).message).toContain(message);
  expect((error as Error).message).not.toContain("\n");
});

test.each([
  ["nothing", "", /is not JSON/],
  ["a word", "knack", /is not JSON/],
  ["a list", "[]", /the file should be an object/],
  ["null", "null", /the file should be an object/],
  ["deep nesting", "[".repeat(100_000), /nested more than 408 levels/],
  ["deep nesting behind a string", `{"a":"]]\\"]","b":${"[".repeat(500)}`, /nested more than 408 levels/],
  ["a megabyte", `"${"x".repeat(1 << 20)}"`, /larger than a module may be/],
  ["an open string", `"${"\\".repeat(100_001)}`, /is not JSON/],
  ["prototype keys", `{"__proto__":{"name":"x"},${valid.slice(1)}`, /unknown field "__proto__"/],
  ["a constructor key", `{"constructor":{"prototype":{}},${valid.slice(1)}`, /unknown field "constructor"/],
])("%s is refused", async (_, text, message) => {
  await expect(readModule(text, "m.knack.json", primitives)).rejects.toThrow(message);
  expect(({} as { name?: unknown }).name).toBeUndefined();
});

test("a damaged file gives a module or an InputError, never anything else", async () => {
  const damaged = fc
    .tuple(fc.nat(valid.length), fc.nat(20), fc.string({ maxLength: 10, unit: "binary" }))
    .map(([at, length, put]) => valid.slice(0, at) + put + valid.slice(at + length));
  await fc.assert(
    fc.asyncProperty(damaged, async (text) => {
      try {
        const { module } = await readModule(text, "m.knack.json", primitives);
        // What passes is what was saved: the digest sees to it.
        expect(await writeModule(module, digests)).toBe(valid);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
    }),
    { numRuns: 500 },
  );
});
