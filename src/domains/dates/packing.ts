/** @file How dates lie in the bank: every field, absent or not, in two words. */

import type { Layout } from "../../language/layout.ts";
import { DATE } from "../../language/type.ts";
import { CivilDate, sameValue, type Value } from "../../language/value.ts";
import { addTime, isReal, type Unit } from "./civil.ts";

const BOTTOM = 0;
const NULL = 1;
const PRESENT = 2;

/** Calendar fields are stored as they are, 0 for absent; clock fields plus one. */
export const dateLayout: Layout = {
  type: DATE,
  words: 2,
  write(value, to, at) {
    to[at] = value === null ? NULL : BOTTOM;
    to[at + 1] = 0;
    if (!(value instanceof CivilDate)) return;
    to[at] = ((value.year ?? 0) << 11) | ((value.month ?? 0) << 7) | ((value.day ?? 0) << 2) | PRESENT;
    to[at + 1] =
      (((value.hour ?? -1) + 1) << 24) |
      (((value.minute ?? -1) + 1) << 17) |
      (((value.second ?? -1) + 1) << 10) |
      ((value.millisecond ?? -1) + 1);
  },
  read(from, at) {
    const [date, time] = [from[at], from[at + 1]];
    if ((date & 3) !== PRESENT) return (date & 3) === NULL ? null : undefined;
    const some = (field: number): number | undefined => (field === 0 ? undefined : field);
    const clock = (field: number): number | undefined => (field === 0 ? undefined : field - 1);
    return new CivilDate(
      some(date >>> 11),
      some((date >>> 7) & 15),
      some((date >>> 2) & 31),
      clock(time >>> 24),
      clock((time >>> 17) & 127),
      clock((time >>> 10) & 127),
      clock(time & 1023),
    );
  },
  isBottom: (words, at) => words[at] === BOTTOM,
  literalCost(value) {
    if (!(value instanceof CivilDate)) return 2;
    const fields: [number | undefined, number][] = [
      [value.year, 10],
      [value.month, 4],
      [value.day, 5],
      [value.hour, 5],
      [value.minute, 6],
      [value.second, 6],
      [value.millisecond, 10],
    ];
    return fields.reduce((sum, [field, size]) => sum + (field === undefined ? 0 : size), 7);
  },
  *vary(value): Iterable<Value> {
    if (!(value instanceof CivilDate)) return;
    const steps: [number, Unit][] = [
      [1, "day"],
      [-1, "day"],
      [1, "month"],
      [6, "month"],
      [-1, "year"],
      [1, "minute"],
      [-31, "minute"],
      [5, "hour"],
      [12, "hour"],
      [25, "day"],
    ];
    for (const [count, unit] of steps) {
      const varied = addTime(value, { count, unit, from: 0 });
      // Twelve hours on, a time without an hour is where it was.
      if (varied !== undefined && isReal(varied) && !sameValue(varied, value)) yield varied;
    }
  },
};
