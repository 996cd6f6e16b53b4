/** @file The account of a search: what it adds up to, how answers were found, and that it decides nothing. */

import { describe, expect, it, onTestFinished, vi } from "vitest";
import { logicDomain } from "../../src/domains/logic/index.ts";
import { numbersDomain } from "../../src/domains/numbers/index.ts";
import { textDomain } from "../../src/domains/text/index.ts";
import { TEXT } from "../../src/language/type.ts";
import { type Account, Ledger } from "../../src/search/account.ts";
import type { Search } from "../../src/search/answer.ts";
import { createSearch } from "../../src/search/search.ts";
import { readSygus } from "../../src/tasks/sygus/index.ts";
import { finish, learned, taskOf } from "./finish.ts";

const domains = [textDomain, numbersDomain, logicDomain];

const initials = taskOf([TEXT], TEXT, [
  ["Ada Lovelace", "A.L."],
  ["Grace Hopper", "G.H."],
  ["Alan Turing", "A.T."],
]);

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** The account but for times. */
function untimed(search: Search): unknown {
  return JSON.parse(
    JSON.stringify(search.account(), (key, value) => (key === "milliseconds" ? undefined : value)),
  );
}

const strategy = (account: Account, name: string) => account.strategies.find((one) => one.strategy === name);

async function ofFile(
  constraints: readonly string[],
  grammar: string,
  budget: { candidates?: number; memory?: number } = {},
) {
  const text = `(set-logic LIA)\n(synth-fun f ((x Int) (y Int)) Int ${grammar})\n${constraints
    .map((row) => `(constraint (= (f ${row}))`)
    .join("\n")}\n(check-synth)\n`.replaceAll("->", ")");
  const { task } = readSygus("f.sl", text);
  const search = await createSearch(task, [], { grammar: task.language?.grammar, ...budget, suspects: 0 });
  const status = finish(search);
  return { search, status, account: search.account() };
}

const CHOICE = `((Start Int) (B Bool))
  ((Start Int (x y 0 1 (+ Start Start) (- Start Start) (ite B Start Start)))
   (B Bool ((<= Start Start) (= Start Start))))`;

describe("the account", () => {
  it("adds up to the candidates and the time of the search", async () => {
    const start = performance.now();
    const { search } = await learned(initials, domains);
    const took = performance.now() - start;
    const account = search.account();
    const { candidates, entries } = search.progress();
    expect(sum(account.strategies.map((one) => one.candidates))).toBe(candidates);
    expect(sum(account.strategies.map((one) => one.milliseconds))).toBeCloseTo(account.milliseconds, 6);
    expect(account.milliseconds).toBeGreaterThan(0);
    expect(account.milliseconds).toBeLessThanOrEqual(took);
    expect(strategy(account, "bottom-up")?.candidates).toBeGreaterThan(0);
    expect(strategy(account, "goals")?.counts.expansions).toBeGreaterThan(0);
    const last = account.rounds.at(-1);
    expect(last?.entries).toBe(entries);
    expect(last?.best).toBe(search.answers()[0].cost);
    for (const [i, round] of account.rounds.entries())
      expect(round.candidates).toBeGreaterThan(account.rounds[i - 1]?.candidates ?? 0);
  });

  it("says of each answer what found it, and when", async () => {
    const { search } = await learned(initials, domains);
    const account = search.account();
    const answers = search.answers();
    expect(account.answers.map(({ foundBy }) => foundBy)).toEqual(answers.map(({ foundBy }) => foundBy));
    expect(sum(account.strategies.map((one) => one.answers))).toBe(answers.length);
    for (const { candidate, milliseconds } of account.answers) {
      expect(candidate).toBeGreaterThan(0);
      expect(candidate).toBeLessThanOrEqual(search.progress().candidates);
      expect(milliseconds).toBeLessThanOrEqual(account.milliseconds);
    }
  });

  it("is the same, but for times, wherever the search pauses", async () => {
    const [one, other] = [await createSearch(initials, domains), await createSearch(initials, domains)];
    finish(one, 100_000);
    finish(other, 7);
    expect(untimed(other)).toEqual(untimed(one));
  });

  it("has an open round and no reason to stop while there is more to try", async () => {
    const search = await createSearch(initials, domains);
    expect(search.step(100)).toBe("more");
    const { rounds, stop, answers } = search.account();
    expect(rounds).toMatchObject([{ open: true }]);
    expect(rounds[0].candidates).toBeGreaterThanOrEqual(100);
    expect(stop).toBeUndefined();
    expect(answers).toEqual([]);
    expect(search.progress().strategy).toBe("bottom-up");
  });

  it("says which rows joined the core, and why", async () => {
    const task = taskOf([TEXT], TEXT, [["Ada Lovelace", "Lovelace"]], [["Edsger W. Dijkstra"]]);
    const { search } = await learned(task, domains);
    expect(search.account().rows).toMatchObject({ core: 1, checks: 0, joined: [] });
    await search.tell({ inputs: ["Edsger W. Dijkstra"], output: "W." });
    finish(search);
    expect(search.account().rows).toMatchObject({ core: 2, joined: [{ example: 1, why: "told" }] });
  });

  it("names a row that only a program for the core was wrong on", async () => {
    // Where y is 0, x itself is right; the core has eight rows.
    const rows = [1, 2, 3, 4, 5, 6, 7, 8].map((x) => `${x} 0 -> ${x}`);
    const { account, search } = await ofFile(
      [...rows, "5 3 -> 8"],
      "((Start Int)) ((Start Int (x y (+ Start Start))))",
    );
    expect(search.answers()[0].right).toBe(9);
    expect(account.rows).toMatchObject({ core: 8, checks: 1, joined: [{ example: 8, why: "failed" }] });
    expect(new Set(account.rounds.map(({ start }) => start)).size).toBeGreaterThan(1);
  });
});

describe("why a search stopped", () => {
  it("a short program is not doubted, or whatever is cheaper was tried", async () => {
    const { account, search } = await ofFile(["1 5 -> 5", "7 2 -> 7", "-4 0 -> 0", "12 11 -> 12"], CHOICE);
    const [best] = search.answers();
    expect(["undoubted", "frontier"]).toContain(account.stop?.why);
    expect(account.stop).toMatchObject({ bits: best.cost });
    expect(account.table).toBeGreaterThan(best.cost);
  });

  it("the space is finished", async () => {
    const { account, status } = await ofFile(["1 5 -> 17"], "((Start Int)) ((Start Int (x y 0)))");
    expect(status).toBe("exhausted");
    expect(account.stop).toEqual({ why: "exhausted" });
    expect(account.rounds.at(-1)?.bits).toBeUndefined();
  });

  it("no memory is left to enumerate more with", async () => {
    const { account, search, status } = await ofFile(
      ["1 5 -> 7", "2 5 -> 7"],
      "((Start Int)) ((Start Int (0 x (+ 2 Start))))",
      { memory: 1 },
    );
    expect(status).toBe("budget");
    expect(search.answers()).toEqual([]);
    expect(account.stop).toEqual({ why: "memory", limit: 1 });
    expect(account.memory.full).toBe(true);
  });

  it("its candidates are spent", async () => {
    const { account } = await ofFile(["1 5 -> 5", "7 2 -> 7"], CHOICE, { candidates: 50 });
    expect(account.stop).toEqual({ why: "candidates", limit: 50 });
    expect(account.rounds).toMatchObject([{ open: true, candidates: 50 }]);
  });
});

describe("a ledger", () => {
  it("counts the time of a strategy from its turn to the next, and none while the search rests", () => {
    let now = 100;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
    onTestFinished(() => clock.mockRestore());
    const ledger = new Ledger();
    ledger.resume();
    ledger.enter("bottom-up");
    now += 6;
    ledger.enter("goals");
    now += 3;
    ledger.pause();
    now += 20;
    ledger.resume();
    now += 1;
    ledger.pause();
    const account = ledger.account({
      grammar: { sorts: 1, productions: 1, closed: false },
      rows: { core: 0, guards: 0, checks: 0, doubtful: [], coreExamples: new Set() },
      answers: [],
      table: 0,
      memory: { parts: {}, limit: 1, full: false },
    });
    expect(strategy(account, "bottom-up")?.milliseconds).toBe(6);
    expect(strategy(account, "goals")?.milliseconds).toBe(4);
    expect(account.milliseconds).toBe(10);
  });
});
