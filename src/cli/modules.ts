/** @file MODULE arguments: paths, or bare names in the library folder. */

import { stat } from "node:fs/promises";
import { join } from "node:path";
import { domains } from "../domains/index.ts";
import type { Primitive } from "../language/primitive.ts";
import { filesOfPath, type LoadedModule, loadModule, noSuchModule } from "../library/load.ts";

/** Where `--save` puts modules and where bare names are looked for, when nothing else is said. */
export const DEFAULT_LIBRARY = "knack";

/** All that a saved program may use. */
export const PRIMITIVES: ReadonlyMap<string, Primitive> = new Map(
  domains.flatMap((domain) => domain.primitives.map((primitive) => [primitive.name, primitive] as const)),
);

/** A bare name is looked for in the library folder first, then here. */
export async function findModule(argument: string, library: string = DEFAULT_LIBRARY): Promise<LoadedModule> {
  if (/[/\\]/.test(argument)) return loadModule(argument, PRIMITIVES);
  for (const path of [join(library, argument), argument]) {
    if (await stat(filesOfPath(path).json).catch(() => undefined)) return loadModule(path, PRIMITIVES);
  }
  throw await noSuchModule(argument, library);
}
