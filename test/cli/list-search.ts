/**
 * @file A search over a given list of programs, in one file: it ranks them, finds their suspects and asks where the best
 * differ. Stands in for the real search where a test is about what is done with answers, not about finding them.
 */

import type { Domain } from "../../src/language/grammar.ts";
import { run } from "../../src/language/interpret.ts";
import { parseProgram } from "../../src/language/parse.ts";
import type { Program } from "../../src/language/program.ts";
import { sameValue } from "../../src/language/value.ts";
import type { Answer, Question, Search, SearchOptions, Status } from "../../src/search/answer.ts";
import type { Example, Task } from "../../src/tasks/task.ts";
import { emptyAccount } from "../support/account.ts";

export interface Script {
  /** Canonical texts; each program costs 10 bits more than the one before, and 20 for each row it gets wrong. */
  readonly programs: readonly string[];
  /** Candidates tried before it says `best`; default at once. */
  readonly candidates?: number;
  /** Candidates that fit in a millisecond; default as many as asked for. */
  readonly speed?: number;
}

export class ListSearch implements Search {
  private readonly script: Script;
  private readonly programs: readonly Program[];
  private readonly maxSuspects: number;
  private readonly examples: Example[];
  private readonly unlabelled: Task["unlabelled"];
  private tried = 0;

  constructor(task: Task, domains: readonly Domain[], options: SearchOptions, script: Script) {
    const primitives = new Map(domains.flatMap((d) => d.primitives.map((p) => [p.name, p] as const)));
    const { signature } = task;
    this.script = script;
    this.programs = script.programs.map((text) => parseProgram(text, { signature, primitives }));
    this.maxSuspects = options.suspects ?? Number.POSITIVE_INFINITY;
    this.examples = [...task.examples];
    this.unlabelled = task.unlabelled;
  }

  step(candidates: number, milliseconds = Number.POSITIVE_INFINITY): Status {
    const { candidates: needed = 0, speed = Number.POSITIVE_INFINITY } = this.script;
    const tried = Math.min(candidates, needed - this.tried, Math.ceil(speed * milliseconds));
    const end = performance.now() + tried / speed;
    while (performance.now() < end);
    this.tried += tried;
    return this.tried >= needed ? "best" : "more";
  }

  answers(): Answer[] {
    return this.programs
      .map((program, i) => this.judge(program, 30 + 10 * i))
      .filter(({ right, suspects }) => right > suspects.length && suspects.length <= this.maxSuspects)
      .sort((a, b) => a.cost - b.cost);
  }

  private judge(program: Program, cost: number): Answer {
    const suspects = this.examples.flatMap(({ inputs, output }, example) => {
      const expected = run(program, inputs);
      return sameValue(expected, output) ? [] : [{ example, given: output, expected }];
    });
    return {
      program,
      cost: cost + 20 * suspects.length,
      right: this.examples.length - suspects.length,
      suspects,
      foundBy: "list",
    };
  }

  questions(): Question[] {
    const answers = this.answers();
    return this.unlabelled
      .flatMap(({ inputs }, unlabelled) => {
        const values = answers.map(({ program }) => run(program, inputs));
        const distinct = values.filter(
          (value, i) => values.findIndex((other) => sameValue(other, value)) === i,
        );
        const isKnown = this.examples.some((example) => sameValue(example.inputs, inputs));
        return distinct.length < 2 || isKnown ? [] : [{ inputs, answers: distinct, unlabelled }];
      })
      .slice(0, 3);
  }

  async tell(example: Example): Promise<void> {
    this.examples.push(example);
  }

  correct(index: number, output: Example["output"]): void {
    this.examples[index] = { ...this.examples[index], output };
  }

  explain(program: Program) {
    const { cost, suspects } = this.judge(program, 30 + program.text.length);
    const [best] = this.answers();
    return {
      cost,
      parts: [{ part: program.text, bits: cost }],
      wrong: suspects,
      fits: suspects.length <= this.maxSuspects,
      ...(best && best.cost < cost && { beatenBy: best }),
    };
  }

  progress() {
    return { candidates: this.tried, entries: this.tried, bytes: 1 << 20, strategy: "bottom-up" as const };
  }

  account() {
    return emptyAccount;
  }

  dispose(): void {}
}
