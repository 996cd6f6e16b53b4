/** @file Cells of files as values of the types that programs were learned from. */

import { completed } from "../language/plain.ts";
import { baseType, showType, type Type } from "../language/type.ts";
import { CivilDate, hasType, type Value } from "../language/value.ts";
import { asBits } from "./bitvectors.ts";
import { cellText } from "./text.ts";

/**
 * A cell as a value of the type, ⊥ where it is none: csv has text only, so numbers and truth values are read from
 * it; where text is wanted, numbers are written out.
 */
export function asType(cell: Value, type: Type): Value {
  if (cell === undefined || hasType(cell, type)) return cell;
  if (typeof cell === "object" && cell !== null) {
    const value = completed(cell, type);
    return hasType(value, type) ? value : undefined;
  }
  if (type.kind === "option") return cell === "" ? null : asType(cell, type.of);
  if (type.kind === "text") return cell === null ? undefined : cellText(cell);
  if (typeof cell !== "string") return undefined;
  const value = parseCell(cell.trim(), type);
  return hasType(value, type) ? value : undefined;
}

function parseCell(text: string, type: Type): Value {
  switch (type.kind) {
    case "int":
    case "real":
      return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
    case "bits":
      return asBits(text, type);
    case "bool":
      return text === "true" ? true : text === "false" ? false : undefined;
    case "date": {
      const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
      const fields = match?.slice(1).map((field) => (field === undefined ? undefined : Number(field)));
      return fields && new CivilDate(...fields);
    }
    default:
      return undefined;
  }
}

/** What the values of a type are, for a message. */
export function kindOf(given: Type): string {
  const type = baseType(given);
  switch (type.kind) {
    case "int":
      return "whole numbers";
    case "real":
      return "numbers";
    case "bool":
      return "true and false";
    case "date":
      return "dates";
    case "bits":
      return `${type.width} bits`;
    case "image":
      return "pictures";
    case "sound":
      return "recordings";
    default:
      return showType(type);
  }
}
