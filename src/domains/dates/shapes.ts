/**
 * @file Shapes: the layouts that people write dates and times in, found in a text without knowing which one it
 * is. Used to propose readings of inputs and layouts of outputs.
 */

import { quoteLiteral } from "./layout.ts";

/** One field as it stands in the text, or the text between two. */
export type Part = { readonly field: string; readonly text: string } | { readonly literal: string };

/** One way to understand a stretch of text as a date or time. */
export interface Shape {
  readonly parts: readonly Part[];
  /** Likely a date even where nothing else says so. */
  readonly strong: boolean;
  /** Bits beyond the commonest way to read the same text. */
  readonly extra: number;
}

/** A stretch of text with all the ways to read it. */
export interface Found {
  readonly at: number;
  readonly end: number;
  readonly shapes: readonly Shape[];
}

const NAME =
  "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![a-z])";
const WEEKDAY =
  "(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs(?:day)?)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)(?![a-z])";
const SEPARATOR = "(?: ?[-/.,]{1,2} ?| )";
const BETWEEN = "(?:[-/.,]{0,2} ?(?:of |the )?)";

interface Template {
  readonly pattern: RegExp;
  /** Letters for the groups, with a space for a group of literal text; alternatives with their extra bits. */
  readonly letters: readonly (readonly [letters: readonly string[], extra: number])[];
  readonly strong: boolean;
  /** Begins with a digit, else with a letter. */
  readonly digit: boolean;
}

function template(pattern: string, strong: boolean, ...letters: [string, number?][]): Template {
  return {
    pattern: new RegExp(pattern, "iy"),
    letters: letters.map(([text, extra = 0]) => [text.split(","), extra]),
    strong,
    digit: pattern.startsWith("(\\d"),
  };
}

const S = `(${SEPARATOR})`;
const N = "(\\d{1,2})";

/** The longer and surer first: at one place the first that matches is taken. */
const DATES: readonly Template[] = [
  template(`(\\d{4})${S}${N}(\\2)${N}`, true, ["yyyy, ,M, ,d"], ["yyyy, ,d, ,M", 2]),
  template(`${N}${S}${N}(\\2)(\\d{4})`, true, ["M, ,d, ,yyyy"], ["d, ,M, ,yyyy"]),
  template(`(\\d{4})${S}(${NAME})${S}${N}`, true, ["yyyy, ,MMM, ,d"]),
  template(`${N}(?:st|nd|rd|th)(${BETWEEN})(${NAME})${S}(\\d{4})`, true, ["do, ,MMM, ,yyyy"]),
  template(`${N}(${BETWEEN})(${NAME})${S}(\\d{4})`, true, ["d, ,MMM, ,yyyy"]),
  template(`${N}(${BETWEEN})(${NAME})${S}(\\d{2})`, true, ["d, ,MMM, ,yy"]),
  template(`(${NAME})(${BETWEEN})${N}(?:st|nd|rd|th)(${BETWEEN})(\\d{4})`, true, ["MMM, ,do, ,yyyy"]),
  template(`(${NAME})(${BETWEEN})${N}${S}(\\d{4})`, true, ["MMM, ,d, ,yyyy"]),
  template(`(${NAME})( )(\\d{4})( )(${WEEKDAY})( )(\\d)`, true, ["MMM, ,yyyy, ,EEE, ,F"]),
  template(`(${WEEKDAY})( we?e?k )${N}( (?:in|of) )(\\d{4})`, true, ["EEE, ,w, ,yyyy"]),
  template(`(\\d{4})(-?W)(\\d\\d)(-?)(\\d)`, true, ["yyyy, ,w, ,e"]),
  template(`(${NAME})(,? |[-/.])(\\d{4})`, true, ["MMM, ,yyyy"]),
  template(`(\\d{4})([-/. ])(${NAME})`, true, ["yyyy, ,MMM"]),
  template(`(${NAME})([-/. ] ?)${N}(?:st|nd|rd|th)`, true, ["MMM, ,do"]),
  template(`(${NAME})([-/. ] ?)${N}`, true, ["MMM, ,d"]),
  template(`${N}(?:st|nd|rd|th)( of | )(${NAME})`, true, ["do, ,MMM"]),
  template(`${N}(\\.? |[-/.])(${NAME})`, true, ["d, ,MMM"]),
  template(`${N}([-/])${N}(\\2)(\\d{2})`, true, ["M, ,d, ,yy"], ["d, ,M, ,yy"], ["yy, ,M, ,d", 2]),
  template(`${N}(\\.)${N}(\\2)(\\d{2})`, false, ["d, ,M, ,yy"], ["M, ,d, ,yy", 0.5]),
  template(`(\\d\\d)(\\d\\d)(\\d{4})`, false, ["MM,dd,yyyy"], ["dd,MM,yyyy"]),
  template(`(\\d{4})(\\d\\d)(\\d\\d)`, false, ["yyyy,MM,dd"]),
  template(`(\\d\\d)(\\d\\d)(\\d\\d)`, false, ["yy,MM,dd"], ["MM,dd,yy", 1], ["dd,MM,yy", 1]),
  template(`(\\d{4})( )(\\d{1,3})`, false, ["yyyy, ,D"]),
  template(`(\\d{4})([-/])(\\d\\d)`, false, ["yyyy, ,M"]),
  template(`${N}([-/])(\\d{4})`, false, ["M, ,yyyy"]),
  template(`${N}([-/.])${N}`, false, ["M, ,d"], ["d, ,M"]),
  template(`${N}( [a-z]{1,12} )${N}(\\2)(\\d{4})`, false, ["M, ,d, ,yyyy"], ["d, ,M, ,yyyy"]),
  template(`(\\d{4})`, false, ["yyyy"]),
  template(`(${NAME})`, false, ["MMM"]),
];

const TIMES: readonly Template[] = [
  template(`${N}(:)(\\d\\d)(:)(\\d\\d)( ?)([ap]\\.?m\\b\\.?)`, true, ["h, ,mm, ,ss, ,a"]),
  template(`${N}(:)(\\d\\d)(:)(\\d\\d)([.,])(\\d{1,6})`, true, ["H, ,mm, ,ss, ,SSS"]),
  template(`${N}(:)(\\d\\d)(:)(\\d\\d)`, true, ["H, ,mm, ,ss"]),
  template(`${N}([:.])(\\d\\d)( ?)([ap]\\.?m\\b\\.?)`, true, ["h, ,mm, ,a"]),
  template(`${N}(:)(\\d\\d)`, true, ["H, ,mm"], ["m, ,ss", 2]),
  template(`${N}( ?)([ap]\\.?m\\b\\.?)`, true, ["h, ,a"]),
  template(`(\\d\\d)(\\d\\d)(\\d\\d)`, false, ["HH,mm,ss"]),
  template(`${N}(h)(\\d\\d)`, false, ["H, ,mm"]),
  template(`(\\d{1,2})(\\d\\d)`, false, ["H,mm"]),
];

const LEAD = new RegExp(`(${WEEKDAY})([.,]? )`, "iy");
const ALONE = new RegExp(WEEKDAY, "iy");
const TAIL = new RegExp(`([.,]? \\(?)(${WEEKDAY})`, "iy");
const JOIN = /[T_]|,? ?(?:@|at) |,? | ?[-/] ?/y;

interface Hit {
  readonly end: number;
  readonly shapes: readonly Shape[];
}

function matchAt(text: string, at: number, templates: readonly Template[]): Hit | undefined {
  const startsWithDigit = isDigit(text[at]);
  for (const { pattern, letters, strong, digit } of templates) {
    if (digit !== startsWithDigit) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match || !isWhole(text, at, pattern.lastIndex)) continue;
    const end = pattern.lastIndex;
    const groups = match.slice(1).filter((group) => group !== undefined);
    const shapes = letters.map(([fields, extra]) => ({ parts: partsOf(groups, fields), strong, extra }));
    return { end, shapes };
  }
  return undefined;
}

function partsOf(groups: readonly string[], fields: readonly string[]): Part[] {
  const parts: Part[] = [];
  groups.forEach((text, i) => {
    if (fields[i] !== " ") parts.push({ field: fields[i], text });
    else if (text !== "") parts.push({ literal: text });
  });
  return parts;
}

const isDigit = (char: string | undefined): boolean => char !== undefined && char >= "0" && char <= "9";
const isLetter = (char: string | undefined): boolean => char !== undefined && /[A-Za-z]/.test(char);

/** Whether a stretch is no piece of a longer number, word, version or address. */
function isWhole(text: string, at: number, end: number): boolean {
  const [first, last] = [text[at], text[end - 1]];
  const [before, after] = [text[at - 1], text[end]];
  if (isDigit(first) ? isDigit(before) || isLetter(before) : isLetter(before)) return false;
  if (isDigit(last) ? isDigit(after) : isLetter(after)) return false;
  const joins = (char: string | undefined): boolean => char === "." || char === "/" || char === ":";
  return (
    !(isDigit(first) && joins(before) && isDigit(text[at - 2])) && !(joins(after) && isDigit(text[end + 1]))
  );
}

/** Every way to read a text on that is one of `a`, then the text between, then one of `b`. */
const join = (a: readonly Shape[], between: string, b: readonly Shape[]): Shape[] =>
  a.flatMap((x) =>
    b.map((y) => ({
      parts: [...x.parts, ...(between === "" ? [] : [{ literal: between }]), ...y.parts],
      strong: x.strong || y.strong,
      extra: x.extra + y.extra,
    })),
  );

const weekdayShape = (text: string): Shape => ({ parts: [{ field: "EEE", text }], strong: true, extra: 0 });

function extend(text: string, hit: Hit, templates: readonly Template[]): Hit {
  JOIN.lastIndex = hit.end;
  const between = JOIN.exec(text);
  if (!between) return hit;
  const next = matchAt(text, JOIN.lastIndex, templates);
  if (next === undefined) return hit;
  // "5/14 9:30" and "9:30 5/14": a sure half vouches for one with a slash.
  const sure = (half: Hit): boolean => half.shapes[0].strong;
  const slashed = (half: Hit): boolean =>
    half.shapes[0].parts.some((p) => "literal" in p && p.literal === "/");
  if (!(sure(hit) && (sure(next) || slashed(next))) && !(sure(next) && slashed(hit))) return hit;
  return { end: next.end, shapes: join(hit.shapes, between[0], next.shapes) };
}

function foundAt(text: string, at: number): Found | undefined {
  LEAD.lastIndex = at;
  const lead = LEAD.exec(text);
  const from = lead ? LEAD.lastIndex : at;
  const [dated, timed] = [matchAt(text, from, DATES), matchAt(text, from, TIMES)];
  // A dotted or compact time loses against a sure date, and a doubtful date against a sure time.
  const hits: Hit[] = [];
  if (dated && !(timed?.shapes[0].strong && !dated.shapes[0].strong)) hits.push(extend(text, dated, TIMES));
  if (timed && !(dated?.shapes[0].strong && dated.end >= timed.end)) hits.push(extend(text, timed, DATES));
  if (hits.length === 0) {
    ALONE.lastIndex = at;
    const name = ALONE.exec(text)?.[0];
    return name !== undefined && isWhole(text, at, at + name.length)
      ? { at, end: at + name.length, shapes: [{ ...weekdayShape(name), strong: false }] }
      : undefined;
  }
  const end = Math.max(...hits.map((hit) => hit.end));
  let shapes = hits.filter((hit) => hit.end === end).flatMap((hit) => hit.shapes);
  if (lead) shapes = join([weekdayShape(lead[1])], lead[2], shapes);
  TAIL.lastIndex = end;
  const tail = lead ? null : TAIL.exec(text);
  if (tail) return { at, end: TAIL.lastIndex, shapes: join(shapes, tail[1], [weekdayShape(tail[2])]) };
  return { at, end, shapes };
}

/** Of the names of months and weekdays. */
const BEGINNINGS = new Set(
  [...`${NAME}${WEEKDAY}`.matchAll(/[A-Z][a-z]{2}/g)].map(([name]) => name.toLowerCase()),
);

/** Longest text that is looked at, in UTF-16 units; dates further on are not found. */
const MAX_LOOK = 300;

/** All stretches of a text that look like a date or time, from left to right, not overlapping. */
export function findShapes(text: string): readonly Found[] {
  const found: Found[] = [];
  const limit = Math.min(text.length, MAX_LOOK);
  for (let at = 0; at < limit; at++) {
    if (!isDigit(text[at]) && !isLetter(text[at])) continue;
    if (isDigit(text[at]) ? isDigit(text[at - 1]) : isLetter(text[at - 1])) continue;
    // All that begins with a letter begins with a name; most words are none.
    if (!isDigit(text[at]) && !BEGINNINGS.has(text.slice(at, at + 3).toLowerCase())) continue;
    const here = foundAt(text, at);
    if (here === undefined) continue;
    found.push(here);
    at = here.end - 1;
  }
  return found;
}

/** The numbers of a text such as "10-12" that has one range and nothing that is surely a date or time. */
export function bareRange(text: string): readonly [from: number, to: number] | undefined {
  const range = /(?<!\d)(\d{1,2}) ?- ?(\d{1,2})(?!\d)/.exec(text);
  if (!range || findShapes(text).some(({ shapes }) => shapes[0].strong)) return undefined;
  return [Number(range[1]), Number(range[2])];
}

/** The shape as a layout for reading. */
export const readingOf = (shape: Shape): string =>
  shape.parts.map((part) => ("field" in part ? part.field : quoteLiteral(part.literal))).join("");
