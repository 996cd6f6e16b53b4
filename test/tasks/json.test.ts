import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { showType } from "../../src/language/type.ts";
import { type Json, JsonReader } from "../../src/tasks/jsontree.ts";
import { read, refusal, textOf } from "./support.ts";

/** A tree as the plain value, with null-prototype objects for comparison by text. */
function plain(json: Json): unknown {
  if (json.kind === "scalar") return json.value;
  if (json.kind === "array") return json.items.map(plain);
  return Object.fromEntries([...json.members].map(([key, { value }]) => [key, plain(value)]));
}

describe("json rows", () => {
  it("takes a missing key for unlabelled and null for a value", async () => {
    const { tasks } = await read("a.json", '[{"a": 1, "b": null}, {"a": 2, "b": "x"}, {"a": 3}, {"a": 4}]');
    expect(tasks[0].examples.map(({ output }) => output)).toEqual([null, "x"]);
    expect(tasks[0].unlabelled).toEqual([
      { inputs: [3], row: 3 },
      { inputs: [4], row: 4 },
    ]);
    expect(showType(tasks[0].signature.result)).toBe("text?");
  });

  it("says that null is a value, where it seems to stand for a cell to fill", async () => {
    const rows =
      '[{"a": "0b01", "b": "0b1"}, {"a": "0b10", "b": null}, {"a": "0b11", "b": null}, {"a": 1, "b": null}]';
    expect(await refusal("a.json", rows.replace('"a": 1', '"a": "0b00"'))).toBe(
      'a.json: no column to fill: "b" is null in 3 rows, but null is a value; leave the key out of the rows to fill, or name a column with --target',
    );
    // A column that cannot be read does not stand in the way of that.
    expect(await refusal("a.json", rows)).toContain('"b" is null in 3 rows');
    const { notes } = await read("a.json", rows.replace(/, [^,]*, [^,]*]$/, "]"), { target: ["b"] });
    expect(notes).toEqual([
      'a.json, column "b": null in 2 rows, and null is a value; leave the key out of the rows to fill',
      expect.stringMatching(/column "b": row 2 holds null, which is no bit-vector \(nor is 1 further cell\)/),
    ]);
    expect((await read("a.json", '[{"a": 1, "b": null}, {"a": 2}]')).notes).toEqual([]);
  });

  it.each([
    ["1, 2", "int"],
    ["1, 2.5", "real"],
    ["1e300, 2", "real"],
    ["true, false", "bool"],
    ['"x", null', "text?"],
    ["[], [1]", "list<int>"],
    ["[[]], [[0.5], []]", "list<list<real>>"],
    ["[null], [1]", "list<int?>"],
  ])("types %s as %s", async (values, type) => {
    const [a, b] = JSON.parse(`[${values}]`);
    const rows = [{ x: a, y: "p" }, { x: b }].map((row) => JSON.stringify(row));
    const { tasks } = await read("a.json", `[${rows.join()}]`);
    expect(showType(tasks[0].signature.params[0].type)).toBe(type);
  });

  it("fills members where other rows have them, spaced as their neighbours", async () => {
    const text =
      '[\n  {\n    "name": "Ada",\n    "out": "A",\n    "id": 1\n  },\n  {\n    "name": "Bob",\n    "id": 2\n  },\n  {"id":3,"name":"Cy"}\n]\n';
    const sheet = await read("a.json", text);
    expect(textOf(sheet.fill([]))).toBe(text);
    const filled = sheet.fill([
      { task: 0, row: 3, value: 'C"' },
      { task: 0, row: 2, value: "B" },
    ]);
    expect(textOf(filled)).toBe(
      '[\n  {\n    "name": "Ada",\n    "out": "A",\n    "id": 1\n  },\n  {\n    "name": "Bob",\n    "out": "B",\n    "id": 2\n  },\n  {"id":3,"name":"Cy","out":"C\\""}\n]\n',
    );
  });

  it.each([
    ["compact", '[{"a":"x","b":1},{"a":"y, \\"z\\": "}]', ',"b":2}]'],
    ["spaced", '[{"a": "x", "b": 1}, {"a": "y"}]', ', "b": 2}]'],
    ["of several lines", '[{\n  "a":"x"\n, "b":1},{\n  "a":"y"\n}]', '"y",\n  "b":2\n}]'],
  ])("adds a second key in the style of the first: %s", async (_, text, end) => {
    const sheet = await read("a.json", text, { target: ["b"] });
    expect(textOf(sheet.fill([{ task: 0, row: 2, value: 2 }]))).toSatisfy((filled: string) =>
      filled.endsWith(end),
    );
  });

  it("keeps __proto__ and constructor as plain keys", async () => {
    const text = '[{"__proto__": "x", "constructor": "X"}, {"__proto__": "y"}]';
    const { tasks } = await read("a.json", text);
    expect(tasks[0].signature.params[0].name).toBe("__proto__");
    expect(tasks[0].examples[0]).toEqual({ inputs: ["x"], output: "X", row: 1 });
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it("takes objects for records, and fills with them", async () => {
    const text = '[{"a": {"p": 1, "q": "x"}, "b": {"r": 1}}, {"a": {"q": "y", "p": 2}}]';
    const sheet = await read("a.json", text);
    const [{ signature, examples }] = sheet.tasks;
    expect(showType(signature.params[0].type)).toBe("{p: int, q: text}");
    const { output } = examples[0];
    expect(textOf(sheet.fill([{ task: 0, row: 2, value: output }]))).toBe(
      '[{"a": {"p": 1, "q": "x"}, "b": {"r": 1}}, {"a": {"q": "y", "p": 2}, "b": {"r": 1}}]',
    );
  });

  it("leaves inputs of mixed types out, with a note; such a target is refused", async () => {
    const rows = '[{"a":"x","m":1,"b":1},{"a":"y","m":"q"},{"a":"z","m":[1]}]';
    const sheet = await read("a.json", rows);
    expect(sheet.tasks[0].signature.params.map(({ name }) => name)).toEqual(["a"]);
    expect(sheet.notes).toEqual([
      expect.stringMatching(/^a\.json, row 2, key "m": text where int came before;.*left out as an input$/),
    ]);
    expect(await refusal("a.json", rows, { target: ["m"] })).toMatch(/^a\.json, row 2, key "m": text where/);
    expect(await refusal("a.json", rows, { input: ["m"] })).toMatch(/^a\.json, row 2, key "m": text where/);
  });

  it("reads one object a line, whatever the name says", async () => {
    const text = '{"a": "x", "b": "X"}\r\n\r\n{"a": "y"}\r\n';
    for (const name of ["a.jsonl", "a.json", "standard input"]) {
      const sheet = await read(name, text);
      expect(sheet.format).toBe("jsonl");
      expect(textOf(sheet.fill([{ task: 0, row: 2, value: 0.5 }]))).toBe(
        '{"a": "x", "b": "X"}\r\n\r\n{"a": "y", "b": 0.5}\r\n',
      );
    }
  });
});

describe("json tasks", () => {
  const task =
    '{"name": "t", "examples": [{"inputs": [1, "a"], "output": "x"}, {"inputs": [2, "b"]}], "tests": [{"inputs": [2.5, "c"], "output": null}]}';

  it("holds tests out: what they expect shows in no type", async () => {
    const { tasks } = await read("a.json", task);
    expect(tasks[0].signature.params.map(({ type }) => showType(type))).toEqual(["real", "text"]);
    expect(showType(tasks[0].signature.result)).toBe("text");
    expect(tasks[0].tests).toEqual([{ inputs: [2.5, "c"], output: null }]);
    expect(tasks[0].unlabelled).toEqual([{ inputs: [2, "b"], row: 2 }]);
  });

  it("reads one a line or a list of them, and fills the outputs", async () => {
    const lines = await read("a.jsonl", `${task}\n${task}\n`);
    expect(lines.tasks).toHaveLength(2);
    const filled = textOf(lines.fill([{ task: 1, row: 2, value: [1, 2] }]));
    expect(filled).toBe(`${task}\n${task.replace('[2, "b"]', '[2, "b"], "output": [1, 2]')}\n`);
    expect((await read("a.json", `[${task}]`)).tasks).toHaveLength(1);
  });

  it.each([
    ["no outputs", '{"name": "t", "examples": [{"inputs": [1]}]}', /no examples/],
    ["no inputs", '{"name": "t", "examples": [{"inputs": [], "output": 1}]}', /at least one input/],
    ["odd inputs", '{"examples": [{"inputs": 1, "output": 1}]}', /column 15: an example must be/],
    ["widths", '{"examples": [{"inputs": [1], "output": 1}, {"inputs": [1, 2]}]}', /2 inputs where/],
    [
      "mixed outputs",
      '{"examples": [{"inputs": [1], "output": 1}, {"inputs": [1], "output": "x"}]}',
      /the output is text where int came before/,
    ],
    ["mixed with rows", '[{"examples": []}, {"a": 1}]', /this one has no "examples"/],
  ])("refuses: %s", async (_, text, message) => {
    expect(await refusal("a.json", text)).toMatch(message);
  });
});

describe("json text", () => {
  it.each([
    ["empty", " ", /the file is empty/],
    ["no rows", "[]", /no rows/],
    ["no keys", "[{},{}]", /^a\.json: no row has any key; the file needs rows such as/],
    ["a bare value", "[1]", /line 1, column 2: an object was expected/],
    ["mixed types", '[{"a":"x","b":1},{"a":1}]', /row 2, key "a": int where text came before/],
    [
      "a mixed list",
      '[{"a":[1,"x"],"b":1},{"a":[]}]',
      /row 1, key "a", at \[1\]: text where int came before/,
    ],
    ["duplicate keys", '[{"a": 1,\n "a": 2}]', /line 2, column 2: the key "a" stands twice/],
    ["deep nesting", "[".repeat(100_000), /nested more than 400 levels/],
    ["deep objects", '{"a":'.repeat(100_000), /nested more than 400 levels/],
    ["large integers", '[{"a": 9007199254740993}]', /9007199254740993 is too large to be exact/],
    ["huge numbers", '[{"a": 1e999}]', /too large/],
    ["an open string", '[{"a": "x', /column 8: the string that opens here/],
    ["a raw control", '[{"a": "x\ty"}]', /control character/],
    ["an odd escape", '[{"a": "\\q"}]', /no such escape/],
    ["a trailing comma", '[{"a": 1,}]', /"}" where a key in double quotes/],
    ["a cut-off file", '[{"a": 1}', /the end of the file where "," or "]"/],
    ["text behind", "[{}] x", /text after the end/],
  ])("refuses: %s", async (_, text, message) => {
    expect(await refusal("a.json", text)).toMatch(message);
  });

  it("reads what JSON.parse reads (property)", () => {
    const indent = fc.constantFrom(undefined, 1, "\t");
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), indent, (value, space) => {
        const text = JSON.stringify(value, null, space);
        const expected = JSON.parse(text);
        fc.pre(!text.includes("__proto__") && !/\d{16}/.test(text));
        expect(plain(new JsonReader(text, "a").read())).toEqual(
          JSON.parse(JSON.stringify(expected), (_, v) => (v === 0 ? 0 : v)),
        );
      }),
    );
  });

  it("accepts no text that JSON.parse refuses (property)", () => {
    const token = fc.constantFrom(
      "[",
      "]",
      "{",
      "}",
      ",",
      ":",
      '"',
      "a",
      "\\",
      "u",
      "1",
      "-",
      "0",
      ".",
      "e",
      "true",
      "null",
      " ",
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 8 }), (tokens) => {
        const text = tokens.join("");
        const accepted = (parse: () => void): boolean => {
          try {
            parse();
            return true;
          } catch {
            return false;
          }
        };
        const ours = accepted(() => {
          const reader = new JsonReader(text, "a");
          reader.read();
          if (!reader.atEnd()) throw new Error("text after the end");
        });
        if (ours) JSON.parse(text);
      }),
      { numRuns: 2000 },
    );
  });
});
