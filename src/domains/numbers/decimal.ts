/**
 * @file Arithmetic as on paper, on doubles: a number means its shortest decimal form, so 1.005 rounds half-up to
 * 1.01 and 0.1 + 0.2 is 0.3. What printed code needs of this stands in printed.ts in the same words.
 */

const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

/** value × 10^places, by moving the point of the shortest decimal form: exact wherever a double can hold the result. */
export function shift(value: number, places: number): number {
  if (places === 0) return value;
  // Whole numbers and powers of ten are exact, and one operation on exact operands rounds like a reader does.
  if (Number.isSafeInteger(value) && Math.abs(places) < POWERS.length) {
    const moved = places > 0 ? value * POWERS[places] : value / POWERS[-places];
    if (Math.abs(moved) <= Number.MAX_SAFE_INTEGER) return moved;
  }
  const [digits, exponent = "0"] = String(value).split("e");
  return Number(`${digits}e${Number(exponent) + places}`);
}

/** Digits after the point in the shortest decimal form. */
export function decimals(value: number): number {
  if (Number.isInteger(value)) return 0;
  const [digits, exponent = "0"] = String(value).split("e");
  return Math.max(0, (digits.split(".")[1] ?? "").length - Number(exponent));
}

/**
 * Removes the dust that binary arithmetic leaves on decimals: the nearby number with at most 15 digits down from
 * the first digit of `scale` (the largest operand, where digits cancel), if that is within a few units in the
 * last place; so 0.1 + 0.2 is 0.3 and 1/3 × 3 is 1. ⊥ beyond 2^53, where digits would be lost unseen.
 */
export function tidy(value: number, scale = Math.abs(value)): number | undefined {
  if (!(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) return undefined;
  if (Number.isInteger(value)) return value + 0;
  const near = Number(value.toFixed(Math.max(0, 15 - String(Math.trunc(scale)).length)));
  return Math.abs(value - near) <= scale * 5e-16 ? near : value;
}

export function add(a: number, b: number): number | undefined {
  return tidy(a + b, Math.max(Math.abs(a), Math.abs(b)));
}

/** Repeated multiplication, so that every engine agrees: for whole exponents to ±64, else ⊥. */
export function power(base: number, exponent: number): number | undefined {
  if (!(Number.isInteger(exponent) && Math.abs(exponent) <= 64)) return undefined;
  let result = 1;
  for (let i = Math.abs(exponent); i > 0; i--) result *= base;
  return tidy(exponent < 0 ? 1 / result : result);
}

/** a − b·⌊a/b⌋: has the sign of b. */
export function modulo(a: number, b: number): number | undefined {
  if (Number.isInteger(a) && Number.isInteger(b)) return tidy(((a % b) + b) % b);
  const quotient = tidy(a / b);
  const product = quotient === undefined ? undefined : tidy(Math.floor(quotient) * b);
  return product === undefined ? undefined : add(a, -product);
}

/** Rounding to whole steps. `above` goes on to the next one from a whole one too, as the end of a range does. `away` and the halves are symmetric about zero. */
export const roundings: ReadonlyMap<string, (steps: number) => number> = new Map([
  ["floor", Math.floor],
  ["ceil", Math.ceil],
  ["trunc", Math.trunc],
  ["away", (steps: number) => Math.sign(steps) * Math.ceil(Math.abs(steps))],
  ["half-up", (steps: number) => Math.sign(steps) * Math.round(Math.abs(steps))],
  ["half-down", roundHalfDown],
  ["half-even", roundHalfEven],
  ["above", (steps: number) => Math.floor(steps) + 1],
]);

export const roundHalfUp = roundings.get("half-up")!;

function roundHalfDown(steps: number): number {
  const size = Math.abs(steps);
  const whole = Math.floor(size);
  return Math.sign(steps) * (size - whole > 0.5 ? whole + 1 : whole);
}

function roundHalfEven(steps: number): number {
  const whole = Math.floor(steps);
  if (steps - whole !== 0.5) return Math.round(steps);
  return whole % 2 === 0 ? whole : whole + 1;
}

/**
 * The value rounded to a multiple. Both are moved to whole units of the multiple first, where a tie is exactly a
 * tie. The value itself where the multiple is 0 or too fine to count in.
 */
export function roundTo(value: number, multiple: number, round: (steps: number) => number): number {
  const places = decimals(multiple);
  const unit = shift(multiple, places);
  const result = shift(round(shift(value, places) / unit) * unit, -places);
  return Number.isFinite(result) ? result + 0 : value;
}

/** The value rounded to that many significant digits; from 1. */
export function roundToDigits(value: number, digits: number, round: (steps: number) => number): number {
  const exponent = Number(value.toExponential().split("e")[1]);
  return roundTo(value, shift(1, exponent - Math.max(1, digits) + 1), round);
}
