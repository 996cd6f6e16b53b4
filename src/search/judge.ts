/**
 * @file Judging: what a program costs with the examples it gets wrong, and which programs stand: the cheapest that
 * differ as functions on the rows at hand.
 */

import { agrees } from "../language/agree.ts";
import { compile } from "../language/compile.ts";
import { run } from "../language/interpret.ts";
import type { Program } from "../language/program.ts";
import type { Value } from "../language/value.ts";
import type { Example } from "../tasks/task.ts";
import type { Origin } from "./account.ts";
import {
  type Answer,
  mostSuspects,
  type Part,
  type SearchOptions,
  type Suspect,
  type Verdict,
} from "./answer.ts";
import { shorterThan } from "./branch.ts";
import type { Growth } from "./growth.ts";
import type { Pricing } from "./rank.ts";
import { atOnce, Reading } from "./reading.ts";
import { MAX_CORE } from "./rows.ts";
import { selectorOf, testOf } from "./selector.ts";

/** Programs kept. */
export const MAX_RIVALS = 16;

export interface Found extends Answer {
  readonly origin: Origin;
  /** In 1/16 bit: of the cheapest program with these values, which it is unless a faster one was preferred. */
  readonly bits: number;
  /** On all rows of the bank. */
  readonly values: readonly Value[];
}

type Compared = Pick<Answer, "program" | "suspects" | "cost">;

export class Judge {
  readonly examples: readonly Example[];
  readonly pricing: Pricing;
  /** How many examples may be called wrong: never so many that a memory of the rest would do. */
  readonly mayBeWrong: number;
  private readonly growth: Growth | undefined;
  private readonly standing: Found[] = [];

  /** @param growth where of programs with the same values the faster one is to stand */
  constructor(examples: readonly Example[], pricing: Pricing, options: SearchOptions, growth?: Growth) {
    this.examples = examples;
    this.pricing = pricing;
    this.growth = growth;
    this.mayBeWrong = mostSuspects(examples.length, options);
  }

  /** The programs that stand, cheapest first. */
  get found(): readonly Found[] {
    return this.standing;
  }

  isRight(example: number, value: Value): boolean {
    return value !== undefined && agrees(value, this.examples[example].output);
  }

  /** What storing all outputs would cost, in 1/16 bit. */
  get table(): number {
    return this.examples.reduce((sum, { output }) => sum + this.pricing.wrong(output), 0);
  }

  /**
   * Lets a program stand when it fits and is better than others that do the same; gives examples it gets wrong
   * where they are too many, enough to have one outside of the core. Pauses where there is much to read.
   *
   * @param origin asked where it stands
   */
  *consider(
    program: Program,
    values: readonly Value[],
    origin: () => Origin,
  ): Generator<number, readonly Suspect[]> {
    const { wrong, cost } = yield* this.judgement(program, this.mayBeWrong + MAX_CORE);
    if (wrong.length > this.mayBeWrong || wrong.length === this.examples.length) return wrong;
    const right = this.examples.length - wrong.length;
    const same = this.standing.findIndex((other) =>
      other.values.every((value, row) => value === values[row] || agrees(value, values[row])),
    );
    let bits = cost;
    if (same >= 0) {
      const other = this.standing[same];
      bits = Math.min(bits, other.bits);
      if (!this.isBetter({ program, suspects: wrong, cost: cost / 16 }, other)) {
        if (bits < other.bits) this.stand({ ...other, bits }, same);
        return [];
      }
    }
    const by = origin();
    const { foundBy } = by;
    this.stand({ program, bits, cost: cost / 16, right, suspects: wrong, values, foundBy, origin: by }, same);
    return [];
  }

  /** @param instead of the one there, if there is one */
  private stand(found: Found, instead: number): void {
    if (instead >= 0) this.standing.splice(instead, 1);
    this.standing.push(found);
    this.standing.sort((a, b) => a.bits - b.bits);
    if (this.standing.length > MAX_RIVALS) this.standing.pop();
  }

  /** Of two programs with the same values: whether it is the one that should stand. */
  private isBetter(one: Compared, other: Compared): boolean {
    const { growth } = this;
    if (growth && one.suspects.length === other.suspects.length) {
      const faster = growth.of(other.program) - growth.of(one.program);
      if (faster !== 0 && growth.areAlike(one.program, other.program)) return faster > 0;
    }
    return one.cost < other.cost;
  }

  /**
   * The examples a program gets wrong, and what it costs with them, in 1/16 bit; no further ones where they are more than
   * `most`, and no cost. Pauses as `consider` does.
   */
  *judgement(
    program: Program,
    most = Number.POSITIVE_INFINITY,
  ): Generator<number, { wrong: Suspect[]; cost: number }> {
    const wrong: Suspect[] = [];
    const reading = new Reading();
    const compiled = compile(program);
    let cost = this.pricing.program(program);
    for (const [example, { inputs, output }] of this.examples.entries()) {
      if (reading.isDue(inputs)) yield 0;
      const expected = compiled(inputs);
      if (this.isRight(example, expected)) continue;
      const suspect = { example, given: output, expected };
      wrong.push(suspect);
      if (wrong.length > most) return { wrong, cost: Number.POSITIVE_INFINITY };
      cost += this.suspectCost(suspect);
    }
    return { wrong, cost: cost + (yield* this.aloneCost(program)) };
  }

  verdict(program: Program): Verdict {
    const parts: Part[] = this.pricing
      .parts(program)
      .map(({ part, cost, node }) => ({ part, bits: cost / 16, node }));
    const { wrong, cost } = atOnce(this.judgement(program));
    for (const suspect of wrong) {
      const { example } = suspect;
      parts.push({ part: `row ${example + 1}`, example, bits: this.suspectCost(suspect) / 16 });
    }
    const alone = atOnce(this.aloneCost(program));
    if (alone > 0) parts.push({ part: "branches for one row", bits: alone / 16 });
    const [best] = this.standing;
    const fits = wrong.length <= this.mayBeWrong && wrong.length < this.examples.length;
    return { cost: cost / 16, parts, wrong, fits, ...(best && best.bits < cost ? { beatenBy: best } : {}) };
  }

  private suspectCost({ given, expected }: Suspect): number {
    return this.pricing.wrong(given) + this.pricing.doubt(given, expected);
  }

  /**
   * What branches for one example alone add: such a program has to be much shorter than the example's output, or it
   * only spells that output another way and is priced like it.
   */
  private *aloneCost(program: Program): Generator<number, number> {
    if (!isBranching(program)) return 0;
    const taken = new Map<string, { leaf: Program; rows: Example[] }>();
    const reading = new Reading();
    for (const example of this.examples) {
      if (reading.isDue(example.inputs)) yield 0;
      const leaf = branchTaken(program, example.inputs);
      const known = taken.get(leaf.text);
      if (known) known.rows.push(example);
      else taken.set(leaf.text, { leaf, rows: [example] });
    }
    let cost = 0;
    if (taken.size < 2) return cost;
    for (const { leaf, rows } of taken.values()) {
      if (rows.length > 1 || leaf.kind === "literal") continue;
      const [own, stored] = [this.pricing.program(leaf), this.pricing.wrong(rows[0].output)];
      if (own * shorterThan(this.examples.length) > stored && own < stored) cost += stored - own;
    }
    return cost;
  }
}

const isBranching = (program: Program): boolean =>
  program.kind === "apply" &&
  (selectorOf(program.primitive) !== undefined || program.primitive.recovers !== undefined);

/** The branch of a program that an input takes: itself where it does not branch. */
function branchTaken(program: Program, inputs: readonly Value[]): Program {
  let leaf = program;
  while (leaf.kind === "apply") {
    const { args }: { args: readonly Program[] } = leaf;
    const { recovers } = leaf.primitive;
    const selector = selectorOf(leaf.primitive);
    if (selector) {
      const given: Value[] = [];
      for (const place of selector.tested) given[place] = run(args[place], inputs);
      leaf = args[testOf(selector, given) === true ? selector.then : selector.else];
    } else if (recovers) {
      const first = args[recovers.value];
      leaf = run(first, inputs) === undefined ? args[recovers.otherwise] : first;
    } else break;
  }
  return leaf;
}
