/** @file How a value is written where only text can stand: in a csv cell, and on a terminal. */

import { literalText } from "../language/program.ts";
import { CivilDate, type Value } from "../language/value.ts";

/** Text as it is, numbers in full, dates by ISO 8601, nothing for null and ⊥; lists as JSON. */
export function cellText(value: Value): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (value instanceof CivilDate) return isoText(value);
  if (Array.isArray(value)) return jsonText(value);
  return literalText(value);
}

/** The value as JSON; dates as ISO 8601 text. */
export function jsonText(value: Value): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof CivilDate) return JSON.stringify(isoText(value));
  if (Array.isArray(value)) return `[${value.map(jsonText).join(", ")}]`;
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
