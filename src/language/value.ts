/**
 * @file Values. Three kinds of nothing, never mixed: ⊥ is `undefined` (a primitive met input it has no answer
 * for), `null` is a value (JSON `null`, an absent optional), and *unknown* never appears as a value: it is the
 * cell `"any"` of a goal.
 */

import type { Type } from "./type.ts";

export type Value =
  | undefined
  | null
  | boolean
  | number
  | bigint
  | string
  | CivilDate
  | Grid
  | readonly Value[]
  | FunctionValue;

/** A lambda at run time. ⊥ in its result is the caller's to handle. */
export type FunctionValue = (...args: Value[]) => Value;

/**
 * A date or time on the civil (proleptic Gregorian) calendar, without zone. Any field may be absent
 * (`undefined`): "10:30" has no date, "March 2020" no day. Immutable.
 */
export class CivilDate {
  /** Astronomical year, 1…9999. */
  readonly year: number | undefined;
  /** 1…12 */
  readonly month: number | undefined;
  /** 1…31 */
  readonly day: number | undefined;
  /** 0…23 */
  readonly hour: number | undefined;
  /** 0…59 */
  readonly minute: number | undefined;
  /** 0…59 */
  readonly second: number | undefined;
  /** 0…999 */
  readonly millisecond: number | undefined;

  constructor(
    year?: number,
    month?: number,
    day?: number,
    hour?: number,
    minute?: number,
    second?: number,
    millisecond?: number,
  ) {
    this.year = year;
    this.month = month;
    this.day = day;
    this.hour = hour;
    this.minute = minute;
    this.second = second;
    this.millisecond = millisecond;
  }
}

/** A rectangle of small integers (colours, 0…255), row-major: `cells[y * width + x]`. Immutable by convention. */
export class Grid {
  readonly width: number;
  readonly height: number;
  readonly cells: Uint8Array;

  constructor(width: number, height: number, cells: Uint8Array) {
    this.width = width;
    this.height = height;
    this.cells = cells;
  }
}

/** Structural equality; numbers by `Object.is` except that 0 equals -0. Functions are never equal. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return typeof a !== "function";
  if (typeof a === "number" && typeof b === "number") return Number.isNaN(a) && Number.isNaN(b);
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (a instanceof CivilDate) {
    return (
      b instanceof CivilDate &&
      a.year === b.year &&
      a.month === b.month &&
      a.day === b.day &&
      a.hour === b.hour &&
      a.minute === b.minute &&
      a.second === b.second &&
      a.millisecond === b.millisecond
    );
  }
  if (a instanceof Grid) {
    if (!(b instanceof Grid) || a.width !== b.width || a.height !== b.height) return false;
    return a.cells.every((cell, i) => cell === b.cells[i]);
  }
  const [xs, ys] = [a as readonly Value[], b as readonly Value[]];
  return Array.isArray(b) && xs.length === ys.length && xs.every((x, i) => sameValue(x, ys[i]));
}

/** Whether the value belongs to the type. ⊥ belongs to none; labels and type variables accept text and anything. */
export function hasType(value: Value, type: Type): boolean {
  switch (type.kind) {
    case "int":
      return Number.isSafeInteger(value);
    case "real":
      return typeof value === "number" && Number.isFinite(value);
    case "bool":
      return typeof value === "boolean";
    case "bits":
      return type.width <= 32
        ? typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** type.width
        : typeof value === "bigint" && BigInt.asUintN(type.width, value) === value;
    case "text":
    case "label":
      return typeof value === "string";
    case "date":
      return value instanceof CivilDate;
    case "grid":
      return value instanceof Grid;
    case "list":
      return Array.isArray(value) && value.every((item) => hasType(item, type.of));
    case "option":
      return value === null || hasType(value, type.of);
    case "function":
      return typeof value === "function";
    case "variable":
      return value !== undefined;
  }
}
