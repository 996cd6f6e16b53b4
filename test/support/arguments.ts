/** @file Random arguments of primitives: values of their parameters' types, the awkward ones among them. */

import fc from "fast-check";
import { FIELDS } from "../../src/domains/dates/layout.ts";
import { PARTS } from "../../src/domains/dates/primitives.ts";
import { roundings } from "../../src/domains/numbers/decimal.ts";
import { READING_LABELS } from "../../src/domains/numbers/reading.ts";
import { tokens } from "../../src/domains/text/tokens.ts";
import { bitsOf } from "../../src/language/bits.ts";
import type { Type } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import { anyDate, fullDate } from "../domains/dates/arbitrary.ts";

/** Labels of each vocabulary; of the open ones (layouts, readings, amounts) some of each kind. */
export const LABELS: Readonly<Record<string, readonly string[]>> = {
  token: tokens.map(({ name }) => name),
  rounding: [...roundings.keys()],
  "number-reading": READING_LABELS,
  "number-layout":
    "General 0 0.00 0.0## 0.00* 00000 000.0 #.00 #,##0.00 #.##0,0 #,##,##0.0 0,00 0% 0.00E+00 0th +0.0 (0.00) 0.0- ??0.0?".split(
      " ",
    ),
  "date-layout": [
    ...FIELDS.keys(),
    "yyyy-MM-dd",
    "MMMM 'the' do, yyyy",
    "EEE h:mma",
    "''yy '`\u0024{x}` \"*/",
  ],
  "date-reading": [
    "yyyy-M-d",
    "M/d/yy",
    "d/M/yyyy H:mm",
    "MMM d, yyyy 'at' h:mm:ss a",
    "yyyy D",
    "EEE 'wk' w 'in' yyyy",
    "H:mm:ss.SSS",
    "H:mm|d/M/yyyy|MMM d",
    "MMddyyyy",
    "yyyy-M-d|d MMM yyyy|M/d/yyyy",
    "month-first",
    "day-first",
  ],
  "date-part": [...PARTS.keys()],
  "date-unit": ["1 second", "15 minutes", "2 hours from 1:00", "1 day", "1 week", "1 quarter", "10 years"],
  "date-duration": ["30 minutes", "-1 hour", "1 day", "-2 weeks", "13 months", "-1 year"],
};

const PIECES =
  'a|Bc|DE|é|e\u0301|👍🏽|🇩🇪|\u{1d4b3}|1|22|3.5|-4|1,234.5|50%| |  |-|.|,|/|:|@|#|##|$&|$1|\n|2024-02-29|3/5/2024|5 Mar 2024|10:30|pm|Monday|`\u0024{x}`|\\|"|\u2028'.split(
    "|",
  );

const text = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 5 }).map((pieces) => pieces.join("")),
  fc.constantFrom("", ...PIECES),
);

const int = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -4, max: 12 }) },
  fc.integer({ min: -2000, max: 2000 }),
  fc.constantFrom(2 ** 31, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0x1f44d, 0xd800),
);

const real = fc.oneof(
  int,
  fc.integer({ min: -10_000, max: 10_000 }).map((cents) => cents / 100),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 0.5, -2.5, 1.005, 1e-7, 1e21, 1e300, 5e-324, 1 / 3, 2024),
);

function bitVectorOf(width: number): fc.Arbitrary<Value> {
  const all = (1n << BigInt(width)) - 1n;
  const edges = [0n, 1n, 2n, 3n, all, all - 1n, all >> 1n, (all >> 1n) + 1n, BigInt(width), 0x5555n];
  const value = fc.oneof(fc.bigInt({ min: 0n, max: all }), fc.constantFrom(...edges));
  return value.map((bits) => bitsOf(bits, width));
}

/** Values of a ground type; a variable stands for text. */
export function valuesOf(type: Type): fc.Arbitrary<Value> {
  switch (type.kind) {
    case "int":
      return int;
    case "real":
      return real;
    case "bits":
      return bitVectorOf(type.width);
    case "bool":
      return fc.boolean();
    case "text":
    case "variable":
      return text;
    case "date":
      return fc.oneof(anyDate, fullDate);
    case "label":
      return fc.constantFrom(...LABELS[type.set]);
    case "list":
      return fc.array(valuesOf(type.of), { maxLength: 4 });
    case "option":
      return fc.option(valuesOf(type.of), { nil: null });
    case "tuple":
      return fc.tuple(...type.of.map((part) => valuesOf(part)));
    default:
      throw new Error(`no arguments of the kind ${type.kind}`);
  }
}
