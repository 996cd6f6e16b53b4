import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bitsOperators, bitsPrimitive, bitsPrimitiveNamed } from "../../../src/domains/bits/primitives.ts";
import { bitsOf } from "../../../src/language/bits.ts";
import { run } from "../../../src/language/interpret.ts";
import { parseProgram } from "../../../src/language/parse.ts";
import type { Primitive } from "../../../src/language/primitive.ts";
import { apply, input, literal, type Program, walk } from "../../../src/language/program.ts";
import { type Random, randomOf } from "../../../src/language/random.ts";
import { BOOL, showType, type Type } from "../../../src/language/type.ts";
import { printModule } from "../../../src/language/typescript.ts";
import { hasType, type Value } from "../../../src/language/value.ts";
import { valuesOf } from "../../support/arguments.ts";
import { loadAll, plain } from "../../support/printed.ts";
import { typeErrors } from "../../support/typecheck.ts";
import { concatenated, oracle } from "./oracle.ts";

const WIDTHS = [1, 3, 8, 31, 32, 33, 63, 64];
const call = { fuel: 1000 };
const PLACED = ["extract", "zero_extend", "sign_extend", "rotate_left", "rotate_right", "repeat"];
const ones = (width: number): bigint => (1n << BigInt(width)) - 1n;

const edges = (width: number): bigint[] => {
  const all = ones(width);
  const near = [
    0n,
    1n,
    2n,
    3n,
    all,
    all - 1n,
    all >> 1n,
    (all >> 1n) + 1n,
    BigInt(width),
    BigInt(width) - 1n,
  ];
  const mixed = [0x5555_5555_5555_5555n, 0x1234_5678_9abc_def0n, 0x8000_0001n, 0xffff_fffen];
  return [...new Set([...near, ...mixed].map((value) => value & all))];
};

function indicesOf(operator: string, width: number): number[][] {
  const some = [0, 1, 5, 31, 32, 33, 63];
  switch (operator) {
    case "extract":
      return [0, 1, 3, 7, 30, 31, 32, 40, 63].flatMap((high) =>
        [0, 1, 4, 8, 31, 32, 33].filter((low) => low <= high && high < width).map((low) => [high, low]),
      );
    case "zero_extend":
    case "sign_extend":
      return some.filter((by) => width + by <= 64).map((by) => [by]);
    case "repeat":
      return [1, 2, 4, 5, 21, 64].filter((times) => width * times <= 64).map((times) => [times]);
    default:
      return [...some, 64, 100].map((by) => [by]);
  }
}

/** Every operator at every width of these, with some indices. */
const all: { operator: string; width: number; indices: number[]; primitive: Primitive }[] = WIDTHS.flatMap(
  (width) =>
    Object.keys(oracle).flatMap((operator) =>
      (PLACED.includes(operator) ? indicesOf(operator, width) : [[]]).map((indices) => ({
        operator,
        width,
        indices,
        primitive: bitsPrimitive(operator, [width], indices) as Primitive,
      })),
    ),
);

test("the oracle knows every operator", () => {
  expect([...Object.keys(oracle), "concat"].sort()).toEqual([...bitsOperators].sort());
});

describe("meaning", () => {
  test("each operator is what the standard says", () => {
    for (const { operator, width, indices, primitive } of all) {
      const type: Type = { kind: "bits", width };
      const isUnary = primitive.params.length === 1;
      const check = (a: bigint, b: bigint): void => {
        const args = (isUnary ? [a] : [a, b]).map((value) => bitsOf(value, width));
        const expected = oracle[operator](a, b, width, indices);
        const { result } = primitive;
        const value = primitive.run(args, call);
        const said = `${primitive.name} of ${args}: ${value}, not ${expected}`;
        expect(hasType(value, result), said).toBe(true);
        expect(
          typeof expected === "boolean" ? value === expected : BigInt(value as number) === expected,
          said,
        ).toBe(true);
      };
      const special = edges(width);
      for (const a of special) for (const b of isUnary ? [0n] : special) check(a, b);
      fc.assert(
        fc.property(valuesOf(type), valuesOf(type), (a, b) =>
          check(BigInt(a as number), BigInt(b as number)),
        ),
        { numRuns: 10 },
      );
    }
  });

  test("concatenation", () => {
    for (const first of WIDTHS) {
      for (const second of WIDTHS) {
        const primitive = bitsPrimitive("concat", [first, second]);
        expect(primitive === undefined).toBe(first + second > 64);
        for (const a of edges(first)) {
          for (const b of edges(second)) {
            const value = primitive?.run([bitsOf(a, first), bitsOf(b, second)], call);
            if (primitive) expect(value).toBe(bitsOf(concatenated(a, first, b, second), first + second));
          }
        }
      }
    }
  });

  test("what is declared commutative or associative is", () => {
    for (const { primitive, width } of all.filter(({ primitive }) => primitive.normal)) {
      const type: Type = { kind: "bits", width };
      const run = (a: Value, b: Value): Value => primitive.run([a, b], call);
      fc.assert(
        fc.property(valuesOf(type), valuesOf(type), valuesOf(type), (a, b, c) => {
          expect(run(a, b)).toBe(run(b, a));
          if (primitive.normal?.includes("associative")) expect(run(run(a, b), c)).toBe(run(a, run(b, c)));
        }),
        { numRuns: 20 },
      );
    }
  });
});

describe("names", () => {
  test("are letters, digits and dashes, and lead back", () => {
    const names = new Set<string>();
    for (const { primitive } of all) {
      expect(primitive.name).toMatch(/^[a-z][a-z\d-]*$/);
      expect(names.has(primitive.name)).toBe(false);
      names.add(primitive.name);
      expect(bitsPrimitiveNamed(primitive.name)).toBe(primitive);
    }
    for (const name of ["bvand-64", "extract-7-0-64", "zero-extend-56-8", "concat-8-16", "rotate-left-3-8"])
      expect(bitsPrimitiveNamed(name)?.name).toBe(name);
  });

  test.each([
    "bvand",
    "bvand-0",
    "bvand-65",
    "bvand-8-8",
    "bvand-08",
    "bvand_8",
    "concat-8",
    "concat-33-32",
    "extract-8-0-8",
    "extract-0-1-8",
    "zero_extend-1-8",
    "zero-extend-57-8",
    "repeat-0-8",
    "repeat-9-8",
    "constructor-8",
    "",
  ])("%s is none", (name) => {
    expect(bitsPrimitiveNamed(name)).toBeUndefined();
  });

  test("an operator without its numbers is none", () => {
    expect(bitsPrimitive("bvand", [])).toBeUndefined();
    expect(bitsPrimitive("bvand", [1.5])).toBeUndefined();
    expect(bitsPrimitive("extract", [8], [1])).toBeUndefined();
    expect(bitsPrimitive("zero-extend", [8], [1])).toBeUndefined();
    expect(bitsPrimitive("rotate_left", [8], [-1])).toBeUndefined();
  });
});

/** A program, and the values of its inputs that it is tried on. */
interface Printed {
  readonly program: Program;
  readonly params: readonly Type[];
  readonly rows: readonly (readonly Value[])[];
  /** As it should come out. */
  readonly values: readonly Value[];
}

const moduleOf = ({ program, params }: Printed): string => {
  const signature = { params: params.map((type, i) => ({ name: "xyz"[i], type })), result: program.type };
  return printModule({ name: "it", signature, program }).source;
};

async function expectPrinted(cases: readonly Printed[]): Promise<void> {
  const sources = cases.map(moduleOf);
  const functions = await loadAll(sources);
  cases.forEach(({ program, rows, values }, i) => {
    rows.forEach((row, r) => {
      const said = `${program.text}\n${sources[i]}\n${row}`;
      expect(Object.is(functions[i](...row), plain(values[r])), said).toBe(true);
    });
  });
  expect(typeErrors(sources.filter((_, i) => i % 7 === 0))).toBe("");
}

describe("printed code", () => {
  test("is what a call runs, whether its arguments are names, constants or calls", async () => {
    const cases: Printed[] = [];
    for (const { primitive, width } of all) {
      const type: Type = { kind: "bits", width };
      const values = edges(width).map((value) => bitsOf(value, width));
      const isUnary = primitive.params.length === 1;
      const rows = values.flatMap((a, i) =>
        isUnary ? [[a]] : [0, 1, 4, 8].map((j) => [a, values[(i + j) % values.length]]),
      );
      const inverted = (program: Program): Program =>
        apply(bitsPrimitive("bvnot", [width]) as Primitive, [program]);
      const sum = (program: Program): Program =>
        apply(bitsPrimitive("bvadd", [width]) as Primitive, [program, input(0, type)]);
      const params = isUnary ? [type] : [type, type];
      const add = (
        make: (row: readonly Program[]) => Program[],
        value: (row: readonly Value[]) => Value[],
      ) => {
        const args = params.map((param, i) => input(i, param));
        const program = apply(primitive, make(args));
        cases.push({ program, params, rows, values: rows.map((row) => primitive.run(value(row), call)) });
      };
      const not = (value: Value): Value => bitsOf(~BigInt(value as number), width);
      const plus = (a: Value, b: Value): Value => bitsOf(BigInt(a as number) + BigInt(b as number), width);
      add(
        ([...args]) => args,
        (row) => [...row],
      );
      add(
        ([a, ...rest]) => [inverted(a), ...rest],
        ([a, ...rest]) => [not(a), ...rest],
      );
      add(
        ([a, ...rest]) => [sum(a), ...rest.map(sum)],
        ([a, ...rest]) => [plus(a, a), ...rest.map((b) => plus(b, a))],
      );
      if (isUnary) continue;
      for (const constant of values.slice(0, 10)) {
        add(
          ([a]) => [a, literal(constant, type)],
          ([a]) => [a, constant],
        );
        add(
          ([a]) => [sum(a), literal(constant, type)],
          ([a]) => [plus(a, a), constant],
        );
        add(
          ([a]) => [literal(constant, type), a],
          ([a]) => [constant, a],
        );
      }
    }
    await expectPrinted(cases);
  });

  test("of concatenations", async () => {
    const cases: Printed[] = [];
    for (const first of WIDTHS) {
      for (const second of WIDTHS) {
        const primitive = bitsPrimitive("concat", [first, second]);
        if (!primitive) continue;
        const [one, other] = primitive.params;
        const some = (width: number) => edges(width).map((value) => bitsOf(value, width));
        const rows = some(first).flatMap((a) =>
          some(second)
            .slice(-4)
            .map((b) => [a, b]),
        );
        const inputs = [input(0, one), input(1, other)];
        const zeros = [literal(bitsOf(0n, first), one), literal(bitsOf(0n, second), other)];
        for (const args of [inputs, [zeros[0], inputs[1]], [inputs[0], zeros[1]]]) {
          const values = rows.map((row) =>
            primitive.run(
              args.map((arg, i) => (arg.kind === "literal" ? arg.value : row[i])),
              call,
            ),
          );
          cases.push({ program: apply(primitive, args), params: [one, other], rows, values });
        }
      }
    }
    await expectPrinted(cases);
  });
});

/** Calls in calls, by chance, of inputs and constants of one width. */
function nested(width: number, random: Random): Program {
  const type: Type = { kind: "bits", width };
  const make = (depth: number): Program => {
    if (depth === 0 || random.below(8) === 0) {
      if (random.below(3) > 0) return input(random.below(2), type);
      return literal(bitsOf(random.pick(edges(width)), width), type);
    }
    const operator = random.pick(
      Object.keys(oracle).filter((name) => !name.startsWith("bv") || name.length < 7),
    );
    const at = (by: number): Primitive | undefined => bitsPrimitive(operator, [width], [by]);
    const primitive = bitsPrimitive(operator, [width]) ?? at(random.below(width));
    if (primitive?.result.kind === "bits" && primitive.result.width === width)
      return apply(
        primitive,
        primitive.params.map(() => make(depth - 1)),
      );
    const low = random.below(width);
    const high = low + random.below(width - low);
    const field = apply(bitsPrimitive("extract", [width], [high, low]) as Primitive, [make(depth - 1)]);
    const extend = bitsPrimitive(
      random.pick(["zero_extend", "sign_extend"]),
      [high - low + 1],
      [width - 1 - high + low],
    );
    return apply(extend as Primitive, [field]);
  };
  return make(4);
}

test("calls in calls print as they run, and their text is parsed back", async () => {
  const cases: Printed[] = [];
  const random = randomOf(7);
  for (let i = 0; i < 1600; i++) {
    const width = WIDTHS[i % WIDTHS.length];
    const type: Type = { kind: "bits", width };
    const program = nested(width, random);
    const rows = Array.from({ length: 12 }, () =>
      [0, 1].map(() => bitsOf(random.pick(edges(width)) ^ BigInt(random.below(4)), width)),
    );
    cases.push({ program, params: [type, type], rows, values: rows.map((row) => run(program, row)) });
    const signature = { params: [0, 1].map((n) => ({ name: `x${n}`, type })), result: program.type };
    const names = new Map<string, Primitive>();
    walk(program, (node) => {
      if (node.kind === "apply")
        names.set(node.primitive.name, bitsPrimitiveNamed(node.primitive.name) as Primitive);
    });
    expect(parseProgram(program.text, { signature, primitives: names }).text).toBe(program.text);
  }
  await expectPrinted(cases);
});

test("relations are truth values", () => {
  for (const operator of ["bveq", "bvult", "bvsge"]) expect(bitsPrimitive(operator, [64])?.result).toBe(BOOL);
  expect(showType((bitsPrimitive("bvcomp", [64]) as Primitive).result)).toBe("bits<1>");
});
