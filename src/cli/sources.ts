/** @file Whole files and standard input as bytes. */

import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { described } from "../library/atomic.ts";
import { MAX_BYTES, tooLarge } from "../tasks/encoding.ts";
import { InputError } from "../tasks/error.ts";
import type { Source } from "../tasks/sheet.ts";
import type { Io } from "./io.ts";

/** Reads a file, or standard input for `-`. Size is checked before anything is read. */
export async function readSource(path: string, io: Io): Promise<Source> {
  if (path === "-") return { name: "standard input", bytes: await readAll(io) };
  return described(path, async () => {
    const found = await stat(path);
    if (found.isDirectory()) throw new InputError(path, "is a folder; name a file in it");
    if (found.size > MAX_BYTES) throw tooLarge(path);
    return { name: basename(path), bytes: await readFile(path) };
  });
}

async function readAll(io: Io): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of io.stdin) {
    const bytes = typeof chunk === "string" ? new TextEncoder().encode(chunk) : (chunk as Uint8Array);
    size += bytes.length;
    if (size > MAX_BYTES) throw tooLarge("standard input");
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
