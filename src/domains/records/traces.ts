/**
 * @file Deduction through folds of data. What the parts of a value come to is not in what the value comes to, unless the examples
 * hold traces of one another: where a part of one row's value is the whole of another's, the other's result is known.
 */

import { literalText } from "../../language/program.ts";
import { showType } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import type { Application, BankView, Choice, Goal, Witness } from "../../language/witness.ts";
import { usualStarts, wantedValue } from "../lists/traces.ts";
import type { Folded } from "./folded.ts";
import { filled, type Plans, type Step } from "./plan.ts";

/** Values that one goal is tried with, and entries looked through for them. */
const MAX_VALUES = 2;
const LOOKED_AT = 60;

/** Calls seen, at least: fewer say nothing about a fold. */
const LEAST_CALLS = 2;

/** What constants that null comes to cost, in 1/16 bit. */
const START_COST = 32;

/** A call of a case's function of which the results within are known, but for what null comes to. */
interface Seen {
  readonly row: number;
  readonly step: Step;
  readonly results: readonly Value[];
  readonly to: Value;
}

interface Traces {
  /** What null comes to, where a row says so. */
  readonly start: Value;
  readonly calls: readonly Seen[];
}

/** `undefined` where the rows contradict each other or tell too little. */
function tracesOf(goal: Goal, entry: number, bank: BankView, plans: Plans): Traces | undefined {
  const known = new Map<string, Value>();
  const rows: { row: number; value: Value; to: Value }[] = [];
  for (const [row, cell] of goal.cells.entries()) {
    const wanted = wantedValue(cell);
    if (!wanted) continue;
    const value = bank.value(entry, row);
    if (value === undefined) return undefined;
    const key = literalText(value);
    if (known.has(key) && literalText(known.get(key)) !== literalText(wanted.one)) return undefined;
    known.set(key, wanted.one);
    rows.push({ row, value, to: wanted.one });
  }
  const calls = rows.flatMap(({ row, value, to }): Seen[] => {
    const steps = value === null ? undefined : plans.of(value);
    if (!steps) return [];
    const step = steps[steps.length - 1];
    const results = steps.slice(0, -1).map((inner) => known.get(literalText(inner.value)));
    const needed = step.args.flatMap(stepsIn);
    return needed.every((i) => results[i] !== undefined) ? [{ row, step, results, to }] : [];
  });
  return calls.length >= LEAST_CALLS ? { start: known.get("null"), calls } : undefined;
}

/** The results that a slot is filled from. */
function stepsIn(slot: Step["args"][number]): readonly number[] {
  if (typeof slot === "number") return slot < 0 ? [] : [slot];
  if ("items" in slot) return slot.items.flatMap(stepsIn);
  return "fields" in slot ? slot.fields.flatMap(([, held]) => stepsIn(held)) : [];
}

/**
 * @param paramsOf what the function of a case is called with
 * @param functions positions among the cases, in the order of the arguments
 */
export function foldWitness(
  { type, isNullable }: Folded,
  plans: Plans,
  functions: readonly number[],
  paramsOf: (step: Step, held: readonly Value[]) => readonly Value[],
): Witness {
  const before = isNullable ? 2 : 1;
  const own = showType(type);
  return {
    order: Array.from({ length: before + functions.length }, (_, i) => i),
    *next(goal, arg, chosen, bank, limit, sorts) {
      if (arg === 0) {
        let left = Math.min(limit, MAX_VALUES);
        for (const entry of bank.entries(sorts[0]).slice(0, LOOKED_AT)) {
          if (!tracesOf(goal, entry, bank, plans)) continue;
          yield { entry };
          if (--left <= 0) return;
        }
        return;
      }
      const [first, start] = chosen;
      const traces = "entry" in first ? tracesOf(goal, first.entry, bank, plans) : undefined;
      if (!traces) return;
      if (arg < before) {
        if (traces.start !== undefined) yield { literal: traces.start, cost: START_COST };
        else if (sorts[arg] === own) yield { literal: null, cost: START_COST };
        else for (const literal of usualStarts(sorts[arg])) yield { literal, cost: START_COST };
        return;
      }
      const empty = isNullable ? literalOf(start) : undefined;
      const calls = traces.calls.filter(({ step }) => step.at === functions[arg - before]);
      if (calls.length === 0) {
        // Nothing tells: a simple one will do.
        for (const entry of bank.entries(sorts[arg]).slice(0, 2)) yield { entry };
        return;
      }
      const applications = calls.map(({ row, step, results, to }): Application => {
        const held = step.args.map((slot) => filled(slot, results, empty));
        return { row, params: paramsOf(step, held), result: { one: to } };
      });
      if (applications[0].params.length > 0) yield { lambda: applications };
      else yield* plain(goal, sorts[arg], applications);
    },
  };
}

/** What a case that holds nothing comes to is no function. */
function* plain(goal: Goal, sort: string, applications: readonly Application[]): Iterable<Choice> {
  const cells = goal.cells.map((_, row) => applications.find((one) => one.row === row)?.result ?? "any");
  yield { goal: { sort, cells } };
}

const literalOf = (choice: Choice): Value => ("literal" in choice ? choice.literal : undefined);
