/** @file Curves on a terminal: shares of right answers upwards, one column for each x. */

import type { Curve } from "./curves.ts";

/** Rows from 0 to 100 %. */
const ROWS = 10;

/** Columns from one x to the next. */
const STEP = 9;

const MARGIN = 7;

const MARKS: Readonly<Record<Curve["kind"], readonly string[]>> = {
  program: ["●"],
  compiled: ["◆"],
  trained: ["▲"],
  net: ["○", "△", "□", "◇"],
  neighbour: ["×"],
};

export const markOf = ({ kind, place }: Curve): string => MARKS[kind][place % MARKS[kind].length];

/**
 * Lines without a break at the end. Of curves that meet the first is seen; dots lead from mark to mark, and what seeds differ by
 * stands as a bar.
 */
export function chartLines(curves: readonly Curve[], labelOf: (x: number) => string): string[] {
  const xs = [...new Set(curves.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  if (xs.length === 0) return [];
  const width = (xs.length - 1) * STEP + 3;
  const cells = Array.from({ length: ROWS + 1 }, () => new Array<string>(width).fill(" "));
  const rowOf = (share: number): number => ROWS - Math.round(share * ROWS);
  const columnOf = (x: number): number => xs.indexOf(x) * STEP + 1;
  for (const { points } of curves) {
    for (const [i, to] of points.entries()) {
      const from = points[i - 1];
      if (!from) continue;
      const [start, end] = [columnOf(from.x), columnOf(to.x)];
      for (let column = start + 2; column < end - 1; column += 2) {
        const part = (column - start) / (end - start);
        cells[rowOf(from.mean + part * (to.mean - from.mean))][column] = "·";
      }
    }
  }
  for (const { points } of curves) {
    for (const { x, low, high } of points)
      for (let row = rowOf(high); row <= rowOf(low); row++) if (high > low) cells[row][columnOf(x)] = "│";
  }
  for (const curve of [...curves].reverse()) {
    for (const { x, mean } of curve.points) cells[rowOf(mean)][columnOf(x)] = markOf(curve);
  }
  const lines = cells.map((row, i) => {
    const isLabelled = i % 5 === 0;
    const label = isLabelled ? `${100 - i * (100 / ROWS)} %` : "";
    return `${label.padStart(MARGIN - 1)} ${isLabelled ? "┤" : "│"}${row.join("")}`.trimEnd();
  });
  const axis = `${" ".repeat(MARGIN)}└${"─".repeat(width)}`;
  const labels = xs.map((x) => labelOf(x));
  let below = " ".repeat(MARGIN + 1);
  for (const [i, x] of xs.entries()) {
    const at = MARGIN + 1 + columnOf(x) - Math.floor((labels[i].length - 1) / 2);
    below = below.padEnd(at) + labels[i];
  }
  return [...lines, axis, below];
}
