/** @file The contract between domains and the search, by a tiny domain: grids of 30 × 30 cells. */

import { describe, expect, it } from "vitest";
import type { Domain } from "../../../src/language/grammar.ts";
import { run } from "../../../src/language/interpret.ts";
import { hashedLayout, type Layout } from "../../../src/language/layout.ts";
import { GRID, INT } from "../../../src/language/type.ts";
import { Grid, sameValue, type Value } from "../../../src/language/value.ts";
import type { Cell, Choice, Witness } from "../../../src/language/witness.ts";
import { learned, taskOf } from "../finish.ts";
import { calls, define, numerals } from "./tiny.ts";

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
