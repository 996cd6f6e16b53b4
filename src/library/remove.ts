/** @file Removes a module's files. */

import { unlink } from "node:fs/promises";
import { InputError } from "../tasks/error.ts";
import { described } from "./atomic.ts";
import type { LoadedModule } from "./load.ts";

/**
 * Removes the three files, the JSON file last: whoever stops us leaves a module that can be removed again. Refuses
 * where one was edited by hand, unless `evenEdited`.
 */
export async function removeModule(
  { files, typescript, test }: LoadedModule,
  evenEdited = false,
): Promise<void> {
  for (const [path, state] of [
    [files.typescript, typescript],
    [files.test, test],
  ] as const) {
    if (state === "edited" && !evenEdited) {
      throw new InputError(path, "was edited by hand and is left alone; --force removes it too");
    }
  }
  if (test !== "missing") await described(files.test, () => unlink(files.test));
  if (typescript !== "missing") await described(files.typescript, () => unlink(files.typescript));
  await described(files.json, () => unlink(files.json));
}
