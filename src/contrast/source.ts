/** @file A task file, from outside: the thread that it runs in is asked for rows, and ended where it does not answer. */

import { stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Worker } from "node:worker_threads";
import { InputError } from "../tasks/error.ts";
import { At, inputsText, Phase, type Reply, type Request, type Stream } from "./messages.ts";
import type { TaskOutline } from "./outline.ts";
import type { PlainRow } from "./rows.ts";
import { startThread } from "./start.ts";

const EXTENSIONS = [".ts", ".mts", ".js", ".mjs"];

const LIMIT_MS = 5_000;

/** Rows that are asked for at once. */
const BATCH = 2_000;

export interface SourceOptions {
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** Milliseconds that the file may take to load, and one call of its functions to return. */
  readonly limit?: number;
}

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
}

export class TaskSource {
  readonly path: string;
  readonly outline: TaskOutline;
  private thread: HostThread;
  private last: Promise<unknown> = Promise.resolve();
  private readonly options: SourceOptions;

  private constructor(path: string, outline: TaskOutline, thread: HostThread, options: SourceOptions) {
    this.path = path;
    this.outline = outline;
    this.thread = thread;
    this.options = options;
  }

  /** Throws an InputError where the file cannot be used. */
  static async open(path: string, options: SourceOptions): Promise<TaskSource> {
    const { limit = LIMIT_MS } = options;
    if (!EXTENSIONS.includes(extname(path)))
      throw new InputError(path, `is no task file; name a TypeScript module (${EXTENSIONS.join(", ")})`);
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
    if (found instanceof Error)
      throw new InputError(
        path,
        found.code === "ENOENT" ? "there is no such file" : `cannot be read (${found.code})`,
      );
    if (!found.isFile()) throw new InputError(path, "is no file; name a TypeScript module");
    const thread = new HostThread(path, limit);
    const ready = await thread.ready;
    return new TaskSource(path, ready, thread, options);
  }

  /** The first of the rows that are drawn for that, always the same; fewer after the signal. */
  async rows(stream: Stream, count: number, reach = 1): Promise<PlainRow[]> {
    const rows: PlainRow[] = [];
    while (rows.length < count && !this.options.signal?.aborted) {
      const batch = Math.min(BATCH, count - rows.length);
      rows.push(...(await this.ask({ stream, reach, from: rows.length, count: batch })));
    }
    return rows;
  }

  /** What the reference says of these inputs. */
  answers(given: readonly (readonly unknown[])[]): Promise<readonly PlainRow[]> {
    return this.ask({ stream: "examples", reach: 1, from: 0, count: given.length, given });
  }

  close(): void {
    this.thread.end();
  }

  /** One request after the other. */
  private ask(request: Omit<Request, "seed">): Promise<readonly PlainRow[]> {
    const asked = this.last.then(() => this.askNow(request));
    this.last = asked.catch(() => {});
    return asked;
  }

  private async askNow(request: Omit<Request, "seed">): Promise<readonly PlainRow[]> {
    try {
      return await this.thread.ask({ ...request, seed: this.options.seed });
    } catch (error) {
      if (!(error instanceof Overdue)) throw error;
      const { phase, row } = error;
      if (phase === Phase.Sampling)
        throw new InputError(
          this.path,
          `sample(random, ${request.reach}) did not return within ${this.thread.limit / 1000} s; it must end for every random and reach`,
        );
      const inputs = request.given?.[row] ?? (await this.inputsOf(request, row));
      throw new InputError(
        this.path,
        `reference did not return within ${this.thread.limit / 1000} s on ${inputsText(inputs)}; it must end for every sample`,
      );
    }
  }

  /** The inputs of a row whose output never came: drawn again, in a new thread. */
  private async inputsOf(request: Omit<Request, "seed">, row: number): Promise<readonly unknown[]> {
    this.thread = new HostThread(this.path, this.thread.limit);
    await this.thread.ready;
    const asked = { ...request, seed: this.options.seed, from: row, count: 1, inputsOnly: true };
    const [{ inputs }] = await this.thread.ask(asked).catch((error: Error) => {
      if (!(error instanceof Overdue)) throw error;
      throw new InputError(
        this.path,
        `did not return row ${row} within ${this.thread.limit / 1000} s; make it smaller`,
      );
    });
    return inputs;
  }
}

/** The thread was at the same row for too long. */
class Overdue extends Error {
  readonly phase: number;
  readonly row: number;

  constructor(phase: number, row: number) {
    super("internal: a task file did not answer");
    this.phase = phase;
    this.row = row;
  }
}

class HostThread {
  readonly ready: Promise<TaskOutline>;
  readonly limit: number;
  private readonly path: string;
  private readonly worker: Worker;
  private readonly words = new Int32Array(new SharedArrayBuffer(8));
  private readonly timer: NodeJS.Timeout;
  private waiting: Waiting | undefined;
  private ended = false;
  private lastAt = "";
  private since = performance.now();

  constructor(path: string, limit: number) {
    this.path = path;
    this.limit = limit;
    Atomics.store(this.words, At.Phase, Phase.Loading);
    this.worker = startThread("host", { file: pathToFileURL(resolve(path)).href, words: this.words });
    this.worker.on("message", (reply: Reply) => this.take(reply));
    this.worker.on("error", (error: NodeJS.ErrnoException) =>
      this.fail(
        new InputError(
          path,
          error.code === "ERR_WORKER_OUT_OF_MEMORY"
            ? "needs too much memory"
            : `ended with ${error.message.split("\n")[0]}`,
        ),
      ),
    );
    this.worker.on("exit", () =>
      this.fail(new InputError(path, "ended its thread; a task file must not exit")),
    );
    this.timer = setInterval(() => this.watch(), Math.min(250, limit / 4));
    this.timer.unref();
    this.ready = this.reply().then((reply) => (reply as Reply & { kind: "ready" }).outline);
  }

  async ask(request: Request): Promise<readonly PlainRow[]> {
    const answer = this.reply();
    this.worker.postMessage(request);
    return ((await answer) as Reply & { kind: "rows" }).rows;
  }

  end(): void {
    this.ended = true;
    clearInterval(this.timer);
    void this.worker.terminate();
  }

  private reply(): Promise<Reply> {
    this.since = performance.now();
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  private take(reply: Reply): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (reply.kind === "refused") {
      this.end();
      waiting?.reject(new InputError(this.path, reply.why));
    } else waiting?.resolve(reply);
  }

  private fail(error: Error): void {
    if (this.ended) return;
    this.end();
    this.waiting?.reject(error);
    this.waiting = undefined;
  }

  private watch(): void {
    if (!this.waiting) return;
    const phase = Atomics.load(this.words, At.Phase);
    const row = Atomics.load(this.words, At.Row);
    const now = performance.now();
    if (`${phase} ${row}` !== this.lastAt) {
      this.lastAt = `${phase} ${row}`;
      this.since = now;
    }
    // Between two requests the row may be the same; the thread is then idle, or a new wait has begun.
    if (phase === Phase.Idle || now - this.since < this.limit) return;
    this.fail(
      phase === Phase.Loading
        ? new InputError(
            this.path,
            `did not load within ${this.limit / 1000} s; what it does at its top must end`,
          )
        : new Overdue(phase, row),
    );
  }
}
