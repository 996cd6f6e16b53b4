/** @file Learning one column: the search, questions and answers, what goes into its cells, and how it is told. */

import { domains } from "../domains/index.ts";
import { secondsOf } from "../drive.ts";
import { rowOf } from "../evidence/evidence.ts";
import { jsonOf } from "../evidence/json.ts";
import { reportOf } from "../evidence/report.ts";
import { compile } from "../language/compile.ts";
import { parseProgram } from "../language/parse.ts";
import type { Program } from "../language/program.ts";
import type { Value } from "../language/value.ts";
import { type Found, inputsText, Learning, typescriptOf } from "../learning.ts";
import type { Module } from "../library/module.ts";
import { usedInputs } from "../narrow.ts";
import type { Verdict } from "../search/answer.ts";
import { InputError } from "../tasks/error.ts";
import type { Example, Task } from "../tasks/task.ts";
import { cellText } from "../tasks/text.ts";
import type { Answers } from "./answers.ts";
import { ask, isInteractive } from "./ask.ts";
import { complain, type Io, write } from "./io.ts";
import { PRIMITIVES } from "./modules.ts";
import { liveLine } from "./progress.ts";
import { relearning } from "./relearn.ts";
import type { Settings } from "./settings.ts";
import { type FilledRow, type Outcome, show } from "./show.ts";
import { styleFor } from "./style.ts";

/** Questions asked for one column, at most. */
const QUESTIONS = 3;

/** Learns columns one after the other and prints each as soon as it is known. */
export class ColumnLearner {
  private readonly settings: Settings;
  private readonly io: Io;
  private readonly answers: Answers | undefined;
  private readonly signal: AbortSignal;
  private readonly interrupt: () => void;

  constructor(
    settings: Settings,
    io: Io,
    answers: Answers | undefined,
    signal: AbortSignal,
    interrupt: () => void,
  ) {
    this.settings = settings;
    this.io = io;
    this.answers = answers;
    this.signal = signal;
    this.interrupt = interrupt;
  }

  /** Learns the column and prints it. A saved module is learned again where it fits the file. */
  async learn(task: Task, saved?: Module): Promise<Outcome> {
    const told = new Map<string, Example>();
    for (const example of this.answers?.forRows(task) ?? []) told.set(inputsText(example.inputs), example);
    const answered = withAnswers(task, told);
    const again = saved && relearning(answered, saved);
    let outcome = again && (await this.find(again.task, told).catch(noneIfUnusable));
    if (outcome && !outcome.found.solved && !this.signal.aborted) outcome = undefined;
    if (saved && !outcome) {
      const why = "no program fits the saved module's examples and the file's; learned from the file alone";
      await complain(this.io, `${task.name}: ${why}`);
    }
    const inputs = outcome && again ? again.inputs : [...task.signature.params.keys()];
    outcome ??= await this.find(answered, told);
    const whole = { ...outcome, filled: fillRows(task, inputs, outcome.found, told) };
    await this.print(whole);
    return whole;
  }

  private async find(task: Task, told: Map<string, Example>): Promise<Outcome> {
    const { settings, signal } = this;
    const explain = settings.explain === undefined ? undefined : parse(settings.explain, task);
    const learning = await Learning.open(task, domains, {
      candidates: settings.budget.candidates,
      memory: settings.budget.memory,
      suspects: settings.suspects,
      top: settings.top,
      seed: settings.seed,
    });
    const live = liveLine(this.io, task.name, settings.budget);
    const go = async (): Promise<Found> => {
      const found = await learning.run({
        seconds: secondsOf(settings.budget),
        signal,
        onProgress: live.update,
      });
      live.clear();
      return found;
    };
    const tell = (example: Example): void => {
      told.set(inputsText(example.inputs), example);
      learning.tell(example);
    };
    try {
      let found = await go();
      if (this.answers) found = await this.answerFromFile(this.answers, found, tell, go);
      else if (isInteractive(this.io) && !settings.json) found = await this.answerAtTerminal(found, tell, go);
      const verdict = explain && { program: explain, verdict: learning.search.explain(explain) };
      return { found, filled: [], verdict };
    } finally {
      live.clear();
      learning.search.dispose();
    }
  }

  private async answerFromFile(
    answers: Answers,
    before: Found,
    tell: (example: Example) => void,
    go: () => Promise<Found>,
  ): Promise<Found> {
    let found = before;
    const known = new Set<string>();
    for (let round = 0; round < QUESTIONS; round++) {
      const asked = answers
        .forQuestions(found.task, found.evidence.questions)
        .filter(({ inputs }) => !known.has(inputsText(inputs)));
      if (asked.length === 0) break;
      for (const example of asked) {
        known.add(inputsText(example.inputs));
        tell(example);
      }
      found = await go();
    }
    return found;
  }

  private async answerAtTerminal(
    before: Found,
    tell: (example: Example) => void,
    go: () => Promise<Found>,
  ): Promise<Found> {
    let found = before;
    const asked = new Set<string>();
    while (asked.size < QUESTIONS && !this.signal.aborted) {
      const question = found.evidence.questions.find(({ inputs }) => !asked.has(inputsText(inputs)));
      if (!question || !found.best) break;
      asked.add(inputsText(question.inputs));
      const { task } = found;
      const used = usedInputs([found.best, ...found.evidence.alternatives].map(({ program }) => program));
      const { params, result } = task.signature;
      const reply = await ask(
        this.io,
        {
          heading: task.name,
          inputs: params.flatMap(({ name }, i) =>
            used.length === 0 || used.includes(i) ? [`${name}: ${cellText(question.inputs[i])}`] : [],
          ),
          answers: question.answers,
          type: result,
        },
        this.interrupt,
      );
      if (reply === "stop") break;
      if (reply === "skip") continue;
      tell({ inputs: question.inputs, output: reply.value });
      found = await go();
    }
    return found;
  }

  private async print(outcome: Outcome): Promise<void> {
    const { io, settings } = this;
    const { found, verdict } = outcome;
    if (settings.json) {
      const report = reportOf({
        ...found,
        task: found.task.name,
        ...(found.best && {
          program: found.best.program.text,
          typescript: typescriptOf(found.task, found.best),
          cost: found.best.cost,
        }),
      });
      const line = verdict ? { ...report, explain: explained(verdict, found.task) } : report;
      await write(io.stdout, `${JSON.stringify(line)}\n`);
      return;
    }
    const to = settings.output === "-" ? io.stderr : io.stdout;
    await write(to, show(outcome, settings, styleFor(to, io.env), to.columns || 80));
  }
}

const explained = ({ program, verdict }: { program: Program; verdict: Verdict }, task: Task) => ({
  program: program.text,
  cost: verdict.cost,
  parts: verdict.parts,
  wrong: verdict.wrong.map(({ example, given, expected }) => ({
    row: rowOf(task, example),
    given: jsonOf(given),
    expected: jsonOf(expected),
  })),
  beatenBy: verdict.beatenBy ? { program: verdict.beatenBy.program.text, cost: verdict.beatenBy.cost } : null,
});

/** The module's examples and the file's may contradict each other. */
function noneIfUnusable(error: unknown): undefined {
  if (!(error instanceof InputError)) throw error;
}

/** The task with answers about its rows: bare cells become examples, given cells are corrected. */
function withAnswers(task: Task, told: ReadonlyMap<string, Example>): Task {
  if (told.size === 0) return task;
  const answerTo = (inputs: readonly Value[]) => told.get(inputsText(inputs));
  const corrected = task.examples.map((example) => ({ ...example, ...answerTo(example.inputs) }));
  const known = new Set(task.examples.map(({ inputs }) => inputsText(inputs)));
  const added = [...told.values()]
    .filter(({ inputs }) => !known.has(inputsText(inputs)))
    .map((example) => ({
      ...example,
      row: task.unlabelled.find(({ inputs }) => inputsText(inputs) === inputsText(example.inputs))?.row,
    }));
  return {
    ...task,
    examples: [...corrected, ...added],
    unlabelled: task.unlabelled.filter(({ inputs }) => !answerTo(inputs)),
  };
}

/**
 * What goes into the rows without output: an answer that was given, else what the program says of the inputs it was
 * learned over, by position.
 */
function fillRows(
  { unlabelled }: Task,
  over: readonly number[],
  { best }: Found,
  told: ReadonlyMap<string, Example>,
): FilledRow[] {
  const program = best && compile(best.program);
  return unlabelled.map(({ inputs, row = 0 }) => {
    const chosen = over.map((i) => inputs[i]);
    const answer = told.get(inputsText(inputs)) ?? told.get(inputsText(chosen));
    return { row, inputs: chosen, value: answer ? answer.output : program?.(chosen) };
  });
}

function parse(text: string, { signature }: Task): Program {
  try {
    return parseProgram(text, { signature, primitives: PRIMITIVES });
  } catch (error) {
    throw new InputError("--explain", (error as Error).message);
  }
}
