/** @file `knack learn`: fills columns of files. */

import { setFlagsFromString } from "node:v8";
import { jsonOf } from "../evidence/json.ts";
import { plainProgram } from "../learning.ts";
import type { SavedFiles } from "../library/save.ts";
import { narrow } from "../narrow.ts";
import { InputError, visible } from "../tasks/error.ts";
import { isFormula } from "../tasks/formula.ts";
import { readTasks, type Sheet } from "../tasks/sheet.ts";
import type { Task } from "../tasks/task.ts";
import { cellText, spelled } from "../tasks/text.ts";
import { VERSION } from "../version.ts";
import { Answers } from "./answers.ts";
import { isInteractive } from "./ask.ts";
import type { Called } from "./called.ts";
import { ColumnLearner } from "./column.ts";
import { complain, Exit, type Io, write } from "./io.ts";
import { DEFAULT_LIBRARY, learningAgain } from "./modules.ts";
import { refuseOtherFormat, refuseUnwritable } from "./output.ts";
import { counted } from "./quantity.ts";
import { savedModules } from "./relearn.ts";
import { LEARN_HELP, readSettings, type Settings } from "./settings.ts";
import type { Outcome } from "./show.ts";
import { readSource } from "./sources.ts";
import { styleFor } from "./style.ts";

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
  // The search keeps to its own bytes; this keeps V8 from leaving several times as much garbage beside them.
  if (settings.budget.memory !== undefined) setFlagsFromString("--optimize-for-size");
  if (settings.output !== undefined) await refuseUnwritable(settings.output);
  const schema = settings.schema === undefined ? undefined : await readSource(settings.schema, io);
  const called =
    settings.nets.length === 0
      ? []
      : await (await import("./called.ts")).openNamed(settings.nets, settings.save ?? DEFAULT_LIBRARY);
  const sheets: Sheet[] = [];
  for (const file of settings.files) {
    const read = await readTasks(await readSource(file, io), {
      target: settings.target,
      input: settings.input,
      schema,
    });
    const sheet =
      called.length === 0 ? read : await (await import("./picturecolumns.ts")).withPictures(read, file);
    if (settings.output !== undefined) refuseOtherFormat(settings.output, sheet.format);
    if (settings.format === "sygus" && sheet.format !== "sygus") {
      throw new InputError(
        "--format sygus",
        `is how answers to SyGuS files are written; ${sheet.name} is ${sheet.format}`,
      );
    }
    if (settings.without.length > 0 && sheet.format === "sygus") {
      throw new InputError(
        "--without",
        `is for other formats; ${sheet.name} says in its grammar what may be used`,
      );
    }
    for (const note of sheet.notes) await complain(io, note);
    sheets.push(sheet);
  }
  const answers =
    settings.answers === undefined ? undefined : await Answers.read(await readSource(settings.answers, io));
  const tasks = sheets.flatMap((sheet) => sheet.tasks);
  answers?.check(tasks);
  if (settings.explain !== undefined && tasks.length > 1) {
    throw new InputError("--explain", "is about one column; choose it with --target");
  }

  const saved =
    settings.save === undefined ? undefined : await savedModules(settings.save, learningAgain(called));
  if (settings.save !== undefined && saved && saved.broken.length > 0) {
    for (const { problem } of saved.broken) await complain(io, problem);
    const { refuseUnreadable } = await import("../library/save.ts");
    const unreadable = new Set(saved.broken.map(({ json }) => json));
    for (const { name } of tasks) await refuseUnreadable(settings.save, name, unreadable);
  }

  const stop = new AbortController();
  const interrupt = (): void => {
    // The next Ctrl-C ends the process, as it would have without us.
    release();
    stop.abort();
  };
  const release = io.onInterrupt(interrupt);
  const signal = changed ? AbortSignal.any([stop.signal, changed]) : stop.signal;
  const column = new ColumnLearner(settings, io, answers, signal, interrupt, called);
  const outcomes = new Map<Task, Outcome>();
  let status: number = Exit.Success;
  try {
    for (const task of tasks) {
      try {
        const outcome = await column.learn(task, saved?.modules.get(task.name));
        if (changed?.aborted) return status;
        outcomes.set(task, outcome);
        if (!outcome.found.solved && status === Exit.Success) status = Exit.Unsolved;
      } catch (error) {
        if (!(error instanceof InputError) || tasks.length === 1) throw error;
        await complain(io, error.message);
        status = Exit.Unusable;
      }
    }
    for (const line of answers?.unused() ?? []) {
      await complain(io, line);
      status = Exit.Unusable;
    }
    if (!settings.json) await sumUp(settings, outcomes, io);
    if (settings.output !== undefined) await writeFilled(settings, sheets[0], outcomes, io);
    if (settings.save !== undefined) await saveAll(settings, settings.save, outcomes, called, io);
  } finally {
    release();
  }
  return stop.signal.aborted ? Exit.Interrupted : status;
}

/** One line about all columns, and how to answer what nobody was there to be asked. */
async function sumUp(settings: Settings, outcomes: ReadonlyMap<Task, Outcome>, io: Io): Promise<void> {
  const to = settings.output === "-" ? io.stderr : io.stdout;
  const style = styleFor(to, io.env);
  if (outcomes.size > 1) {
    const solved = [...outcomes.values()].filter(({ found }) => found.solved).length;
    await write(to, `${solved} of ${outcomes.size} columns solved\n`);
  }
  if (isInteractive(io) || settings.answers !== undefined) return;
  const open = [...outcomes].flatMap(([task, { questions }]) =>
    questions.map((question) => ({ task, ...question })),
  );
  const answered = open.find(({ answers: [first] }) => first !== undefined);
  if (!answered) return;
  const { task, inputs, answers } = answered;
  const { params, result } = task.signature;
  const answer = {
    task: task.name,
    inputs: inputs.map((value, i) => jsonOf(spelled(value, params[i].type))),
    output: jsonOf(spelled(answers[0], result)),
  };
  const hint = `Answers go in a file for --answers, one a line:\n  ${visible(JSON.stringify(answer))}`;
  await write(to, `${style.dim(hint)}\n`);
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
  called: readonly Called[],
  io: Io,
): Promise<void> {
  const [{ moduleOf }, { saveModule }, { withinRoom }] = await Promise.all([
    import("../library/module.ts"),
    import("../library/save.ts"),
    import("../library/pictures.ts"),
  ]);
  const saved: SavedFiles[] = [];
  for (const [task, { found }] of outcomes) {
    if (!found.best || !found.solved) {
      await complain(io, `${task.name}: not saved, because it is not solved`);
      continue;
    }
    const short = narrow(found.task, { ...found.best, program: plainProgram(found.task, found.best) });
    const whole = moduleOf(short.task, short.answer, {
      nets: called.length === 0 ? [] : (await import("./called.ts")).calledIn(short.answer.program, called),
      provenance: {
        knack: VERSION,
        ...(seed !== undefined && { seed }),
        ...(budgetText !== undefined && { budget: budgetText }),
        ...(task.language?.isStated && { grammar: task.place }),
      },
    });
    const module = await withinRoom(whole);
    if (module.examples.length < whole.examples.length) {
      const kept = `${module.examples.length} of ${counted(whole.examples.length, "example")}`;
      await complain(io, `${task.name}: saved with ${kept}: its pictures are large`);
    }
    const files = await saveModule(folder, module, saved);
    saved.push(files);
    await write(io.stderr, `saved ${visible(files.typescript)}\n`);
  }
}
