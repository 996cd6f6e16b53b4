/** @file The outside world as a command sees it: streams, environment, Ctrl-C. Tests put their own in its place. */

import type { Readable, Writable } from "node:stream";
import { visible } from "../tasks/error.ts";

export type Input = Readable & { readonly isTTY?: boolean };
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

export interface Io {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls `handler` at each Ctrl-C until the function returned is called. */
  onInterrupt(handler: () => void): () => void;
}

/** A command: everything after its name on the command line; returns the exit status. */
export type Command = (argv: readonly string[], io: Io) => Promise<number>;

/** Exit statuses of every command. */
export const Exit = {
  /** Every task solved; all modules hold. */
  Success: 0,
  /** Some task not solved within its budget; some module does not hold. */
  Unsolved: 1,
  /** Unusable input: one line says what is wrong, where, and what would be accepted. */
  Unusable: 2,
  /** A mistake in Knack itself (EX_SOFTWARE of sysexits.h). */
  Internal: 70,
  /** Stopped by Ctrl-C; what was found until then has been printed and written. */
  Interrupted: 130,
} as const;

/** Writes, and waits while the reader is slower than we are. */
export function write(to: Writable, chunk: string | Uint8Array): Promise<void> {
  if (to.destroyed || to.write(chunk)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      to.off("drain", done).off("close", done).off("error", done);
      resolve();
    };
    to.on("drain", done).on("close", done).on("error", done);
  });
}

/** One line of diagnosis on standard error; whatever it quotes from files is made harmless. */
export const complain = (io: Io, message: string): Promise<void> =>
  write(io.stderr, `knack: ${visible(message)}\n`);

export function processIo(): Io {
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    onInterrupt(handler) {
      process.on("SIGINT", handler);
      // Whoever is told to end a second time ends at once.
      process.once("SIGTERM", handler);
      return () => process.off("SIGINT", handler).off("SIGTERM", handler);
    },
  };
}
