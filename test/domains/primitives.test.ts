/** @file What is promised of every primitive, tried on random arguments of its types. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { domains } from "../../src/domains/index.ts";
import { equal } from "../../src/domains/lists/access.ts";
import { reverse, swapAt } from "../../src/domains/lists/edit.ts";
import { isCount } from "../../src/domains/logic/index.ts";
import * as integers from "../../src/domains/numbers/integers.ts";
import { recursionDomain } from "../../src/domains/recursion/index.ts";
import { contains } from "../../src/domains/text/ask.ts";
import * as cut from "../../src/domains/text/cut.ts";
import { upper } from "../../src/domains/text/form.ts";
import { compile } from "../../src/language/compile.ts";
import { run } from "../../src/language/interpret.ts";
import { FUEL, type Primitive } from "../../src/language/primitive.ts";
import { apply, input, lambda, literal, type Program, variableOf } from "../../src/language/program.ts";
import {
  type FunctionType,
  INT,
  list,
  sameType,
  showType,
  TEXT,
  type Type,
} from "../../src/language/type.ts";
import { isGround, mapParts } from "../../src/language/typeparts.ts";
import { printModule } from "../../src/language/typescript.ts";
import { hasType, type Value } from "../../src/language/value.ts";
import { LABELS, valuesOf } from "../support/arguments.ts";
import { loadAll, plain } from "../support/printed.ts";

const SEED = 7;

/** But recursive functions: their calls mean nothing outside of a definition. */
const primitives = domains
  .filter((domain) => domain !== recursionDomain)
  .flatMap((domain) => domain.primitives);

/** Primitives that compare items of any type, which must have an order. */
const ORDERED = /^(largest|smallest|sort-items|sort-by|max-by|min-by)$/;

/** What type variables stand for, one type at a time. */
function groundings(primitive: Primitive): readonly Type[] {
  if ([...primitive.params, primitive.result].every(isGround)) return [TEXT];
  if (["if", "else"].includes(primitive.name)) return [TEXT];
  return ORDERED.test(primitive.name) ? [TEXT, INT] : [TEXT, INT, list(INT)];
}

const ground = (type: Type, as: Type): Type =>
  type.kind === "variable" ? as : mapParts(type, (part) => ground(part, as));

/** Bodies of lambdas with these parameters; the last may have no value. */
function bodiesOf({ params, result }: FunctionType): readonly Program[] {
  const variables = params.map((type, level) => variableOf(level, type));
  const same = variables.filter(({ type }) => sameType(type, result));
  const [first] = variables;
  const bodies: Program[] = [...same];
  const texts = variables.filter(({ type }) => type.kind === "text");
  const ints = variables.filter(({ type }) => type.kind === "int");
  switch (result.kind) {
    case "text":
      bodies.push(literal("x", TEXT));
      for (const text of texts)
        bodies.push(
          apply(upper, [text]),
          apply(cut.take, [text, literal(1, INT)]),
          apply(cut.part, [text, literal("-", TEXT), literal(1, INT)]),
        );
      break;
    case "int":
      bodies.push(literal(3, INT));
      for (const int of ints)
        bodies.push(apply(integers.mod, [int, literal(3, INT)]), apply(integers.mod, [int, int]));
      break;
    case "bool":
      bodies.push(literal(true, result));
      if (variables.length > 1 && sameType(first.type, variables[1].type))
        bodies.push(apply(equal, [first, variables[1]]));
      for (const text of texts) bodies.push(apply(contains, [text, literal("a", TEXT)]));
      for (const int of ints)
        bodies.push(
          apply(isCount, [apply(integers.mod, [int, literal(3, INT)]), literal(0, INT)]),
          apply(isCount, [apply(integers.mod, [int, int]), int]),
        );
      break;
    case "list":
      bodies.push(literal([], result));
      for (const one of same)
        bodies.push(
          apply(reverse, [one], result),
          apply(swapAt, [one, literal(0, INT), literal(1, INT)], result),
        );
      break;
    default:
      throw new Error(`no bodies of the kind ${result.kind}`);
  }
  return bodies.map((body) => lambda(0, params, body));
}

/** A call, of which each argument is an input or a constant. */
interface Called {
  readonly program: Program;
  readonly params: readonly Type[];
}

/** Labels and lambdas are constants always: no program has them as inputs. */
const calls = ({ params: given, result, ...rest }: Primitive, as: Type): fc.Arbitrary<Called> =>
  fc
    .tuple(
      ...given.map((param) => {
        const type = ground(param, as);
        return type.kind === "function"
          ? fc.constantFrom(...bodiesOf(type))
          : fc
              .tuple(fc.boolean(), valuesOf(type))
              .map(([isInput, value]) =>
                isInput && type.kind !== "label" ? undefined : literal(value, type),
              );
      }),
    )
    .map((chosen) => {
      const params: Type[] = [];
      const args = chosen.map((constant, i) => {
        if (constant) return constant;
        params.push(ground(given[i], as));
        return input(params.length - 1, ground(given[i], as));
      });
      return { program: apply({ params: given, result, ...rest }, args, ground(result, as)), params };
    });

/** The call with nothing but inputs, labels aside: one for each label. */
function ofInputs(primitive: Primitive, as: Type): Called[] {
  const label = primitive.params.find((type) => type.kind === "label");
  return (label ? LABELS[label.set] : [""]).map((name) => {
    const params: Type[] = [];
    const args = primitive.params.map((param) => {
      const type = ground(param, as);
      if (type.kind === "label") return literal(name, type);
      if (type.kind === "function") return bodiesOf(type)[0];
      params.push(type);
      return input(params.length - 1, type);
    });
    return { program: apply(primitive, args, ground(primitive.result, as)), params };
  });
}

/** Rows of arguments; there is one without any. */
const rowsOf = (params: readonly Type[], count: number): Value[][] =>
  params.length === 0
    ? [[]]
    : fc.sample(fc.tuple(...params.map(valuesOf)) as fc.Arbitrary<Value[]>, { numRuns: count, seed: SEED });

/** Whether a number is so large that whole numbers or lists made of it may be beyond their limits. */
const isLarge = (value: Value): boolean =>
  typeof value === "number" ? Math.abs(value) >= 2 ** 15 : Array.isArray(value) && value.some(isLarge);

describe.each(primitives.map((primitive) => [primitive.name, primitive] as const))("%s", (_, primitive) => {
  test.each(groundings(primitive).map((as) => [showType(as), as] as const))(
    "prints and compiles to what it means, of %s",
    async (_, as) => {
      const sampled = fc.sample(calls(primitive, as), { numRuns: 60, seed: SEED });
      const programs = [...ofInputs(primitive, as), ...sampled];
      const printed = programs.map(({ program, params }) => {
        const signature = {
          params: params.map((type, i) => ({ name: `x${i}`, type })),
          result: ground(primitive.result, as),
        };
        return printModule({ name: "it", signature, program }).source;
      });
      const functions = await loadAll(printed);
      programs.forEach(({ program, params }, i) => {
        const compiled = compile(program);
        for (const row of rowsOf(params, i < programs.length - sampled.length ? 100 : 25)) {
          const expected = run(program, row);
          const said = `${program.text}\n${printed[i]}\n${JSON.stringify(row)}`;
          expect(compiled(row), said).toStrictEqual(expected);
          if (expected === undefined && !primitive.partial) continue;
          // Fields that a date does not have may be there as undefined.
          expect(plain(functions[i](...row.map(plain)) as Value), said).toEqual(plain(expected));
        }
      });
    },
  );

  const isCalled = primitive.params.some(({ kind }) => kind === "function");
  const [as] = groundings(primitive);
  const args = isCalled ? undefined : fc.tuple(...primitive.params.map((type) => valuesOf(ground(type, as))));

  test("has a value of its type, or none where it says that it may have none", () => {
    if (!args) return;
    for (const values of fc.sample(args, { numRuns: 2000, seed: SEED })) {
      const value = primitive.run(values, { fuel: FUEL });
      const said = `${primitive.name} of ${JSON.stringify(values)}: ${String(value)}`;
      if (value === undefined) expect(primitive.partial || values.some(isLarge), said).toBe(true);
      else expect(hasType(value, ground(primitive.result, as)), said).toBe(true);
    }
  });

  test("does without a value somewhere, if it says so", () => {
    if (!args || !primitive.partial) return;
    const rows = fc.sample(args, { numRuns: 5000, seed: SEED });
    expect(rows.some((values) => primitive.run(values, { fuel: FUEL }) === undefined)).toBe(true);
  });
});
