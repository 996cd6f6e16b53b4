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
  | Picture
  | Sound
  | RecordValue
  | readonly Value[]
  | FunctionValue;

/** A lambda at run time. ⊥ in its result is the caller's to handle. */
export type FunctionValue = (...args: Value[]) => Value;

export const DATE_FIELDS = ["year", "month", "day", "hour", "minute", "second", "millisecond"] as const;

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

/** A picture of 8 bits a channel: grey, RGB or RGBA, row-major and interleaved. Immutable by convention. */
export class Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  /** `pixels[(y * width + x) * channels + channel]` */
  readonly pixels: Uint8Array;
  /** The file it came from, for people: no part of the value. */
  readonly name: string | undefined;

  constructor(width: number, height: number, channels: 1 | 3 | 4, pixels: Uint8Array, name?: string) {
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.pixels = pixels;
    this.name = name;
  }
}

/** A recording, mixed down to one channel. Immutable by convention. */
export class Sound {
  /** Samples a second. */
  readonly rate: number;
  /** -1…1 */
  readonly samples: Float32Array;

  constructor(rate: number, samples: Float32Array) {
    this.rate = rate;
    this.samples = samples;
  }
}

/** Deepest nesting of lists and records in a value: walks over values stay within the stack. */
export const MAX_NESTING = 400;

/** Most parts of a record, those that stand in it several times counted each time: a walk over all of them ends. */
const MAX_PARTS = 1 << 20;

/** Fields by name, in the order in which people see them. Immutable. A field that is absent is null. */
export class RecordValue {
  /** A map, so that no name means anything to the language. */
  readonly fields: ReadonlyMap<string, Value>;
  /** Levels of records and lists, itself among them. */
  readonly depth: number;
  /** Parts in it, at all levels; itself not counted. */
  readonly parts: number;
  #digest: readonly [number, number] | undefined;
  #names: readonly string[] | undefined;

  private constructor(fields: ReadonlyMap<string, Value>, depth: number, parts: number) {
    this.fields = fields;
    this.depth = depth;
    this.parts = parts;
  }

  /** ⊥ where one of the fields is, or where it would be nested more than `MAX_NESTING` deep, or too large. */
  static of(fields: Iterable<readonly [name: string, value: Value]>): RecordValue | undefined {
    const map = new Map(fields);
    let depth = 0;
    let parts = 0;
    for (const value of map.values()) {
      if (value === undefined) return undefined;
      depth = Math.max(depth, depthOf(value));
      parts += 1 + partCount(value);
    }
    return depth < MAX_NESTING && parts <= MAX_PARTS ? new RecordValue(map, depth + 1, parts) : undefined;
  }

  /** By code units, so that equal records have them in one order. */
  get names(): readonly string[] {
    this.#names ??= [...this.fields.keys()].sort();
    return this.#names;
  }

  /** Two words of its fields, computed once. */
  digest(compute: () => readonly [number, number]): readonly [number, number] {
    this.#digest ??= compute();
    return this.#digest;
  }

  get(name: string): Value {
    return this.fields.get(name);
  }
}

/** Levels of records and lists in the value; no deeper than one too many. */
export function depthOf(value: Value, most = MAX_NESTING + 1): number {
  if (value instanceof RecordValue) return value.depth;
  if (!Array.isArray(value)) return 0;
  if (most <= 1) return 1;
  let depth = 0;
  for (const item of value as readonly Value[]) depth = Math.max(depth, depthOf(item, most - 1));
  return depth + 1;
}

/** The values that a value is made of: the items of a list, the fields of a record; none of any other. */
export function childrenOf(value: Value): readonly Value[] {
  if (value instanceof RecordValue) return [...value.fields.values()];
  return Array.isArray(value) ? value : [];
}

/** How much there is of a value: a number's magnitude, a text's length, and of a list its items and what they are made of. */
export function sizeOf(value: Value): number {
  if (typeof value === "number") return Math.abs(value);
  if (typeof value === "string") return value.length;
  return partCount(value);
}

/** The items of a list or the units of a text, of which a step may make more each time; 0 of any other value. */
export const lengthOf = (value: Value): number =>
  Array.isArray(value) || typeof value === "string" ? value.length : 0;

/** The parts of a value, itself not counted. */
export function partCount(value: Value): number {
  if (value instanceof RecordValue) return value.parts;
  let count = 0;
  for (const child of childrenOf(value)) count += 1 + partCount(child);
  return count;
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
  if (a instanceof Picture) {
    if (!(b instanceof Picture) || a.width !== b.width || a.height !== b.height) return false;
    return a.channels === b.channels && sameNumbers(a.pixels, b.pixels);
  }
  if (a instanceof Sound) return b instanceof Sound && a.rate === b.rate && sameNumbers(a.samples, b.samples);
  if (a instanceof RecordValue) {
    if (!(b instanceof RecordValue) || a.fields.size !== b.fields.size || a.depth !== b.depth) return false;
    for (const [name, value] of a.fields) if (!sameValue(value, b.fields.get(name))) return false;
    return true;
  }
  const [xs, ys] = [a as readonly Value[], b as readonly Value[]];
  return Array.isArray(b) && xs.length === ys.length && xs.every((x, i) => sameValue(x, ys[i]));
}

const sameNumbers = (a: Uint8Array | Float32Array, b: Uint8Array | Float32Array): boolean =>
  a.length === b.length && a.every((n, i) => n === b[i]);

/** Whether the value belongs to the type. ⊥ belongs to none; labels and type variables accept text and anything. */
export const hasType = (value: Value, type: Type): boolean => belongs(value, type, NO_TYPES);

const NO_TYPES: ReadonlyMap<string, Type> = new Map();

/** @param selves what `self` stands for, by name */
function belongs(value: Value, type: Type, selves: ReadonlyMap<string, Type>): boolean {
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
    case "constant":
      return value === type.value;
    case "date":
      return value instanceof CivilDate;
    case "grid":
      return value instanceof Grid;
    case "image":
      return value instanceof Picture;
    case "sound":
      return value instanceof Sound;
    case "list":
      return Array.isArray(value) && value.every((item) => belongs(item, type.of, selves));
    case "tuple":
      return (
        Array.isArray(value) &&
        value.length === type.of.length &&
        type.of.every((part, i) => belongs(value[i], part, selves))
      );
    case "record":
      return (
        value instanceof RecordValue &&
        value.fields.size === type.fields.length &&
        type.fields.every(({ name, type: of, optional }) => {
          const held = value.fields.get(name);
          return (optional === true && held === null) || belongs(held, of, selves);
        })
      );
    case "variant": {
      const of = caseOf(value, type.cases);
      return of !== undefined && belongs(value, of, selves);
    }
    case "recursive":
      return belongs(value, type.of, new Map([...selves, [type.name, type]]));
    case "self": {
      const whole = selves.get(type.name);
      return whole?.kind === "recursive" && belongs(value, whole.of, selves);
    }
    case "option":
      return value === null || belongs(value, type.of, selves);
    case "function":
      return typeof value === "function";
    case "variable":
      return value !== undefined;
  }
}

/** The case of a variant that a value can only be of, if of any: by its kind, its keys, and the texts that tell cases apart. */
export const caseOf = (value: Value, cases: readonly Type[]): Type | undefined =>
  cases.find((type) => looksLike(value, type));

function looksLike(value: Value, type: Type): boolean {
  switch (type.kind) {
    case "list":
      return Array.isArray(value);
    case "tuple":
      return Array.isArray(value) && value.length === type.of.length;
    case "record": {
      if (!(value instanceof RecordValue)) return false;
      let known = 0;
      for (const { name, type: of, optional } of type.fields) {
        const held = value.get(name);
        if (held !== undefined) known++;
        else if (!optional) return false;
        if (of.kind === "constant" && held !== of.value) return false;
      }
      return known === value.fields.size;
    }
    case "variant":
      return type.cases.some((part) => looksLike(value, part));
    case "recursive":
      return looksLike(value, type.of);
    case "option":
      return value === null || looksLike(value, type.of);
    case "self":
    case "variable":
      // Nothing to tell it by: such a case comes last.
      return value !== undefined;
    default:
      return belongs(value, type, NO_TYPES);
  }
}
