/**
 * @file Doubt: before a cell is called wrong or a branch is made for it, programs that are right on most rows are edited,
 * once each.
 */

import { run } from "../language/interpret.ts";
import type { Program } from "../language/program.ts";
import type { Bank } from "./bank.ts";
import type { Leaf } from "./branch.ts";
import type { Core } from "./core.ts";
import type { Descent } from "./descent.ts";
import { edits } from "./edit.ts";
import { Reading } from "./reading.ts";

/** Programs that are nearly right and edited in one round, and edits tried before the clock is looked at. */
const MAX_EDITED = 3;
const EDITS = 250;

export class Doubt {
  private readonly bank: Bank;
  private readonly core: Core;
  private readonly edited = new Set<string>();

  constructor(bank: Bank, core: Core) {
    this.bank = bank;
    this.core = core;
  }

  /** Programs that a small change might mend: answers that leave rows wrong, and leaves right on most rows. */
  suspects(descent: Descent): Program[] {
    const { rows } = this.core;
    const { found } = this.core.judge;
    const near = found.filter(({ suspects }) => suspects.length > 0).map(({ program }) => program);
    if (near.length > 0 || found.length === 0 || descent.isDear) {
      const count = ({ values }: Leaf): number =>
        rows.filter((row) => this.core.isRight(row, values[row])).length;
      const most = descent.leaves
        .map((leaf) => ({ leaf, right: count(leaf) }))
        .filter(({ right }) => right * 2 > rows.length && right < rows.length)
        .sort((a, b) => b.right - a.right || a.leaf.cost - b.leaf.cost);
      near.push(...most.slice(0, MAX_EDITED).map(({ leaf }) => leaf.program()));
    }
    const fresh = new Map(near.filter(({ text }) => !this.edited.has(text)).map((one) => [one.text, one]));
    return [...fresh.values()].slice(0, MAX_EDITED);
  }

  /**
   * Edits these programs; pauses with the edits tried.
   * @param most edits of each
   * @param mended told of every edit that is right where the program was not
   */
  *edit(
    programs: readonly Program[],
    most: number,
    mended: (program: Program) => Generator<number, void>,
  ): Generator<number, void> {
    const { judge } = this.core;
    const reading = new Reading();
    let used = 0;
    for (const near of programs) {
      this.edited.add(near.text);
      const { wrong } = yield* judge.judgement(near);
      let left = most;
      for (const program of edits(near, judge.pricing.places(near), this.bank)) {
        if (--left < 0) break;
        let isDue = ++used >= EDITS;
        const mends = wrong.every(({ example }) => {
          const { inputs } = judge.examples[example];
          isDue = reading.isDue(inputs) || isDue;
          return judge.isRight(example, run(program, inputs, this.bank.fuel));
        });
        if (mends) yield* mended(program);
        if (!isDue) continue;
        yield used;
        used = 0;
      }
    }
    yield used;
  }
}
