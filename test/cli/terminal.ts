/** @file A command's world for tests: streams that remember, a Ctrl-C that can be pressed, and a temporary folder. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { onTestFinished } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";

/** A new folder, removed when the test is over. */
export async function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "knack-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
  return path;
}

export class World {
  readonly io: Io;
  readonly stdin = new PassThrough();
  stdout = "";
  stderr = "";
  private readonly handlers = new Set<() => void>();
  private waiting: (() => void)[] = [];

  constructor(options: { readonly isTerminal?: boolean; readonly env?: Io["env"] } = {}) {
    const { isTerminal = false, env = {} } = options;
    const stream = (take: (text: string) => void) => {
      const to = new PassThrough();
      to.on("data", (chunk) => {
        take(String(chunk));
        for (const wake of this.waiting.splice(0)) wake();
      });
      return Object.assign(to, { isTTY: isTerminal, columns: 100 });
    };
    this.io = {
      stdin: Object.assign(this.stdin, { isTTY: isTerminal }),
      stdout: stream((text) => {
        this.stdout += text;
      }),
      stderr: stream((text) => {
        this.stderr += text;
      }),
      env,
      onInterrupt: (handler) => {
        this.handlers.add(handler);
        return () => this.handlers.delete(handler);
      },
    };
  }

  knack(...argv: string[]): Promise<number> {
    return main(argv, this.io);
  }

  /** Presses Ctrl-C; false when nobody listens, and the process would end. */
  interrupt(): boolean {
    const handlers = [...this.handlers];
    for (const handler of handlers) handler();
    return handlers.length > 0;
  }

  /** Waits until what was printed in all matches. */
  async until(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.stdout + this.stderr)) {
      await new Promise<void>((wake) => this.waiting.push(wake));
    }
  }
}
