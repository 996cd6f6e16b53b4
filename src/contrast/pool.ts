/** @file Threads that jobs are handed out to, in order, as they come free. */

import type { Worker } from "node:worker_threads";
import type { Job, JobReply, Outcome } from "./job.ts";
import type { FitProgress } from "./learner.ts";
import { startThread } from "./start.ts";

/** Why a job has no outcome; the others go on. */
export class JobFailed extends Error {}

interface Ticket {
  /** Made when its turn comes: how long it may take hangs on what is left. May throw `JobFailed`. */
  readonly make: () => Job;
  readonly onProgress: (progress: FitProgress) => void;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
}

export class Pool {
  private readonly threads: number;
  private readonly waiting: Ticket[] = [];
  private readonly idle: Worker[] = [];
  private readonly busy = new Map<Worker, Ticket>();
  private isClosed = false;

  constructor(threads: number) {
    this.threads = threads;
  }

  /** Rejects with `JobFailed` where the job fails, or the pool is closed before. */
  run(make: () => Job, onProgress: (progress: FitProgress) => void = () => {}): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ make, onProgress, resolve, reject });
      this.handOut();
    });
  }

  /** Ends all threads at once. */
  close(): void {
    this.isClosed = true;
    const left = [...this.waiting.splice(0), ...this.busy.values()];
    for (const worker of [...this.idle.splice(0), ...this.busy.keys()]) void worker.terminate();
    this.busy.clear();
    for (const { reject } of left) reject(new JobFailed("stopped"));
  }

  private handOut(): void {
    if (this.isClosed) this.close();
    while (this.waiting.length > 0 && this.busy.size < this.threads) {
      const ticket = this.waiting.shift() as Ticket;
      let job: Job;
      try {
        job = ticket.make();
      } catch (error) {
        ticket.reject(error as Error);
        continue;
      }
      this.start(this.idle.pop() ?? startThread("job"), job, ticket);
    }
  }

  /** Once whoever waited for the job before knows its outcome: how long the next may take hangs on it. */
  private handOutNext(): void {
    queueMicrotask(() => this.handOut());
  }

  private start(worker: Worker, job: Job, ticket: Ticket): void {
    this.busy.set(worker, ticket);
    const why = `did not end within ${Math.round(job.limit)} s`;
    const timer = setTimeout(() => fail(why), job.limit * 1000);
    const end = (): boolean => {
      clearTimeout(timer);
      worker.off("message", take).off("error", die).off("exit", exit);
      return this.busy.delete(worker);
    };
    const fail = (why: string): void => {
      if (!end()) return;
      void worker.terminate();
      ticket.reject(new JobFailed(why));
      this.handOutNext();
    };
    const take = (reply: JobReply): void => {
      if (reply.kind === "progress") {
        ticket.onProgress(reply.progress);
        return;
      }
      if (!end()) return;
      this.idle.push(worker);
      if (reply.kind === "done") ticket.resolve(reply.outcome);
      else ticket.reject(new JobFailed(reply.why));
      this.handOutNext();
    };
    const die = (error: Error): void => fail(error.message.split("\n")[0]);
    const exit = (): void => fail("its thread ended");
    worker.on("message", take).on("error", die).on("exit", exit);
    worker.postMessage(job);
  }
}
