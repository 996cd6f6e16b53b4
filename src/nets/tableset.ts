/** @file Data sets in files of rows: one column is the output, the others are inputs. */

import { option } from "../language/type.ts";
import { isBlank } from "../tasks/blank.ts";
import { count, InputError, shown } from "../tasks/error.ts";
import { columnOf, type Table } from "../tasks/table.ts";
import type { Dataset, Field } from "./dataset.ts";
import type { Feature } from "./features.ts";
import type { Medium } from "./filecells.ts";
import type { MediaOptions } from "./media.ts";
import { type Column, MediaColumns, mediumOf } from "./mediacolumns.ts";
import { mayHaveCommas, textColumn } from "./textcolumn.ts";

/** A column as its file has it. */
interface Cells extends Column {
  /** What its cells name files of. */
  readonly medium: Medium | undefined;
}

export interface TableOptions extends MediaOptions {
  /** Name of the output column; default the last. */
  readonly target?: string;
  /** Names of the input columns; default all others. */
  readonly inputs?: readonly string[];
  /** Names of the input columns of a table that has all of them, so that nothing else is read of it; any other is read whole. */
  readonly preferred?: readonly string[];
  /** Of programs, which become the last inputs. */
  readonly features?: readonly Feature[];
}

/** @param path of the file, from whose folder cells name pictures and recordings */
export async function tableDataset(
  table: Table,
  path: string,
  { target, inputs, preferred, features = [], ...media }: TableOptions = {},
): Promise<Dataset> {
  const output = target === undefined ? table.columns.length - 1 : columnOf(table, target);
  if (table.columns.length < 2)
    throw new InputError(
      table.name,
      `there is one column only, ${shown(table.columns[0])}; inputs and an output are needed`,
    );
  const hasPreferred = preferred?.every((name) => table.columns.includes(name)) ?? false;
  const named = inputs ?? (hasPreferred ? preferred : undefined);
  const wanted = named?.map((name) => columnOf(table, name)) ?? [...table.columns.keys()];
  const others = wanted.filter((column, i) => column !== output && wanted.indexOf(column) === i);
  const rows = Array.from({ length: table.rows }, (_, i) => i + 1);
  const answered = rows.filter((row) => !table.isBare(row, output));
  if (answered.length === 0)
    throw new InputError(
      table.name,
      `no row has a value in column ${shown(table.columns[output])}, which is the output`,
    );
  const isBare = (column: number): boolean => answered.every((row) => table.isBare(row, column));
  const bare = others.filter(isBare);
  const given = others
    .filter((column) => !bare.includes(column))
    .map((column) => cellsOf(table, column, answered));
  if (given.length === 0) throw new InputError(table.name, "no column but the output has any value");
  // Where files are all that there is, a row that names none has nothing to go by.
  const isSeen = given.every(({ medium }) => medium !== undefined) && features.length === 0;
  const held = [...answered.keys()].filter((i) => !isSeen || given.some(({ values }) => !isBlank(values[i])));
  const known = held.map((i) => answered[i]);
  const isOptional = named === undefined && given.length > 1;
  const remedy = isOptional ? ", or leave the column out, with --input of the others" : "";
  const reader = new MediaColumns(table.name, path, media, remedy);
  const columns: Column[] = [];
  for (const cells of given) {
    const { medium } = cells;
    const kept = { ...cells, values: held.map((i) => cells.values[i]) };
    columns.push(medium ? await reader.read({ ...kept, medium }, known) : typed(table, kept, known));
  }
  columns.push(...features.map((feature) => featureColumn(table, feature, known)));
  const outcome = cellsOf(table, output, known);
  const results = typed(table, outcome, known);
  const left = rows.length - answered.length;
  const unseen = answered.length - known.length;
  const notes = [
    ...(left > 0 ? [`${count(left, "row")} without an output left out`] : []),
    ...(unseen > 0 ? [`${count(unseen, "row")} without a name of a file left out`] : []),
    ...(outcome.medium === undefined ? [] : [misplaced(outcome, target !== undefined)]),
    ...bare.map((column) => `column ${shown(table.columns[column])} left out: no cell is filled`),
  ];
  return {
    name: table.name,
    inputs: columns.map(fieldOf),
    output: fieldOf(results),
    rows: known.map((_, i) => ({
      inputs: columns.map(({ values }) => values[i]),
      output: results.values[i],
    })),
    tests: [],
    notes: [...table.notes, ...notes.map((note) => `${table.name}: ${note}`), ...reader.notes],
  };
}

const fieldOf = ({ name, type, point }: Column): Field => ({ name, type, ...(point && { point }) });

const misplaced = ({ name, medium }: Cells, isNamed: boolean): string =>
  `column ${shown(name)} names ${medium}s, but is the output, and so text${isNamed ? "" : "; --target names another"}`;

/** What a program says of the rows, from the cells as they stand there. */
function featureColumn(table: Table, { name, type, columns, run }: Feature, rows: readonly number[]): Column {
  if (table.columns.includes(name)) {
    const what = `has a column ${shown(name)}, and so would the program's output be called; leave one of the two out`;
    throw new InputError(table.name, what);
  }
  const given = columns.map((column) => table.read(columnOf(table, column), "input").values);
  const values = rows.map((row) => run(given.map((cells) => cells[row - 1])));
  const isOpen = values.includes(null) && type.kind !== "option";
  return { name, type: isOpen ? option(type) : type, values };
}

/** @param rows those that are wanted, 1-based */
function cellsOf(table: Table, column: number, rows: readonly number[]): Cells {
  const { type, values } = table.read(column, "input");
  const held = rows.map((row) => (table.isBare(row, column) ? null : values[row - 1]));
  return { name: table.columns[column], type, values: held, medium: mediumOf(type, held) };
}

function typed(table: Table, { name, type, values }: Cells, rows: readonly number[]): Column {
  const place = (at: number): string => `${table.name}, row ${rows[at]}, column ${shown(name)}`;
  if (type.kind === "text") {
    return { name, ...textColumn(values as (string | null)[], mayHaveCommas(table.delimiter), place) };
  }
  const isOpen = values.includes(null) && type.kind !== "option";
  return { name, type: isOpen ? option(type) : type, values };
}
