/** @file What the numerals in output texts tell: their values place by place, and the layouts that would write them. */

import { decimals, shift } from "./decimal.ts";
import { formatNumber } from "./layout.ts";

/** The numeral at the same place (first, second … last) in many texts; undefined where a text has none there. */
export interface Place {
  readonly texts: readonly (string | undefined)[];
  readonly values: readonly (number | undefined)[];
}

/** A way to group digits and mark decimals, with the numerals written so. */
interface Convention {
  readonly group: string;
  readonly point: string;
  readonly pattern: RegExp;
}

const NUMERAL =
  /[-+(]?\d+(?:[,.'_]\d+| \d{3}(?!\d))*(?:[eE][-+]?\d+)?(?:%|st(?![a-z])|nd(?![a-z])|rd(?![a-z])|th(?![a-z]))?\)?/g;

const convention = (group: string, point: string): Convention => ({
  group,
  point,
  pattern: new RegExp(`^(?:\\d{1,3}(?:[${group}]\\d{3})+|\\d+)(?:[${point}]\\d+)?(?:[eE][-+]?\\d+)?$`),
});

const CONVENTIONS: readonly Convention[] = [
  convention(",", "."),
  convention(".", ","),
  convention(" ", ","),
  convention(" ", "."),
  convention("'", "."),
  convention("_", "."),
];

/** The numerals of a text. A sign belongs to one unless a letter, a digit or a parenthesis stands before it. */
function numeralsOf(text: string): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(NUMERAL)) {
    let numeral = match[0];
    const before = text[match.index - 1];
    if (before !== undefined && /[-+]/.test(numeral[0]) && /[\p{L}\p{N})]/u.test(before)) {
      numeral = numeral.slice(1);
    }
    if (numeral.startsWith("(") !== numeral.endsWith(")")) numeral = numeral.replace(/[()]/, "");
    const bare = numeral.replace(/^[-+(]|[)%]$|(?:st|nd|rd|th)$/g, "");
    if (CONVENTIONS.some(({ pattern }) => pattern.test(bare))) found.push(numeral);
    else for (const digits of numeral.match(/\d+/g) ?? []) found.push(digits);
  }
  return found;
}

/** The value of a numeral in a convention. A percentage is its hundredth. */
function readIn(numeral: string, { group, point, pattern }: Convention): number | undefined {
  const bare = numeral
    .replace(/^[-+(]/, "")
    .replace(/\)$/, "")
    .replace(/(?:%|st|nd|rd|th)$/, "");
  if (!pattern.test(bare)) return undefined;
  const value = Number(bare.replaceAll(group, "").replace(point, "."));
  if (!(value <= Number.MAX_SAFE_INTEGER)) return undefined;
  const scaled = numeral.includes("%") ? shift(value, -2) : value;
  return /^[-(]/.test(numeral) ? 0 - scaled : scaled;
}

/** The places at which at least half of the texts have a numeral: at most the first four and the last two. */
export function placesOf(texts: readonly string[]): Place[] {
  const rows = texts.map(numeralsOf);
  const places: Place[] = [];
  const same = rows.every((row) => row.length === rows[0].length);
  for (const index of same ? [0, 1, 2, 3] : [0, 1, 2, 3, -1, -2]) {
    const numerals = rows.map((row) => row.at(index));
    if (numerals.filter((numeral) => numeral !== undefined).length * 2 < texts.length) continue;
    const values = numerals.map((numeral) => {
      if (numeral === undefined) return undefined;
      const read = CONVENTIONS.map((each) => readIn(numeral, each)).find((value) => value !== undefined);
      return numeral.includes("%") && read !== undefined ? shift(read, 2) : read;
    });
    if (values.some((value) => value !== undefined)) places.push({ texts: numerals, values });
  }
  return places;
}

/** Layouts that would write every numeral at one of the places, or the whole texts; with a cost in bits. */
export function layoutsOf(texts: readonly string[], places: readonly Place[], limit: number) {
  const costs = new Map<string, number>();
  const propose = (layout: string, cost: number) => {
    if (cost < (costs.get(layout) ?? Number.POSITIVE_INFINITY)) costs.set(layout, cost);
  };
  places.forEach((place, index) => {
    const numerals = place.texts.filter((text) => text !== undefined);
    const bare = numerals.map((text) => text.replace(/%$|(?:st|nd|rd|th)$/, ""));
    for (const each of CONVENTIONS) {
      for (const shown of numerals.every((text, i) => text === bare[i]) ? [bare] : [numerals, bare]) {
        const values = shown.map((text) => readIn(text, each));
        if (values.includes(undefined)) continue;
        for (const [layout, doubt] of candidates(shown, each)) {
          if (!shown.every((text, i) => formatNumber(values[i]!, layout) === text)) continue;
          propose(layout, costOf(layout) + doubt + Math.min(index, 2) / 2);
        }
      }
    }
  });
  for (const [layout, doubt] of alignments(texts)) propose(layout, 3 + doubt);
  return [...costs].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1)).slice(0, limit);
}

const costOf = (layout: string): number => (layout === "General" ? 2 : Math.min(5, 2 + 0.25 * layout.length));

/** Layouts that fit the outward form of the numerals, with bits of doubt; the caller tries them out. */
function candidates(numerals: readonly string[], { group, point }: Convention): Map<string, number> {
  const parts = numerals.map((text) =>
    text
      .replace(/^[-+(]/, "")
      .match(/^([^eE%)a-z]*)/)![1]
      .split(point),
  );
  const fractions = fractionsOf(
    parts.map(([, fraction = ""]) => fraction),
    point,
  );
  const wholes = new Set<string>();
  const widths = parts.map(([whole]) => whole.length);
  const leading = parts.filter(([whole]) => /^0\d/.test(whole)).map(([whole]) => whole.length);
  if (leading.length > 0) wholes.add("0".repeat(Math.min(20, ...leading)));
  else if (widths[0] > 1 && widths[0] <= 20 && widths.every((width) => width === widths[0])) {
    wholes.add("0".repeat(widths[0]));
  }
  if (parts.some(([whole]) => whole.includes(group))) wholes.add(`#${group}##0`);
  wholes.add("0");
  const first = numerals.some((text) => text[0] === "+")
    ? "+"
    : numerals.some((t) => t[0] === "(")
      ? "("
      : "";
  const ending = /%\)?$/.test(numerals[0]) ? "%" : /\d[a-z]{2}$/.test(numerals[0]) ? "th" : "";
  const [, mark = "", sign = "", digits = ""] = /([eE])([-+]?)(\d+)/.exec(numerals[0]) ?? [];
  const exponent = mark && mark + (sign && "+") + "0".repeat(Math.min(3, digits.length));
  const found = new Map<string, number>([["General", 0]]);
  for (const whole of wholes) {
    for (const [fraction, doubt] of fractions) {
      if (exponent) found.set(`${first}${whole}${fraction}${exponent.replace("+", "")}`, doubt);
      found.set(`${first}${whole}${fraction}${exponent}${ending}${first === "(" ? ")" : ""}`, doubt);
    }
  }
  return found;
}

/** Patterns for the decimals. The more numerals do without a zero at the end, the likelier such zeros are left out. */
function fractionsOf(fractions: readonly string[], point: string): Map<string, number> {
  const lengths = fractions.map((fraction) => fraction.length);
  const [least, most] = [Math.min(20, ...lengths), Math.min(20, Math.max(...lengths))];
  if (most === 0) return new Map([["", 0]]);
  const found = new Map<string, number>();
  const varying = least < most;
  found.set(point + "0".repeat(least) + "#".repeat(most - least), varying && least > 0 ? 1 : 0);
  if (varying) found.set(`${point}${"0".repeat(least)}*`, least > 0 ? 1 : 0.5);
  if (least > 0 && !fractions.some((fraction) => fraction.endsWith("0"))) {
    const doubt = varying ? 0 : Math.max(0.25, 1.5 - 0.15 * fractions.length);
    found.set(point + "#".repeat(most), doubt);
    found.set(`${point}*`, doubt + 0.5);
  }
  return found;
}

/** Layouts with points below each other, where whole outputs are padded with spaces. */
function alignments(texts: readonly string[]): [layout: string, doubt: number][] {
  if (texts.length === 0 || !texts.some((text) => /^ | $/.test(text))) return [];
  const parts = texts.map((text) => /^( *-?\d+)(?:([.,])(\d* *))?$/.exec(text));
  if (parts.some((part) => part === null)) return [];
  const before = Math.min(...parts.map((part) => part![1].length), 20);
  const after = Math.min(...parts.map((part) => part![3]?.length ?? 0), 20);
  const point = parts[0]![2] ?? ".";
  const whole = `${"?".repeat(Math.max(0, before - 1))}0`;
  const found: [string, number][] = [];
  for (let zeros = 0; zeros <= Math.min(2, Math.max(0, after - 1)); zeros++) {
    const fraction = after > 0 ? point + "0".repeat(zeros) + "?".repeat(after - zeros) : "";
    for (const more of after > 0 ? ["*", ""] : [""]) {
      const layout = whole + fraction + more;
      if (texts.every((text) => formatNumber(Number(text.trim().replace(",", ".")), layout) === text)) {
        found.push([layout, zeros + (more ? 0 : 0.25)]);
      }
    }
  }
  return found;
}

/**
 * Multiples that the values may have been rounded to, likeliest first: the greatest common divisor of the values
 * or of their differences, round numbers that divide it, and 1 in the last decimal shown.
 */
export function multiplesOf(columns: readonly (readonly number[])[], limit: number): [number, number][] {
  const costs = new Map<number, number>([[1, 2]]);
  const propose = (multiple: number, cost: number) => {
    if (multiple > 0 && cost < (costs.get(multiple) ?? 99)) costs.set(multiple, cost);
  };
  for (const values of columns) {
    const places = Math.min(6, Math.max(0, ...values.map(decimals)));
    const units = values.map((value) => Math.round(shift(value, places)));
    if (!units.every(Number.isSafeInteger)) continue;
    propose(shift(1, -places), 2.5);
    for (const whole of [units.reduce(gcd, 0), units.reduce((all, unit) => gcd(all, unit - units[0]), 0)]) {
      const round = roundDivisors(whole);
      round.forEach((unit, rank) => {
        propose(shift(unit, -places), unit === whole ? 2 : rank === 0 ? 2.5 : 3.5);
      });
      // Few values may share a divisor by chance: one that is not round must pay for its digits.
      propose(shift(whole, -places), 2 + 1.1 * String(whole).replace(/0+$/, "").length);
    }
  }
  return [...costs].sort((a, b) => a[1] - b[1] || b[0] - a[0]).slice(0, limit);
}

/** The divisors that are 1, 2, 2.5 or 5 times a power of ten, largest first. */
function roundDivisors(whole: number): number[] {
  const found: number[] = [];
  for (let power = 1; power <= whole; power *= 10) {
    for (const digits of [1, 2, 2.5, 5]) {
      const unit = digits * power;
      if (Number.isInteger(unit) && whole % unit === 0) found.push(unit);
    }
  }
  return found.reverse();
}

function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
