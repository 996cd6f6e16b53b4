/** @file How a value is written where only text can stand: in a csv cell, and on a terminal. */

import { bitsText } from "../language/bits.ts";
import { literalText } from "../language/program.ts";
import type { Type } from "../language/type.ts";
import { CivilDate, hasType, Picture, RecordValue, Sound, type Value } from "../language/value.ts";

/** The value with its bit-vectors as the texts that stand for them, `0x00ff` or `0b11`: in files, reports and answers. */
export function spelled(value: Value, type: Type): Value {
  if (type.kind === "option") return spelled(value, type.of);
  if (type.kind === "list" && Array.isArray(value)) return value.map((item) => spelled(item, type.of));
  if (type.kind !== "bits" || !hasType(value, type)) return value;
  return bitsText(value as number | bigint, type.width, type.isBinary);
}

/** Text as it is, numbers in full, dates by ISO 8601, nothing for null and ⊥; lists and records as JSON, pictures by their file's name or, like sounds, in words. */
export function cellText(value: Value): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (value instanceof CivilDate) return isoText(value);
  if (value instanceof Picture) return value.name ?? `picture of ${value.width} × ${value.height}`;
  if (value instanceof Sound) return `sound of ${(value.samples.length / value.rate).toFixed(2)} s`;
  if (Array.isArray(value) || value instanceof RecordValue) return jsonText(value);
  return literalText(value);
}

/** The value as JSON; dates as ISO 8601 text. */
export function jsonText(value: Value): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof CivilDate) return JSON.stringify(isoText(value));
  if (value instanceof Picture || value instanceof Sound) return JSON.stringify(cellText(value));
  if (Array.isArray(value)) return `[${value.map(jsonText).join(", ")}]`;
  if (value instanceof RecordValue)
    return `{${[...value.fields].map(([name, held]) => `${JSON.stringify(name)}: ${jsonText(held)}`).join(", ")}}`;
  if (value === undefined || (typeof value === "number" && !Number.isFinite(value))) return "null";
  return literalText(value);
}

/** ISO 8601, as much of it as the date has. */
function isoText(date: CivilDate): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  const year = date.year === undefined ? [] : [String(date.year).padStart(4, "0")];
  const rest = [date.month, date.day].filter((field) => field !== undefined).map(two);
  const day = [...year, ...rest];
  const time = [date.hour, date.minute ?? (date.hour === undefined ? undefined : 0), date.second]
    .filter((field) => field !== undefined)
    .map(two)
    .join(":");
  const fraction = date.millisecond ? `.${String(date.millisecond).padStart(3, "0")}` : "";
  return [day.join("-"), time + fraction].filter((part) => part !== "").join("T");
}
