/**
 * @file Deduction through the SMT-LIB operators on text and integers: what a goal says about a call's arguments. Sources are
 * taken from the bank, positions and rests become goals. (After the witness functions of FlashMeta, Polozov and Gulwani,
 * OOPSLA 2015, and the use of the bank in DUET, Lee, POPL 2021.)
 */

import type { Value } from "../../language/value.ts";
import {
  type BankView,
  type Cell,
  type Choice,
  type Goal,
  meets,
  type Witness,
} from "../../language/witness.ts";

/** Entries of the bank looked at as sources, and of those that fit the ones followed. */
const SOURCES = 600;
const FOLLOWED = 30;

/** Occurrences of a part in a source that are told apart. */
const OCCURRENCES = 6;

/** Integers looked at as one side of a sum, and the cheapest, which may lead to sums of sums. */
const SUMMANDS = 4_000;
const CHEAP_SUMMANDS = 5;

/** Integers whose other side is in the bank. */
const KNOWN_SUMMANDS = 12;

/** Entries that complete a sum with one and the same other side. */
const RESTS = 3;

/** Sources and parts looked at for a position. */
const SEARCHED = 4;
const PARTS = 60;

/** Parts of a source that are replaced have at most so many characters that the goal has not. */
const REPLACED = 12;
const REPLACED_SOURCES = 200;

/** Characters of a constant that replaces a part, where it is not in the bank. */
const PUT_IN = 4;

/** Characters of a part that a condition looks for, and such parts that are tried for one text. */
const TESTED = 8;
const TESTS = 6;

interface Row {
  readonly row: number;
  readonly text: string;
}

const isPlain = (text: string): boolean => !/[\ud800-\udfff]/.test(text);

/** The constrained rows with their texts; `undefined` when some row is not one plain text, or none is constrained. */
function textRows(goal: Goal): Row[] | undefined {
  const rows: Row[] = [];
  for (let row = 0; row < goal.cells.length; row++) {
    const cell = goal.cells[row];
    if (cell === "any") continue;
    if (!("one" in cell) || typeof cell.one !== "string" || !isPlain(cell.one)) return undefined;
    rows.push({ row, text: cell.one });
  }
  return rows.length > 0 ? rows : undefined;
}

/** An argument that is chosen already: an entry, or a constant that a macro has in its place. */
type Known = number | { readonly literal: Value };

const knownOf = (choice: Choice): Known =>
  "entry" in choice ? choice.entry : { literal: "literal" in choice ? choice.literal : undefined };

const valueAt = (bank: BankView, known: Known, row: number): Value =>
  typeof known === "number" ? bank.value(known, row) : known.literal;

/** The text on a row, where it is plain. */
function textAt(bank: BankView, known: Known, row: number): string | undefined {
  const value = valueAt(bank, known, row);
  return typeof value === "string" && isPlain(value) ? value : undefined;
}

/** The goal's cells, changed where they are constrained. */
const goalOf = (
  sort: string,
  rows: number,
  constrained: readonly { readonly row: number }[],
  cell: (i: number) => Cell,
): Choice => {
  const cells = new Array<Cell>(rows).fill("any");
  constrained.forEach(({ row }, i) => {
    cells[row] = cell(i);
  });
  return { goal: { sort, cells } };
};

const oneOf = (values: readonly number[]): Cell =>
  values.length === 1 ? { one: values[0] } : { oneOf: values };

/** Entries whose text holds the goal's on every row, and more on some, cheapest first. */
function* holders(rows: readonly Row[], bank: BankView, sort: string): Iterable<Choice> {
  let followed = 0;
  for (const entry of bank.entries(sort).slice(0, SOURCES)) {
    let [fits, more] = [true, false];
    for (let i = 0; i < rows.length && fits; i++) {
      const text = textAt(bank, entry, rows[i].row);
      fits = text !== undefined && (rows[i].text === "" || text.includes(rows[i].text));
      more ||= fits && (text as string).length > rows[i].text.length;
    }
    if (!fits || !more) continue;
    yield { entry };
    if (++followed >= FOLLOWED) return;
  }
}

function occurrences(text: string, part: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(part); at >= 0 && found.length < OCCURRENCES; at = text.indexOf(part, at + 1))
    found.push(at);
  return found;
}

const NONE: Cell = { low: Number.NEGATIVE_INFINITY, high: 0 };
const BEFORE: Cell = { low: Number.NEGATIVE_INFINITY, high: -1 };

/** `substr(s, i, n)`: a source that holds the goal, where it stands there, and how long it is. */
export const substrWitness: Witness = {
  order: [0, 1, 2],
  *next(goal, arg, chosen, bank, _limit, sorts) {
    const rows = textRows(goal);
    if (!rows) return;
    if (arg === 0) {
      yield* holders(rows, bank, sorts[0]);
      return;
    }
    const source = knownOf(chosen[0]);
    const texts = rows.map(({ row }) => textAt(bank, source, row) ?? "");
    const hasEmpty = rows.some(({ text }) => text === "");
    if (arg === 1) {
      const cell = (i: number, empty: Cell): Cell =>
        rows[i].text === "" ? empty : oneOf(occurrences(texts[i], rows[i].text));
      yield goalOf(sorts[1], goal.cells.length, rows, (i) => cell(i, "any"));
      if (!hasEmpty) return;
      yield goalOf(sorts[1], goal.cells.length, rows, (i) => cell(i, BEFORE));
      const past = (i: number): Cell => ({ low: texts[i].length, high: Number.POSITIVE_INFINITY });
      yield goalOf(sorts[1], goal.cells.length, rows, (i) => cell(i, past(i)));
      return;
    }
    const start = "goal" in chosen[1] ? chosen[1].goal.cells : [];
    yield goalOf(sorts[2], goal.cells.length, rows, (i) => {
      const { row, text } = rows[i];
      if (text === "") return start[row] === "any" ? NONE : "any";
      const at = start[row];
      const isEnd =
        at !== undefined && at !== "any" && "one" in at && at.one === texts[i].length - text.length;
      return isEnd ? { low: text.length, high: Number.POSITIVE_INFINITY } : { one: text.length };
    });
  },
};

/** `at(s, i)`: a source that holds the goal's character, and where. */
export const charAtWitness: Witness = {
  order: [0, 1],
  *next(goal, arg, chosen, bank, _limit, sorts) {
    const rows = textRows(goal);
    if (!rows || rows.some(({ text }) => text.length > 1)) return;
    if (arg === 0) {
      yield* holders(rows, bank, sorts[0]);
      return;
    }
    const source = knownOf(chosen[0]);
    yield goalOf(sorts[1], goal.cells.length, rows, (i) => {
      const { row, text } = rows[i];
      const whole = textAt(bank, source, row) ?? "";
      if (text === "") return { low: whole.length, high: Number.POSITIVE_INFINITY };
      return oneOf(occurrences(whole, text));
    });
  },
};

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
      for (const entry of bank.entries(sorts[0]).slice(0, REPLACED_SOURCES)) {
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

/** `from_int(n)`: the number that the text is; a negative one where it is empty. */
export const fromIntWitness: Witness = {
  order: [0],
  *next(goal, _arg, _chosen, _bank, _limit, sorts) {
    const rows = textRows(goal);
    if (!rows?.every(({ text }) => text === "" || /^(?:0|[1-9]\d{0,14})$/.test(text))) return;
    yield goalOf(sorts[0], goal.cells.length, rows, (i) =>
      rows[i].text === "" ? BEFORE : { one: Number(rows[i].text) },
    );
  },
};

/** A cell of integers, each changed; `undefined` for a cell of anything else. */
function shifted(cell: Cell, by: number, sign: 1 | -1): Cell | undefined {
  if (cell === "any") return cell;
  const move = (value: number): number => (sign === 1 ? value + by : by - value);
  if ("one" in cell) return typeof cell.one === "number" ? { one: move(cell.one) } : undefined;
  if ("oneOf" in cell) return { oneOf: (cell.oneOf as readonly number[]).map(move) };
  if ("bits" in cell) return undefined;
  const ends = [move(cell.low), move(cell.high)];
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

/**
 * One side of a sum or difference is an entry of the bank and leaves a goal for the other: `rest` gives it on a row.
 * Entries whose rest is in the bank are taken, and the cheapest of the others.
 */
function sum(known: 0 | 1, rest: (cell: Cell, value: number) => Cell | undefined): Witness {
  const other = 1 - known;
  const restOf = (goal: Goal, known: Known, bank: BankView): Cell[] | undefined => {
    const cells: Cell[] = [];
    for (let row = 0; row < goal.cells.length; row++) {
      const cell = goal.cells[row];
      const value = cell === "any" ? 0 : valueAt(bank, known, row);
      const left = typeof value === "number" ? rest(cell, value) : undefined;
      if (left === undefined) return undefined;
      cells.push(left);
    }
    return cells;
  };
  return {
    order: [known, other],
    *next(goal, arg, chosen, bank, _limit, sorts) {
      const first = arg === other ? restOf(goal, knownOf(chosen[0]), bank) : goal.cells;
      const lookup = first && lookupOf(first, bank, sorts[other]);
      if (!lookup) return;
      if (arg === other) {
        for (const entry of lookup.entries(first)) yield { entry };
        const side = knownOf(chosen[0]);
        const isCheap =
          typeof side !== "number" || bank.entries(sorts[known]).slice(0, CHEAP_SUMMANDS).includes(side);
        if (isCheap) yield { goal: { sort: sorts[other], cells: first } };
        return;
      }
      let [cheap, followed] = [0, 0];
      for (const entry of bank.entries(sorts[known]).slice(0, SUMMANDS)) {
        const isCheap = cheap++ < CHEAP_SUMMANDS;
        const isKnown = lookup.has((cell, row) => {
          const value = bank.value(entry, row);
          return typeof value === "number" ? rest(cell, value) : undefined;
        });
        if (isKnown || isCheap) yield { entry };
        if (isKnown && ++followed >= KNOWN_SUMMANDS) return;
      }
    },
  };
}

/** Looks entries of integers up by the rows of a goal that give one value each; where there are none, by one that gives several. */
function lookupOf(cells: readonly Cell[], bank: BankView, sort: string) {
  const layout = bank.layoutOf(sort);
  if (!layout) return undefined;
  const exact = cells.flatMap((cell, row) => (cell !== "any" && "one" in cell ? [row] : []));
  const loose = cells.findIndex((cell) => cell !== "any" && "oneOf" in cell);
  const rows = exact.length > 0 ? exact : loose >= 0 ? [loose] : [];
  if (rows.length === 0) return undefined;
  const words = new Uint32Array(rows.length * layout.words);
  const valuesOf = (cell: Cell): readonly Value[] =>
    cell === "any" || "low" in cell || "bits" in cell ? [] : "one" in cell ? [cell.one] : cell.oneOf;
  const write = (i: number, value: Value): void => layout.write(value, words, i * layout.words);
  return {
    /** Whether an entry meets these rows, each cell of the goal changed. */
    has(change: (cell: Cell, row: number) => Cell | undefined): boolean {
      for (let i = 0; i < rows.length; i++) {
        const cell = change(cells[rows[i]], rows[i]);
        if (cell === undefined) return false;
        const values = valuesOf(cell);
        if (exact.length === 0)
          return values.some((value) => {
            write(i, value);
            return bank.hasRows(sort, rows, words);
          });
        write(i, values[0]);
      }
      return bank.hasRows(sort, rows, words);
    },
    /** The cheapest few entries that meet all of a goal's cells. */
    entries(wanted: readonly Cell[]): number[] {
      const found: number[] = [];
      for (const value of exact.length === 0 ? valuesOf(wanted[rows[0]]) : [undefined]) {
        if (value !== undefined) write(0, value);
        else for (const [i, row] of rows.entries()) write(i, valuesOf(wanted[row])[0]);
        found.push(...bank.withRows(sort, rows, words));
      }
      if (exact.length === 0) found.sort((a, b) => a - b);
      const fitting: number[] = [];
      for (const entry of found) {
        if (!wanted.every((cell, row) => meets(bank.value(entry, row), cell))) continue;
        fitting.push(entry);
        if (fitting.length >= RESTS) break;
      }
      return fitting;
    },
  };
}

export const addWitness: Witness = sum(0, (cell, value) => shifted(cell, -value, 1));

/** `a - b`: by `b`, which leaves `goal + b`; and by `a`, which leaves `a - goal`. */
export const subtractWitnesses: readonly Witness[] = [
  sum(1, (cell, value) => shifted(cell, value, 1)),
  sum(0, (cell, value) => shifted(cell, value, -1)),
];

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
      for (const one of partsOf(holding[0], side)) {
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
