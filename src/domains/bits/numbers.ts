/** @file Between bit-vectors and whole numbers: the value, how many bits are set, and the low bits of a number. */

import type { Primitive } from "../../language/primitive.ts";
import { Binding, primary } from "../../language/print.ts";
import { bitVector, INT, MAX_WIDTH } from "../../language/type.ts";
import type { Cell, Witness } from "../../language/witness.ts";
import { isWide, masked } from "./code.ts";
import * as narrow from "./narrow.ts";
import * as wide from "./wide.ts";

/** Bits of a whole number that is exact. */
const EXACT = 53;

/** The vector as a whole number; there is none where not all of them are exact. */
export const wholeValue = perWidth("unsigned", (width) =>
  width > EXACT
    ? undefined
    : {
        params: [bitVector(width)],
        result: INT,
        run: ([bits]) => Number(bits),
        witness: unsigned(width),
        print: ([bits]) => ({
          ...(isWide(width) ? primary(`Number(${bits.text})`) : { text: bits.text, binding: bits.binding }),
          name: "value",
        }),
      },
);

/** How many bits are set. */
export const bitCount = perWidth("popcount", (width) => ({
  params: [bitVector(width)],
  result: INT,
  run: ([bits]) => countOf(bits as number | bigint),
  print: ([bits], { at }) => ({
    ...(bits.isLiteral
      ? primary(String(countOf(bits.literal as number | bigint)))
      : primary(`${at(bits, Binding.Primary)}.toString(2).replaceAll("0", "").length`)),
    name: "count",
  }),
}));

/** The low bits of a whole number, as two's complement. */
export const lowBits = perWidth("truncated", (width) => ({
  params: [INT],
  result: bitVector(width),
  run: ([value]) =>
    isWide(width) ? wide.low(BigInt(value as number), width) : narrow.low(value as number, width),
  print: ([value], context) => {
    const [text, binding] = isWide(width)
      ? [`BigInt(${value.text})`, Binding.Primary]
      : [value.text, value.binding];
    return { ...masked({ text, binding, size: EXACT }, width, context), name: "bits" };
  },
}));

const countOf = (bits: number | bigint): number => bits.toString(2).replaceAll("0", "").length;

/** The vector of that value. */
const unsigned = (width: number): Witness => ({
  order: [0],
  *next({ cells }, _argument, _chosen, _bank, _limit, sorts) {
    const wanted: Cell[] = [];
    for (const cell of cells) {
      if (cell === "any") wanted.push(cell);
      else if ("one" in cell && typeof cell.one === "number" && 0 <= cell.one && cell.one < 2 ** width)
        wanted.push({ one: isWide(width) ? BigInt(cell.one) : cell.one });
      else return;
    }
    yield { goal: { sort: sorts[0], cells: wanted } };
  },
});

type Shape = Pick<Primitive, "params" | "result" | "run" | "print" | "witness">;

/** Primitives called `name-8`, made when they are asked for; ⊥ where there is none of that width. */
function perWidth(
  name: string,
  shape: (width: number) => Shape | undefined,
): (width: number) => Primitive | undefined {
  const made = new Map<number, Primitive>();
  return (width) => {
    const known = made.get(width);
    if (known || !Number.isInteger(width) || width < 1 || width > MAX_WIDTH) return known;
    const of = shape(width);
    const primitive = of && { name: `${name}-${width}`, partial: false, ...of };
    if (primitive) made.set(width, primitive);
    return primitive;
  };
}

const NAMED: ReadonlyMap<string, (width: number) => Primitive | undefined> = new Map([
  ["unsigned", wholeValue],
  ["popcount", bitCount],
  ["truncated", lowBits],
]);

/** The one of these that is so called. */
export const numberPrimitiveNamed = (stem: string, width: number): Primitive | undefined =>
  NAMED.get(stem)?.(width);
