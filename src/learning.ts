/** @file One task being learned: its search, the examples told since, and what stands found. Shared by the library API and the command line. */

import { type Drive, drive, type Stopped } from "./drive.ts";
import { type Evidence, evidenceOf, isSolved, placeOf } from "./evidence/evidence.ts";
import type { Domain } from "./language/grammar.ts";
import { inputsText, type Program, typedText, usedInputs } from "./language/program.ts";
import { printModule } from "./language/typescript.ts";
import type { Value } from "./language/value.ts";
import { type Answer, mostSuspects, type Search, type SearchOptions } from "./search/answer.ts";
import { createSearch } from "./search/search.ts";
import { blankAt } from "./tasks/blank.ts";
import { type Contradiction, contradiction } from "./tasks/contradiction.ts";
import { InputError } from "./tasks/error.ts";
import type { Example, Task } from "./tasks/task.ts";

/** What stands found when a search stopped. */
export interface Found {
  /** The task with every example told so far. */
  readonly task: Task;
  /** The cheapest answer; absent when nothing fits. */
  readonly best?: Answer;
  readonly evidence: Evidence;
  readonly solved: boolean;
  readonly stopped: Stopped;
  /** Over all runs. */
  readonly seconds: number;
  readonly candidates: number;
  readonly bytes: number;
}

export class Learning {
  readonly search: Search;
  private task: Task;
  private contradictory: Contradiction | undefined;
  private seconds: number;
  /** Seconds that the next run has less than it is given: what was prepared before belongs to it. */
  private owed: number;

  private constructor(search: Search, task: Task, contradictory: Contradiction | undefined, seconds: number) {
    this.search = search;
    this.task = task;
    this.contradictory = contradictory;
    this.seconds = seconds;
    this.owed = seconds;
  }

  /** Throws an InputError when no program can be looked for. */
  static async open(task: Task, domains: readonly Domain[], options: SearchOptions): Promise<Learning> {
    const start = performance.now();
    if (task.examples.length === 0) {
      throw new InputError(
        fileOf(task),
        "there is no example; fill at least one output, better three to five",
      );
    }
    const grammar = options.grammar ?? task.language?.grammar;
    const contradictory = contradiction(task);
    // A file in a language of its own states what must hold: no more may be wrong than cannot be right.
    const limited = task.language ? { suspects: contradictory?.wrong ?? 0, ...given(options) } : options;
    refuseContradiction(task, contradictory, mostSuspects(task.examples.length, limited));
    const search = await createSearch(task, domains, { ...limited, grammar });
    return new Learning(search, task, contradictory, (performance.now() - start) / 1000);
  }

  /** Searches until it is done, its time is spent or the signal comes; may be called again, and goes on warm. */
  async run(options: Drive): Promise<Found> {
    const { stopped, seconds } = await drive(this.search, {
      ...options,
      seconds: options.seconds - this.owed,
    });
    this.owed = 0;
    this.seconds += seconds;
    const answers = this.search.answers();
    const [best] = answers;
    if (!best && stopped !== "cancelled") refuseContradiction(this.task, this.contradictory);
    const isIdle = nothingToGoBy(this.task, answers);
    const whole = evidenceOf(this.task, this.search);
    const questions = whole.questions.filter(
      ({ inputs, answers: rivals }) => rivals.length > 1 && !isIdle(inputs),
    );
    const evidence = { ...whole, questions };
    const { candidates, bytes } = this.search.progress();
    const solved = best !== undefined && isSolved(evidence);
    return { task: this.task, best, evidence, solved, stopped, seconds: this.seconds, candidates, bytes };
  }

  /** One more example. Where an example with these inputs is known already, its output is replaced. */
  async tell(example: Example): Promise<void> {
    const key = inputsText(example.inputs);
    const known = this.task.examples.findIndex(({ inputs }) => inputsText(inputs) === key);
    const examples = [...this.task.examples];
    if (known < 0) {
      await this.search.tell(example);
      const { row } = this.task.unlabelled.find(({ inputs }) => inputsText(inputs) === key) ?? {};
      examples.push({ ...example, row });
    } else {
      this.search.correct(known, example.output);
      examples[known] = { ...examples[known], output: example.output };
    }
    this.task = { ...this.task, examples };
    this.contradictory = contradiction(this.task);
  }
}

/** The options that are set. */
const given = (options: SearchOptions): SearchOptions =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/** Why no program was found, and what may help. */
export const UNSOLVED: Readonly<Record<Stopped, string>> = {
  best: "no program is shorter than the examples themselves; give more examples",
  exhausted: "every program of the search space was tried; a column or an operation is missing",
  budget: "the budget is spent; give more time or memory, or more examples",
  cancelled: "the search was stopped",
};

/** The answer's program in the primitives that everybody has: without macros of its file. */
export function plainProgram(task: Task, { program }: Pick<Answer, "program">): Program {
  const plain = task.language ? task.language.plain(program) : program;
  if (plain) return plain;
  throw new InputError(
    fileOf(task),
    "the program is too large without the macros of its file; see --format sygus",
  );
}

/** The TypeScript module of an answer. */
export function typescriptOf(task: Task, answer: Answer): string {
  const { name, description, signature, examples } = task;
  const suspects = new Set(answer.suspects.map(({ example }) => example));
  const shown = examples.filter((_, i) => !suspects.has(i)).slice(0, 2);
  return printModule({ name, description, signature, program: plainProgram(task, answer), examples: shown })
    .source;
}

/**
 * Tells inputs of which the answers' programs read nothing but blanks (all inputs, where they read none), unless an
 * example is such a row: nothing is to be said or asked about them.
 */
export function nothingToGoBy(
  { signature, examples }: Pick<Task, "signature" | "examples">,
  answers: readonly Pick<Answer, "program">[],
): (inputs: readonly Value[]) => boolean {
  const used = usedInputs(answers.map(({ program }) => program));
  return blankAt(used.length > 0 ? used : [...signature.params.keys()], examples);
}

const fileOf = ({ place, name }: Task): string => place ?? name;

/** Throws where more examples must be wrong than that. */
function refuseContradiction(task: Task, found: Contradiction | undefined, allowed = 0): void {
  if (!found || found.wrong <= allowed) return;
  const { result } = task.signature;
  const [first, second] = found.pair.map((i) => ({ ...task.examples[i], ...placeOf(task, i) }));
  const isFromFile = task.examples.some(({ row }) => row !== undefined);
  const where =
    first.line !== undefined && second.line !== undefined
      ? `lines ${first.line} and ${second.line}`
      : `${isFromFile ? "rows" : "examples"} ${first.row} and ${second.row}`;
  throw new InputError(
    fileOf(task),
    `${where} have the same inputs but different outputs, ` +
      `${typedText(first.output, result)} and ${typedText(second.output, result)}; correct or empty one of them, or add an input that tells them apart`,
  );
}
