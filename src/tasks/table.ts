/** @file Tables: what a file of rows and named columns offers, whatever its format, and the tasks in it. */

import type { Type } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import { InputError, listed, nearest, shown } from "./error.ts";
import type { Example, Task } from "./task.ts";

/** One cell's new value. */
export interface Fill {
  /** 1-based data row, as in `Example.row`. */
  readonly row: number;
  /** A name that the table does not have adds a column. */
  readonly column: string;
  readonly value: Value;
}

export interface FillOptions {
  /** Neutralise every cell that a spreadsheet would run, filled or not. Only csv has such cells. */
  readonly safe?: boolean;
}

export interface Table {
  /** File name, for messages. */
  readonly name: string;
  readonly columns: readonly string[];
  /** Data rows; they are numbered from 1. */
  readonly rows: number;
  /** What the user should know about how the file was read. */
  readonly notes: readonly string[];
  /** A bare empty cell, or a missing key: nothing is known about it. */
  isBare(row: number, column: number): boolean;
  /**
   * A column, all its values of one type; item 0 is row 1. As a target, a bare cell is ⊥ (`undefined`); as an
   * input it is what its format means by it: the empty text, or `null`.
   */
  read(column: number, as: "input" | "target"): { readonly type: Type; readonly values: readonly Value[] };
  /** The whole file, these cells filled and everything else as it was. */
  fill(cells: readonly Fill[], options?: FillOptions): Uint8Array;
}

/** Position of a column by its name. */
export function columnOf(table: Table, name: string): number {
  const index = table.columns.indexOf(name);
  if (index >= 0) return index;
  const meant = nearest(name, table.columns);
  const hint =
    meant === undefined ? `its columns are ${listed(table.columns)}` : `did you mean ${shown(meant)}?`;
  throw new InputError(table.name, `no column ${shown(name)}; ${hint}`);
}

/**
 * One task per target column. Without names, the targets are the columns that have filled and bare cells and are at
 * most half filled. Inputs are all columns that are neither targets nor wholly bare.
 */
export function tasksOf(table: Table, names?: readonly string[]): { tasks: Task[]; notes: string[] } {
  const filled = table.columns.map((_, column) => {
    let n = 0;
    for (let row = 1; row <= table.rows; row++) if (!table.isBare(row, column)) n++;
    return n;
  });
  const targets =
    names === undefined
      ? [...table.columns.keys()].filter((column) => filled[column] > 0 && 2 * filled[column] <= table.rows)
      : [...new Set(names)].map((name) => columnOf(table, name));
  const bare = [...table.columns.keys()].filter((column) => filled[column] === 0);
  if (targets.length === 0) throw nothingToFill(table, bare);
  for (const column of targets) {
    if (filled[column] > 0) continue;
    throw new InputError(
      table.name,
      `column ${shown(table.columns[column])} has no examples; fill in two or three of its cells`,
    );
  }
  const inputs = [...table.columns.keys()].filter(
    (column) => !targets.includes(column) && !bare.includes(column),
  );
  if (inputs.length === 0) {
    throw new InputError(
      table.name,
      "every column is to be filled; at least one must be there to fill it from",
    );
  }
  const columns = inputs.map((column) => ({ name: table.columns[column], ...table.read(column, "input") }));
  const params = columns.map(({ name, type }) => ({ name, type }));
  const rows = Array.from({ length: table.rows }, (_, i) => columns.map(({ values }) => values[i]));
  const tasks = targets.map((column): Task => {
    const { type, values } = table.read(column, "target");
    const examples: Example[] = [];
    const unlabelled: { inputs: readonly Value[]; row: number }[] = [];
    for (const [i, inputs] of rows.entries()) {
      if (values[i] === undefined) unlabelled.push({ inputs, row: i + 1 });
      else examples.push({ inputs, output: values[i], row: i + 1 });
    }
    const name = table.columns[column];
    return { name, signature: { params, result: type }, examples, tests: [], unlabelled };
  });
  const notes =
    bare.length === 0
      ? []
      : [
          `${table.name}: ${bare.length === 1 ? "column" : "columns"} ${listed(bare.map((c) => table.columns[c]))} left out: no cell is filled`,
        ];
  return { tasks, notes };
}

function nothingToFill(table: Table, bare: readonly number[]): InputError {
  if (table.rows === 0)
    return new InputError(table.name, "has a header but no rows; add rows, some of them filled");
  if (bare.length > 0) {
    const names = listed(bare.map((column) => table.columns[column]));
    return new InputError(
      table.name,
      `no examples: nothing is filled in ${names}; fill in two or three cells`,
    );
  }
  return new InputError(
    table.name,
    "no column to fill: none is at most half filled; leave the cells to fill empty, or name a column with --target",
  );
}
