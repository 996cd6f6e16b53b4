/** @file Witnesses against `run`: what they propose leads to the goal, and what is known to lead there is proposed. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { map } from "../../src/domains/lists/higher-order.ts";
import { concat } from "../../src/domains/text/form.ts";
import { textLayout } from "../../src/domains/text/layout.ts";
import { join, TEXTS } from "../../src/domains/text/lists.ts";
import type { Grammar, Production } from "../../src/language/grammar.ts";
import { hashedLayout } from "../../src/language/layout.ts";
import type { Primitive } from "../../src/language/primitive.ts";
import { literal, literalText } from "../../src/language/program.ts";
import { showType, TEXT, type Type } from "../../src/language/type.ts";
import { sameValue, type Value } from "../../src/language/value.ts";
import { type Cell, type Choice, type Goal, meets, type Witness } from "../../src/language/witness.ts";
import { Bank } from "../../src/search/bank.ts";
import { CompiledGrammar } from "../../src/search/grammar.ts";
import { matching } from "../../src/search/matching.ts";
import { Meet } from "../../src/search/meet.ts";

const ROWS = 3;
const LIMIT = 1000;

const piece = fc.constantFrom("", "a", "b", "ab", "-", ", ", "é", "e\u0301", "👩‍💻", "🇩🇪", "𝒳", "\ud800");
const text = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(""));
/** One value a row; now and then ⊥. */
const column = fc.array(fc.option(text, { nil: undefined, freq: 8 }), { minLength: ROWS, maxLength: ROWS });
const texts = fc.array(text, { minLength: ROWS, maxLength: ROWS });

/** A bank that holds exactly these columns, dearer ones later. */
function bankOf(
  columns: readonly (readonly [sort: string, values: readonly Value[]])[],
  primitive?: Primitive,
): Bank {
  const separators = ["", "-", ", "];
  const grammar: Grammar = {
    start: "text",
    sorts: [
      { name: "text", type: TEXT, layout: textLayout },
      { name: "text:separator", type: TEXT, layout: textLayout },
      { name: "list<text>", type: TEXTS, layout: hashedLayout(TEXTS) },
    ],
    productions: [
      ...columns.map(([sort], i): Production => ({ sort, head: { input: i }, args: [], cost: 1 + i })),
      ...separators.map(
        (value): Production => ({ sort: "text:separator", head: { literal: value }, args: [], cost: 1 }),
      ),
      ...(primitive ? [callsOf(primitive)] : []),
    ],
  };
  const frames = Array.from({ length: ROWS }, (_, row) => {
    const variables = columns.map(([, values]) => values[row]);
    return { variables, inputs: variables, bound: [] };
  });
  const bank = new Bank(
    new CompiledGrammar(grammar),
    frames,
    columns.map(([sort], i) => literal(i, (sort === "text" ? TEXT : TEXTS) as Type)),
  );
  bank.grow(LIMIT);
  return bank;
}

/** A production for deduction alone. */
const callsOf = (primitive: Primitive): Production => ({
  sort: "text",
  head: { primitive },
  args: primitive.params.map((param) => ({ sort: showType(param) })),
  cost: 1,
  climbs: false,
});

interface Proposal {
  /** Values on each row; undefined where the choice says nothing of the row. */
  readonly choice: Choice;
  readonly values: readonly (Value | "any")[];
}

/** What an argument may be on the rows, when it is as proposed. */
function valuesOf(choice: Choice, bank: Bank): readonly (Value | "any")[] {
  if ("entry" in choice) return Array.from({ length: ROWS }, (_, row) => bank.value(choice.entry, row));
  if ("literal" in choice) return new Array<Value>(ROWS).fill(choice.literal);
  if ("goal" in choice)
    return choice.goal.cells.map((cell, row) => {
      if (cell === "any") return "any";
      if ("oneOf" in cell) return cell.oneOf[row % cell.oneOf.length];
      return "one" in cell ? cell.one : "any";
    });
  return [];
}

function* proposals(
  primitive: Primitive,
  goal: Goal,
  bank: Bank,
  sorts?: readonly string[],
): Generator<Proposal[]> {
  for (const witness of [primitive.witness ?? []].flat())
    yield* proposalsOf(witness, primitive, goal, bank, sorts);
}

function* proposalsOf(
  witness: Witness,
  { params }: Primitive,
  goal: Goal,
  bank: Bank,
  sorts: readonly string[] = params.map((type) => showType(type).replace(/'\w/g, "text")),
): Generator<Proposal[]> {
  const go = function* (chosen: readonly Proposal[]): Generator<Proposal[]> {
    if (chosen.length === witness.order.length) {
      const ordered: Proposal[] = [];
      witness.order.forEach((argument, i) => {
        ordered[argument] = chosen[i];
      });
      yield ordered;
      return;
    }
    const argument = witness.order[chosen.length];
    const taken = chosen.map(({ choice }) => choice);
    for (const choice of witness.next(goal, argument, taken, bank, LIMIT, sorts))
      yield* go([...chosen, { choice, values: valuesOf(choice, bank) }]);
  };
  yield* go([]);
}

const goalOf = (sort: string, values: readonly (Value | "any")[]): Goal => ({
  sort,
  cells: values.map((value): Cell => (value === "any" || value === undefined ? "any" : { one: value })),
});

/** Runs the primitive on what was proposed, on each row that the goal constrains. */
function expectSound(primitive: Primitive, goal: Goal, args: readonly (readonly (Value | "any")[])[]): void {
  goal.cells.forEach((cell, row) => {
    if (cell === "any") return;
    const values = args.map((values) => values[row]);
    expect(values, `row ${row} is constrained, hence determined`).not.toContain("any");
    expect(values, "an argument without a value leads nowhere").not.toContain(undefined);
    const value = primitive.run(values as Value[], { fuel: 1e6 });
    expect(meets(value, cell), `${literalText(value)} meets ${JSON.stringify(cell)}`).toBe(true);
  });
}

it("no more proposals are taken than may be", () => {
  let made = 0;
  const endless: Witness = {
    order: [0, 1],
    *next(_goal, _arg, _chosen, bank) {
      for (;;) {
        made++;
        yield { entry: bank.entries("text").slice(0, 1)[0] };
      }
    },
  };
  const doubled: Primitive = { ...concat, witness: endless };
  const given = bankOf([["text", ["a", "b", "c"]]], doubled);
  const options = { keep: 3, expansions: 1, proposals: 7, slack: 0 };
  const meet = new Meet(given, options, function* () {
    yield;
    return [];
  });
  meet.start({ sort: "text", cells: ["aa", "bb", "cc"].map((one) => ({ one })) });
  while (!meet.run(1));
  expect(meet.solutions.map((solution) => meet.programOf(solution).text)).toEqual(["(concat 0 0)"]);
  expect(made).toBe(7 + 7 * 7);
});

describe("concat", () => {
  it("proposes only what leads to the goal", () => {
    let count = 0;
    fc.assert(
      fc.property(fc.array(column, { minLength: 2, maxLength: 6 }), text, (columns, end) => {
        const bank = bankOf(columns.map((values) => ["text", values]));
        const [first, second] = columns;
        const wanted = first.map((value, row) =>
          value === undefined || second[row] === undefined ? undefined : `${value}${second[row]}${end}`,
        );
        const goal = goalOf("text", wanted);
        for (const args of proposals(concat, goal, bank)) {
          count++;
          expectSound(
            concat,
            goal,
            args.map(({ values }) => values),
          );
        }
      }),
    );
    expect(count).toBeGreaterThan(100);
  });

  it("proposes every entry that begins the goal and leaves something of it", () => {
    fc.assert(
      fc.property(texts, texts, fc.array(column, { maxLength: 4 }), (first, second, others) => {
        fc.pre(first.some((value) => value !== "") && second.some((value) => value !== ""));
        const bank = bankOf([first, ...others].map((values) => ["text", values]));
        const whole = first.map((value, row) => value + second[row]);
        const proposed = [...proposals(concat, goalOf("text", whole), bank)].map(([{ values }]) => values);
        expect(proposed.some((values) => values.every((value, row) => value === first[row]))).toBe(true);
      }),
    );
  });

  it("proposes a prefix that all rows share as a constant, never half a character", () => {
    const literals = (values: readonly (Value | "any")[]): readonly Value[] =>
      [...proposals(concat, goalOf("text", values), bankOf([]))].map(
        ([
          {
            values: [first],
          },
        ]) => first,
      );
    expect(literals(["née 👩‍💻", "née 𝒳", "née x"]).at(-1)).toBe("née ");
    for (const prefix of literals(["née 👩‍💻", "née 𝒳", "née x"]))
      expect("née ".startsWith(prefix as string)).toBe(true);
    expect(literals(["e\u0301t", "e\u0301u", "any"])).toEqual(["e\u0301"]);
    expect(literals(["👍👍a", "👎", "any"]), "half an emoji is shared").toEqual([]);
  });

  it("cuts no emoji where its parts are joined, nor before its skin tone, nor a flag in two", () => {
    const literals = (values: readonly string[]): readonly Value[] =>
      [...proposals(concat, goalOf("text", [...values, "any"]), bankOf([]))].map(
        ([
          {
            values: [first],
          },
        ]) => first,
      );
    expect(literals(["👩‍💻", "👩‍🚀"])).toEqual([]);
    expect(literals(["👍🏽", "👍🏿"])).toEqual([]);
    expect(literals(["🇩🇪", "🇩🇰"])).toEqual([]);
  });

  it("leaves rows that do not matter alone", () => {
    const bank = bankOf([["text", ["a", "zzz", undefined]]]);
    const [args] = [...proposals(concat, goalOf("text", ["ab", "any", "any"]), bank)].filter(
      ([{ choice }]) => "entry" in choice,
    );
    expect(args[1].choice).toEqual({ goal: { sort: "text", cells: [{ one: "b" }, "any", "any"] } });
  });

  it("has nothing to say of goals that are no text", () => {
    const bank = bankOf([["text", ["a", "b", "c"]]]);
    for (const cell of [{ one: null }, { low: 0, high: 1 }, { oneOf: ["a"] }] as Cell[])
      expect([...proposals(concat, { sort: "text", cells: [cell, "any", "any"] }, bank)]).toEqual([]);
    expect([...proposals(concat, { sort: "text", cells: ["any", "any", "any"] }, bank)]).toEqual([]);
  });
});

describe("join", () => {
  it("proposes only what leads to the goal", () => {
    let count = 0;
    fc.assert(
      fc.property(column, (wanted) => {
        const goal = goalOf("text", wanted);
        for (const args of proposals(join, goal, bankOf([]), ["list<text>", "text:separator"])) {
          count++;
          expectSound(
            join,
            goal,
            args.map(({ values }) => values),
          );
        }
      }),
    );
    expect(count).toBeGreaterThan(100);
  });
});

describe("map", () => {
  const lists = fc.array(fc.array(text, { maxLength: 3 }), { minLength: ROWS, maxLength: ROWS });

  it("a body that does what is asked at each application makes the list", () => {
    let count = 0;
    fc.assert(
      fc.property(fc.array(lists, { minLength: 1, maxLength: 3 }), fc.nat(3), (columns, seed) => {
        const bank = bankOf(columns.map((values) => ["list<text>", values]));
        const change = (item: string): string => ["", item, `${item}!`, item.toUpperCase()][seed];
        const wanted = columns[0].map((items) => items.map(change));
        const goal = goalOf("list<text>", wanted);
        for (const [items, { choice }] of proposals(map, goal, bank)) {
          if (!("lambda" in choice)) throw new Error("a list's items are changed by a lambda");
          count++;
          wanted.forEach((list, row) => {
            const asked = choice.lambda.filter((application) => application.row === row);
            let at = 0;
            const body = (item: Value): Value => {
              const { params, result } = asked[at++];
              expect(params).toEqual([item]);
              return result !== "any" && "one" in result ? result.one : undefined;
            };
            const value = map.run([items.values[row] as Value, body], { fuel: 1e6 });
            expect(sameValue(value, list)).toBe(true);
          });
        }
      }),
    );
    expect(count).toBeGreaterThan(50);
  });
});

describe("look-up", () => {
  it("finds the entries that meet a goal, and no others", () => {
    const cell = fc.oneof(
      fc.constant<Cell>("any"),
      text.map((one): Cell => ({ one })),
      fc.array(text, { maxLength: 3 }).map((oneOf): Cell => ({ oneOf })),
    );
    fc.assert(
      fc.property(
        fc.array(column, { maxLength: 8 }),
        fc.array(cell, { minLength: ROWS, maxLength: ROWS }),
        (columns, cells) => {
          const bank = bankOf(columns.map((values) => ["text", values]));
          const sort = bank.grammar.sortNamed("text");
          if (!sort) return;
          const goal = { sort: "text", cells };
          const wanted = bank
            .entries("text")
            .filter((entry) => cells.every((one, row) => meets(bank.value(entry, row), one)));
          expect(matching(bank, goal, sort, LIMIT)).toEqual(wanted);
        },
      ),
    );
  });
});
