/** @file The program's side of a contrast: learned from a handful of examples, scored on the same rows as the nets. */

import { domains } from "../domains/index.ts";
import type { Report, Stopped } from "../drive.ts";
import { agrees } from "../language/agree.ts";
import { compile } from "../language/compile.ts";
import { inputsText } from "../language/program.ts";
import type { Signature } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import { type Found, Learning, typescriptOf } from "../learning.ts";
import type { Task } from "../tasks/task.ts";
import type { TaskOutline } from "./outline.ts";
import { keyOf, type PlainRow, rowsOf } from "./rows.ts";
import { type Score, scoreOf } from "./score.ts";
import type { TaskSource } from "./source.ts";

/** Further examples, at most: answers to its questions, as many as a person is asked at a terminal, or corrections. */
const FURTHER = 3;

/** Rows from the training range that are to be filled: it asks about them, and one that it fills wrongly is corrected. */
const UNLABELLED = 20;

/** Examples where neither the task nor the caller says how many. */
export const EXAMPLES = 8;

/** Milliseconds between looks at the signal while a program answers. */
const SLICE_MS = 25;

export interface ProgramOptions {
  readonly seed: number;
  readonly examples?: number;
  readonly seconds: number;
  readonly candidates?: number;
  readonly memory?: number;
  readonly signal: AbortSignal;
  readonly onProgress: (report: Report) => void;
}

export interface ProgramSide {
  /** What it was learned from; the last `told` are answers to its questions, and corrections. */
  readonly examples: readonly PlainRow[];
  readonly told: number;
  /** Absent where no program fits. */
  readonly program?: string;
  readonly typescript?: string;
  /** Bits. */
  readonly cost?: number;
  readonly seconds: number;
  readonly candidates: number;
  readonly stopped: Stopped;
  /** One for each reach; none without a program. */
  readonly scores: readonly Score[];
}

/** @param tests rows at each reach */
export async function programSide(
  source: TaskSource,
  tests: readonly (readonly PlainRow[])[],
  options: ProgramOptions,
): Promise<ProgramSide> {
  const { outline } = source;
  const { seed, signal, seconds, candidates, memory, onProgress } = options;
  const examples = [...(await examplesOf(source, options.examples))];
  const given = examples.length;
  const seen = new Set(examples.map(keyOf));
  const open = distinct(await source.rows("unlabelled", UNLABELLED)).filter((row) => !seen.has(keyOf(row)));
  const learning = await Learning.open(taskOf(outline, examples, open), domains, {
    // The reference makes no mistakes.
    ...{ suspects: 0, seed },
    ...(candidates !== undefined && { candidates }),
    ...(memory !== undefined && { memory }),
  });
  try {
    let found: Found;
    let spent = 0;
    while (true) {
      found = await learning.run({ seconds: Math.max(0, seconds - spent), signal, onProgress });
      spent = found.seconds;
      const row = nextExample(found, open, outline);
      if (!row || examples.length === given + FURTHER || signal.aborted || spent >= seconds) break;
      examples.push(row);
      await learning.tell(rowsOf([row], outline)[0]);
    }
    const { best, stopped } = found;
    const side = {
      examples,
      told: examples.length - given,
      seconds: found.seconds,
      candidates: found.candidates,
      stopped,
    };
    if (!best || !found.solved) return { ...side, scores: [] };
    const program = compile(best.program);
    const scores: Score[] = [];
    for (const set of tests) {
      const rows = rowsOf(set, outline);
      const answers: Value[] = [];
      let turn = performance.now();
      for (const { inputs } of rows) {
        answers.push(program(inputs));
        if (performance.now() - turn < SLICE_MS) continue;
        await new Promise((resolve) => setImmediate(resolve));
        if (signal.aborted) break;
        turn = performance.now();
      }
      if (signal.aborted && answers.length < rows.length) break;
      scores.push(
        scoreOf(
          answers,
          rows.map((row) => row.output),
          outline.output,
        ),
      );
    }
    const typescript = typescriptOf(found.task, best);
    return { ...side, program: best.program.text, typescript, cost: best.cost, scores };
  } finally {
    learning.search.dispose();
  }
}

/** The row that it asks about, or else the first that it fills wrongly. */
function nextExample(
  { best, evidence }: Found,
  open: readonly PlainRow[],
  outline: TaskOutline,
): PlainRow | undefined {
  const rows = rowsOf(open, outline);
  const texts = rows.map(({ inputs }) => inputsText(inputs));
  for (const { inputs } of evidence.questions) {
    const asked = texts.indexOf(inputsText(inputs));
    if (asked >= 0) return open[asked];
  }
  if (!best) return undefined;
  const program = compile(best.program);
  return open.find((_, i) => !agrees(program(rows[i].inputs), rows[i].output));
}

/** Those of the task, or the first drawn that have different inputs. */
async function examplesOf(source: TaskSource, wanted: number | undefined): Promise<readonly PlainRow[]> {
  const { examples, exampleCount } = source.outline;
  if (examples && wanted === undefined) return source.answers(examples);
  const count = wanted ?? exampleCount ?? EXAMPLES;
  return distinct(await source.rows("examples", 4 * count)).slice(0, count);
}

function distinct(rows: readonly PlainRow[]): readonly PlainRow[] {
  const byKey = new Map<string, PlainRow>();
  for (const row of rows) if (!byKey.has(keyOf(row))) byKey.set(keyOf(row), row);
  return [...byKey.values()];
}

function taskOf(outline: TaskOutline, examples: readonly PlainRow[], open: readonly PlainRow[]): Task {
  const { name, description, inputs, output } = outline;
  const signature: Signature = { params: inputs, result: output };
  return {
    name,
    ...(description !== undefined && { description }),
    signature,
    examples: rowsOf(examples, outline),
    tests: [],
    unlabelled: rowsOf(open, outline).map((row) => ({ inputs: row.inputs })),
  };
}
