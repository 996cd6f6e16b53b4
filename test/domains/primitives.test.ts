/** @file What is promised of every primitive, tried on random arguments of its types. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { domains } from "../../src/domains/index.ts";
import * as cut from "../../src/domains/text/cut.ts";
import { upper } from "../../src/domains/text/form.ts";
import { compile } from "../../src/language/compile.ts";
import { run } from "../../src/language/interpret.ts";
import { FUEL, type Primitive } from "../../src/language/primitive.ts";
import { apply, input, lambda, literal, type Program, variableOf } from "../../src/language/program.ts";
import { INT, TEXT, type Type } from "../../src/language/type.ts";
import { printModule } from "../../src/language/typescript.ts";
import { hasType, type Value } from "../../src/language/value.ts";
import { LABELS, valuesOf } from "../support/arguments.ts";
import { loadAll, plain } from "../support/printed.ts";

const SEED = 7;
const primitives = domains.flatMap((domain) => domain.primitives);

/** Bodies for the one kind of lambda there is; the last may have no value. */
const word = variableOf(0, TEXT);
const BODIES = [
  word,
  apply(upper, [word]),
  apply(cut.take, [word, literal(1, INT)]),
  apply(cut.part, [word, literal("-", TEXT), literal(1, INT)]),
].map((body) => lambda(0, [TEXT], body));

const ground = (type: Type): Type =>
  type.kind === "variable" ? TEXT : type.kind === "option" ? { kind: "option", of: ground(type.of) } : type;

/** A call, of which each argument is an input or a constant. */
interface Called {
  readonly program: Program;
  readonly params: readonly Type[];
}

/** Labels and lambdas are constants always: no program has them as inputs. */
const calls = (primitive: Primitive): fc.Arbitrary<Called> =>
  fc
    .tuple(
      ...primitive.params.map((type) =>
        type.kind === "function"
          ? fc.constantFrom(...BODIES)
          : fc
              .tuple(fc.boolean(), valuesOf(type))
              .map(([isInput, value]) =>
                isInput && type.kind !== "label" ? undefined : literal(value, ground(type)),
              ),
      ),
    )
    .map((chosen) => {
      const params: Type[] = [];
      const args = chosen.map((constant, i) => {
        if (constant) return constant;
        params.push(ground(primitive.params[i]));
        return input(params.length - 1, ground(primitive.params[i]));
      });
      return { program: apply(primitive, args, ground(primitive.result)), params };
    });

/** The call with nothing but inputs, labels aside: one for each label. */
function ofInputs(primitive: Primitive): Called[] {
  const label = primitive.params.find((type) => type.kind === "label");
  return (label ? LABELS[label.set] : [""]).map((name) => {
    const params: Type[] = [];
    const args = primitive.params.map((type) => {
      if (type.kind === "label") return literal(name, type);
      if (type.kind === "function") return BODIES[0];
      params.push(ground(type));
      return input(params.length - 1, ground(type));
    });
    return { program: apply(primitive, args, ground(primitive.result)), params };
  });
}

/** Rows of arguments; there is one without any. */
const rowsOf = (params: readonly Type[], count: number): Value[][] =>
  params.length === 0
    ? [[]]
    : fc.sample(fc.tuple(...params.map(valuesOf)) as fc.Arbitrary<Value[]>, { numRuns: count, seed: SEED });

describe.each(primitives.map((primitive) => [primitive.name, primitive] as const))("%s", (_, primitive) => {
  const sampled = fc.sample(calls(primitive), { numRuns: 60, seed: SEED });
  const programs = [...ofInputs(primitive), ...sampled];

  test("prints and compiles to what it means", async () => {
    const printed = programs.map(({ program, params }) => {
      const signature = {
        params: params.map((type, i) => ({ name: `x${i}`, type })),
        result: ground(primitive.result),
      };
      return printModule({ name: "it", signature, program }).source;
    });
    const functions = await loadAll(printed);
    programs.forEach(({ program, params }, i) => {
      const compiled = compile(program);
      for (const row of rowsOf(params, i < programs.length - sampled.length ? 100 : 25)) {
        const expected = run(program, row);
        const said = `${program.text}\n${printed[i]}\n${JSON.stringify(row)}`;
        // Fields that a date does not have may be there as undefined.
        expect(plain(functions[i](...row.map(plain)) as Value), said).toEqual(plain(expected));
        expect(compiled(row), said).toStrictEqual(expected);
      }
    });
  });

  test("has a value of its type, or none where it says that it may have none", () => {
    if (primitive.params.some(({ kind }) => kind === "function")) return;
    const args = fc.tuple(...primitive.params.map(valuesOf));
    for (const values of fc.sample(args, { numRuns: 2000, seed: SEED })) {
      const value = primitive.run(values, { fuel: FUEL });
      const said = `${primitive.name} of ${JSON.stringify(values)}: ${String(value)}`;
      if (value === undefined) expect(primitive.partial, said).toBe(true);
      else expect(hasType(value, primitive.result), said).toBe(true);
    }
  });

  test("does without a value somewhere, if it says so", () => {
    if (!primitive.partial || primitive.params.some(({ kind }) => kind === "function")) return;
    const args = fc.tuple(...primitive.params.map(valuesOf));
    const rows = fc.sample(args, { numRuns: 5000, seed: SEED });
    expect(rows.some((values) => primitive.run(values, { fuel: FUEL }) === undefined)).toBe(true);
  });
});
