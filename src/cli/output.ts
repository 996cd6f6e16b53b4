/** @file What `-o` names: refused before anything is learned where it could not be written afterwards. */

import { stat } from "node:fs/promises";
import { dirname, extname } from "node:path";
import { replaceFile } from "../library/atomic.ts";
import { InputError, shown } from "../tasks/error.ts";

/** Refuses an extension that promises another format than the input's. */
export function refuseOtherFormat(output: string, format: string): void {
  if (format === "sygus") {
    throw new InputError(`-o ${output}`, "writes filled cells, and a SyGuS file has none; leave it out");
  }
  const extension = extname(output).slice(1).toLowerCase();
  if (extension !== format && ["csv", "tsv", "json", "jsonl", "xlsx"].includes(extension)) {
    throw new InputError(`-o ${output}`, `the filled file keeps the input's format; name it .${format}`);
  }
}

/** Refuses a file that cannot be put in place; nothing is there afterwards that was not before. */
export async function refuseUnwritable(output: string, option = "-o"): Promise<void> {
  if (output === "-") return;
  const folder = dirname(output);
  const parent = await stat(folder).catch((error: NodeJS.ErrnoException) => error);
  if (parent instanceof Error && parent.code === "ENOENT") {
    throw new InputError(
      `${option} ${output}`,
      `there is no folder ${shown(folder)}; make it first, or name another`,
    );
  }
  const present = await stat(output).catch(() => undefined);
  // A pipe's reader would take a first opening for all there is.
  if (present && !present.isFile() && !present.isDirectory()) return;
  const file = await replaceFile(output, `${option} ${output}`);
  await file.discard();
}
