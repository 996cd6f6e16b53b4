/** @file Learning one column: the search, questions and answers, what goes into its cells, and how it is told. */

import { domains } from "../domains/index.ts";
import { secondsOf } from "../drive.ts";
import { reportOf } from "../evidence/report.ts";
import { compile } from "../language/compile.ts";
import type { Domain } from "../language/grammar.ts";
import { inputsText } from "../language/program.ts";
import type { Value } from "../language/value.ts";
import { type Found, Learning, nothingToGoBy, typescriptOf } from "../learning.ts";
import type { Module } from "../library/module.ts";
import { ownDomain } from "../own.ts";
import type { Question } from "../search/answer.ts";
import { InputError } from "../tasks/error.ts";
import type { Example, Task } from "../tasks/task.ts";
import { cellText, spelled } from "../tasks/text.ts";
import { withoutPrimitives } from "../without.ts";
import type { Answers } from "./answers.ts";
import { ask, isInteractive, type Reply } from "./ask.ts";
import type { Called } from "./called.ts";
import { explainedJson, readExplained } from "./explain.ts";
import { complain, type Io, write } from "./io.ts";
import { programText } from "./lines.ts";
import { liveLine } from "./progress.ts";
import { leftOut, relearning, wholeInputs } from "./relearn.ts";
import type { Settings } from "./settings.ts";
import { type FilledRow, inputsBehind, type Outcome, show } from "./show.ts";
import { styleFor } from "./style.ts";
import { accountJson, accountText } from "./verbose.ts";

/** Questions asked for one column, at most. */
const QUESTIONS = 3;

/** Learns columns one after the other and prints each as soon as it is known. */
export class ColumnLearner {
  private readonly settings: Settings;
  private readonly io: Io;
  private readonly answers: Answers | undefined;
  private readonly signal: AbortSignal;
  private readonly interrupt: () => void;
  private readonly domains: readonly Domain[];
  private readonly called: readonly Called[];

  /** Throws an InputError where a primitive that is to be left out is none. */
  constructor(
    settings: Settings,
    io: Io,
    answers: Answers | undefined,
    signal: AbortSignal,
    interrupt: () => void,
    called: readonly Called[] = [],
  ) {
    this.settings = settings;
    this.io = io;
    this.answers = answers;
    this.signal = signal;
    this.interrupt = interrupt;
    this.called = called;
    const own = called.flatMap(({ reader }) => reader.primitives);
    const all = own.length === 0 ? domains : [...domains, ownDomain(own, [], "", domains)];
    this.domains = withoutPrimitives(all, settings.without, "--without");
  }

  /** Learns the column and prints it. A saved module is learned again where it fits the file. */
  async learn(task: Task, saved?: Module): Promise<Outcome> {
    const told = new Map<string, Example>();
    for (const example of this.answers?.forRows(task) ?? []) told.set(inputsText(example.inputs), example);
    const known = new Set(told.keys());
    const left = saved && leftOut(task, saved);
    if (left !== undefined) await complain(this.io, `${task.name}: ${left}`);
    // A file with a language of its own says what is wanted in full.
    const again = saved && !task.language ? relearning(withAnswers(task, told), saved) : undefined;
    let over = again?.inputs ?? [];
    let outcome = again && (await this.find(again.task, told, task, over).catch(noneIfUnusable));
    if (outcome && !outcome.found.solved && !this.signal.aborted) outcome = undefined;
    if (saved && !outcome && !task.language) {
      const why = "no program fits the saved module's examples and the file's; learned from the file alone";
      await complain(this.io, `${task.name}: ${why}`);
    }
    if (!outcome) {
      for (const [key, example] of told) {
        if (known.has(key)) continue;
        const inputs = wholeInputs(task, over, example.inputs);
        told.set(inputsText(inputs), { ...example, inputs });
      }
      over = [...task.signature.params.keys()];
      outcome = await this.find(withAnswers(task, told), told, task, over);
    }
    const whole = { ...outcome, filled: fillRows(task, over, outcome.found, told) };
    await this.print(whole, task);
    return whole;
  }

  /** Learns a task over some inputs of the file's, by position. What is told is added, by the inputs it is learned over. */
  private async find(
    task: Task,
    told: Map<string, Example>,
    file: Task,
    over: readonly number[],
  ): Promise<Omit<Outcome, "filled">> {
    const { settings, signal } = this;
    const explain =
      settings.explain === undefined
        ? undefined
        : readExplained(
            settings.explain,
            task,
            settings.format,
            this.called.flatMap(({ primitives }) => primitives),
          );
    const learning = await Learning.open(task, this.domains, {
      candidates: settings.budget.candidates,
      memory: settings.budget.memory,
      threads: settings.budget.threads,
      suspects: settings.suspects,
      top: settings.top,
      seed: settings.seed,
      prefer: settings.prefer,
    });
    const live = liveLine(this.io, task.name, settings);
    const go = async (): Promise<Found> => {
      const found = await learning.run({
        seconds: secondsOf(settings.budget),
        signal,
        onProgress: live.update,
      });
      live.clear();
      return found;
    };
    const open = ({ evidence }: Found): Question[] =>
      evidence.questions.filter(({ inputs }) => !told.has(inputsText(inputs)));
    const inFile = (question: Question): Question => ({
      ...question,
      inputs: wholeInputs(file, over, question.inputs),
    });
    // That there is no value is for the row alone: nothing can be learned from it.
    const tell = async (example: Example): Promise<boolean> => {
      told.set(inputsText(example.inputs), example);
      if (example.output === undefined) return false;
      await learning.tell(example);
      return true;
    };
    try {
      let found = await go();
      if (this.answers) {
        const { answers } = this;
        const given = (asked: readonly Question[]): Example[] =>
          answers
            .forQuestions(file, asked.map(inFile))
            .map((example) => ({ ...example, inputs: over.map((i) => example.inputs[i]) }));
        for (let round = 0; round < QUESTIONS; round++) {
          let learned = false;
          for (const example of given(open(found))) learned = (await tell(example)) || learned;
          if (learned) found = await go();
        }
      } else if (isInteractive(this.io) && !settings.json) {
        const skipped = new Set<string>();
        for (let asked = 0; asked < QUESTIONS && !signal.aborted; asked++) {
          const question = open(found).find(({ inputs }) => !skipped.has(inputsText(inputs)));
          const reply = question && (await this.ask(question, found));
          if (!reply || reply === "stop") break;
          if (reply === "skip") skipped.add(inputsText(question.inputs));
          else if (await tell({ inputs: question.inputs, output: reply.value })) found = await go();
        }
      }
      const questions = open(found);
      return {
        found: { ...found, evidence: { ...found.evidence, questions } },
        questions: questions.map(inFile),
        account: learning.search.account(),
        verdict: explain && { ...explain, verdict: learning.search.explain(explain.program) },
      };
    } finally {
      live.clear();
      learning.search.dispose();
    }
  }

  private ask(question: Question, found: Found): Promise<Reply> {
    const { name, signature } = found.task;
    return ask(
      this.io,
      {
        heading: name,
        inputs: inputsBehind(question, found).map(
          (i) =>
            `${signature.params[i].name}: ${cellText(spelled(question.inputs[i], signature.params[i].type))}`,
        ),
        answers: question.answers,
        type: signature.result,
      },
      this.interrupt,
    );
  }

  /** @param file the task over all inputs of the file, as the questions are */
  private async print(outcome: Outcome, file: Task): Promise<void> {
    const { io, settings } = this;
    const { found, questions, verdict } = outcome;
    if (settings.json) {
      const report = reportOf({
        ...found,
        evidence: { ...found.evidence, questions },
        task: found.task.name,
        signature: file.signature,
        ...(found.best && {
          program: programText(found.task, found.best.program, settings.format),
          typescript: typescriptOf(found.task, found.best),
          cost: found.best.cost,
        }),
      });
      const line = {
        ...report,
        ...(verdict && { explain: explainedJson({ ...outcome, verdict }, settings) }),
        ...(settings.verbose && { account: accountJson(outcome, settings) }),
      };
      await write(io.stdout, `${JSON.stringify(line)}\n`);
      return;
    }
    const to = settings.output === "-" ? io.stderr : io.stdout;
    await write(to, show(outcome, settings, styleFor(to, io.env), to.columns || 80));
    if (settings.verbose) await write(io.stderr, accountText(outcome, settings, styleFor(io.stderr, io.env)));
  }
}

/** The module's examples and the file's may contradict each other. */
function noneIfUnusable(error: unknown): undefined {
  if (!(error instanceof InputError)) throw error;
}

/** The task with answers about its rows: bare cells become examples, given cells are corrected, or nothing is said of them. */
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
    examples: [...corrected, ...added].filter(({ output }) => output !== undefined),
    unlabelled: task.unlabelled.filter(({ inputs }) => !answerTo(inputs)),
  };
}

/**
 * What goes into the rows without output: an answer that was given, else what the program says of the inputs it was
 * learned over, by position. Rows that give it nothing to go by are left alone, as those are that have no value by an answer.
 */
function fillRows(
  { unlabelled }: Task,
  over: readonly number[],
  { task, best }: Found,
  told: ReadonlyMap<string, Example>,
): FilledRow[] {
  const program = best && compile(best.program);
  const isIdle = nothingToGoBy(task, best ? [best] : []);
  return unlabelled.flatMap(({ inputs, row = 0 }) => {
    const chosen = over.map((i) => inputs[i]);
    const answer = told.get(inputsText(inputs)) ?? told.get(inputsText(chosen));
    if (answer) return answer.output === undefined ? [] : [{ row, inputs: chosen, value: answer.output }];
    return isIdle(chosen) ? [] : [{ row, inputs: chosen, value: program?.(chosen) }];
  });
}
