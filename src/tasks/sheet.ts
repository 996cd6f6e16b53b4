/** @file From a file's bytes to tasks, and from filled cells back to a file. */

import type { Value } from "../language/value.ts";
import { withBitVectors } from "./bitvectors.ts";
import { readCsv } from "./csv.ts";
import { detectFormat, type Format } from "./detect.ts";
import { InputError } from "./error.ts";
import { readJson } from "./json.ts";
import { RowSchema } from "./rowschema.ts";
import { type ColumnChoice, type FillOptions, type Table, tasksOf } from "./table.ts";
import type { Task } from "./task.ts";

export interface Source {
  /** File name, or "standard input": for messages, and for its extension. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The tasks in a file, and the way back into it. */
export interface Sheet {
  readonly name: string;
  readonly format: Format;
  /** One per target column, or those that the file states. */
  readonly tasks: readonly Task[];
  /** What the user should know about how the file was read; each is one line. */
  readonly notes: readonly string[];
  /** The whole file with the outputs of some rows filled in and everything else as it was. */
  fill(outputs: readonly Output[], options?: FillOptions): Uint8Array;
}

/** What a task's program says for one row. */
export interface Output {
  /** Position among the sheet's tasks. */
  readonly task: number;
  /** As in the task's `unlabelled` and `examples`. */
  readonly row: number;
  readonly value: Value;
}

export interface ReadOptions extends ColumnChoice {
  /** Default: by extension and content. */
  readonly format?: Format;
  /** A JSON Schema of the rows, or of the examples that the file states: json and jsonl. */
  readonly schema?: Source;
}

/** Reads a file's tasks. Throws (rejects with) nothing but `InputError`. */
export async function readTasks(source: Source, options: ReadOptions = {}): Promise<Sheet> {
  const { name } = source;
  const format = options.format ?? detectFormat(name, source.bytes);
  const read = await readAs(source, format, options.schema);
  if (!("columns" in read)) {
    const option = options.target ? "--target" : options.input ? "--input" : undefined;
    if (option === undefined) return { format, ...withBits(read.tasks, read, ({ place }) => place ?? name) };
    throw new InputError(name, `${option} names a column, but this file states its tasks; leave it out`);
  }
  const { tasks, notes } = tasksOf(read, options);
  const sheet = {
    name,
    tasks,
    notes: [...read.notes, ...notes],
    fill: (outputs: readonly Output[], fillOptions?: FillOptions) =>
      read.fill(
        outputs.map(({ task, row, value }) => ({ row, column: tasks[task].name, value })),
        fillOptions,
      ),
  };
  return { format, ...withBits(tasks, sheet, () => name) };
}

/** The sheet with its columns of bit-vectors as such; filled as they are written. `placeOf` a task's columns, for notes. */
function withBits(
  tasks: readonly Task[],
  sheet: Omit<Sheet, "format">,
  placeOf: (task: Task) => string,
): Omit<Sheet, "format"> {
  const read = tasks.map((task) => withBitVectors(task, placeOf(task)));
  return {
    ...sheet,
    notes: [...new Set([...sheet.notes, ...read.flatMap(({ notes }) => notes)])],
    tasks: read.map(({ task }) => task),
    fill: (outputs, options) =>
      sheet.fill(
        outputs.map(({ task, row, value }) => ({ task, row, value: read[task].write(value) })),
        options,
      ),
  };
}

/** Reads a file of rows. Throws (rejects with) nothing but `InputError`. */
export async function readTable(source: Source, format?: Format): Promise<Table> {
  const read = await readAs(source, format ?? detectFormat(source.name, source.bytes));
  if ("columns" in read) return read;
  throw new InputError(
    source.name,
    "this file states tasks; a file of rows with named columns is needed here",
  );
}

async function readAs(
  source: Source,
  format: Format,
  schema?: Source,
): Promise<Table | Omit<Sheet, "format">> {
  const { name, bytes } = source;
  if (bytes.length === 0) detectFormat(name, bytes);
  if (schema && format !== "json" && format !== "jsonl")
    throw new InputError(schema.name, `describes JSON, and ${name} is ${format}; leave the schema out`);
  switch (format) {
    case "csv":
      return readCsv(name, bytes);
    case "tsv":
      return readCsv(name, bytes, "\t");
    case "json":
    case "jsonl":
      return readJson(name, bytes, format, schema && RowSchema.open(schema.name, schema.bytes));
    case "sygus": {
      const { readSygusFile } = await import("./sygus/sheet.ts");
      return readSygusFile(name, bytes);
    }
    case "xlsx": {
      const { readXlsx } = await import("./xlsx.ts");
      return readXlsx(name, bytes);
    }
  }
}
