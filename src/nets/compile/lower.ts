/**
 * @file Programs as sequences: a list is a sequence whose places beyond its items have no value, a single value one that is the same
 * at every place. Single values are looked up in tables that the interpreter fills; lists go by the rules of their primitives.
 */

import { evaluate } from "../../language/interpret.ts";
import { FUEL } from "../../language/primitive.ts";
import { type Apply, type Lambda, mapInputs, type Program, variableOf } from "../../language/program.ts";
import { showType, type Type } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { conditionsOf, levelsIn } from "./conditions.ts";
import { natural, rearranged } from "./natural.ts";
import { ABSENT, type Condition, compared, type Item, Rasp, type Sequence, where } from "./rasp.ts";
import { naming, Refusal } from "./refusal.ts";
import { rules } from "./rules.ts";

/** A list at the places from 0 on. */
export interface List {
  readonly items: Sequence;
  /** Whether no place without an item comes before one with an item. */
  readonly isDense: boolean;
  /** Items, at most. */
  readonly most: number;
}

export type Lowered =
  | { readonly kind: "list"; readonly list: List }
  | { readonly kind: "single"; readonly value: Sequence };

/** Of one input: what it is drawn from, and where it stands. */
export interface Segment {
  readonly isList: boolean;
  readonly from: number;
  readonly length: number;
}

/** What the variables of lambdas stand for, by level. */
export type Bindings = readonly (Sequence | undefined)[];

export class Lowering {
  readonly rasp: Rasp;
  readonly #inputs: readonly Lowered[];
  /** Places that the longest list met so far takes. */
  longest = 0;

  constructor(alphabet: readonly Value[], segments: readonly Segment[], places: number) {
    this.rasp = new Rasp(alphabet, places);
    this.#inputs = segments.map((segment) => this.#input(segment, segments.length === 1));
  }

  #input({ isList, from, length }: Segment, isAlone: boolean): Lowered {
    const { tokens, places } = this.rasp;
    const aggregate = (condition: Condition): Sequence =>
      this.rasp.aggregate({ conditions: [condition] }, tokens);
    if (!isList) return { kind: "single", value: aggregate(where(places, (place) => place === from)) };
    const moved = (key: Value, query: Value): boolean =>
      (query as number) < length && key === (query as number) + from;
    const items = isAlone ? tokens : aggregate(compared(places, places, moved));
    return { kind: "list", list: { items, isDense: true, most: length } };
  }

  /** The whole program. */
  result(program: Program): Lowered {
    if (program.type.kind !== "list") return { kind: "single", value: this.single(program) };
    const list = this.dense(this.#anyList(program));
    this.longest = Math.max(this.longest, list.most);
    return { kind: "list", list };
  }

  /** A list all of whose items have values. */
  list(program: Program): List {
    const list = this.#anyList(program);
    if (list.items.values.includes(undefined))
      throw new Refusal(`${nameOf(program)}: a list that may have no value is used further`);
    this.longest = Math.max(this.longest, list.most);
    return list;
  }

  #anyList(program: Program): List {
    if (levelsIn(program).size > 0)
      throw new Refusal(`${nameOf(program)}: a list that is another for each item`);
    switch (program.kind) {
      case "literal":
        return this.#literal(program.value as readonly Value[]);
      case "input":
        return this.#asList(this.#inputs[program.index], program);
      case "apply": {
        const { primitive, args } = program;
        if (primitive.body) return this.#anyList(inlined(program));
        if (primitive.selects) return this.#chosen(program);
        const rule = rules.get(primitive.name);
        if (rule) return this.#asList(rule(this, args, []), program);
        if (natural.has(primitive.name)) return this.#asList(rearranged(this, program, []), program);
        throw uncovered(program);
      }
      default:
        throw uncovered(program);
    }
  }

  /** One value, at each place where variables have one. */
  single(program: Program, bindings: Bindings = []): Sequence {
    switch (program.kind) {
      case "literal":
        return this.rasp.constant(program.value);
      case "variable": {
        const bound = bindings[program.level];
        if (!bound) throw new Refusal(`${program.text}: a variable that no rule binds`);
        return bound;
      }
      case "input":
        return this.#asSingle(this.#inputs[program.index], program);
      case "apply": {
        const { primitive, args } = program;
        const rule = rules.get(primitive.name);
        if (primitive.isEquality && args[0].type.kind === "list") return this.#equal(args);
        if (rule) return this.#asSingle(rule(this, args, bindings), program);
        if (natural.has(primitive.name)) return this.#asSingle(rearranged(this, program, bindings), program);
        if (args.every(({ type }) => isSingle(type)) && isSingle(program.type))
          return this.#lookedUp(program, bindings);
        if (primitive.body && levelsIn(program).size === 0) return this.single(inlined(program));
        throw uncovered(program);
      }
      default:
        throw uncovered(program);
    }
  }

  /** The body of a lambda of one parameter, at the places of these items. */
  each(f: Program, items: Sequence, bindings: Bindings): Sequence {
    return this.single(lambdaOf(f).body, bound(bindings, lambdaOf(f).level, [items]));
  }

  /** Which items pass the test, for each place that asks. */
  passing(f: Program, { items }: List, bindings: Bindings): readonly Condition[] {
    return conditionsOf(this, lambdaOf(f), items, bindings);
  }

  size({ items, most }: List): Sequence {
    return this.rasp.tally({ conditions: [where(items)] }, most);
  }

  /** The items that some places lack moved together: each goes to the place whose number is the number of items before it. */
  dense(list: List): List {
    if (list.isDense) return list;
    const before = this.rasp.tally({ conditions: [where(list.items), this.before()] }, list.most);
    return { ...list, items: this.placed(list.items, this.masked(list.items, before)), isDense: true };
  }

  /** Each item at the place whose number it has. */
  placed(items: Sequence, numbers: Sequence): Sequence {
    const { rasp } = this;
    return rasp.aggregate(
      { conditions: [compared(numbers, rasp.places, (key, place) => key === place)] },
      items,
    );
  }

  /** Places before the one that looks. */
  before(): Condition {
    const { places } = this.rasp;
    return compared(places, places, (key, query) => (key as number) < (query as number));
  }

  /** The values at the places that have an item. */
  masked(items: Sequence, values: Sequence): Sequence {
    if (values === items || isAbsentWith(values, items)) return values;
    const { rasp } = this;
    const isThere = rasp.table([items], ([item]) => (item === ABSENT ? ABSENT : true));
    return rasp.table([isThere, values], ([there, value]) => (there === ABSENT ? ABSENT : value));
  }

  /** ⊥ where there is none. */
  orBottom(value: Sequence): Sequence {
    return this.rasp.table([value], ([item]) => (item === ABSENT ? undefined : item));
  }

  #literal(values: readonly Value[]): List {
    const items = this.rasp.table([this.rasp.places], ([place]) => {
      const at = place as number;
      return at < values.length ? values[at] : ABSENT;
    });
    return { items, isDense: true, most: values.length };
  }

  #lookedUp({ primitive, args, type, text }: Apply, bindings: Bindings): Sequence {
    const call: Program = {
      kind: "apply",
      ...{ primitive, type, text },
      args: args.map((arg, i) => (arg.kind === "literal" ? arg : variableOf(i, arg.type))),
    };
    const open = args.flatMap((arg, i) => (arg.kind === "literal" ? [] : [i]));
    const given = open.map((i) => this.single(args[i], bindings));
    const found = (items: readonly Item[]): Item => {
      if (items.includes(ABSENT)) return ABSENT;
      const values: Value[] = [];
      open.forEach((i, k) => {
        values[i] = items[k] as Value;
      });
      return evaluate(call, [], values, { fuel: FUEL });
    };
    return naming(primitive.name, () => this.rasp.table(given, found));
  }

  #chosen({ primitive, args }: Apply): List {
    const { test, then, else: otherwise } = primitive.selects as NonNullable<typeof primitive.selects>;
    const [a, b] = [this.dense(this.list(args[then])), this.dense(this.list(args[otherwise]))];
    const items = this.rasp.table([this.single(args[test]), a.items, b.items], ([passes, x, y]): Item => {
      if (typeof passes !== "boolean") return undefined;
      return passes ? x : y;
    });
    return { items, isDense: true, most: Math.max(a.most, b.most) };
  }

  /** Whether no place tells two lists apart. */
  #equal(args: readonly Program[]): Sequence {
    const [a, b] = args.map((arg) => this.dense(this.list(arg)).items);
    const differs = this.rasp.table([a, b], ([x, y]) => {
      const [i, j] = [a.values.indexOf(x as Value), b.values.indexOf(y as Value)];
      return (x === ABSENT && y === ABSENT) || (i >= 0 && j >= 0 && x === y) ? ABSENT : true;
    });
    const some = this.rasp.some({ conditions: [where(differs)] });
    return this.rasp.table([some], ([found]) => found === false);
  }

  #asList(lowered: Lowered, program: Program): List {
    if (lowered.kind === "list") return lowered.list;
    throw uncovered(program);
  }

  #asSingle(lowered: Lowered, program: Program): Sequence {
    if (lowered.kind === "single") return lowered.value;
    throw uncovered(program);
  }
}

export const single = (value: Sequence): Lowered => ({ kind: "single", value });
export const listOf = (items: Sequence, isDense: boolean, most: number): Lowered => ({
  kind: "list",
  list: { items, isDense, most },
});

export const bound = (bindings: Bindings, level: number, values: readonly Sequence[]): Bindings => {
  const all = [...bindings];
  values.forEach((value, i) => {
    all[level + i] = value;
  });
  return all;
};

export function lambdaOf(f: Program): Lambda {
  if (f.kind === "lambda") return f;
  throw new Refusal(`${f.text}: a function that is no lambda`);
}

const SINGLE: readonly Type["kind"][] = ["int", "real", "bool", "text", "label", "bits", "variable"];
export const isSingle = ({ kind }: Type): boolean => SINGLE.includes(kind);

const inlined = ({ primitive, args }: Apply): Program =>
  mapInputs(primitive.body as Program, ({ index }) => args[index]);

const nameOf = (program: Program): string =>
  program.kind === "apply" ? program.primitive.name : program.text;

export const uncovered = (program: Program): Refusal =>
  new Refusal(
    program.kind === "apply"
      ? `no rule for ${program.primitive.name}`
      : `no rule for ${program.text}, ${showType(program.type)}`,
  );

/** Whether a table has no value wherever the items have none. */
function isAbsentWith({ operation }: Sequence, items: Sequence): boolean {
  if (operation.kind !== "table") return false;
  const at = operation.of.indexOf(items);
  if (at < 0) return false;
  const size = items.values.length + 1;
  let after = 1;
  for (const one of operation.of.slice(at + 1)) after *= one.values.length + Number(one.isOptional);
  return (
    items.isOptional &&
    operation.entries.every(
      (entry, combination) => entry < 0 || Math.floor(combination / after) % size < size - 1,
    )
  );
}
