/** @file Data sets in files of rows: one column is the output, the others are inputs. */

import { baseType, option, type Type } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { isBlank } from "../../tasks/blank.ts";
import { kindOf } from "../../tasks/cell.ts";
import { count, InputError, shown, told } from "../../tasks/error.ts";
import { columnOf, type Table } from "../../tasks/table.ts";
import { cellText } from "../../tasks/text.ts";
import type { Feature } from "../features.ts";
import type { Dataset, Field } from "./dataset.ts";
import { type Medium, mediumOf } from "./filecells.ts";
import type { MediaOptions } from "./media.ts";
import { type Column, MediaColumns, mediumNamed, mostlyNames } from "./mediacolumns.ts";
import { cellOf, mayHaveCommas, textColumn } from "./textcolumn.ts";

/** A column as its file has it. */
interface Cells extends Column {
  /** What its cells name files of. */
  readonly medium: Medium | undefined;
  /** What they are read as, where that is known. */
  readonly field: Field | undefined;
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
  /** A data set whose columns the columns of the same names are read as, whatever they would be by themselves. */
  readonly like?: Pick<Dataset, "name" | "inputs" | "output">;
}

/** @param path of the file, from whose folder cells name pictures and recordings */
export async function tableDataset(
  table: Table,
  path: string,
  { target, inputs, preferred, features = [], like, ...media }: TableOptions = {},
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
  const fieldAt = (column: number): Field | undefined =>
    like && [...like.inputs, like.output].find(({ name }) => name === table.columns[column]);
  const cellsAt = (column: number, held: readonly number[]): Cells =>
    cellsOf(table, column, held, fieldAt(column));
  const isBare = (column: number): boolean => answered.every((row) => table.isBare(row, column));
  const bare = others.filter((column) => isBare(column) && !fieldAt(column));
  const given = others.filter((column) => !bare.includes(column)).map((column) => cellsAt(column, answered));
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
    columns.push(
      medium ? await reader.read({ ...kept, medium }, known) : typed(table, kept, known, like?.name),
    );
  }
  columns.push(...features.map((feature) => featureColumn(table, feature, known)));
  const outcome = cellsAt(output, known);
  const results = typed(table, outcome, known, like?.name);
  const left = rows.length - answered.length;
  const unseen = answered.length - known.length;
  const notes = [
    ...(left > 0 ? [`${count(left, "row")} without an output left out`] : []),
    ...(unseen > 0 ? [`${count(unseen, "row")} without a name of a file left out`] : []),
    ...(outcome.medium === undefined ? [] : [misplaced(outcome, target !== undefined)]),
    ...given.flatMap((cells) => (cells.field ? [] : (mostlyNames(cells, answered) ?? []))),
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
function cellsOf(table: Table, column: number, rows: readonly number[], field: Field | undefined): Cells {
  const { type, values } = table.read(column, "input");
  const held = rows.map((row) => (table.isBare(row, column) ? null : values[row - 1]));
  const medium = field ? mediumIn(field.type, type, held) : mediumNamed(type, held);
  return { name: table.columns[column], type, values: held, medium, field };
}

/** What filled cells of the type name files of, where the field is of files. */
function mediumIn(field: Type, type: Type, values: readonly Value[]): Medium | undefined {
  if (baseType(type).kind !== "text" || values.every(isBlank)) return undefined;
  return mediumOf(field);
}

/** @param like the name of the data set that fields are of */
function typed(
  table: Table,
  { name, type, values, field }: Cells,
  rows: readonly number[],
  like = "",
): Column {
  const place = (at: number): string => `${table.name}, row ${rows[at]}, column ${shown(name)}`;
  const hasCommas = mayHaveCommas(table.delimiter);
  if (field) {
    const read = values.map((cell, at) => {
      const value = cellOf(cell, field, hasCommas);
      if (value !== undefined) return value;
      throw new InputError(place(at), misfit(cell, field, like));
    });
    return { ...field, values: read };
  }
  if (type.kind === "text") return { name, ...textColumn(values as (string | null)[], hasCommas, place) };
  const isOpen = values.includes(null) && type.kind !== "option";
  return { name, type: isOpen ? option(type) : type, values };
}

/** What is wrong with a value that is none of the field's, of the data set of that name. */
export function misfit(value: Value, { type }: Field, name: string): string {
  if (isBlank(value)) return `is empty, where ${name} has a value in every row`;
  const found = typeof value === "object" ? cellText(value).slice(0, 60) : told(value);
  return `has ${found}, where ${name} has ${kindOf(type)}`;
}
