/** @file Columns of `0x…` or `0b…` as bit-vectors, and back to how they were written. */

import { bitsOf, parseBits } from "../language/bits.ts";
import { baseType, bitVector, type Type } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import type { Example, Task } from "./task.ts";
import { spelled } from "./text.ts";

/** The width is that of the longest cell. */
interface BitColumn {
  readonly width: number;
  /** A value as the column's cells are written. */
  write(value: number | bigint): string;
}

export interface BitTask {
  readonly task: Task;
  /** An output as its file has it. */
  write(value: Value): Value;
}

/**
 * The task with bit-vectors where columns hold nothing else: those it learns from, if what it fills is one too or a truth
 * value. Otherwise all stays text, for what is to become of the digits is then a matter of text.
 */
export function withBitVectors(task: Task): BitTask {
  const { signature, examples, tests, unlabelled } = task;
  const rows = [...examples, ...tests, ...unlabelled];
  const columns = signature.params.map(({ type }, i) =>
    bitColumn(
      rows.map(({ inputs }) => inputs[i]),
      type,
    ),
  );
  const result = bitColumn(
    [...examples, ...tests].map(({ output }) => output),
    signature.result,
  );
  const fits = result !== undefined || baseType(signature.result).kind === "bool";
  if (!fits || columns.every((column) => column === undefined)) return { task, write: (value) => value };
  const typeOf = (column: BitColumn | undefined, type: Type) => (column ? bitVector(column.width) : type);
  const params = signature.params.map((param, i) => ({ ...param, type: typeOf(columns[i], param.type) }));
  const changed = { params, result: typeOf(result, signature.result) };
  const inputsOf = (inputs: readonly Value[]) => inputs.map((value, i) => asBits(value, params[i].type));
  const exampleOf = (example: Example): Example => ({
    ...example,
    inputs: inputsOf(example.inputs),
    output: asBits(example.output, changed.result),
  });
  return {
    task: {
      ...task,
      signature: changed,
      examples: examples.map(exampleOf),
      tests: tests.map(exampleOf),
      unlabelled: unlabelled.map((row) => ({ ...row, inputs: inputsOf(row.inputs) })),
    },
    write: (value) =>
      result && (typeof value === "number" || typeof value === "bigint")
        ? result.write(value)
        : spelled(value, changed.result),
  };
}

/** A text as a value of a bit-vector's type, ⊥ where it does not fit it; anything else as it is. */
export function asBits(value: Value, type: Type): Value {
  if (type.kind !== "bits" || typeof value !== "string") return value;
  const parsed = parseBits(value);
  if (!parsed) return undefined;
  const bits = BigInt(parsed.value);
  return bits >> BigInt(type.width) === 0n ? bitsOf(bits, type.width) : undefined;
}

function bitColumn(values: readonly Value[], { kind }: Type): BitColumn | undefined {
  if (kind !== "text") return undefined;
  let width = 0;
  let prefix: string | undefined;
  let isPadded = false;
  let text = "";
  const lengths = new Set<number>();
  for (const value of values) {
    const parsed = typeof value === "string" ? parseBits(value) : undefined;
    if (typeof value !== "string" || !parsed) return undefined;
    if (prefix !== undefined && prefix.toLowerCase() !== value.slice(0, 2).toLowerCase()) return undefined;
    prefix ??= value.slice(0, 2);
    width = Math.max(width, parsed.width);
    lengths.add(value.length);
    isPadded ||= /^0.0./.test(value);
    text += value.slice(2);
  }
  if (prefix === undefined) return undefined;
  const [start, radix] = [prefix, prefix.toLowerCase() === "0x" ? 16 : 2];
  const digits = lengths.size === 1 || isPadded ? width / (radix === 16 ? 4 : 1) : 1;
  const isUpper = /[A-F]/.test(text) && !/[a-f]/.test(text);
  return {
    width,
    write(value) {
      const written = value.toString(radix).padStart(digits, "0");
      return start + (isUpper ? written.toUpperCase() : written);
    },
  };
}
