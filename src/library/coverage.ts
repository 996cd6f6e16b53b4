/** @file Does a module still hold? Its own examples, then rows that it has not seen, one at a time and in bounded memory. */

import { agrees } from "../language/agree.ts";
import { run } from "../language/interpret.ts";
import { usedInputs } from "../language/program.ts";
import type { Value } from "../language/value.ts";
import { blankAt } from "../tasks/blank.ts";
import type { Example } from "../tasks/task.ts";
import type { Module } from "./module.ts";
import { type Observation, observer } from "./observe.ts";
import { Shapes, shapeOf } from "./shape.ts";

/**
 * Why a row is reported. `none`: the program has no value there. `differs`: the row's own output is another. `unlike`: it
 * has a value, got in a way in which no example got its own; nobody knows whether it is right.
 */
export type Reason = "none" | "differs" | "unlike";

/** Rows that are reported for the same reason and look alike. */
export interface Group {
  readonly reason: Reason;
  /** Of each input that the program uses. */
  readonly shape: string;
  readonly rows: number;
  /** The first of them: its number, its inputs that the program uses, the output it came with and what the program says. */
  readonly row: number;
  readonly inputs: readonly Value[];
  readonly given: Value;
  readonly value: Value;
}

export interface Coverage {
  readonly rows: number;
  readonly none: number;
  readonly differs: number;
  readonly unlike: number;
  /** The worst reason first, then the largest. */
  readonly groups: readonly Group[];
}

/** Groups kept apart; rows beyond them join a group named "…". */
const MAX_GROUPS = 10_000;

const REASONS: readonly Reason[] = ["none", "differs", "unlike"];

/** The module's own examples that its program does not (any longer) get right. */
export function wrongExamples(module: Module): Example[] {
  return [...module.examples, ...module.answers].filter(
    ({ inputs, output }) => !agrees(run(module.program, inputs), output),
  );
}

/** Compares rows with the examples that a module was learned from. */
export class CoverageCheck {
  readonly #observe: (inputs: readonly Value[]) => Observation;
  readonly #used: readonly number[];
  readonly #path = new Set<string>();
  readonly #events = new Set<string>();
  readonly #inputShapes: readonly Shapes[];
  readonly #outputShapes = new Shapes();
  readonly #groups = new Map<string, Group & { rows: number }>();
  readonly #isIdle: (inputs: readonly Value[]) => boolean;
  #rows = 0;

  constructor(module: Module) {
    this.#observe = observer(module.program);
    this.#used = usedInputs([module.program]);
    this.#inputShapes = this.#used.map(() => new Shapes());
    const known = [...module.examples, ...module.answers];
    this.#isIdle = blankAt(this.#used, known);
    for (const { inputs, output } of known) {
      const { path, events } = this.#observe(inputs);
      for (const step of path) this.#path.add(step);
      for (const event of events) this.#events.add(event);
      this.#used.forEach((input, i) => {
        this.#inputShapes[i].add(inputs[input]);
      });
      this.#outputShapes.add(output);
    }
  }

  /**
   * One row; `given` is ⊥ where its output is not known. A row that came with the right output is as good as an example.
   *
   * @param cells what the inputs were read from, where they were; an input is ⊥ where its cell is no value of its type
   */
  row(number: number, inputs: readonly Value[], given: Value, cells = inputs): void {
    this.#rows++;
    // Blank rows are left alone, as `apply` leaves them.
    if (given === undefined && this.#isIdle(cells)) return;
    const seen = this.#observe(inputs);
    const reason = this.#reason(inputs, given, seen);
    if (reason) this.#report(reason, number, cells, given, seen.value);
  }

  #reason(inputs: readonly Value[], given: Value, seen: Observation): Reason | undefined {
    if (seen.value === undefined) return "none";
    if (given !== undefined) return agrees(given, seen.value) ? undefined : "differs";
    return this.#isUnlike(inputs, seen) ? "unlike" : undefined;
  }

  #isUnlike(inputs: readonly Value[], { value, path, events }: Observation): boolean {
    for (const step of path) if (!this.#path.has(step)) return true;
    // An input of a new shape is not news by itself: programs are there to generalise.
    if (this.#used.every((input, i) => this.#inputShapes[i].has(inputs[input]))) return false;
    for (const event of events) if (!this.#events.has(event)) return true;
    return this.#outputShapes.isLayout && !this.#outputShapes.has(value);
  }

  #report(reason: Reason, row: number, inputs: readonly Value[], given: Value, value: Value): void {
    const used = this.#used.map((input) => inputs[input]);
    let shape = used.map(shapeOf).join(" · ");
    let key = `${reason} ${shape}`;
    if (!this.#groups.has(key) && this.#groups.size >= MAX_GROUPS) [shape, key] = ["…", `${reason} …`];
    const group = this.#groups.get(key);
    if (group) group.rows++;
    else this.#groups.set(key, { reason, shape, rows: 1, row, inputs: used, given, value });
  }

  report(): Coverage {
    const groups = [...this.#groups.values()].sort(
      (a, b) => REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason) || b.rows - a.rows || a.row - b.row,
    );
    const count = (reason: Reason): number =>
      groups.reduce((sum, group) => sum + (group.reason === reason ? group.rows : 0), 0);
    return {
      rows: this.#rows,
      none: count("none"),
      differs: count("differs"),
      unlike: count("unlike"),
      groups,
    };
  }
}
