/** @file Machines whose states are finitely many, with as few states as they can have. */

import { literalText, type Program } from "../../language/program.ts";
import type { Value } from "../../language/value.ts";
import { machineOf, streamOf } from "./machine.ts";
import { Refusal } from "./refusal.ts";

/** What is read in a state: where that leads, and what is answered there. */
export interface Transition {
  readonly from: number;
  /** Position in the alphabet. */
  readonly symbol: number;
  readonly to: number;
  readonly output: Value;
}

export interface Automaton {
  /** Whether there is an output for each item, and not one for all. */
  readonly isList: boolean;
  readonly states: number;
  /** State 0 is the first. */
  readonly transitions: readonly Transition[];
  /** Of an empty list, where there is one output for all. */
  readonly output: Value;
}

/** States that are looked for before they are taken to be without end. */
const MOST_STATES = 512;

/** @throws Refusal where the program reads its list in no such way, or has too many states */
export function automatonOf(program: Program, alphabet: readonly Value[]): Automaton {
  const isList = program.type.kind === "list";
  const { start, next, output } = isList ? steps(program) : answers(program);
  const numbers = new Map<string, number>();
  const states: Value[] = [];
  const numberOf = (state: Value): number => {
    const key = textOf(state);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    if (states.length === MOST_STATES)
      throw new Refusal(`more than ${MOST_STATES} states: what is kept of a list grows with it`);
    numbers.set(key, states.length);
    return states.push(state) - 1;
  };
  numberOf(start);
  const transitions: Transition[] = [];
  for (let from = 0; from < states.length; from++) {
    alphabet.forEach((item, symbol) => {
      const made = next(states[from], item);
      transitions.push({ from, symbol, to: numberOf(made.state), output: made.output });
    });
  }
  return reduced({ isList, states: states.length, transitions, output: output(start) }, alphabet.length);
}

interface Steps {
  readonly start: Value;
  next(state: Value, item: Value): { readonly state: Value; readonly output: Value };
  output(state: Value): Value;
}

function answers(program: Program): Steps {
  const { start, step, value } = machineOf(program);
  return {
    start,
    next: (before, item) => {
      const state = step(before, item);
      return { state, output: value(state) };
    },
    output: value,
  };
}

function steps(program: Program): Steps {
  const { start, step } = streamOf(program);
  return {
    start,
    next: (before, item) => {
      const { state, items } = step(before, item);
      if (items.length !== 1) throw new Refusal("a list that has not one item for each item that is read");
      return { state, output: items[0] };
    },
    output: () => [],
  };
}

const textOf = (state: Value): string =>
  Array.isArray(state) ? `[${state.map(textOf).join(" ")}]` : literalText(state);

/** States that no list tells apart are one (Moore 1956): first all are, then those are parted that lead to different ones. */
function reduced({ isList, states, transitions, output }: Automaton, symbols: number): Automaton {
  let classes = new Array<number>(states).fill(0);
  let count = 1;
  while (true) {
    const keys = new Map<string, number>();
    const next = classes.map((own, state) => {
      const leads = transitions
        .slice(state * symbols, (state + 1) * symbols)
        .map(({ to, output }) => `${classes[to]} ${textOf(output)}`);
      const key = `${own} ${leads.join(" ")}`;
      if (!keys.has(key)) keys.set(key, keys.size);
      return keys.get(key) as number;
    });
    classes = next;
    if (keys.size === count) break;
    count = keys.size;
  }
  const first = Array.from({ length: count }, (_, one) => classes.indexOf(one));
  return {
    isList,
    states: count,
    transitions: first.flatMap((state, from) =>
      transitions
        .slice(state * symbols, (state + 1) * symbols)
        .map((transition) => ({ ...transition, from, to: classes[transition.to] })),
    ),
    output,
  };
}
