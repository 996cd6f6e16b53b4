/**
 * @file Programs as machines that read one list from its first item to its last: folds, what is asked of a list item by item, and
 * lists that are made item by item on the way. Nothing here is finite yet.
 */

import { applyTo, evaluate } from "../../language/interpret.ts";
import { FUEL, type Primitive } from "../../language/primitive.ts";
import { type Apply, apply, type Program, variableOf, walk } from "../../language/program.ts";
import type { Value } from "../../language/value.ts";
import { levelsIn } from "./conditions.ts";
import { isSingle, lambdaOf, uncovered } from "./lower.ts";
import { isSame } from "./rasp.ts";
import { Refusal } from "./refusal.ts";

/** States are plain data. */
export interface Machine {
  readonly start: Value;
  step(state: Value, item: Value): Value;
  /** What the program answers where the list ends here. */
  value(state: Value): Value;
}

/** A list that is made while another is read. */
export interface Stream {
  readonly start: Value;
  step(state: Value, item: Value): { readonly state: Value; readonly items: readonly Value[] };
}

/** Of a state that has seen nothing. */
const NONE = null;

const call = (primitive: Primitive, ...args: Value[]): Value => applyTo(primitive, args, { fuel: FUEL });

/** A lambda of closed body as a function of its parameters. */
function functionOf(f: Program): (...values: Value[]) => Value {
  const { body, level } = lambdaOf(f);
  refuseInputs(body);
  const before = new Array<Value>(level).fill(undefined);
  return (...values) => evaluate(body, [], [...before, ...values], { fuel: FUEL });
}

function refuseInputs(program: Program): void {
  walk(program, (node) => {
    if (node.kind === "input")
      throw new Refusal(`${node.text}: the whole list is asked for at each of its items`);
  });
}

/** A value that hangs on no input. */
function closed(program: Program): Value {
  refuseInputs(program);
  return evaluate(program, [], [], { fuel: FUEL });
}

/** A single value. @throws Refusal */
export function machineOf(program: Program): Machine {
  if (program.kind === "literal") return { start: NONE, step: () => NONE, value: () => program.value };
  if (program.kind !== "apply" || levelsIn(program).size > 0) throw uncovered(program);
  const rest = remainderOf(program);
  if (rest) return rest;
  const { primitive, args } = program;
  const consumer = consumers.get(primitive.name);
  if (consumer) return after(streamOf(args[0]), consumer(program));
  if (args.every(({ type }) => isSingle(type))) return together(program, args.map(machineOf));
  throw uncovered(program);
}

/** A primitive of what several machines say. */
function together(node: Apply, machines: readonly Machine[]): Machine {
  const open = apply(
    node.primitive,
    node.args.map((arg, i) => variableOf(i, arg.type)),
    node.type,
  );
  return {
    start: machines.map(({ start }) => start),
    step: (state, item) => machines.map((one, i) => one.step((state as readonly Value[])[i], item)),
    value: (state) => {
      const values = machines.map((one, i) => one.value((state as readonly Value[])[i]));
      return evaluate(open, [], values, { fuel: FUEL });
    },
  };
}

/** What a machine says of a list that is made on the way. */
function after(stream: Stream, machine: Machine): Machine {
  return {
    start: [stream.start, machine.start],
    step: (both, item) => {
      const [own, inner] = both as readonly Value[];
      const { state, items } = stream.step(own, item);
      return [state, items.reduce<Value>((now, made) => machine.step(now, made), inner)];
    },
    value: (both) => machine.value((both as readonly Value[])[1]),
  };
}

/** Primitives whose value on a list is their value on two items: that of all but the last, and the last. */
const ofTwo: readonly string[] = ["head", "last", "largest", "smallest", "sum", "product"];

const counting = (counts: (item: Value) => Value): Machine => ({
  start: 0,
  step: (state, item) => {
    const isCounted = counts(item);
    return typeof isCounted === "boolean" && state !== undefined
      ? (state as number) + Number(isCounted)
      : undefined;
  },
  value: (state) => state,
});

/** Whether an item was met for which the test says what is wanted. */
const meeting = (test: (item: Value) => Value, wanted: boolean): Machine => ({
  start: !wanted,
  step: (state, item) => (state === !wanted ? test(item) : state),
  value: (state) => state,
});

const consumers: ReadonlyMap<string, (node: Apply) => Machine> = new Map<string, (node: Apply) => Machine>([
  ...ofTwo.map(
    (name) =>
      [
        name,
        ({ primitive }: Apply): Machine => ({
          start: NONE,
          step: (state, item) => call(primitive, state === NONE ? [item] : [state, item]),
          value: (state) => (state === NONE ? call(primitive, []) : state),
        }),
      ] as const,
  ),
  [
    "fold",
    ({ args: [, start, f] }) => {
      const step = functionOf(f);
      return {
        start: closed(start),
        step: (state, item) => (state === undefined ? undefined : step(state, item)),
        value: (state) => state,
      };
    },
  ],
  ["size", () => counting(() => true)],
  ["count-where", ({ args: [, f] }) => counting(functionOf(f))],
  ["count-item", ({ args: [, item] }) => counting(sameAs(item))],
  ["is-empty", () => ({ start: true, step: () => false, value: (state) => state })],
  ["contains-item", ({ args: [, item] }) => meeting(sameAs(item), true)],
  ["any", ({ args: [, f] }) => meeting(functionOf(f), true)],
  ["all", ({ args: [, f] }) => meeting(functionOf(f), false)],
  [
    "find",
    ({ args: [, f] }) => {
      const test = functionOf(f);
      return {
        start: [],
        step: (state, item) => {
          if (!Array.isArray(state) || state.length > 0) return state;
          const passes = test(item);
          return passes === undefined ? undefined : passes ? [item] : state;
        },
        value: (state) => (Array.isArray(state) ? state[0] : undefined),
      };
    },
  ],
]);

function sameAs(item: Program): (other: Value) => boolean {
  const wanted = closed(item);
  return (other) => isSame(other, wanted);
}

/** A list that is made item by item. @throws Refusal */
export function streamOf(program: Program): Stream {
  if (program.kind === "input") return { start: NONE, step: (state, item) => ({ state, items: [item] }) };
  const maker = program.kind === "apply" ? makers.get(program.primitive.name) : undefined;
  if (program.kind !== "apply" || !maker) throw uncovered(program);
  const [before, own] = [streamOf(program.args[0]), maker(program)];
  return {
    start: [before.start, own.start],
    step: (both, item) => {
      const [outer, inner] = both as readonly Value[];
      const given = before.step(outer, item);
      let state = inner;
      const items: Value[] = [];
      for (const one of given.items) {
        const next = own.step(state, one);
        state = next.state;
        items.push(...next.items);
      }
      return { state: [given.state, state], items };
    },
  };
}

/** Without a state: the same for each item. */
const each = (of: (item: Value) => readonly Value[]): Stream => ({
  start: NONE,
  step: (state, item) => ({ state, items: of(item) }),
});

/** ⊥ stays in the list, so that the whole of it is ⊥. */
const kept = (passes: Value, item: Value): readonly Value[] =>
  passes === undefined ? [undefined] : passes === true ? [item] : [];

const makers: ReadonlyMap<string, (node: Apply) => Stream> = new Map<string, (node: Apply) => Stream>([
  [
    "map",
    ({ args: [, f] }) => {
      const of = functionOf(f);
      return each((item) => [of(item)]);
    },
  ],
  [
    "filter",
    ({ args: [, f] }) => {
      const test = functionOf(f);
      return each((item) => kept(test(item), item));
    },
  ],
  [
    "remove-item",
    ({ args: [, item] }) => {
      const isIt = sameAs(item);
      return each((other) => (isIt(other) ? [] : [other]));
    },
  ],
  [
    "scan",
    ({ args: [, start, f] }) => {
      const step = functionOf(f);
      return {
        start: closed(start),
        step: (state, item) => {
          const next = state === undefined ? undefined : step(state, item);
          return { state: next, items: [next] };
        },
      };
    },
  ],
  [
    "map-neighbours",
    ({ args: [, f] }) => {
      const of = functionOf(f);
      return {
        start: [],
        step: (state, item) => {
          const before = state as readonly Value[];
          return { state: [item], items: before.length === 0 ? [] : [of(before[0], item)] };
        },
      };
    },
  ],
  [
    "tail",
    () => ({ start: true, step: (isFirst, item) => ({ state: false, items: isFirst ? [] : [item] }) }),
  ],
  [
    "unique",
    () => ({
      start: [],
      step: (state, item) => {
        const seen = state as readonly Value[];
        return seen.some((known) => isSame(known, item))
          ? { state, items: [] }
          : { state: [...seen, item], items: [item] };
      },
    }),
  ],
]);

/** What keeps remainders: + − × of remainders have the remainder of +, −, × (a homomorphism of rings). */
const RING: readonly string[] = ["plus", "minus", "times", "opposite"];

/** `(mod e k)` and `(is-even e)`, where all that is counted in `e` need only be known but for multiples of `k`. */
function remainderOf(node: Apply): Machine | undefined {
  const { primitive, args } = node;
  const by = primitive.name === "is-even" ? 2 : args[1]?.kind === "literal" ? args[1].value : undefined;
  if (!(primitive.name === "mod" || primitive.name === "is-even") || typeof by !== "number" || by < 1)
    return undefined;
  const reduced = modulo(args[0], by);
  if (!reduced) return undefined;
  const rest = args.slice(1);
  return {
    ...reduced,
    value: (state) => call(primitive, reduced.value(state), ...rest.map(() => by)),
  };
}

function modulo(program: Program, by: number): Machine | undefined {
  const left = (value: Value): Value => (typeof value === "number" ? ((value % by) + by) % by : value);
  if (program.kind !== "apply") return undefined;
  const { primitive, args } = program;
  if (RING.includes(primitive.name)) {
    const parts = args.map((arg) => modulo(arg, by) ?? machineOf(arg));
    return together(program, parts);
  }
  const consumer = consumers.get(primitive.name);
  if (!consumer) return undefined;
  const keepsRemainders =
    ["sum", "product", "size", "count-where", "count-item"].includes(primitive.name) ||
    (primitive.name === "fold" && isPolynomial(lambdaOf(args[2]).body, lambdaOf(args[2]).level));
  if (!keepsRemainders) return undefined;
  const machine = consumer(program);
  return after(streamOf(args[0]), {
    start: left(machine.start),
    step: (state, item) => left(machine.step(state, item)),
    value: machine.value,
  });
}

/** Whether the variable is only added, subtracted and multiplied. */
function isPolynomial(program: Program, level: number): boolean {
  if (!levelsIn(program).has(level) || program.kind === "variable") return true;
  return (
    program.kind === "apply" &&
    RING.includes(program.primitive.name) &&
    program.args.every((arg) => isPolynomial(arg, level))
  );
}
