/**
 * @file The thread in which a task file runs: it imports the file and draws rows from it. A function that never returns ends
 * with its thread; what it was at is told by two words that both threads see.
 */

import { isDeepStrictEqual } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import { drawOf, seedOf } from "./draw.ts";
import { At, inputsText, Phase, type Reply, type Request, STREAMS } from "./messages.ts";
import { checkTask, NoTask, type TaskOutline } from "./outline.ts";
import { asValue, copied, type PlainRow } from "./rows.ts";
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

/** Rows of each request that are drawn and answered twice: what is not the same each time can be learned by nobody. */
const TRIED_TWICE = 3;

function refuseChange(place: string, first: unknown, second: unknown, remedy: string): void {
  if (isDeepStrictEqual(first, second)) return;
  throw new NoTask(`${place} gave ${inputsText([first])}, then ${inputsText([second])}${remedy}`);
}

class Source {
  readonly outline: TaskOutline;
  private readonly task: ContrastTask;

  constructor(given: unknown) {
    ({ task: this.task, outline: this.outline } = checkTask(given));
  }

  rows({ seed, stream, reach, from, count, inputsOnly, given }: Request): PlainRow[] {
    return Array.from({ length: count }, (_, i) => {
      at(Phase.Sampling, from + i);
      const place = given ? `examples[${i}]` : `sample(random, ${reach})`;
      const rowSeed = seedOf(seed, STREAMS.indexOf(stream), Math.round(reach * 1000), from + i);
      const draw = (): unknown => called(place, () => this.task.sample(drawOf(rowSeed), reach));
      const drawn = given ? given[i] : draw();
      if (!Array.isArray(drawn)) throw new NoTask(`${place} gave what is no list; give the inputs in a list`);
      // Samples that are drawn into the same list, or the same bytes, are rows of their own.
      const inputs = this.shown(drawn, place).map(copied);
      if (inputsOnly) return { inputs, output: undefined };
      const isTried = from + i < TRIED_TWICE;
      // Copied before the second, which may be drawn into the same list.
      if (isTried && !given)
        refuseChange(place, structuredClone(drawn), draw(), " for the same seed; draw from `random` alone");
      at(Phase.Reference, from + i);
      const output = copied(this.output(drawn, inputs));
      if (isTried) {
        const remedy = "; it must give the same, always";
        refuseChange(`reference, on ${inputsText(inputs)},`, output, this.output(drawn, inputs), remedy);
      }
      return { inputs, output };
    });
  }

  /** The inputs of what was drawn. */
  private shown(drawn: readonly unknown[], place: string): readonly unknown[] {
    const { task } = this;
    const { inputs: fields } = this.outline;
    const isShown = task.show !== undefined;
    const inputs = isShown
      ? called("show", () => task.show?.(...(structuredClone(drawn) as readonly never[])))
      : drawn;
    const source = isShown ? "show" : place;
    if (!Array.isArray(inputs) || inputs.length !== fields.length) {
      const names = fields.map(({ name }) => name).join(", ");
      throw new NoTask(`${source} gave what is no list of the task's inputs; give [${names}]`);
    }
    for (const [i, { name, type }] of fields.entries()) {
      const found = asValue(inputs[i], type);
      if ("why" in found) throw new NoTask(`${source}: ${name} ${found.why}`);
    }
    return inputs;
  }

  private output(drawn: readonly unknown[], inputs: readonly unknown[]): unknown {
    // The function may change what it is given.
    const own = structuredClone(drawn) as readonly never[];
    const output = called(`reference, on ${inputsText(inputs)},`, () => this.task.reference(...own));
    const found = asValue(output, this.outline.output);
    if ("why" in found) throw new NoTask(`the output of reference on ${inputsText(inputs)} ${found.why}`);
    return output;
  }
}

/** What a function of the task gives; whatever it throws is told in a line. */
function called(place: string, call: () => unknown): unknown {
  let result: unknown;
  try {
    result = call();
  } catch (error) {
    throw new NoTask(`${place} threw ${thrown(error)}`);
  }
  if (result instanceof Promise)
    throw new NoTask(`${place} gave a promise; give a function that returns at once`);
  return result;
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
