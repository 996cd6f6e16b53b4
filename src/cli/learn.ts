/** @file `knack learn`: fills columns of files. */

import { domains } from "../domains/index.ts";
import { secondsOf } from "../drive.ts";
import { rowOf } from "../evidence/evidence.ts";
import { jsonOf } from "../evidence/json.ts";
import { reportOf } from "../evidence/report.ts";
import { run as runProgram } from "../language/interpret.ts";
import { parseProgram } from "../language/parse.ts";
import type { Program } from "../language/program.ts";
import type { Value } from "../language/value.ts";
import { narrow, usedInputs } from "../narrow.ts";
import type { Verdict } from "../search/answer.ts";
import { type Found, inputsText, Session, typescriptOf } from "../session.ts";
import { InputError, visible } from "../tasks/error.ts";
import { isFormula } from "../tasks/formula.ts";
import { readTasks, type Sheet } from "../tasks/sheet.ts";
import type { Example, Task } from "../tasks/task.ts";
import { cellText } from "../tasks/text.ts";
import { VERSION } from "../version.ts";
import { Answers } from "./answers.ts";
import { ask, isInteractive } from "./ask.ts";
import { complain, Exit, type Io, write } from "./io.ts";
import { liveLine } from "./progress.ts";
import { counted } from "./quantity.ts";
import { LEARN_HELP, readSettings, refuseOtherFormat, type Settings } from "./settings.ts";
import { type FilledRow, type Outcome, show } from "./show.ts";
import { readSource } from "./sources.ts";
import { styleFor } from "./style.ts";

/** Questions asked for one column, at most. */
const QUESTIONS = 3;

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const settings = readSettings(argv);
  if (settings === "help") {
    await write(io.stdout, LEARN_HELP);
    return Exit.Success;
  }
  if (!settings.watch) return learnAll(settings, io);
  const { runOnChange } = await import("./watch.ts");
  return runOnChange(settings.files, io, async (changed) => {
    try {
      return await learnAll(settings, io, changed);
    } catch (error) {
      // A file half-written by an editor is whole the next time.
      if (!(error instanceof InputError)) throw error;
      await complain(io, error.message);
      return Exit.Unusable;
    }
  });
}

/** Everything is read before anything is learned, so that unusable input costs no time. */
async function learnAll(settings: Settings, io: Io, changed?: AbortSignal): Promise<number> {
  const sheets: Sheet[] = [];
  for (const file of settings.files) {
    const sheet = await readTasks(await readSource(file, io), { target: settings.target });
    if (settings.output !== undefined) refuseOtherFormat(settings.output, sheet.format);
    for (const note of sheet.notes) await complain(io, note);
    sheets.push(sheet);
  }
  const answers =
    settings.answers === undefined ? undefined : await Answers.read(await readSource(settings.answers, io));
  const tasks = sheets.flatMap((sheet) => sheet.tasks);
  if (settings.explain !== undefined && tasks.length > 1) {
    throw new InputError("--explain", "is about one column; choose it with --target");
  }

  const stop = new AbortController();
  const interrupt = (): void => {
    // The next Ctrl-C ends the process, as it would have without us.
    release();
    stop.abort();
  };
  const release = io.onInterrupt(interrupt);
  const signal = changed ? AbortSignal.any([stop.signal, changed]) : stop.signal;
  const column = new ColumnLearner(settings, io, answers, signal, interrupt);
  const outcomes = new Map<Task, Outcome>();
  let status: number = Exit.Success;
  try {
    for (const task of tasks) {
      try {
        const outcome = await column.learn(task);
        if (changed?.aborted) return status;
        outcomes.set(task, outcome);
        if (!outcome.found.solved && status === Exit.Success) status = Exit.Unsolved;
      } catch (error) {
        if (!(error instanceof InputError) || tasks.length === 1) throw error;
        await complain(io, error.message);
        status = Exit.Unusable;
      }
    }
    answers?.refuseRest();
    if (settings.output !== undefined) await writeFilled(settings, sheets[0], outcomes, io);
    if (settings.save !== undefined) await saveAll(settings, settings.save, outcomes, io);
  } finally {
    release();
  }
  return stop.signal.aborted ? Exit.Interrupted : status;
}

/** Learns columns one after the other and prints each as soon as it is known. */
class ColumnLearner {
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

  async learn(task: Task): Promise<Outcome> {
    const { settings, signal } = this;
    const told = new Map<string, Example>();
    const given = this.answers?.forRows(task) ?? [];
    for (const example of given) told.set(inputsText(example.inputs), example);
    const session = await Session.open(withAnswers(task, told), domains, {
      candidates: settings.budget.candidates,
      memory: settings.budget.memory,
      suspects: settings.suspects,
      top: settings.top,
      seed: settings.seed,
    });
    const explain = settings.explain === undefined ? undefined : this.parse(settings.explain, task);
    const live = liveLine(this.io, task.name, settings.budget);
    const go = async (): Promise<Found> => {
      const found = await session.run({
        seconds: secondsOf(settings.budget),
        signal,
        onProgress: live.update,
      });
      live.clear();
      return found;
    };
    const tell = (example: Example): void => {
      told.set(inputsText(example.inputs), example);
      session.tell(example);
    };
    let found = await go();
    if (this.answers) found = await this.answerFromFile(this.answers, found, tell, go);
    else if (isInteractive(this.io) && !settings.json) found = await this.answerAtTerminal(found, tell, go);
    const verdict = explain && { program: explain, verdict: session.search.explain(explain) };
    const outcome = { found, filled: fillRows(task, found, told), verdict };
    session.search.dispose();
    await this.print(outcome);
    return outcome;
  }

  private parse(text: string, { signature }: Task): Program {
    const primitives = new Map(domains.flatMap((d) => d.primitives.map((p) => [p.name, p] as const)));
    try {
      return parseProgram(text, { signature, primitives });
    } catch (error) {
      throw new InputError("--explain", (error as Error).message);
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
    await write(to, show(outcome, settings, styleFor(to, io.env), to.columns ?? 80));
  }
}

const explained = ({ program, verdict }: { program: Program; verdict: Verdict }, { examples }: Task) => ({
  program: program.text,
  cost: verdict.cost,
  parts: verdict.parts,
  wrong: verdict.wrong.map(({ example, given, expected }) => ({
    row: rowOf(examples[example], example),
    given: jsonOf(given),
    expected: jsonOf(expected),
  })),
  beatenBy: verdict.beatenBy ? { program: verdict.beatenBy.program.text, cost: verdict.beatenBy.cost } : null,
});

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

/** What goes into the rows without output: an answer that was given, else what the program says. */
function fillRows({ unlabelled }: Task, { best }: Found, told: ReadonlyMap<string, Example>): FilledRow[] {
  return unlabelled.map(({ inputs, row = 0 }) => {
    const answer = told.get(inputsText(inputs));
    return { row, inputs, value: answer ? answer.output : best && runProgram(best.program, inputs) };
  });
}

async function writeFilled(
  { output, safe }: Settings,
  sheet: Sheet,
  outcomes: ReadonlyMap<Task, Outcome>,
  io: Io,
): Promise<void> {
  const cells = sheet.tasks.flatMap((task, i) =>
    (outcomes.get(task)?.filled ?? [])
      .filter(({ value, row }) => value !== undefined && row > 0)
      .map(({ row, value }) => ({ task: i, row, value })),
  );
  const isCsv = sheet.format === "csv" || sheet.format === "tsv";
  const formulas = isCsv && !safe ? cells.filter(({ value }) => isFormula(cellText(value))) : [];
  if (formulas.length > 0) {
    const [{ row, value }] = formulas;
    await complain(
      io,
      `${output}: a spreadsheet would run ${counted(formulas.length, "filled cell")} (row ${row}: ${visible(cellText(value))}); --safe-csv neutralises them`,
    );
  }
  const filled = sheet.fill(cells, { safe });
  if (output === "-") return write(io.stdout, filled);
  const { writeFileAtomically } = await import("../library/atomic.ts");
  await writeFileAtomically(output as string, filled);
  await write(io.stderr, `${counted(cells.length, "cell")} filled in ${visible(output as string)}\n`);
}

async function saveAll(
  { budgetText, seed }: Settings,
  folder: string,
  outcomes: ReadonlyMap<Task, Outcome>,
  io: Io,
): Promise<void> {
  const [{ moduleOf }, { saveModule }] = await Promise.all([
    import("../library/module.ts"),
    import("../library/save.ts"),
  ]);
  for (const [task, { found }] of outcomes) {
    if (!found.best || !found.solved) {
      await complain(io, `${task.name}: not saved, because it is not solved`);
      continue;
    }
    const short = narrow(found.task, found.best);
    const module = moduleOf(short.task, short.answer, {
      provenance: {
        knack: VERSION,
        ...(seed !== undefined && { seed }),
        ...(budgetText !== undefined && { budget: budgetText }),
      },
    });
    const files = await saveModule(folder, module);
    await write(io.stderr, `saved ${visible(files.typescript)}\n`);
  }
}
