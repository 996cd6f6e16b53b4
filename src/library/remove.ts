/** @file Removes a module's files. */

import { rm, unlink } from "node:fs/promises";
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
  // The first to remove the JSON file has removed the module; another that is at it fails there.
  await described(files.test, () => rm(files.test, { force: true }));
  await described(files.typescript, () => rm(files.typescript, { force: true }));
  await described(files.json, () => unlink(files.json));
}
