/**
 * @file Where values that climbed and goals that descend meet: an AND/OR graph of goals over one bank, solved
 * cheapest first (Knuth 1977, a generalisation of Dijkstra's algorithm), with the few cheapest solutions of each
 * goal that differ on the rows the goal leaves open.
 */

import { bits } from "../language/grammar.ts";
import { type Call, FUEL } from "../language/primitive.ts";
import { apply, lambda, literal, literalText, type Program } from "../language/program.ts";
import { sameValue, type Value } from "../language/value.ts";
import type { Application, Cell, Choice, Goal } from "../language/witness.ts";
import type { Bank } from "./bank.ts";
import type { CompiledGrammar, CompiledProduction, CompiledSort } from "./grammar.ts";

/** A way to meet a goal. Its program is built when asked for. */
export interface Solution {
  /** In 1/16 bit, parts that occur twice counted twice. */
  readonly cost: number;
  /** Its values on all rows of the scope. */
  readonly values: readonly Value[];
  readonly production: CompiledProduction | undefined;
  readonly parts: readonly Part[];
}

type Part =
  | { readonly entry: number }
  | { readonly literal: Value; readonly sort: number }
  | { readonly solution: Solution }
  | { readonly body: Program; readonly parameters: CompiledSort["type"][] };

/** Solves the body of a lambda in a scope of its own; undefined when it cannot (yet). */
export type OpenScope = (
  production: CompiledProduction,
  argument: number,
  applications: readonly Application[],
) => { readonly body: Program; readonly cost: number; readonly parameters: CompiledSort["type"][] }[];

export interface MeetOptions {
  /** Solutions kept for each goal. */
  readonly keep: number;
  /** Goals expanded at most. */
  readonly expansions: number;
  /** Proposals taken from a witness for one argument. */
  readonly proposals: number;
  /** Nothing dearer than the cheapest solution by more than this is followed, in 1/16 bit. */
  readonly slack: number;
}

interface Node {
  readonly goal: Goal;
  readonly sort: CompiledSort;
  /** Cheapest cost of everything around it on the way from the root. */
  around: number;
  expanded: boolean;
  readonly solutions: Solution[];
  readonly waiting: Waiting[];
}

/** A call one of whose arguments waits for a goal. */
interface Waiting {
  readonly node: Node;
  readonly production: CompiledProduction;
  readonly chosen: readonly Choice[];
  readonly parts: readonly Part[];
  readonly cost: number;
  /** Position in the witness's order of the argument that is being waited for. */
  readonly step: number;
}

export class Meet {
  private readonly bank: Bank;
  private readonly grammar: CompiledGrammar;
  private readonly options: MeetOptions;
  private readonly open: OpenScope;
  private readonly nodes = new Map<string, Node>();
  private readonly queue: Heap<Node> = new Heap();
  private readonly lowest: number[];
  private root: Node | undefined;
  private expansions = 0;

  constructor(bank: Bank, options: MeetOptions, open: OpenScope) {
    this.bank = bank;
    this.grammar = bank.grammar;
    this.options = options;
    this.open = open;
    this.lowest = this.grammar.sorts.map(({ name }) => {
      const [first] = bank.entries(name);
      return first === undefined ? 16 : bank.costOf(first);
    });
  }

  /** Begins with a goal; `run` then solves it. */
  start(goal: Goal): void {
    const sort = this.grammar.sortNamed(goal.sort);
    if (sort) this.root = this.nodeFor(goal, sort, 0);
  }

  /** Expands up to `limit` more goals; true when there is nothing left to gain. */
  run(limit: number): boolean {
    const stop = Math.min(this.expansions + limit, this.options.expansions);
    while (this.expansions < stop) {
      const node = this.queue.pop();
      if (!node) return true;
      if (node.expanded || node.around + this.lowest[node.sort.id] >= this.bound()) continue;
      this.expand(node);
    }
    return this.expansions >= this.options.expansions;
  }

  /** The cheapest solutions so far, cheapest first, no two alike on all rows. */
  get solutions(): readonly Solution[] {
    return this.root?.solutions ?? [];
  }

  get expanded(): number {
    return this.expansions;
  }

  private bound(): number {
    const solutions = this.root?.solutions ?? [];
    if (solutions.length === 0) return Number.POSITIVE_INFINITY;
    const last =
      solutions.length >= this.options.keep ? solutions[solutions.length - 1].cost : Number.POSITIVE_INFINITY;
    return Math.min(last, solutions[0].cost + this.options.slack);
  }

  private nodeFor(goal: Goal, sort: CompiledSort, around: number): Node {
    const key = goalKey(goal);
    let node = this.nodes.get(key);
    if (!node) {
      node = { goal, sort, around, expanded: false, solutions: [], waiting: [] };
      this.nodes.set(key, node);
      this.queue.push(around + this.lowest[sort.id], node);
    } else if (around < node.around) {
      node.around = around;
      if (!node.expanded) this.queue.push(around + this.lowest[sort.id], node);
    }
    return node;
  }

  private expand(node: Node): void {
    node.expanded = true;
    this.expansions++;
    const { goal, sort } = node;
    for (const entry of matching(this.bank, goal, sort, this.options.keep * 2)) {
      this.deliver(node, this.solutionOf(entry));
    }
    const constant = constantOf(goal);
    if (constant !== undefined) {
      const values = new Array<Value>(this.bank.rows).fill(constant);
      const cost = bits(sort.layout.literalCost(constant));
      this.deliver(node, {
        cost,
        values,
        production: undefined,
        parts: [{ literal: constant, sort: sort.id }],
      });
    }
    for (const production of sort.productions) {
      if (!production.primitive?.witness) continue;
      this.proceed({ node, production, chosen: [], parts: [], cost: production.cost, step: 0 });
    }
  }

  private solutionOf(entry: number): Solution {
    const values: Value[] = [];
    for (let row = 0; row < this.bank.rows; row++) values.push(this.bank.value(entry, row));
    return { cost: this.bank.costOf(entry), values, production: undefined, parts: [{ entry }] };
  }

  /** Asks the witness for the argument at `step`, or finishes the call. */
  private proceed(waiting: Waiting): void {
    const { node, production, chosen, step, cost } = waiting;
    const witness = production.primitive?.witness;
    if (!witness) return;
    if (step === witness.order.length) {
      this.finish(waiting);
      return;
    }
    const argument = witness.order[step];
    const sort = this.grammar.sorts[production.args[argument]];
    for (const choice of witness.next(node.goal, argument, chosen, this.bank, this.options.proposals)) {
      if (node.around + cost + (step + 1 < witness.order.length ? 16 : 0) >= this.bound()) return;
      const taken = (part: Part, more: number): Waiting => ({
        ...waiting,
        chosen: [...chosen, choice],
        parts: [...waiting.parts, part],
        cost: cost + more,
        step: step + 1,
      });
      if ("entry" in choice) this.proceed(taken(choice, this.bank.costOf(choice.entry)));
      else if ("literal" in choice)
        this.proceed(taken({ literal: choice.literal, sort: sort.id }, choice.cost));
      else if ("lambda" in choice) {
        for (const { body, cost: more, parameters } of this.open(production, argument, choice.lambda)) {
          this.proceed(taken({ body, parameters }, more));
        }
      } else {
        const wanted = this.grammar.sortNamed(choice.goal.sort);
        if (!wanted) continue;
        const child = this.nodeFor(choice.goal, wanted, node.around + cost);
        const resume = { ...waiting, chosen: [...chosen, choice] };
        child.waiting.push(resume);
        for (const solution of [...child.solutions]) this.resume(resume, solution);
      }
    }
  }

  private resume(waiting: Waiting, solution: Solution): void {
    if (waiting.node.around + waiting.cost + solution.cost >= this.bound()) return;
    this.proceed({
      ...waiting,
      parts: [...waiting.parts, { solution }],
      cost: waiting.cost + solution.cost,
      step: waiting.step + 1,
    });
  }

  private finish({ node, production, parts, cost }: Waiting): void {
    const { primitive } = production;
    if (!primitive?.witness) return;
    const ordered: Part[] = new Array(parts.length);
    primitive.witness.order.forEach((argument, i) => {
      ordered[argument] = parts[i];
    });
    const values: Value[] = [];
    const call: Call = { fuel: FUEL };
    const programs = ordered.map((part) => ("body" in part ? part.body : undefined));
    if (programs.some((program) => program !== undefined)) {
      const program = this.programOf({ cost, values: [], production, parts: ordered });
      for (let row = 0; row < this.bank.rows; row++) values.push(this.bank.evaluate(program, row));
    } else {
      for (let row = 0; row < this.bank.rows; row++) {
        const args = ordered.map((part) => this.partValue(part, row));
        call.fuel = FUEL;
        const missing = args.some(
          (value, i) =>
            (value === undefined && !primitive.lazy?.[i]) || (value === null && !production.acceptsNull[i]),
        );
        values.push(missing ? undefined : primitive.run(args, call));
      }
    }
    // Witnesses are held to their promise: nothing unsound gets any further.
    const sound = node.goal.cells.every((cell, row) => meets(values[row], cell));
    if (sound) this.deliver(node, { cost, values, production, parts: ordered });
  }

  private partValue(part: Part, row: number): Value {
    if ("entry" in part) return this.bank.value(part.entry, row);
    if ("solution" in part) return part.solution.values[row];
    return "literal" in part ? part.literal : undefined;
  }

  private deliver(node: Node, solution: Solution): void {
    const { solutions } = node;
    const same = solutions.findIndex((other) =>
      other.values.every((value, row) => sameValue(value, solution.values[row])),
    );
    if (same >= 0) {
      if (solutions[same].cost <= solution.cost) return;
      solutions.splice(same, 1);
    }
    let at = solutions.length;
    while (at > 0 && solutions[at - 1].cost > solution.cost) at--;
    if (at >= this.options.keep) return;
    solutions.splice(at, 0, solution);
    if (solutions.length > this.options.keep) solutions.pop();
    for (const waiting of [...node.waiting]) this.resume(waiting, solution);
  }

  programOf(solution: Solution): Program {
    const { production, parts } = solution;
    const built = parts.map((part): Program => {
      if ("entry" in part) return this.bank.programOf(part.entry);
      if ("literal" in part) return literal(part.literal, this.grammar.sorts[part.sort].type);
      if ("solution" in part) return this.programOf(part.solution);
      return lambda(this.bank.depth, part.parameters, part.body);
    });
    if (!production?.primitive) return built[0];
    return apply(production.primitive, built, this.grammar.sorts[production.sort].type);
  }
}

export function meets(value: Value, cell: Cell): boolean {
  if (cell === "any") return true;
  if ("one" in cell) return sameOutput(value, cell.one);
  if ("oneOf" in cell) return cell.oneOf.some((other) => sameOutput(value, other));
  return typeof value === "number" && value >= cell.low && value <= cell.high;
}

/** Entries that meet a goal, cheapest first. */
export function matching(bank: Bank, goal: Goal, sort: CompiledSort, limit: number): number[] {
  const { layout } = sort;
  const exact = new Map<number, Uint32Array>();
  const loose: number[] = [];
  goal.cells.forEach((cell, row) => {
    if (cell === "any") return;
    if ("one" in cell) {
      const words = new Uint32Array(layout.words);
      layout.write(cell.one, words, 0);
      exact.set(row, words);
    } else loose.push(row);
  });
  const found: number[] = [];
  const [probe] = exact;
  const entries =
    probe && !layout.identity ? bank.withRow(goal.sort, probe[0], probe[1]) : bank.entries(goal.sort);
  for (const entry of entries) {
    let fits = true;
    for (const [row, words] of exact) {
      if (
        layout.identity ? !meets(bank.value(entry, row), goal.cells[row]) : !bank.rowIs(entry, row, words)
      ) {
        fits = false;
        break;
      }
    }
    if (!fits || !loose.every((row) => meets(bank.value(entry, row), goal.cells[row]))) continue;
    found.push(entry);
    if (found.length >= limit) break;
  }
  return found;
}

/** Equality of outputs: reals are the same up to rounding, as their layout's identity has it. */
export function sameOutput(a: Value, b: Value): boolean {
  if (typeof a !== "number" || typeof b !== "number") return sameValue(a, b);
  return a === b || Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}

function constantOf(goal: Goal): Value {
  let constant: Value;
  for (const cell of goal.cells) {
    if (cell === "any") continue;
    if (!("one" in cell)) return undefined;
    if (constant === undefined) constant = cell.one;
    else if (!sameValue(constant, cell.one)) return undefined;
  }
  return constant;
}

function goalKey(goal: Goal): string {
  let key = goal.sort;
  for (const cell of goal.cells) {
    if (cell === "any") key += "*";
    else if ("one" in cell)
      key += typeof cell.one === "string" ? `=${cell.one.length}:${cell.one}` : `#${literalText(cell.one)} `;
    else if ("oneOf" in cell) key += `?${cell.oneOf.map(literalText).join(" ")} `;
    else key += `<${cell.low} ${cell.high} `;
  }
  return key;
}

/** A binary heap of items by cost; equal costs come out in the order they went in. */
class Heap<T> {
  private readonly items: { cost: number; order: number; item: T }[] = [];
  private pushed = 0;

  push(cost: number, item: T): void {
    const { items } = this;
    items.push({ cost, order: this.pushed++, item });
    let at = items.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(items[at], items[parent])) break;
      [items[at], items[parent]] = [items[parent], items[at]];
      at = parent;
    }
  }

  pop(): T | undefined {
    const { items } = this;
    if (items.length === 0) return undefined;
    const [{ item }] = items;
    const last = items.pop() as (typeof items)[number];
    if (items.length > 0) {
      items[0] = last;
      let at = 0;
      for (;;) {
        let least = at;
        for (const child of [2 * at + 1, 2 * at + 2])
          if (child < items.length && before(items[child], items[least])) least = child;
        if (least === at) break;
        [items[at], items[least]] = [items[least], items[at]];
        at = least;
      }
    }
    return item;
  }
}

const before = (a: { cost: number; order: number }, b: { cost: number; order: number }): boolean =>
  a.cost < b.cost || (a.cost === b.cost && a.order < b.order);
