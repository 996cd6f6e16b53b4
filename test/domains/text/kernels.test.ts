/** @file Kernels write exactly what the layout would write of what `run` returns. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intLayout } from "../../../src/domains/numbers/layouts.ts";
import { slice } from "../../../src/domains/text/cut.ts";
import { concat } from "../../../src/domains/text/form.ts";
import { PrefixTable, textLayout } from "../../../src/domains/text/layout.ts";
import { applyTo } from "../../../src/language/interpret.ts";
import type { KernelHost, Layout } from "../../../src/language/layout.ts";
import { MAX_LENGTH, type Primitive } from "../../../src/language/primitive.ts";
import type { Value } from "../../../src/language/value.ts";

const pieces = fc.constantFrom(
  "",
  "a",
  "Z",
  " ",
  "é",
  "e\u0301",
  "👩‍💻",
  "🇩🇪",
  "\ud800",
  "\udc00",
  "\u0000",
  "0",
);
const text = fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join(""));
/** Any text, null or ⊥. */
const texts = fc.oneof({ weight: 8, arbitrary: text }, fc.constant(null), fc.constant(undefined));
const places = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -2, max: 8 }) },
  fc.constantFrom<Value>(null, undefined, 2 ** 32, 2 ** 32 + 1, -(2 ** 32), 2 ** 53 - 1),
);

/** Runs the kernel over rows of arguments, with ⊥ and null wherever they may stand, and the slow way. */
function expectTwins(
  primitive: Primitive,
  layouts: readonly Layout[],
  rows: readonly (readonly Value[])[],
): void {
  const sizes = layouts.map(({ words }) => words * rows.length);
  const at = Int32Array.from(sizes, (_, i) => 8 + sizes.slice(0, i).reduce((sum, size) => sum + size, 0));
  const out = 8 + sizes.reduce((sum, size) => sum + size, 0);
  const heap = new Uint32Array(out + rows.length * textLayout.words + 4).fill(0xabcdef01);
  layouts.forEach((layout, i) => {
    rows.forEach((row, r) => {
      layout.write(row[i], heap, at[i] + r * layout.words);
    });
  });
  const kept = new Map<number, unknown>();
  const host: KernelHost = {
    rows: rows.length,
    value: (entry, row) => rows[row][entry],
    attachment: (entry) => kept.get(entry),
    attach: (entry, table) => kept.set(entry, table),
  };
  const before = heap.slice(0, out);
  const expected = new Uint32Array(rows.length * textLayout.words);
  rows.forEach((row, r) => {
    const value = row.includes(undefined) ? undefined : applyTo(primitive, row, { fuel: 1e6 });
    textLayout.write(value, expected, r * textLayout.words);
  });
  // The second time from what it kept with its argument.
  for (let time = 0; time < 2; time++) {
    primitive.kernel?.(
      heap,
      out,
      Int32Array.from(layouts, (_, i) => i),
      at,
      host,
    );
    expect([...heap.slice(out, out + expected.length)]).toEqual([...expected]);
    expect(heap.slice(0, out), "arguments are left alone").toEqual(before);
    expect(heap[out + expected.length], "nothing is written beyond").toBe(0xabcdef01);
  }
}

describe("kernels", () => {
  it("concat", () => {
    expect(concat.kernel).toBeDefined();
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, texts), { minLength: 1, maxLength: 6 }), (rows) =>
        expectTwins(concat, [textLayout, textLayout], rows),
      ),
    );
  });

  it("slice", () => {
    expect(slice.kernel).toBeDefined();
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, places, places), { minLength: 1, maxLength: 6 }), (rows) =>
        expectTwins(slice, [textLayout, intLayout, intLayout], rows),
      ),
    );
  });

  it("long texts, and texts longer than any may be", () => {
    const long = "ab".repeat(40_000);
    expectTwins(
      concat,
      [textLayout, textLayout],
      [
        [long, long],
        ["", long],
        [long, ""],
      ],
    );
    expectTwins(
      slice,
      [textLayout, intLayout, intLayout],
      [
        [long, 3, 79_999],
        [long, 80_000, 80_000],
        [long, 0, 80_001],
      ],
    );
    const half = "x".repeat(MAX_LENGTH / 2);
    expectTwins(concat, [textLayout, textLayout], [[half, half]]);
  });

  it("concat has no value beyond the longest text", () => {
    const half = "x".repeat(MAX_LENGTH / 2);
    expectTwins(concat, [textLayout, textLayout], [[half, `${half}y`]]);
  });
});

describe("the layout of text", () => {
  const wordsOf = (value: Value): number[] => {
    const words = new Uint32Array(3);
    textLayout.write(value, words, 0);
    return [...words];
  };

  it("tells texts, null and nothing apart", () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(wordsOf(a).join() === wordsOf(b).join()).toBe(a === b);
      }),
    );
    expect(wordsOf("")).not.toEqual(wordsOf("\u0000"));
    expect(wordsOf("\u0000")).not.toEqual(wordsOf("\u0000\u0000"));
    for (const value of ["", "a", null, undefined])
      expect(textLayout.isBottom(Uint32Array.from(wordsOf(value)), 0)).toBe(value === undefined);
  });

  it("knows the prefixes of a text", () => {
    fc.assert(
      fc.property(text, text, (whole, other) => {
        const table = new PrefixTable(whole);
        const words = new Uint32Array(3);
        for (let length = 0; length <= whole.length; length++) {
          table.write(length, words, 0);
          expect([...words]).toEqual(wordsOf(whole.slice(0, length)));
          expect(table.holds(words, 0)).toBe(true);
        }
        expect(table.holds(Uint32Array.from(wordsOf(other)), 0)).toBe(whole.startsWith(other));
      }),
    );
    for (const nothing of [null, undefined])
      expect(new PrefixTable("").holds(Uint32Array.from(wordsOf(nothing)), 0)).toBe(false);
  });

  it("prices a constant by its length", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        // Two lone surrogates may join into one character.
        fc.pre(b !== "" && !/^[\udc00-\udfff]/.test(b));
        expect(textLayout.literalCost(a + b)).toBeGreaterThan(textLayout.literalCost(a));
      }),
    );
  });

  it("varies a text into other texts", () => {
    const random = { word: () => 0, below: () => 0, pick: <T>(items: readonly T[]): T => items[0] };
    fc.assert(
      fc.property(text, (value) => {
        const varied = [...textLayout.vary(value, random)];
        expect(varied.length).toBeLessThan(20);
        for (const one of varied) expect(typeof one).toBe("string");
        expect(varied.some((one) => one !== value) || value === "").toBe(true);
      }),
    );
    expect([...textLayout.vary(null, random)]).toEqual([]);
  });
});
