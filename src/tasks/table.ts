/** @file Tables: what a file of rows and named columns offers, whatever its format, and the tasks in it. */

import type { Type } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import { blankAt } from "./blank.ts";
import { count, InputError, listed, nearest, shown } from "./error.ts";
import { type Typed, together } from "./infer.ts";
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
  /** What stands between two cells, in formats that have such a character. */
  readonly delimiter?: string;
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

/** Columns that a task may be filled from. */
const MAX_INPUTS = 300;

/** Which columns tasks are made of, by name. */
export interface ColumnChoice {
  /** Columns to fill; default: those that have filled and bare cells and are at most half filled. */
  readonly target?: readonly string[];
  /** Columns to fill them from; default: all others but those that are wholly bare or themselves to be filled. */
  readonly input?: readonly string[];
}

/** One task per target column. A row without any input is in none, unless an example is one. */
export function tasksOf(table: Table, choice: ColumnChoice = {}): { tasks: Task[]; notes: string[] } {
  const { targets, inputs, left } = chooseColumns(table, choice);
  const columns: { name: string; type: Type; values: readonly Value[] }[] = [];
  const unreadable: InputError[] = [];
  for (const column of inputs) {
    try {
      columns.push({ name: table.columns[column], ...table.read(column, "input") });
    } catch (error) {
      if (!(error instanceof InputError) || choice.input !== undefined) throw error;
      unreadable.push(error);
    }
  }
  if (columns.length === 0) throw unreadable[0];
  const rows = rowsOf(columns, table.rows);
  const tasks = targets.map((column): Task => {
    const typed = together([...columns, table.read(column, "target")]);
    const { type: result, values } = typed[columns.length];
    const params = columns.map(({ name }, i) => ({ name, type: typed[i].type }));
    const isSame = columns.every((given, i) => typed[i].values === given.values);
    const examples: Example[] = [];
    const open: { inputs: readonly Value[]; row: number }[] = [];
    for (const [i, inputs] of (isSame ? rows : rowsOf(typed.slice(0, -1), table.rows)).entries()) {
      if (values[i] === undefined) open.push({ inputs, row: i + 1 });
      else examples.push({ inputs, output: values[i], row: i + 1 });
    }
    const isBlank = blankAt([...params.keys()], examples);
    const name = table.columns[column];
    return {
      name,
      place: `${table.name}, column ${shown(name)}`,
      signature: { params, result },
      examples,
      tests: [],
      unlabelled: open.filter(({ inputs }) => !isBlank(inputs)),
    };
  });
  return {
    tasks,
    notes: [
      ...left,
      ...tasks.flatMap((task) => nothingButNull(table, task)),
      ...unreadable.map(({ message }) => `${message}; until then it is left out as an input`),
    ],
  };
}

/** What to do about null, which is taken for empty by those who do not know JSON's ways. */
const NULL_IS = "null is a value; leave the key out of the rows to fill";

/** A note on a column to fill that has no cell to fill, where null may stand for such cells. */
function nothingButNull(table: Table, { name, examples, unlabelled }: Task): string[] {
  const nulls = examples.filter(({ output }) => output === null).length;
  if (nulls === 0 || unlabelled.length > 0) return [];
  return [`${table.name}, column ${shown(name)}: null in ${count(nulls, "row")}, and ${NULL_IS}`];
}

const rowsOf = (columns: readonly Typed[], count: number): readonly (readonly Value[])[] =>
  Array.from({ length: count }, (_, i) => columns.map(({ values }) => values[i]));

/** Positions of the columns to fill and of those to fill them from, and notes on columns left out. */
function chooseColumns(
  table: Table,
  { target, input }: ColumnChoice,
): { targets: number[]; inputs: number[]; left: string[] } {
  const all = [...table.columns.keys()];
  const namesOf = (columns: readonly number[]): string[] => columns.map((column) => table.columns[column]);
  const filled = all.map((column) => {
    let n = 0;
    for (let row = 1; row <= table.rows; row++) if (!table.isBare(row, column)) n++;
    return n;
  });
  const bare = all.filter((column) => filled[column] === 0);
  const chosen = input && [...new Set(input)].map((name) => columnOf(table, name));
  const fillable = all.filter(
    (column) => filled[column] > 0 && 2 * filled[column] <= table.rows && !chosen?.includes(column),
  );
  // One filled cell beside columns with more of them is a note rather than an example.
  const several = fillable.filter((column) => filled[column] > 1);
  const usual = several.length > 0 ? several : fillable;
  const targets = target === undefined ? usual : [...new Set(target)].map((name) => columnOf(table, name));
  if (targets.length === 0) throw nothingToFill(table, filled);
  const empty = targets.find((column) => filled[column] === 0);
  if (empty !== undefined) {
    const name = shown(table.columns[empty]);
    throw new InputError(table.name, `column ${name} has no examples; fill in two or three of its cells`);
  }
  if (chosen) {
    for (const column of chosen) {
      const why = targets.includes(column)
        ? "is to be filled"
        : filled[column] === 0
          ? "is empty"
          : undefined;
      if (why === undefined) continue;
      const name = shown(table.columns[column]);
      throw new InputError(table.name, `column ${name} ${why}, so it cannot be an input; name another`);
    }
    refuseWide(table, chosen);
    return { targets, inputs: chosen, left: [] };
  }
  const others = all.filter((column) => !targets.includes(column) && !bare.includes(column));
  if (others.length === 0) {
    throw new InputError(
      table.name,
      "every column is to be filled; at least one must be there to fill it from",
    );
  }
  const full = others.filter((column) => !fillable.includes(column));
  const inputs = full.length > 0 ? full : others;
  refuseWide(table, inputs);
  const partly = others.filter((column) => !inputs.includes(column));
  const left = [
    ...about(table, namesOf(bare), "left out: no cell is filled"),
    ...about(table, namesOf(partly), "left out: at most half filled; --input takes one in"),
  ];
  return { targets, inputs, left };
}

function refuseWide({ name }: Table, inputs: readonly number[]): void {
  if (inputs.length <= MAX_INPUTS) return;
  const what = `${inputs.length} columns to fill from are more than the ${MAX_INPUTS} that can be looked at`;
  throw new InputError(name, `${what}; name those that matter with --input`);
}

/** A note on some columns, where there are any. */
const about = (table: Table, names: readonly string[], what: string): string[] =>
  names.length === 0
    ? []
    : [`${table.name}: ${names.length === 1 ? "column" : "columns"} ${listed(names)} ${what}`];

/** @param filled how many cells of each column are */
function nothingToFill(table: Table, filled: readonly number[]): InputError {
  if (table.rows === 0)
    return new InputError(table.name, "has a header but no rows; add rows, some of them filled");
  if (table.columns.length === 1) {
    const what = `there is one column only, ${shown(table.columns[0])}`;
    return new InputError(table.name, `${what}; one to fill and one to fill it from are needed`);
  }
  const bare = table.columns.filter((_, column) => filled[column] === 0);
  if (bare.length > 0) {
    return new InputError(
      table.name,
      `no examples: nothing is filled in ${listed(bare)}; fill in two or three cells`,
    );
  }
  for (const [column, name] of table.columns.entries()) {
    const nulls = nullsIn(table, column);
    if (nulls === 0 || nulls === filled[column] || 2 * (filled[column] - nulls) > table.rows) continue;
    return new InputError(
      table.name,
      `no column to fill: ${shown(name)} is null in ${count(nulls, "row")}, but ${NULL_IS}, or name a column with --target`,
    );
  }
  return new InputError(
    table.name,
    "no column to fill: none is at most half filled; leave the cells to fill empty, or name a column with --target",
  );
}

/** How many of a column's cells are null; nothing of one that cannot be read. */
function nullsIn(table: Table, column: number): number {
  try {
    return table.read(column, "target").values.filter((value) => value === null).length;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return 0;
  }
}
