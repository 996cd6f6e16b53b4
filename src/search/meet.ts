/**
 * @file Where values that climbed and goals that descend meet: an AND/OR graph of goals over one bank, solved
 * cheapest first (Knuth 1977, a generalisation of Dijkstra's algorithm), with the few cheapest solutions of each
 * goal that differ on the rows the goal leaves open.
 */

import { bits } from "../language/grammar.ts";
import { apply, lambda, literal, type Program } from "../language/program.ts";
import { sameValue, type Value } from "../language/value.ts";
import { type Application, type Choice, type Goal, meets, type Witness } from "../language/witness.ts";
import type { Bank } from "./bank.ts";
import { constantOf, goalKey } from "./goal.ts";
import type { CompiledGrammar, CompiledProduction, CompiledSort } from "./grammar.ts";
import { Heap } from "./heap.ts";
import { matching } from "./matching.ts";

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

/** A lambda that meets its applications. */
export interface Body {
  readonly body: Program;
  readonly cost: number;
  readonly parameters: CompiledSort["type"][];
}

/** Solves the body of a lambda in a scope of its own, with pauses; none when it cannot (yet). */
export type OpenScope = (
  production: CompiledProduction,
  argument: number,
  applications: readonly Application[],
) => Generator<void, readonly Body[]>;

export interface MeetOptions {
  /** Solutions kept for each goal. */
  readonly keep: number;
  /** Further ones kept for the first goal that are like others on all rows; default none. */
  readonly twins?: number;
  /** Goals expanded at most. */
  readonly expansions: number;
  /** The same once there is a solution; as many without. */
  readonly refining?: number;
  /** Proposals taken from a witness for one argument. */
  readonly proposals: number;
  /** Whether lambdas are left alone. */
  readonly plain?: boolean;
  /** Nothing dearer than the cheapest solution by more than this is followed, in 1/16 bit. */
  readonly slack: number;
}

/** A goal in the graph (an OR node). */
interface Node {
  readonly goal: Goal;
  readonly sort: CompiledSort;
  /** Cheapest cost of everything around it on the way from the root. */
  around: number;
  /** Entries and constants that meet it as they are; the calls that may; both once it was expanded. */
  direct: Solution[] | undefined;
  readonly calls: Call[];
  /** The cheapest solutions found by the last solving. */
  solutions: readonly Solution[];
  /** Number of the solving that visited it last; negative while it is being visited. */
  visited: number;
}

/** A call that meets a goal when its arguments do (an AND node). */
interface Call {
  readonly production: CompiledProduction;
  /** In order of the parameters. */
  readonly args: readonly (Part | Node)[];
  /** Of the production and of the arguments that are no goals. */
  readonly cost: number;
}

const isNode = (arg: Part | Node): arg is Node => "calls" in arg;

/** A lambda's body costs about this much at least: its scope is not opened for less. */
const LEAST_BODY = bits(5);

/** What a goal takes, with its key and its solutions; and a call. */
const NODE_BYTES = 1_500;
const CALL_BYTES = 200;

/** How many times more combinations are tried than solutions kept, to find ones that differ. */
const TRIES = 4;

export class Meet {
  private readonly bank: Bank;
  private readonly grammar: CompiledGrammar;
  private readonly options: MeetOptions;
  private readonly open: OpenScope;
  private readonly nodes = new Map<string, Node>();
  private readonly queue: Heap<Node> = new Heap();
  /** Lambdas whose scopes are opened only once it is known what can be had without them. */
  private readonly deferred: Heap<() => Generator<void, void>> = new Heap();
  /** The lambda at work. */
  private opening: Generator<void, void> | undefined;
  private readonly lowest: number[];
  private root: Node | undefined;
  private expansions = 0;
  private callCount = 0;
  private solvings = 0;
  /** Expansions and calls at the last solving: with no more of them it would be the same again. */
  private solvedAt = -1;
  private nextSolving = 8;

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
    if (this.opening) {
      if (!this.opening.next().done) return false;
      this.opening = undefined;
      this.solve();
    }
    const stop = this.expansions + limit;
    while (this.expansions < stop && this.expansions < this.most) {
      const next = this.queue.pop();
      if (!next || next.cost >= this.bound()) return this.openDeferred(next);
      const { item: node, cost } = next;
      if (node.direct || cost > node.around + this.lowest[node.sort.id]) continue;
      this.expand(node);
      if (this.expansions === this.nextSolving) {
        this.solve();
        this.nextSolving *= 2;
      }
    }
    return this.expansions >= this.most && this.openDeferred(undefined);
  }

  /** Goals expanded at most: another number once there is a solution, so that a cheaper one is not missed. */
  private get most(): number {
    const { expansions, refining = expansions } = this.options;
    return this.solutions.length > 0 ? refining : expansions;
  }

  /** Solves with what is there, and opens the next lambda worth it; true when there is none. */
  private openDeferred(waiting: { cost: number; item: Node } | undefined): boolean {
    this.solve();
    if (waiting) this.queue.push(waiting.cost, waiting.item);
    const next = this.deferred.pop();
    if (!next || next.cost >= this.bound()) return true;
    this.opening = next.item();
    return false;
  }

  /** The cheapest solutions so far, cheapest first, no two alike on all rows. */
  get solutions(): readonly Solution[] {
    return this.root?.solutions ?? [];
  }

  get expanded(): number {
    return this.expansions;
  }

  /** Owned, in bytes, by averages. */
  get bytes(): number {
    return this.nodes.size * NODE_BYTES + this.callCount * CALL_BYTES;
  }

  /** No goal is worth expanding from this cost on. */
  private bound(): number {
    const { solutions } = this;
    if (solutions.length === 0) return Number.POSITIVE_INFINITY;
    const last =
      solutions.length >= this.options.keep ? solutions[solutions.length - 1].cost : Number.POSITIVE_INFINITY;
    return Math.min(last, solutions[0].cost + this.options.slack);
  }

  private nodeFor(goal: Goal, sort: CompiledSort, around: number): Node {
    const key = goalKey(goal);
    let node = this.nodes.get(key);
    if (!node) {
      node = { goal, sort, around, direct: undefined, calls: [], solutions: [], visited: 0 };
      this.nodes.set(key, node);
      this.queue.push(around + this.lowest[sort.id], node);
    } else if (around < node.around) {
      node.around = around;
      if (!node.direct) this.queue.push(around + this.lowest[sort.id], node);
    }
    return node;
  }

  // Descending: a goal's own solutions, and the calls that would meet it.

  private expand(node: Node): void {
    this.expansions++;
    const { goal, sort } = node;
    node.direct = matching(this.bank, goal, sort, this.options.keep).map((entry) =>
      this.entrySolution(entry),
    );
    const constant = sort.open ? constantOf(goal) : undefined;
    if (constant !== undefined) {
      const values = new Array<Value>(this.bank.rows).fill(constant);
      const cost = bits(sort.layout.literalCost(constant));
      node.direct.push({
        cost,
        values,
        production: undefined,
        parts: [{ literal: constant, sort: sort.id }],
      });
    }
    for (const production of sort.productions) {
      for (const witness of production.witnesses)
        this.propose(node, production, witness, [], [], production.cost, 0);
    }
  }

  private entrySolution(entry: number): Solution {
    const values = this.bank.column(entry);
    return { cost: this.bank.costOf(entry), values, production: undefined, parts: [{ entry }] };
  }

  /**
   * Asks the witness for the argument after those chosen; a call is complete when every argument is.
   * @param cost of the production and of the arguments that are no goals
   * @param floor what those that are goals cost at least
   */
  private propose(
    node: Node,
    production: CompiledProduction,
    witness: Witness,
    chosen: readonly Choice[],
    parts: readonly (Part | Node)[],
    cost: number,
    floor: number,
  ): void {
    if (chosen.length === witness.order.length) {
      const args: (Part | Node)[] = new Array(parts.length);
      witness.order.forEach((argument, i) => {
        args[argument] = parts[i];
      });
      node.calls.push({ production, args, cost });
      this.callCount++;
      return;
    }
    const argument = witness.order[chosen.length];
    const sort = this.grammar.sorts[production.args[argument]];
    const take = (choice: Choice, part: Part | Node, more: number, least = 0): void =>
      this.propose(
        node,
        production,
        witness,
        [...chosen, choice],
        [...parts, part],
        cost + more,
        floor + least,
      );
    let around = node.around + cost + floor;
    for (const other of witness.order.slice(chosen.length + 1)) {
      // The scope of a lambda has cheapest entries of its own.
      if (!production.binds[other]) around += this.lowest[production.args[other]];
    }
    const { proposals } = this.options;
    let left = proposals;
    for (const choice of witness.next(
      node.goal,
      argument,
      chosen,
      this.bank,
      proposals,
      production.argSorts,
    )) {
      if ("entry" in choice) take(choice, choice, this.bank.costOf(choice.entry));
      else if ("literal" in choice) {
        if (sort.open) take(choice, { literal: choice.literal, sort: sort.id }, choice.cost);
      } else if ("lambda" in choice) {
        if (this.options.plain) continue;
        const { open } = this;
        this.deferred.push(around + LEAST_BODY, function* () {
          for (const { body, cost: more, parameters } of yield* open(production, argument, choice.lambda)) {
            take(choice, { body, parameters }, more);
          }
        });
      } else {
        const wanted = this.grammar.sortNamed(choice.goal.sort);
        if (wanted) take(choice, this.nodeFor(choice.goal, wanted, around), 0, this.lowest[wanted.id]);
      }
      if (--left === 0) break;
    }
  }

  // Climbing: solutions of calls from solutions of their arguments.

  private solve(): void {
    const done = this.expansions + this.callCount;
    if (done === this.solvedAt) return;
    this.solvedAt = done;
    this.solvings++;
    if (this.root) this.solveNode(this.root);
  }

  private solveNode(node: Node): readonly Solution[] {
    if (Math.abs(node.visited) === this.solvings) return node.visited < 0 ? [] : node.solutions;
    if (!node.direct) return [];
    node.visited = -this.solvings;
    const { keep } = this.options;
    const candidates: { cost: number; build: () => Solution | undefined }[] = node.direct.map((solution) => ({
      cost: solution.cost,
      build: () => solution,
    }));
    for (const call of node.calls) {
      for (const [cost, args] of this.combinations(call, keep)) {
        candidates.push({ cost, build: () => this.finish(node, call.production, args, cost) });
      }
    }
    candidates.sort((a, b) => a.cost - b.cost);
    const solutions: Solution[] = [];
    let twins = node === this.root ? (this.options.twins ?? 0) : 0;
    const most = keep + twins;
    for (const { build } of candidates.slice(0, most * TRIES)) {
      const solution = build();
      if (!solution) continue;
      if (solutions.some(({ values }) => sameRows(values, solution.values)) && twins-- <= 0) continue;
      solutions.push(solution);
      if (solutions.length >= most) break;
    }
    node.solutions = solutions;
    node.visited = this.solvings;
    return solutions;
  }

  /** Ways to solve all of a call's goals at once, few dear ones: the best of each, and one replaced at a time. */
  private combinations({ args, cost }: Call, keep: number): [number, Part[]][] {
    const options = args.map((arg) => (isNode(arg) ? this.solveNode(arg) : undefined));
    if (options.some((list) => list?.length === 0)) return [];
    const first = args.map((arg, i): Part => (isNode(arg) ? { solution: options[i]![0] } : arg));
    const base = options.reduce((sum, list) => sum + (list ? list[0].cost : 0), cost);
    const found: [number, Part[]][] = [[base, first]];
    options.forEach((list, i) => {
      for (const solution of list?.slice(1, keep) ?? []) {
        const parts = [...first];
        parts[i] = { solution };
        found.push([base - list![0].cost + solution.cost, parts]);
      }
    });
    return found;
  }

  /** The call's values; undefined when they do not meet the goal after all: witnesses are held to their promise. */
  private finish(
    node: Node,
    production: CompiledProduction,
    parts: readonly Part[],
    cost: number,
  ): Solution | undefined {
    const { primitive } = production;
    if (!primitive) return undefined;
    const values: Value[] = [];
    const whole = parts.some((part) => "body" in part)
      ? this.programOf({ cost, values, production, parts })
      : undefined;
    // The one that lambdas burn.
    const { fuel, call } = this.bank;
    for (let row = 0; row < this.bank.rows; row++) {
      if (whole) values.push(this.bank.evaluate(whole, row));
      else {
        const args = parts.map((part) => this.partValue(part, row));
        call.fuel = fuel;
        call.row = this.bank.taskRow(row);
        const missing = args.some(
          (value, i) =>
            (value === undefined && !production.lazy[i]) || (value === null && !production.acceptsNull[i]),
        );
        values.push(missing ? undefined : primitive.run(args, call));
      }
      if (!meets(values[row], node.goal.cells[row])) return undefined;
    }
    return { cost, values, production, parts };
  }

  private partValue(part: Part, row: number): Value {
    if ("entry" in part) return this.bank.value(part.entry, row);
    if ("solution" in part) return part.solution.values[row];
    return "literal" in part ? part.literal : undefined;
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

const sameRows = (a: readonly Value[], b: readonly Value[]): boolean =>
  a.every((value, row) => sameValue(value, b[row]));
