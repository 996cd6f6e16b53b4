/** @file Deduction through the replacement of a part: of a source like the goal, or of what was taken out and put in. */

import type { BankView, Cell, Goal, Witness } from "../../../language/witness.ts";
import {
  goalOf,
  type Known,
  knownOf,
  LOOKED_THROUGH,
  PARTS,
  type Row,
  SEARCHED,
  textAt,
  textRows,
} from "./rows.ts";

/** Parts of a source that are replaced have at most so many characters that the goal has not. */
const REPLACED = 12;
const REPLACED_SOURCES = 200;

/** Characters of a constant that replaces a part, where it is not in the bank. */
const PUT_IN = 4;

/** What the first occurrence of `part` in `source` must be replaced by to give `text`; any where it does not occur. */
function replacement(source: string, part: string, text: string): Cell | undefined {
  const at = source.indexOf(part);
  if (at < 0) return source === text ? "any" : undefined;
  const after = source.length - at - part.length;
  const size = text.length - at - after;
  if (size < 0 || !text.startsWith(source.slice(0, at))) return undefined;
  if (!text.endsWith(source.slice(source.length - after))) return undefined;
  return { one: text.slice(at, at + size) };
}

/** Characters that the two share at the beginning, or at the end. */
function sharedAt(one: string, other: string, isFront: boolean): number {
  const most = Math.min(one.length, other.length);
  let count = 0;
  if (isFront) while (count < most && one[count] === other[count]) count++;
  else while (count < most && one[one.length - 1 - count] === other[other.length - 1 - count]) count++;
  return count;
}

/** `replace(s, a, b)`: a source like the goal but for one stretch, what stands there, and what shall. */
const fromSource: Witness = {
  order: [0, 1, 2],
  *next(goal, arg, chosen, bank, _limit, sorts) {
    const rows = textRows(goal);
    if (!rows) return;
    const fits = (entry: number, test: (text: string, i: number) => boolean): boolean =>
      rows.every(({ row }, i) => {
        const text = textAt(bank, entry, row);
        return text !== undefined && test(text, i);
      });
    if (arg === 0) {
      let followed = 0;
      let left = LOOKED_THROUGH;
      const size = rows.reduce((sum, { text }) => sum + text.length, 0);
      for (const entry of bank.entries(sorts[0]).slice(0, REPLACED_SOURCES)) {
        left -= size;
        if (left < 0) return;
        const isNear = fits(
          entry,
          (text, i) =>
            text.length > 2 &&
            text.length - sharedAt(text, rows[i].text, true) - sharedAt(text, rows[i].text, false) <=
              Math.min(REPLACED, text.length >> 1),
        );
        if (!isNear) continue;
        yield { entry };
        if (++followed >= SEARCHED) return;
      }
      return;
    }
    const source = knownOf(chosen[0]);
    const texts = rows.map(({ row }) => textAt(bank, source, row) ?? "");
    if (arg === 1) {
      for (const entry of bank.entries(sorts[1]).slice(0, PARTS)) {
        let changes = false;
        const isPart = fits(entry, (part, i) => {
          const cell = part === "" ? undefined : replacement(texts[i], part, rows[i].text);
          changes ||= cell !== undefined && cell !== "any";
          return cell !== undefined;
        });
        if (isPart && changes) yield { entry };
      }
      return;
    }
    const part = knownOf(chosen[1]);
    yield goalOf(
      sorts[2],
      goal.cells.length,
      rows,
      (i) => replacement(texts[i], textAt(bank, part, rows[i].row) ?? "", rows[i].text) ?? "any",
    );
  },
};

/** A text like the goal's at one end, and where they part, on every row. */
interface Likeness {
  readonly texts: readonly string[];
  /** Characters shared at the beginning, or at the end. */
  readonly counts: readonly number[];
  readonly isFront: boolean;
}

const likenesses = new WeakMap<Goal, readonly Likeness[]>();

function likenessesOf(goal: Goal, rows: readonly Row[], bank: BankView, sort: string): readonly Likeness[] {
  const known = likenesses.get(goal);
  if (known) return known;
  const found: Likeness[] = [];
  for (const entry of bank.entries(sort).slice(0, SEARCHED)) {
    const texts = rows.map(({ row }) => textAt(bank, entry, row) ?? "");
    for (const isFront of [true, false]) {
      const counts = texts.map((text, i) => sharedAt(text, rows[i].text, isFront));
      if (counts.some((count) => count > 0)) found.push({ texts, counts, isFront });
    }
  }
  likenesses.set(goal, found);
  return found;
}

/** Whether the part stands in the text right behind the shared characters (right before, at the end). */
const standsAt = (text: string, part: string, count: number, isFront: boolean): boolean =>
  isFront ? text.startsWith(part, count) : text.endsWith(part, text.length - count);

/**
 * `replace(s, a, b)`: what was taken out, and what was put in, where the goal and an entry of the bank part; that leaves a
 * goal for the source, which is more like that entry.
 */
const fromParts: Witness = {
  order: [1, 2, 0],
  *next(goal, arg, chosen, bank, _limit, sorts) {
    const rows = textRows(goal);
    if (!rows) return;
    const texts = (known: Known): string[] => rows.map(({ row }) => textAt(bank, known, row) ?? "");
    const isTakenOut = (part: readonly string[], { texts: known, counts, isFront }: Likeness): boolean =>
      part.every((own, i) => own !== "" && standsAt(known[i], own, counts[i], isFront));
    const isPutIn = (by: readonly string[], { counts, isFront }: Likeness): boolean =>
      rows.every(
        ({ text }, i) => by[i] !== "" && by[i] !== text && standsAt(text, by[i], counts[i], isFront),
      );
    const alike = likenessesOf(goal, rows, bank, sorts[0]);
    if (arg === 1) {
      for (const entry of bank.entries(sorts[1]).slice(0, PARTS)) {
        const part = texts(entry);
        if (alike.some((one) => isTakenOut(part, one))) yield { entry };
      }
      return;
    }
    const part = texts(knownOf(chosen[0]));
    const places = alike.filter((one) => isTakenOut(part, one));
    const differs = (by: readonly string[]): boolean => by.some((own, i) => own !== part[i]);
    if (arg === 2) {
      for (const entry of bank.entries(sorts[2]).slice(0, PARTS)) {
        const by = texts(entry);
        if (differs(by) && places.some((one) => isPutIn(by, one))) yield { entry };
      }
      const seen = new Set<string>();
      for (const place of places) {
        for (const one of constantsAt(rows, place)) {
          if (seen.has(one) || !differs(rows.map(() => one))) continue;
          seen.add(one);
          yield goalOf(sorts[2], goal.cells.length, rows, () => ({ one }));
        }
      }
      return;
    }
    const [, putIn] = chosen;
    const by = "goal" in putIn ? rows.map(({ row }) => textOf(putIn.goal.cells[row])) : texts(knownOf(putIn));
    for (const place of places) {
      if (!isPutIn(by, place)) continue;
      const sources = rows.map(({ text }, i) => {
        const at = place.isFront ? place.counts[i] : text.length - place.counts[i] - by[i].length;
        const source = text.slice(0, at) + part[i] + text.slice(at + by[i].length);
        return source.indexOf(part[i]) === at ? source : undefined;
      });
      if (!sources.includes(undefined))
        yield goalOf(sorts[0], goal.cells.length, rows, (i) => ({ one: sources[i] }));
    }
  },
};

const textOf = (cell: Cell): string =>
  cell !== "any" && "one" in cell && typeof cell.one === "string" ? cell.one : "";

/** Texts that stand on every row of a goal where it parts from an entry, the shortest first. */
function constantsAt(rows: readonly Row[], { counts, isFront }: Likeness): string[] {
  const rests = rows.map(({ text }, i) =>
    isFront ? text.slice(counts[i]) : text.slice(0, text.length - counts[i]),
  );
  const most = Math.min(PUT_IN, ...rests.map((rest) => sharedAt(rests[0], rest, isFront)));
  const [first] = rests;
  return Array.from({ length: most }, (_, i) =>
    isFront ? first.slice(0, i + 1) : first.slice(first.length - i - 1),
  );
}

export const replaceWitnesses: readonly Witness[] = [fromSource, fromParts];
