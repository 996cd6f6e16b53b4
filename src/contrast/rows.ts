/** @file Rows as they go from thread to thread: plain data, which can be cloned; and as values, which can be learned from. */

import { completed, fromPlain, NoValue } from "../language/plain.ts";
import type { Type } from "../language/type.ts";
import { Picture, type Value } from "../language/value.ts";
import type { Row } from "../nets/data/dataset.ts";
import { mismatch } from "../tasks/mismatch.ts";
import type { TaskOutline } from "./outline.ts";

/** One sample with the reference's output. */
export interface PlainRow {
  readonly inputs: readonly unknown[];
  readonly output: unknown;
}

/** A picture as plain data. */
export interface PlainPicture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  /** `pixels[(y * width + x) * channels + channel]` */
  readonly pixels: Uint8Array;
}

/** Most items and characters of one value, with all that is in it: what is longer, no net is trained on and no program tried on. */
const MAX_PARTS = 100_000;

/** Deeper than any type is: what holds itself is refused by name later on. */
const MAX_DEPTH = 100;

/** Parts of plain data, counted no further than a limit is passed. Pixels are no parts. */
function partsOf(data: unknown, most: number, depth = 0): number {
  if (typeof data === "string") return data.length;
  if (typeof data !== "object" || data === null || ArrayBuffer.isView(data) || depth > MAX_DEPTH) return 0;
  // Of a list with holes, more than there are values.
  const length = Array.isArray(data) ? data.length : 0;
  if (length > most) return length;
  const held = Object.values(data);
  let parts = Math.max(length, held.length);
  for (const part of held) {
    if (parts > most) break;
    parts += partsOf(part, most - parts, depth + 1);
  }
  return parts;
}

/** What the data is as a value of the type, or why it is none. */
export function asValue(data: unknown, type: Type): { readonly value: Value } | { readonly why: string } {
  let value: Value;
  if (partsOf(data, MAX_PARTS) > MAX_PARTS)
    return { why: `has more than ${MAX_PARTS} items or characters; give shorter ones` };
  try {
    value = completed(fromPlain(withPictures(data, type)), type);
  } catch (error) {
    if (!(error instanceof NoValue)) throw error;
    return { why: `${error.message}${error.path && ` at ${error.path}`}` };
  }
  const odd = mismatch(value, type);
  return odd ? { why: `${odd.why}${odd.path && ` at ${odd.path}`}` } : { value };
}

/** The data with its pictures as values. */
function withPictures(data: unknown, type: Type): unknown {
  if (type.kind === "list" && Array.isArray(data)) return data.map((item) => withPictures(item, type.of));
  if (type.kind === "tuple" && Array.isArray(data))
    return data.map((item, i) => (type.of[i] ? withPictures(item, type.of[i]) : item));
  if (type.kind !== "image" || typeof data !== "object" || data === null) return data;
  const { width, height, channels, pixels } = data as Partial<PlainPicture>;
  const sides = [width, height].every((side) => Number.isSafeInteger(side) && (side as number) > 0);
  if (!sides || !(channels === 1 || channels === 3 || channels === 4) || !(pixels instanceof Uint8Array))
    throw new NoValue("", "is no picture: give { width, height, channels: 1, 3 or 4, pixels: Uint8Array }");
  const size = (width as number) * (height as number) * channels;
  if (pixels.length === size) return new Picture(width as number, height as number, channels, pixels);
  throw new NoValue("", `has ${pixels.length} pixels where ${width} × ${height} × ${channels} are ${size}`);
}

/** A copy of plain data that its maker does not hold on to: of bytes that are part of more, those alone. */
export function copied(data: unknown): unknown {
  if (data instanceof Uint8Array) return data.slice();
  if (Array.isArray(data)) return data.map(copied);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, copied(value)]));
}

/** Rows of the task, which were checked where they were drawn. */
export function rowsOf(plain: readonly PlainRow[], { inputs, output }: TaskOutline): Row[] {
  return plain.map((row) => ({
    inputs: row.inputs.map((data, i) => known(data, inputs[i].type)),
    output: known(row.output, output),
  }));
}

function known(data: unknown, type: Type): Value {
  const found = asValue(data, type);
  if ("value" in found) return found.value;
  throw new Error(`internal: a row that was checked ${found.why}`);
}

/** What tells rows with the same inputs. */
export const keyOf = ({ inputs }: Pick<PlainRow, "inputs">): string =>
  JSON.stringify(inputs, (_, part) => (part instanceof Uint8Array ? digest(part) : part));

/** FNV-1a over the bytes, twice. */
function digest(bytes: Uint8Array): string {
  let [a, b] = [0x811c9dc5, 0x01234567];
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x01000193) ^ (b >>> 15);
  }
  return `${bytes.length} bytes ${(a >>> 0).toString(16)}${(b >>> 0).toString(16)}`;
}
