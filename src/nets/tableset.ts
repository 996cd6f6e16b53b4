/** @file Data sets in files of rows: one column is the output, the others are inputs. What csv has as text is read as numbers, truth values and dates. */

import { BOOL, DATE, INT, option, REAL, TEXT, type Type } from "../language/type.ts";
import { CivilDate, type Value } from "../language/value.ts";
import { isBlank } from "../tasks/blank.ts";
import { count, InputError, shown } from "../tasks/error.ts";
import { columnOf, type Table } from "../tasks/table.ts";
import type { Dataset } from "./dataset.ts";
import type { Feature } from "./features.ts";
import type { MediaOptions } from "./media.ts";
import { type Column, MediaColumns, type Medium, mediumOf } from "./mediacolumns.ts";

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
  /** Of programs, which become the last inputs. */
  readonly features?: readonly Feature[];
}

/** @param path of the file, from whose folder cells name pictures and recordings */
export async function tableDataset(
  table: Table,
  path: string,
  { target, inputs, features = [], ...media }: TableOptions = {},
): Promise<Dataset> {
  const output = target === undefined ? table.columns.length - 1 : columnOf(table, target);
  if (table.columns.length < 2)
    throw new InputError(
      table.name,
      `there is one column only, ${shown(table.columns[0])}; inputs and an output are needed`,
    );
  const wanted = inputs?.map((name) => columnOf(table, name)) ?? [...table.columns.keys()];
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
  const reader = new MediaColumns(table.name, path, media);
  const columns: Column[] = [];
  for (const cells of given) {
    const kept = { ...cells, values: held.map((i) => cells.values[i]) };
    columns.push(kept.medium === undefined ? typed(table, kept, known) : await reader.read(kept, known));
  }
  columns.push(...features.map((feature) => featureColumn(table, feature, known)));
  const outcome = cellsOf(table, output, known);
  const results = typed(table, outcome, known);
  const left = rows.length - answered.length;
  const unseen = answered.length - known.length;
  const notes = [
    ...(left > 0 ? [`${count(left, "row")} without an output left out`] : []),
    ...(unseen > 0 ? [`${count(unseen, "row")} without a name of a file left out`] : []),
    ...(outcome.medium === undefined ? [] : [misplaced(outcome)]),
    ...bare.map((column) => `column ${shown(table.columns[column])} left out: no cell is filled`),
  ];
  return {
    name: table.name,
    inputs: columns.map(({ name, type }) => ({ name, type })),
    output: { name: results.name, type: results.type },
    rows: known.map((_, i) => ({
      inputs: columns.map(({ values }) => values[i]),
      output: results.values[i],
    })),
    tests: [],
    notes: [...table.notes, ...notes.map((note) => `${table.name}: ${note}`), ...reader.notes],
  };
}

const misplaced = ({ name, medium }: Cells): string =>
  `column ${shown(name)} names ${medium}s, but is the output, and so text; --target names another`;

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
  if (type.kind === "text") return { name, ...asRead(values as (string | null)[], place) };
  const isOpen = values.includes(null) && type.kind !== "option";
  return { name, type: isOpen ? option(type) : type, values };
}

interface Reading {
  readonly type: Type;
  /** ⊥ for a text that is none. */
  readonly read: (text: string) => Value;
}

/** A leading zero makes it a code rather than a number. */
const NUMBER = /^[+-]?(?:0|[1-9]\d*)?(?:\.\d+)?(?:e[+-]?\d+)?$/i;
/** What programs write where they have no number. */
const NO_NUMBER = /^[+-]?(?:nan|inf(?:inity)?)$/i;
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?$/;

const READINGS: readonly Reading[] = [
  { type: BOOL, read: (text) => (/^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined) },
  { type: INT, read: (text) => whole(numberIn(text)) },
  { type: REAL, read: numberIn },
  { type: DATE, read: dateIn },
];

function numberIn(text: string): number | undefined {
  const number = NUMBER.test(text) && /\d/.test(text) ? Number(text) : undefined;
  return number !== undefined && Number.isFinite(number) ? number : undefined;
}

const whole = (number: number | undefined): number | undefined =>
  Number.isSafeInteger(number) ? number : undefined;

function dateIn(text: string): CivilDate | undefined {
  const fields = ISO.exec(text)
    ?.slice(1)
    .map((field) => (field === undefined ? undefined : Number(field)));
  if (!fields) return undefined;
  const [, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields;
  const isDate =
    month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 60;
  return isDate ? new CivilDate(...fields) : undefined;
}

/** The texts in the first reading that all of them have; empty ones, where it is not as texts, are null. */
function asRead(
  texts: readonly (string | null)[],
  place: (at: number) => string,
): { type: Type; values: readonly Value[] } {
  const filled = texts.map((text) => (text === null || text.trim() === "" ? null : text.trim()));
  refuseNoNumbers(filled, place);
  for (const { type, read } of READINGS) {
    const values = filled.map((text) => (text === null ? null : read(text)));
    if (values.includes(undefined)) continue;
    return { type: values.includes(null) ? option(type) : type, values };
  }
  const isOpen = texts.includes(null);
  return { type: isOpen ? option(TEXT) : TEXT, values: texts };
}

/** A column of numbers with a NaN in it is refused rather than read as texts. */
function refuseNoNumbers(texts: readonly (string | null)[], place: (at: number) => string): void {
  const at = texts.findIndex((text) => text !== null && NO_NUMBER.test(text));
  if (at < 0) return;
  const others = texts.filter((text) => text !== null && !NO_NUMBER.test(text));
  if (others.length === 0 || !others.every((text) => numberIn(text as string) !== undefined)) return;
  throw new InputError(
    place(at),
    `${texts[at]} is no number that a net can learn from; leave the cell empty, or the row out`,
  );
}
