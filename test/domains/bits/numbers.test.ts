import { describe, expect, test } from "vitest";
import { bitCount, lowBits, wholeValue } from "../../../src/domains/bits/numbers.ts";
import { bitsPrimitive, bitsPrimitiveNamed } from "../../../src/domains/bits/primitives.ts";
import { propose } from "../../../src/domains/bits/propose.ts";
import { bitsOf } from "../../../src/language/bits.ts";
import { run } from "../../../src/language/interpret.ts";
import type { Primitive } from "../../../src/language/primitive.ts";
import { apply, input, literal, type Program } from "../../../src/language/program.ts";
import { bitVector, INT } from "../../../src/language/type.ts";
import { printModule } from "../../../src/language/typescript.ts";
import type { Value } from "../../../src/language/value.ts";
import type { BankView, Choice, Goal, Witness } from "../../../src/language/witness.ts";
import { loadPrinted } from "../../support/printed.ts";
import { typeErrors } from "../../support/typecheck.ts";

const WIDTHS = [1, 3, 8, 31, 32, 33, 53, 64];
const VALUES = [
  0n,
  1n,
  2n,
  5n,
  0x7fff_ffffn,
  0x8000_0001n,
  0xffff_ffffn,
  0x1234_5678_9abc_def0n,
  (1n << 64n) - 1n,
];
const NUMBERS = [
  0,
  1,
  -1,
  255,
  -256,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32 + 5,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
];

const source = (program: Program, type = program.type): string =>
  printModule({
    name: "f",
    signature: {
      params: [{ name: "x", type: (program as Program & { kind: "apply" }).primitive.params[0] }],
      result: type,
    },
    program,
  }).source;

describe.each(WIDTHS)("of %i bits", (width) => {
  const bits = VALUES.map((value) => bitsOf(value, width));

  test("the value, how many bits are set, and the low bits", () => {
    for (const value of bits) {
      expect(wholeValue(width)?.run([value], { fuel: 1 })).toBe(width > 53 ? undefined : Number(value));
      const ones = [...BigInt(value).toString(2)].filter((digit) => digit === "1").length;
      expect(bitCount(width)?.run([value], { fuel: 1 })).toBe(ones);
    }
    for (const number of NUMBERS) {
      const modulus = 2n ** BigInt(width);
      const low = ((BigInt(number) % modulus) + modulus) % modulus;
      expect(lowBits(width)?.run([number], { fuel: 1 })).toBe(bitsOf(low, width));
    }
  });

  test("printed code does the same", async () => {
    const vector = bitVector(width);
    const not = bitsPrimitive("bvnot", [width]) as Primitive;
    const cases: [Program, readonly Value[]][] = [wholeValue(width), bitCount(width)].flatMap((primitive) =>
      primitive
        ? [
            [apply(primitive, [input(0, vector)]), bits],
            // Of what is written without a mask.
            [apply(primitive, [apply(not, [input(0, vector)])]), bits],
            [apply(primitive, [literal(bitsOf(5n, width), vector)]), bits],
          ]
        : [],
    );
    const low = apply(lowBits(width) as Primitive, [input(0, INT)]);
    const sum = bitsPrimitive("bvadd", [width]) as Primitive;
    cases.push([low, NUMBERS], [apply(sum, [low, low]), NUMBERS]);
    const sources = cases.map(([program], i) => (i < cases.length - 2 ? source(program) : printed(program)));
    expect(typeErrors(sources)).toEqual("");
    for (const [i, [program, values]] of cases.entries()) {
      const f = await loadPrinted(sources[i]);
      for (const value of values) expect(f(value), `${sources[i]} of ${value}`).toBe(run(program, [value]));
    }

    function printed(program: Program): string {
      const signature = { params: [{ name: "x", type: INT }], result: vector };
      return printModule({ name: "f", signature, program }).source;
    }
  });
});

test("are written as people do", () => {
  expect(source(apply(bitCount(8) as Primitive, [input(0, bitVector(8))]))).toContain(
    'return x.toString(2).replaceAll("0", "").length;',
  );
  expect(source(apply(wholeValue(8) as Primitive, [input(0, bitVector(8))]))).toContain("return x;");
});

test("are found by their names", () => {
  expect(bitsPrimitiveNamed("popcount-64")).toBe(bitCount(64));
  expect(bitsPrimitiveNamed("unsigned-8")).toBe(wholeValue(8));
  expect(bitsPrimitiveNamed("truncated-33")).toBe(lowBits(33));
  for (const none of ["unsigned-54", "popcount-65", "truncated-0", "popcount-8-8"])
    expect(bitsPrimitiveNamed(none)).toBeUndefined();
});

test("a wanted number is asked for as the vector of that value, where there is one", () => {
  const goalsOf = (cells: Goal["cells"], width: number): Choice[] => [
    ...((wholeValue(width) as Primitive).witness as Witness).next(
      { sort: "int", cells },
      0,
      [],
      {} as BankView,
      9,
      ["b"],
    ),
  ];
  expect(goalsOf([{ one: 7 }, "any"], 8)).toEqual([{ goal: { sort: "b", cells: [{ one: 7 }, "any"] } }]);
  expect(goalsOf([{ one: 7 }], 40)).toEqual([{ goal: { sort: "b", cells: [{ one: 7n }] } }]);
  expect(goalsOf([{ one: 256 }], 8)).toEqual([]);
  expect(goalsOf([{ one: -1 }], 8)).toEqual([]);
});

test("are proposed where whole numbers come in or out", () => {
  const names = (from: typeof INT, to: typeof INT): string[] =>
    propose({ inputs: [{ name: "x", type: from, values: [] }], outputs: [], result: to }).productions.flatMap(
      ({ head }) =>
        "primitive" in head && /^(unsigned|popcount|truncated)/.test(head.primitive.name)
          ? [head.primitive.name]
          : [],
    );
  expect(names(bitVector(8), INT)).toEqual(["unsigned-8", "popcount-8"]);
  expect(names(bitVector(64), INT)).toEqual(["popcount-64"]);
  expect(names(INT, bitVector(8))).toEqual(["truncated-8"]);
  expect(names(bitVector(8), bitVector(8))).toEqual([]);
});
