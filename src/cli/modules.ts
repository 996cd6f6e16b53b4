/** @file MODULE arguments: paths, or bare names in the library folder. */

import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { bitsPrimitiveNamed } from "../domains/bits/primitives.ts";
import { domains, Primitives } from "../domains/index.ts";
import { smtPrimitiveNamed, smtPrimitives } from "../domains/smt/index.ts";
import type { CalledNet, Primitive, PrimitiveSource } from "../language/primitive.ts";
import { filesOfPath, type LoadedModule, loadModule, noSuchModule, readLibrary } from "../library/load.ts";
import { isModelPath, JSON_ENDING } from "../nets/saved/names.ts";
import { InputError } from "../tasks/error.ts";
import type { Called } from "./called.ts";

/** Where `--save` puts modules and where bare names are looked for, when nothing else is said. */
export const DEFAULT_LIBRARY = "knack";

/** How nets are found that modules call, where it is not as usual. */
interface NetSearch {
  /** Nets that are open already: they may have changed since the module was saved, which is to be learned again. */
  readonly opened?: readonly Called[];
  /** Where the modules are going to lie. */
  readonly folder?: string;
}

/** Those that can be listed, and by name those that there is one of for every width. */
class AllPrimitives extends Primitives {
  readonly #search: NetSearch;

  constructor(entries: Iterable<readonly [string, Primitive]>, search: NetSearch = {}) {
    super(entries);
    this.#search = search;
  }

  override get(name: string): Primitive | undefined {
    return super.get(name) ?? smtPrimitiveNamed(name) ?? bitsPrimitiveNamed(name);
  }

  async withNets(nets: readonly CalledNet[], folder: string): Promise<PrimitiveSource> {
    const { primitivesOf } = await import("./called.ts");
    return withPrimitives(await primitivesOf(nets, this.#search.folder ?? folder, this.#search.opened));
  }
}

/** All that a saved program may use. */
export const PRIMITIVES: PrimitiveSource = new AllPrimitives([
  ...domains.flatMap((domain) => domain.primitives.map((primitive) => [primitive.name, primitive] as const)),
  ...smtPrimitives.map((primitive) => [primitive.name, primitive] as const),
]);

/** All that a program may use in a file with further ones of its own. */
export const withPrimitives = (own: readonly Primitive[] = []): PrimitiveSource =>
  new AllPrimitives([...PRIMITIVES, ...own.map((primitive) => [primitive.name, primitive] as const)]);

/** All that a saved program may use that is learned again with these nets. */
export const learningAgain = (opened: readonly Called[]): PrimitiveSource =>
  opened.length === 0 ? PRIMITIVES : new AllPrimitives(PRIMITIVES, { opened });

/** All that a program may use that is about to be saved in the folder. */
export const savingIn = (folder: string): PrimitiveSource => new AllPrimitives(PRIMITIVES, { folder });

/** A path; or the name of a file in the library folder, or here; or the name of a module in the library. */
export async function findModule(argument: string, library: string = DEFAULT_LIBRARY): Promise<LoadedModule> {
  const isPath = /[/\\]/.test(argument);
  for (const path of isPath ? [argument] : [join(library, argument), argument]) {
    if (await stat(filesOfPath(path).json).catch(() => undefined)) return loadModule(path, PRIMITIVES);
  }
  const all = await readLibrary(library, PRIMITIVES).catch(() => undefined);
  const named = all?.modules.find(({ module }) => module.name === argument);
  if (named) return named;
  const net = await netInstead(argument);
  if (net) throw new InputError(argument, net);
  throw await noSuchModule(argument, isPath ? dirname(argument) : library);
}

/** What is to be said where a net has the name that is no module's. */
async function netInstead(argument: string): Promise<string | undefined> {
  if (isModelPath(argument)) return "is a net, where a module is wanted; knack apply is what tries nets";
  const json = argument + JSON_ENDING;
  const isThere = await stat(json).catch(() => undefined);
  return isThere && `no such module; there is a net, ${json}, which knack apply takes by that name`;
}
