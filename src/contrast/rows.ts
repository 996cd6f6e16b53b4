/** @file Rows as they go from thread to thread: plain data, which can be cloned; and as values, which can be learned from. */

import { completed, fromPlain, NoValue } from "../language/plain.ts";
import type { Type } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import { mismatch } from "../tasks/mismatch.ts";
import type { TaskOutline } from "./outline.ts";

/** One sample with the reference's output. */
export interface PlainRow {
  readonly inputs: readonly unknown[];
  readonly output: unknown;
}

export interface Row {
  readonly inputs: readonly Value[];
  readonly output: Value;
}

/** What the data is as a value of the type, or why it is none. */
export function asValue(data: unknown, type: Type): { readonly value: Value } | { readonly why: string } {
  let value: Value;
  try {
    value = completed(fromPlain(data), type);
  } catch (error) {
    if (!(error instanceof NoValue)) throw error;
    return { why: `${error.message}${error.path && ` at ${error.path}`}` };
  }
  const odd = mismatch(value, type);
  return odd ? { why: `${odd.why}${odd.path && ` at ${odd.path}`}` } : { value };
}

/** Rows of the task, checked where they were drawn. */
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
  JSON.stringify(inputs, (_, part) => (ArrayBuffer.isView(part) ? Array.from(part as Uint8Array) : part));
