import { describe, expectTypeOf, it } from "vitest";
import type { InputsOf, Learned, OutputOf } from "../src/learn.ts";

describe("types of a learned function", () => {
  it("widens literals and drops the output", () => {
    type Row = readonly ["Ada Lovelace", 3, true, readonly ["a", "b"], "A.L."];
    expectTypeOf<InputsOf<Row>>().toEqualTypeOf<[string, number, boolean, readonly string[]]>();
    expectTypeOf<OutputOf<Row>>().toEqualTypeOf<string>();
  });

  it("widens what objects hold", () => {
    type Row = readonly [{ readonly value: 1; readonly tags: readonly ["a"] }, { readonly ok: true }];
    expectTypeOf<InputsOf<Row>>().toEqualTypeOf<
      [{ readonly value: number; readonly tags: readonly string[] }]
    >();
    expectTypeOf<OutputOf<Row>>().toEqualTypeOf<{ readonly ok: boolean }>();
  });

  it("joins rows that differ", () => {
    type Row = readonly ["a", null] | readonly ["b", 4];
    expectTypeOf<OutputOf<Row>>().toEqualTypeOf<number | null>();
  });

  it("stays usable for rows of unknown length", () => {
    expectTypeOf<InputsOf<string[]>>().toEqualTypeOf<readonly string[]>();
  });

  it("is a function that may have no answer", () => {
    type F = Learned<[string], string>;
    expectTypeOf<F>().parameters.toEqualTypeOf<[string]>();
    expectTypeOf<F>().returns.toEqualTypeOf<string | undefined>();
    expectTypeOf<Parameters<F["tell"]>[0]>().toEqualTypeOf<readonly [string, string]>();
  });
});
