/** @file Questions: inputs on which the likely programs differ, most telling first. */

import { inputsText, literalText } from "../language/program.ts";
import type { Value } from "../language/value.ts";
import type { Example, Task } from "../tasks/task.ts";
import type { Question } from "./answer.ts";
import type { Row } from "./rows.ts";

export interface Rival {
  /** Description length in 1/16 bit. */
  readonly cost: number;
  readonly run: (inputs: readonly Value[]) => Value;
}

export interface Asked {
  readonly inputs: readonly Value[];
  readonly unlabelled?: number;
}

const MAX_QUESTIONS = 3;

/** The share of belief that must disagree with the best program before it is worth a person's time. */
const WORTH_ASKING = 0.04;

/** A bit of description length counts for this much of a bit of belief: costs are estimates. */
const TEMPER = 0.6;

/** Inputs looked at; a column of a million rows asks about its first ones and an even spread of the rest. */
const MAX_LOOKED_AT = 1500;

/** The task's own inputs without an output, those told since left out; where it has none, the ones varied from its examples. */
export function askable(
  { unlabelled: given }: Task,
  examples: readonly Example[],
  rows: readonly Row[],
): readonly Asked[] {
  const told = new Set(examples.map(({ inputs }) => inputsText(inputs)));
  const isOpen = ({ inputs }: Asked): boolean => !told.has(inputsText(inputs));
  const open = given.map(({ inputs }, unlabelled) => ({ inputs, unlabelled })).filter(isOpen);
  if (open.length > 0) return open;
  return rows.filter((row) => row.example === undefined && row.unlabelled === undefined && isOpen(row));
}

/** Belief in each rival, relative to the first (the best). Exact powers of two times a quarter step, so the same everywhere. */
function beliefs(rivals: readonly Rival[]): number[] {
  return rivals.map(({ cost }) => {
    const steps = Math.round(((cost - rivals[0].cost) / 16) * TEMPER * 4);
    return QUARTERS[steps % 4] * 2 ** -Math.floor(steps / 4);
  });
}

const QUARTERS = [1, 0.8408964152537145, Math.SQRT1_2, 0.5946035575013605];

/** At most three questions; none when the rivals' differences are not worth asking about. */
export function questionsFor(rivals: readonly Rival[], asked: readonly Asked[]): Question[] {
  if (rivals.length < 1 || asked.length === 0) return [];
  const weights = beliefs(rivals);
  const looked = spread(asked, MAX_LOOKED_AT);
  const outcomes = looked.map(({ inputs }) => rivals.map(({ run }) => run(inputs)));
  const texts = outcomes.map((row) => row.map(literalText));
  let open = rivals.map((_, i) => i);
  const questions: Question[] = [];
  const used = new Set<number>();
  while (questions.length < MAX_QUESTIONS) {
    const total = open.reduce((sum, i) => sum + weights[i], 0);
    let [best, most] = [-1, WORTH_ASKING];
    for (let row = 0; row < looked.length; row++) {
      if (used.has(row)) continue;
      const against =
        open.reduce((sum, i) => sum + (texts[row][i] === texts[row][0] ? 0 : weights[i]), 0) / total;
      // Where the best program has no value at all a person's answer tells most.
      const score = outcomes[row][0] === undefined ? Math.max(against, 0.3) : against;
      if (score > most) {
        most = score;
        best = row;
      }
    }
    if (best < 0) break;
    used.add(best);
    questions.push(questionAt(looked[best], outcomes[best], texts[best], weights));
    open = open.filter((i) => texts[best][i] === texts[best][0]);
  }
  return questions;
}

function questionAt(
  asked: Asked,
  values: readonly Value[],
  texts: readonly string[],
  weights: readonly number[],
): Question {
  const mass = new Map<string, { value: Value; weight: number }>();
  values.forEach((value, i) => {
    const known = mass.get(texts[i]);
    if (known) known.weight += weights[i];
    else mass.set(texts[i], { value, weight: weights[i] });
  });
  const [own, ...others] = [...mass.values()];
  const ranked = [own, ...others.sort((a, b) => b.weight - a.weight)].map(({ value }) => value);
  // That a rival has no value is nothing to choose, where there is a choice without it.
  const told = ranked.filter((value, i) => i === 0 || value !== undefined);
  const answers = told.length > 1 ? told : ranked;
  return {
    inputs: asked.inputs,
    answers,
    ...(asked.unlabelled === undefined ? {} : { unlabelled: asked.unlabelled }),
  };
}

function spread<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  const step = items.length / count;
  return Array.from({ length: count }, (_, i) => items[Math.floor(i * step)]);
}
