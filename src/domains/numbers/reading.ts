/** @file Numbers out of text: a whole text in a given reading, or the n-th numeral in it. All in linear time. */

import { type Helper, helperOf } from "../../language/print.ts";

/** How a text is to be read, written as the number 1234.5 would be. */
export interface Reading {
  readonly label: string;
  /** The name of its helper in printed code. */
  readonly name: string;
  /** Characters that may group the digits, as inside a character class; none: no grouping. */
  readonly group: string;
  readonly point: "." | ",";
}

/** JavaScript's own idea of a numeral: sign, digits, point, exponent. */
export const PLAIN = "1234.5";

const READINGS: readonly Reading[] = [
  { label: "1,234.5", name: "readAmount", group: ",", point: "." },
  { label: "1.234,5", name: "readCommaAmount", group: ".", point: "," },
  { label: "1 234,5", name: "readSpacedCommaAmount", group: " \\u00a0\\u2009\\u202f", point: "," },
  { label: "1 234.5", name: "readSpacedAmount", group: " \\u00a0\\u2009\\u202f", point: "." },
  { label: "1'234.5", name: "readSwissAmount", group: "'’", point: "." },
];

/** All labels. With a "%" at the end, a percentage is divided by 100; otherwise its sign is only passed over. */
export const READING_LABELS: readonly string[] = [
  PLAIN,
  ...READINGS.flatMap(({ label }) => [label, `${label}%`]),
];

/**
 * Sign, parentheses for negative, currency sign or code before or after, digits with groups, decimals, exponent,
 * percent sign or ordinal ending. Every repetition is over a class that the next part cannot start with.
 */
function patternOf({ group, point }: Reading): string {
  const currency = "[A-Z]{0,3}\\p{Sc}|[A-Z]{3}";
  const mark = `[${point}]`;
  return (
    `^(\\()?([-+−]?)\\s?(?:${currency})?\\s?([-+−]?)` +
    `(\\d{1,3}(?:[${group}]\\d{2,3})*[${group}]\\d{3}|\\d+|(?=${mark}\\d))(${mark}\\d*)?([eE][-+]?\\d+)?` +
    `\\s?(%|st|nd|rd|th|${currency})?([-)]?)$`
  );
}

function readAs(text: string, pattern: RegExp, percent: boolean): number | undefined {
  const match = pattern.exec(text.trim());
  if (!match) return undefined;
  const [, open = "", before, after, whole, fraction = "", exponent = "", mark, close] = match;
  const signs = open + before + after + close;
  if (!/^(?:[-+−]?|\(\))$/.test(signs)) return undefined;
  const scale = percent && mark === "%" && exponent === "" ? "e-2" : exponent;
  const value = Number(whole.replace(/\D/g, "") + fraction.replace(",", ".") + scale);
  if (!(value <= Number.MAX_SAFE_INTEGER)) return undefined;
  return /^[-−(]/.test(signs) ? 0 - value : value;
}

function readPlain(text: string): number | undefined {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value + 0 : undefined;
}

interface Reader {
  read(text: string): number | undefined;
  readonly helper: Helper;
}

const READERS: ReadonlyMap<string, Reader> = new Map([
  [
    PLAIN,
    {
      read: readPlain,
      helper: helperOf(
        `function readNumber(text: string): number | undefined {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined;
}`,
      ),
    },
  ],
  ...READINGS.flatMap((reading) =>
    [false, true].map((percent): [string, Reader] => {
      const pattern = new RegExp(patternOf(reading), "u");
      return [
        reading.label + (percent ? "%" : ""),
        { read: (text) => readAs(text, pattern, percent), helper: amountHelper(reading, percent) },
      ];
    }),
  ),
]);

/** readAs for one reading, as a programmer would leave it in a file. */
function amountHelper(reading: Reading, percent: boolean): Helper {
  const name = percent ? reading.name.replace("Amount", "Percentage") : reading.name;
  const pattern = `/${patternOf(reading)}/u`;
  const scale = percent ? '(mark === "%" && exponent === "" ? "e-2" : exponent)' : "exponent";
  return helperOf(
    `function ${name}(text: string): number | undefined {
  const pattern =
    ${pattern};
  const match = pattern.exec(text.trim());
  if (!match) return undefined;
  const [, open = "", before, after, whole, fraction = "", exponent = "", ${percent ? "mark" : ""}, close] = match;
  const signs = open + before + after + close;
  if (!/^(?:[-+−]?|\\(\\))$/.test(signs)) return undefined;
  const value = Number(whole.replace(/\\D/g, "") + fraction.replace(",", ".") + ${scale});
  if (!(value <= Number.MAX_SAFE_INTEGER)) return undefined;
  return /^[-−(]/.test(signs) ? -value : value;
}`,
  );
}

/** The whole text as a number; ⊥ when it is none in this reading, or too large to be exact. */
export const readNumber = (text: string, label: string): number | undefined => READERS.get(label)?.read(text);

/** What printed code calls for a reading; none for a label that is no reading. */
export const readingHelper = (label: string): Helper | undefined => READERS.get(label)?.helper;

/** The index-th run of digits with optional decimals, unsigned; from the end when negative. */
export function numberAt(text: string, index: number): number | undefined {
  const value = Number(text.match(/\d+(?:\.\d+)?/g)?.at(index));
  return value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

/** The same, with commas between thousands, and a minus sign that does not follow a letter or a digit. */
export function amountAt(text: string, index: number): number | undefined {
  const amounts = text.match(/(?:(?<![\p{L}\p{N}])[-−])?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?/gu);
  const value = Number(amounts?.at(index)?.replaceAll(",", "").replace("−", "-"));
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value + 0 : undefined;
}
