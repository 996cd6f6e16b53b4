/**
 * @file The search: rounds that grow the bank, let goals descend into it, branch, judge what was found and doubt the
 * best, until it cannot be expected to improve.
 */

import { PLAIN_BYTES } from "../kernels/arena.ts";
import type { Domain } from "../language/grammar.ts";
import { fuelFor, run } from "../language/interpret.ts";
import { input, inputsText, literalText, type Program } from "../language/program.ts";
import { baseType } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import { contradiction } from "../tasks/contradiction.ts";
import type { Example, Task } from "../tasks/task.ts";
import { type Account, Ledger, type Origin, type Stop, type Way } from "./account.ts";
import type { Answer, Progress, Question, Search, SearchOptions, Status, Verdict } from "./answer.ts";
import { Bank, type Sought } from "./bank.ts";
import type { Leaf } from "./branch.ts";
import { branches } from "./branches.ts";
import { conquer } from "./conquer.ts";
import { Core } from "./core.ts";
import { Descent } from "./descent.ts";
import { Division } from "./divide.ts";
import { Doubt } from "./doubt.ts";
import { casesOf, Effort, RIVAL_SLACK } from "./effort.ts";
import { CompiledGrammar, grammarOf, layoutsOf } from "./grammar.ts";
import { Growth } from "./growth.ts";
import { type Found, Judge, MAX_RIVALS } from "./judge.ts";
import { Loops } from "./loops.ts";
import type { MeetOptions } from "./meet.ts";
import { nesting } from "./nest.ts";
import { Probes } from "./probes.ts";
import { askable, questionsFor } from "./questions.ts";
import { Pricing } from "./rank.ts";
import { atOnce, readings } from "./reading.ts";
import { Recursion } from "./recursion.ts";
import { chooseRows, MAX_CORE, type Row } from "./rows.ts";
import { asLists, besideOf, prepare, sampleOf } from "./sample.ts";
import { type ScopeFrame, Scopes } from "./scopes.ts";
import { NOTHING_FURTHER, Twins } from "./twins.ts";

/** Each further round tries so many times as many candidates as the one before. */
const GROWTH = 4;

/** Candidates tried before the clock is looked at, at most, where they come one at a time, and where they are computed in blocks. */
const CHUNK = 16;
const STRETCHES = 1 << 16;

/** Candidates after which examples that nothing is right on join the core. */
const UNCOVERED_QUOTA = 64_000;

/** Candidates after which texts are taken for lists, and rounds of it without a better program. */
const LISTS_QUOTA = 64_000;
const LISTS_ROUNDS = 4;

/** The share of its table that a program with cases costs at most where it is clearly right. */
const CLEAR_CASES = 0.15;
const FEW_CASES = 2;

/** What the engine's young objects take beside what the search owns, in bytes; and its share of dead ones where values are made. */
const WORKSPACE = 28 * 2 ** 20;
const GARBAGE = 1.15;

/** Examples of a kind of output, on average, where outputs are kinds. */
const LEAST_OF_A_KIND = 4;

/** Of the fuel of an evaluation, what a program that calls itself has until it was right once. */
const RECURSIVE_SHARE = 50;

/** Rows beyond the core that may join it. */
const MAX_PINNED = 8;

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
  await prepare(task, domains, all);
  return new Engine(task, domains, options);
}

class Engine implements Search {
  private readonly task: Task;
  private readonly domains: readonly Domain[];
  private readonly options: SearchOptions;
  private examples: Example[];
  private rows: Row[] = [];
  private bank!: Bank;
  /** Where the examples are traces of one another. */
  private recursion: Recursion | undefined;
  private grammar!: CompiledGrammar;
  private effort!: Effort;
  private scopes!: Scopes;
  private scope!: ScopeFrame;
  private judge!: Judge;
  private core!: Core;
  private descent!: Descent;
  private loops!: Loops;
  private doubt!: Doubt;
  private mayGrow!: (bytes: number) => boolean;
  /** Where the grammar is closed and has a selector. */
  private division: Division | undefined;
  /** The rounds, one piece of work at a time; each piece gives what it used. */
  private work!: Generator<number, void>;
  /** Candidates that the next piece may use. */
  private allowance = 0;
  private quota = 0;
  /** The budget is spent, and what was found is being judged. */
  private closing = false;
  private disposed = false;
  private bestBits = Number.POSITIVE_INFINITY;
  private patience = 0;
  private spent = 0;
  /** Where the budget of candidates ends; an answer or a correction brings a new one. */
  private limit: number;
  private status: Status = "more";
  private asked: readonly Question[] | undefined;
  /** Examples told since brought constants that the grammar has not. */
  private stale = false;
  /** Examples that must be core rows because a program that fits the core failed on them. */
  private pinned: number[] = [];
  /** Examples that others with the same inputs contradict, and how many any function gets wrong. */
  private doubtful: ReadonlySet<number> = new Set();
  private leastWrong = 0;
  /** Examples that nothing is right on. */
  private uncovered: readonly number[] = [];
  /** The first such example of this round. */
  private failing: number | undefined;
  /** Where the fastest of equal programs is wanted. */
  private twins: Twins | undefined;
  /** A slow program that was found, which says what a faster one may ask of itself. */
  private oracle: Program | undefined;
  /** Texts are taken for lists of their parts: no program of the columns as they are is clearly right. */
  private hasLists = false;
  /** Prices of programs of the columns as they are, once texts are lists. */
  private columns: Pricing | undefined;
  private readonly ledger = new Ledger();

  constructor(task: Task, domains: readonly Domain[], options: SearchOptions) {
    this.task = task;
    this.domains = domains;
    this.options = options;
    this.limit = options.candidates ?? Number.POSITIVE_INFINITY;
    this.examples = [...task.examples];
    this.ledger.resume();
    this.begin();
    this.ledger.pause();
  }

  step(candidates: number, milliseconds = Number.POSITIVE_INFINITY): Status {
    const end = performance.now() + milliseconds;
    this.ledger.resume();
    for (let left = candidates; left > 0 && this.status === "more" && performance.now() < end; ) {
      this.allowance = Math.min(left, this.limit - this.spent);
      const used = this.work.next().value ?? 0;
      left -= Math.max(used, 1);
      if (this.closing) continue;
      this.spent += used;
      this.ledger.used(used);
      if (this.spent >= this.limit && this.status === "more") {
        this.closing = true;
        this.work = this.last();
      }
    }
    this.ledger.pause();
    return this.status;
  }

  answers(): readonly Answer[] {
    return this.judge.found.slice(0, this.options.top ?? 4);
  }

  questions(): readonly Question[] {
    this.asked ??= this.ask();
    return this.asked;
  }

  async tell(example: Example): Promise<void> {
    await prepare(this.task, this.domains, [example.inputs]);
    const key = inputsText(example.inputs);
    const row = this.rows.find(
      ({ inputs, example: index }) => index === undefined && inputsText(inputs) === key,
    );
    this.examples.push(example);
    this.ledger.join(this.examples.length - 1, "told");
    const warm = row !== undefined && this.core.rows.length < MAX_CORE;
    if (warm) row.example = this.examples.length - 1;
    this.goOn(warm);
  }

  correct(index: number, output: Value): void {
    this.examples[index] = { ...this.examples[index], output };
    this.goOn(true);
  }

  explain(program: Program): Verdict {
    return this.judge.verdict(program);
  }

  progress(): Progress {
    const { strategy } = this.ledger;
    return { candidates: this.spent, entries: this.bank.count, bytes: this.bytes, strategy };
  }

  account(): Account {
    const { sorts, productions, closed } = this.grammar;
    const core = this.rows.flatMap(({ example }) => (example === undefined ? [] : [example]));
    return this.ledger.account({
      grammar: { sorts: sorts.length, productions: productions.length, closed },
      rows: {
        core: core.length,
        guards: this.rows.length - core.length,
        checks: this.examples.length - core.length,
        coreExamples: new Set(core),
        doubtful: [...this.doubtful],
      },
      ...((this.status === "more" || this.status === "budget") && { round: this.round(false) }),
      answers: this.judge.found.slice(0, this.options.top ?? 4).map(({ origin }) => origin),
      table: this.judge.table / 16,
      memory: {
        parts: {
          bank: this.bank.bytes + (this.recursion?.bytes ?? 0),
          lambdas: this.scopes.bytes + this.loops.bytes,
          goals: this.descent.bytes,
          trees: this.division?.bytes ?? 0,
        },
        limit: this.memory,
        full: this.bank.full,
      },
    });
  }

  private round(finished: boolean) {
    const [best] = this.judge.found;
    return {
      candidates: this.spent,
      entries: this.bank.count,
      ...(!finished && { bits: this.bank.frontier / 16 }),
      ...(best && { best: best.cost }),
    };
  }

  dispose(): void {
    this.bank.dispose();
    this.scopes.dispose();
    this.loops.dispose();
    this.division?.dispose();
    this.descent.clear();
    this.disposed = true;
    if (this.status === "more") this.status = "budget";
  }

  private get memory(): number {
    return this.options.memory ?? 2 ** 30;
  }

  private get bytes(): number {
    const { bank, scopes, descent, division, recursion } = this;
    return (
      bank.bytes +
      scopes.bytes +
      this.loops.bytes +
      descent.bytes +
      (division?.bytes ?? 0) +
      (recursion?.bytes ?? 0)
    );
  }

  // Beginning.

  private begin(): void {
    this.ledger.enter("preparing");
    const { signature } = this.task;
    const told: Task = { ...this.task, examples: this.examples };
    // A grammar that was given is not extended.
    if (!this.options.grammar)
      this.recursion = Recursion.of(sampleOf(told, this.examples, this.domains), this.examples, this.oracle);
    this.grammar = this.proposed();
    this.effort = new Effort(this.grammar);
    const layoutOf = layoutsOf(this.domains);
    const layouts = signature.params.map(({ type }) => layoutOf(baseType(type)));
    const { doubtful, wrong = 0 } = contradiction(told) ?? {};
    this.doubtful = new Set(doubtful);
    this.leastWrong = wrong;
    const { closed } = this.grammar;
    this.rows = chooseRows(told, closed ? undefined : layouts, this.options.seed ?? 1, {
      pinned: this.pinned,
      doubtful: this.doubtful,
      most: this.effort.core,
      guards: this.effort.guards,
    });
    this.recursion?.place(this.rows.map(({ inputs }) => inputs));
    const leaves = signature.params.map(({ type }, i) => input(i, baseType(type)));
    const frames = this.rows.map(({ inputs }) => ({ variables: inputs, inputs, bound: [] }));
    this.scope = { frames, variables: leaves.map((program) => ({ program, type: program.type })) };
    const { memory } = this;
    const usable = memory - Math.min(WORKSPACE, memory / 2);
    this.mayGrow = (bytes) => {
      const { exactBytes } = this.bank;
      return exactBytes + (this.bytes - exactBytes) * GARBAGE + bytes <= usable;
    };
    this.scopes = new Scopes(this.domains, this.mayGrow);
    this.bank = new Bank(this.grammar, frames, leaves, this.mayGrow, PLAIN_BYTES, this.options.threads ?? 1, {
      nesting: nesting(this.probes(), this.mayGrow),
    });
    this.quota = this.effort.firstRound;
    this.stale = false;
    this.open(this.rounds(this.quota));
  }

  /** What lambdas are tried with: parts of the inputs and of the output of each row. */
  private probes(): Probes {
    return new Probes(
      this.rows.map(({ inputs, example }) =>
        example === undefined ? inputs : [...inputs, this.examples[example].output],
      ),
    );
  }

  /** The grammar that the domains propose for the examples as they are. */
  private proposed(): CompiledGrammar {
    if (this.options.grammar) return new CompiledGrammar(this.options.grammar);
    const sample = sampleOf(this.task, this.examples, this.domains);
    const grammar = grammarOf((this.hasLists && asLists(sample)) || sample, this.domains);
    return new CompiledGrammar(this.recursion?.extend(grammar) ?? grammar);
  }

  /** Of what stood found before, what still fits stands again. */
  private open(work: Generator<number, void>): void {
    const before = this.judge?.found ?? [];
    const outputs = this.examples.map(({ output }) => output);
    this.twins =
      this.options.prefer === "fast" ? new Twins(new Growth(this.task.signature, this.examples)) : undefined;
    const types = this.task.signature.params.map(({ type }) => type);
    const isRead = besideOf(this.domains, types).length > 0;
    const pricing = new Pricing(this.grammar, outputs, this.recursion, this.columns, isRead);
    this.judge = new Judge(this.examples, pricing, this.options, this.twins?.growth);
    for (const { program, origin } of before)
      atOnce(this.judge.consider(program, this.valuesOf(program), () => origin));
    this.ledger.start();
    this.work = work;
    this.closing = false;
    this.core = new Core(this.rows, this.judge);
    this.descent = new Descent(this.bank, this.scopes, this.scope, this.core, this.ledger);
    this.loops?.dispose();
    this.loops = new Loops(this.bank, this.core, this.ledger);
    this.doubt = new Doubt(this.bank, this.core);
    this.bank.sought = this.sought();
    this.division?.dispose();
    this.division = undefined;
    if ((this.grammar.closed || this.isCategorical()) && this.examples.length > 1)
      this.division = Division.of(this.bank, this.core.pairs, this.mayGrow, {
        examples: this.examples,
        doubtful: this.doubtful,
        mayBeWrong: this.judge.mayBeWrong - this.leastWrong,
        wrongCost: (output) => this.judge.pricing.wrong(output),
      });
    this.asked = undefined;
    this.bestBits = this.judge.found[0]?.bits ?? Number.POSITIVE_INFINITY;
    this.patience = 0;
    this.failing = undefined;
    this.status = "more";
  }

  /** Whether the outputs are a few kinds, each of several examples: what tells them apart is sought over all examples. */
  private isCategorical(): boolean {
    if (this.recursion || this.effort.hasLoops) return false;
    const kinds = new Set(this.examples.map(({ output }) => literalText(output)));
    return kinds.size > 2 && kinds.size * LEAST_OF_A_KIND <= this.examples.length;
  }

  /** The examples have changed: the bank stays where its rows do, else it begins again. */
  private goOn(warm: boolean): void {
    if (this.disposed) throw new Error("internal: this search was disposed of; begin another");
    this.limit = this.spent + (this.options.candidates ?? Number.POSITIVE_INFINITY);
    const isAsked = this.oracle !== undefined;
    this.oracle = undefined;
    // As they are now, the examples may be clear as columns.
    const wereLists = this.hasLists;
    this.hasLists = false;
    this.columns = undefined;
    // The bank of a recursion holds what the examples said of it.
    if (warm && !isAsked && !wereLists && !this.recursion) {
      const { patience } = this;
      const [before] = this.judge.found;
      this.stale = !this.grammar.covers(this.proposed());
      this.open(this.rounds(Math.max(0, this.quota - this.bank.tried)));
      const [best] = this.judge.found;
      // What was awaited for the best was awaited already, unless the answer went against it.
      if (best && best.program === before?.program && best.suspects.length === before.suspects.length)
        this.patience = patience;
    } else this.restart();
  }

  private restart(): void {
    this.bank.dispose();
    this.scopes.dispose();
    this.begin();
  }

  // Rounds: the bank grows, goals descend into it, what they found is joined and judged, the best is doubted.

  private *rounds(first: number): Generator<number, void> {
    for (let growing = first; ; growing = this.quota * (GROWTH - 1), this.quota *= GROWTH) {
      this.twins?.begin();
      const finished = yield* this.grow(growing);
      this.descent.clear();
      this.scopes.allow(this.effort.lambdas(this.quota), this.oracle ? 0 : this.effort.scopes(this.quota));
      const goals = this.effort.goals(this.quota, this.bank.count, this.oracle !== undefined);
      if (this.effort.hasLoops) yield* this.stand(this.descent.standing(goals.keep));
      if (!this.isSettled()) yield* this.descending(goals);
      this.ledger.round(this.round(finished));
      if (this.conclude(finished)) return;
    }
  }

  /** What a round does beyond growing: goals, loops, branches, doubt. */
  private *descending(goals: MeetOptions): Generator<number, void> {
    const { core, descent } = this;
    yield* descent.on(core.rows, this.twins?.goals(goals) ?? goals);
    yield* this.whole();
    if (this.effort.hasLoops && !this.oracle) yield* this.looping();
    if (core.rows.length > 1 && this.mayBranch() && (descent.isDear || this.oracle)) {
      for (const some of this.recursion?.beyondBase(core.rows) ?? [])
        yield* descent.on(some, this.twins?.cases(goals) ?? goals);
      const isRecursive = this.recursion !== undefined;
      const partial = this.effort.partial(this.quota, isRecursive);
      for (const some of this.effort.sets(core.rows, this.division !== undefined, isRecursive))
        if (!descent.covers(some))
          yield* descent.on(some, { ...partial, plain: isRecursive && some.length === 2 });
      if (this.division) yield* this.dividing(this.division);
    }
    yield* this.judging();
    yield* this.doubting();
  }

  /** Lets these stand, those that are right. */
  private *stand(leaves: readonly Leaf[]): Generator<number, void> {
    for (const leaf of leaves) {
      yield* this.consider(leaf.program(), leaf.values, leaf.way);
      yield 0;
    }
  }

  /** Runs loops whose lambdas no goal tells. */
  private *looping(): Generator<number, void> {
    const bound = this.judge.found[0]?.bits ?? Number.POSITIVE_INFINITY;
    const leaves = yield* this.loops.run(this.effort.loops(this.quota), bound);
    this.ledger.enter("judging");
    yield* this.stand(leaves);
  }

  /** Whether all that is cheaper than the best was tried on the way up, so that goals could find only what is dearer. */
  private isSettled(): boolean {
    const [best] = this.judge.found;
    if (!this.effort.hasLoops || this.twins || !best || best.suspects.length > 0) return false;
    return this.bank.frontier > best.bits;
  }

  private *dividing(division: Division): Generator<number, void> {
    const { core, descent, effort, ledger } = this;
    const uncovered = yield* conquer(division, {
      core,
      descent,
      effort,
      ledger,
      entries: this.bank.count,
      consider: (program, way) => this.consider(program, this.valuesOf(program), way),
    });
    this.uncovered = uncovered ?? this.uncovered;
  }

  /** Whether programs right on some rows alone are of use. */
  private mayBranch(): boolean {
    const recovers = this.grammar.start?.productions.some(({ primitive }) => primitive?.recovers);
    return this.effort.selects || recovers === true || this.judge.mayBeWrong > 0;
  }

  /** Grows by that many candidates; whether the space is finished. */
  private *grow(candidates: number): Generator<number, boolean> {
    if (!this.grammar.start) return true;
    this.ledger.enter("bottom-up");
    const chunk = readings(this.rows, CHUNK);
    for (let left = candidates; left > 0; ) {
      const before = this.bank.tried;
      const grown = this.bank.grow(Math.min(left, this.allowance, STRETCHES), chunk);
      const used = this.bank.tried - before;
      left -= Math.max(used, 1);
      yield used;
      if (grown === "exhausted") return true;
    }
    return false;
  }

  /** The budget is spent: what the open round has found is judged. */
  private *last(): Generator<number, void> {
    this.descent.close();
    yield* this.judging();
    this.ledger.stop = { why: "candidates", limit: this.limit };
    this.status = "budget";
  }

  // Judging.

  /** Joins the leaves by conditions, and lets what they make stand. */
  private *judging(): Generator<number, void> {
    const { bank, core, descent, ledger } = this;
    const isOpen = !this.division && this.mayBranch();
    // What is not known of itself yet is no ⊥ to recover from.
    const mayRecover = !this.recursion;
    const isFast = (leaf: Leaf): boolean => !this.oracle || this.isFast(leaf.program());
    const trees = isOpen ? yield* branches(bank, core, descent.leaves, ledger, mayRecover, isFast) : [];
    yield* this.whole();
    yield* this.stand(trees);
  }

  /** Whether a program may be part of a fast one: what asks for its own value is judged when it is closed. */
  private isFast(program: Program): boolean {
    return (this.recursion?.calls(program) || this.twins?.growth.isLeast(program)) ?? true;
  }

  /** Lets the leaves stand that are right on all rows. */
  private *whole(): Generator<number, void> {
    this.ledger.enter("judging");
    yield* this.stand(this.descent.whole().slice(0, this.twins ? undefined : MAX_RIVALS));
  }

  private *consider(found: Program, foundValues: readonly Value[], way: Way): Generator<number, void> {
    let [program, values] = [found, foundValues];
    if (this.recursion?.calls(found)) {
      // What it read from the examples it must now compute.
      program = this.recursion.close(found);
      if (!this.holdsAlone(program)) return;
      values = this.valuesOf(program);
    }
    this.ledger.count("judged", 1);
    const wrong = yield* this.judge.consider(program, values, () => this.originOf(way));
    this.asked = undefined;
    if (wrong.length === 0 || this.failing !== undefined) return;
    this.failing = wrong.find(({ example }) => !this.core.has(example))?.example;
  }

  /** Whether a program that calls itself is right on the core with little fuel: most that are not do not end. */
  private holdsAlone(program: Program): boolean {
    let left = this.judge.mayBeWrong;
    for (const row of this.core.rows) {
      const fuel = fuelFor(this.rows[row].inputs) / RECURSIVE_SHARE;
      if (!this.core.isRight(row, this.bank.evaluate(program, row, fuel)) && --left < 0) return false;
    }
    return true;
  }

  private originOf(way: Way): Origin {
    return { ...way, candidate: this.spent, milliseconds: this.ledger.milliseconds };
  }

  private valuesOf(program: Program): Value[] {
    return this.rows.map((_, row) => this.bank.evaluate(program, row));
  }

  /** Of what the bank does not keep, that which is the answer as it stands. */
  private sought(): Sought | undefined {
    const { start } = this.grammar;
    if (!start) return undefined;
    return {
      sort: start.id,
      rows: this.core.rows,
      words: this.core.words(start.layout),
      twins: this.twins !== undefined,
      found: (production, args) => {
        if (!this.bank.full && !this.twins?.wants(this.judge.found[0]?.program)) return;
        const program = this.bank.programOfCall(production, args);
        const way = { strategy: "bottom-up", foundBy: "bottom-up" } as const;
        atOnce(this.consider(program, this.valuesOf(program), way));
      },
    };
  }

  private *doubting(): Generator<number, void> {
    const near = this.doubt.suspects(this.descent);
    if (near.length > 0) this.ledger.enter("edits");
    yield* this.doubt.edit(near, this.effort.edits(this.quota), (program) =>
      this.consider(program, this.valuesOf(program), { strategy: "edits", foundBy: "edit" }),
    );
  }

  /** After a round: whether it was the last. */
  private conclude(finished: boolean): boolean {
    const [best] = this.judge.found;
    if (!best && this.failing !== undefined && this.pinned.length < MAX_PINNED) {
      this.pinned.push(this.failing);
      this.ledger.join(this.failing, "failed");
      this.restart();
      return true;
    }
    this.failing = undefined;
    if (!best && this.quota >= UNCOVERED_QUOTA && this.pinned.length < MAX_PINNED) {
      const fresh = this.uncovered.filter((example) => !this.core.has(example));
      if (fresh.length > 0) {
        this.pinned.push(...fresh.slice(0, 2));
        for (const example of fresh.slice(0, 2)) this.ledger.join(example, "uncovered");
        this.restart();
        return true;
      }
    }
    if (best && best.bits < this.bestBits) {
      this.bestBits = best.bits;
      this.patience = 0;
    } else if (best) this.patience++;
    const isDone = finished || (best !== undefined && this.isBest(best));
    const isLikely =
      best !== undefined && this.patience > 0 && this.effort.isClear(best.bits, this.judge.table);
    if ((isDone || isLikely) && best && this.specifies(best)) {
      this.oracle = best.program;
      this.restart();
      return true;
    }
    if ((isDone || this.quota >= LISTS_QUOTA) && this.mayHaveLists(best)) {
      this.hasLists = true;
      this.columns = this.judge.pricing;
      this.restart();
      return true;
    }
    if (best && this.isBest(best)) this.status = "best";
    else if (finished) this.status = this.bank.full ? "budget" : "exhausted";
    if (this.status === "more") return false;
    this.ledger.stop = this.stopOf(best);
    const clear = best?.suspects.length === 0 && this.effort.isClear(best.bits, this.judge.table);
    if (this.stale && !clear) this.restart();
    return true;
  }

  /** Whether no better program can be expected. */
  private isBest(best: Found): boolean {
    const further = this.oracle && this.twins?.further(best.program);
    const { rounds, slack } = further ?? NOTHING_FURTHER;
    return this.patience >= this.patienceFor(best) + rounds || this.bank.frontier > best.bits + slack;
  }

  /** Whether texts are to be taken for lists: nothing is clearly right as it is. */
  private mayHaveLists(best: Found | undefined): boolean {
    if (this.hasLists || this.options.grammar || this.recursion) return false;
    if (best?.suspects.length === 0) {
      const { bits: cost, program } = best;
      const { table } = this.judge;
      if (cost <= CLEAR_CASES * table || (casesOf(program) <= FEW_CASES && this.effort.isClear(cost, table)))
        return false;
    }
    return asLists(sampleOf(this.task, this.examples, this.domains)) !== undefined;
  }

  /** Whether a faster program could be found that asks of itself what this one says. */
  private specifies({ program, suspects }: Found): boolean {
    const isSlow = this.twins !== undefined && !this.twins.growth.isLeast(program);
    return isSlow && !this.oracle && !this.grammar.closed && suspects.length === 0;
  }

  private stopOf(best: Found | undefined): Stop {
    if (this.status === "budget") return { why: "memory", limit: this.memory };
    if (!best || this.status === "exhausted") return { why: "exhausted" };
    if (this.bank.frontier > best.bits) return { why: "frontier", bits: best.cost };
    const { patience: rounds, judge } = this;
    return { why: "undoubted", rounds, bits: best.cost, table: judge.table / 16 };
  }

  private patienceFor({ program, bits: cost }: Found): number {
    const { quota, bank, judge } = this;
    const most = this.hasLists ? LISTS_ROUNDS : Number.POSITIVE_INFINITY;
    const standing = { table: judge.table, quota, frontier: bank.frontier };
    return Math.min(most, this.effort.patience(program, cost, standing));
  }

  private ask(): Question[] {
    const { found } = this.judge;
    const [best] = found;
    if (!best) return [];
    const rivals = found
      .filter(({ bits: cost }) => cost <= best.bits + RIVAL_SLACK)
      .map(({ bits: cost, program }) => ({ cost, run: (inputs: readonly Value[]) => run(program, inputs) }));
    return questionsFor(rivals, askable(this.task, this.examples, this.rows));
  }
}
