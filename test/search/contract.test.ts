/** @file The contract between domains and the search, by four tiny domains that the search has never heard of. */

import { describe, expect, it } from "vitest";
import { realLayout } from "../../src/domains/numbers/layouts.ts";
import { bits, type Domain, type Production, type Sample } from "../../src/language/grammar.ts";
import { run } from "../../src/language/interpret.ts";
import { hashedLayout, type Layout } from "../../src/language/layout.ts";
import { burn, type Primitive } from "../../src/language/primitive.ts";
import { primary } from "../../src/language/print.ts";
import { input, literalText } from "../../src/language/program.ts";
import { BOOL, fn, GRID, INT, list, REAL, type Type } from "../../src/language/type.ts";
import { type FunctionValue, Grid, sameValue, type Value } from "../../src/language/value.ts";
import type { Application, Cell, Choice, Witness } from "../../src/language/witness.ts";
import { Bank } from "../../src/search/bank.ts";
import { CompiledGrammar, grammarOf } from "../../src/search/grammar.ts";
import { enumerate } from "../support/enumerate.ts";
import { finish, learned, taskOf } from "./finish.ts";

const define = (
  name: string,
  params: readonly Type[],
  result: Type,
  run: Primitive["run"],
  more: Partial<Primitive> = {},
): Primitive => ({
  name,
  params,
  result,
  doc: `${name}.`,
  partial: false,
  run,
  print: () => primary(name),
  ...more,
});

const safe = (value: number): Value => (Number.isSafeInteger(value) ? value : undefined);
const INTS = list(INT);

const plus = define("plus", [INT, INT], INT, ([a, b]) => safe((a as number) + (b as number)), {
  normal: ["commutative"],
});
const times = define("times", [INT, INT], INT, ([a, b]) => safe((a as number) * (b as number)), {
  normal: ["commutative"],
});

const numerals = (sort: string, values: readonly number[]): Production[] =>
  values.map((value) => ({ sort, head: { literal: value }, args: [], cost: bits(2) }));

const calls = (sort: string, primitive: Primitive, cost: number, ...args: string[]): Production => ({
  sort,
  head: { primitive },
  args: args.map((name) => ({ sort: name })),
  cost: bits(cost),
});

describe("lists of whole numbers", () => {
  const mapWitness: Witness = {
    order: [0, 1],
    *next(goal, arg, chosen, bank, limit) {
      if (arg === 0) {
        for (const entry of bank.entries("list<int>").slice(0, limit)) yield { entry };
        return;
      }
      const [source] = chosen;
      if (!("entry" in source)) return;
      const applications: Application[] = [];
      for (let row = 0; row < goal.cells.length; row++) {
        const cell = goal.cells[row];
        if (cell === "any") continue;
        const items = bank.value(source.entry, row);
        if (!("one" in cell) || !Array.isArray(cell.one) || !Array.isArray(items)) return;
        const results = cell.one as readonly Value[];
        if (results.length !== items.length) return;
        items.forEach((item, i) => {
          applications.push({ row, params: [item], result: { one: results[i] } });
        });
      }
      yield { lambda: applications };
    },
  };
  const map = define(
    "map-ints",
    [INTS, fn([INT], INT)],
    INTS,
    ([items, body], call) => {
      const out: Value[] = [];
      for (const item of items as readonly Value[]) {
        const value = burn(call, 1) ? (body as FunctionValue)(item) : undefined;
        if (value === undefined) return undefined;
        out.push(value);
      }
      return out;
    },
    { partial: true, witness: mapWitness },
  );
  const lists: Domain = {
    name: "lists",
    layouts: [],
    primitives: [plus, times, map],
    propose: () => ({
      sorts: [],
      productions: [
        ...numerals("int", [1, 2, 3]),
        calls("int", plus, 2, "int", "int"),
        calls("int", times, 2, "int", "int"),
        {
          sort: "list<int>",
          head: { primitive: map },
          args: [{ sort: "list<int>" }, { sort: "int", binds: ["int"] }],
          cost: bits(3),
        },
      ],
    }),
  };

  it("map with a lambda", async () => {
    const task = taskOf([INTS], INTS, [
      [
        [1, 2, 5],
        [3, 5, 11],
      ],
      [[], []],
      [[10], [21]],
    ]);
    const { best } = await learned(task, [lists]);
    expect(best?.right).toBe(3);
    expect(best && run(best.program, [[100, -4]])).toEqual([201, -7]);
    expect(best?.program.text).toContain("(lambda (a) ");
  });

  it("a body that uses an outer input", async () => {
    const task = taskOf([INTS, INT], INTS, [
      [[1, 2, 5], 10, [11, 12, 15]],
      [[1, 7], 100, [101, 107]],
      [[4], -3, [1]],
    ]);
    const { best } = await learned(task, [lists]);
    expect(best?.program.text).toMatch(/^\(map-ints \$1 \(lambda \(a\) \(plus (a \$2|\$2 a)\)\)\)$/);
  });

  it("a goal that no body can meet is not met", async () => {
    const task = taskOf([INTS], INTS, [
      [
        [1, 1],
        [1, 2],
      ],
      [[1], [1]],
    ]);
    const { best, status } = await learned(task, [lists], { candidates: 20_000, suspects: 0 });
    expect(status).not.toBe("more");
    expect(best?.program.text ?? "").not.toContain("lambda");
  });
});

describe("a column of reals", () => {
  const finite = (value: number): Value => (Number.isFinite(value) ? value : undefined);
  const add = define("add", [REAL, REAL], REAL, ([a, b]) => finite((a as number) + (b as number)), {
    normal: ["commutative"],
  });
  const product = define("product", [REAL, REAL], REAL, ([a, b]) => finite((a as number) * (b as number)), {
    normal: ["commutative"],
  });
  /** To whole cents, ties up; what was rounded is within half a cent. */
  const cents = define("cents", [REAL], REAL, ([a]) => Math.floor((a as number) * 100 + 0.5) / 100, {
    witness: {
      order: [0],
      *next(goal) {
        const cells: Cell[] = [];
        for (const cell of goal.cells) {
          if (cell === "any") cells.push("any");
          else if (!("one" in cell) || typeof cell.one !== "number") return;
          else cells.push({ low: cell.one - 0.005, high: cell.one + 0.004999999 });
        }
        yield { goal: { sort: "real", cells } };
      },
    },
  });
  const reals: Domain = {
    name: "reals",
    layouts: [realLayout],
    primitives: [add, product, cents],
    propose: () => ({
      sorts: [],
      productions: [
        ...numerals("real", [0.1, 0.2, 1.19]),
        calls("real", add, 2, "real", "real"),
        calls("real", product, 2, "real", "real"),
        { ...calls("real", cents, 3, "real"), climbs: false },
      ],
    }),
  };

  it("goals are met up to rounding", async () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    const rows = [1, 2, 3.7, 12.34, 1e6].map((x) => [x, x * 0.3]);
    const { best } = await learned(taskOf([REAL], REAL, rows), [reals]);
    expect(best?.right).toBe(5);
    expect(best?.suspects).toEqual([]);
    expect(best && run(best.program, [50])).toBeCloseTo(15, 10);
  });

  it("values that differ in the thirteenth digit are one entry", async () => {
    const rows = [
      [1, 1.19],
      [2, 2.38],
    ];
    const few = taskOf([REAL], REAL, rows);
    const { search } = await learned(few, [reals], { candidates: 3000 });
    const exact: Domain = { ...reals, layouts: [{ ...realLayout, identity: undefined }] };
    const { search: other } = await learned(few, [exact], { candidates: 3000 });
    expect(search.progress().entries).toBeLessThan(other.progress().entries);
  });

  it("a range is a goal", async () => {
    const rows = [9.99, 0.5, 123.45, 7].map((x) => [x, Math.floor(x * 1.19 * 100 + 0.5) / 100]);
    const { best } = await learned(taskOf([REAL], REAL, rows), [reals]);
    expect(best?.right).toBe(4);
    expect(best?.program.text).toMatch(/^\(cents \(product (\$1 1\.19|1\.19 \$1)\)\)$/);
  });
});

describe("grids", () => {
  const SIZE = 30;
  const gridOf = (cell: (x: number, y: number) => number, width = SIZE, height = SIZE): Grid => {
    const cells = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) cells[y * width + x] = cell(x, y);
    return new Grid(width, height, cells);
  };
  const at = (grid: Grid, x: number, y: number): number => grid.cells[y * grid.width + x];
  const alike = (a: Grid, b: Grid): boolean => a.width === b.width && a.height === b.height;

  const only = define("only", [GRID, INT], GRID, ([grid, colour]) => {
    const g = grid as Grid;
    return gridOf((x, y) => (at(g, x, y) === colour ? (colour as number) : 0), g.width, g.height);
  });
  const mirror = define("mirror", [GRID], GRID, ([grid]) => {
    const g = grid as Grid;
    return gridOf((x, y) => at(g, g.width - 1 - x, y), g.width, g.height);
  });
  const flip = define("flip", [GRID], GRID, ([grid]) => {
    const g = grid as Grid;
    return gridOf((x, y) => at(g, x, g.height - 1 - y), g.width, g.height);
  });
  const over = (below: Grid, above: Grid): Grid =>
    gridOf((x, y) => at(above, x, y) || at(below, x, y), above.width, above.height);

  /** The layer on top must show wherever it has colour; below it, the rest of the picture with nothing under the layer. */
  const peel: Witness = {
    order: [1, 0],
    *next(goal, arg, chosen, bank, limit): Generator<Choice> {
      const wanted = goal.cells.map((cell) =>
        cell !== "any" && "one" in cell && cell.one instanceof Grid ? cell.one : undefined,
      );
      const layer = (entry: number, row: number): Grid | undefined => {
        const [value, whole] = [bank.value(entry, row), wanted[row]];
        if (!(value instanceof Grid) || !whole || !alike(value, whole)) return undefined;
        return value.cells.every((cell, i) => cell === 0 || cell === whole.cells[i]) ? value : undefined;
      };
      if (arg === 1) {
        let left = limit;
        for (const entry of bank.entries("grid")) {
          const layers = wanted.map((whole, row) => (whole ? layer(entry, row) : undefined));
          if (layers.some((found, row) => wanted[row] && !found)) continue;
          if (!layers.some((found) => found?.cells.some((cell) => cell !== 0))) continue;
          yield { entry };
          if (--left === 0) return;
        }
        return;
      }
      const [top] = chosen;
      if (!("entry" in top)) return;
      const cells = wanted.map((whole, row): Cell => {
        const above = whole && layer(top.entry, row);
        if (!whole || !above) return "any";
        return {
          one: gridOf((x, y) => (at(above, x, y) === 0 ? at(whole, x, y) : 0), whole.width, whole.height),
        };
      });
      yield { goal: { sort: "grid", cells } };
    },
  };
  const overlay = define(
    "overlay",
    [GRID, GRID],
    GRID,
    ([below, above]) =>
      alike(below as Grid, above as Grid) ? over(below as Grid, above as Grid) : undefined,
    { partial: true, witness: peel },
  );
  const gridLayout: Layout = {
    ...hashedLayout(GRID),
    *vary(value): Iterable<Value> {
      if (!(value instanceof Grid)) return;
      for (const i of [0, 7, 31]) {
        const cells = value.cells.slice();
        cells[i % cells.length] = (cells[i % cells.length] + 1) % 4;
        yield new Grid(value.width, value.height, cells);
      }
    },
  };
  const grids: Domain = {
    name: "grids",
    layouts: [gridLayout],
    primitives: [only, mirror, flip, overlay],
    propose: () => ({
      sorts: [{ name: "grids:colour", type: INT }],
      productions: [
        ...numerals("grids:colour", [1, 2, 3]),
        calls("grid", only, 2, "grid", "grids:colour"),
        calls("grid", mirror, 2, "grid"),
        calls("grid", flip, 2, "grid"),
        { ...calls("grid", overlay, 2, "grid", "grid"), climbs: false },
      ],
    }),
  };

  it("overlay is peeled off layer by layer, on 30 × 30", async () => {
    // Colours stay in their own third of the picture, so that no layer hides another.
    const picture = (seed: number): Grid =>
      gridOf((x, y) => {
        const colour = 1 + Math.floor(Math.min(x, SIZE - 1 - x) / 5);
        return (x * 7 + y * 13 + seed) % 5 < 2 ? colour : 0;
      });
    const call = { fuel: 1e6 };
    const layered = (grid: Grid): Value => {
      const first = mirror.run([only.run([grid, 1], call)], call) as Grid;
      const second = only.run([grid, 2], call) as Grid;
      const third = flip.run([only.run([grid, 3], call)], call) as Grid;
      return over(over(first, second), third);
    };
    const pictures = [picture(0), picture(1), picture(3)];
    const task = taskOf(
      [GRID],
      GRID,
      pictures.map((grid) => [grid, layered(grid)]),
    );
    const { best } = await learned(task, [grids], { candidates: 60_000 });
    expect(best?.right).toBe(3);
    expect(best?.suspects).toEqual([]);
    const fresh = picture(2);
    expect(best && sameValue(run(best.program, [fresh]), layered(fresh))).toBe(true);
  });
});

describe("a primitive that only works on batches", () => {
  /** A net's stand-in: it knows the inputs that it was prepared with, all at once, and nothing else. */
  const netDomain = (): { domain: Domain; batches: (readonly Value[])[][] } => {
    const seen = new Map<number, number>();
    const batches: (readonly Value[])[][] = [];
    const net = define("brightness", [INT], INT, ([image]) => seen.get(image as number), {
      partial: true,
      async prepare(batch) {
        await Promise.resolve();
        batches.push(batch.map((args) => [...args]));
        for (const [image] of batch) {
          if (Number.isInteger(image)) seen.set(image as number, ((image as number) * 37 + 11) % 10);
        }
      },
    });
    const domain: Domain = {
      name: "nets",
      layouts: [],
      primitives: [net, plus, times],
      propose: ({ inputs }: Sample) => ({
        sorts: [
          { name: "nets:digit", type: INT },
          ...inputs.map((_, i) => ({ name: `nets:image/${i}`, type: INT })),
        ],
        productions: [
          ...inputs.flatMap((_, i): Production[] => [
            { sort: `nets:image/${i}`, head: { input: i }, args: [], cost: bits(1) },
            calls("nets:digit", net, 3, `nets:image/${i}`),
          ]),
          ...numerals("nets:digit", [1, 2]),
          calls("int", plus, 2, "nets:digit", "nets:digit"),
          calls("int", times, 2, "nets:digit", "nets:digit"),
        ],
      }),
    };
    return { domain, batches };
  };
  const bright = (image: number): number => (image * 37 + 11) % 10;

  it("is asked once, before the search, about every row at hand", async () => {
    const { domain, batches } = netDomain();
    const images = [123, 456, 789, 1011];
    const task = taskOf(
      [INT],
      INT,
      images.map((image) => [image, bright(image) * 2]),
      [[5555]],
    );
    const { best } = await learned(task, [domain], { candidates: 20_000 });
    expect(best?.program.text).toMatch(/brightness \$1/);
    expect(best?.right).toBe(4);
    expect(best && run(best.program, [5555])).toBe(bright(5555) * 2);
    expect(batches.length).toBe(1);
    expect(batches[0].map(([image]) => image)).toEqual([...images, 5555]);
  });

  it("is asked about each input that it may be called with", async () => {
    const { domain } = netDomain();
    const rows = [
      [12, 345],
      [678, 91],
      [23, 456],
      [789, 12],
    ].map(([a, b]) => [a, b, bright(a) + bright(b)]);
    const { best } = await learned(taskOf([INT, INT], INT, rows), [domain], { candidates: 20_000 });
    expect(best?.program.text).toMatch(/brightness \$1.*brightness \$2|brightness \$2.*brightness \$1/);
  });

  it("knows an input that the user tells of", async () => {
    const { domain } = netDomain();
    const task = taskOf(
      [INT],
      INT,
      [123, 456, 789].map((image) => [image, bright(image) * 2]),
      [[5555]],
    );
    const { search } = await learned(task, [domain], { candidates: 20_000 });
    await search.tell({ inputs: [5555], output: bright(5555) * 2 });
    finish(search);
    expect(search.answers()[0]?.right).toBe(4);
  });
});

describe("a selector", () => {
  const half = define(
    "half",
    [INT],
    INT,
    ([a]) => ((a as number) % 2 === 0 ? (a as number) / 2 : undefined),
    {
      partial: true,
    },
  );
  const even = define("even", [INT], BOOL, ([a]) => (a as number) % 2 === 0);
  /** Its arguments in an order of its own. */
  const pick = define("pick", [INT, BOOL, INT], INT, ([no, test, yes]) => (test ? yes : no), {
    selects: { test: 1, then: 2, else: 0 },
  });
  const domainOf = (climbs: boolean): Domain => ({
    name: "parity",
    layouts: [],
    primitives: [plus, times, half, even, pick],
    propose: () => ({
      sorts: [],
      productions: [
        ...numerals("int", [1, 3]),
        calls("int", plus, 2, "int", "int"),
        calls("int", times, 2, "int", "int"),
        calls("int", half, 2, "int"),
        calls("bool", even, 2, "int"),
        { ...calls("int", pick, 2, "int", "bool", "int"), climbs },
      ],
    }),
  });
  const collatz = [1, 2, 3, 4, 5, 6, 7, 10].map((n) => [n, n % 2 === 0 ? n / 2 : 3 * n + 1]);

  it("is found by what it says of itself, whatever the order of its arguments", async () => {
    const { best } = await learned(taskOf([INT], INT, collatz), [domainOf(false)], { candidates: 40_000 });
    expect(best?.suspects).toEqual([]);
    expect(best && [27, 40].map((n) => run(best.program, [n]))).toEqual([82, 20]);
    expect(best?.program.text).toMatch(/^\(pick .* \(even \$1\) \(half \$1\)\)$/);
  });

  it("may have no value in the branch that is not taken, when it climbs too", () => {
    const sample: Sample = {
      inputs: [{ name: "n", type: INT, values: collatz.map(([n]) => n) }],
      outputs: [],
      result: INT,
    };
    const grammar = grammarOf(sample, [domainOf(true)]);
    const rows = collatz.map(([n]) => [n]);
    const bank = new Bank(
      new CompiledGrammar(grammar),
      rows.map((inputs) => ({ variables: inputs, inputs, bound: [] })),
      [input(0, INT)],
    );
    while (bank.frontier <= bits(10) && bank.grow(1000) === "more");
    const found = bank
      .entries("int")
      .filter((entry) => bank.costOf(entry) <= bits(10))
      .map((entry) => rows.map((_, row) => bank.value(entry, row)));
    const wanted = [...enumerate(grammar, rows, bits(10))].filter(({ sort }) => sort === "int");
    const show = (all: readonly (readonly Value[])[]): string[] =>
      all.map((v) => v.map(literalText).join()).sort();
    expect(show(found)).toEqual(show(wanted.map(({ values }) => values)));
  });
});
