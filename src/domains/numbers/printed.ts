/**
 * @file Functions that printed code calls: the ones of decimal.ts and layout.ts once more, as source text. A test
 * runs both on the same values.
 */

import { helperOf } from "../../language/print.ts";

export const shift = helperOf(
  `/** value × 10^places, by moving the decimal point. */
function shift(value: number, places: number): number {
  const [digits, exponent = "0"] = String(value).split("e");
  return Number(\`\${digits}e\${Number(exponent) + places}\`);
}`,
);

export const decimals = helperOf(
  `/** How many digits stand after the point. */
function decimals(value: number): number {
  const [digits, exponent = "0"] = String(value).split("e");
  return Math.max(0, (digits.split(".")[1] ?? "").length - Number(exponent));
}`,
);

export const tidy = helperOf(
  `/** Removes binary dust (0.1 + 0.2 is 0.3); undefined where digits would be lost. */
function tidy(value: number, scale = Math.abs(value)): number | undefined {
  if (!(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) return undefined;
  const near = Number(value.toFixed(Math.max(0, 15 - String(Math.trunc(scale)).length)));
  return Math.abs(value - near) <= scale * 5e-16 ? near : value;
}`,
);

export const add = helperOf(
  `function add(a: number, b: number): number | undefined {
  return tidy(a + b, Math.max(Math.abs(a), Math.abs(b)));
}`,
  tidy,
);

export const subtract = helperOf(
  `function subtract(a: number, b: number): number | undefined {
  return tidy(a - b, Math.max(Math.abs(a), Math.abs(b)));
}`,
  tidy,
);

export const power = helperOf(
  `function power(base: number, exponent: number): number | undefined {
  if (!(Number.isInteger(exponent) && Math.abs(exponent) <= 64)) return undefined;
  let result = 1;
  for (let i = Math.abs(exponent); i > 0; i--) result *= base;
  return tidy(exponent < 0 ? 1 / result : result);
}`,
  tidy,
);

export const floorDivide = helperOf(
  `function floorDivide(a: number, b: number): number | undefined {
  const quotient = tidy(a / b);
  return quotient === undefined ? undefined : Math.floor(quotient);
}`,
  tidy,
);

export const modulo = helperOf(
  `/** The remainder, with the sign of b. */
function modulo(a: number, b: number): number | undefined {
  if (Number.isInteger(a) && Number.isInteger(b)) return tidy(((a % b) + b) % b);
  const quotient = tidy(a / b);
  const product = quotient === undefined ? undefined : tidy(Math.floor(quotient) * b);
  return product === undefined ? undefined : add(a, -product);
}`,
  tidy,
  add,
);

export const wholeNumber = helperOf(
  `function wholeNumber(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value : undefined;
}`,
);

export const roundAway = helperOf(
  `function roundAway(value: number): number {
  return Math.sign(value) * Math.ceil(Math.abs(value));
}`,
);

export const roundHalfUp = helperOf(
  `/** To the nearest whole number, ties away from zero. */
function roundHalfUp(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}`,
);

export const roundHalfDown = helperOf(
  `/** To the nearest whole number, ties towards zero. */
function roundHalfDown(value: number): number {
  const size = Math.abs(value);
  const whole = Math.floor(size);
  return Math.sign(value) * (size - whole > 0.5 ? whole + 1 : whole);
}`,
);

export const roundHalfEven = helperOf(
  `/** To the nearest whole number, ties to the even one. */
function roundHalfEven(value: number): number {
  const whole = Math.floor(value);
  if (value - whole !== 0.5) return Math.round(value);
  return whole % 2 === 0 ? whole : whole + 1;
}`,
);

export const nextAbove = helperOf(
  `/** The next whole number above, also from a whole one. */
function nextAbove(value: number): number {
  return Math.floor(value) + 1;
}`,
);

export const roundTo = helperOf(
  `/** Rounds to a multiple as on paper: 2.675 to 0.01 is 2.68. */
function roundTo(value: number, multiple: number, round: (steps: number) => number): number {
  const places = decimals(multiple);
  const unit = shift(multiple, places);
  const result = shift(round(shift(value, places) / unit) * unit, -places);
  return Number.isFinite(result) ? result : value;
}`,
  shift,
  decimals,
);

export const roundToPlaces = helperOf(
  `/** Rounds to so many decimals as on paper: 2.675 to 2 is 2.68. */
function roundToPlaces(value: number, places: number): number {
  const result = shift(Number(shift(value, places).toFixed()), -places);
  return Number.isFinite(result) ? result : value;
}`,
  shift,
);

export const roundToDigits = helperOf(
  `/** Rounds to that many significant digits. */
function roundToDigits(value: number, digits: number, round: (steps: number) => number): number {
  const exponent = Number(value.toExponential().split("e")[1]);
  return roundTo(value, shift(1, exponent - Math.max(1, digits) + 1), round);
}`,
  shift,
  roundTo,
);

export const toDecimals = helperOf(
  `/** The number with at least and at most so many decimals. */
function toDecimals(value: number, least: number, most = least): string {
  if (Math.abs(value) >= 1e21) return String(value);
  const rounded = shift(Number(shift(value, most).toFixed()), -most);
  const [whole, fraction = ""] = rounded.toFixed(decimals(rounded)).split(".");
  return least === 0 && fraction === "" ? whole : \`\${whole}.\${fraction.padEnd(least, "0")}\`;
}`,
  shift,
  decimals,
);

export const toPercent = helperOf(
  `/** A hundred times the number, with at least and at most so many decimals. */
function toPercent(value: number, least: number, most = least): string {
  return toDecimals(shift(value, 2), least, most);
}`,
  shift,
  toDecimals,
);

export const toScientific = helperOf(
  `function toScientific(value: number, least: number, most: number, mark: string, width: number): string {
  const rounded = roundToDigits(value, most + 1, roundHalfUp);
  const [mantissa, exponent] = rounded.toExponential().split("e");
  const sign = mark.endsWith("+") || exponent[0] === "-" ? exponent[0] : "";
  return toDecimals(Number(mantissa), least, most) + mark[0] + sign + exponent.slice(1).padStart(width, "0");
}`,
  roundToDigits,
  roundHalfUp,
  toDecimals,
);

export const dropZero = helperOf(
  `function dropZero(text: string): string {
  return text.replace(/^(-?)0\\./, "$1.");
}`,
);

export const padWhole = helperOf(
  `/** Fills the whole part with zeros. */
function padWhole(text: string, width: number): string {
  return text.replace(/\\d+/, (digits) => digits.padStart(width, "0"));
}`,
);

export const group = helperOf(
  `/** Sets a separator between thousands, and the decimal point. */
function group(text: string, separator: string, point: string): string {
  const [whole, fraction] = text.split(".");
  const grouped = whole.replace(/\\B(?=(?:\\d{3})+$)/g, separator);
  return fraction === undefined ? grouped : grouped + point + fraction;
}`,
);

export const groupIndian = helperOf(
  `/** Commas as in 12,34,567. */
function groupIndian(text: string): string {
  const [whole, ...fraction] = text.split(".");
  return [whole.replace(/\\B(?=(?:\\d{2})*\\d{3}$)/g, ","), ...fraction].join(".");
}`,
);

export const withComma = helperOf(
  `function withComma(text: string): string {
  return text.replace(".", ",");
}`,
);

export const withPercent = helperOf(
  `function withPercent(text: string): string {
  return \`\${text}%\`;
}`,
);

export const withPlus = helperOf(
  `function withPlus(text: string): string {
  return text.startsWith("-") ? text : \`+\${text}\`;
}`,
);

export const inParentheses = helperOf(
  `/** Negative amounts as accountants write them. */
function inParentheses(text: string): string {
  return text.startsWith("-") ? \`(\${text.slice(1)})\` : text;
}`,
);

export const signBehind = helperOf(
  `function signBehind(text: string): string {
  return text.startsWith("-") ? \`\${text.slice(1)}-\` : text;
}`,
);

export const align = helperOf(
  `/** Pads with spaces so that points stand below each other. */
function align(text: string, point: string, before: number, after: number): string {
  const [whole, fraction] = text.split(point);
  const padded = whole.padStart(before);
  return fraction === undefined && after === 0 ? padded : padded + point + (fraction ?? "").padEnd(after);
}`,
);

export const numberAt = helperOf(
  `/** The index-th number in a text. */
function numberAt(text: string, index: number): number | undefined {
  const value = Number(text.match(/\\d+(?:\\.\\d+)?/g)?.at(index));
  return value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}`,
);

export const amountAt = helperOf(
  `/** The index-th number in a text; thousands may have commas. */
function amountAt(text: string, index: number): number | undefined {
  const amounts = text.match(/(?:(?<![\\p{L}\\p{N}])[-−])?(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?/gu);
  const value = Number(amounts?.at(index)?.replaceAll(",", "").replace("−", "-"));
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined;
}`,
);
