import { strToU8, unzipSync, zipSync } from "fflate";
import { readSheet } from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import writeExcelFile from "write-excel-file/node";
import { showType } from "../../src/language/type.ts";
import { readTable } from "../../src/tasks/sheet.ts";
import { read, refusal, textOf } from "./support.ts";

const REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

interface Parts {
  readonly rows: string;
  readonly shared?: string;
  readonly styles?: string;
  readonly workbook?: string;
  readonly extra?: Record<string, string>;
}

/** A workbook by hand; the rows are XML. */
function workbook({ rows, shared = "", styles = "", workbook = "", extra = {} }: Parts): Uint8Array {
  const rel = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${REL}/${kind}" Target="${target}"/>`;
  const parts: Record<string, string> = {
    "_rels/.rels": `<Relationships>${rel("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${REL}">${workbook}<sheets><sheet name="Old" state="hidden" r:id="rId9"/><sheet name="Data" r:id="rId1"/><sheet name="More" r:id="rId9"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${rel("rId1", "worksheet", "worksheets/sheet1.xml")}${rel("rId2", "sharedStrings", "/xl/sharedStrings.xml")}${rel("rId3", "styles", "styles.xml")}</Relationships>`,
    "xl/sharedStrings.xml": `<sst>${shared}</sst>`,
    "xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="171" formatCode="[Red]0.00 &quot;days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/>${styles}</cellXfs></styleSheet>`,
    "xl/worksheets/sheet1.xml": `<?xml version="1.0"?>\n<worksheet xmlns="${MAIN}"><dimension ref="A1"/><sheetData>${rows}</sheetData><autoFilter ref="A1"/></worksheet>`,
    ...extra,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

const inline = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const sheetOf = (bytes: Uint8Array): string => textOf(unzipSync(bytes)["xl/worksheets/sheet1.xml"]);

describe("xlsx", () => {
  it("reads what another library wrote, and that library reads what is filled", async () => {
    const made = await writeExcelFile([
      [{ value: "Name" }, { value: "Born" }, { value: "Fee" }, { value: "Out" }],
      [
        { value: "Ada & <co>" },
        { value: new Date(Date.UTC(1815, 11, 10) + 864e5 * 40000), type: Date, format: "yyyy-mm-dd" },
        { value: 12.5 },
        { value: "A" },
      ],
      [
        { value: "Bob" },
        { value: new Date(Date.UTC(2021, 2, 4)), type: Date, format: "yyyy-mm-dd" },
        { value: 7 },
        null,
      ],
    ]).toBuffer();
    const bytes = new Uint8Array(made);
    const sheet = await read("a.xlsx", bytes);
    expect(sheet.tasks).toHaveLength(1);
    expect(sheet.tasks[0].signature.params.map(({ name, type }) => `${name}: ${showType(type)}`)).toEqual([
      "Name: text",
      "Born: text",
      "Fee: real",
    ]);
    expect(sheet.tasks[0].unlabelled).toEqual([{ inputs: ["Bob", "2021-03-04", 7], row: 2 }]);
    expect(sheet.fill([])).toEqual(bytes);
    const filled = sheet.fill([{ task: 0, row: 2, value: " <B>\u0007 & _x0041_" }]);
    const rows = await readSheet(Buffer.from(filled));
    expect(rows[1][3]).toBe("A");
    // Files are read as Buffers, whose slices share their memory.
    const again = await read("a.xlsx", Buffer.from(bytes));
    expect(again.fill([{ task: 0, row: 2, value: " <B>\u0007 & _x0041_" }])).toEqual(filled);
    expect(rows[2].slice(0, 1)).toEqual(["Bob"]);
    expect((await readTable({ name: "a.xlsx", bytes: filled })).read(3, "target").values[1]).toBe(
      " <B>\u0007 & _x0041_",
    );
  });

  it("reads shared, rich, inline and formula text, booleans, numbers and dates", async () => {
    const rows =
      `<row r="2"><c r="B2" t="s"><v>0</v></c>${inline("C2", "flag")}${inline("D2", "n")}${inline("E2", "when")}${inline("F2", "f")}${inline("G2", "mixed")}</row>` +
      `<row r="4"><c r="B4" t="s"><v>1</v></c><c r="C4" t="b"><v>1</v></c><c r="D4"><v>3</v></c><c r="E4" s="1"><v>44259.5</v></c><c r="F4" t="str"><f>1&amp;2</f><v>12</v></c><c r="G4"><v>0.30000000000000004</v></c></row>` +
      `<row><c/><c t="inlineStr"><is><t>x</t></is></c><c t="b"><v>0</v></c><c><v>4</v></c><c s="1"><v>59</v></c><c t="str"><v></v></c><c t="b"><v>1</v></c></row>`;
    const shared = "<si><t>who</t></si><si><r><t>A</t></r><r><t>da</t></r><rPh><t>no</t></rPh></si>";
    const table = await readTable({ name: "a.xlsx", bytes: workbook({ rows, shared }) });
    expect(table.columns).toEqual(["who", "flag", "n", "when", "f", "mixed"]);
    const columns = table.columns.map((_, i) => table.read(i, "input"));
    expect(columns.map(({ type }) => showType(type))).toEqual([
      "text",
      "bool",
      "int",
      "text",
      "text",
      "text",
    ]);
    expect(columns.map(({ values }) => values)).toEqual([
      ["Ada", "x"],
      [true, false],
      [3, 4],
      ["2021-03-04T12:00:00", "1900-02-28"],
      ["12", ""],
      ["0.3", "TRUE"],
    ]);
    expect(table.notes).toEqual([expect.stringContaining('first of 2 sheets, "Data"')]);
  });

  it("writes dates and numbers as such, keeps cells' formats, and inserts in column order", async () => {
    const rows =
      `<row r="1">${inline("A1", "a")}${inline("B1", "when")}${inline("C1", "z")}</row>` +
      `<row r="2">${inline("A2", "p")}<c r="B2" s="1"><v>44259</v></c>${inline("C2", "q")}</row>` +
      `<row r="3">${inline("A3", "r")}${inline("C3", "s")}</row>` +
      `<row r="4">${inline("A4", "t")}<c r="B4" s="2"/>${inline("C4", "u")}</row>`;
    const bytes = workbook({ rows });
    const table = await readTable({ name: "a.xlsx", bytes });
    const filled = table.fill([
      { row: 3, column: "when", value: 7 },
      { row: 2, column: "new", value: true },
      { row: 2, column: "when", value: "2021-03-05" },
    ]);
    const added = '<c r="D1" t="inlineStr"><is><t xml:space="preserve">new</t></is></c>';
    expect(sheetOf(filled)).toBe(
      sheetOf(bytes)
        .replace('</row><row r="2">', `${added}</row><row r="2">`)
        .replace(
          inline("C3", "s"),
          `<c r="B3" s="1"><v>44260</v></c>${inline("C3", "s")}<c r="D3" t="b"><v>1</v></c>`,
        )
        .replace('<c r="B4" s="2"/>', '<c r="B4" s="2"><v>7</v></c>'),
    );
    const [before, after] = [unzipSync(bytes), unzipSync(filled)];
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const name of Object.keys(before))
      if (!name.includes("sheet1")) expect(after[name]).toEqual(before[name]);
    const again = await readTable({ name: "a.xlsx", bytes: filled });
    expect(again.read(1, "target").values).toEqual(["2021-03-04", "2021-03-05", "7"]);
  });

  it("counts from 1904 where the workbook does, and keeps namespace prefixes", async () => {
    const rows = `<row r="1">${inline("A1", "a")}${inline("B1", "b")}</row><row r="2"><c r="A2" s="1"><v>0.5</v></c><c r="B2" s="1"><v>1</v></c></row><row r="3"><c r="A3" s="1"><v>1</v></c></row>`;
    const sheet = sheetOf(workbook({ rows }))
      .replaceAll(/<(\/?)(?=[a-z])/gi, "<$1x:")
      .replace("xmlns=", "xmlns:x=");
    const extra = { "xl/worksheets/sheet1.xml": sheet };
    const bytes = workbook({ rows, extra, workbook: '<workbookPr date1904="1"/>' });
    const table = await readTable({ name: "a.xlsx", bytes });
    expect(table.read(0, "input").values).toEqual(["12:00:00", "1904-01-02"]);
    const filled = table.fill([{ row: 2, column: "b", value: "1904-01-03" }]);
    expect(sheetOf(filled)).toContain('<x:c r="B3" s="1"><x:v>2</x:v></x:c></x:row>');
  });

  it("does not overwrite formulas", async () => {
    const rows = `<row r="1">${inline("A1", "a")}${inline("B1", "b")}</row><row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A2</f><v>1</v></c></row>`;
    const table = await readTable({ name: "a.xlsx", bytes: workbook({ rows }) });
    expect(() => table.fill([{ row: 1, column: "b", value: 2 }])).toThrow(
      /"Data", cell B2: a formula stands here/,
    );
  });

  it.each([
    ["a cut-off archive", workbook({ rows: "" }).subarray(0, 300), /it is cut off/],
    ["another archive", zipSync({ "a.txt": strToU8("x") }), /not an xlsx file: it has no part/],
    ["an empty sheet", workbook({ rows: '<row r="1"><c r="A1" s="1"/></row>' }), /the sheet is empty/],
    ["broken XML", workbook({ rows: "<row><c></row>" }), /damaged XML/],
    ["an entity bomb", workbook({ rows: "<row>&lol;</row>" }), /damaged XML/],
    [
      "twins",
      workbook({ rows: `<row r="3">${inline("A3", "a")}${inline("C3", "a")}</row>` }),
      /row 3: columns A and C are both/,
    ],
    ["text named xlsx", strToU8("a,b\n"), /not an xlsx file/],
  ])("refuses: %s", async (_, bytes, message) => {
    expect(await refusal("a.xlsx", bytes)).toMatch(message);
  });

  it("refuses zip bombs, honest and lying, without unpacking them", async () => {
    const bomb = zipSync({ "xl/workbook.xml": new Uint8Array(32 * 2 ** 20) });
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    const size = view.getUint32(bomb.length - 6, true) + 24;
    view.setUint32(size, 300 * 2 ** 20, true);
    expect(await refusal("a.xlsx", bomb)).toMatch(/unpacks to more than 256 MiB/);
    view.setUint32(size, 1000, true);
    expect(await refusal("a.xlsx", bomb)).toMatch(/more than the archive states/);
  });
});
