/** @file How a search goes on: what it asks, and what it makes of being told and corrected. */

import { describe, expect, it } from "vitest";
import { logicDomain } from "../../src/domains/logic/index.ts";
import { numbersDomain } from "../../src/domains/numbers/index.ts";
import { textDomain } from "../../src/domains/text/index.ts";
import type { Domain } from "../../src/language/grammar.ts";
import { run } from "../../src/language/interpret.ts";
import { TEXT } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import { createSearch } from "../../src/search/search.ts";
import type { Task } from "../../src/tasks/task.ts";
import { finish, learned, taskOf } from "./finish.ts";

const domains: readonly Domain[] = [textDomain, numbersDomain, logicDomain];

const surname = taskOf([TEXT], TEXT, [
  ["Ada Lovelace", "Lovelace"],
  ["Grace Hopper", "Hopper"],
  ["Alan Turing", "Turing"],
]);

describe("being told more", () => {
  it("is refused once the search was disposed of", async () => {
    const { search } = await learned(surname, domains);
    search.dispose();
    await expect(search.tell({ inputs: ["Edsger W. Dijkstra"], output: "x" })).rejects.toThrow("disposed");
    expect(() => search.correct(0, "x")).toThrow("disposed");
  });

  it("an answer to a question decides between rivals", async () => {
    const task = taskOf([TEXT], TEXT, [["Ada Lovelace", "Lovelace"]], [["Edsger W. Dijkstra"]]);
    for (const output of ["Dijkstra", "W. Dijkstra", "W."]) {
      const { search } = await learned(task, domains);
      await search.tell({ inputs: ["Edsger W. Dijkstra"], output });
      finish(search);
      const [best] = search.answers();
      expect(best && run(best.program, ["Edsger W. Dijkstra"])).toBe(output);
      expect(best?.right).toBe(2);
    }
  });

  it("on a row that it looked at already it goes on warm", async () => {
    const task = taskOf([TEXT], TEXT, [["Ada Lovelace", "Lovelace"]], [["Edsger W. Dijkstra"]]);
    const { search } = await learned(task, domains);
    const { entries } = search.progress();
    await search.tell({ inputs: ["Edsger W. Dijkstra"], output: "Dijkstra" });
    expect(search.progress().entries).toBe(entries);
    finish(search);
    expect(search.progress().entries).toBeGreaterThanOrEqual(entries);
  });

  it("and once more from the start, with what the new example brings, where that is not enough", async () => {
    const rows = [
      ["Ms", "Dear Ms"],
      ["Dr", "Dear Dr"],
    ];
    const { search } = await learned(taskOf([TEXT], TEXT, rows, [["-"], ["Mr"]]), domains);
    await search.tell({ inputs: ["-"], output: "Hello" });
    finish(search);
    const [best] = search.answers();
    const { best: cold } = await learned(taskOf([TEXT], TEXT, [...rows, ["-", "Hello"]], [["Mr"]]), domains);
    expect(best?.cost).toBeLessThanOrEqual(cold?.cost ?? 0);
    expect(best?.right).toBe(3);
  });

  it("what still fits stands at once, and is not searched for again", async () => {
    const { search, best } = await learned(surname, domains);
    const { candidates } = search.progress();
    await search.tell({ inputs: ["Edsger W. Dijkstra"], output: "Dijkstra" });
    expect(search.answers()[0]?.program).toBe(best?.program);
    expect(finish(search)).toBe("best");
    expect(search.progress().candidates).toBeLessThan(3 * candidates);
  });

  it("on any other row it begins again, with the same answer as from the start", async () => {
    const { search } = await learned(surname, domains);
    const example = { inputs: ["Edsger W. Dijkstra"], output: "Dijkstra" };
    await search.tell(example);
    expect(search.step(1)).toBe("more");
    finish(search);
    const whole: Task = { ...surname, examples: [...surname.examples, example] };
    const { best } = await learned(whole, domains);
    expect(search.answers()[0]?.program.text).toBe(best?.program.text);
    expect(search.answers()[0]?.right).toBe(4);
  });

  it("a corrected cell is what counts", async () => {
    const wrong = taskOf([TEXT], TEXT, [
      ["Ada Lovelace", "Lovelace"],
      ["Grace Hopper", "Grace"],
    ]);
    const { search } = await learned(wrong, domains);
    search.correct(1, "Hopper");
    finish(search);
    const [best] = search.answers();
    expect(best?.right).toBe(2);
    expect(best && run(best.program, ["Alan Turing"])).toBe("Turing");
    expect(wrong.examples[1].output, "the task is the caller's").toBe("Grace");
  });

  it("it has an answer after the budget is spent and more is told", async () => {
    const task = taskOf([TEXT], TEXT, [["Ada Lovelace", "Lovelace"]], [["Edsger W. Dijkstra"]]);
    const search = await createSearch(task, domains, { candidates: 5000 });
    finish(search);
    expect(search.answers().length).toBeGreaterThan(0);
    await search.tell({ inputs: ["Edsger W. Dijkstra"], output: "Dijkstra" });
    finish(search);
    expect(search.answers()[0]?.right).toBe(2);
  });
});

describe("questions", () => {
  const task = taskOf(
    [TEXT],
    TEXT,
    [["Ada Lovelace", "Lovelace"]],
    [["Grace Hopper"], ["Edsger W. Dijkstra"], ["Ada Lovelace"]],
  );

  it("ask about inputs on which the likely programs differ", async () => {
    const { search, best } = await learned(task, domains);
    const questions = search.questions();
    expect(questions.length).toBeGreaterThan(0);
    expect(questions.length).toBeLessThanOrEqual(3);
    const [first] = questions;
    expect(first.inputs).toEqual(["Edsger W. Dijkstra"]);
    expect(first.unlabelled).toBe(1);
    expect(best && first.answers).toContain(best && run(best.program, first.inputs));
    for (const { answers } of questions) {
      expect(answers.length).toBeGreaterThan(1);
      expect(new Set(answers).size).toBe(answers.length);
    }
  });

  it("are not asked again once answered", async () => {
    const { search } = await learned(task, domains);
    await search.tell({ inputs: ["Edsger W. Dijkstra"], output: "Dijkstra" });
    finish(search);
    const asked: Value[] = search.questions().map(({ inputs }) => inputs[0]);
    expect(asked).not.toContain("Edsger W. Dijkstra");
  });

  it("are not asked where everything is clear", async () => {
    const clear = taskOf(
      [TEXT],
      TEXT,
      [
        ["a", "A"],
        ["b c", "B C"],
        ["d-e", "D-E"],
      ],
      [["f g"], ["h"]],
    );
    const { search } = await learned(clear, domains);
    expect(search.questions()).toEqual([]);
  });
});
