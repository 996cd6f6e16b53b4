import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../src/language/compile.ts";
import { run } from "../../src/language/interpret.ts";
import { FUEL, type Primitive } from "../../src/language/primitive.ts";
import { apply, input, lambda, literal, variableOf } from "../../src/language/program.ts";
import { fn, list, option, TEXT } from "../../src/language/type.ts";
import type { FunctionValue, Value } from "../../src/language/value.ts";
import { concat, map, split, upper } from "../support/primitives.ts";
import { inputs, programs } from "../support/programs.ts";

test("a compiled program behaves as the interpreter does", () => {
  fc.assert(
    fc.property(programs, fc.array(inputs, { minLength: 1, maxLength: 4 }), (program, rows) => {
      const compiled = compile(program);
      for (const row of rows) expect(compiled(row)).toStrictEqual(run(program, row));
    }),
    { numRuns: 1500 },
  );
});

test("⊥ and null in the inputs are as for the interpreter", () => {
  const shout = apply(upper, [input(0, option(TEXT))]);
  expect([null, undefined, "a"].map((value) => compile(shout)([value]))).toEqual([undefined, undefined, "A"]);
  const both = apply(concat, [input(0, TEXT), input(1, TEXT)]);
  expect(compile(both)(["a", null])).toBeUndefined();
  expect(compile(both)([null, undefined])).toBeUndefined();
});

test("a learned module runs its body", () => {
  const body = apply(concat, [input(0, TEXT), apply(upper, [input(0, TEXT)])]);
  const twice: Primitive = { ...upper, name: "twice", body };
  const program = apply(twice, [apply(twice, [input(0, TEXT)])]);
  expect(compile(program)(["ab"])).toBe("abABABAB");
  expect(compile(program)(["ab"])).toBe(run(program, ["ab"]));
});

test("lambdas inside lambdas see their own parameters", () => {
  const inner = apply(map, [
    lambda(1, [TEXT], apply(concat, [variableOf(0, TEXT), variableOf(1, TEXT)])),
    apply(split, [variableOf(0, TEXT), literal("-", TEXT)]),
  ]);
  const program = apply(map, [lambda(0, [TEXT], inner), input(0, list(TEXT))], list(list(TEXT)));
  expect(compile(program)([["a-b", "c"]])).toEqual([["a-ba", "a-bb"], ["cc"]]);
});

test("fuel is used as by the interpreter, and is new for every row", () => {
  const seen: number[] = [];
  const probe: Primitive = {
    ...upper,
    name: "probe",
    run: ([text], call) => {
      seen.push(call.fuel);
      call.fuel -= 400_000;
      return text;
    },
  };
  const three = apply(probe, [apply(probe, [apply(probe, [apply(upper, [input(0, TEXT)])])])]);
  const two = apply(probe, [apply(probe, [input(0, TEXT)])]);
  expect(run(three, ["a"])).toBeUndefined();
  const byInterpreter = seen.splice(0);
  expect(compile(three)(["a"])).toBeUndefined();
  expect(seen.splice(0)).toEqual(byInterpreter);
  const compiled = compile(two);
  expect([compiled(["a"]), compiled(["b"])]).toEqual(["a", "b"]);
  expect(seen[2]).toBe(FUEL - 2);
});

test("a function that a program returns keeps its own row and fuel", () => {
  const program = lambda(0, [TEXT], apply(concat, [input(0, TEXT), variableOf(0, TEXT)]));
  const compiled = compile(program);
  const [f, g] = [compiled(["a"]) as FunctionValue, compiled(["b"]) as FunctionValue];
  expect([f("x"), g("x")]).toEqual(["ax", "bx"]);
});

test("a primitive may run another row of the same program", () => {
  let isInside = false;
  const box: { compiled?: (row: readonly Value[]) => Value } = {};
  const reenter: Primitive = {
    ...upper,
    name: "reenter",
    run: ([text]) => {
      if (isInside) return text;
      isInside = true;
      const other = box.compiled?.(["inner"]);
      isInside = false;
      return `${text}/${other}`;
    },
  };
  const program = apply(concat, [input(0, TEXT), apply(reenter, [input(0, TEXT)])]);
  box.compiled = compile(program);
  expect(box.compiled(["outer"])).toBe("outerouter/innerinner");
});

test("a call that is entered again while its arguments are computed keeps them", () => {
  const self = fn([TEXT], TEXT);
  const recurse: Primitive = {
    ...upper,
    name: "recurse",
    params: [fn([self, TEXT], TEXT), TEXT],
    run: ([f, text]) => {
      let left = 3;
      const again: FunctionValue = (value) => (left-- > 0 ? (f as FunctionValue)(again, value) : value);
      return again(text);
    },
  };
  const call: Primitive = {
    ...upper,
    name: "call",
    params: [self, TEXT],
    run: ([f, x]) => (f as FunctionValue)(x),
  };
  const [me, text] = [variableOf(0, self), variableOf(1, TEXT)];
  const body = apply(concat, [text, apply(call, [me, apply(concat, [text, literal("x", TEXT)])])]);
  const program = apply(recurse, [lambda(0, [self, TEXT], body), input(0, TEXT)]);
  expect(compile(program)(["a"])).toBe("aaxaxxaxxx");
  expect(run(program, ["a"])).toBe("aaxaxxaxxx");
});
