/**
 * @file What the texts of a column are: truth values, numbers, dates or no more than texts. csv has texts alone, and what a net is
 * applied to is read as what it was fitted on.
 */

import { BOOL, baseType, DATE, INT, option, REAL, TEXT } from "../../language/type.ts";
import { CivilDate, type Value } from "../../language/value.ts";
import { asType } from "../../tasks/cell.ts";
import { InputError } from "../../tasks/error.ts";
import { cellText } from "../../tasks/text.ts";
import type { Field } from "./dataset.ts";

interface Reading extends Pick<Field, "type" | "point"> {
  /** ⊥ for a text that is none. */
  readonly read: (text: string) => Value;
}

/** A leading zero makes it a code rather than a number. */
const NUMBER = /^[+-]?(?:0|[1-9]\d*)?(?:\.\d+)?(?:e[+-]?\d+)?$/i;
/** Digits grouped by points, and decimals after a comma where there are any. */
const POINT_GROUPED = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/;
/** One comma or more that may as well group the digits. */
const GROUPED = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+$/;
/** What programs write where they have no number. */
const NO_NUMBER = /^[+-]?(?:nan|inf(?:inity)?)$/i;
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?$/;

const NUMBERS: Reading = { type: REAL, read: numberIn };
const COMMAS: Reading = { type: REAL, point: ",", read: commaNumberIn };
const READINGS: readonly Reading[] = [
  { type: BOOL, read: (text) => (/^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined) },
  { type: INT, read: (text) => whole(numberIn(text)) },
  NUMBERS,
  { type: DATE, read: dateIn },
];

/** Whether a comma may stand before decimals in a file: not where one parts its cells, or where numbers need no text. */
export const mayHaveCommas = (delimiter: string | undefined): boolean =>
  delimiter !== undefined && delimiter !== ",";

function numberIn(text: string): number | undefined {
  const number = NUMBER.test(text) && /\d/.test(text) ? Number(text) : undefined;
  return number !== undefined && Number.isFinite(number) ? number : undefined;
}

/** What is a number with a point is one with a comma in its place. */
function commaNumberIn(text: string): number | undefined {
  if (POINT_GROUPED.test(text)) return numberIn(text.replaceAll(".", "").replace(",", "."));
  return text.includes(".") ? undefined : numberIn(text.replace(",", "."));
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

/**
 * The texts in the first reading that all of them have; empty ones, where it is not as texts, are null.
 *
 * @param hasCommas what `mayHaveCommas` says of the file
 */
export function textColumn(
  texts: readonly (string | null)[],
  hasCommas: boolean,
  place: (at: number) => string,
): Omit<Field, "name"> & { readonly values: readonly Value[] } {
  const filled = texts.map((text) => (text === null || text.trim() === "" ? null : text.trim()));
  const isClear = hasCommas && filled.some((text) => text?.includes(",") && !GROUPED.test(text));
  refuseNoNumbers(filled, isClear ? COMMAS : NUMBERS, place);
  for (const { type, point, read } of isClear ? [COMMAS] : READINGS) {
    const values = filled.map((text) => (text === null ? null : read(text)));
    if (values.includes(undefined)) continue;
    return { type: values.includes(null) ? option(type) : type, ...(point && { point }), values };
  }
  const isOpen = texts.includes(null);
  return { type: isOpen ? option(TEXT) : TEXT, values: texts };
}

/**
 * A cell as a value of the field, read as the column was that the field comes from; ⊥ where it is none.
 *
 * @param hasCommas what `mayHaveCommas` says of the cell's file; where it says no, a point stands before decimals
 */
export function cellOf(
  cell: Value,
  { type, point }: Pick<Field, "type" | "point">,
  hasCommas: boolean,
): Value {
  const { kind } = baseType(type);
  if (typeof cell !== "string" || kind === "text") return asType(cell, type);
  const text = cell.trim();
  if (text === "") return asType("", type);
  const reading = point && hasCommas ? COMMAS : READINGS.find((each) => each.type.kind === kind);
  return reading ? reading.read(text) : asType(cell, type);
}

/** A value as a cell of the field, written as its column was where the cell's file may have commas. */
export const cellFor = (value: Value, { point }: Pick<Field, "point">, hasCommas: boolean): Value =>
  point && hasCommas && typeof value === "number" ? cellText(value).replace(".", point) : value;

/** A column of numbers with a NaN in it is refused rather than read as texts. */
function refuseNoNumbers(
  texts: readonly (string | null)[],
  { read }: Reading,
  place: (at: number) => string,
): void {
  const at = texts.findIndex((text) => text !== null && NO_NUMBER.test(text));
  if (at < 0) return;
  const others = texts.filter((text) => text !== null && !NO_NUMBER.test(text));
  if (others.length === 0 || !others.every((text) => read(text as string) !== undefined)) return;
  throw new InputError(
    place(at),
    `${texts[at]} is no number that a net can learn from; leave the cell empty, or the row out`,
  );
}
