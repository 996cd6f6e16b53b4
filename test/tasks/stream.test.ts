import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../src/tasks/csv.ts";
import { CsvScanner } from "../../src/tasks/csvrows.ts";
import { streamCsv } from "../../src/tasks/csvstream.ts";
import { encode, StreamDecoder } from "../../src/tasks/encoding.ts";
import { InputError } from "../../src/tasks/error.ts";
import { bytesOf, textOf } from "./support.ts";

/** Cut into pieces of these lengths, over and over. */
function* cut(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length];
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

/** What is written when column `column` becomes `value` in every row. */
async function through(bytes: Uint8Array, lengths: readonly number[], column?: number, value?: string) {
  const stream = await streamCsv("a.csv", cut(bytes, lengths));
  const columns = column === undefined ? [] : [column];
  const parts = [stream.encode(stream.header.rewrite(columns, () => undefined))];
  let rows = 0;
  for await (const batch of stream.batches) {
    rows += batch.length;
    parts.push(stream.encode(batch.rewrite(columns, () => value)));
  }
  return { stream, rows, bytes: new Uint8Array(parts.flatMap((part) => [...part])) };
}

const LARGE = `name,note,out\n${Array.from({ length: 6000 }, (_, i) => `é${i},"a ""b""\r\n${i}",`).join("\r\n")}`;

const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });

/** All cells as they stand in the text, or the message of the error. */
function cellsOf(pieces: readonly string[], newline: "\n" | "\r"): string[] | string {
  const scanner = new CsvScanner({ delimiter: ",", newline }, "a.csv");
  const cells: string[] = [];
  let text = "";
  try {
    for (const [i, piece] of [...pieces, ""].entries()) {
      const rows = scanner.push(piece, i === pieces.length);
      text += rows.text;
      for (let row = 0; row < rows.length; row++) {
        for (let column = 0; column < rows.width; column++) cells.push(rows.cell(row, column));
      }
    }
  } catch (error) {
    return String(error);
  }
  expect(text).toBe(pieces.join(""));
  return cells;
}

describe("pieces", () => {
  it("give the same cells, or the same error, as the whole text (property)", () => {
    const token = fc.constantFrom("a", ",", '"', '""', "\n", "\r\n", "\r", "b,c\n", '"x,\r\ny",');
    const newline = fc.constantFrom("\n", "\r");
    fc.assert(
      fc.property(fc.array(token, { maxLength: 20 }), lengths, newline, (tokens, lengths, newline) => {
        const text = tokens.join("");
        const pieces: string[] = [];
        for (let at = 0, i = 0; at < text.length; at += lengths[i++ % lengths.length]) {
          pieces.push(text.slice(at, at + lengths[i % lengths.length]));
        }
        expect(cellsOf(pieces, newline)).toEqual(cellsOf([text], newline));
      }),
      { numRuns: 1000 },
    );
  });

  it("decode to the same text as the whole (property)", () => {
    const encodings = fc.constantFrom("utf-8", "utf-16le", "utf-16be");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), encodings, lengths, (text, name, lengths) => {
        const bytes = encode(text, { name, mark: true }, "a");
        const decoder = new StreamDecoder(bytes, "a");
        const pieces = [...cut(bytes, lengths)].map((piece) => decoder.decode(piece));
        expect(pieces.join("") + decoder.decode(new Uint8Array(), true)).toBe(text);
      }),
    );
  });
});

describe("streamed csv", () => {
  it("reads what the whole-file reader reads, however the bytes are cut", async () => {
    const bytes = bytesOf(LARGE);
    const table = readCsv("a.csv", bytes);
    const notes = table.read(1, "input").values;
    for (const lengths of [[1 << 16], [7, 4099], [bytes.length]]) {
      const stream = await streamCsv("a.csv", cut(bytes, lengths));
      expect(stream.columns).toEqual(table.columns);
      const seen: string[] = [];
      for await (const batch of stream.batches)
        for (let r = 0; r < batch.length; r++) seen.push(batch.cell(r, 1));
      expect(seen).toEqual(notes);
    }
  });

  it("writes the same bytes back where nothing is filled, in every encoding (property)", async () => {
    const cell = fc.stringMatching(/^[a-zé ]{0,4}$/);
    const encoding = fc.record({
      name: fc.constantFrom("utf-8", "utf-16le", "utf-16be", "windows-1252"),
      mark: fc.boolean(),
    } as const);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 30 }),
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        encoding,
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 4 }),
        async (rows, newline, final, enc, lengths) => {
          const lines = ["name of it,second name,third é", ...rows.map(([a, b]) => `${a},"${b}",x`)];
          const text = lines.join(newline) + (final ? newline : "");
          const bytes = encode(text, { name: enc.name, mark: enc.mark && enc.name !== "windows-1252" }, "a");
          const copied = await through(bytes, lengths);
          expect(copied.bytes).toEqual(bytes);
          expect(copied.rows).toBe(rows.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("fills and appends", async () => {
    const bytes = bytesOf("a,b\n1,\n\n2,x");
    expect(textOf((await through(bytes, [2], 1, "=y")).bytes)).toBe("a,b\n1,=y\n\n2,=y");
    expect(textOf((await through(bytes, [2], 2, "z")).bytes)).toBe("a,b,\n1,,z\n\n2,x,z");
  });

  it.each([
    ["empty", "", /the file is empty/],
    ["ragged", `a,b\n${"1,2\n".repeat(40_000)}3\n`, /^a\.csv, line 40002: 1 cell/],
    ["unclosed", `a,b\n${"1,2\n".repeat(40_000)}"3,\n`, /^a\.csv, line 40002, column 1: the quote/],
    ["one endless row", `a,b\n"${"x".repeat(20_000_000)}`, /a row of more than|never closed/],
  ])("refuses: %s", async (_, text, message) => {
    const error = await through(bytesOf(text), [1 << 16]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message).toMatch(message);
  });

  it("refuses bytes that stop being UTF-8 later on", async () => {
    const bytes = new Uint8Array([...bytesOf(`a,b\n${"1,2\n".repeat(40_000)}`), 0xff, 0x0a]);
    const error = await through(bytes, [1 << 16]).catch((reason: unknown) => reason);
    expect((error as InputError).message).toMatch(/not UTF-8 throughout/);
  });
});
