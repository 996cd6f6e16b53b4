/** @file The search as its callers see it: what it answers, that it is deterministic, and how it goes on. */

import { describe, expect, it } from "vitest";
import { logicDomain } from "../../src/domains/logic/index.ts";
import { numbersDomain } from "../../src/domains/numbers/index.ts";
import { textDomain } from "../../src/domains/text/index.ts";
import { bits, type Domain } from "../../src/language/grammar.ts";
import { run } from "../../src/language/interpret.ts";
import { hashedLayout } from "../../src/language/layout.ts";
import type { Primitive } from "../../src/language/primitive.ts";
import { primary } from "../../src/language/print.ts";
import { apply, input, literal } from "../../src/language/program.ts";
import { BOOL, INT, TEXT } from "../../src/language/type.ts";
import type { Search } from "../../src/search/answer.ts";
import { createSearch } from "../../src/search/search.ts";
import type { Task } from "../../src/tasks/task.ts";
import { finish, learned, taskOf } from "./finish.ts";

const domains: readonly Domain[] = [textDomain, numbersDomain, logicDomain];

const initials = taskOf(
  [TEXT],
  TEXT,
  [
    ["Ada Lovelace", "A.L."],
    ["Grace Hopper", "G.H."],
    ["Alan Turing", "A.T."],
  ],
  [["Barbara Liskov"], ["Edsger W. Dijkstra"]],
);

const surname = taskOf([TEXT], TEXT, [
  ["Ada Lovelace", "Lovelace"],
  ["Grace Hopper", "Hopper"],
  ["Alan Turing", "Turing"],
]);

/** All that a caller sees, but for bytes. */
const seen = (search: Search): unknown => ({
  answers: search
    .answers()
    .map(({ program, cost, right, suspects }) => [program.text, cost, right, suspects.length]),
  questions: search.questions(),
  candidates: search.progress().candidates,
  entries: search.progress().entries,
});

describe("answers", () => {
  it("the program that the examples mean", async () => {
    const { best, search } = await learned(initials, domains);
    expect(best?.right).toBe(3);
    expect(best && run(best.program, ["Barbara Liskov"])).toBe("B.L.");
    for (const { program } of search.answers())
      for (const { inputs, output } of initials.examples) expect(run(program, inputs)).toBe(output);
  });

  it("are sorted by cost, differ as functions, and cost what explain says", async () => {
    const { search } = await learned(initials, domains, { candidates: 100_000, top: 8 });
    const answers = search.answers();
    expect(answers.length).toBeGreaterThan(1);
    answers.forEach(({ program, cost }, i) => {
      if (i > 0) expect(cost).toBeGreaterThanOrEqual(answers[i - 1].cost);
      const verdict = search.explain(program);
      expect(verdict.cost).toBe(cost);
      expect(verdict.parts.reduce((sum, part) => sum + part.bits, 0)).toBeCloseTo(cost, 9);
    });
  });

  it("none where nothing fits", async () => {
    const task = taskOf([INT], TEXT, [
      [1, "qzx"],
      [2, "wvy"],
      [3, "plm"],
    ]);
    const { best } = await learned(task, [textDomain], { candidates: 20_000, suspects: 0 });
    expect(best).toBeUndefined();
  });

  it("no examples and no rows are no trouble", async () => {
    for (const task of [taskOf([TEXT], TEXT, []), taskOf([TEXT], TEXT, [], [["a"]])]) {
      const { search } = await learned(task, domains, { candidates: 5000 });
      expect(search.answers()).toEqual([]);
      expect(search.questions()).toEqual([]);
    }
  });

  it("a budget of nothing is spent at once", async () => {
    const search = await createSearch(surname, domains, { candidates: 0 });
    expect(search.step(1000)).toBe("budget");
    expect(search.progress().candidates).toBeLessThan(10);
  });
});

describe("determinism", () => {
  const budgets = [1000, 9000, 60_000];

  it.each(budgets)("%d candidates give the same answers however they are stepped", async (candidates) => {
    const results = [];
    for (const slice of [1, 100, 100_000]) {
      const search = await createSearch(initials, domains, { candidates });
      finish(search, slice);
      results.push(seen(search));
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  it("a finished space costs the same however it is stepped", async () => {
    const parity = taskOf([BOOL, BOOL, BOOL], BOOL, [
      [true, true, true, false],
      [true, false, false, true],
      [false, false, false, false],
    ]);
    const spent = [];
    for (const slice of [1, 7, Number.POSITIVE_INFINITY]) {
      const search = await createSearch(parity, [logicDomain], { candidates: 200_000 });
      expect(finish(search, slice)).not.toBe("more");
      spent.push(seen(search));
    }
    expect(spent[1]).toEqual(spent[0]);
    expect(spent[2]).toEqual(spent[0]);
  });

  it("a step tries about as many candidates as it is told", async () => {
    const search = await createSearch(initials, domains);
    for (let i = 0, before = 0; i < 300; i++) {
      if (search.step(500) !== "more") break;
      const { candidates } = search.progress();
      expect(candidates - before).toBeLessThan(5000);
      before = candidates;
    }
  });

  it("once done, it stays done", async () => {
    const { search, status } = await learned(surname, domains);
    const before = seen(search);
    expect(search.step(100_000)).toBe(status);
    expect(seen(search)).toEqual(before);
  });
});

describe("explain", () => {
  it("says what a program costs, what it gets wrong, and what beats it", async () => {
    const { search, best } = await learned(surname, domains);
    const whole = search.explain(input(0, TEXT));
    expect(whole.wrong.map(({ example, expected }) => [example, expected])).toEqual([
      [0, "Ada Lovelace"],
      [1, "Grace Hopper"],
      [2, "Alan Turing"],
    ]);
    expect(whole.parts.map(({ part }) => part)).toEqual(["$1", "row 1", "row 2", "row 3"]);
    expect(whole.beatenBy?.program.text).toBe(best?.program.text);
    expect(best && search.explain(best.program).beatenBy).toBeUndefined();
  });

  it("prices constants by their length, and a shared part once", async () => {
    const { search } = await learned(surname, domains);
    const cost = (text: string): number => search.explain(literal(text, TEXT)).parts[0].bits;
    expect(cost("ab")).toBeGreaterThan(cost("a"));
    expect(cost("abcdef")).toBeGreaterThan(cost("ab"));
    const [concat] = textDomain.primitives.filter(({ name }) => name === "concat");
    const [upper] = textDomain.primitives.filter(({ name }) => name === "upper");
    const [lower] = textDomain.primitives.filter(({ name }) => name === "lower");
    const up = apply(upper, [input(0, TEXT)]);
    const price = (parts: readonly { bits: number; part: string }[]): number =>
      parts.filter(({ part }) => !part.startsWith("row")).reduce((sum, part) => sum + part.bits, 0);
    const twice = price(search.explain(apply(concat, [up, up])).parts);
    const each = price(search.explain(apply(concat, [up, apply(lower, [input(0, TEXT)])])).parts);
    expect(twice).toBeLessThan(each);
  });
});

describe("memory", () => {
  it("stays within its budget, and a full bank goes on testing", async () => {
    const memory = 2 ** 20;
    const search = await createSearch(initials, domains, { memory, candidates: 200_000 });
    finish(search);
    expect(search.progress().bytes).toBeLessThanOrEqual(memory * 1.1);
    expect(search.answers()[0]?.right).toBe(3);
  });

  it("a program that the full bank has no room for is found all the same", async () => {
    const { domain, task, wanted } = counting();
    const roomy = await learned(task, [domain], { candidates: 30_000 });
    expect(roomy.best?.right).toBe(wanted);
    const memory = 2 ** 16;
    const search = await createSearch(task, [domain], { memory, candidates: 30_000 });
    finish(search);
    expect(search.progress().entries).toBeLessThan(roomy.search.progress().entries / 2);
    expect(search.answers()[0]?.right).toBe(wanted);
  });
});

/** Sums of products: everything is in the bank or nowhere. */
function counting(): { domain: Domain; task: Task; wanted: number } {
  const op = (name: string, of: (a: number, b: number) => number): Primitive => ({
    name,
    params: [INT, INT],
    result: INT,
    partial: false,
    run: ([a, b]) => {
      const value = of(a as number, b as number);
      return Number.isSafeInteger(value) ? value : undefined;
    },
    print: () => primary(name),
  });
  const [plus, times] = [op("plus", (a, b) => a + b), op("times", (a, b) => a * b)];
  const domain: Domain = {
    name: "counting",
    layouts: [],
    primitives: [plus, times],
    propose: () => ({
      sorts: [],
      productions: [
        { sort: "int", head: { literal: 3 }, args: [], cost: bits(1) },
        ...[plus, times].map((primitive) => ({
          sort: "int",
          head: { primitive },
          args: [{ sort: "int" }, { sort: "int" }],
          cost: bits(1),
        })),
      ],
    }),
  };
  // n³ + 3n + 9
  const rows = [1, 2, 4, 7, 10].map((n) => [n, n ** 3 + 3 * n + 9]);
  return { domain, task: taskOf([INT], INT, rows), wanted: rows.length };
}

describe("rows", () => {
  it("a row beyond those that are looked at counts too", async () => {
    const min: Primitive = {
      name: "min",
      params: [INT, INT],
      result: INT,
      partial: false,
      run: ([a, b]) => Math.min(a as number, b as number),
      print: () => primary("min"),
    };
    const domain: Domain = {
      name: "limits",
      layouts: [{ ...hashedLayout(INT), literalCost: () => 40 }],
      primitives: [min],
      propose: () => ({
        sorts: [],
        productions: [
          { sort: "int", head: { literal: 60 }, args: [], cost: bits(4) },
          {
            sort: "int",
            head: { primitive: min },
            args: [{ sort: "int" }, { sort: "int" }],
            cost: bits(3),
          },
        ],
      }),
    };
    const rows = Array.from({ length: 80 }, (_, n) => [n, Math.min(n, 60)]);
    const { best } = await learned(taskOf([INT], INT, rows), [domain], { candidates: 50_000 });
    expect(best?.right).toBe(80);
  });
});

describe("branches", () => {
  it("programs right on some rows are joined by a condition", async () => {
    const task = taskOf([TEXT], TEXT, [
      ["ada@example.org", "example.org"],
      ["Grace Hopper", "Hopper"],
      ["alan@bletchley.uk", "bletchley.uk"],
      ["Barbara Liskov", "Liskov"],
      ["edsger@tue.nl", "tue.nl"],
      ["Donald Knuth", "Knuth"],
    ]);
    const { best } = await learned(task, domains);
    expect(best?.suspects).toEqual([]);
    expect(best && ["tim@cern.ch", "Tony Hoare"].map((text) => run(best.program, [text]))).toEqual([
      "cern.ch",
      "Hoare",
    ]);
  });

  it("what has no value falls back", async () => {
    const task = taskOf([TEXT], TEXT, [
      ["12 apples", "12"],
      ["no pears", "none"],
      ["7 plums", "7"],
      ["some figs", "none"],
    ]);
    const { best } = await learned(task, domains);
    expect(best?.right).toBe(4);
    expect(best && ["3 nuts", "nothing"].map((text) => run(best.program, [text]))).toEqual(["3", "none"]);
  });

  it("a constant column is a constant", async () => {
    const task = taskOf(
      [TEXT],
      TEXT,
      ["a b", "c", "", "-"].map((text) => [text, "yes"]),
    );
    const { best } = await learned(task, domains);
    expect(best?.program.text).toBe('"yes"');
  });
});

describe("suspects", () => {
  const names = [
    "Ada Lovelace",
    "Grace Hopper",
    "Alan Turing",
    "Barbara Liskov",
    "Donald Knuth",
    "Tony Hoare",
    "John McCarthy",
    "Frances Allen",
    "Niklaus Wirth",
    "Dennis Ritchie",
  ];
  const rows = (change: (name: string, i: number) => string): string[][] =>
    names.map((name, i) => [name, change(name.split(" ")[1], i)]);

  it("a cell that spoils the pattern is named, with what it should be", async () => {
    const task = taskOf(
      [TEXT],
      TEXT,
      rows((name, i) => (i === 3 ? "Liskvo" : name)),
    );
    const { best } = await learned(task, domains);
    expect(best?.suspects).toEqual([{ example: 3, given: "Liskvo", expected: "Liskov" }]);
    expect(best?.right).toBe(9);
  });

  it("there are none in clean data", async () => {
    const { best } = await learned(
      taskOf(
        [TEXT],
        TEXT,
        rows((name) => name),
      ),
      domains,
    );
    expect(best?.suspects).toEqual([]);
  });

  it("and none where they are forbidden", async () => {
    const task = taskOf(
      [TEXT],
      TEXT,
      rows((name, i) => (i === 3 ? "Liskvo" : name)),
    );
    const { search } = await learned(task, domains, { candidates: 100_000, suspects: 0 });
    for (const { suspects } of search.answers()) expect(suspects).toEqual([]);
  });
});
