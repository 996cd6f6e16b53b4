import { expect, it } from "vitest";
import { bitsPrimitive } from "../../src/domains/bits/primitives.ts";
import type { Primitive } from "../../src/language/primitive.ts";
import { bitVector } from "../../src/language/type.ts";
import type { Bank } from "../../src/search/bank.ts";
import { bankOver } from "../kernels/banks.ts";

const TYPE = bitVector(8);

const made = {
  primitives: ["bvnot", "bvand", "bvadd", "bvlshr"].map((name) => bitsPrimitive(name, [8]) as Primitive),
  types: [TYPE],
  rows: [[3], [200], [77], [128]],
};

/** All entries with the value on the row, by looking at each. */
const sought = (bank: Bank, row: number, value: number): number[] =>
  bank.entries("bits<8>").filter((entry) => bank.value(entry, row) === value) as number[];

function expectFound(bank: Bank): void {
  for (let row = 0; row < bank.rows; row++) {
    for (let value = 0; value < 256; value += 5) {
      const wanted = sought(bank, row, value);
      const words = Uint32Array.of(value, 0);
      expect(bank.withRow("bits<8>", row, words)).toEqual(wanted);
      expect(bank.withValue("bits<8>", row, value)).toEqual(wanted);
      expect(bank.hasRows("bits<8>", [row], words)).toBe(wanted.length > 0);
    }
  }
  for (const entry of bank.entries("bits<8>").slice(0, 200)) {
    const rows = [0, 2, 3].slice(entry % 2);
    const words = Uint32Array.from(rows.flatMap((row) => [bank.value(entry, row) as number, 0]));
    const alike = bank
      .entries("bits<8>")
      .filter((other) => rows.every((row) => bank.value(other, row) === bank.value(entry, row)));
    expect(bank.withRows("bits<8>", rows, words)).toEqual(alike);
    expect(bank.hasRows("bits<8>", rows, words)).toBe(true);
  }
}

it("finds entries by a row, cheapest first, also when the bank has grown", () => {
  const bank = bankOver(made, 0);
  for (const candidates of [1, 50, 3000, 30_000]) {
    bank.grow(candidates);
    expectFound(bank);
  }
  expect(bank.count).toBeGreaterThan(3000);
});

it.each([
  ["a plain memory", Number.POSITIVE_INFINITY, 400e3],
  ["one of the kernels'", 0, 2e6],
])("finds them where %s is full, and indexes are refused", (_, plainBytes, most) => {
  let refused = 0;
  const bank: Bank = bankOver(made, plainBytes, (bytes) => {
    const isGranted = !bank || bank.bytes + bytes <= most;
    if (!isGranted) refused++;
    return isGranted;
  });
  while (!bank.full) bank.grow(10_000);
  refused = 0;
  expectFound(bank);
  // Each of the rows alone and two lists of several, but for some that there was room for.
  expect(refused).toBeGreaterThan(2);
});
