/** @file Whole files and standard input as bytes. */

import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { described } from "../library/atomic.ts";
import { MAX_BYTES, tooLarge } from "../tasks/encoding.ts";
import { InputError } from "../tasks/error.ts";
import type { Source } from "../tasks/sheet.ts";
import type { Io } from "./io.ts";

/** Reads a file, or standard input for `-`. Size is checked before anything is read. */
export async function readSource(path: string, io: Io): Promise<Source> {
  if (path === "-") return { name: "standard input", bytes: await readAll(io.stdin, "standard input") };
  return described(path, async () => {
    const found = await stat(path);
    if (found.isDirectory()) throw new InputError(path, "is a folder; name a file in it");
    if (found.size > MAX_BYTES) throw tooLarge(path);
    // Pipes and devices do not tell their size: they are read with the limit in hand.
    const bytes = found.isFile() ? await readFile(path) : await readAll(createReadStream(path), path);
    return { name: basename(path), bytes };
  });
}

async function readAll(stream: AsyncIterable<unknown>, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? new TextEncoder().encode(chunk) : (chunk as Uint8Array);
    size += bytes.length;
    if (size > MAX_BYTES) throw tooLarge(name);
    chunks.push(bytes);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const bytes of chunks) {
    whole.set(bytes, at);
    at += bytes.length;
  }
  return whole;
}
