import { beforeEach, describe, expect, expectTypeOf, it, vi } from "vitest";
import { InputError, type Learned, learn, NotLearned, TEXT } from "../src/index.ts";
import type { Domain } from "../src/language/grammar.ts";
import type { SearchOptions } from "../src/search/answer.ts";
import type { Task } from "../src/tasks/task.ts";
import { ListSearch, type Script } from "./cli/list-search.ts";

let script: Script;
vi.mock("../src/search/search.ts", () => ({
  createSearch: async (task: Task, domains: readonly Domain[], options: SearchOptions) =>
    new ListSearch(task, domains, options, script),
}));
beforeEach(() => {
  script = { programs: ["(upper $1)", "(lower $1)"] };
});

describe("learn", () => {
  it("returns a function with its account", async () => {
    const shout = await learn([
      ["ada", "ADA"],
      ["bob", "BOB"],
    ]);
    expectTypeOf(shout).parameters.toEqualTypeOf<[string]>();
    expectTypeOf(shout).returns.toEqualTypeOf<string | undefined>();
    expect(shout("grace")).toBe("GRACE");
    expect({ ...shout }).toMatchObject({
      program: "(upper $1)",
      cost: 30,
      solved: true,
      stopped: "best",
      suspects: [],
    });
    expect(shout.typescript).toContain("export function learned(input: string): string");
    expect(shout.evidence.fit).toEqual({ right: 2, of: 2 });
    expect(shout.name).toBe("learned");
    expect(shout.alternatives).toEqual([]);
  });

  it("has no answer for input of other types", async () => {
    const shout = (await learn([["a", "A"]])) as unknown as (...inputs: unknown[]) => unknown;
    for (const inputs of [[], [3], [null], [["a"]]]) expect(shout(...inputs)).toBeUndefined();
  });

  it("asks, and goes on warm from what it is told", async () => {
    const first = await learn([["1", "1"]], { unlabelled: [["Ada"]] });
    expect(first.questions).toEqual([expect.objectContaining({ inputs: ["Ada"], answers: ["ADA", "ada"] })]);
    expect(first.alternatives.map(({ program }) => program)).toEqual(["(lower $1)"]);
    const second = await first.tell(["Ada", "ada"]);
    expectTypeOf(second).toEqualTypeOf<Learned<[string], string>>();
    expect(second("Bob")).toBe("bob");
    expect(second.questions).toEqual([]);
    expect(first("Bob")).toBe("BOB");
    const third = await second.tell(["Ada", "ADA"]);
    expect(third.evidence.fit, "an example told again is replaced").toEqual({ right: 2, of: 2 });
    expect(third.program).toBe("(upper $1)");
  });

  it("rejects with NotLearned when nothing fits", async () => {
    const failure = learn([["a", "1"]], { name: "code" });
    await expect(failure).rejects.toThrow(NotLearned);
    await expect(failure).rejects.toMatchObject({
      stopped: "best",
      message: /no program fits the 1 example of code/,
    });
  });

  it("stops at a signal and keeps the best", async () => {
    script = { ...script, candidates: 1e12, speed: 1000 };
    const signal = AbortSignal.timeout(60);
    const shout = await learn([["a", "A"]], { signal });
    expect(shout.stopped, "or it would go on for ever").toBe("cancelled");
    const told = await shout.tell(["b", "B"], AbortSignal.timeout(60));
    expect(told.stopped).toBe("cancelled");
    expect(told.evidence.fit).toEqual({ right: 2, of: 2 });
    expect(told.candidates).toBeGreaterThan(shout.candidates);
  });

  it("reports progress", async () => {
    script = { ...script, candidates: 1e12, speed: 1000 };
    const costs: (number | undefined)[] = [];
    await learn([["a", "A"]], { budget: { seconds: 0.3 }, onProgress: ({ best }) => costs.push(best?.cost) });
    expect(costs).toContain(30);
  });

  it("explains a program of the caller's", async () => {
    const shout = await learn([["a", "A"]]);
    expect(shout.explain("(lower $1)").beatenBy?.program.text).toBe("(upper $1)");
    expect(() => shout.explain("(nothing $1)")).toThrow();
  });

  it.each([
    ["no examples", [], /no examples/],
    ["an example without input", [["a"]], /example 0: has 1 item; .*two items at least/],
    ["examples of two lengths", [["a", "b"], ["a"]], /example 1: has 1 item; .*here 2 items/],
    [
      "mixed types",
      [
        ["a", "b"],
        [1, "b"],
      ],
      /example 1, item 0: is int/,
    ],
  ])("refuses %s", async (_, examples, complaint) => {
    const learning = learn(examples as string[][]);
    await expect(learning).rejects.toThrow(InputError);
    await expect(learning).rejects.toThrow(complaint);
  });

  it.each([
    [{ budget: { seconds: Number.NaN } }, "budget.seconds is NaN; give a number above 0"],
    [{ budget: { seconds: 0 } }, "budget.seconds is 0; give a number above 0"],
    [{ budget: { candidates: -1 } }, "budget.candidates is -1; give a number above 0"],
    [{ budget: { memory: "1" } }, 'budget.memory is "1"; give a number of bytes above 0'],
    [{ budget: { threads: 1.5 } }, "budget.threads is 1.5; give a whole number from 1 to 64"],
    [{ budget: null }, "budget is null; give an object"],
    [{ top: 0 }, "top is 0; give a whole number, 1 or more"],
    [{ suspects: 0.5 }, "suspects is 0.5; give a whole number, 0 or more"],
    [{ seed: Number.POSITIVE_INFINITY }, "seed is Infinity; give a finite number"],
    [{ prefer: "quick" }, 'prefer is "quick"; give "short" or "fast"'],
    [{ primitives: {} }, "primitives is of type object; give a list"],
    [{ unlabelled: [null] }, "unlabelled 0: is null; give a list"],
    [null, "options is null; give an object"],
  ])("refuses the options %j", async (options, complaint) => {
    const learning = learn([["a", "A"]], options as unknown as object);
    await expect(learning).rejects.toThrow(InputError);
    await expect(learning).rejects.toThrow(complaint);
  });

  it("refuses an answer of another shape", async () => {
    const shout = await learn([["a", "A"]]);
    const tell = shout.tell as unknown as (example: unknown[]) => Promise<unknown>;
    await expect(tell(["a"])).rejects.toThrow(/the example: has 1 item where 2 are expected/);
    await expect(tell(["a", 3])).rejects.toThrow(/output is text/);
  });
});

describe("own primitives", () => {
  it("are used, called and printed with their types", async () => {
    script = { programs: ["(slug $1)"] };
    const slug = await learn([["Hello World", "hello-world"]], {
      primitives: [
        {
          name: "slug",
          params: [TEXT],
          result: TEXT,
          run: (text) => text.toLowerCase().replaceAll(" ", "-"),
        },
      ],
    });
    expect(slug("A b")).toBe("a-b");
    expect(slug.typescript).toContain("function slug(a: string): string | undefined {");
    expect(slug.typescript).toMatch(/slug\(input\)/);
  });

  it("are refused under the name of a built-in one", async () => {
    const upper = { name: "upper", params: [TEXT], result: TEXT, run: (text: string) => text };
    const learning = learn([["a", "A"]], { primitives: [upper] });
    await expect(learning).rejects.toThrow(/primitive "upper": there is a primitive of this name already/);
  });
});
