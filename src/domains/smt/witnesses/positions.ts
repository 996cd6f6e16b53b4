/** @file Deduction through parts of texts: where one stands, and whether it does. */

import type { Cell, Witness } from "../../../language/witness.ts";
import { goalOf, type Known, knownOf, LOOKED_THROUGH, PARTS, SEARCHED, textAt } from "./rows.ts";

/** Characters of a part that a condition looks for, and such parts that are tried for one text. */
const TESTED = 8;
const TESTS = 6;

/** Where the search for the position must begin, so that it is found there; `undefined` when it cannot be. */
function startFor(text: string, part: string, cell: Cell): Cell | undefined {
  if (cell === "any" || "low" in cell || "bits" in cell) return undefined;
  const wanted = "one" in cell ? [cell.one] : cell.oneOf;
  for (const at of wanted as readonly number[]) {
    if (at < 0 || !text.startsWith(part, at) || at > text.length) continue;
    const before = at === 0 ? -1 : text.lastIndexOf(part, at - 1);
    return { low: before + 1, high: at };
  }
  return undefined;
}

/** `indexof(s, t, k)`: a text and a part of it that stands at the goal's position, and from where it is looked for. */
export const indexOfWitness: Witness = {
  order: [0, 1, 2],
  *next(goal, arg, chosen, bank, _limit, sorts) {
    const rows: { row: number; cell: Cell }[] = [];
    for (let row = 0; row < goal.cells.length; row++) {
      const cell = goal.cells[row];
      if (cell === "any") continue;
      if ("low" in cell || ("one" in cell && (cell.one as number) < 0)) return;
      rows.push({ row, cell });
    }
    if (rows.length === 0) return;
    if (arg === 0) {
      for (const entry of bank.entries(sorts[0]).slice(0, SEARCHED)) yield { entry };
      return;
    }
    const source = knownOf(chosen[0]);
    const texts = rows.map(({ row }) => textAt(bank, source, row) ?? "");
    const startOf = (part: Known, i: number): Cell | undefined => {
      const text = textAt(bank, part, rows[i].row);
      return text ? startFor(texts[i], text, rows[i].cell) : undefined;
    };
    if (arg === 1) {
      for (const entry of bank.entries(sorts[1]).slice(0, PARTS))
        if (rows.every((_, i) => startOf(entry, i) !== undefined)) yield { entry };
      return;
    }
    const part = knownOf(chosen[1]);
    yield goalOf(sorts[2], goal.cells.length, rows, (i) => startOf(part, i) ?? "any");
  },
};

/** Where a part stands in a text. */
type Side = "front" | "back" | "inside";

const stands = (text: string, part: string, side: Side): boolean =>
  side === "front" ? text.startsWith(part) : side === "back" ? text.endsWith(part) : text.includes(part);

/** Parts of the text at that side, the shortest first. */
function* partsOf(text: string, side: Side): Iterable<string> {
  for (let length = 1; length <= Math.min(text.length, TESTED); length++) {
    if (side === "front") yield text.slice(0, length);
    else if (side === "back") yield text.slice(text.length - length);
    else for (let at = 0; at + length <= text.length; at++) yield text.slice(at, at + length);
  }
}

/**
 * `prefixof(part, text)`, `suffixof(part, text)`, `contains(text, part)`: one part for all rows that stands in the texts
 * where the goal is true and in none where it is false.
 */
function test(text: 0 | 1, side: Side): Witness {
  const part = 1 - text;
  return {
    order: [text, part],
    *next(goal, arg, chosen, bank, _limit, sorts) {
      if (arg === text) {
        for (const entry of bank.entries(sorts[text]).slice(0, SEARCHED)) yield { entry };
        return;
      }
      const source = knownOf(chosen[0]);
      const [holding, others]: [string[], string[]] = [[], []];
      const rows: { row: number }[] = [];
      for (const [row, cell] of goal.cells.entries()) {
        if (cell === "any") continue;
        const whole = textAt(bank, source, row);
        if (whole === undefined || !("one" in cell)) return;
        (cell.one === true ? holding : others).push(whole);
        rows.push({ row });
      }
      if (holding.length === 0 || others.length === 0) return;
      const seen = new Set<string>();
      const through =
        side === "inside" ? [...holding, ...others].reduce((sum, { length }) => sum + length, 0) : 1;
      let left = LOOKED_THROUGH;
      for (const one of partsOf(holding[0], side)) {
        left -= through;
        if (left < 0) return;
        if (seen.has(one) || !holding.every((whole) => stands(whole, one, side))) continue;
        if (others.some((whole) => stands(whole, one, side))) continue;
        seen.add(one);
        yield goalOf(sorts[part], goal.cells.length, rows, () => ({ one }));
        if (seen.size >= TESTS) return;
      }
    },
  };
}

export const prefixWitness: Witness = test(1, "front");
export const suffixWitness: Witness = test(1, "back");
export const containsWitness: Witness = test(0, "inside");
