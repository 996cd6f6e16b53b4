import fc from "fast-check";
import { expect, test } from "vitest";
import { FIELDS } from "../../../src/domains/dates/layout.ts";
import { datePrimitives, PARTS } from "../../../src/domains/dates/primitives.ts";
import type { Primitive } from "../../../src/language/primitive.ts";
import type { Helper } from "../../../src/language/print.ts";
import { apply, input, literal } from "../../../src/language/program.ts";
import { label, TEXT, type Type } from "../../../src/language/type.ts";
import { printModule } from "../../../src/language/typescript.ts";
import type { Value } from "../../../src/language/value.ts";
import { loadPrinted, type Printed, plain } from "../../support/printed.ts";
import { anyDate, fullDate } from "./arbitrary.ts";

const LABELS: Record<string, readonly string[]> = {
  "date-layout": [
    ...FIELDS.keys(),
    "yyyy-MM-dd",
    "MMMM 'the' do, yyyy",
    "EEE h:mma",
    "''yy '`\u0024{x}` quote' \"*/",
    "",
    "no such field",
  ],
  "date-reading": [
    "yyyy-M-d",
    "M/d/yy",
    "d/M/yyyy H:mm",
    "EEE, MMM do, yyyy 'at' h:mm:ss a",
    "yyyy D",
    "MMM yyyy EEE F",
    "EEE 'wk' w 'in' yyyy",
    "yyyy-'W'w-e",
    "H:mm:ss.SSS",
    "H:mm|d/M/yyyy|MMM d",
    "MMddyyyy",
    "yyyy'é*/\u2028'M",
    "month-first",
    "day-first",
    "nonsense",
  ],
  "date-unit": [
    "1 second",
    "15 minutes",
    "2 hours from 1:00",
    "90 minutes from 0:30",
    "1 day",
    "2 days",
    "1 week",
    "1 month",
    "1 quarter",
    "5 months",
    "10 years",
    "0 hours",
    "junk",
  ],
  "date-duration": [
    "30 minutes",
    "-1 hour",
    "7199 seconds",
    "1 day",
    "-2 weeks",
    "13 months",
    "-1 year",
    "junk",
  ],
  "date-part": [...PARTS.keys(), "junk"],
};

const PIECES =
  "12 2020 31 29 02 Feb september Mon Tue wednesday - / . , : 30 59 am PM T W wk in at 0 99 3rd 6th 366 1899 06:05 é".split(
    " ",
  );
const texts = fc
  .array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom("", " ", "", " ", "-", "/", ":")), {
    maxLength: 9,
  })
  .map((all) => all.map(([piece, gap]) => piece + gap).join(""));
/** Texts near to what the readings above want. */
const dated = fc.tuple(fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), fullDate).map(([way, d]) => {
  const two = (n: number | undefined): string => String(n).padStart(2, "0");
  return [
    `${String(d.year).padStart(4, "0")}-${d.month}-${d.day}`,
    `${d.month}/${d.day}/${two((d.year ?? 0) % 100)}`,
    `x ${d.day}/${d.month}/${String(d.year).padStart(4, "0")} ${d.hour}:${two(d.minute)} y`,
    `Monday, march ${d.day}th, ${String(d.year).padStart(4, "0")} at ${d.hour}:${two(d.minute)}:${two(d.second)} p.m.`,
    `${String(d.year).padStart(4, "0")} ${(d.day ?? 0) * 12}`,
    `Apr ${String(d.year).padStart(4, "0")} Fri ${(d.day ?? 0) % 6}`,
    `Sun wk ${(d.minute ?? 0) - 3} in ${String(d.year).padStart(4, "0")}`,
    `${String(d.year).padStart(4, "0")}-W${d.minute}-${(d.day ?? 0) % 9}`,
    `${d.hour}:${two(d.minute)}:${two(d.second)}.${d.day}`,
    `${two(d.month)}${two(d.day)}${String(d.year).padStart(4, "0")}`,
  ][way];
});
const numbers = fc.oneof(
  fc.integer({ min: -1, max: 32 }),
  fc.integer({ min: 1, max: 10_000 }),
  fc.constantFrom(0.5, 2024, 2, 29),
);

const arbitraryOf = (type: Type): fc.Arbitrary<Value> =>
  type.kind === "date"
    ? fc.oneof(anyDate, fullDate)
    : type.kind === "text"
      ? fc.oneof(texts, dated)
      : numbers;

/** The primitive as a printed function of its arguments but for the label, which is fixed. */
function printed(primitive: Primitive, chosen: string | undefined): Promise<Printed> {
  const args = primitive.params.map((type, i) =>
    type.kind === "label" ? literal(chosen as string, label(type.set)) : input(i, type),
  );
  const params = primitive.params
    .filter((type) => type.kind !== "label")
    .map((type, i) => ({ name: `x${i}`, type }));
  const module = {
    name: "compute",
    signature: { params, result: primitive.result },
    program: apply(primitive, args),
  };
  return loadPrinted(printModule(module).source);
}

const comparable = (value: unknown): unknown =>
  typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined))
    : value;

for (const primitive of datePrimitives) {
  test(`printed ${primitive.name} behaves as run`, async () => {
    const set = primitive.params.find((type) => type.kind === "label");
    const own = primitive.params.filter((type) => type.kind !== "label").map(arbitraryOf);
    for (const chosen of set?.kind === "label" ? LABELS[set.set] : [undefined]) {
      const compute = await printed(primitive, chosen);
      let results = 0;
      fc.assert(
        fc.property(fc.tuple(...own), (args) => {
          const all = chosen === undefined ? args : [...args, chosen];
          const expected = primitive.run(all, { fuel: 1e6 });
          if (expected !== undefined) results++;
          expect([chosen, comparable(compute(...args.map(plain)))]).toEqual([
            chosen,
            comparable(plain(expected)),
          ]);
        }),
        { numRuns: chosen === undefined ? 500 : 150 },
      );
      const isVoid = chosen !== undefined && /junk|nonsense|no such|^0 |^2 days|é/.test(chosen);
      expect([chosen, results > 0]).toEqual([chosen, !isVoid]);
    }
  });
}

test("helpers have at most 15 lines, and one name means one helper", () => {
  const helpers = new Map<string, Helper>();
  const collect = (helper: Helper): string => {
    expect(helpers.get(helper.name)?.source ?? helper.source).toBe(helper.source);
    helpers.set(helper.name, helper);
    helper.needs?.forEach(collect);
    return helper.name;
  };
  const code = { text: "x", binding: 11, isLiteral: false, literal: undefined, type: TEXT } as const;
  const context = { at: () => "x", quote: JSON.stringify, use: collect };
  for (const primitive of datePrimitives) {
    const set = primitive.params.find((type) => type.kind === "label");
    for (const chosen of set?.kind === "label" ? LABELS[set.set] : [undefined]) {
      const args = primitive.params.map((type) =>
        type.kind === "label" ? { ...code, isLiteral: true, literal: chosen } : code,
      );
      primitive.print(args, context);
    }
  }
  expect(helpers.size).toBeGreaterThan(50);
  for (const { name, source } of helpers.values()) {
    expect([name, source.split("\n").length]).toEqual([name, expect.toSatisfy((n: number) => n <= 15)]);
  }
});
