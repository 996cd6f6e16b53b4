import { describe, expect, test } from "vitest";
import { bitVector, sameType, showType } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import { asBits, withBitVectors } from "../../src/tasks/bitvectors.ts";
import type { Task } from "../../src/tasks/task.ts";
import { spelled } from "../../src/tasks/text.ts";
import { read, textOf } from "./support.ts";

const csv = (...rows: string[]): string => `${["a,b", ...rows].join("\n")}\n`;

/** The type of each column, and what the first example's output became. */
async function typed(name: string, content: string): Promise<[types: string[], output: Value]> {
  const { tasks } = await read(name, content, name.endsWith(".csv") ? { target: ["b"] } : {});
  const { params, result } = tasks[0].signature;
  const types = [...params.map(({ type }) => type), result].map(showType);
  return [types, tasks[0].examples[0].output];
}

/** The file with this value in the bare cell. */
async function filled(content: string, value: Value): Promise<string> {
  const sheet = await read("it.csv", content, { target: ["b"] });
  const { row } = sheet.tasks[0].unlabelled[0];
  return textOf(sheet.fill([{ task: 0, row: row as number, value }]))
    .trim()
    .split("\n")
    .at(-1) as string;
}

describe("columns of bit-vectors", () => {
  test.each([
    ["hexadecimal digits, 4 bits each", ["0x0f,0xf0", "0x01,0x10"], ["bits<8>", "bits<8>"], 0xf0],
    ["binary digits", ["0b101,0b1", "0b001,0b0"], ["bits<3>", "bits<1>"], 1],
    ["as wide as the longest", ["0x1,0x100", "0xabc,0x2"], ["bits<12>", "bits<12>"], 256],
    ["64 bits", [`0x${"f".repeat(16)},0x0000000001`], ["bits<64>", "bits<40>"], 1n],
  ])("%s", async (_, rows, types, output) => {
    expect(await typed("it.csv", csv(...rows))).toEqual([types, output]);
  });

  test.each([
    ["another cell among them", ["0x0f,0xf0", "0x01,none"], "0xf0"],
    ["an empty input", ["0x0f,0xf0", ",0x10"], "0xf0"],
    ["hexadecimal and binary", ["0x0f,0xf0", "0x01,0b1"], "0xf0"],
    ["more than 64 bits", [`0x0f,0x${"0".repeat(17)}`], `0x${"0".repeat(17)}`],
    ["no digits", ["0x0f,0x", "0x01,0x10"], "0x"],
    ["an output that is text: its digits matter", ["0x0f,0f", "0x01,01"], "0f"],
    ["no input that is one", ["0f,0x0f", "01,0x01"], "0x0f"],
  ])("%s: all stays text", async (_, rows, output) => {
    expect(await typed("it.csv", csv(...rows))).toEqual([["text", "text"], output]);
  });

  test.each([
    ["bits to whole numbers", ["0x12ab34,2", "0xff0000,31", "0x00ffff,"], ["bits<24>", "int"], 2],
    ["whole numbers to bits", ["10,0x0a", "255,0xff", "-1,"], ["int", "bits<8>"], 10],
    ["not below zero", ["0x12,-3", "0xff,-1"], ["text", "text"], "-3"],
    ["not with zeros before", ["0x12,03", "0xff,01"], ["text", "text"], "03"],
    ["not where all digits are in the other", ["0x12,12", "0xff00,00", "0x3,3"], ["text", "text"], "12"],
    ["nor the other way round", ["1,0x1", "12,0x12"], ["text", "text"], "0x1"],
  ])("%s", async (_, rows, types, output) => {
    expect(await typed("it.csv", csv(...rows))).toEqual([types, output]);
  });

  test("whole numbers in json, and back into the file as what they were", async () => {
    expect(await typed("it.json", '[{"a":"0b0110","b":2},{"a":"0b1111"}]')).toEqual([["bits<4>", "int"], 2]);
    expect(await typed("it.json", '[{"a":10,"b":"0x0a"},{"a":11}]')).toEqual([["int", "bits<8>"], 10]);
    const sheet = await read("it.json", '[{"a":"0b0110","b":"2"},{"a":"0b1111"}]');
    expect(textOf(sheet.fill([{ task: 0, row: 2, value: 4 }]))).toContain('"4"');
    expect(await filled(csv("0x12ab34,2", "0xff0000,31", "0x00ffff,"), 7)).toBe("0x00ffff,7");
  });

  test("binary ones are shown as such, whatever their width", async () => {
    const { tasks } = await read("it.csv", csv("0b01110000,0x0f", "0b1,0x1"), { target: ["b"] });
    const { params, result } = tasks[0].signature;
    expect(spelled(tasks[0].examples[0].inputs[0], params[0].type)).toBe("0b01110000");
    expect(spelled(3, result)).toBe("0x03");
    expect(params[0].type).toEqual(bitVector(8, true));
    expect(sameType(params[0].type, bitVector(8))).toBe(true);
  });

  test("other inputs stay text", async () => {
    const { tasks } = await read("it.csv", "name,a,b\nx,0x1,0x2\ny,0x3,\n", { target: ["b"] });
    expect(tasks[0].signature.params.map(({ type }) => showType(type))).toEqual(["text", "bits<4>"]);
    expect(tasks[0].unlabelled[0].inputs).toEqual(["y", 3]);
  });

  test("in json too, rows and tasks, and with truth values for outputs", async () => {
    expect(await typed("it.json", '[{"a":"0x0f","b":"0xff"},{"a":"0x01"}]')).toEqual([
      ["bits<8>", "bits<8>"],
      255,
    ]);
    const stated =
      '{"name":"t","examples":[{"inputs":["0b11"],"output":true},{"inputs":["0b10"],"output":false}]}';
    expect(await typed("it.json", stated)).toEqual([["bits<2>", "bool"], true]);
  });

  test("a test's values are converted with the examples, and count for the width", async () => {
    const { tasks } = await read(
      "it.json",
      '{"name":"t","examples":[{"inputs":["0x1"],"output":"0x2"}],"tests":[{"inputs":["0x10"],"output":"0x20"}]}',
    );
    expect(tasks[0].tests).toEqual([{ inputs: [16], output: 32 }]);
    expect(showType(tasks[0].signature.result)).toBe("bits<8>");
  });
});

describe("a note says which cell keeps a column from being bit-vectors", () => {
  const notesOn = async (...rows: string[]): Promise<readonly string[]> =>
    (await read("it.csv", csv(...rows), { target: ["b"] })).notes;

  test.each([
    [
      "an input, the first by row",
      ["0x0f,0xf0", "none,", "n/a,0x20", "0x02,0x30", "0x03,0x40"],
      'it.csv, column "a": row 2 holds "none", which is no bit-vector (nor is 1 further cell), so the column is text; ' +
        "0x and 1 to 16 hexadecimal digits in every cell would make it bit-vectors",
    ],
    ["an output", ["0x0f,0xf0", "0x01,0x10", "0x02,10"], 'it.csv, column "b": row 3 holds "10", which'],
    ["an empty input", ["0x0f,0xf0", ",0x10", "0x02,"], 'it.csv, column "a": row 2 holds "", which'],
    [
      "the other prefix",
      ["0b0,0b1", "0b1,0b0", "0x1,0b0"],
      'row 3 holds "0x1", which is hexadecimal where the others are binary, so the column is text; 0x in every cell, or 0b in every cell,',
    ],
    [
      "the other prefix twice",
      ["0x0,0x1", "0b1,0x0", "0b1,0x0", "0x2,0x0", "0x3,0x3"],
      'row 2 holds "0b1", which is binary (as is 1 further cell) where the others are hexadecimal',
    ],
    [
      "the other prefix and more",
      ["0b0,0b1", "0b1,0b0", "0b1,0b0", "0x1,0b0", "no,0b0"],
      "0b and 1 to 64 binary digits",
    ],
    ["too long", ["0x0f,0x1", "0x0e,0x2", `0x0d,0x${"0".repeat(17)}`], 'column "b": row 3 holds "0x000'],
  ])("%s", async (_, rows, note) => {
    expect(await notesOn(...rows)).toEqual([expect.stringContaining(note)]);
  });

  test.each([
    ["half of the cells are others", ["0x0f,0xf0", "none,0x10"]],
    ["the output is text", ["0x0f,f0", "0x01,10", "none,20"]],
    ["no input would be one", ["f,0xf0", "1,0x10", "2,none"]],
    ["all cells are", ["0x0f,0xf0", "0x01,"]],
  ])("none where %s", async (_, rows) => {
    expect(await notesOn(...rows)).toEqual([]);
  });

  test("where the digits of one are in the other", async () => {
    expect(await notesOn("0x12,12", "0x3,3", "0x4,")).toEqual([
      'it.csv, column "b": its digits stand in another column in every row, so both are text',
    ]);
  });

  test("the same for several columns to fill once; for stated tasks, by task", async () => {
    const rows = "a,b,c\n0x1,0x2,0x3\n0x1,0x2,0x3\nno,,\n";
    const { notes } = await read("it.csv", rows, { target: ["b", "c"] });
    expect(notes).toHaveLength(1);
    const examples = ["0x1", "0x2", "no"].map((input) => ({ inputs: [input], output: true }));
    const stated = await read(
      "it.json",
      JSON.stringify([
        { name: "t", examples },
        { name: "u", examples },
      ]),
    );
    expect(stated.notes).toEqual([
      expect.stringContaining('it.json, task "t", column "input": row 3 holds "no"'),
      expect.stringContaining('it.json, task "u", column "input": row 3 holds "no"'),
    ]);
  });
});

test("strings of a SyGuS file stay what the file says", async () => {
  const { tasks } = await read(
    "it.sl",
    '(set-logic SLIA)(synth-fun f ((s String)) String)(constraint (= (f "0x0f") "0xf0"))(check-synth)',
  );
  expect(tasks[0].examples[0]).toMatchObject({ inputs: ["0x0f"], output: "0xf0" });
});

describe("outputs are written as the column is", () => {
  test.each([
    ["all digits", csv("0x0f,0x00f0", "0x01,"), 0x1f, "0x01,0x001f"],
    ["capitals", csv("0x0f,0xAB", "0x01,"), 0x1f, "0x01,0x1F"],
    ["a capital prefix", csv("0X0F,0XAB", "0X01,"), 0x1f, "0X01,0X1F"],
    ["binary", csv("0b1,0b0101", "0b0,"), 3, "0b0,0b0011"],
    [
      "shortest, where digits vary and none is idle",
      csv("0x0f,0x1", "0x0f,0x100", "0x01,"),
      0x1f,
      "0x01,0x1f",
    ],
    [
      "padded, where digits vary and some are idle",
      csv("0x0f,0x01", "0x0f,0x100", "0x01,"),
      0x1f,
      "0x01,0x01f",
    ],
    ["64 bits", csv(`0x0f,0x${"0".repeat(16)}`, "0x01,"), 2n ** 63n, `0x01,0x8${"0".repeat(15)}`],
  ])("%s", async (_, content, value, expected) => {
    expect(await filled(content, value)).toBe(expected);
  });

  test("json", async () => {
    const sheet = await read("it.json", '[{"a":"0x0f","b":"0xF0"},{"a":"0x01"}]');
    expect(textOf(sheet.fill([{ task: 0, row: 2, value: 0x1a }]))).toBe(
      '[{"a":"0x0f","b":"0xF0"},{"a":"0x01","b":"0x1A"}]',
    );
  });
});

test("a text is a bit-vector of a type where it fits", () => {
  expect(asBits("0x0f", bitVector(8))).toBe(15);
  expect(asBits("0xf", bitVector(8))).toBe(15);
  expect(asBits("0x00ff", bitVector(8))).toBe(255);
  expect(asBits("0x100", bitVector(8))).toBeUndefined();
  expect(asBits("0xff", bitVector(64))).toBe(255n);
  expect(asBits("15", bitVector(8))).toBeUndefined();
  expect(asBits("0x0f", { kind: "text" })).toBe("0x0f");
});

test("a task without bit-vectors is the same object", () => {
  const task: Task = {
    name: "t",
    signature: { params: [{ name: "a", type: { kind: "text" } }], result: { kind: "text" } },
    examples: [{ inputs: ["x"], output: "0x1" }],
    tests: [],
    unlabelled: [],
  };
  expect(withBitVectors(task).task).toBe(task);
});
