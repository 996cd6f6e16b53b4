/**
 * @file The thread in which a task file runs: it imports the file and draws rows from it. A function that never returns ends
 * with its thread; what it was at is told by two words that both threads see.
 */

import { parentPort, workerData } from "node:worker_threads";
import { drawOf, seedOf } from "./draw.ts";
import { At, inputsText, Phase, type Reply, type Request, STREAMS } from "./messages.ts";
import { checkTask, NoTask, type TaskOutline } from "./outline.ts";
import { asValue, type PlainRow } from "./rows.ts";
import type { ContrastTask } from "./task.ts";

const { file, words } = workerData as { readonly file: string; readonly words: Int32Array };
const port = parentPort as NonNullable<typeof parentPort>;

const at = (phase: number, row: number): void => {
  Atomics.store(words, At.Row, row);
  Atomics.store(words, At.Phase, phase);
};

/** One line of whatever was thrown. */
const thrown = (error: unknown): string =>
  (error instanceof Error
    ? `${error.name === "Error" ? "" : `${error.name}: `}${error.message}`
    : String(error)
  )
    .replace(/\s+/g, " ")
    .slice(0, 300);

class Source {
  readonly outline: TaskOutline;
  private readonly task: ContrastTask;

  constructor(given: unknown) {
    ({ task: this.task, outline: this.outline } = checkTask(given));
  }

  rows({ seed, stream, reach, from, count, inputsOnly, given }: Request): PlainRow[] {
    return Array.from({ length: count }, (_, i) => {
      at(Phase.Sampling, from + i);
      const rowSeed = seedOf(seed, STREAMS.indexOf(stream), Math.round(reach * 1000), from + i);
      const inputs = this.checked(
        given ? given[i] : this.sample(rowSeed, reach),
        given ? "examples" : `sample(random, ${reach})`,
      );
      if (inputsOnly) return { inputs, output: undefined };
      at(Phase.Reference, from + i);
      return { inputs, output: this.output(inputs) };
    });
  }

  private sample(seed: number, reach: number): unknown {
    try {
      return this.task.sample(drawOf(seed), reach);
    } catch (error) {
      throw new NoTask(`sample(random, ${reach}) threw ${thrown(error)}`);
    }
  }

  private checked(inputs: unknown, place: string): readonly unknown[] {
    const { inputs: fields } = this.outline;
    if (!Array.isArray(inputs))
      throw new NoTask(`${place} gave what is no list; give the inputs in a list, here ${fields.length}`);
    if (inputs.length !== fields.length)
      throw new NoTask(`${place} gave ${inputs.length} items where the task has ${fields.length} inputs`);
    for (const [i, { name, type }] of fields.entries()) {
      const found = asValue(inputs[i], type);
      if ("why" in found) throw new NoTask(`${place}: ${name} ${found.why}`);
    }
    return inputs;
  }

  private output(inputs: readonly unknown[]): unknown {
    // The function may change what it is given.
    const own = structuredClone(inputs) as readonly never[];
    let output: unknown;
    try {
      output = this.task.reference(...own);
    } catch (error) {
      throw new NoTask(`reference threw on ${inputsText(inputs)}: ${thrown(error)}`);
    }
    if (output instanceof Promise)
      throw new NoTask("reference gave a promise; give a function that returns its output itself");
    const found = asValue(output, this.outline.output);
    if ("why" in found) throw new NoTask(`the output of reference on ${inputsText(inputs)} ${found.why}`);
    return output;
  }
}

function say(reply: Reply): void {
  at(Phase.Idle, 0);
  port.postMessage(reply);
}

async function serve(): Promise<void> {
  at(Phase.Loading, 0);
  let source: Source;
  try {
    source = new Source(((await import(file)) as { default?: unknown }).default);
  } catch (error) {
    say({
      kind: "refused",
      why: error instanceof NoTask ? error.message : `cannot be loaded: ${thrown(error)}`,
    });
    return;
  }
  port.on("message", (request: Request) => {
    try {
      const rows = source.rows(request);
      say({ kind: "rows", rows });
    } catch (error) {
      if (!(error instanceof NoTask)) throw error;
      say({ kind: "refused", why: error.message });
    }
  });
  say({ kind: "ready", outline: source.outline });
}

await serve();
