import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../src/tasks/csv.ts";
import { csvCell } from "../../src/tasks/csvrows.ts";
import { bytesOf, read, refusal, textOf } from "./support.ts";

describe("csv", () => {
  it("makes one task per column that is partly filled", async () => {
    const { tasks } = await read("a.csv", "Name,Initials\nAda Lovelace,A.L.\nAlan Turing,\nGrace Hopper,\n");
    expect(tasks).toEqual([
      {
        name: "Initials",
        place: 'a.csv, column "Initials"',
        signature: { params: [{ name: "Name", type: { kind: "text" } }], result: { kind: "text" } },
        examples: [{ inputs: ["Ada Lovelace"], output: "A.L.", row: 1 }],
        tests: [],
        unlabelled: [
          { inputs: ["Alan Turing"], row: 2 },
          { inputs: ["Grace Hopper"], row: 3 },
        ],
      },
    ]);
  });

  it("tells a quoted empty cell, the empty text, from a bare one, which is unlabelled", async () => {
    const { tasks } = await read("a.csv", 'a,b\n1,""\n2,\n,\n"",\n');
    expect(tasks[0].examples).toEqual([{ inputs: ["1"], output: "", row: 1 }]);
    expect(tasks[0].unlabelled.map(({ inputs }) => inputs)).toEqual([["2"]]);
  });

  it("leaves rows without any input alone, unless an example is one", async () => {
    const blank = await read("a.csv", 'a,b,c\n1,2,x\n3,5,\n,,\n" ",,\n,4,\n');
    expect(blank.tasks[0].unlabelled.map(({ row }) => row)).toEqual([2, 5]);
    const shown = await read("a.csv", "a,b\n1,x\n,none\n,\n2,\n", { target: ["b"] });
    expect(shown.tasks[0].unlabelled.map(({ row }) => row)).toEqual([3, 4]);
  });

  it("keeps a lone quote inside an unquoted cell, and line ends and doubled quotes inside a quoted one", async () => {
    const { tasks } = await read("a.csv", 'a,b\n5" pipe,x\n"say ""hi"",\r\nyou",\n');
    expect(tasks[0].examples[0].inputs).toEqual(['5" pipe']);
    expect(tasks[0].unlabelled[0].inputs).toEqual(['say "hi",\r\nyou']);
  });

  it.each([
    ["semicolons", "a;b\n1,5;x\n2,5;\n", ["1,5"]],
    ["tabs", "a\tb\n1,5\tx\n2\t\n", ["1,5"]],
    ["bars", "a|b\n1|x\n2|\n", ["1"]],
    ["carriage returns", "a,b\r1,x\r2,\r", ["1"]],
    ["CRLF, no final line end", "a,b\r\n1,x\r\n2,", ["1"]],
    ["blank lines", "\n\na,b\n\n1,x\n\n2,\n\n", ["1"]],
  ])("finds the dialect: %s", async (_, text, inputs) => {
    const sheet = await read("a.csv", text);
    expect(sheet.tasks[0].examples[0].inputs).toEqual(inputs);
    expect(sheet.tasks[0].unlabelled).toHaveLength(1);
    expect(textOf(sheet.fill([]))).toBe(text);
  });

  it("fills cells and leaves every other byte alone", async () => {
    const text = '\ufeffName;"Note";Out\r\n"Ada";" x ";A\r\nBob;"";\r\nCy;;';
    const sheet = await read("a.csv", text, { target: ["Out"] });
    const filled = sheet.fill([
      { task: 0, row: 2, value: 'B;"' },
      { task: 0, row: 3, value: "" },
    ]);
    expect(textOf(filled)).toBe('\ufeffName;"Note";Out\r\n"Ada";" x ";A\r\nBob;"";"B;"""\r\nCy;;""');
  });

  it("quotes what it fills where the file quotes everything", async () => {
    const sheet = await read("a.csv", '"a","b"\n"1","x"\n"2",\n');
    expect(textOf(sheet.fill([{ task: 0, row: 2, value: "y" }]))).toBe('"a","b"\n"1","x"\n"2","y"\n');
  });

  it("appends columns that are not there", () => {
    const table = readCsv("a.csv", bytesOf("a,b\n1,x\n2,y"));
    const filled = table.fill([{ row: 2, column: "c, d", value: "z" }]);
    expect(textOf(filled)).toBe('a,b,"c, d"\n1,x,\n2,y,z');
  });

  it("neutralises what a spreadsheet would run when it is asked to, and warns otherwise", async () => {
    const text = "a,b\n=1+1,x\n-5,\n+1 425 555 0123,\n-2.5e-07,\n";
    const sheet = await read("a.csv", text);
    expect(sheet.notes).toEqual([expect.stringMatching(/would run 1 cell .*row 1, column 1/)]);
    const fill = [{ task: 0, row: 2, value: "@sum" }];
    expect(textOf(sheet.fill(fill))).toContain("-5,@sum\n");
    expect(textOf(sheet.fill(fill, { safe: true }))).toBe(
      "a,b\n'=1+1,x\n-5,'@sum\n+1 425 555 0123,\n-2.5e-07,\n",
    );
  });

  it("takes the columns that --target names, and the others as inputs unless they are themselves to be filled", async () => {
    const text = "a,b,c\n1,x,\n2,,p\n3,,\n";
    const { tasks, notes } = await read("a.csv", text, { target: ["c"] });
    expect(tasks.map(({ name }) => name)).toEqual(["c"]);
    expect(tasks[0].examples).toEqual([{ inputs: ["2"], output: "p", row: 2 }]);
    expect(notes).toEqual(['a.csv: column "b" left out: at most half filled; --input takes one in']);
    const { tasks: only } = await read("a.csv", "b,c\nx,\n,p\n,\n", { target: ["c"] });
    expect(only[0].signature.params.map(({ name }) => name)).toEqual(["b"]);
  });

  it("takes one filled cell beside columns with more for a note, not for a column to fill", async () => {
    const text = "a,b,c\n1,x,see below\n2,y,\n3,,\n4,,\n";
    const { tasks, notes } = await read("a.csv", text);
    expect(tasks.map(({ name }) => name)).toEqual(["b"]);
    expect(notes).toEqual(['a.csv: column "c" left out: at most half filled; --input takes one in']);
  });

  it("refuses more columns than can be looked at", async () => {
    const wide = (cell: (i: number) => string) => Array.from({ length: 301 }, (_, i) => cell(i)).join(",");
    const text = `${wide((i) => `c${i}`)},out\n${wide(() => "a b")},a\n${wide(() => "c d")},\n`;
    await expect(read("a.csv", text)).rejects.toThrow(/301 columns .* name those that matter with --input/);
    const { tasks } = await read("a.csv", text, { input: ["c7"] });
    expect(tasks[0].signature.params).toHaveLength(1);
  });

  it("takes the inputs that --input names", async () => {
    const text = "a,b,c,d\n1,x,,m\n2,,p,n\n3,,,o\n";
    const { tasks, notes } = await read("a.csv", text, { input: ["b", "a"] });
    expect(tasks.map(({ name }) => name)).toEqual(["c"]);
    expect(tasks[0].examples).toEqual([expect.objectContaining({ inputs: ["", "2"], output: "p" })]);
    expect(notes).toEqual([]);
    expect(await refusal("a.csv", text, { target: ["c"], input: ["c"] })).toMatch(/"c" is to be filled, so/);
    expect(await refusal("a.csv", "a,b,c\n1,x,\n2,,\n", { input: ["c"] })).toMatch(/"c" is empty, so/);
    expect(await refusal("a.csv", text, { input: ["e"] })).toMatch(/no column "e"/);
  });

  it("leaves out columns without any filled cell, with a note", async () => {
    const sheet = await read("a.csv", "a,b,c\n1,x,\n2,,\n");
    expect(sheet.tasks[0].signature.params.map(({ name }) => name)).toEqual(["a"]);
    expect(sheet.notes).toEqual(['a.csv: column "c" left out: no cell is filled']);
  });

  it("names unnamed columns and wonders about headers that look like data", async () => {
    expect((await read("a.csv", ",b\n0,x\n1,\n")).notes[0]).toContain('"Column 1"');
    expect((await read("a.csv", "ada@example.com,b\nx,x\ny,\n")).notes[0]).toContain("looks like data");
  });

  it.each([
    ["empty file", "", /^a\.csv: the file is empty/],
    ["blank file", "\n\n", /^a\.csv: the file is empty/],
    ["one column", "a\nx\ny\n", /^a\.csv: there is one column only, "a"; one to fill and one to fill it/],
    ["only a header", "a,b\n", /a header but no rows/],
    ["no examples", "a,b\n1,\n2,\n", /no examples: nothing is filled in "b"/],
    ["nothing to fill", "a,b\n1,x\n2,y\n", /no column to fill.*--target/],
    ["ragged row", 'a,b\n"1\n1",x\n2\n', /^a\.csv, line 4: 1 cell where the header has 2/],
    ["wide row", "a,b\n1,x,y\n", /^a\.csv, line 2: 3 cells where the header has 2/],
    ["duplicate header", "a,b,a\n1,2,3\n", /line 1: columns 1 and 3 are both named "a"/],
    ["unclosed quote", 'a,b\n1,x\n2,"y\n3,\n4,\n', /^a\.csv, line 3, column 3: the quote that opens here/],
    ["text after a quote", 'a,b\n"1"x,2\n', /^a\.csv, line 2, column 4: text after a closing quote/],
    ["a NUL", `a,b\n1${"x".repeat(99)},\0\n2,\n`, /^a\.csv, line 2: a NUL byte/],
    ["all columns bare or targets", "a\n1\n\n\n", /every column is to be filled/],
  ])("refuses: %s", async (_, text, message) => {
    expect(await refusal("a.csv", text)).toMatch(message);
  });

  it("says which column may have been meant", async () => {
    const text = "Name,Initials\nAda,A\nBob,\n";
    expect(await refusal("a.csv", text, { target: ["initial"] })).toMatch(/did you mean "Initials"\?/);
    expect(await refusal("a.csv", text, { target: ["Zzzzzzzz"] })).toMatch(
      /its columns are "Name", "Initials"/,
    );
    expect(await refusal("a.csv", "a,b\n1,\n2,\n", { target: ["b"] })).toMatch(/column "b" has no examples/);
  });

  it("shows escapes from the file instead of sending them", async () => {
    const message = await refusal("\u001b[2J.csv", "a,\u001b[31m\u202ex,\u001b[31m\u202ex\n");
    expect(message).toContain("\\u001b[31m\\u202ex");
    expect(message).not.toContain("\u001b");
    expect(message).not.toContain("\u202e");
  });

  it("reads back any cells that were written (property)", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\n", "\r", " ", "é", "=") });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
        const dialect = { delimiter: ",", newline: "\n" } as const;
        const lines = rows.map((row) => row.map((text) => csvCell(text, dialect)).join(","));
        const table = readCsv("a.csv", bytesOf(`a,b\n${lines.join("\n")}\n`), ",");
        const columns = [0, 1].map((column) => table.read(column, "input").values);
        expect(columns[0].map((value, i) => [value, columns[1][i]])).toEqual(rows);
      }),
    );
  });
});

it("refuses more cells than fit in memory, naming the way that streams", async () => {
  expect(await refusal("a.csv", `a,b,c\n${",,\n".repeat(3_400_000)}`)).toMatch(
    /10 million cells.*`knack apply`/,
  );
});
