/**
 * @file Functions that printed code calls: the ones of decimal.ts and layout.ts once more, as source text. A test
 * runs both on the same values.
 */

import type { Helper } from "../../language/print.ts";

export const shift: Helper = {
  name: "shift",
  source: `/** value × 10^places, by moving the decimal point. */
function shift(value: number, places: number): number {
  const [digits, exponent = "0"] = String(value).split("e");
  return Number(\`\${digits}e\${Number(exponent) + places}\`);
}`,
};

export const decimals: Helper = {
  name: "decimals",
  source: `/** How many digits stand after the point. */
function decimals(value: number): number {
  const [digits, exponent = "0"] = String(value).split("e");
  return Math.max(0, (digits.split(".")[1] ?? "").length - Number(exponent));
}`,
};

export const tidy: Helper = {
  name: "tidy",
  source: `/** Removes binary dust (0.1 + 0.2 is 0.3); undefined where digits would be lost. */
function tidy(value: number, scale = Math.abs(value)): number | undefined {
  if (!(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) return undefined;
  const near = Number(value.toFixed(Math.max(0, 15 - String(Math.trunc(scale)).length)));
  return Math.abs(value - near) <= scale * 5e-16 ? near : value;
}`,
};

export const add: Helper = {
  name: "add",
  needs: [tidy],
  source: `function add(a: number, b: number): number | undefined {
  return tidy(a + b, Math.max(Math.abs(a), Math.abs(b)));
}`,
};

export const subtract: Helper = {
  name: "subtract",
  needs: [tidy],
  source: `function subtract(a: number, b: number): number | undefined {
  return tidy(a - b, Math.max(Math.abs(a), Math.abs(b)));
}`,
};

export const power: Helper = {
  name: "power",
  needs: [tidy],
  source: `function power(base: number, exponent: number): number | undefined {
  if (!(Number.isInteger(exponent) && Math.abs(exponent) <= 64)) return undefined;
  let result = 1;
  for (let i = Math.abs(exponent); i > 0; i--) result *= base;
  return tidy(exponent < 0 ? 1 / result : result);
}`,
};

export const floorDivide: Helper = {
  name: "floorDivide",
  needs: [tidy],
  source: `function floorDivide(a: number, b: number): number | undefined {
  const quotient = tidy(a / b);
  return quotient === undefined ? undefined : Math.floor(quotient);
}`,
};

export const modulo: Helper = {
  name: "modulo",
  needs: [tidy, add],
  source: `/** The remainder, with the sign of b. */
function modulo(a: number, b: number): number | undefined {
  if (Number.isInteger(a) && Number.isInteger(b)) return tidy(((a % b) + b) % b);
  const quotient = tidy(a / b);
  const product = quotient === undefined ? undefined : tidy(Math.floor(quotient) * b);
  return product === undefined ? undefined : add(a, -product);
}`,
};

export const wholeNumber: Helper = {
  name: "wholeNumber",
  source: `function wholeNumber(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value : undefined;
}`,
};

export const roundAway: Helper = {
  name: "roundAway",
  source: `function roundAway(value: number): number {
  return Math.sign(value) * Math.ceil(Math.abs(value));
}`,
};

export const roundHalfUp: Helper = {
  name: "roundHalfUp",
  source: `/** To the nearest whole number, ties away from zero. */
function roundHalfUp(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}`,
};

export const roundHalfDown: Helper = {
  name: "roundHalfDown",
  source: `/** To the nearest whole number, ties towards zero. */
function roundHalfDown(value: number): number {
  const size = Math.abs(value);
  const whole = Math.floor(size);
  return Math.sign(value) * (size - whole > 0.5 ? whole + 1 : whole);
}`,
};

export const roundHalfEven: Helper = {
  name: "roundHalfEven",
  source: `/** To the nearest whole number, ties to the even one. */
function roundHalfEven(value: number): number {
  const whole = Math.floor(value);
  if (value - whole !== 0.5) return Math.round(value);
  return whole % 2 === 0 ? whole : whole + 1;
}`,
};

export const nextAbove: Helper = {
  name: "nextAbove",
  source: `/** The next whole number above, also from a whole one. */
function nextAbove(value: number): number {
  return Math.floor(value) + 1;
}`,
};

export const roundTo: Helper = {
  name: "roundTo",
  needs: [shift, decimals],
  source: `/** Rounds to a multiple as on paper: 2.675 to 0.01 is 2.68. */
function roundTo(value: number, multiple: number, round: (steps: number) => number): number {
  const places = decimals(multiple);
  const unit = shift(multiple, places);
  const result = shift(round(shift(value, places) / unit) * unit, -places);
  return Number.isFinite(result) ? result : value;
}`,
};

export const roundToPlaces: Helper = {
  name: "roundToPlaces",
  needs: [shift],
  source: `/** Rounds to so many decimals as on paper: 2.675 to 2 is 2.68. */
function roundToPlaces(value: number, places: number): number {
  const result = shift(Number(shift(value, places).toFixed()), -places);
  return Number.isFinite(result) ? result : value;
}`,
};

export const roundToDigits: Helper = {
  name: "roundToDigits",
  needs: [shift, roundTo],
  source: `/** Rounds to that many significant digits. */
function roundToDigits(value: number, digits: number, round: (steps: number) => number): number {
  const exponent = Number(value.toExponential().split("e")[1]);
  return roundTo(value, shift(1, exponent - Math.max(1, digits) + 1), round);
}`,
};

export const toDecimals: Helper = {
  name: "toDecimals",
  needs: [shift, decimals],
  source: `/** The number with at least and at most so many decimals. */
function toDecimals(value: number, least: number, most = least): string {
  if (Math.abs(value) >= 1e21) return String(value);
  const rounded = shift(Number(shift(value, most).toFixed()), -most);
  const [whole, fraction = ""] = rounded.toFixed(decimals(rounded)).split(".");
  return least === 0 && fraction === "" ? whole : \`\${whole}.\${fraction.padEnd(least, "0")}\`;
}`,
};

export const toPercent: Helper = {
  name: "toPercent",
  needs: [shift, toDecimals],
  source: `/** A hundred times the number, with at least and at most so many decimals. */
function toPercent(value: number, least: number, most = least): string {
  return toDecimals(shift(value, 2), least, most);
}`,
};

export const toScientific: Helper = {
  name: "toScientific",
  needs: [roundToDigits, roundHalfUp, toDecimals],
  source: `function toScientific(value: number, least: number, most: number, mark: string, width: number): string {
  const rounded = roundToDigits(value, most + 1, roundHalfUp);
  const [mantissa, exponent] = rounded.toExponential().split("e");
  const sign = mark.endsWith("+") || exponent[0] === "-" ? exponent[0] : "";
  return toDecimals(Number(mantissa), least, most) + mark[0] + sign + exponent.slice(1).padStart(width, "0");
}`,
};

export const dropZero: Helper = {
  name: "dropZero",
  source: `function dropZero(text: string): string {
  return text.replace(/^(-?)0\\./, "$1.");
}`,
};

export const padWhole: Helper = {
  name: "padWhole",
  source: `/** Fills the whole part with zeros. */
function padWhole(text: string, width: number): string {
  return text.replace(/\\d+/, (digits) => digits.padStart(width, "0"));
}`,
};

export const group: Helper = {
  name: "group",
  source: `/** Sets a separator between thousands, and the decimal point. */
function group(text: string, separator: string, point: string): string {
  const [whole, fraction] = text.split(".");
  const grouped = whole.replace(/\\B(?=(?:\\d{3})+$)/g, separator);
  return fraction === undefined ? grouped : grouped + point + fraction;
}`,
};

export const groupIndian: Helper = {
  name: "groupIndian",
  source: `/** Commas as in 12,34,567. */
function groupIndian(text: string): string {
  const [whole, ...fraction] = text.split(".");
  return [whole.replace(/\\B(?=(?:\\d{2})*\\d{3}$)/g, ","), ...fraction].join(".");
}`,
};

export const withComma: Helper = {
  name: "withComma",
  source: `function withComma(text: string): string {
  return text.replace(".", ",");
}`,
};

export const withPercent: Helper = {
  name: "withPercent",
  source: `function withPercent(text: string): string {
  return \`\${text}%\`;
}`,
};

export const withPlus: Helper = {
  name: "withPlus",
  source: `function withPlus(text: string): string {
  return text.startsWith("-") ? text : \`+\${text}\`;
}`,
};

export const inParentheses: Helper = {
  name: "inParentheses",
  source: `/** Negative amounts as accountants write them. */
function inParentheses(text: string): string {
  return text.startsWith("-") ? \`(\${text.slice(1)})\` : text;
}`,
};

export const signBehind: Helper = {
  name: "signBehind",
  source: `function signBehind(text: string): string {
  return text.startsWith("-") ? \`\${text.slice(1)}-\` : text;
}`,
};

export const align: Helper = {
  name: "align",
  source: `/** Pads with spaces so that points stand below each other. */
function align(text: string, point: string, before: number, after: number): string {
  const [whole, fraction] = text.split(point);
  const padded = whole.padStart(before);
  return fraction === undefined && after === 0 ? padded : padded + point + (fraction ?? "").padEnd(after);
}`,
};

export const numberAt: Helper = {
  name: "numberAt",
  source: `/** The index-th number in a text. */
function numberAt(text: string, index: number): number | undefined {
  const value = Number(text.match(/\\d+(?:\\.\\d+)?/g)?.at(index));
  return value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}`,
};

export const amountAt: Helper = {
  name: "amountAt",
  source: `/** The index-th number in a text; thousands may have commas. */
function amountAt(text: string, index: number): number | undefined {
  const amounts = text.match(/(?:(?<![\\p{L}\\p{N}])[-−])?(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?/gu);
  const value = Number(amounts?.at(index)?.replaceAll(",", "").replace("−", "-"));
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined;
}`,
};
