/** @file Arbitrary dates for property tests. */

import fc from "fast-check";
import { isReal } from "../../../src/domains/dates/civil.ts";
import { CivilDate } from "../../../src/language/value.ts";

const field = (min: number, max: number) => fc.option(fc.integer({ min, max }), { nil: undefined });

/** Any fields may be absent. */
export const anyDate: fc.Arbitrary<CivilDate> = fc
  .tuple(
    field(1, 9999),
    field(1, 12),
    field(1, 31),
    field(0, 23),
    field(0, 59),
    field(0, 59),
    fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, field(0, 999)),
  )
  .map((fields) => new CivilDate(...fields))
  .filter(isReal);

/** Year to second. */
export const fullDate: fc.Arbitrary<CivilDate> = fc
  .tuple(
    fc.oneof(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1950, max: 2049 })),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
    fc.integer({ min: 0, max: 23 }),
    fc.integer({ min: 0, max: 59 }),
    fc.integer({ min: 0, max: 59 }),
  )
  .map((fields) => new CivilDate(...fields))
  .filter(isReal);
