/** @file Examples as a caller gives them: checked, typed, and made a task. */

import { type Signature, showType, type Type } from "./language/type.ts";
import { CivilDate, Grid, hasType, type Value } from "./language/value.ts";
import type { LearnOptions } from "./learn.ts";
import { count, InputError, told } from "./tasks/error.ts";
import { columnType } from "./tasks/infer.ts";
import type { Example, Task } from "./tasks/task.ts";

/** The task that examples state, each its inputs and then its output; types are the values' own unless a signature is given. */
export function taskOf(
  rows: readonly (readonly unknown[])[],
  options: Pick<LearnOptions, "name" | "signature" | "unlabelled">,
): Task {
  for (const [i, row] of rows.entries()) {
    if (!Array.isArray(row))
      throw new InputError(`example ${i}`, "is no list; an example is a list: its inputs, then its output");
  }
  const signature = options.signature ?? signatureOf(rows);
  return {
    name: options.name ?? "learned",
    signature,
    examples: rows.map((row, i) => exampleOf(row, signature, i)),
    tests: [],
    unlabelled: (options.unlabelled ?? []).map((inputs, i) => ({
      inputs: checked(inputs, signature.params, `unlabelled ${i}`),
    })),
  };
}

function signatureOf(rows: readonly (readonly unknown[])[]): Signature {
  if (rows.length === 0)
    throw new InputError("", "there are no examples; give at least one, better three to five");
  const width = rows[0].length - 1;
  for (const [i, row] of rows.entries()) {
    if (row.length - 1 !== width || width < 1) {
      throw new InputError(
        `example ${i}`,
        `has ${count(row.length, "item")}; an example is its inputs and then its output, ` +
          `${width < 1 ? "two items at least" : `here ${width + 1} items`}`,
      );
    }
  }
  const typeAt = (at: number): Type =>
    typeOfAll(
      rows.map((row) => row[at]),
      (i) => `example ${i}, item ${at}`,
    );
  return {
    params: Array.from({ length: width }, (_, at) => ({
      name: width === 1 ? "input" : `input${at + 1}`,
      type: typeAt(at),
    })),
    result: typeAt(width),
  };
}

/** The narrowest type that all the values have; text where nothing tells. `place` names value i in complaints. */
export function typeOfAll(values: readonly unknown[], place: (i: number) => string): Type {
  for (const [i, value] of values.entries()) {
    refuseDeep(value, place(i));
    refuseOdd(value, place(i));
  }
  const type = columnType(values as readonly Value[]);
  if (!("at" in type)) return type;
  throw new InputError(
    place(type.at),
    `is ${type.found}, but ${type.before} came before; one position has one type`,
  );
}

const MAX_NESTING = 100;

/** A list that holds itself has no end. */
function refuseDeep(value: unknown, place: string, depth = 0): void {
  if (!Array.isArray(value)) return;
  if (depth >= MAX_NESTING)
    throw new InputError(
      place,
      `is nested more than ${MAX_NESTING} levels deep, or holds itself; give flatter lists`,
    );
  for (const item of value) refuseDeep(item, place, depth + 1);
}

function refuseOdd(value: unknown, place: string): void {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) refuseOdd(item, `${place}, item ${i}`);
  } else if (typeof value === "number") {
    if (Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))) return;
    throw new InputError(place, `is ${value}; numbers are finite, and whole ones below 2^53`);
  } else if (
    !["string", "boolean"].includes(typeof value) &&
    value !== null &&
    !(value instanceof CivilDate || value instanceof Grid)
  ) {
    const what = value instanceof Date ? "a Date" : typeof value;
    throw new InputError(
      place,
      `is ${what}; give text, numbers, booleans, null, lists of them, or a CivilDate`,
    );
  }
}

/** One example of that signature. */
export function exampleOf(row: readonly unknown[], signature: Signature, index?: number): Example {
  const { params, result } = signature;
  const values = checked(
    row,
    [...params, { name: "output", type: result }],
    index === undefined ? "the example" : `example ${index}`,
  );
  return { inputs: values.slice(0, -1), output: values[params.length] };
}

function checked(items: readonly unknown[], params: Signature["params"], place: string): readonly Value[] {
  if (!Array.isArray(items)) throw new InputError(place, `is ${told(items)}; give a list of its values`);
  if (items.length !== params.length) {
    throw new InputError(place, `has ${count(items.length, "item")} where ${params.length} are expected`);
  }
  return items.map((item, i) => {
    const value = item as Value;
    if (!hasType(value, params[i].type)) {
      throw new InputError(
        `${place}, item ${i}`,
        `${params[i].name} is ${showType(params[i].type)}, and this is not`,
      );
    }
    return value;
  });
}
