/**
 * @file Further threads at work on a memory: `worker_threads` in Node, workers in pages that may share memory. They are
 * started when a memory first wants them, serve one after the other, and keep no process alive. Who is late is not
 * waited for: the first thread then does all of the work itself. Who died or stopped with work in hand ends it for all.
 */

import { type Memory, type TeamNative, teamModule, teamOver } from "./native.ts";
import { BROKEN, HELPED, MAX_THREADS, PIECES_DONE, PRESENT, TEAM_WORDS } from "./state.ts";

/** Milliseconds for which a thread waits at one memory before it turns to the next. */
const PATIENCE_MS = 50;

/** Milliseconds without a call after which threads end: while one is there, so is the memory that it served last. */
const LINGER_MS = 1000;

interface Hand {
  postMessage(message: object): void;
  terminate(): unknown;
}

interface NodeWorker extends Hand {
  on(event: "error" | "exit", listener: () => void): void;
  unref(): void;
}

interface WebWorker extends Hand {
  onerror: unknown;
}

interface WorkerThreads {
  readonly Worker: new (file: URL, options: { execArgv: string[]; stdin: boolean }) => NodeWorker;
}

declare const Worker: new (file: URL, options: { type: "module" }) => WebWorker;

/** Where there is Node's own; without an import, which browsers would not resolve. */
const workerThreads = (): WorkerThreads | undefined =>
  (
    globalThis as { process?: { getBuiltinModule?(name: string): WorkerThreads } }
  ).process?.getBuiltinModule?.("worker_threads");

const isIsolatedPage = (): boolean =>
  (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated === true &&
  typeof Worker === "function";

/** The first is the second thread. */
const hands: Hand[] = [];

/** Whether threads may be had; false for good once one could not be started, or died. */
let mayStart = true;

/** Ends those who are there: nobody waits for them any more. */
function giveUp(): void {
  mayStart = false;
  for (const hand of hands.splice(0)) hand.terminate();
}

function start(): Hand {
  const node = workerThreads();
  if (!node) {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    worker.onerror = giveUp;
    return worker;
  }
  const file = "./worker.js";
  const worker = new node.Worker(new URL(file, import.meta.url), { execArgv: [], stdin: false });
  worker.on("error", giveUp);
  worker.on("exit", () => {
    if (hands.includes(worker)) giveUp();
  });
  worker.unref();
  return worker;
}

let calledAt = 0;
let timer: { unref?(): void } | number | undefined;

/** Has threads end some time after the last call; by then each has left the memory it was called to. */
function linger(): void {
  timer = setTimeout(() => {
    timer = undefined;
    if (performance.now() - calledAt < LINGER_MS) linger();
    else for (const hand of hands.splice(0)) hand.terminate();
  }, LINGER_MS);
  if (typeof timer === "object") timer.unref?.();
}

/** How many threads of those wanted can be had here. */
export function threadsAtHand(wanted: number): number {
  if (wanted <= 1 || !mayStart || typeof SharedArrayBuffer === "undefined") return 1;
  return workerThreads() || isIsolatedPage() ? Math.min(wanted, MAX_THREADS) : 1;
}

export class Team {
  readonly threads: number;
  readonly native: TeamNative;
  /** Whether the first thread may sleep while it waits: not that of a page. */
  readonly sleeps = !("document" in globalThis);
  private readonly memory: Memory;
  /** What threads share. */
  private readonly words: Int32Array;

  constructor(memory: Memory, threads: number) {
    this.memory = memory;
    this.threads = threads;
    this.native = teamOver(memory);
    this.words = new Int32Array(memory.buffer, 0, TEAM_WORDS);
  }

  /** Pieces of work that others than the first thread did on this memory. */
  get helped(): number {
    return Atomics.load(this.words, HELPED);
  }

  /** Calls those who are not there; false where the first thread had better work alone. */
  call(): boolean {
    if (!mayStart || Atomics.load(this.words, BROKEN) > 0) return false;
    calledAt = performance.now();
    if (timer === undefined) linger();
    try {
      for (let thread = 1; thread < this.threads; thread++) {
        if (Atomics.load(this.words, PRESENT + thread) !== 0) continue;
        hands[thread - 1] ??= start();
        Atomics.store(this.words, PRESENT + thread, 1);
        hands[thread - 1].postMessage({
          module: teamModule(),
          memory: this.memory,
          thread,
          patience: BigInt(PATIENCE_MS * 1e6),
          places: { broken: BROKEN, done: PIECES_DONE },
        });
      }
    } catch {
      giveUp();
    }
    return mayStart;
  }

  /** No thread is called any more. */
  giveUp(): void {
    giveUp();
  }
}
