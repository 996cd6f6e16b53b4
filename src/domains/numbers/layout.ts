/**
 * @file Number layouts: how a number is written, in the patterns people know from spreadsheets.
 *
 *   General      shortest, as JavaScript writes it         0.5, 1234, 1e-7
 *   0.00         two decimals, ties away from zero          2.675 → 2.68
 *   0.0##        one to three decimals; 0.0* one to twenty
 *   00000.00     whole part filled with zeros
 *   ??0.0?       whole part and decimals filled with spaces, so that points align; ??0.0?* shows further ones
 *   #,##0.0      groups: , . ' _ or a space before ##0; #,##,##0 as in India; the point is then whatever follows
 *   #.00         no zero before the point
 *   0,00         decimal comma
 *   0.0E+0       exponent, its sign always (E+0) or only when negative (E0); e for a small letter
 *   0.0%         times 100
 *   0th          1st, 2nd, 3rd
 *   +0           a sign always; (0) negatives in parentheses; 0- sign behind
 *
 * A layout is a chain of steps on text, each of which runs and prints the same way.
 */

import type { Helper } from "../../language/print.ts";
import { WITH_ORDINAL, withOrdinal } from "../ordinal.ts";
import { decimals, roundHalfUp, roundTo, roundToDigits, shift } from "./decimal.ts";
import * as printed from "./printed.ts";

/** As many decimals as `*` shows. */
const MANY = 20;

const PATTERN =
  /^([+(]?)(?:#([,.' _])##0|(#,##,##0)|(#)|(\?{0,20})(0{1,20}))(?:([.,])(0{0,20})(?:(#{1,20})|(\?{0,20})(\*?)))?(?:([eE]\+?)(0{1,3}))?(%|th)?([-)]?)$/;

/** One step from a number to its text, and the helper call that does the same with these further arguments. */
export interface Step {
  readonly helper: Helper;
  readonly extra: readonly (number | string)[];
}

/** The text as a number's first step makes it, and the steps after. */
export interface LayoutSteps {
  readonly first: Step & { run(value: number): string };
  readonly then: readonly (Step & { run(text: string): string })[];
}

const known = new Map<string, LayoutSteps | undefined>();

/** The steps of a layout; ⊥ for a text that is no layout, and for "General", which is a language's own. */
export function layoutSteps(label: string): LayoutSteps | undefined {
  if (!known.has(label)) {
    if (known.size >= 1000) known.clear();
    known.set(label, parse(label));
  }
  return known.get(label);
}

/** The number in the layout; ⊥ only where the label is no layout. */
export function formatNumber(value: number, label: string): string | undefined {
  if (label === "General") return String(value);
  const steps = layoutSteps(label);
  if (!steps) return undefined;
  let text = steps.first.run(value);
  for (const step of steps.then) text = step.run(text);
  return text;
}

function parse(label: string): LayoutSteps | undefined {
  const match = PATTERN.exec(label);
  if (!match) return undefined;
  const [, opening, groups, india, bare, spaces = "", zeros = "0", mark, fixed = "", ...rest] = match;
  const [optional = "", aligned = "", many = "", exponent, width = "", ending, closing] = rest;
  const point = mark ?? ".";
  const least = fixed.length;
  const most = many ? MANY : least + optional.length + aligned.length;
  const fraction = most > 0;
  if (mark && !fraction) return undefined;
  if ((opening === "(") !== (closing === ")") || (closing === "-" && opening !== "")) return undefined;
  if (groups === point && fraction) return undefined;
  if (ending === "th" && (fraction || exponent)) return undefined;
  if (exponent && (groups || india || bare || spaces || aligned || zeros.length > 1)) return undefined;

  const then: (Step & { run(text: string): string })[] = [];
  const step = (helper: Helper, run: (text: string) => string, ...extra: (number | string)[]) =>
    then.push({ helper, run, extra });

  if (bare) step(printed.dropZero, dropZero);
  if (zeros.length > 1) step(printed.padWhole, (text) => padWhole(text, zeros.length), zeros.length);
  if (india) step(printed.groupIndian, groupIndian);
  if (groups) step(printed.group, (text) => group(text, groups, point), groups, point);
  else if (point === ",") step(printed.withComma, withComma);
  if (ending === "th") step(WITH_ORDINAL, withOrdinal);
  if (ending === "%") step(printed.withPercent, withPercent);
  if (opening === "+") step(printed.withPlus, withPlus);
  if (opening === "(") step(printed.inParentheses, inParentheses);
  if (closing === "-") step(printed.signBehind, signBehind);
  if (spaces || aligned) {
    const before = spaces.length + zeros.length;
    const after = aligned ? least + aligned.length : 0;
    step(printed.align, (text) => align(text, point, before, after), point, before, after);
  }
  return { first: firstStep(least, most, exponent, width.length, ending === "%"), then };
}

function firstStep(
  least: number,
  most: number,
  exponent: string | undefined,
  width: number,
  percent: boolean,
): LayoutSteps["first"] {
  if (exponent) {
    const run = (value: number) => toScientific(value, least, most, exponent, width);
    return { helper: printed.toScientific, run, extra: [least, most, exponent, width] };
  }
  const extra = least === most ? [least] : [least, most];
  if (percent) {
    return { helper: printed.toPercent, run: (value) => toDecimals(shift(value, 2), least, most), extra };
  }
  return { helper: printed.toDecimals, run: (value) => toDecimals(value, least, most), extra };
}

function toDecimals(value: number, least: number, most: number): string {
  if (Math.abs(value) >= 1e21) return String(value);
  const rounded = roundTo(value, shift(1, -most), roundHalfUp);
  const [whole, fraction = ""] = rounded.toFixed(decimals(rounded)).split(".");
  return least === 0 && fraction === "" ? whole : `${whole}.${fraction.padEnd(least, "0")}`;
}

function toScientific(value: number, least: number, most: number, mark: string, width: number): string {
  const rounded = roundToDigits(value, most + 1, roundHalfUp);
  const [mantissa, exponent] = rounded.toExponential().split("e");
  const sign = mark.endsWith("+") || exponent[0] === "-" ? exponent[0] : "";
  return toDecimals(Number(mantissa), least, most) + mark[0] + sign + exponent.slice(1).padStart(width, "0");
}

const dropZero = (text: string): string => text.replace(/^(-?)0\./, "$1.");

const padWhole = (text: string, width: number): string =>
  text.replace(/\d+/, (digits) => digits.padStart(width, "0"));

function group(text: string, separator: string, point: string): string {
  const [whole, fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, separator);
  return fraction === undefined ? grouped : grouped + point + fraction;
}

function groupIndian(text: string): string {
  const [whole, ...fraction] = text.split(".");
  return [whole.replace(/\B(?=(?:\d{2})*\d{3}$)/g, ","), ...fraction].join(".");
}

const withComma = (text: string): string => text.replace(".", ",");

const withPercent = (text: string): string => `${text}%`;

const withPlus = (text: string): string => (text.startsWith("-") ? text : `+${text}`);

const inParentheses = (text: string): string => (text.startsWith("-") ? `(${text.slice(1)})` : text);

const signBehind = (text: string): string => (text.startsWith("-") ? `${text.slice(1)}-` : text);

function align(text: string, point: string, before: number, after: number): string {
  const [whole, fraction] = text.split(point);
  const padded = whole.padStart(before);
  return fraction === undefined && after === 0 ? padded : padded + point + (fraction ?? "").padEnd(after);
}
