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
    else found.push(...(numeral.match(/\d+/g) ?? []));
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
        for (const layout of candidates(shown, each)) {
          if (!shown.every((text, i) => formatNumber(values[i]!, layout) === text)) continue;
          propose(layout, costOf(layout) + Math.min(index, 2) / 2);
        }
      }
    }
  });
  for (const layout of alignments(texts)) propose(layout, 3);
  return [...costs].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1)).slice(0, limit);
}

const costOf = (layout: string): number =>
  layout === "General" ? 2.25 : Math.min(5, 1.75 + 0.25 * layout.length);

/** Layouts that fit the outward form of the numerals; the caller tries them out. */
function candidates(numerals: readonly string[], { group, point }: Convention): Set<string> {
  const [wholes, fractions] = [new Set<string>(), new Set<string>()];
  const parts = numerals.map((text) =>
    text
      .replace(/^[-+(]/, "")
      .match(/^([^eE%)a-z]*)/)![1]
      .split(point),
  );
  const lengths = parts.map(([, fraction = ""]) => fraction.length);
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  if (most === 0) fractions.add("");
  else {
    fractions.add(point + "0".repeat(least) + "#".repeat(most - least));
    if (least < most) fractions.add(`${point}${"0".repeat(least)}*`);
  }
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
  const found = new Set<string>(["General"]);
  for (const whole of wholes) {
    for (const fraction of fractions) {
      if (exponent) found.add(`${first}${whole}${fraction}${exponent.replace("+", "")}`);
      found.add(`${first}${whole}${fraction}${exponent}${ending}${first === "(" ? ")" : ""}`);
    }
  }
  return found;
}

/** Layouts with points below each other, where whole outputs are padded with spaces. */
function alignments(texts: readonly string[]): string[] {
  if (texts.length === 0 || !texts.some((text) => /^ | $/.test(text))) return [];
  const parts = texts.map((text) => /^( *-?\d+)(?:([.,])(\d* *))?$/.exec(text));
  if (parts.some((part) => part === null)) return [];
  const before = Math.min(...parts.map((part) => part![1].length), 20);
  const after = Math.min(...parts.map((part) => part![3]?.length ?? 0), 20);
  const point = parts[0]![2] ?? ".";
  const found: string[] = [];
  for (const zeros of [0, 1, 2]) {
    if (zeros > after) break;
    const fraction = after > 0 ? point + "0".repeat(zeros) + "?".repeat(after - zeros) : "";
    const layout = `${"?".repeat(Math.max(0, before - 1))}0${fraction}`;
    if (texts.every((text) => formatNumber(Number(text.trim().replace(",", ".")), layout) === text)) {
      found.push(layout);
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
      if (whole === 0) continue;
      propose(shift(whole, -places), String(whole).replace(/0+$/, "").length <= 2 ? 2 : 4);
      for (let power = 1; power <= whole; power *= 10) {
        for (const round of [1, 2, 2.5, 5]) {
          const unit = round * power;
          if (Number.isInteger(unit) && whole % unit === 0)
            propose(shift(unit, -places), round === 1 ? 3 : 3.5);
        }
      }
    }
  }
  return [...costs].sort((a, b) => a[1] - b[1] || b[0] - a[0]).slice(0, limit);
}

function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
