/** @file A SyGuS file as a sheet: one task, and no cells to fill. */

import { decode } from "../encoding.ts";
import { InputError } from "../error.ts";
import type { StatedTasks } from "../stated.ts";
import { MAX_LENGTH, readSygus, tooLong } from "./index.ts";

/** Reads a whole file. */
export function readSygusFile(name: string, bytes: Uint8Array): StatedTasks {
  if (bytes.length > MAX_LENGTH) throw tooLong(name);
  const { text, notes } = decode(bytes, name);
  const read = readSygus(name, text);
  return {
    name,
    tasks: [read.task],
    notes: [...notes, ...read.notes],
    fill: () => {
      throw new InputError(name, "a SyGuS file has no cells to fill; leave -o out");
    },
  };
}
