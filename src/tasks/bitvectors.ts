/** @file Columns of `0x…` or `0b…` as bit-vectors, and back to how they were written. */

import { bitsOf, parseBits } from "../language/bits.ts";
import { baseType, bitVector, INT, type Type } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import { count, shown, told } from "./error.ts";
import type { Example, Task } from "./task.ts";
import { spelled } from "./text.ts";

interface Cell {
  readonly value: Value;
  readonly row?: number;
}

/** As wide as the longest cell. */
interface BitColumn {
  readonly type: Type;
  /** A value as the column's cells are written. */
  write(value: number | bigint): string;
}

export interface BitTask {
  readonly task: Task;
  /** Columns that a few other cells make text, one line each. */
  readonly notes: readonly string[];
  /** An output as its file has it. */
  write(value: Value): Value;
}

/**
 * The task with bit-vectors where columns hold nothing else: those it learns from, if what it fills is one too, a whole number or a
 * truth value; and what it fills, if it learns from one or from whole numbers. Otherwise all stays text, for what is to become of
 * the digits is then a matter of text. `place` is where its columns are, for notes.
 */
export function withBitVectors(task: Task, place = task.name): BitTask {
  const { signature, examples, tests, unlabelled } = task;
  // Of a file that states its types.
  if (task.language) return { task, notes: [], write: (value) => value };
  const rows = [...examples, ...tests, ...unlabelled];
  const cells = signature.params.map((_, i) => rows.map(({ inputs, row }) => ({ value: inputs[i], row })));
  const outputs = [...examples, ...tests].map(({ output, row }) => ({ value: output, row }));
  const columns = signature.params.map(({ type }, i) => bitColumn(cells[i], type));
  const result = bitColumn(outputs, signature.result);
  const isTruth = baseType(signature.result).kind === "bool";
  const isFromBits = columns.some((column) => column !== undefined);
  const isWhole = signature.params.map(({ type }, i) => isWholeColumn(cells[i], type));
  // Of columns that hold the output's digits one or the other is a part of the text.
  const isPart = (inputs: readonly Cell[]): boolean =>
    outputs.every(({ value }, i) => areInOther(inputs[i].value, value));
  const isToWhole = isFromBits && isWholeColumn(outputs, signature.result, true);
  const isFromWhole = result !== undefined && !isFromBits && isWhole.includes(true);
  const isText = isToWhole
    ? columns.some((column, i) => column && isPart(cells[i]))
    : isFromWhole && isWhole.some((is, i) => is && isPart(cells[i]));
  const notes = (): string[] => {
    const noteOn = (problem: string | undefined, column: string): string[] =>
      problem === undefined ? [] : [`${place}, column ${shown(column)}: ${problem}`];
    if (isText) return noteOn("its digits stand in another column in every row, so both are text", task.name);
    const strays = signature.params.map(({ type }, i) => strayAmong(cells[i], type));
    const odd = strayAmong(outputs, signature.result);
    // Without them it must be a task of bit-vectors.
    if (!(result || isTruth || odd) || ![...columns, ...strays].some((column) => column)) return [];
    return [...signature.params.flatMap(({ name }, i) => noteOn(strays[i], name)), ...noteOn(odd, task.name)];
  };
  const isOfBits = isFromBits ? result !== undefined || isTruth || isToWhole : isFromWhole;
  if (!isOfBits || isText) return { task, notes: notes(), write: (value) => value };
  const params = signature.params.map(({ type, ...param }, i) => {
    const column = columns[i];
    if (column) return { ...param, type: column.type };
    return { ...param, type: isFromWhole && isWhole[i] ? INT : type };
  });
  const changed = { params, result: result ? result.type : isToWhole ? INT : signature.result };
  const inputsOf = (inputs: readonly Value[]) => inputs.map((value, i) => asTyped(value, params[i].type));
  const exampleOf = (example: Example): Example => ({
    ...example,
    inputs: inputsOf(example.inputs),
    output: asTyped(example.output, changed.result),
  });
  return {
    task: {
      ...task,
      signature: changed,
      examples: examples.map(exampleOf),
      tests: tests.map(exampleOf),
      unlabelled: unlabelled.map((row) => ({ ...row, inputs: inputsOf(row.inputs) })),
    },
    notes: notes(),
    write(value) {
      if (result && (typeof value === "number" || typeof value === "bigint")) return result.write(value);
      return isToWhole && signature.result.kind === "text" && typeof value === "number"
        ? String(value)
        : spelled(value, changed.result);
    },
  };
}

const WHOLE = /^(?:0|-?[1-9]\d{0,15})$/;

/** Whether the column holds whole numbers alone, perhaps written as text; none that is negative, where that matters. */
function isWholeColumn(cells: readonly Cell[], { kind }: Type, isNatural = false): boolean {
  if (kind !== "int" && kind !== "text") return false;
  return cells.every(({ value }) => {
    if (typeof value === "string" && !WHOLE.test(value)) return false;
    return (
      Number.isSafeInteger(Number(value)) &&
      value !== "" &&
      value !== null &&
      !(isNatural && Number(value) < 0)
    );
  });
}

/** Whether the digits of one stand in the other. */
function areInOther(a: Value, b: Value): boolean {
  const [one, other] = [String(a), String(b)].map((text) => text.replace(/^0[xXbB]/, ""));
  return one.includes(other) || other.includes(one);
}

/** A text as a value of the type of its column. */
const asTyped = (value: Value, type: Type): Value =>
  type.kind === "int" && typeof value === "string" ? Number(value) : asBits(value, type);

/** A text as a value of a bit-vector's type, ⊥ where it does not fit it; anything else as it is. */
export function asBits(value: Value, type: Type): Value {
  if (type.kind !== "bits" || typeof value !== "string") return value;
  const parsed = parseBits(value);
  if (!parsed) return undefined;
  const bits = BigInt(parsed.value);
  return bits >> BigInt(type.width) === 0n ? bitsOf(bits, type.width) : undefined;
}

/** What makes a column text although most of its cells are bit-vectors. */
function strayAmong(cells: readonly Cell[], type: Type): string | undefined {
  if (baseType(type).kind !== "text") return undefined;
  const prefixOf = ({ value }: Cell): string | undefined =>
    typeof value === "string" && parseBits(value) ? value.slice(0, 2).toLowerCase() : undefined;
  const prefixes = cells.map(prefixOf);
  const present = cells.filter(({ value }) => value !== null).length;
  const most = (["0x", "0b"] as const).find(
    (prefix) => 2 * prefixes.filter((each) => each === prefix).length > present,
  );
  const strays = cells.filter((_, i) => prefixes[i] !== most);
  if (most === undefined || strays.length === 0) return undefined;
  const first = strays.reduce((a, b) => ((b.row ?? 0) < (a.row ?? 0) ? b : a));
  const where = first.row === undefined ? "a test" : `row ${first.row}`;
  const more = strays.length - 1;
  if (strays.every((stray) => prefixOf(stray) !== undefined)) {
    const also = more > 0 ? ` (as ${more === 1 ? "is" : "are"} ${count(more, "further cell")})` : "";
    const [odd, usual] = most === "0x" ? ["binary", "hexadecimal"] : ["hexadecimal", "binary"];
    return (
      `${where} holds ${told(first.value)}, which is ${odd}${also} where the others are ${usual}, so the column is text; ` +
      `0x in every cell, or 0b in every cell, would make it bit-vectors`
    );
  }
  const others = more > 0 ? ` (nor ${more === 1 ? "is" : "are"} ${count(more, "further cell")})` : "";
  const digits = most === "0x" ? "1 to 16 hexadecimal digits" : "1 to 64 binary digits";
  return (
    `${where} holds ${told(first.value)}, which is no bit-vector${others}, so the column is text; ` +
    `${most} and ${digits} in every cell would make it bit-vectors`
  );
}

function bitColumn(cells: readonly Cell[], { kind }: Type): BitColumn | undefined {
  if (kind !== "text") return undefined;
  let width = 0;
  let prefix: string | undefined;
  let isPadded = false;
  let text = "";
  const lengths = new Set<number>();
  for (const { value } of cells) {
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
    type: bitVector(width, radix === 2),
    write(value) {
      const written = value.toString(radix).padStart(digits, "0");
      return start + (isUpper ? written.toUpperCase() : written);
    },
  };
}
