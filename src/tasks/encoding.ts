/** @file From bytes to text and back, byte for byte: UTF-8, UTF-16 and, for what is neither, windows-1252. */

import { joined } from "./bytes.ts";
import { InputError, shown } from "./error.ts";

export interface Encoding {
  readonly name: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  /** Whether the file begins with a byte order mark. */
  readonly mark: boolean;
}

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
  /** What the user should know about how it was read. */
  readonly notes: readonly string[];
}

/** windows-1252 where it differs from Latin-1: 0x80 … 0x9f. As browsers do, unassigned bytes stay controls. */
const HIGH =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/** Decides from the first bytes of a file. UTF-16 is known by its mark, or by where its zero bytes are. */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { name: "utf-8", mark: true };
  if (head[0] === 0xff && head[1] === 0xfe) return { name: "utf-16le", mark: true };
  if (head[0] === 0xfe && head[1] === 0xff) return { name: "utf-16be", mark: true };
  const length = Math.min(head.length & ~1, 1024);
  let [even, odd] = [0, 0];
  for (let i = 0; i < length; i += 2) {
    if (head[i] === 0) even++;
    if (head[i + 1] === 0) odd++;
  }
  if (even === 0 && odd * 5 > length) return { name: "utf-16le", mark: false };
  if (odd === 0 && even * 5 > length) return { name: "utf-16be", mark: false };
  return { name: "utf-8", mark: false };
}

export function decode(bytes: Uint8Array, place: string): Decoded {
  const encoding = encodingOf(bytes);
  try {
    const text = decodeAs(bytes.subarray(markLength(encoding)), encoding.name);
    refuseBinary(text, place);
    return { text, encoding, notes: [] };
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (!(error instanceof TypeError)) throw tooLarge(place);
    if (encoding.name !== "utf-8" || encoding.mark) throw notIn(encoding.name, place);
  }
  const text = decodeAs(bytes, "windows-1252");
  refuseBinary(text, place);
  const note = `${place} is not UTF-8: read as windows-1252`;
  return { text, encoding: { name: "windows-1252", mark: false }, notes: [note] };
}

/** The inverse of `decode`. */
export function encode(text: string, encoding: Encoding, place: string): Uint8Array {
  switch (encoding.name) {
    case "utf-8":
      return new TextEncoder().encode(encoding.mark ? `\ufeff${text}` : text);
    case "utf-16le":
    case "utf-16be": {
      const marked = encoding.mark ? `\ufeff${text}` : text;
      const units = new Uint16Array(marked.length);
      for (let i = 0; i < marked.length; i++) units[i] = marked.charCodeAt(i);
      const bytes = new Uint8Array(units.buffer);
      if (encoding.name === "utf-16be") swapPairs(bytes);
      return bytes;
    }
    case "windows-1252": {
      const bytes = new Uint8Array(text.length);
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) bytes[i] = code;
        else {
          const high = HIGH.indexOf(text[i]);
          if (high < 0) {
            throw new InputError(
              place,
              `windows-1252 has no ${shown(text[i])}; save the file as UTF-8 first`,
            );
          }
          bytes[i] = 0x80 + high;
        }
      }
      return bytes;
    }
  }
}

/** A file in parts, which together may be longer than a string can be. */
export function encodeAll(parts: readonly string[], encoding: Encoding, place: string): Uint8Array {
  return joined(parts.map((part, i) => encode(part, { ...encoding, mark: encoding.mark && i === 0 }, place)));
}

/** Decodes a file that arrives in pieces; each call takes the next piece. The first one decides the encoding. */
export class StreamDecoder {
  readonly encoding: Encoding;
  readonly notes: readonly string[];
  readonly #place: string;
  readonly #utf: InstanceType<typeof TextDecoder> | undefined;
  #skip: number;
  #odd: number | undefined;

  constructor(head: Uint8Array, place: string) {
    this.#place = place;
    let encoding = encodingOf(head);
    this.#skip = markLength(encoding);
    this.notes = [];
    if (encoding.name === "utf-8" && !encoding.mark) {
      try {
        new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
      } catch {
        encoding = { name: "windows-1252", mark: false };
        refuseBinary(decodeAs(head, encoding.name), place);
        this.notes = [`${place} is not UTF-8: read as windows-1252`];
      }
    }
    this.encoding = encoding;
    if (encoding.name !== "windows-1252") {
      const label = encoding.name === "utf-8" ? "utf-8" : "utf-16le";
      this.#utf = new TextDecoder(label, { fatal: true, ignoreBOM: true });
    }
  }

  /** `last` with the empty piece at the end. */
  decode(piece: Uint8Array, last = false): string {
    let bytes = this.#skip > 0 ? piece.subarray(this.#skip) : piece;
    this.#skip = Math.max(0, this.#skip - piece.length);
    if (this.encoding.name === "utf-16be") bytes = this.#swapped(bytes);
    try {
      if (last && this.#odd !== undefined) throw new TypeError("odd length");
      const text = this.#utf?.decode(bytes, { stream: !last }) ?? decodeAs(bytes, "windows-1252");
      if (text.includes("\0")) throw new InputError(this.#place, BINARY);
      return text;
    } catch (error) {
      throw error instanceof InputError ? error : notIn(this.encoding.name, this.#place);
    }
  }

  /** Whole pairs, swapped; an odd byte waits for the next piece. */
  #swapped(piece: Uint8Array): Uint8Array {
    const held = this.#odd === undefined ? 0 : 1;
    const bytes = new Uint8Array(held + piece.length);
    if (this.#odd !== undefined) bytes[0] = this.#odd;
    bytes.set(piece, held);
    const whole = bytes.length & ~1;
    this.#odd = whole < bytes.length ? bytes[whole] : undefined;
    return swapPairs(bytes.subarray(0, whole));
  }
}

const markLength = (encoding: Encoding): number => (encoding.mark ? (encoding.name === "utf-8" ? 3 : 2) : 0);

/** Throws a TypeError where the bytes are not in the encoding. */
function decodeAs(bytes: Uint8Array, name: Encoding["name"]): string {
  if (name === "windows-1252") {
    const units = new Uint16Array(bytes.length);
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      units[i] = byte >= 0x80 && byte < 0xa0 ? HIGH.charCodeAt(byte - 0x80) : byte;
    }
    return new TextDecoder("utf-16le", { ignoreBOM: true }).decode(units);
  }
  const label = name === "utf-8" ? "utf-8" : "utf-16le";
  const source = name === "utf-16be" ? swapPairs(bytes.slice()) : bytes;
  return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(source);
}

/** In place. */
function swapPairs(bytes: Uint8Array): Uint8Array {
  for (let i = 0; i + 1 < bytes.length; i += 2) [bytes[i], bytes[i + 1]] = [bytes[i + 1], bytes[i]];
  return bytes;
}

const BINARY = "this is not text; Knack reads csv, tsv, json, jsonl and xlsx";

/** Text has no NUL and hardly any other control characters. */
function refuseBinary(text: string, place: string): void {
  const zero = text.indexOf("\0");
  let controls = 0;
  const length = Math.min(text.length, 4096);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 && (code < 9 || code > 13) && code !== 0x1b) controls++;
  }
  if (controls * 20 > length) throw new InputError(place, BINARY);
  if (zero < 0) return;
  let line = 1;
  for (let i = text.indexOf("\n"); i >= 0 && i < zero; i = text.indexOf("\n", i + 1)) line++;
  throw new InputError(`${place}, line ${line}`, "a NUL byte; text files have none");
}

const NAMES = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  "windows-1252": "windows-1252",
};

const notIn = (name: Encoding["name"], place: string): InputError =>
  new InputError(place, `begins as ${NAMES[name]} but is not ${NAMES[name]} throughout; save it as UTF-8`);

/** Beyond this many bytes a file is not read whole. */
export const MAX_BYTES = 512 * 2 ** 20;

/** Beyond this many cells, or JSON values, neither: they take about 1 GB. */
export const MAX_CELLS = 10_000_000;

export const tooLarge = (place: string): InputError =>
  new InputError(
    place,
    "larger than 512 MiB or 10 million cells; learn from its first few thousand rows, then fill it with `knack apply`, which streams",
  );
