/** @file Every SMT-LIB operator against a slow oracle over code points, written from the theories' text; and as printed. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smtPrimitiveNamed, smtPrimitives } from "../../../src/domains/smt/index.ts";
import { run } from "../../../src/language/interpret.ts";
import { FUEL, MAX_LENGTH, type Primitive } from "../../../src/language/primitive.ts";
import { apply, input, literal, type Program } from "../../../src/language/program.ts";
import { BOOL, bitVector, TEXT, type Type } from "../../../src/language/type.ts";
import { printModule } from "../../../src/language/typescript.ts";
import { hasType, type Value } from "../../../src/language/value.ts";
import { valuesOf } from "../../support/arguments.ts";
import { loadAll, plain } from "../../support/printed.ts";

const SEED = 11;

type Codes = readonly number[];
const codes = (text: Value): number[] => Array.from(text as string, (char) => char.codePointAt(0) as number);
const text = (all: Codes): string => all.map((code) => String.fromCodePoint(code)).join("");

/** Whether `part` stands in `all` at a position. */
const standsAt = (all: Codes, part: Codes, at: number): boolean =>
  at + part.length <= all.length && part.every((code, i) => all[at + i] === code);

function find(all: Codes, part: Codes, from: number): number {
  if (from < 0 || from > all.length) return -1;
  for (let at = from; at <= all.length; at++) if (standsAt(all, part, at)) return at;
  return -1;
}

const piece = (all: Codes, from: number, count: number): number[] => {
  const out: number[] = [];
  if (from < 0) return out;
  for (let i = 0; i < count && from + i < all.length; i++) out.push(all[from + i]);
  return out;
};

function compare(a: Codes, b: Codes): number {
  for (let i = 0; ; i++) {
    if (i === a.length) return i === b.length ? 0 : -1;
    if (i === b.length) return 1;
    if (a[i] !== b[i]) return a[i] - b[i];
  }
}

const isDigits = (all: Codes): boolean => all.length > 0 && all.every((code) => code >= 48 && code <= 57);
const exact = (value: bigint): Value =>
  value >= -(2n ** 53n) + 1n && value < 2n ** 53n ? Number(value) : undefined;
const big = (value: Value): bigint => BigInt(value as number);
const modulo = (a: bigint, b: bigint): bigint => {
  const size = b < 0n ? -b : b;
  return ((a % size) + size) % size;
};

const ORACLE: Readonly<Record<string, (...args: Value[]) => Value>> = {
  concat: (a, b) => text([...codes(a), ...codes(b)]),
  length: (a) => codes(a).length,
  substr: (a, from, count) => text(piece(codes(a), from as number, count as number)),
  at: (a, at) => text(piece(codes(a), at as number, 1)),
  replace: (a, b, c) => {
    const [all, part] = [codes(a), codes(b)];
    const at = find(all, part, 0);
    return at < 0 ? a : text([...all.slice(0, at), ...codes(c), ...all.slice(at + part.length)]);
  },
  "replace-all": (a, b, c) => {
    const [all, part, by] = [codes(a), codes(b), codes(c)];
    const out: number[] = [];
    for (let at = 0; at < all.length; ) {
      if (part.length > 0 && standsAt(all, part, at)) {
        out.push(...by);
        at += part.length;
      } else out.push(all[at++]);
    }
    return text(out);
  },
  "index-of": (a, b, from) => find(codes(a), codes(b), from as number),
  contains: (a, b) => find(codes(a), codes(b), 0) >= 0,
  "prefix-of": (a, b) => standsAt(codes(b), codes(a), 0),
  "suffix-of": (a, b) =>
    codes(a).length <= codes(b).length && standsAt(codes(b), codes(a), codes(b).length - codes(a).length),
  before: (a, b) => compare(codes(a), codes(b)) < 0,
  "not-after": (a, b) => compare(codes(a), codes(b)) <= 0,
  "to-int": (a) =>
    isDigits(codes(a)) ? exact(codes(a).reduce((sum, code) => sum * 10n + BigInt(code - 48), 0n)) : -1,
  "from-int": (a) => ((a as number) < 0 ? "" : String(a)),
  "is-digit": (a) => codes(a).length === 1 && isDigits(codes(a)),
  "to-code": (a) => (codes(a).length === 1 ? codes(a)[0] : -1),
  "from-code": (a) => {
    const code = a as number;
    if (code >= 0xd800 && code < 0xe000) return undefined;
    return code >= 0 && code <= 0x2ffff ? String.fromCodePoint(code) : "";
  },
  add: (a, b) => exact(big(a) + big(b)),
  subtract: (a, b) => exact(big(a) - big(b)),
  multiply: (a, b) => exact(big(a) * big(b)),
  div: (a, b) => (b === 0 ? undefined : exact((big(a) - modulo(big(a), big(b))) / big(b))),
  mod: (a, b) => (b === 0 ? undefined : exact(modulo(big(a), big(b)))),
  negate: (a) => exact(-big(a)),
  abs: (a) => exact(big(a) < 0n ? -big(a) : big(a)),
  less: (a, b) => big(a) < big(b),
  "at-most": (a, b) => big(a) <= big(b),
  greater: (a, b) => big(a) > big(b),
  "at-least": (a, b) => big(a) >= big(b),
  xor: (a, b) => (a ? !b : b),
  implies: (a, b) => (a ? b : true),
};

function oracle({ name }: Primitive): (...args: Value[]) => Value {
  const short = name.slice("smt-".length);
  if (ORACLE[short]) return ORACLE[short];
  if (short.startsWith("equal-")) return (a, b) => !(a !== b);
  if (short.startsWith("distinct-")) return (a, b) => !(a === b);
  if (short.startsWith("ite-")) return (test, yes, no) => (test === true ? yes : no);
  throw new Error(`${name} has no oracle`);
}

/** Parts of one another more often than chance would have it. */
const values = (type: Type): fc.Arbitrary<Value> =>
  type.kind === "text"
    ? fc.oneof(
        valuesOf(type),
        fc.array(fc.constantFrom("a", "b", "7", "\u{1d4b3}"), { maxLength: 5 }).map((all) => all.join("")),
      )
    : valuesOf(type);

const calls = (primitive: Primitive): fc.Arbitrary<readonly (readonly [Value, boolean])[]> =>
  fc.tuple(...primitive.params.map((type) => fc.tuple(values(type), fc.boolean())));

describe.each(smtPrimitives.map((primitive) => [primitive.name, primitive] as const))(
  "%s",
  (_, primitive) => {
    it("is found by its name", () => {
      expect(primitive.name).toMatch(/^[a-z0-9-]+$/);
      expect(smtPrimitiveNamed(primitive.name)).toBe(primitive);
    });

    it("means what the oracle says", () => {
      const expected = oracle(primitive);
      const args = fc.tuple(...primitive.params.map(values));
      for (const list of fc.sample(args, { numRuns: 3000, seed: SEED })) {
        const value = primitive.run(list, { fuel: FUEL });
        const said = `${primitive.name} of ${JSON.stringify(list)}`;
        expect(value, said).toStrictEqual(expected(...list));
        if (value !== undefined) expect(hasType(value, primitive.result), said).toBe(true);
      }
    });

    it("prints to what it means", async () => {
      const sampled = fc.sample(calls(primitive), { numRuns: 60, seed: SEED });
      const rows = fc.sample(fc.tuple(...primitive.params.map(values)), { numRuns: 40, seed: SEED + 1 });
      const programs = sampled.map((args) => {
        const params: Type[] = [];
        const parts = args.map(([value, isInput], i): Program => {
          const type = primitive.params[i];
          return isInput ? input(params.push(type) - 1, type) : literal(value, type);
        });
        const places = args.flatMap(([, isInput], i) => (isInput ? [i] : []));
        return { program: apply(primitive, parts), params, places };
      });
      const sources = programs.map(({ program, params }) => {
        const signature = {
          params: params.map((type, i) => ({ name: `x${i}`, type })),
          result: primitive.result,
        };
        return printModule({ name: "it", signature, program }).source;
      });
      const printed = await loadAll(sources);
      for (const [i, { program, places }] of programs.entries()) {
        for (const row of rows) {
          const inputs = places.map((place) => row[place]);
          const value = run(program, inputs);
          // Beyond 2^53 a printed sum is not looked at.
          if (value === undefined && !primitive.partial) continue;
          const said = `${program.text}\n${sources[i]}\n${JSON.stringify(inputs)}`;
          expect(plain(printed[i](...inputs) as Value), said).toEqual(plain(value));
        }
      }
    });
  },
);

describe("limits", () => {
  const call = { fuel: FUEL };
  const named = (name: string): Primitive => smtPrimitiveNamed(`smt-${name}`) as Primitive;

  it("have no value beyond the longest text", () => {
    const long = "a".repeat(MAX_LENGTH);
    expect(named("concat").run([long, "b"], call)).toBeUndefined();
    expect(named("replace").run([long, "a", "bb"], call)).toBeUndefined();
    expect(named("replace-all").run([long, "a", "bb"], { fuel: FUEL })).toBeUndefined();
    expect(named("replace-all").run([long, "a", ""], { fuel: FUEL })).toBe("");
  });

  it("have no value beyond 2^53", () => {
    expect(named("add").run([Number.MAX_SAFE_INTEGER, 1], call)).toBeUndefined();
    expect(named("to-int").run(["9007199254740992"], call)).toBeUndefined();
    expect(named("to-int").run(["00009007199254740991"], call)).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe("operators at a type", () => {
  it("are made once each, also for bit-vectors", () => {
    const ite = smtPrimitiveNamed("smt-ite-bits-8") as Primitive;
    expect(ite.params).toEqual([BOOL, bitVector(8), bitVector(8)]);
    expect(smtPrimitiveNamed("smt-ite-bits-8")).toBe(ite);
    expect(smtPrimitiveNamed("smt-ite-text")?.result).toEqual(TEXT);
  });

  it("are none for names that are none", () => {
    for (const name of [
      "smt-ite",
      "smt-ite-bits-65",
      "smt-ite-bits-0",
      "smt-ite-date",
      "smt-ite-text-x",
      "smt-",
    ])
      expect(smtPrimitiveNamed(name)).toBeUndefined();
  });
});
