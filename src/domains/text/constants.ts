/** @file Where the text domain's constants come from: marks, cues, separators, masks and widths seen in the sample. */

/** A constant and what choosing it costs, in bits. */
export type Weighted<T> = readonly [value: T, bits: number];

const USUAL: Record<string, number> = {
  " ": 1.5,
  ",": 2,
  "-": 2,
  ".": 2,
  "/": 2,
  "@": 2,
  ":": 2.5,
  ";": 2.5,
  _: 2.5,
  "(": 3,
  ")": 3,
  "\n": 2.5,
  "\t": 3,
};

const isWordCharacter = (char: string): boolean => /[\p{L}\p{M}\p{N}]/u.test(char);

/** Rows of a column that constants are drawn from; more would not name other delimiters. */
const LOOKED_AT = 64;

/** Delimiters of the columns: punctuation and blanks that many rows hold, runs of them, and words all rows share. */
export function marksOf(columns: readonly (readonly string[])[]): Weighted<string>[] {
  const marks = new Map<string, number>();
  const offer = (mark: string, cost: number): void => {
    const known = marks.get(mark);
    if (known === undefined || known > cost) marks.set(mark, cost);
  };
  for (const column of columns) {
    const rows = column.slice(0, LOOKED_AT).filter((text) => text !== "");
    if (rows.length === 0) continue;
    const single = new Map<string, number>();
    const runs = new Map<string, number>();
    const words = new Map<string, number>();
    const add = (to: Map<string, number>, items: Iterable<string>): void => {
      for (const item of new Set(items)) to.set(item, (to.get(item) ?? 0) + 1);
    };
    for (const text of rows) {
      const head = text.slice(0, 400);
      add(
        single,
        [...head].filter((char) => !isWordCharacter(char)),
      );
      add(
        runs,
        (head.match(/[^\p{L}\p{M}\p{N}]{2,5}/gu) ?? []).flatMap((run) => [
          run,
          run.slice(0, 2),
          run.slice(-2),
        ]),
      );
      add(words, head.match(/[\p{L}\p{M}]{2,}|\p{L}(?=\d)/gu) ?? []);
    }
    const share = (count: number): number => count / rows.length;
    for (const [mark, count] of single) {
      if (share(count) < 0.15 && count < 2) continue;
      offer(mark, (USUAL[mark] ?? 4) + (share(count) < 0.5 ? 1 : 0));
    }
    for (const [mark, count] of runs) if (share(count) >= 0.5) offer(mark, 3 + mark.length / 2);
    if (rows.length > 1) for (const [word, count] of words) if (share(count) === 1) offer(word, 5);
    for (const common of sharedSubstrings(rows)) offer(common, 5.5);
  }
  return cheapest(marks, 20);
}

/** Substrings of two characters or more that every row holds, maximal, at most three. */
function sharedSubstrings(rows: readonly string[]): string[] {
  if (rows.length < 2) return [];
  const [first, ...others] = [...rows].sort((a, b) => a.length - b.length).map((text) => text.slice(0, 200));
  const found: string[] = [];
  for (let from = 0; from < first.length && found.length < 3; from++) {
    let to = from;
    while (to < first.length && others.every((text) => text.includes(first.slice(from, to + 1)))) to++;
    if (to - from < 2 || found.some((text) => text.includes(first.slice(from, to)))) continue;
    found.push(first.slice(from, to));
    from = to - 1;
  }
  return found;
}

/** Texts that tell labelled rows apart: whole short values, their words, first and last characters, marks. */
export function cuesOf(columns: readonly (readonly string[])[], labelled: number): Weighted<string>[] {
  const cues = new Map<string, number>();
  for (const column of columns) {
    const rows = column.slice(0, Math.min(labelled, LOOKED_AT));
    const seen = new Map<string, number>();
    for (const text of rows) {
      const head = text.slice(0, 200);
      const parts = new Set<string>([
        ...(head.match(/[\p{L}\p{M}]+\.?|\d+|[^\p{L}\p{M}\d\s]/gu) ?? []),
        ...(text.length <= 24 ? [text] : []),
      ]);
      for (const part of parts) seen.set(part, (seen.get(part) ?? 0) + 1);
    }
    for (const value of categoriesOf(column)) if (!rows.every((text) => text === value)) cues.set(value, 2);
    for (const [cue, count] of seen) {
      if (count === rows.length) continue;
      const kind = /^\d/.test(cue) ? 8 : isWordCharacter(cue[0]) ? 5 : 3.5;
      // Whether there is anything at all is what people ask first.
      const cost = cue === "" ? 1 : kind + (count === 1 ? 2.5 : 0);
      const known = cues.get(cue);
      if (known === undefined || known > cost) cues.set(cue, cost);
    }
  }
  return cheapest(cues, 40);
}

/** Rows from which a column can show that it holds categories, and how many of them it may. */
const CATEGORY_ROWS = 10;
const MAX_CATEGORIES = 8;

/** The values of a column that has only a few: what conditions are usually about. */
function categoriesOf(column: readonly string[]): ReadonlySet<string> {
  const values = new Set<string>();
  if (column.length < CATEGORY_ROWS) return values;
  for (const text of column) {
    values.add(text);
    if (values.size > MAX_CATEGORIES || text.length > 40) return new Set();
  }
  return values;
}

/** What a part of the text may be replaced with: nothing, or glue seen in the outputs. */
export function replacementsOf(
  columns: readonly (readonly string[])[],
  outputs: readonly string[],
): Weighted<string>[] {
  const replacements = new Map<string, number>([["", 1]]);
  const glue = new Set<string>();
  for (const text of outputs.slice(0, LOOKED_AT))
    for (const char of text.slice(0, 200)) if (!isWordCharacter(char)) glue.add(char);
  for (const char of glue) replacements.set(char, USUAL[char] ?? 4);
  if (columns.length > 0 && outputs.some((text) => text.includes(" "))) replacements.set(" ", 1.5);
  return cheapest(replacements, 10);
}

export function separatorsOf(outputs: readonly string[]): Weighted<string>[] {
  const separators = new Map<string, number>([["", 1]]);
  for (const text of outputs.slice(0, LOOKED_AT)) {
    for (const run of text.slice(0, 400).match(/[^\p{L}\p{M}\p{N}]{1,3}/gu) ?? []) {
      separators.set(run, (USUAL[run] ?? 4) + (run.length > 1 ? 1 : 0));
    }
  }
  return cheapest(separators, 8);
}

/** Outputs, or their longest stretch of digits and glue, with # for each digit: where most rows agree. */
export function masksOf(outputs: readonly string[]): Weighted<string>[] {
  const masks = new Map<string, number>();
  for (const text of outputs.slice(0, LOOKED_AT)) {
    const stretch = text.slice(0, 100).match(/[+(]?\d[\d\s().+/-]*\d/g) ?? [];
    const shapes = new Set(stretch.map((part) => part.replace(/\d/g, "#")));
    for (const shape of shapes) if (/#[^#]+#/.test(shape)) masks.set(shape, (masks.get(shape) ?? 0) + 1);
  }
  const usual = [...masks].filter(([, count]) => count * 2 > outputs.length);
  return usual.slice(0, 3).map(([shape]) => [shape, 2 + shape.length / 4]);
}

/** Widths and fillers where all outputs are equally wide. */
export function paddingsOf(outputs: readonly string[]): {
  widths: Weighted<number>[];
  fills: Weighted<string>[];
} {
  const widths = new Map<number, number>([[2, 3]]);
  for (const text of outputs.slice(0, LOOKED_AT)) {
    for (const run of [text, ...(text.match(/\d+/g) ?? [])])
      if (run.length > 1 && run.length <= 20) widths.set(run.length, (widths.get(run.length) ?? 0) + 1);
  }
  const usual = [...widths]
    .filter(([width, count]) => width === 2 || count >= outputs.length)
    .map(([width]): Weighted<number> => [width, 3]);
  const fills: Weighted<string>[] = [
    ["0", 1.5],
    [" ", 2],
  ];
  return { widths: usual.slice(0, 6), fills };
}

function cheapest<T>(weighted: ReadonlyMap<T, number>, count: number): Weighted<T>[] {
  return [...weighted].sort((a, b) => a[1] - b[1]).slice(0, count);
}
