/** @file JSON that states its tasks: `{"name", "description"?, "examples": [{"inputs", "output"?}], "tests"?}`. */

import { completed } from "../language/plain.ts";
import type { Type } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import { count, InputError, shown } from "./error.ts";
import { at, columnType, type Typed, together } from "./infer.ts";
import type { JsonFile } from "./json.ts";
import type { JsonObject, JsonReader } from "./jsontree.ts";
import { asDescribed, type RowSchema } from "./rowschema.ts";
import type { Sheet } from "./sheet.ts";
import type { Example, Task } from "./task.ts";

/** A sheet whose format its reader does not know. */
export type StatedTasks = Omit<Sheet, "format">;

/** One item of "examples" or "tests". */
interface Stated {
  readonly object: JsonObject;
  readonly inputs: readonly Value[];
  /** ⊥ where there is no "output". */
  readonly output: Value;
}

export function readStated(
  file: JsonFile,
  objects: readonly JsonObject[],
  reader: JsonReader,
  schema?: RowSchema,
): StatedTasks {
  const parsed = objects.map((object, i) => taskOf(file.name, object, i, objects.length, reader, schema));
  return {
    name: file.name,
    tasks: parsed.map(({ task }) => task),
    notes: file.notes,
    fill: (outputs) =>
      file.edited(
        outputs.map(({ task, row, value }) => {
          const { object } = parsed[task].examples[row - 1];
          return { object, key: "output", value, after: [...object.members.keys()] };
        }),
      ),
  };
}

function taskOf(
  file: string,
  object: JsonObject,
  index: number,
  of: number,
  reader: JsonReader,
  schema?: RowSchema,
) {
  const name = textAt(object, "name", reader) ?? stem(file) + (of > 1 ? ` ${index + 1}` : "");
  const description = textAt(object, "description", reader);
  const place = of > 1 ? `${file}, task ${shown(name)}` : file;
  const examples = statedIn(object, "examples", reader);
  const tests = statedIn(object, "tests", reader);
  const answered = examples.filter((example) => example.output !== undefined);
  if (answered.length === 0)
    throw new InputError(place, 'no examples: no item of "examples" has an "output"');
  const width = examples[0].inputs.length;
  if (width === 0)
    throw reader.error(examples[0].object.start, '"inputs" is empty; a task needs at least one input');
  for (const { object: item, inputs } of [...examples, ...tests]) {
    if (inputs.length === width) continue;
    throw reader.error(item.start, `${count(inputs.length, "input")} where the first example has ${width}`);
  }
  // What a test expects must not show in the task's signature; its inputs may.
  const all = [...examples, ...tests];
  const described = schema?.example(width);
  const column = (part: (item: Stated) => Value, subject: string, type: Type | undefined): Typed => {
    const values = all.map(part);
    if (type === undefined) return { type: typeOfAll(all, part, subject, reader), values };
    return {
      type,
      values: asDescribed(
        values,
        type,
        (i, path) => `${reader.where(all[i].object.start)}, ${subject}${path}`,
      ),
    };
  };
  const columns = Array.from({ length: width }, (_, i) =>
    column((item) => item.inputs[i], `input ${i + 1}`, described?.inputs[i]),
  );
  const whole = column((item) => item.output, "the output", described?.output);
  const given = whole.values;
  const shownType = described?.output ?? typeOfAll(examples, (item) => item.output, "the output", reader);
  const typed = together([...columns, { type: shownType, values: given.slice(0, examples.length) }]);
  const result = typed[width];
  const rows = all.map((_, row): Example => {
    const inputs = typed.slice(0, width).map(({ values }) => values[row]);
    return {
      inputs,
      output: row < examples.length ? result.values[row] : completed(given[row], result.type),
    };
  });
  const rowed = rows.slice(0, examples.length).map((row, i): Example => ({ ...row, row: i + 1 }));
  const task: Task = {
    name,
    place,
    ...(description === undefined ? {} : { description }),
    signature: {
      params: typed.slice(0, width).map(({ type }, i) => ({
        name: width === 1 ? "input" : `input${i + 1}`,
        type,
      })),
      result: result.type,
    },
    examples: rowed.filter(({ output }) => output !== undefined),
    tests: rows.slice(examples.length),
    unlabelled: rowed
      .filter(({ output }) => output === undefined)
      .map(({ inputs, row }) => ({ inputs, row })),
  };
  return { task, examples };
}

function statedIn(object: JsonObject, key: "examples" | "tests", reader: JsonReader): Stated[] {
  const items = object.members.get(key)?.value;
  if (items === undefined) return [];
  if (items.kind !== "array")
    throw reader.error(items.start, `"${key}" must be a list of {"inputs", "output"}`);
  return items.items.map((item): Stated => {
    const inputs = item.kind === "object" ? item.members.get("inputs")?.value : undefined;
    if (item.kind !== "object" || inputs?.kind !== "array") {
      throw reader.error(item.start, 'an example must be {"inputs": [a, b, …], "output": c}');
    }
    const output = item.members.get("output")?.value;
    if (output === undefined && key === "tests")
      throw reader.error(item.start, 'a test must have an "output"');
    return {
      object: item,
      inputs: inputs.items.map((value) => reader.value(value)),
      output: output && reader.value(output),
    };
  });
}

function typeOfAll(
  items: readonly Stated[],
  part: (item: Stated) => Value,
  subject: string,
  reader: JsonReader,
): Type {
  const type = columnType(items.map(part));
  if ("kind" in type) return type;
  const what = `${subject}${at(type)} is ${type.why}; it has one type`;
  throw reader.error(items[type.at].object.start, what);
}

function textAt(object: JsonObject, key: string, reader: JsonReader): string | undefined {
  const json = object.members.get(key)?.value;
  if (json === undefined) return undefined;
  if (json.kind === "scalar" && typeof json.value === "string") return json.value;
  throw reader.error(json.start, `"${key}" must be text`);
}

/** A file's name without folders and extension. */
const stem = (file: string): string => file.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "") || file;
