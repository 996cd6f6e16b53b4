import { describe, expect, it } from "vitest";
import { logicDomain } from "../../src/domains/logic/index.ts";
import { bits, type Domain } from "../../src/language/grammar.ts";
import { run } from "../../src/language/interpret.ts";
import { burn } from "../../src/language/primitive.ts";
import { apply, input } from "../../src/language/program.ts";
import { BOOL, fn, INT, list, TEXT, variable } from "../../src/language/type.ts";
import type { FunctionValue, Value } from "../../src/language/value.ts";
import { Recursion } from "../../src/search/recursion.ts";
import { sampleOf } from "../../src/search/sample.ts";
import { calls, define, INTS, numerals, plus, times } from "./contract/tiny.ts";
import { finish, learned, taskOf } from "./finish.ts";

const A = variable("a");
const items = (value: Value): readonly Value[] => value as readonly Value[];

const filter = define("filter", [list(A), fn([A], BOOL)], list(A), ([xs, f], call) => {
  const out: Value[] = [];
  for (const item of items(xs)) {
    const value = burn(call, 1) ? (f as FunctionValue)(item) : undefined;
    if (value === undefined) return undefined;
    if (value === true) out.push(item);
  }
  return out;
});
const less = define("less", [INT, INT], BOOL, ([a, b]) => (a as number) < (b as number));
const atMost = define("at-most", [INT, INT], BOOL, ([a, b]) => (a as number) <= (b as number));
const head = define("head", [list(A)], A, ([xs]) => items(xs)[0], { partial: true });
const tail = define(
  "tail",
  [list(A)],
  list(A),
  ([xs]) => (items(xs).length > 0 ? items(xs).slice(1) : undefined),
  {
    partial: true,
  },
);
const isEmpty = define("is-empty", [list(A)], BOOL, ([xs]) => items(xs).length === 0);
const concat = define("concat", [list(A), list(A)], list(A), ([xs, ys]) => [...items(xs), ...items(ys)]);
const prepend = define("prepend", [A, list(A)], list(A), ([x, xs]) => [x, ...items(xs)]);
const minus = define("minus", [INT, INT], INT, ([a, b]) => (a as number) - (b as number));
const isZero = define("is-zero", [INT], BOOL, ([a]) => a === 0);

const domain: Domain = {
  name: "parts",
  layouts: [],
  primitives: [plus, times, filter, less, atMost, head, tail, isEmpty, concat, prepend, minus, isZero],
  propose: () => ({
    sorts: [],
    productions: [
      ...numerals("int", [0, 1]),
      calls("int", plus, 2, "int", "int"),
      calls("int", times, 2, "int", "int"),
      calls("int", minus, 2, "int", "int"),
      calls("bool", isZero, 2, "int"),
      calls("bool", less, 2, "int", "int"),
      calls("bool", atMost, 2, "int", "int"),
      calls("bool", isEmpty, 2, "list<int>"),
      calls("int", head, 2, "list<int>"),
      calls("list<int>", tail, 2, "list<int>"),
      calls("list<int>", filter, 3, "list<int>", "(int) -> bool"),
      calls("list<int>", concat, 3, "list<int>", "list<int>"),
      calls("list<int>", prepend, 2.5, "int", "list<int>"),
    ].map((production) => ({ ...production, cost: Math.max(production.cost, bits(1)) })),
  }),
};

describe("recursion from traces", () => {
  it("counts down over whole numbers", async () => {
    const task = taskOf([INT], INT, [
      [0, 1],
      [1, 1],
      [2, 2],
      [3, 6],
      [4, 24],
    ]);
    const { best } = await learned(task, [domain, logicDomain], { candidates: 200_000, suspects: 0 });
    expect(best?.program.text).toContain("(recur $1");
    expect(best && run(best.program, [6])).toBe(720);
  });

  it("goes down a list", async () => {
    const task = taskOf([INTS], INT, [
      [[], 0],
      [[4], 4],
      [[2, 4], 6],
      [[5, 2, 4], 11],
      [[7, 5], 12],
      [[5], 5],
    ]);
    const { best } = await learned(task, [domain, logicDomain], { candidates: 200_000, suspects: 0 });
    expect(best && run(best.program, [[1, 2, 3, 4, 5, 6]])).toBe(21);
  });

  it("asks a slow program, where a fast one is wanted and the examples tell nothing of each other", async () => {
    const slow = define("slow-sum", [INTS], INT, ([xs], call) => {
      const numbers = items(xs) as readonly number[];
      return burn(call, numbers.length ** 2) ? numbers.reduce((sum, x) => sum + x, 0) : undefined;
    });
    const withSlow: Domain = {
      ...domain,
      primitives: [...domain.primitives, slow],
      propose: (sample) => {
        const { sorts, productions } = domain.propose(sample);
        return { sorts, productions: [...productions, calls("int", slow, 6, "list<int>")] };
      },
    };
    const task = taskOf([INTS], INT, [
      [[], 0],
      [[4, 9], 13],
      [[5, 2, 7], 14],
      [[1, 8, 3, 3], 15],
    ]);
    const budget = { candidates: 400_000, suspects: 0 };
    const short = await learned(task, [withSlow, logicDomain], budget);
    expect(short.best?.program.text).toBe("(slow-sum $1)");
    const { best } = await learned(task, [withSlow, logicDomain], { ...budget, prefer: "fast" });
    expect(best?.program.text).toContain("(recur $1");
    expect(best?.program.text).not.toContain("slow-sum");
    expect(best && run(best.program, [[1, 2, 3, 4, 5, 6]])).toBe(21);
  });

  it("reads what was corrected and told since, not what it read before", async () => {
    const task = taskOf([INT], INT, [
      [0, 1],
      [1, 1],
      [2, 9],
      [3, 7],
      [4, 25],
    ]);
    const { search } = await learned(task, [domain, logicDomain], { candidates: 100_000, suspects: 0 });
    search.correct(2, 2);
    search.correct(3, 6);
    search.correct(4, 24);
    finish(search);
    const [best] = search.answers();
    expect(best?.program.text).toContain("(recur $1");
    expect(best && run(best.program, [6])).toBe(720);
  });

  it("is not thought of where a whole number stands beside texts", () => {
    const ofTask = (task: ReturnType<typeof taskOf>) =>
      Recursion.of(sampleOf(task, task.examples), task.examples);
    const rows = [1, 2, 3].map((n) => [`a${n}`, n, `a${n + 1}`]);
    expect(ofTask(taskOf([TEXT, INT], TEXT, rows))).toBeUndefined();
    expect(
      ofTask(
        taskOf(
          [INT, INT],
          INT,
          rows.map(([, n]) => [n, n, n]),
        ),
      ),
    ).toBeDefined();
    expect(
      ofTask(
        taskOf(
          [TEXT, INTS],
          TEXT,
          rows.map(([text, n]) => [text, new Array(n as number).fill(1), text]),
        ),
      ),
    ).toBeDefined();
  });

  it("asks a program no more than what asks may use up, known or not", () => {
    const task = taskOf([INT], INT, [[0, 0]]);
    let asked = 0;
    const dear = define("dear", [INT], INT, ([n], call) => {
      asked++;
      return burn(call, 10_000) ? n : undefined;
    });
    const recursion = Recursion.of(
      sampleOf(task, task.examples),
      task.examples,
      apply(dear, [input(0, INT)], INT),
    ) as Recursion;
    recursion.place([[100]]);
    const steps = [0, 1].map(() => {
      const call = { fuel: 4_000, row: 0 };
      expect(recursion.self.run([7], call)).toBe(7);
      return 4_000 - call.fuel;
    });
    expect(asked).toBe(1);
    expect(steps[0]).toBeGreaterThan(500);
    expect(steps[1]).toBe(steps[0]);
    expect(recursion.self.run([8], { fuel: 100, row: 0 })).toBeUndefined();
    expect(recursion.bytes).toBeGreaterThan(0);
  });
});
