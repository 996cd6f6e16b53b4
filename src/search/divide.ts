/**
 * @file Divide and conquer over all examples: programs right on some of them, from the bank and from goals, and the conditions
 * that a selector of the grammar can test, joined into a decision tree. The bank has the core rows alone; what may be of
 * use is computed on every example in a second, wide bank.
 */

import { agrees } from "../language/agree.ts";
import type { Program } from "../language/program.ts";
import { BOOL } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import type { Cell, Goal } from "../language/witness.ts";
import type { Example } from "../tasks/task.ts";
import type { Bank } from "./bank.ts";
import { type Leaf, select, shorterThan } from "./branch.ts";
import type { CompiledProduction, CompiledSort } from "./grammar.ts";
import { Meter } from "./meter.ts";
import { ENTRY_BYTES, type Part, Parts } from "./parts.ts";
import { charactersOf } from "./reading.ts";
import type { RowSets } from "./rowsets.ts";
import { testOf } from "./selector.ts";
import { decisionTree, type Tree } from "./tree.ts";
import { Wide } from "./wide.ts";

/** Programs and conditions taken into account, and entries looked at between two pauses. */
const MAX_LEAVES = 500;
const MAX_CONDITIONS = 12_000;
const PIECE = 4_096;

/** Values computed in the wide bank between two pauses, and characters of the inputs that they are computed of. */
const WIDE_PIECE = 100_000;
const WIDE_CHARACTERS = 2 ** 24;

/** Entries compared with the outputs of the core rows in the time of a candidate. */
const COMPARED = 16;

/** Conditions that split the core rows in the same way. */
const SAME_SPLIT = 300;

/** Programs between which goals for conditions are set. */
const MAX_SEPARATED = 4;

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
  private readonly wide: Wide;
  private readonly rows: DivisionRows;
  private readonly select: CompiledProduction;
  private readonly start: CompiledSort;
  /** Bank rows with an example, and which. */
  private readonly labelled: readonly { readonly row: number; readonly example: number }[];
  /** Of all examples' inputs. */
  private readonly characters: number;
  private readonly leaves: Parts;
  private readonly conditions: Parts;
  /** How many conditions split the core rows in the same way. */
  private readonly splits = new Map<number, number>();
  /** Entries of the start sort and of the tested one that were looked at. */
  private readonly lookedAt = [0, 0];
  /** The words of a tested argument for which the test holds. */
  private readonly truth: Uint32Array;
  /** What storing each output costs instead, in 1/16 bit. */
  private readonly wrongCosts: Float64Array;
  /** Of the tree being looked for: the parts in order of cost. */
  private ordered = 0;
  private readonly meter = new Meter();

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
    this.rows = rows;
    this.labelled = labelled;
    this.select = production;
    this.start = start;
    this.truth = truth;
    this.wide = new Wide(bank, start, examples, mayGrow, this.meter);
    this.characters = examples.reduce((sum, { inputs }) => sum + charactersOf(inputs), 0);
    this.wrongCosts = Float64Array.from(examples, ({ output }) => rows.wrongCost(output));
    this.leaves = new Parts(examples.length);
    this.conditions = new Parts(examples.length);
  }

  /** Owned: the wide bank exactly, all else by averages. */
  get bytes(): number {
    const { wide, leaves, conditions, splits, ordered } = this;
    return wide.bytes + leaves.bytes + conditions.bytes + splits.size * ENTRY_BYTES + ordered;
  }

  /** Programs and conditions that trees are made of. */
  get size(): { readonly leaves: number; readonly conditions: number } {
    return { leaves: this.leaves.count, conditions: this.conditions.count };
  }

  dispose(): void {
    this.wide.dispose();
    this.leaves.clear();
    this.conditions.clear();
    this.splits.clear();
  }

  /** Takes in what is new in the bank, and these programs; pauses with what that was worth in candidates. */
  *look(programs: readonly Leaf[]): Generator<number, void> {
    yield* this.lookAtBank();
    for (const { cost, program } of programs) {
      const whole = program();
      const set = this.leaves.empty();
      yield* this.wide.markProgram(whole, (value, { output }) => isRight(value, output), set);
      this.leaves.addUncovered(set, { cost, program: () => whole });
      yield this.meter.tell();
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
    const { sets } = this.leaves;
    const has = (leaf: number, example: number): boolean => sets.has(leaf, example);
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

  /** Conditions found by goals; pauses as `look` does. */
  *lookAtConditions(found: readonly Leaf[]): Generator<number, void> {
    for (const { cost, program } of found) {
      const whole = program();
      const set = this.conditions.empty();
      yield* this.wide.markProgram(whole, (value) => value === true, set);
      this.conditions.addDistinct(set, { cost, program: () => whole });
      yield this.meter.tell();
    }
  }

  /** The cheapest tree found that is right on all examples that it has to be; pauses as `look` does. */
  *tree(): Generator<number, Found | undefined> {
    const leaves = this.leaves.inOrder();
    const conditions = this.conditions.inOrder();
    this.ordered = leaves.sets.bytes + conditions.sets.bytes;
    const rows = this.explained(leaves.sets, leaves.costs);
    yield this.meter.tell();
    const tree = yield* decisionTree({
      rows,
      leaves: leaves.sets,
      leafCosts: leaves.costs,
      conditions: conditions.sets,
      conditionCosts: conditions.costs,
      selectCost: this.select.cost,
    });
    this.ordered = 0;
    if (!tree) return undefined;
    const branches: number[][] = [];
    const visit = (node: Tree, examples: readonly number[]): void => {
      if ("leaf" in node) {
        branches.push([...examples]);
        return;
      }
      const holds = (example: number): boolean => conditions.sets.has(node.condition, example);
      visit(node.then, examples.filter(holds));
      visit(
        node.else,
        examples.filter((example) => !holds(example)),
      );
    };
    visit(tree, [...this.rows.examples.keys()]);
    return { program: this.programOf(tree, leaves.order, conditions.order), branches };
  }

  /** The examples that a tree has to be right on: others cost less as mistakes than as branches, as far as there may be any. */
  private explained(leaves: RowSets, costs: readonly number[]): Uint32Array {
    const { examples, doubtful, mayBeWrong } = this.rows;
    const { size, words, count } = leaves;
    const all = new Uint32Array(size);
    for (let row = 0; row < examples.length; row++) if (!doubtful.has(row)) all[row >>> 5] |= 1 << (row & 31);
    if (mayBeWrong <= 0) return all;
    // The programs that are right on most, for their cost, until what is left is not worth one.
    const rest = all.slice();
    for (;;) {
      this.meter.add((count * examples.length) / this.bank.rows / COMPARED);
      let [best, gain] = [-1, 0];
      for (let leaf = 0; leaf < count; leaf++) {
        let [saved, rows] = [0, 0];
        for (let row = 0; row < examples.length; row++) {
          if (!(words[leaf * size + (row >>> 5)] & rest[row >>> 5] & (1 << (row & 31)))) continue;
          saved += this.wrongCosts[row];
          rows++;
        }
        const cost = costs[leaf] + this.select.cost;
        const worth = rows === 1 && saved < cost * shorterThan(examples.length) ? 0 : saved - cost;
        if (worth > gain) [best, gain] = [leaf, worth];
      }
      if (best < 0) break;
      for (let i = 0; i < size; i++) rest[i] &= ~words[best * size + i];
    }
    let wrong = 0;
    for (let row = 0; row < examples.length; row++) if (rest[row >>> 5] & (1 << (row & 31))) wrong++;
    return wrong > mayBeWrong ? all : all.map((word, i) => word & ~rest[i]);
  }

  /** Examples that no program found so far is right on. */
  uncovered(): number[] {
    const { sets } = this.leaves;
    return this.rows.examples.flatMap((_, example) => {
      if (this.rows.doubtful.has(example)) return [];
      for (let leaf = 0; leaf < sets.count; leaf++) if (sets.has(leaf, example)) return [];
      return [example];
    });
  }

  private programOf(tree: Tree, leaves: readonly number[], conditions: readonly number[]): Program {
    if ("leaf" in tree) return this.leaves.at(leaves[tree.leaf]).program();
    const condition = this.conditions.at(conditions[tree.condition]).program();
    const [yes, no] = [tree.then, tree.else].map((side) => this.programOf(side, leaves, conditions));
    return select(this.select, [condition], yes, no);
  }

  /** Looks at the entries that are new in the bank. */
  private *lookAtBank(): Generator<number, void> {
    const { bank, wide, start, select: production } = this;
    const tested = bank.grammar.sorts[production.args[production.selector!.tested[0]]];
    const partOf = (entry: number): Part => ({
      cost: bank.costOf(entry),
      program: () => bank.programOf(entry),
    });
    const outputs = this.labelled.map(({ example }) => wide.output(example));
    yield* this.each(0, start, (entry) => {
      if (this.leaves.count >= MAX_LEAVES || this.split(entry, start, outputs) === 0) return;
      const set = this.leaves.empty();
      if (wide.markRight(entry, set)) this.leaves.addUncovered(set, partOf(entry));
    });
    const truths = this.labelled.map(() => this.truth);
    const all = (1 << this.labelled.length) - 1;
    yield* this.each(1, tested, (entry) => {
      if (this.conditions.count >= MAX_CONDITIONS) return;
      const split = this.split(entry, tested, truths);
      if (split === 0 || split === all) return;
      const count = this.splits.get(split) ?? 0;
      if (count >= SAME_SPLIT) return;
      const set = this.conditions.empty();
      if (!wide.markWith(entry, tested, this.truth, set)) return;
      if (this.conditions.addDistinct(set, partOf(entry))) this.splits.set(split, count + 1);
    });
  }

  private *each(which: 0 | 1, sort: CompiledSort, visit: (entry: number) => void): Generator<number, void> {
    const entries = this.bank.entries(sort.name);
    const { length: examples } = this.rows.examples;
    while (this.lookedAt[which] < entries.length) {
      const from = this.lookedAt[which];
      const before = this.wide.count;
      for (const entry of entries.slice(from, from + PIECE)) {
        this.lookedAt[which]++;
        visit(entry);
        const made = this.wide.count - before;
        if (made * examples > WIDE_PIECE || made * this.characters > WIDE_CHARACTERS) break;
      }
      this.meter.add((this.lookedAt[which] - from) / COMPARED);
      yield this.meter.tell();
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
