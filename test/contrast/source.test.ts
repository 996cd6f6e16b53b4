import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TaskSource } from "../../src/contrast/source.ts";
import { InputError } from "../../src/tasks/error.ts";
import { folder } from "../cli/terminal.ts";
import { opened, taskText } from "./files.ts";

describe("a task file", () => {
  it("is TypeScript, with what it imports beside it", async () => {
    const path = await folder({
      "task.ts": `import { twice } from "./twice.ts";
        import type { ContrastTask } from "nowhere";
        export default { name: "double", signature: { inputs: [{ name: "x", type: "int" }], output: "int" },
          axis: "magnitude", reference: (x: number): number => twice(x),
          sample: (random, reach) => [random.between(0, 9 * reach)] } satisfies ContrastTask;`,
      "twice.ts": "export const twice = (x: number): number => x * 2;\n",
    });
    const source = await TaskSource.open(join(path, "task.ts"), { seed: 1 });
    const rows = await source.rows("tests", 50, 4);
    source.close();
    expect(rows.every(({ inputs: [x], output }) => output === 2 * (x as number))).toBe(true);
    expect(Math.max(...rows.map(({ inputs: [x] }) => x as number))).toBeGreaterThan(9);
  });

  it("gives the same rows for a seed, other ones for another seed, stream or reach", async () => {
    const source = await opened(taskText({ sample: "(random, reach) => [random.between(0, 1e6)]" }));
    const other = await opened(taskText({ sample: "(random, reach) => [random.between(0, 1e6)]" }), {
      seed: 2,
    });
    const first = await source.rows("tests", 20);
    expect(await source.rows("tests", 20)).toEqual(first);
    expect((await source.rows("tests", 2500)).slice(0, 20)).toEqual(first);
    for (const rows of [other.rows("tests", 20), source.rows("training", 20), source.rows("tests", 20, 2)])
      expect(await rows).not.toEqual(first);
  });

  it("may change what its reference is given", async () => {
    const source = await opened(
      taskText({
        signature: '{ inputs: [{ name: "xs", type: "list<int>" }], output: "list<int>" }',
        reference: "(xs) => xs.sort((a, b) => a - b)",
        sample: "(random) => [[3, 1, 2]]",
      }),
    );
    expect(await source.rows("tests", 1)).toEqual([{ inputs: [[3, 1, 2]], output: [1, 2, 3] }]);
  });

  it("may draw all its samples into the same list, and answer with the same", async () => {
    const source = await opened(
      taskText({
        signature: '{ inputs: [{ name: "xs", type: "list<int>" }], output: "list<int>" }',
        reference: "((own) => (xs) => (own.splice(0, 1, 2 * xs[0]), own))([])",
        sample: "((own) => (random) => (own[0].splice(0, 1, random.between(0, 1e6)), own))([[]])",
      }),
    );
    const rows = await source.rows("tests", 20);
    expect(new Set(rows.map(({ inputs }) => (inputs[0] as number[])[0])).size).toBeGreaterThan(10);
    for (const { inputs, output } of rows) expect(output).toEqual([2 * (inputs[0] as number[])[0]]);
  });

  it("shows something else than its reference sees", async () => {
    const source = await opened(
      taskText({
        signature: '{ inputs: [{ name: "picture", type: "image" }], output: "int" }',
        reference: "(grey) => grey",
        sample: "(random) => [random.between(0, 255)]",
        show: "(grey) => [{ width: 1, height: 1, channels: 1, pixels: new Uint8Array([255 - grey]) }]",
      }),
    );
    for (const { inputs, output } of await source.rows("training", 9)) {
      const [{ pixels }] = inputs as [{ pixels: Uint8Array }];
      expect(pixels[0]).toBe(255 - (output as number));
    }
  });

  it("gives rows until the signal", async () => {
    const stop = new AbortController();
    const source = await opened(taskText(), { signal: stop.signal });
    stop.abort();
    expect(await source.rows("training", 50_000)).toEqual([]);
  });
});

const failure = async (text: string, rows = 3): Promise<string> => {
  const error = await opened(text, { limit: 1500 })
    .then((source) => source.rows("tests", rows))
    .then(
      () => undefined,
      (reason) => reason as Error,
    );
  expect(error).toBeInstanceOf(InputError);
  expect(error?.message).not.toContain("\n");
  return (error?.message ?? "").replace(/^.*task\.ts: /, "");
};

describe("a task file that cannot be used", () => {
  it.each([
    ["export const x = 1;", /has no default export/],
    ["export default 3;", /the default export is 3; give an object/],
    ["export default { name: ", /cannot be loaded: .*line 1, column/],
    ["enum A { b }\nexport default A;", /cannot be loaded: .*enum is not supported/],
    ['import "./gone.ts";', /cannot be loaded: .*gone\.ts/],
    ["throw new Error('first\\nsecond');", /cannot be loaded: first second/],
    ["process.exit(0);", /ended its thread/],
    ["while (true) {}", /did not load within 1\.5 s/],
    ["await new Promise(() => {});", /did not load|ended its thread/],
    [taskText({ name: "" }), /name is missing; give a text/],
    [taskText({ nane: '"x"' }), /no "nane"; did you mean name\?/],
    [taskText({ axis: '"size"' }), /axis is "size"; give "length", "magnitude"/],
    [taskText({ reference: "3" }), /reference is 3; give a function/],
    [taskText({ show: "3" }), /show is 3; give a function/],
    [taskText({ signature: '{ inputs: [], output: "int" }' }), /inputs is empty/],
    [
      taskText({ signature: '{ inputs: [{ name: "x", type: "lst<int>" }], output: "int" }' }),
      /inputs\[0\]\.type is "lst<int>"; give a type such as/,
    ],
    [
      taskText({ signature: '{ inputs: [{ name: "x", type: "date" }], output: "int" }' }),
      /is "date"; give a type/,
    ],
    [taskText({ reaches: "[2, 4]" }), /reaches are to grow from 1/],
    [taskText({ train: "{ samples: 0.5 }" }), /train\.samples is 0\.5; give a whole number/],
    [taskText({ examples: "[[1, 2]]" }), /examples\[0\] has 2 items where the task has 1 input/],
    [
      taskText({ sample: "() => [Math.floor(Math.random() * 2 ** 40)]" }),
      /sample\(random, 1\) gave \[\d+\], then \[\d+\] for the same seed; draw from `random` alone/,
    ],
    [
      taskText({ sample: "() => [7]", reference: "(x) => x + (globalThis.n = 1 - (globalThis.n ?? 0))" }),
      /reference, on 7, gave 8, then 7; it must give the same, always/,
    ],
    [taskText({ sample: "() => 3" }), /sample\(random, 1\) gave what is no list/],
    [taskText({ sample: "() => [1, 2]" }), /sample\(random, 1\) gave .*give \[x\]/],
    [taskText({ sample: '() => ["a"]' }), /sample\(random, 1\): x is "a" where int is asked for/],
    [
      taskText({ sample: "() => ['q'.repeat(1e8)]" }),
      /sample\(random, 1\): x has more than 100000 items or characters; give shorter ones/,
    ],
    [taskText({ reference: "() => new Array(1e9)" }), /has more than 100000 items/],
    [taskText({ reference: "() => [[1, 2].concat(new Array(60_000)), new Array(60_000)]" }), /has more than/],
    [taskText({ sample: "() => [new Map()]" }), /sample\(random, 1\): x is a Map/],
    [taskText({ sample: "() => { throw new TypeError('no') }" }), /sample\(random, 1\) threw TypeError: no/],
    [
      taskText({ reference: "(x) => { throw new Error('odd') }", sample: "() => [7]" }),
      /reference, on 7, threw odd/,
    ],
    [taskText({ reference: "() => { throw null }", sample: "() => [7]" }), /reference, on 7, threw null/],
    [
      taskText({ reference: "(x) => 0.5", sample: "() => [7]" }),
      /the output of reference on 7 is 0\.5 where int is asked for/,
    ],
    [taskText({ reference: "async (x) => x", sample: "() => [7]" }), /reference, on 7, gave a promise/],
    [
      taskText({ reference: "(x) => { while (x !== 0.5); }", sample: "() => [7]" }),
      /reference did not return within 1\.5 s on 7/,
    ],
    [taskText({ sample: "() => { while (true); }" }), /sample\(random, 1\) did not return within 1\.5 s/],
    [taskText({ show: "(x) => { throw new Error('dark') }" }), /show threw dark/],
    [
      taskText({
        signature: '{ inputs: [{ name: "p", type: "image" }], output: "int" }',
        sample: "() => [{ width: 2, height: 2, channels: 1, pixels: new Uint8Array(3) }]",
      }),
      /p has 3 pixels where 2 × 2 × 1 are 4/,
    ],
    [
      taskText({
        signature: '{ inputs: [{ name: "p", type: "image" }], output: "int" }',
        sample: "() => [{ width: 2 }]",
      }),
      /p is no picture: give/,
    ],
  ])("is told in one line: %s", async (text, complaint) => {
    expect(await failure(text)).toMatch(complaint);
  });

  it("names the inputs on which the reference hangs, however many rows came before", async () => {
    const text = taskText({
      sample: "(random) => [random.between(0, 30)]",
      reference: "(x) => { while (x === 30); return x; }",
    });
    expect(await failure(text, 3000)).toMatch(/reference did not return within 1\.5 s on 30;/);
  });

  it("is refused before it is run", async () => {
    const path = await folder({ "task.csv": "", "task.json": "{}" });
    const told = (name: string) =>
      TaskSource.open(join(path, name), { seed: 1 }).then(
        () => "",
        (error: Error) => error.message,
      );
    expect(await told("task.csv")).toMatch(/is no task file; name a TypeScript module/);
    expect(await told("gone.ts")).toMatch(/gone\.ts: there is no such file/);
    await writeFile(join(path, "x"), "");
    expect(await told("x")).toMatch(/is no task file/);
  });
});
