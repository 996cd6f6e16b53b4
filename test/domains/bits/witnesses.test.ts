/** @file Witnesses of bit-vector operators against `run`: what they propose leads to the goal, and sides in the bank are found. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bitsLayout } from "../../../src/domains/bits/layout.ts";
import { bitsPrimitive } from "../../../src/domains/bits/primitives.ts";
import { bitsOf } from "../../../src/language/bits.ts";
import type { Primitive } from "../../../src/language/primitive.ts";
import { literal, literalText } from "../../../src/language/program.ts";
import { bitVector } from "../../../src/language/type.ts";
import type { Value } from "../../../src/language/value.ts";
import type { Cell, Choice, Goal } from "../../../src/language/witness.ts";
import { meets } from "../../../src/language/witness.ts";
import { Bank } from "../../../src/search/bank.ts";
import { CompiledGrammar } from "../../../src/search/grammar.ts";
import { matching } from "../../../src/search/matching.ts";
import { isAsProposed, proposalsOf } from "../../support/proposals.ts";

const ROWS = 3;
const WIDTHS = [1, 7, 32, 33, 64];
const UNARY = ["bvnot", "bvneg"];
const BINARY = ["bvand", "bvor", "bvxor", "bvadd", "bvsub"];
const SHIFTS = ["bvshl", "bvlshr"];

type Column = readonly bigint[];

/** A bank that holds exactly these columns, dearer ones later. */
function bankOf(width: number, columns: readonly Column[]): Bank {
  const [type, layout] = [bitVector(width), bitsLayout(width)];
  const grammar = new CompiledGrammar({
    start: "bits",
    sorts: [{ name: "bits", type, layout }],
    productions: columns.map((_, i) => ({ sort: "bits", head: { input: i }, args: [], cost: 1 + i })),
  });
  const frames = Array.from({ length: ROWS }, (_, row) => {
    const variables = columns.map((column) => bitsOf(column[row], width));
    return { variables, inputs: variables, bound: [] };
  });
  const bank = new Bank(
    grammar,
    frames,
    columns.map((_, i) => literal(i, type)),
  );
  bank.grow(1000);
  return bank;
}

function operatorOf(name: string, width: number): Primitive {
  const primitive = bitsPrimitive(name, [width]);
  if (!primitive) throw new Error(`${name} has width ${width}`);
  return primitive;
}

function proposalsFor({ witness, params }: Primitive, goal: Goal, bank: Bank): Choice[][] {
  const sorts = params.map(() => "bits");
  return [witness ?? []].flat().flatMap((one) => [...proposalsOf(one, goal, bank, sorts)]);
}

const maskOf = (width: number): bigint => (1n << BigInt(width)) - 1n;

const runOf = ({ run }: Primitive, columns: readonly Column[], width: number): Value[] =>
  Array.from({ length: ROWS }, (_, row) =>
    run(
      columns.map((column) => bitsOf(column[row], width)),
      { fuel: 1e6 },
    ),
  );

/** Values with long runs of equal bits, small ones and any. */
const wordOf = (width: number): fc.Arbitrary<bigint> =>
  fc
    .oneof(
      fc.bigInt({ min: 0n, max: maskOf(width) }),
      fc.constantFrom(0n, 1n, 2n, -1n, -2n, 1n << BigInt(width - 1), 0xffff_ffffn, 0x5555_5555_5555_5555n),
      fc.bigInt({ min: 0n, max: 5n }),
    )
    .map((word) => word & maskOf(width));

const columnOf = (width: number): fc.Arbitrary<Column> =>
  fc.array(wordOf(width), { minLength: ROWS, maxLength: ROWS });

/** How a row is constrained: whole, not at all, or in the bits of a mask, which half the time are the lowest ones. */
const careOf = (width: number): fc.Arbitrary<bigint> =>
  fc.oneof(
    fc.constant(maskOf(width)),
    fc.constant(0n),
    wordOf(width),
    fc.nat(width).map((bits) => maskOf(bits)),
  );

function goalOf(width: number, values: readonly Value[], care: readonly bigint[]): Goal {
  const cells = values.map((value, row): Cell => {
    if (care[row] === 0n) return "any";
    if (care[row] === maskOf(width)) return { one: value };
    return { bits: bitsOf(BigInt(value as bigint) & care[row], width), care: bitsOf(care[row], width) };
  });
  return { sort: "bits", cells };
}

/** A value that is as proposed, its free bits from `noise`. */
function valueFor(choice: Choice, bank: Bank, row: number, width: number, noise: bigint): Value {
  if ("entry" in choice) return bank.value(choice.entry, row);
  if (!("goal" in choice)) throw new Error("bit-vectors are met by entries and goals");
  const cell = choice.goal.cells[row];
  if (cell === "any") return bitsOf(noise, width);
  if ("one" in cell) return cell.one;
  if (!("bits" in cell)) throw new Error("goals for bit-vectors are values and masks");
  return bitsOf(BigInt(cell.bits) | (noise & ~BigInt(cell.care)), width);
}

interface Case {
  readonly width: number;
  readonly columns: readonly Column[];
  readonly care: readonly bigint[];
  readonly any: Column;
  readonly distance: number;
  readonly noise: readonly bigint[];
}

const cases: fc.Arbitrary<Case> = fc.constantFrom(...WIDTHS).chain((width) =>
  fc.record({
    width: fc.constant(width),
    columns: fc.array(columnOf(width), { minLength: 2, maxLength: 9 }),
    care: fc.array(careOf(width), { minLength: ROWS, maxLength: ROWS }),
    any: columnOf(width),
    distance: fc.nat(width + 1),
    noise: fc.array(wordOf(width), { minLength: 2 * ROWS, maxLength: 2 * ROWS }),
  }),
);

const constant = (value: number, width: number): Column =>
  new Array(ROWS).fill(BigInt(value) & maskOf(width));

describe.each([...UNARY, ...BINARY, ...SHIFTS])("%s", (name) => {
  const isShift = SHIFTS.includes(name);
  const arity = UNARY.includes(name) ? 1 : 2;

  const setUp = ({ width, columns, distance }: Case): [Primitive, Column[], Column[]] => {
    const sides = isShift
      ? [columns[0], constant(distance, width)]
      : arity === 1
        ? [columns[0]]
        : [columns[0], columns[1]];
    return [operatorOf(name, width), sides, [...columns.slice(2), ...sides]];
  };

  it("proposes only what leads to the goal, whatever the free bits are", () => {
    const seen = { proposals: 0, masks: 0, free: 0 };
    fc.assert(
      fc.property(cases, fc.boolean(), (one, isReachable) => {
        const { width, care, any, noise } = one;
        const [primitive, sides, columns] = setUp(one);
        const bank = bankOf(width, columns);
        const wanted = isReachable
          ? runOf(primitive, sides, width)
          : any.map((word): Value => bitsOf(word, width));
        const goal = goalOf(width, wanted, care);
        for (const proposal of proposalsFor(primitive, goal, bank)) {
          seen.proposals++;
          if (JSON.stringify(goal, text).includes("care")) seen.masks++;
          goal.cells.forEach((cell, row) => {
            if (cell === "any") return;
            for (const flip of [0n, maskOf(width)]) {
              const args = proposal.map((choice, i) =>
                valueFor(choice, bank, row, width, noise[2 * row + i] ^ flip),
              );
              if (proposal.some((choice) => "goal" in choice && choice.goal.cells[row] === "any"))
                seen.free++;
              const value = primitive.run(args, { fuel: 1e6 });
              expect(
                meets(value, cell),
                `row ${row}: ${name}(${args.map(literalText)}) = ${literalText(value)} for ${JSON.stringify(cell, text)}`,
              ).toBe(true);
            }
          });
        }
      }),
      { numRuns: 600 },
    );
    expect(seen.proposals).toBeGreaterThan(80);
    expect(seen.masks).toBeGreaterThan(10);
    if (isShift || name === "bvand" || name === "bvor") expect(seen.free).toBeGreaterThan(0);
  });

  it("proposes sides that are in the bank, for whole values", () => {
    let count = 0;
    fc.assert(
      fc.property(cases, (one) => {
        const { width, distance } = one;
        const [primitive, sides, columns] = setUp(one);
        const value = runOf(primitive, sides, width);
        if (isShift) fc.pre(distance > 0 && distance < width && maskOf(width) >= BigInt(distance));
        // A side that hides no bit of the other leaves the goal as it was.
        const hides = name === "bvand" ? maskOf(width) : 0n;
        if (name === "bvand" || name === "bvor") fc.pre(sides[0].some((word) => word !== hides));
        const bank = bankOf(width, columns);
        const goal = goalOf(width, value, constant(-1, width));
        const isFound = proposalsFor(primitive, goal, bank).some((proposal) =>
          proposal.every((choice, i) =>
            sides[i].every((word, row) => isAsProposed(choice, bank, row, bitsOf(word, width))),
          ),
        );
        expect(isFound).toBe(true);
        count++;
      }),
      { numRuns: 400 },
    );
    expect(count).toBeGreaterThan(100);
  });

  it("has nothing to say of rows without a value, of sets and ranges, and where no row counts", () => {
    const bank = bankOf(8, [
      [1n, 2n, 3n],
      [1n, 1n, 1n],
    ]);
    const primitive = operatorOf(name, 8);
    for (const cell of [
      { one: undefined },
      { one: null },
      { low: 0, high: 9 },
      { oneOf: [2] },
      "any",
    ] as Cell[])
      expect(proposalsFor(primitive, { sort: "bits", cells: [cell, "any", "any"] }, bank)).toEqual([]);
  });
});

const text = (_: string, value: unknown): unknown => (typeof value === "bigint" ? `${value}n` : value);

describe("look-up", () => {
  it("finds the entries that have the bits that count, and no others", () => {
    let found = 0;
    fc.assert(
      fc.property(cases, ({ width, columns, care }) => {
        const bank = bankOf(width, columns);
        const goal = goalOf(
          width,
          columns[0].map((word): Value => bitsOf(word, width)),
          care,
        );
        const sort = bank.grammar.sortNamed("bits");
        if (!sort) throw new Error("the grammar has the sort");
        const wanted = [...bank.entries("bits")].filter((entry) =>
          goal.cells.every((cell, row) => meets(bank.value(entry, row), cell)),
        );
        expect(wanted.length).toBeGreaterThan(0);
        if (wanted.length < columns.length) found++;
        expect(matching(bank, goal, sort, 1000)).toEqual(wanted);
      }),
      { numRuns: 400 },
    );
    expect(found).toBeGreaterThan(50);
  });
});

describe("by hand", () => {
  const bank = bankOf(8, [
    [0x0fn, 0x0fn, 0x0fn],
    [1n, 1n, 1n],
    [0xf0n, 0x10n, 0x01n],
  ]);
  const cell = (value: number, care: number): Cell => ({ bits: value, care });
  const goal = (...cells: Cell[]): Goal => ({ sort: "bits", cells });
  const goalsFor = (name: string, ...cells: Cell[]): (readonly Cell[] | undefined)[] =>
    proposalsFor(operatorOf(name, 8), goal(...cells), bank).flatMap((proposal) =>
      proposal.flatMap((choice) => ("goal" in choice ? [choice.goal.cells] : [])),
    );

  it("what and hides is free, as is what or sets", () => {
    expect(goalsFor("bvand", { one: 5 }, "any", { one: 9 })).toContainEqual([
      cell(5, 0xf),
      "any",
      cell(9, 0xf),
    ]);
    expect(goalsFor("bvor", { one: 0x5f }, "any", { one: 0x0f })).toContainEqual([
      cell(0x50, 0xf0),
      "any",
      cell(0, 0xf0),
    ]);
  });

  it("what falls out of a shift is free", () => {
    expect(goalsFor("bvshl", { one: 0x0e }, "any", "any")).toContainEqual([cell(7, 0x7f), "any", "any"]);
    expect(goalsFor("bvlshr", { one: 0x0e }, "any", "any")).toContainEqual([cell(0x1c, 0xfe), "any", "any"]);
    expect(goalsFor("bvshl", { one: 1 }, "any", "any"), "the lowest bit is 0 then").toEqual([]);
  });

  it("sums are undone where the lowest bits count, and only there", () => {
    expect(goalsFor("bvadd", cell(3, 0x0f), "any", "any")).toContainEqual([cell(2, 0x0f), "any", "any"]);
    expect(goalsFor("bvneg", cell(3, 0x0f), "any", "any")).toEqual([[cell(13, 0x0f), "any", "any"]]);
    for (const name of ["bvadd", "bvsub", "bvneg"])
      expect(goalsFor(name, cell(0x10, 0xf0), "any", "any")).toEqual([]);
  });

  it("complements turn the bits that count", () => {
    expect(goalsFor("bvnot", cell(3, 0x0f), { one: 0 }, "any")).toEqual([
      [cell(12, 0x0f), { one: 255 }, "any"],
    ]);
  });
});
