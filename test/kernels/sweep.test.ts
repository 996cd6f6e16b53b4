import { describe, expect, it, vi } from "vitest";
import { bitsOperators, bitsPrimitive } from "../../src/domains/bits/primitives.ts";
import { both, either, not } from "../../src/domains/logic/index.ts";
import { distinct, equal, implies, ite, xor } from "../../src/domains/smt/core.ts";
import { hashWords } from "../../src/kernels/hash.ts";
import { nativeMemory, nativeOver } from "../../src/kernels/native.ts";
import { bitsOf } from "../../src/language/bits.ts";
import type { Primitive } from "../../src/language/primitive.ts";
import { infix } from "../../src/language/print.ts";
import { apply, input, literal } from "../../src/language/program.ts";
import { randomOf } from "../../src/language/random.ts";
import { BOOL, bitVector, type Type } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import type { Bank } from "../../src/search/bank.ts";
import { bankOver, contents, type Made } from "./banks.ts";

const WIDTHS = [1, 3, 8, 31, 32, 33, 63, 64];

const NEVER = Number.POSITIVE_INFINITY;

const random = randomOf(5);

/** Values with small, large and middling ones among them. */
function someValue(type: Type): Value {
  if (type.kind !== "bits") return random.below(2) === 1;
  const some = (BigInt(random.below(2 ** 31)) << 33n) ^ (BigInt(random.below(2 ** 31)) << 9n);
  const all = [some, some, 0n, 1n, -1n, BigInt(random.below(80)), 1n << BigInt(random.below(type.width))];
  return bitsOf(all[random.below(all.length)], type.width);
}

/** Everything that there is of an operator at a width. */
function primitives(operator: string, width: number): Primitive[] {
  const at = [width, ...(operator === "concat" ? [Math.min(width, 64 - width) || 1] : [])];
  const indices =
    operator === "extract"
      ? [
          [width - 1, 0],
          [width - 1, width >> 1],
          [width >> 1, 0],
        ]
      : /extend|rotate|repeat/.test(operator)
        ? [[0], [1], [2], [width], [64 - width]]
        : [[]];
  return indices.flatMap((numbers) => bitsPrimitive(operator, at, numbers) ?? []);
}

/** The same without what makes it fast. */
const slow = ({ microcode, body, ...primitive }: Primitive): Primitive => primitive;

function grown(made: Made, plainBytes: number, candidates: number): Bank {
  const bank = bankOver(made, plainBytes);
  // Uneven portions: a stretch is left and taken up again.
  for (let portion = 1; bank.tried < candidates; portion = (portion * 7) % 1009)
    if (bank.grow(Math.min(portion, candidates - bank.tried)) === "exhausted") break;
  return bank;
}

/** Kernels, their plain twins and `run` keep the same entries in the same order. */
function expectAlike(made: Made, candidates: number): void {
  const [native, plain, oracle] = [
    grown(made, 0, candidates),
    grown(made, NEVER, candidates),
    grown({ ...made, primitives: made.primitives.map(slow) }, NEVER, candidates),
  ];
  expect([native.isCompiled, plain.isCompiled]).toEqual([true, false]);
  const wanted = contents(oracle);
  expect(contents(plain)).toEqual(wanted);
  expect(contents(native)).toEqual(wanted);
  expect([native.tried, plain.tried]).toEqual([oracle.tried, oracle.tried]);
}

const madeOf = (own: readonly Primitive[], rows: number): Made => {
  const types = [
    ...new Map(own.flatMap(({ params }) => params).map((type) => [JSON.stringify(type), type])).values(),
  ];
  const inputs = types.flatMap((type) => [type, type, type]);
  return {
    primitives: own,
    types: inputs,
    rows: Array.from({ length: rows }, () => inputs.map(someValue)),
    literals: types.map((type) => ({ type, value: someValue(type) })),
  };
};

describe("an operator computed in blocks", () => {
  it.each(bitsOperators.filter((name) => !/bvs(div|rem|mod)/.test(name)))("%s", (operator) => {
    for (const width of WIDTHS) {
      for (const primitive of primitives(operator, width)) {
        expect(primitive.microcode, primitive.name).toBeDefined();
        expectAlike(madeOf([primitive], 1 + random.below(9)), 400);
      }
    }
  });

  it("is on bools too", () => {
    const own = [not, both, either, xor, implies, equal(BOOL), distinct(BOOL), ite(BOOL)];
    for (const primitive of own) {
      expect(primitive.microcode, primitive.name).toBeDefined();
      expectAlike(madeOf([primitive], 9), 400);
    }
    expectAlike(madeOf([...own, distinct(bitVector(5)), ite(bitVector(5))], 20), 5000);
  });

  it("is one of many in a grammar, with conditions", () => {
    for (const width of WIDTHS) {
      const names = ["bvnot", "bvand", "bvadd", "bvsub", "bvult", "bvslt", "bveq", "bvlshr"];
      const own = names.map((name) => bitsPrimitive(name, [width]) as Primitive);
      expectAlike(madeOf([...own, ite(bitVector(width))], 7), 12_000);
    }
  }, 60_000);

  it("may be a macro", () => {
    const type = bitVector(64);
    const [lshr, equal] = ["bvlshr", "bveq"].map((name) => bitsPrimitive(name, [64]) as Primitive);
    const macro = (name: string, body: Primitive["body"], params: number): Primitive => ({
      name,
      params: Array.from({ length: params }, () => type),
      result: type,
      partial: false,
      run: () => undefined,
      print: infix("", 0),
      body,
    });
    const shifted = macro("shifted", apply(lshr, [input(0, type), literal(16n, type)]), 1);
    const chosen = macro(
      "chosen",
      apply(ite(type), [apply(equal, [input(0, type), literal(1n, type)]), input(1, type), input(2, type)]),
      3,
    );
    const run = ([a, b, c]: readonly Value[]): Value => (a === 1n ? b : c);
    const own = [
      { ...shifted, run: ([a]: readonly Value[]) => (a as bigint) >> 16n },
      { ...chosen, run },
    ];
    expectAlike(
      {
        ...madeOf(own, 5),
        literals: [
          { type, value: 1n },
          { type, value: 0n },
        ],
      },
      20_000,
    );
  });
});

describe("a full bank", () => {
  const type = bitVector(8);
  const own = ["bvnot", "bvadd", "bvand", "bvult"].map((name) => bitsPrimitive(name, [8]) as Primitive);
  const made = madeOf([...own, ite(type)], 5);

  /** All that it finds like one of its entries on some rows, among 30,000 candidates that it cannot keep. */
  function soughtIn(plainBytes: number, rows: readonly number[]): string[] {
    const bank = grown(made, plainBytes, 3000);
    bank.full = true;
    const { count } = bank;
    const found: string[] = [];
    const { start } = bank.grammar;
    const [like] = bank.entries("bits<8>").slice(100, 101);
    const values = rows.map((row) => bank.value(like, row));
    bank.sought = {
      sort: start?.id as number,
      rows,
      words: Uint32Array.from(values.flatMap((value) => [value as number, 0])),
      found: (production, args) => {
        const program = bank.programOfCall(production, args);
        if (rows.some((row, i) => bank.evaluate(program, row) !== values[i]))
          expect(program.text).toBe("like it");
        found.push(program.text);
      },
    };
    for (let portion = 1; bank.tried < 33_000; portion = (portion * 7) % 1009)
      if (bank.grow(Math.min(portion, 33_000 - bank.tried)) === "exhausted") break;
    expect(bank.count).toBe(count);
    expect(bank.tried).toBe(33_000);
    return found;
  }

  it.each([[[1]], [[0, 4]], [[]]])("finds what is sought on rows %j, in blocks as one by one", (rows) => {
    const native = soughtIn(0, rows);
    expect(native.length).toBeGreaterThan(0);
    expect(native).toEqual(soughtIn(NEVER, rows));
  });

  it("finds nothing where nothing is sought", () => {
    const bank = grown(made, 0, 3000);
    const { count } = bank;
    bank.full = true;
    bank.grow(1_000_000, 1000);
    expect(bank.count).toBe(count);
  });
});

it("⊥ and null among bools keep conditions out of the blocks", () => {
  const type = bitVector(8);
  const made = madeOf([ite(type), bitsPrimitive("bvult", [8]) as Primitive], 4);
  const odd = {
    ...made,
    types: [...made.types, BOOL],
    rows: made.rows.map((row, i) => [...row, i === 1 ? null : true]),
  };
  expectAlike(odd, 3000);
});

it("without WebAssembly, the plain twins do it all", () => {
  const own = ["bvadd", "bvnot"].map((name) => bitsPrimitive(name, [64]) as Primitive);
  const made = madeOf(own, 8);
  const wanted = grown(made, 0, 2000);
  vi.stubGlobal("WebAssembly", undefined);
  try {
    const bank = grown(made, 0, 2000);
    expect([bank.isCompiled, wanted.isCompiled]).toEqual([false, true]);
    expect(contents(bank)).toEqual(contents(wanted));
  } finally {
    vi.unstubAllGlobals();
  }
});

it.each([true, false])("kernels are there where the engine has SIMD: %s", async (has) => {
  const { WebAssembly: engine } = globalThis as unknown as { WebAssembly: Record<string, unknown> };
  const { Memory, Module, Instance } = engine;
  vi.stubGlobal("WebAssembly", { Memory, Module, Instance, validate: () => has });
  vi.resetModules();
  try {
    const fresh = await import("../../src/kernels/native.ts");
    expect(fresh.nativeMemory(1) !== undefined).toBe(has);
  } finally {
    vi.unstubAllGlobals();
  }
});

it("hashes are the same in both", () => {
  const memory = nativeMemory(1);
  expect(memory).toBeDefined();
  if (!memory) return;
  const native = nativeOver(memory);
  const words = new Uint32Array(memory.buffer);
  for (let i = 0; i < 256; i++) words[i] = random.below(2 ** 32);
  const hashes = new Set<number>();
  for (let count = 1; count <= 50; count++) {
    const hash = hashWords(words, count, count);
    expect(native.hash(count * 4, count * 4) | 0).toBe(hash);
    hashes.add(hash);
  }
  expect(hashes.size).toBe(50);
});
