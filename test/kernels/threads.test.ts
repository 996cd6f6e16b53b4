import { describe, expect, it } from "vitest";
import { bitsPrimitive } from "../../src/domains/bits/primitives.ts";
import { ite } from "../../src/domains/smt/core.ts";
import { BROKEN, REGISTERS, TEAM_STATE_BYTES, TEAM_STATES } from "../../src/kernels/state.ts";
import type { Primitive } from "../../src/language/primitive.ts";
import { randomOf } from "../../src/language/random.ts";
import { bitVector } from "../../src/language/type.ts";
import type { Bank } from "../../src/search/bank.ts";
import { bankOver, type Made } from "./banks.ts";

const random = randomOf(11);

const operators = (names: readonly string[], width: number): Primitive[] =>
  names.map((name) => bitsPrimitive(name, [width]) as Primitive);

function madeOf(primitives: readonly Primitive[], width: number, rows: number): Made {
  const type = bitVector(width);
  const some = (): bigint =>
    BigInt.asUintN(width, (BigInt(random.below(2 ** 31)) << 33n) ^ BigInt(random.below(2 ** 31)));
  return {
    primitives,
    types: [type, type],
    rows: Array.from({ length: rows }, () => [some(), some()]),
    literals: [
      { type, value: 1n },
      { type, value: 0n },
    ],
  };
}

/** Commutative and other operators, conditions, three arguments. */
const WIDE = madeOf(operators(["bvnot", "bvand", "bvxor", "bvadd", "bvsub", "bvlshr"], 64), 64, 5);
const MIXED = madeOf([...operators(["bvult", "bvsub", "bvand"], 32), ite(bitVector(32))], 32, 4);
/** Most candidates are the same as others, those of the same batch among them. */
const NARROW = madeOf(operators(["bvnot", "bvadd", "bvsub", "bvor"], 8), 8, 2);

const rest = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Of all entries numbers, costs, productions, arguments and words, entry by entry; by sort. */
function contents(bank: Bank): Uint32Array[] {
  return bank.grammar.sorts.map(({ name, layout }) => {
    const { heap, rows } = bank;
    const list = bank.entries(name);
    const each = 3 + bank.grammar.arity + rows * layout.words;
    const all = new Uint32Array(list.length * each);
    let to = 0;
    for (const entry of list) {
      const { id, args } = bank.production(entry);
      all.set([entry, bank.costOf(entry), id, ...args.map((_, i) => bank.argument(entry, i))], to);
      to += 3 + bank.grammar.arity;
      const at = bank.at(entry);
      for (let i = 0; i < rows * layout.words; i++) all[to++] = heap[at + i];
    }
    return all;
  });
}

/** Told apart by the first difference: printing all would take minutes. */
function expectSame(one: Bank, other: Bank): void {
  const [wanted, found] = [contents(one), contents(other)];
  expect(found.map(({ length }) => length)).toEqual(wanted.map(({ length }) => length));
  expect(found.map((all, sort) => all.findIndex((word, i) => word !== wanted[sort][i]))).toEqual(
    wanted.map(() => -1),
  );
}

/** In portions that end inside of batches; others are waited for until they had a chance to help. */
async function grown(bank: Bank, candidates: number, threads: number): Promise<Bank> {
  for (let portion = 60_000; bank.tried < candidates; portion = (portion * 7) % 100_003) {
    if (bank.grow(Math.min(portion, candidates - bank.tried)) === "exhausted") break;
    if (threads > 1) await rest();
  }
  return bank;
}

const helped = new Map<number, number>();

describe.each([2, 4])("%i threads keep what one keeps, in the same order", (threads) => {
  it.each([
    ["64 bits", WIDE, 500_000],
    ["conditions", MIXED, 400_000],
    ["8 bits", NARROW, 400_000],
  ] as const)("%s", async (_, made, candidates) => {
    const one = await grown(bankOver(made, 0), candidates, 1);
    const several = await grown(bankOver(made, 0, undefined, threads), candidates, threads);
    helped.set(threads, (helped.get(threads) ?? 0) + several.helped);
    expect([several.tried, several.count, several.bytes]).toEqual([one.tried, one.count, one.bytes]);
    expectSame(one, several);
    one.dispose();
    several.dispose();
  });

  it.each([2.2e6, 3e6, 5e6])("and are full at the same candidate, with %i bytes", async (most) => {
    const limited = async (own: number) => {
      const bank: Bank = bankOver(WIDE, 0, (bytes) => !bank || bank.bytes + bytes <= most, own);
      let [first, unstored] = [0, 0];
      // Of no rows: every candidate is what is sought.
      bank.sought = {
        sort: 0,
        rows: [],
        words: new Uint32Array(0),
        found: (production, args) => {
          first ||= bank.tried;
          unstored = (Math.imul(unstored, 31) + production.id + args[0]) | 0;
        },
      };
      await grown(bank, 300_000, own);
      return { bank, seen: [bank.full, bank.tried, bank.count, bank.bytes, first, unstored] };
    };
    const [one, several] = [await limited(1), await limited(threads)];
    expect(one.bank.full).toBe(true);
    expect(several.seen).toEqual(one.seen);
    expectSame(one.bank, several.bank);
    one.bank.dispose();
    several.bank.dispose();
  });
});

it("others than the first thread have helped", () => {
  for (const [threads, pieces] of helped) expect(pieces, `${threads} threads`).toBeGreaterThan(0);
});

it("threads that ended for want of work are started again", async () => {
  const bank = bankOver(WIDE, 0, undefined, 2);
  await grown(bank, 200_000, 2);
  const before = bank.helped;
  await new Promise((resolve) => setTimeout(resolve, 2500));
  for (let tries = 0; tries < 100 && bank.helped === before; tries++) {
    bank.grow(20_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(bank.helped).toBeGreaterThan(before);
  bank.dispose();
}, 30_000);

it("a thread that dies in a batch is done without", async () => {
  const candidates = 500_000;
  const one = await grown(bankOver(WIDE, 0), candidates, 1);
  const bank = bankOver(WIDE, 0, undefined, 2);
  await grown(bank, candidates / 2, 2);
  const before = bank.helped;
  // The second thread's registers lie beyond the memory.
  const { heap } = bank;
  heap[(heap[TEAM_STATES] + heap[TEAM_STATE_BYTES]) / 4 + REGISTERS] = 0xffff_fff0;
  await grown(bank, candidates, 2);
  expect(before).toBeGreaterThan(0);
  expect(heap[BROKEN]).toBe(1);
  expectSame(one, bank);
}, 30_000);
