/**
 * @file Which rows the search looks at. Core rows (goals and identity) and guard rows (identity only) are rows of
 * every bank; check rows are evaluated only for programs that fit the core.
 */

import type { Layout } from "../language/layout.ts";
import { inputsText, literalText } from "../language/program.ts";
import { randomOf } from "../language/random.ts";
import { RecordValue, type Value } from "../language/value.ts";
import type { Task } from "../tasks/task.ts";

export const MAX_CORE = 16;
export const MAX_GUARDS = 8;

/** The outline of a row: of each input, runs of letters, digits and blanks by kind, other characters as they are. */
export const outlineOf = (inputs: readonly Value[]): string => inputs.map(outlineOfValue).join("|");

function outlineOfValue(value: Value): string {
  if (typeof value !== "string") {
    if (typeof value === "number")
      return `${value < 0 ? "-" : ""}${Number.isInteger(value) ? "int" : "real"}`;
    // How deep it goes, and of which case it is.
    if (value instanceof RecordValue) return `{${value.names.join()}} ${value.depth}`;
    return value === null ? "null" : Array.isArray(value) ? `list${value.length}` : literalText(value);
  }
  return value
    .slice(0, 500)
    .replace(/\p{Lu}[\p{Ll}\p{M}]+/gu, "W")
    .replace(/[\p{Ll}\p{M}]+/gu, "w")
    .replace(/\d+/g, (digits) => (digits.length > 4 ? "9+" : "9".repeat(digits.length)))
    .replace(/\s+/g, " ");
}

/**
 * Up to `count` of the rows, deterministic: first one of every outline, in order, then the rest in order, so that
 * the rows kept differ as much as the column does.
 */
export function diverse<T>(rows: readonly T[], outline: (row: T) => string, count: number): T[] {
  if (rows.length <= count) return [...rows];
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = outline(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const chosen: T[] = [];
  for (let round = 0; chosen.length < count; round++) {
    for (const group of groups.values()) {
      if (round < group.length && chosen.length < count) chosen.push(group[round]);
    }
  }
  return chosen;
}

export interface Row {
  readonly inputs: readonly Value[];
  /** Position among the task's examples; undefined for a guard. */
  example?: number;
  /** Position among the task's unlabelled inputs, for a guard that is one. */
  readonly unlabelled?: number;
}

export interface RowChoice {
  /** Examples that belong to the core whatever their outline. */
  readonly pinned?: readonly number[];
  /** Examples that others with the same inputs contradict. */
  readonly doubtful?: ReadonlySet<number>;
  /** Core rows, and guard rows. */
  readonly most?: number;
  readonly guards?: number;
}

/** Core rows and guard rows of a task; no guards without layouts. */
export function chooseRows(
  task: Task,
  inputLayouts: readonly (Layout | undefined)[] | undefined,
  seed: number,
  { pinned = [], doubtful = new Set(), most = MAX_CORE, guards: mostGuards = MAX_GUARDS }: RowChoice = {},
): Row[] {
  const outline = ({ inputs }: Row): string => outlineOf(inputs);
  const rows = task.examples.map((example, i): Row => ({ inputs: example.inputs, example: i }));
  const kept = pinned.slice(-MAX_CORE).map((i) => rows[i]);
  const sure = doubtful.size < rows.length ? rows.filter((_, i) => !doubtful.has(i)) : rows;
  const others = sure.filter((row) => !kept.includes(row));
  const core = [...diverse(others, outline, Math.max(1, most - kept.length)), ...kept];
  const seen = new Set(task.examples.map(({ inputs }) => inputsText(inputs)));
  const fresh: Row[] = [];
  const known = new Set(seen);
  task.unlabelled.forEach(({ inputs }, unlabelled) => {
    const key = inputsText(inputs);
    if (known.has(key)) return;
    known.add(key);
    fresh.push({ inputs, unlabelled });
  });
  if (!inputLayouts) return core;
  const outlines = new Set(core.map(outline));
  // Rows of an outline that no example has come first: they are where programs differ.
  const novel = fresh.filter((row) => !outlines.has(outline(row)));
  const usual = fresh.filter((row) => outlines.has(outline(row)));
  const guards = diverse([...novel, ...usual], outline, mostGuards);
  if (guards.length < mostGuards)
    guards.push(...varied(core, inputLayouts, mostGuards - guards.length, known, seed));
  return [...core, ...guards];
}

/** Inputs made from the examples, where the task has none without an output. */
function varied(
  core: readonly Row[],
  layouts: readonly (Layout | undefined)[],
  count: number,
  known: Set<string>,
  seed: number,
): Row[] {
  const random = randomOf(seed);
  const rows: Row[] = [];
  const sources = core.slice(0, 6).flatMap(({ inputs }) =>
    inputs.map((_, column) => ({
      inputs,
      column,
      variants: layouts[column] ? [...layouts[column].vary(inputs[column], random)] : [],
    })),
  );
  for (let round = 0; rows.length < count && round < 8; round++) {
    for (const { inputs, column, variants } of sources) {
      if (round >= variants.length || rows.length >= count) continue;
      const row = inputs.map((value, i) => (i === column ? variants[round] : value));
      const key = inputsText(row);
      if (known.has(key)) continue;
      known.add(key);
      rows.push({ inputs: row });
    }
  }
  return rows;
}
