/**
 * @file The search: a state machine that grows the bank, lets goals descend, branches, and judges what was found,
 * round after round, until the best program cannot be expected to improve.
 */

import { agrees } from "../language/agree.ts";
import { bits, type Domain } from "../language/grammar.ts";
import { run } from "../language/interpret.ts";
import type { Primitive } from "../language/primitive.ts";
import { input, literal, type Program } from "../language/program.ts";
import { baseType, sameType } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import type { Cell } from "../language/witness.ts";
import type { Example, Task } from "../tasks/task.ts";
import {
  type Answer,
  mostSuspects,
  type Progress,
  type Question,
  type Search,
  type SearchOptions,
  type Status,
  type Suspect,
  type Verdict,
} from "./answer.ts";
import { Bank } from "./bank.ts";
import { branch, type Condition, type Leaf, shorterThan } from "./branch.ts";
import { edits } from "./edit.ts";
import { CompiledGrammar, type CompiledProduction, grammarOf } from "./grammar.ts";
import { Meet, type MeetOptions, type Solution } from "./meet.ts";
import { questionsFor } from "./questions.ts";
import { Pricing } from "./rank.ts";
import { chooseRows, MAX_CORE, type Row, rowKey } from "./rows.ts";
import { type ScopeFrame, Scopes } from "./scopes.ts";

/** Candidates of the first round; each further round tries four times as many. */
const FIRST_ROUND = 1_000;
const GROWTH = 4;

/** A goal's expansion is about as much work as this many candidates. */
const EXPANSION = 24;

/** Goals expanded in one go before the clock is looked at. */
const SLICE = 2;

/** Programs beyond this much worse than the best are not rivals, in 1/16 bit. */
const RIVAL_SLACK = bits(14);

const FULL: MeetOptions = { keep: 10, expansions: 1200, proposals: 400, slack: RIVAL_SLACK };
const PARTIAL: MeetOptions = { keep: 6, expansions: 80, proposals: 150, slack: bits(8) };

/** Candidates tried before a program is taken to be the best, unless it is hardly dearer than what was enumerated. */
const LEAST = 64_000;
const NEAR = bits(10);

/** Candidates that the scope of one lambda may try. */
const LAMBDA_CANDIDATES = 8_000;

/**
 * Rounds without a better program after which the best is taken to be the best: one for a program much shorter
 * than the table of outputs it stands for, more for one that hardly is.
 */
const PATIENCE = [
  { share: 0.45, rounds: 1 },
  { share: 0.65, rounds: 2 },
  { share: 0.85, rounds: 3 },
] as const;

const MAX_RIVALS = 16;

/** Programs that are nearly right and edited in one round, and edits tried before the clock is looked at. */
const MAX_EDITED = 3;
const EDITS = 250;

/** Rows beyond the core that may join it. */
const MAX_PINNED = 8;

interface Job {
  readonly meet: Meet;
  /** Examples the goal constrains; all core rows for the root. */
  readonly rows: ReadonlySet<number>;
}

interface Found extends Answer {
  /** In 1/16 bit. */
  readonly bits: number;
  readonly values: readonly Value[];
}

/**
 * A search for the task's program over what the domains propose. Asynchronous because primitives that only work
 * on batches prepare their answers first.
 */
export async function createSearch(
  task: Task,
  domains: readonly Domain[],
  options: SearchOptions = {},
): Promise<Search> {
  const all = [...task.examples, ...task.tests, ...task.unlabelled].map(({ inputs }) => inputs);
  for (const domain of domains) {
    for (const primitive of domain.primitives) await primitive.prepare?.(batchOf(primitive, task, all));
  }
  return new Engine(task, domains, options);
}

/** Every row's inputs in every place where their types fit. */
function batchOf({ params }: Primitive, { signature }: Task, rows: readonly (readonly Value[])[]): Value[][] {
  const fitting = params.map((param) =>
    signature.params.flatMap(({ type }, i) => (sameType(baseType(type), baseType(param)) ? [i] : [])),
  );
  const places = fitting.reduce<number[][]>(
    (lists, some) => lists.flatMap((list) => some.map((i) => [...list, i])),
    [[]],
  );
  return places.flatMap((place) => rows.map((row) => place.map((i) => row[i])));
}

class Engine implements Search {
  private readonly task: Task;
  private readonly domains: readonly Domain[];
  private readonly options: SearchOptions;
  private examples: Example[];
  private rows: Row[] = [];
  private bank!: Bank;
  private grammar!: CompiledGrammar;
  private pricing!: Pricing;
  private scopes!: Scopes;
  private scope!: ScopeFrame;
  private phase: "grow" | "plan" | "meet" | "edit" = "grow";
  private quota = 0;
  private growing = 0;
  private finished = false;
  private jobs: Job[] = [];
  private leaves: Leaf[] = [];
  private planned: "root" | "partial" = "root";
  private found: Found[] = [];
  private bestBits = Number.POSITIVE_INFINITY;
  private patience = 0;
  private spent = 0;
  /** Where the budget of candidates ends; an answer or a correction brings a new one. */
  private limit: number;
  private status: Status = "more";
  private asked: readonly Question[] | undefined;
  /** Sets of rows still to be solved apart in this round, once they were chosen. */
  private partials: number[][] = [];
  private partialsPlanned = false;
  /** Edits of programs that are nearly right, still to be tried in this round; and the programs edited so far. */
  private editing: Iterator<{ program: Program; wrong: readonly number[] }> | undefined;
  private edited = new Set<string>();
  /** Examples that must be core rows because a program that fits the core failed on them. */
  private pinned: number[] = [];
  /** The first such example of this round. */
  private failing: number | undefined;

  constructor(task: Task, domains: readonly Domain[], options: SearchOptions) {
    this.task = task;
    this.domains = domains;
    this.options = options;
    this.limit = options.candidates ?? Number.POSITIVE_INFINITY;
    this.examples = [...task.examples];
    this.begin();
  }

  step(candidates: number): Status {
    if (this.status !== "more") return this.status;
    let left = candidates;
    const { limit } = this;
    while (left > 0 && this.status === "more") {
      const used = this.advance(Math.min(left, limit - this.spent));
      this.spent += used;
      left -= Math.max(used, 1);
      if (this.spent >= limit && this.status === "more") {
        for (const { meet } of this.jobs) this.keepLeaves(meet);
        this.judge();
        this.status = "budget";
      }
      // Other work than growing has no even pace: the caller looks at its clock after each piece.
      if (this.phase !== "grow") break;
    }
    return this.status;
  }

  answers(): readonly Answer[] {
    return this.found.slice(0, this.options.top ?? 4);
  }

  questions(): readonly Question[] {
    this.asked ??= this.ask();
    return this.asked;
  }

  tell(example: Example): void {
    const key = rowKey(example.inputs);
    const row = this.rows.find(({ inputs, example: index }) => index === undefined && rowKey(inputs) === key);
    this.examples.push(example);
    const labelled = this.rows.filter(({ example: index }) => index !== undefined).length;
    if (row && labelled < MAX_CORE) {
      row.example = this.examples.length - 1;
      this.reopen();
    } else this.restart();
  }

  correct(index: number, output: Value): void {
    this.examples[index] = { ...this.examples[index], output };
    this.reopen();
  }

  explain(program: Program): Verdict {
    const parts = this.pricing.parts(program).map(({ part, cost }) => ({ part, bits: cost / 16 }));
    const { wrong, cost } = this.judgement(program);
    for (const suspect of wrong)
      parts.push({ part: `row ${suspect.example + 1}`, bits: this.suspectCost(suspect) / 16 });
    const [best] = this.found;
    return { cost: cost / 16, parts, wrong, ...(best && best.bits < cost ? { beatenBy: best } : {}) };
  }

  progress(): Progress {
    return {
      candidates: this.spent,
      entries: this.bank.count,
      bytes: this.bank.bytes + this.scopes.bytes,
    };
  }

  dispose(): void {
    this.bank.dispose();
    if (this.status === "more") this.status = "budget";
  }

  // Beginning.

  private begin(): void {
    const { signature, unlabelled } = this.task;
    const told: Task = { ...this.task, examples: this.examples };
    const sample = {
      inputs: signature.params.map(({ name, type }, i) => ({
        name,
        type,
        values: [
          ...this.examples.map(({ inputs }) => inputs[i]),
          ...unlabelled.slice(0, 200).map(({ inputs }) => inputs[i]),
        ],
      })),
      outputs: this.examples.map(({ output }) => output),
      result: signature.result,
    };
    const grammar = grammarOf(sample, this.domains);
    this.grammar = new CompiledGrammar(grammar);
    this.pricing = new Pricing(this.grammar, sample.outputs);
    const layouts = signature.params.map(({ type }) => {
      const base = baseType(type);
      return this.domains
        .flatMap((domain) => domain.layouts)
        .find((layout) => layout.type.kind === base.kind);
    });
    this.rows = chooseRows(told, layouts, this.options.seed ?? 1, this.pinned);
    const leaves = signature.params.map(({ type }, i) => input(i, baseType(type)));
    const frames = this.rows.map(({ inputs }) => ({ variables: inputs, inputs, bound: [] }));
    this.scope = { frames, variables: leaves.map((program) => ({ program, type: program.type })) };
    const memory = this.options.memory ?? 2 ** 30;
    const mayGrow = (bytes: number): boolean => this.bank.bytes + this.scopes.bytes + bytes <= memory;
    this.scopes = new Scopes(this.domains, mayGrow);
    this.bank = new Bank(this.grammar, frames, leaves, mayGrow);
    this.bank.overflow = (production, args, out) => this.considerUnstored(production, args, out);
    this.quota = FIRST_ROUND;
    this.growing = FIRST_ROUND;
    this.finished = this.grammar.start === undefined;
    this.phase = "grow";
  }

  /** New outputs, the same rows: the bank stays. */
  private reopen(): void {
    this.asked = undefined;
    this.found = [];
    this.bestBits = Number.POSITIVE_INFINITY;
    this.patience = 0;
    this.status = "more";
    this.phase = "plan";
    this.planned = "root";
    this.jobs = [];
    this.leaves = [];
    this.partials = [];
    this.partialsPlanned = false;
    this.editing = undefined;
    this.edited.clear();
    this.failing = undefined;
    this.limit = this.spent + (this.options.candidates ?? Number.POSITIVE_INFINITY);
  }

  /** Other rows: the bank begins again. */
  private restart(): void {
    this.bank.dispose();
    this.reopen();
    this.begin();
  }

  // The state machine.

  /** One piece of work, at most about `left` candidates; returns what it used. */
  private advance(left: number): number {
    if (this.phase === "grow") return this.advanceGrowth(left);
    if (this.phase === "plan") {
      this.plan();
      return 1;
    }
    return this.phase === "edit" ? this.advanceEdits() : this.advanceMeet();
  }

  private advanceGrowth(left: number): number {
    const before = this.bank.tried;
    const wanted = Math.min(left, this.growing);
    if (!this.finished && this.bank.grow(wanted) === "exhausted") this.finished = true;
    const used = this.bank.tried - before;
    this.growing -= Math.max(used, wanted === 0 ? 0 : 1);
    if (this.growing <= 0 || this.finished) this.phase = "plan";
    return used;
  }

  private advanceMeet(): number {
    const [job] = this.jobs;
    if (!job) {
      this.phase = "plan";
      return 1;
    }
    const [before, tried] = [job.meet.expanded, this.scopes.tried];
    if (job.meet.run(SLICE)) {
      this.jobs.shift();
      this.keepLeaves(job.meet);
    }
    return (job.meet.expanded - before) * EXPANSION + this.scopes.tried - tried + 1;
  }

  private keepLeaves(meet: Meet): void {
    for (const solution of meet.solutions) this.leaves.push(leafOf(meet, solution));
  }

  private labelled(): number[] {
    return this.rows.flatMap(({ example }, row) => (example === undefined ? [] : [row]));
  }

  /** What to solve next in this round; when nothing is left, the round is judged. */
  private plan(): void {
    const rows = this.labelled();
    if (this.planned === "root") {
      this.planned = "partial";
      this.leaves = [];
      this.scopes.allow(Math.min(this.quota / 4, LAMBDA_CANDIDATES));
      this.jobs = [this.job(rows, FULL)];
      this.phase = "meet";
      return;
    }
    if (this.jobs.length === 0 && this.partials.length === 0 && !this.partialsPlanned) {
      this.partialsPlanned = true;
      if (this.grammar.start && rows.length > 1 && this.worthBranching(rows))
        this.partials = this.partialRows(rows);
    }
    const next = this.partials.shift();
    if (next) {
      if (!this.covered(next)) this.jobs = [this.job(next, PARTIAL)];
      this.phase = "meet";
      return;
    }
    this.partialsPlanned = false;
    this.planned = "root";
    this.judge();
    this.editing = this.editsOf(this.nearlyRight(rows));
    this.phase = "edit";
  }

  /** Programs that a small change might mend: answers that leave rows wrong, and leaves right on most rows. */
  private nearlyRight(rows: readonly number[]): Program[] {
    const near = this.found.filter(({ suspects }) => suspects.length > 0).map(({ program }) => program);
    if (near.length > 0 || this.found.length === 0 || this.worthBranching(rows)) {
      const count = ({ values }: Leaf): number => rows.filter((row) => this.isRight(row, values[row])).length;
      const most = this.leaves
        .map((leaf) => ({ leaf, right: count(leaf) }))
        .filter(({ right }) => right * 2 > rows.length && right < rows.length)
        .sort((a, b) => b.right - a.right || a.leaf.cost - b.leaf.cost);
      near.push(...most.slice(0, MAX_EDITED).map(({ leaf }) => leaf.program()));
    }
    const texts = new Set<string>();
    return near
      .filter(({ text }) => !this.edited.has(text) && !texts.has(text) && texts.add(text))
      .slice(0, MAX_EDITED);
  }

  private *editsOf(programs: readonly Program[]): Iterator<{ program: Program; wrong: readonly number[] }> {
    for (const near of programs) {
      this.edited.add(near.text);
      const wrong = this.judgement(near).wrong.map(({ example }) => example);
      for (const program of edits(near, this.pricing.places(near), this.bank)) yield { program, wrong };
    }
  }

  private advanceEdits(): number {
    let used = 1;
    for (; used <= EDITS; used++) {
      const next = this.editing?.next();
      if (!next || next.done) {
        this.editing = undefined;
        this.conclude();
        break;
      }
      const { program, wrong } = next.value;
      if (!wrong.every((example) => this.mends(program, example))) continue;
      this.consider(
        program,
        this.rows.map((_, row) => this.bank.evaluate(program, row)),
      );
    }
    return used;
  }

  private mends(program: Program, example: number): boolean {
    const { inputs, output } = this.examples[example];
    const value = run(program, inputs);
    return value !== undefined && agrees(value, output);
  }

  /** A cheap program for all rows leaves nothing for branches to gain. */
  private worthBranching(rows: readonly number[]): boolean {
    const whole = this.leaves.filter(({ values }) => rows.every((row) => this.isRight(row, values[row])));
    const cheapest = whole.reduce((least, { cost }) => Math.min(least, cost), Number.POSITIVE_INFINITY);
    const dearest = rows.reduce((most, row) => Math.max(most, this.wrongCost(row)), 0);
    return cheapest > Math.max(bits(24), dearest);
  }

  /** Sets of rows to solve apart: all but one, then pairs, then single rows. */
  private partialRows(rows: readonly number[]): number[][] {
    const sets: number[][] = [];
    if (rows.length >= 4) for (const row of rows) sets.push(rows.filter((other) => other !== row));
    for (let gap = 1; gap < rows.length && sets.length < 60; gap++) {
      for (let i = 0; i + gap < rows.length && sets.length < 60; i++) sets.push([rows[i], rows[i + gap]]);
    }
    for (const row of rows) sets.push([row]);
    return sets;
  }

  /** Whether cheap leaves explain these rows together already. */
  private covered(rows: readonly number[]): boolean {
    if (rows.length === 1) return false;
    let count = 0;
    for (const { values } of this.leaves)
      if (rows.every((row) => this.isRight(row, values[row])) && ++count >= 3) return true;
    return false;
  }

  private job(rows: readonly number[], options: MeetOptions): Job {
    const wanted = new Set(rows);
    const cells = this.rows.map(
      ({ example }, row): Cell =>
        wanted.has(row) && example !== undefined ? { one: this.examples[example].output } : "any",
    );
    const meet = new Meet(this.bank, options, this.scopes.opener(this.scope));
    if (this.grammar.start) meet.start({ sort: this.grammar.start.name, cells });
    return { meet, rows: wanted };
  }

  private isRight(row: number, value: Value): boolean {
    const { example } = this.rows[row];
    return example !== undefined && value !== undefined && agrees(value, this.examples[example].output);
  }

  private wrongCost(row: number): number {
    const { example } = this.rows[row];
    return example === undefined ? 0 : this.pricing.wrong(this.examples[example].output);
  }

  private suspectCost({ given, expected }: Suspect): number {
    return this.pricing.wrong(given) + this.pricing.doubt(given, expected);
  }

  private mayBeWrong(): number {
    return mostSuspects(this.examples.length, this.options);
  }

  // Judging.

  private judge(): void {
    const rows = this.labelled();
    const leaves = [...this.leaves, ...this.literalLeaves(rows), ...this.entryLeaves(rows)];
    const trees = this.grammar.start
      ? branch(
          {
            labelled: rows,
            outputs: rows.map((row) => this.examples[this.rows[row].example as number].output),
            wrongCost: rows.map((row) => this.wrongCost(row)),
            doubt: (given, expected) => this.pricing.doubt(given, expected),
            mayBeWrong: this.mayBeWrong(),
            select: this.production(({ primitive }) => primitive?.selects !== undefined),
            recover: this.production(({ primitive }) => primitive?.recovers !== undefined),
            same: (a, b) => a !== undefined && agrees(a, b),
          },
          leaves,
          rows.length > 1 ? this.conditions() : [],
          2,
        )
      : [];
    const whole = this.leaves
      .filter(({ values }) => rows.every((row) => this.isRight(row, values[row])))
      .sort((a, b) => a.cost - b.cost)
      .slice(0, MAX_RIVALS);
    for (const leaf of [...whole, ...trees]) this.consider(leaf.program(), leaf.values);
    this.asked = undefined;
  }

  /** Adds a program to the answers when it fits and is cheaper than others that do the same. */
  private consider(program: Program, values: readonly Value[]): void {
    const { wrong, cost } = this.judgement(program);
    if (wrong.length > this.mayBeWrong() || wrong.length === this.examples.length) {
      const core = new Set(this.rows.map(({ example }) => example));
      this.failing ??= wrong.find(({ example }) => !core.has(example))?.example;
      return;
    }
    const right = this.examples.length - wrong.length;
    const found: Found = { program, bits: cost, cost: cost / 16, right, suspects: wrong, values };
    const same = this.found.findIndex((other) =>
      other.values.every((value, row) => value === values[row] || agrees(value, values[row])),
    );
    if (same >= 0) {
      if (this.found[same].bits <= cost) return;
      this.found.splice(same, 1);
    }
    this.found.push(found);
    this.found.sort((a, b) => a.bits - b.bits);
    if (this.found.length > MAX_RIVALS) this.found.pop();
  }

  private judgement(program: Program): { wrong: Suspect[]; cost: number } {
    const wrong: Suspect[] = [];
    let cost = this.pricing.program(program);
    this.examples.forEach(({ inputs, output }, example) => {
      const expected = run(program, inputs);
      if (expected !== undefined && agrees(expected, output)) return;
      const suspect = { example, given: output, expected };
      wrong.push(suspect);
      cost += this.suspectCost(suspect);
    });
    return { wrong, cost: cost + this.aloneCost(program) };
  }

  /**
   * What branches for one example alone add: such a program has to be much shorter than the example's output, or it
   * only spells that output another way and is priced like it.
   */
  private aloneCost(program: Program): number {
    const taken = new Map<string, { leaf: Program; rows: Example[] }>();
    for (const example of this.examples) {
      const leaf = branchTaken(program, example.inputs);
      const known = taken.get(leaf.text);
      if (known) known.rows.push(example);
      else taken.set(leaf.text, { leaf, rows: [example] });
    }
    let cost = 0;
    if (taken.size < 2) return cost;
    for (const { leaf, rows } of taken.values()) {
      if (rows.length > 1 || leaf.kind === "literal") continue;
      const [own, literalCost] = [this.pricing.program(leaf), this.pricing.wrong(rows[0].output)];
      if (own * shorterThan(this.examples.length) > literalCost && own < literalCost)
        cost += literalCost - own;
    }
    return cost;
  }

  /** A candidate that a full bank could not keep: it counts where it is the answer as it stands. */
  private considerUnstored(production: CompiledProduction, args: Int32Array, out: number): void {
    const { start } = this.grammar;
    if (!start || production.sort !== start.id) return;
    const words = new Uint32Array(start.layout.words);
    for (let row = 0; row < this.rows.length; row++) {
      const { example } = this.rows[row];
      if (example === undefined) continue;
      start.layout.write(this.examples[example].output, words, 0);
      const at = out + row * words.length;
      for (let i = 0; i < words.length; i++) if (this.bank.heap[at + i] !== words[i]) return;
    }
    const program = this.bank.programOfCall(production, args);
    this.consider(
      program,
      this.rows.map((_, row) => this.bank.evaluate(program, row)),
    );
  }

  /** After a round: done, or a longer round. */
  private conclude(): void {
    const [best] = this.found;
    const { failing } = this;
    this.failing = undefined;
    if (!best && failing !== undefined && this.pinned.length < MAX_PINNED) {
      const { limit } = this;
      this.pinned.push(failing);
      this.restart();
      this.limit = limit;
      return;
    }
    const improved = best !== undefined && best.bits < this.bestBits;
    if (improved) {
      this.bestBits = best.bits;
      this.patience = 0;
    } else if (best) this.patience++;
    if (best && (this.patience >= this.patienceFor(best) || this.bank.frontier > best.bits)) {
      this.status = "best";
    } else if (this.finished) {
      this.status = "exhausted";
    } else {
      this.phase = "grow";
      this.growing = this.quota * (GROWTH - 1);
      this.quota *= GROWTH;
    }
  }

  private patienceFor(best: Found): number {
    const table = this.examples.reduce((sum, { output }) => sum + this.pricing.wrong(output), 0);
    const rule = PATIENCE.find(({ share }) => best.bits <= share * table);
    const early = this.quota < LEAST && best.bits > this.bank.frontier + NEAR;
    return early || !rule ? Number.POSITIVE_INFINITY : rule.rounds;
  }

  private production(wanted: (production: CompiledProduction) => boolean): CompiledProduction | undefined {
    return this.grammar.start?.productions.find(wanted);
  }

  /** Constants that are the output of some rows. */
  private literalLeaves(rows: readonly number[]): Leaf[] {
    const { start } = this.grammar;
    if (!start) return [];
    const outputs = new Map<string, Value>();
    for (const row of rows) {
      const { output } = this.examples[this.rows[row].example as number];
      const program = literal(output, start.type);
      outputs.set(program.text, output);
    }
    return [...outputs.values()].map((output) => ({
      cost: bits(start.layout.literalCost(output)),
      values: new Array<Value>(this.rows.length).fill(output),
      program: () => literal(output, start.type),
      isLiteral: true,
    }));
  }

  /** Entries of the bank that are right on two labelled rows or more. */
  private entryLeaves(rows: readonly number[]): Leaf[] {
    const { start } = this.grammar;
    if (!start || rows.length < 2) return [];
    const counts = new Map<number, number>();
    const words = new Uint32Array(start.layout.words);
    for (const row of rows) {
      start.layout.write(this.examples[this.rows[row].example as number].output, words, 0);
      for (const entry of this.bank.withRow(start.name, row, words))
        counts.set(entry, (counts.get(entry) ?? 0) + 1);
    }
    const often = [...counts].filter(([, count]) => count >= Math.min(2, rows.length - 1));
    often.sort(
      (a, b) => b[1] * 64 - this.bank.costOf(b[0]) - (a[1] * 64 - this.bank.costOf(a[0])) || a[0] - b[0],
    );
    return often.slice(0, 60).map(([entry]) => ({
      cost: this.bank.costOf(entry),
      values: this.rows.map((_, row) => this.bank.value(entry, row)),
      program: () => this.bank.programOf(entry),
    }));
  }

  private conditions(): Condition[] {
    return this.bank
      .entries("bool")
      .slice(0, 3000)
      .map((entry) => ({
        cost: this.bank.costOf(entry),
        values: this.rows.map((_, row) => this.bank.value(entry, row)),
        program: () => this.bank.programOf(entry),
      }));
  }

  private ask(): Question[] {
    const [best] = this.found;
    if (!best) return [];
    const rivals = this.found
      .filter(({ bits: cost }) => cost <= best.bits + RIVAL_SLACK)
      .map(({ bits: cost, program }) => ({ cost, run: (inputs: readonly Value[]) => run(program, inputs) }));
    const told = new Set(this.examples.map(({ inputs }) => rowKey(inputs)));
    const open = this.task.unlabelled
      .map(({ inputs }, unlabelled) => ({ inputs, unlabelled }))
      .filter(({ inputs }) => !told.has(rowKey(inputs)));
    const varied = this.rows.filter(
      ({ example, unlabelled }) => example === undefined && unlabelled === undefined,
    );
    return questionsFor(
      rivals,
      open.length > 0 ? open : varied.filter(({ inputs }) => !told.has(rowKey(inputs))),
    );
  }
}

const leafOf = (meet: Meet, solution: Solution): Leaf => ({
  cost: solution.cost,
  values: solution.values,
  program: () => meet.programOf(solution),
});

/** The branch of a program that an input takes: itself where it does not branch. */
function branchTaken(program: Program, inputs: readonly Value[]): Program {
  let leaf = program;
  while (leaf.kind === "apply") {
    const { selects, recovers } = leaf.primitive;
    if (selects)
      leaf = leaf.args[run(leaf.args[selects.test], inputs) === true ? selects.then : selects.else];
    else if (recovers) {
      const first = leaf.args[recovers.value];
      leaf = run(first, inputs) === undefined ? leaf.args[recovers.otherwise] : first;
    } else break;
  }
  return leaf;
}
