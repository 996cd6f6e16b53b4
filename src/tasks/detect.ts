/** @file Which format a file is in: by its extension, and by its content where that says more. */

import { decode, MAX_BYTES, tooLarge } from "./encoding.ts";
import { InputError } from "./error.ts";

export type Format = "csv" | "tsv" | "json" | "jsonl" | "xlsx" | "sygus";

const EXTENSIONS: ReadonlyMap<string, Format> = new Map([
  ["csv", "csv"],
  ["tsv", "tsv"],
  ["tab", "tsv"],
  ["json", "json"],
  ["jsonl", "jsonl"],
  ["ndjson", "jsonl"],
  ["xlsx", "xlsx"],
  ["xlsm", "xlsx"],
  ["sl", "sygus"],
]);

/** The first bytes of files that people take for tables, with the remedy. */
const OTHERS: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0xd0, 0xcf, 0x11, 0xe0], "an old Excel file (.xls), or one with a password"],
  [[0x25, 0x50, 0x44, 0x46], "a PDF file"],
  [[0x89, 0x50, 0x4e, 0x47], "a PNG image"],
  [[0xff, 0xd8, 0xff], "a JPEG image"],
  [[0x1f, 0x8b], "a gzip archive"],
  [[0x50, 0x41, 0x52, 0x31], "a Parquet file"],
];

/** What a SyGuS file begins with, comments aside. */
const SYGUS = /^(?:\s|;[^\n]*\n)*\(\s*set-logic\s/;

/** What the extension of a path promises. */
export const formatNamed = (path: string): Format | undefined =>
  EXTENSIONS.get(/\.([^./\\]+)$/.exec(path)?.[1].toLowerCase() ?? "");

/** Refuses what is empty, too large for memory, or plainly something else. */
export function detectFormat(name: string, bytes: Uint8Array): Format {
  if (bytes.length === 0)
    throw new InputError(name, "the file is empty; it needs rows with some cells filled");
  if (bytes.length > MAX_BYTES) throw tooLarge(name);
  for (const [magic, what] of OTHERS) {
    if (magic.every((byte, i) => bytes[i] === byte)) {
      throw new InputError(name, `this is ${what}; save it as csv or xlsx`);
    }
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4) return "xlsx";
  const byName = formatNamed(name);
  if (byName === "xlsx") throw new InputError(name, "this is not an xlsx file; save it as xlsx or csv");
  if (byName === "csv" || byName === "tsv" || byName === "jsonl" || byName === "sygus") return byName;
  const head = decode(bytes.subarray(0, 1 << 16), name).text.trimStart();
  if (SYGUS.test(head)) return "sygus";
  if (head.startsWith("[")) return "json";
  if (head.startsWith("{")) return /^\{[^\n]*\}[ \t\r]*\n\s*\{/.test(head) ? "jsonl" : "json";
  return byName ?? "csv";
}
