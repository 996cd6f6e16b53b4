import { describe, expect, test } from "vitest";
import { primitives } from "../../../src/domains/numbers/primitives.ts";
import { READING_LABELS } from "../../../src/domains/numbers/reading.ts";
import { run } from "../../../src/language/interpret.ts";
import type { Primitive } from "../../../src/language/primitive.ts";
import { apply, input, literal, type Program } from "../../../src/language/program.ts";
import { REAL, showType, TEXT, type Type } from "../../../src/language/type.ts";
import { printModule } from "../../../src/language/typescript.ts";
import { hasType, sameValue, type Value } from "../../../src/language/value.ts";
import { loadPrinted } from "../../support/printed.ts";

const byName = (name: string): Primitive => primitives.find((primitive) => primitive.name === name)!;

const NUMBERS = [
  0,
  -0,
  1,
  -1,
  2,
  3,
  7,
  10,
  0.1,
  0.2,
  0.3,
  0.5,
  -0.5,
  1.5,
  2.5,
  -2.5,
  1.005,
  2.675,
  1.15,
  0.285,
  100.1,
  99.995,
  -3469.33,
  19039.522,
  1234567.891,
  0.00001,
  1e-7,
  -1e-7,
  1e-20,
  1 / 3,
  5e-324,
  1e15,
  4503599627370497,
  9007199254740991,
  -9007199254740991,
  1e21,
  1e300,
  -1e300,
];

const TEXTS = [
  "",
  " ",
  "1",
  "-1",
  "1234.5",
  "1,234.5",
  "1.234,5",
  "1 234,5",
  "1'234.5",
  "$5",
  "(5.25)",
  "5-",
  "12%",
  "1e3",
  "3rd",
  "9007199254740993",
  "0x1f",
  "a1b22c3.5",
  "-5 to 10",
  "1,234 and -5,678.9",
  "abc",
  "−7",
  "-0",
  "1,23",
];

const ROUNDINGS = ["floor", "ceil", "trunc", "away", "half-up", "half-down", "half-even"];

const LAYOUTS = [
  "General",
  "0",
  "0.00",
  "0.0##",
  "0.*",
  "0.00*",
  "00000",
  "000.0",
  "#.00",
  "#,##0.00",
  "#.##0,0",
  "#,##,##0.0",
  "0,00",
  "0%",
  "0.0#%",
  "0.00E+00",
  "0.0#e0",
  "0th",
  "+0.0",
  "(0.00)",
  "0.0-",
  "??0.0?",
  "??0.???*",
  "(#,##0.0%)",
];

/** Literals that a label's or a literal-like parameter is tried with. */
function constants(type: Type): readonly Value[] {
  switch (showType(type)) {
    case "label<rounding>":
      return [...ROUNDINGS, "no such label"];
    case "label<number-layout>":
      return [...LAYOUTS, "no such label"];
    case "label<number-reading>":
      return [...READING_LABELS, "no such label"];
    case "real":
      return [1, 10, 25, 0.01, 0.05, 2.5, -2, 0];
    default:
      return [0, 1, 2, -1];
  }
}

const samples = (type: Type): readonly Value[] =>
  type.kind === "text" ? TEXTS : type.kind === "int" ? NUMBERS.filter(Number.isSafeInteger) : NUMBERS;

/** Every call of a primitive with inputs first, and then labels, literals or further inputs. */
function* calls(primitive: Primitive): Iterable<{ program: Program; rows: Value[][] }> {
  const [first, second, third] = primitive.params;
  const own = samples(first);
  if (primitive.params.length === 1) {
    yield { program: apply(primitive, [input(0, first)]), rows: own.map((value) => [value]) };
    return;
  }
  const labels = (type: Type) => constants(type).map((value) => literal(value, type));
  for (const constant of labels(second)) {
    for (const last of third ? labels(third) : [undefined]) {
      const args = [input(0, first), constant, ...(last ? [last] : [])];
      yield { program: apply(primitive, args), rows: own.map((value) => [value]) };
    }
  }
  if (second.kind === "label") return;
  const pairs = own.flatMap((a) => samples(second).map((b) => [a, b]));
  for (const last of third ? labels(third) : [undefined]) {
    const args = [input(0, first), input(1, second), ...(last ? [last] : [])];
    yield { program: apply(primitive, args), rows: pairs };
  }
}

describe.each(primitives.map((primitive) => [primitive.name, primitive] as const))("%s", (_, primitive) => {
  test("prints what it runs", async () => {
    const mixed: string[] = [];
    for (const { program, rows } of calls(primitive)) {
      const params = rows[0].map((_, i) => ({ name: `x${i}`, type: primitive.params[i] }));
      const signature = { params, result: primitive.result };
      const { source } = printModule({ name: "compute", signature, program });
      const printed = await loadPrinted(source);
      for (const row of rows) {
        const value = run(program, row);
        expect(value === undefined || hasType(value, primitive.result)).toBe(true);
        // Printed code does not look for whole numbers that are too large to be exact.
        if (value === undefined && !primitive.partial) continue;
        if (!sameValue(value, printed(...row) as Value)) {
          mixed.push(
            `${program.text} of ${row.join(", ")}: ${String(value)}, printed ${String(printed(...row))}`,
          );
        }
      }
    }
    expect(mixed).toEqual([]);
  });

  test("has helpers of at most 15 lines", () => {
    for (const { program } of calls(primitive)) {
      const params = primitive.params.slice(0, 2).map((type, i) => ({ name: `x${i}`, type }));
      const { source } = printModule({
        name: "compute",
        signature: { params, result: primitive.result },
        program,
      });
      for (const body of source.match(/^function [\s\S]*?^}/gm) ?? []) {
        expect(body.split("\n").length).toBeLessThanOrEqual(15);
      }
    }
  });
});

describe("is written as a programmer would", () => {
  const real = (index: number): Program => input(index, REAL);
  const number = (value: number): Program => literal(value, REAL);
  const mode = (label: string): Program => literal(label, { kind: "label", set: "rounding" });
  const printed = (program: Program, types: Type[]): string => {
    const params = types.map((type, i) => ({ name: "xy"[i], type }));
    return printModule({ name: "f", signature: { params, result: program.type }, program }).source;
  };

  test.each<[Program, string]>([
    [apply(byName("round"), [real(0), number(10), mode("floor")]), "Math.floor(x / 10) * 10"],
    [apply(byName("round"), [real(0), number(1), mode("ceil")]), "Math.ceil(x)"],
    [apply(byName("round"), [real(0), number(0.05), mode("half-up")]), "roundTo(x, 0.05, roundHalfUp)"],
    [apply(byName("round"), [real(0), number(5), mode("half-up")]), "Number((x / 5).toFixed()) * 5"],
    [apply(byName("round"), [real(0), number(0.01), mode("half-up")]), "roundToPlaces(x, 2)"],
    [apply(byName("less"), [real(0), number(100)]), "x < 100"],
    [apply(byName("maximum"), [real(0), number(0)]), "Math.max(x, 0)"],
    [apply(byName("multiply"), [real(0), real(1)]), "tidy(x * y)"],
    [apply(byName("negate"), [number(-5)]), "return -(-5)"],
  ])("%s", (program, text) => {
    expect(printed(program, [REAL, REAL])).toContain(text);
  });

  test("number-at", () => {
    const program = apply(byName("number-at"), [input(0, TEXT), literal(-1, { kind: "int" })]);
    expect(printed(program, [TEXT])).toContain("numberAt(x, -1)");
  });
});
