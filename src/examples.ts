/** @file Examples as a caller gives them: checked, typed, and made a task. */

import { completed, fromPlain, NoValue } from "./language/plain.ts";
import { type Signature, showType } from "./language/type.ts";
import { CivilDate, Grid, Picture, RecordValue, Sound, type Value } from "./language/value.ts";
import type { LearnOptions } from "./learn.ts";
import { signatureOfSchema } from "./schema.ts";
import { count, InputError, shown, told } from "./tasks/error.ts";
import { at, columnType, type Typed, together } from "./tasks/infer.ts";
import { mismatch } from "./tasks/mismatch.ts";
import type { Example, Task } from "./tasks/task.ts";

/** The task that examples state, each its inputs and then its output; types are the values' own unless a signature is given. */
export function taskOf(
  rows: readonly (readonly unknown[])[],
  options: Pick<LearnOptions, "name" | "signature" | "schema" | "unlabelled">,
): Task {
  for (const [i, row] of rows.entries()) {
    if (!Array.isArray(row))
      throw new InputError(`example ${i}`, "is no list; an example is a list: its inputs, then its output");
  }
  if (options.signature !== undefined && options.schema !== undefined)
    throw new InputError("schema", "says the types, and so does signature; give one of them");
  const signature =
    options.signature ??
    (options.schema === undefined ? signatureOf(rows) : signatureOfSchema(options.schema));
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
  const types = together(
    Array.from({ length: width + 1 }, (_, item) =>
      typedOf(
        rows.map((row) => row[item]),
        (i) => `example ${i}, item ${item}`,
      ),
    ),
  ).map(({ type }) => type);
  return {
    params: types.slice(0, width).map((type, i) => ({
      name: width === 1 ? "input" : `input${i + 1}`,
      type,
    })),
    result: types[width],
  };
}

/** The values, of the narrowest type that they all have; text where nothing tells. `place` names value i in complaints. */
export function typedOf(data: readonly unknown[], place: (i: number) => string): Typed {
  const values = data.map((item, i) => {
    const value = valueAt(item, place(i));
    refuseOdd(value, place(i));
    return value;
  });
  const type = columnType(values);
  if ("kind" in type) return { type, values };
  throw new InputError(`${place(type.at)}${at(type)}`, `is ${type.why}; one position has one type`);
}

/** What the data is to Knack: objects are records. */
function valueAt(data: unknown, place: string): Value {
  try {
    return fromPlain(data);
  } catch (error) {
    if (!(error instanceof NoValue)) throw error;
    throw new InputError(
      `${place}${error.path && `, at ${error.path}`}`,
      `${error.message}; give ${ACCEPTED}`,
    );
  }
}

const ACCEPTED = "text, numbers, booleans, null, lists and plain objects of them, a CivilDate or a Picture";

function refuseOdd(value: Value, place: string): void {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) refuseOdd(item, `${place}, item ${i}`);
  } else if (value instanceof RecordValue) {
    for (const [name, held] of value.fields) refuseOdd(held, `${place}, ${shown(name)}`);
  } else if (typeof value === "number") {
    if (Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))) return;
    throw new InputError(place, `is ${value}; numbers are finite, and whole ones below 2^53`);
  } else if (
    !["string", "boolean"].includes(typeof value) &&
    value !== null &&
    ![CivilDate, Grid, Picture, Sound].some((leaf) => value instanceof leaf)
  ) {
    throw new InputError(place, `is ${typeof value}; give ${ACCEPTED}`);
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
    const value = completed(valueAt(item, `${place}, item ${i}`), params[i].type);
    const odd = mismatch(value, params[i].type);
    if (odd?.path === "")
      throw new InputError(
        `${place}, item ${i}`,
        `${params[i].name} is ${showType(params[i].type)}, and this is not`,
      );
    if (odd) throw new InputError(`${place}, item ${i}, at ${odd.path}`, odd.why);
    return value;
  });
}
