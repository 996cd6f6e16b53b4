import fc from "fast-check";
import { unzipSync, zipSync } from "fflate";
import { expect, it } from "vitest";
import writeExcelFile from "write-excel-file/node";
import type { Format } from "../../src/tasks/detect.ts";
import { InputError } from "../../src/tasks/error.ts";
import { readTable } from "../../src/tasks/sheet.ts";
import { bytesOf, read } from "./support.ts";

const FORMATS: readonly Format[] = ["csv", "tsv", "json", "jsonl", "xlsx", "sygus"];

const VALID: Readonly<Record<Exclude<Format, "xlsx" | "sygus">, string>> = {
  csv: 'Name;"Note";Out\r\n"Ada ""A""";é;A\r\nBob;"";\r\nCy;x;',
  tsv: "Name\tOut\nAda\tA\nBob\t\n",
  json: '[\n  {"tree": {"value": 1, "left": null, "right": {"value": 2, "left": null}}, "pair": [1, "a"]},\n  {"name": "Ada\\u00e9", "n": [1, 2.5, []], "out": null},\n  {"name": "Bob", "n": [-1e3]}\n]',
  jsonl: '{"examples": [{"inputs": ["a", 1], "output": true}, {"inputs": ["b", 2]}], "tests": []}\n',
};

/** Bytes that mean something to one of the readers. */
const telling = fc.constantFrom(
  ...[..."\"'\\,;\t\r\n{}[]:<>&=/0e-. PK"].map((c) => c.charCodeAt(0)),
  0,
  0xff,
  0xfe,
  0xef,
);
const byte = fc.oneof(telling, fc.integer({ min: 0, max: 255 }));

/** Replaces, removes and inserts a few bytes. */
const edits = fc.array(
  fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 0, max: 3 }),
    fc.array(byte, { maxLength: 4 }),
  ),
  { minLength: 1, maxLength: 4 },
);
function mutated(bytes: Uint8Array, changes: readonly (readonly [number, number, number[]])[]): Uint8Array {
  let out = [...bytes];
  for (const [where, remove, insert] of changes) {
    const at = Math.floor(where * out.length);
    out = [...out.slice(0, at), ...insert, ...out.slice(at + remove)];
  }
  return Uint8Array.from(out);
}

/** Either a sheet that gives the same bytes back, or an `InputError` of one line, within a second of processor time. */
async function survives(name: string, bytes: Uint8Array, format?: Format): Promise<void> {
  const start = process.cpuUsage();
  try {
    const sheet = await read(name, bytes, { format });
    expect(Buffer.compare(sheet.fill([]), bytes)).toBe(0);
    const [first] = sheet.tasks[0].unlabelled;
    if (first?.row !== undefined) sheet.fill([{ task: 0, row: first.row, value: "x" }], { safe: true });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.message).toMatch(/^[^\n\r]+$/);
  }
  const { user, system } = process.cpuUsage(start);
  expect(user + system).toBeLessThan(1_000_000);
}

it.each(FORMATS)("any bytes as %s", async (format) => {
  const bytes = fc.array(byte, { maxLength: 200 }).map((list) => Uint8Array.from(list));
  await fc.assert(
    fc.asyncProperty(bytes, (content) => survives(`a.${format}`, content, format)),
    { numRuns: 400 },
  );
});

it.each(["csv", "tsv", "json", "jsonl"] as const)("damaged %s", async (format) => {
  const valid = bytesOf(VALID[format]);
  await survives(`a.${format}`, valid);
  await fc.assert(
    fc.asyncProperty(edits, (changes) => survives(`a.${format}`, mutated(valid, changes))),
    { numRuns: 600 },
  );
});

it("damaged xlsx, outside and inside the archive", async () => {
  const rows = [
    ["Name", "n", "Out"],
    ["Ada", 1, "A"],
    ["Bob", 2.5, null],
  ];
  const made = await writeExcelFile(
    rows.map((row) => row.map((value) => (value === null ? null : { value }))),
  ).toBuffer();
  const valid = new Uint8Array(made);
  await survives("a.xlsx", valid);
  await fc.assert(
    fc.asyncProperty(edits, (changes) => survives("a.xlsx", mutated(valid, changes))),
    { numRuns: 200 },
  );
  const parts = unzipSync(valid);
  const read = Object.keys(parts).filter((name) => /rels|workbook|sheet1|shared|styles/i.test(name));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...read), edits, (name, changes) =>
      survives("a.xlsx", zipSync({ ...parts, [name]: mutated(parts[name], changes) })),
    ),
    { numRuns: 300 },
  );
});

it("names from anywhere", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), fc.string(), async (name, text) => {
      await readTable({ name, bytes: bytesOf(text) }).catch((error: unknown) => {
        if (!(error instanceof InputError)) throw error;
      });
    }),
  );
});
