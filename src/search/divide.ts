/**
 * @file Divide and conquer over all examples: programs right on some of them, from the bank and from goals, and the conditions
 * that a selector of the grammar can test, joined into a decision tree. The bank has the core rows alone; what may be of
 * use is computed on every example in a second, wide bank.
 */

import { agrees } from "../language/agree.ts";
import { run } from "../language/interpret.ts";
import type { Program } from "../language/program.ts";
import { BOOL } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import type { Cell, Goal } from "../language/witness.ts";
import type { Example } from "../tasks/task.ts";
import type { Bank } from "./bank.ts";
import { type Leaf, select, shorterThan } from "./branch.ts";
import type { CompiledProduction, CompiledSort } from "./grammar.ts";
import { testOf } from "./selector.ts";
import { decisionTree, RowSets, type Tree } from "./tree.ts";

/** Programs and conditions taken into account, and entries looked at between two pauses. */
const MAX_LEAVES = 500;
const MAX_CONDITIONS = 12_000;
const PIECE = 4_096;

/** Rows computed in the wide bank between two pauses. */
const WIDE_PIECE = 100_000;

/** Conditions that split the core rows in the same way. */
const SAME_SPLIT = 300;

/** Programs between which goals for conditions are set. */
const MAX_SEPARATED = 4;

/** A program that is right on some examples, or a condition. */
interface Part {
  readonly cost: number;
  readonly program: () => Program;
}

/** A tree as a program, and the examples that take each branch. */
export interface Found {
  readonly program: Program;
  readonly branches: readonly (readonly number[])[];
}

/** All examples, and which of them may be wrong. */
export interface DivisionRows {
  readonly examples: readonly Example[];
  /** Others with the same inputs contradict these, at least as many. */
  readonly doubtful: ReadonlySet<number>;
  /** How many of the rest may be wrong. */
  readonly mayBeWrong: number;
  /** What storing an output costs instead, in 1/16 bit. */
  readonly wrongCost: (output: Value) => number;
}

export class Division {
  private readonly bank: Bank;
  private readonly wide: Bank;
  private readonly examples: readonly Example[];
  private readonly rows: DivisionRows;
  private readonly select: CompiledProduction;
  private readonly start: CompiledSort;
  /** Bank rows with an example, and which. */
  private readonly labelled: readonly { readonly row: number; readonly example: number }[];
  private readonly wideOf = new Map<number, number>();
  private readonly leaves: RowSets;
  private readonly leafParts: Part[] = [];
  private readonly conditions: RowSets;
  private readonly conditionParts: Part[] = [];
  /** Conditions by the rows they hold on. */
  private readonly seenConditions = new Map<string, number>();
  private readonly splits = new Map<number, number>();
  /** Entries of the start sort and of the tested one that were looked at. */
  private readonly lookedAt = [0, 0];
  /** The words of every example's output, and those of a tested argument for which the test holds. */
  private readonly outputs: Uint32Array;
  private readonly truth: Uint32Array;
  /** What storing each output costs instead, in 1/16 bit. */
  private readonly wrongCosts: Float64Array;

  /** The division that a selector of the start sort allows; `undefined` where there is none, or none that tests one argument against a value. */
  static of(
    bank: Bank,
    labelled: readonly { readonly row: number; readonly example: number }[],
    mayGrow: (bytes: number) => boolean,
    rows: DivisionRows,
  ): Division | undefined {
    const { start, selectors } = bank.grammar;
    if (!start) return undefined;
    for (const production of selectors) {
      const truth = truthOf(bank, production);
      if (truth) return new Division(bank, labelled, mayGrow, rows, start, production, truth);
    }
    return undefined;
  }

  private constructor(
    bank: Bank,
    labelled: readonly { readonly row: number; readonly example: number }[],
    mayGrow: (bytes: number) => boolean,
    rows: DivisionRows,
    start: CompiledSort,
    production: CompiledProduction,
    truth: Uint32Array,
  ) {
    const { examples } = rows;
    this.bank = bank;
    this.examples = examples;
    this.rows = rows;
    this.labelled = labelled;
    this.select = production;
    this.start = start;
    this.truth = truth;
    this.wide = bank.wider(
      examples.map(({ inputs }) => ({ variables: inputs, inputs, bound: [] })),
      mayGrow,
    );
    this.wrongCosts = Float64Array.from(examples, ({ output }) => rows.wrongCost(output));
    this.leaves = new RowSets(examples.length);
    this.conditions = new RowSets(examples.length);
    const { words } = start.layout;
    this.outputs = new Uint32Array(examples.length * words);
    examples.forEach(({ output }, i) => {
      start.layout.write(output, this.outputs, i * words);
    });
  }

  get bytes(): number {
    return this.wide.bytes;
  }

  /** Programs and conditions that trees are made of. */
  get size(): { readonly leaves: number; readonly conditions: number } {
    return { leaves: this.leafParts.length, conditions: this.conditionParts.length };
  }

  dispose(): void {
    this.wide.dispose();
  }

  /** Takes in what is new in the bank, and these programs; pauses. */
  *look(programs: readonly Leaf[]): Generator<void, void> {
    yield* this.lookAtBank();
    for (const { cost, program } of programs) {
      const whole = program();
      const set = new Uint32Array(this.leaves.size);
      this.examples.forEach(({ inputs, output }, i) => {
        if (isRight(run(whole, inputs), output)) set[i >>> 5] |= 1 << (i & 31);
      });
      this.addLeaf(set, { cost, program: () => whole });
      yield;
    }
  }

  /**
   * What conditions between the programs that are right on most must be on the core rows, where the test is the argument
   * itself: true where one of them alone is right, false where it is wrong; and the other way round.
   */
  goals(): Goal[] {
    const { selector, args } = this.select;
    if (selector?.test.kind !== "input") return [];
    const sort = this.bank.grammar.sorts[args[selector.tested[0]]].name;
    const has = (leaf: number, example: number): boolean => this.leaves.has(leaf, example);
    // Few programs that are right on the core rows between them, the ones right on most first.
    const rest = new Set(this.labelled.map(({ example }) => example));
    const cover: number[] = [];
    while (rest.size > 0 && cover.length <= MAX_SEPARATED) {
      let [best, most] = [-1, 0];
      for (let leaf = 0; leaf < this.leaves.count; leaf++) {
        const rows = [...rest].filter((example) => has(leaf, example)).length;
        if (rows > most) [best, most] = [leaf, rows];
      }
      if (best < 0) break;
      for (const example of [...rest]) if (has(best, example)) rest.delete(example);
      cover.push(best);
    }
    if (cover.length < 2 || cover.length > MAX_SEPARATED) return [];
    return cover.flatMap((leaf) => {
      const cells = new Array<Cell>(this.bank.rows).fill("any");
      for (const { row, example } of this.labelled) {
        const others = cover.some((other) => other !== leaf && has(other, example));
        if (!has(leaf, example)) cells[row] = { one: false };
        else if (!others) cells[row] = { one: true };
      }
      const turned = cells.map((cell): Cell => (cell !== "any" && "one" in cell ? { one: !cell.one } : cell));
      const isSplit = [true, false].every((side) =>
        cells.some((cell) => cell !== "any" && "one" in cell && cell.one === side),
      );
      return isSplit ? [cells, turned].map((one) => ({ sort, cells: one })) : [];
    });
  }

  /** One more condition, found by a goal. */
  addCondition({ cost, program }: Leaf): void {
    const whole = program();
    const set = new Uint32Array(this.conditions.size);
    this.examples.forEach(({ inputs }, i) => {
      if (run(whole, inputs) === true) set[i >>> 5] |= 1 << (i & 31);
    });
    this.keepCondition(set, { cost, program: () => whole });
  }

  /** The cheapest tree found that is right on all examples that it has to be; pauses. */
  *tree(): Generator<void, Found | undefined> {
    const [order, leaves] = inOrder(this.leaves, this.leafParts, this.examples.length);
    const [conditionOrder, conditions] = inOrder(this.conditions, this.conditionParts, this.examples.length);
    const costs = order.map((leaf) => this.leafParts[leaf].cost);
    const tree = yield* decisionTree({
      rows: this.explained(leaves, costs),
      leaves,
      leafCosts: costs,
      conditions,
      conditionCosts: conditionOrder.map((condition) => this.conditionParts[condition].cost),
      selectCost: this.select.cost,
    });
    if (!tree) return undefined;
    const branches: number[][] = [];
    const visit = (node: Tree, examples: readonly number[]): void => {
      if ("leaf" in node) {
        branches.push([...examples]);
        return;
      }
      const holds = (example: number): boolean => conditions.has(node.condition, example);
      visit(node.then, examples.filter(holds));
      visit(
        node.else,
        examples.filter((example) => !holds(example)),
      );
    };
    visit(tree, [...this.examples.keys()]);
    return { program: this.programOf(tree, order, conditionOrder), branches };
  }

  /** The examples that a tree has to be right on: others cost less as mistakes than as branches, as far as there may be any. */
  private explained(leaves: RowSets, costs: readonly number[]): Uint32Array {
    const { doubtful, mayBeWrong } = this.rows;
    const { size, words, count } = leaves;
    const all = new Uint32Array(size);
    for (let row = 0; row < this.examples.length; row++)
      if (!doubtful.has(row)) all[row >>> 5] |= 1 << (row & 31);
    if (mayBeWrong <= 0) return all;
    // The programs that are right on most, for their cost, until what is left is not worth one.
    const rest = all.slice();
    for (;;) {
      let [best, gain] = [-1, 0];
      for (let leaf = 0; leaf < count; leaf++) {
        let [saved, rows] = [0, 0];
        for (let row = 0; row < this.examples.length; row++) {
          if (!(words[leaf * size + (row >>> 5)] & rest[row >>> 5] & (1 << (row & 31)))) continue;
          saved += this.wrongCosts[row];
          rows++;
        }
        const cost = costs[leaf] + this.select.cost;
        const worth = rows === 1 && saved < cost * shorterThan(this.examples.length) ? 0 : saved - cost;
        if (worth > gain) [best, gain] = [leaf, worth];
      }
      if (best < 0) break;
      for (let i = 0; i < size; i++) rest[i] &= ~words[best * size + i];
    }
    let wrong = 0;
    for (let row = 0; row < this.examples.length; row++) if (rest[row >>> 5] & (1 << (row & 31))) wrong++;
    return wrong > mayBeWrong ? all : all.map((word, i) => word & ~rest[i]);
  }

  /** Examples that no program found so far is right on. */
  uncovered(): number[] {
    const { leaves } = this;
    return this.examples.flatMap((_, example) => {
      if (this.rows.doubtful.has(example)) return [];
      for (let leaf = 0; leaf < leaves.count; leaf++) if (leaves.has(leaf, example)) return [];
      return [example];
    });
  }

  private programOf(tree: Tree, leaves: readonly number[], conditions: readonly number[]): Program {
    if ("leaf" in tree) return this.leafParts[leaves[tree.leaf]].program();
    const condition = this.conditionParts[conditions[tree.condition]].program();
    const [yes, no] = [tree.then, tree.else].map((side) => this.programOf(side, leaves, conditions));
    return select(this.select, [condition], yes, no);
  }

  /** Looks at the entries that are new in the bank. */
  private *lookAtBank(): Generator<void, void> {
    const { bank, start, select: production } = this;
    const tested = bank.grammar.sorts[production.args[production.selector!.tested[0]]];
    const outputs = this.labelled.map(({ example }) =>
      this.outputs.slice(example * start.layout.words, (example + 1) * start.layout.words),
    );
    yield* this.each(0, start, (entry) => {
      if (this.leafParts.length >= MAX_LEAVES) return;
      if (this.split(entry, start, outputs) === 0) return;
      const wide = this.widen(entry);
      if (wide < 0) return;
      const set = this.setOf(wide, start, this.outputs);
      this.addLeaf(set, { cost: bank.costOf(entry), program: () => bank.programOf(entry) });
    });
    const truths = this.labelled.map(() => this.truth);
    const all = (1 << this.labelled.length) - 1;
    yield* this.each(1, tested, (entry) => {
      if (this.conditionParts.length >= MAX_CONDITIONS) return;
      const split = this.split(entry, tested, truths);
      if (split === 0 || split === all) return;
      const count = this.splits.get(split) ?? 0;
      if (count >= SAME_SPLIT) return;
      const wide = this.widen(entry);
      if (wide < 0) return;
      const set = this.setOf(wide, tested, this.truth);
      const part: Part = { cost: bank.costOf(entry), program: () => bank.programOf(entry) };
      if (this.keepCondition(set, part)) this.splits.set(split, count + 1);
    });
  }

  /** Keeps a condition unless one is there that holds on the same rows for no more; whether it is new. */
  private keepCondition(set: Uint32Array, part: Part): boolean {
    const key = set.join();
    const known = this.seenConditions.get(key);
    if (known !== undefined) {
      if (part.cost < this.conditionParts[known].cost) this.conditionParts[known] = part;
      return false;
    }
    this.seenConditions.set(key, this.conditions.add(set));
    this.conditionParts.push(part);
    return true;
  }

  private *each(which: 0 | 1, sort: CompiledSort, visit: (entry: number) => void): Generator<void, void> {
    const entries = this.bank.entries(sort.name);
    while (this.lookedAt[which] < entries.length) {
      const from = this.lookedAt[which];
      const before = this.wideOf.size;
      const piece = entries.slice(from, from + PIECE);
      for (const entry of piece) {
        this.lookedAt[which]++;
        visit(entry);
        if ((this.wideOf.size - before) * this.examples.length > WIDE_PIECE) break;
      }
      yield;
    }
  }

  /** Core rows on which an entry has the given words, as bits. */
  private split(entry: number, { layout }: CompiledSort, wanted: readonly Uint32Array[]): number {
    const { heap } = this.bank;
    const { words } = layout;
    const at = this.bank.at(entry);
    let split = 0;
    for (let i = 0; i < this.labelled.length; i++) {
      const place = at + this.labelled[i].row * words;
      const own = wanted[i];
      let word = 0;
      while (word < words && heap[place + word] === own[word]) word++;
      if (word === words) split |= 1 << i;
    }
    return split;
  }

  /** Examples on which an entry of the wide bank has the given words: one value for all, or one each. */
  private setOf(entry: number, { layout }: CompiledSort, wanted: Uint32Array): Uint32Array {
    const { heap } = this.wide;
    const { words } = layout;
    const step = wanted.length === words ? 0 : words;
    const set = new Uint32Array(this.leaves.size);
    let at = this.wide.at(entry);
    for (let row = 0; row < this.examples.length; row++, at += words) {
      let word = 0;
      while (word < words && heap[at + word] === wanted[row * step + word]) word++;
      if (word === words) set[row >>> 5] |= 1 << (row & 31);
    }
    return set;
  }

  /** The entry in the wide bank; -1 when it is full. */
  private widen(entry: number): number {
    const known = this.wideOf.get(entry);
    if (known !== undefined) return known;
    const production = this.bank.production(entry);
    const args = production.args.map((_, i) => this.widen(this.bank.argument(entry, i)));
    const wide = args.includes(-1) ? -1 : this.wide.derive(production, args);
    this.wideOf.set(entry, wide);
    return wide;
  }

  /** Whether a program that costs no more is right on all of them. */
  private isCovered(set: Uint32Array, cost: number): boolean {
    return this.leaves.covers(set, (leaf) => this.leafParts[leaf].cost <= cost);
  }

  private addLeaf(set: Uint32Array, part: Part): void {
    if (set.every((word) => word === 0) || this.isCovered(set, part.cost)) return;
    this.leaves.add(set);
    this.leafParts.push(part);
  }
}

/** Parts in order of cost, by number, with their sets. */
function inOrder(sets: RowSets, parts: readonly Part[], rows: number): [number[], RowSets] {
  const order = [...parts.keys()].sort((a, b) => parts[a].cost - parts[b].cost);
  const sorted = new RowSets(rows);
  const { size } = sorted;
  for (const part of order) sorted.add(sets.words.subarray(part * size, (part + 1) * size));
  return [order, sorted];
}

const isRight = (value: Value, output: Value): boolean => value !== undefined && agrees(value, output);

/** The words of the one value of the tested argument for which the test holds; `undefined` where that is not so. */
function truthOf(bank: Bank, { selector, args }: CompiledProduction): Uint32Array | undefined {
  if (selector?.tested.length !== 1) return undefined;
  const [place] = selector.tested;
  const { layout, type } = bank.grammar.sorts[args[place]];
  const { test } = selector;
  let value: Value;
  if (test.kind === "input" && type.kind === BOOL.kind) value = true;
  else if (test.kind === "apply" && test.primitive.isEquality) {
    const constant = test.args.find(({ kind }) => kind === "literal");
    if (constant?.kind !== "literal" || !test.args.some(({ kind }) => kind === "input")) return undefined;
    value = constant.value;
  } else return undefined;
  const given: Value[] = [];
  given[place] = value;
  if (testOf(selector, given) !== true) return undefined;
  const words = new Uint32Array(layout.words);
  layout.write(value, words, 0);
  return words;
}
