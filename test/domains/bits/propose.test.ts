import { describe, expect, test } from "vitest";
import { bitsDomain } from "../../../src/domains/bits/index.ts";
import { propose } from "../../../src/domains/bits/propose.ts";
import { domains } from "../../../src/domains/index.ts";
import { bitsOf } from "../../../src/language/bits.ts";
import type { Sample } from "../../../src/language/grammar.ts";
import { run } from "../../../src/language/interpret.ts";
import { bitVector, parseType, TEXT, type Type } from "../../../src/language/type.ts";
import { hasType, type Value } from "../../../src/language/value.ts";
import { Learning, typescriptOf } from "../../../src/learning.ts";

const sample = (
  inputs: readonly (readonly [Type, readonly Value[]])[],
  result: Type,
  outputs: readonly Value[],
): Sample => ({
  inputs: inputs.map(([type, values], i) => ({ name: `x${i}`, type, values })),
  outputs,
  result,
});

const byte = bitVector(8);

describe("what is proposed", () => {
  test("nothing where no column holds bit-vectors", () => {
    expect(propose(sample([[TEXT, ["0x0f"]]], TEXT, ["0x0f"]))).toEqual({ sorts: [], productions: [] });
  });

  test.each([
    [1, 1],
    [3, 8],
    [8, 16],
    [32, 64],
    [64, 64],
  ])("from %i to %i bits: productions of known sorts, with constants of their types", (from, to) => {
    const values = [0n, 1n, 5n].map((value) => bitsOf(value, from));
    const outputs = [0n, 1n, 5n].map((value) => bitsOf(value, to));
    const { sorts, productions } = propose(sample([[bitVector(from), values]], bitVector(to), outputs));
    const types = new Map<string, Type>(sorts.map(({ name, type }) => [name, type]));
    const typeOf = (sort: string): Type | undefined => types.get(sort) ?? parseType(sort);
    for (const { sort, head, args, cost } of productions) {
      expect(Number.isInteger(cost) && cost > 0).toBe(true);
      if ("literal" in head) expect(hasType(head.literal, typeOf(sort) as Type)).toBe(true);
      if ("primitive" in head) {
        expect(typeOf(sort)).toEqual(head.primitive.result);
        expect(args.map((arg) => typeOf(arg.sort))).toEqual(head.primitive.params);
      }
    }
  });

  test("what the outputs have in common, and the one difference", () => {
    const inputs = [0x00, 0x0c, 0x33];
    const constantsOf = (f: (x: number) => number): Value[] =>
      propose(sample([[byte, inputs]], byte, inputs.map(f))).productions.flatMap(({ sort, head }) =>
        sort === "bits<8>" && "literal" in head ? [head.literal] : [],
      );
    expect(constantsOf((x) => x ^ 0x5a)).toContain(0x5a);
    expect(constantsOf((x) => (x + 0xb3) & 0xff)).toContain(0xb3);
    expect(constantsOf((x) => x | 0x91)).toContain(0x91);
    expect(constantsOf((x) => x ^ x)).not.toContain(0x5a);
  });

  test("the domain is one of those for columns", () => {
    expect(domains).toContain(bitsDomain);
  });
});

/** Pairs of inputs and outputs from a function on bits, at a width. */
function task(width: number, f: (x: bigint) => bigint, count = 6) {
  const type = bitVector(width);
  let state = 0x9e37_79b9_7f4a_7c15n;
  const examples = Array.from({ length: count }, () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    const x = BigInt.asUintN(width, state >> BigInt(Math.max(0, 60 - width)));
    return { inputs: [bitsOf(x, width)], output: bitsOf(f(x), width) };
  });
  return {
    name: "it",
    signature: { params: [{ name: "x", type }], result: type },
    examples,
    tests: [],
    unlabelled: [],
  };
}

describe("what is learned", () => {
  test.each<[string, number, (x: bigint) => bigint, string]>([
    ["swapped nibbles", 8, (x) => (x << 4n) | (x >> 4n), "((x << 4) | (x >>> 4)) & 0xff"],
    ["without the lowest bit that is set", 16, (x) => x & (x - 1n), "x & (x - 1)"],
    ["bit 3 set", 16, (x) => x | 8n, "x | 8"],
    ["Gray's code", 32, (x) => x ^ (x >> 1n), "(x ^ (x >>> 1)) >>> 0"],
    ["the lowest bit that is set", 64, (x) => x & -x, "x & -x"],
    ["a half", 64, (x) => x >> 32n, "x >> 32n"],
  ])("%s", async (_, width, f, expected) => {
    const given = task(width, f);
    const learning = await Learning.open(given, domains, { candidates: 200_000 });
    try {
      const { best, solved } = await learning.run({ seconds: Number.POSITIVE_INFINITY });
      expect(solved).toBe(true);
      expect(best && typescriptOf(given, best)).toContain(`return ${expected};`);
      for (const { inputs, output } of task(width, f, 40).examples)
        expect(best && run(best.program, inputs)).toBe(output);
    } finally {
      learning.search.dispose();
    }
  });
});
