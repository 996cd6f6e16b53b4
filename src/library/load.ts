/** @file Loads modules. Only the canonical program in the JSON file is ever run; the `.ts` is looked at, not executed. */

import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { PrimitiveSource } from "../language/primitive.ts";
import { InputError, listed, nearest } from "../tasks/error.ts";
import { described } from "./atomic.ts";
import { type Digests, MAX_SIZE, readModule } from "./format.ts";
import type { Module } from "./module.ts";
import { digestOfFile, filesOf, type SavedFiles, settle } from "./save.ts";

/** How a file that was printed for people compares with what was saved. */
type FileState = "as saved" | "edited" | "missing";

export interface LoadedModule {
  readonly module: Module;
  readonly files: SavedFiles;
  readonly typescript: FileState;
  readonly test: FileState;
}

interface LoadedLibrary {
  /** In the order of their file names. */
  readonly modules: readonly LoadedModule[];
  /** Files that should be modules and are not. */
  readonly broken: readonly BrokenModule[];
}

export interface BrokenModule {
  /** The path of its JSON file. */
  readonly json: string;
  /** One line that names the file. */
  readonly problem: string;
}

const SUFFIX = ".knack.json";

/**
 * Loads one module by the path of its JSON file, of its `.ts`, or of neither (`lib/initials`). Finishes a save
 * that was stopped half-way. Every failure is an InputError that names the file.
 */
export async function loadModule(path: string, primitives: PrimitiveSource): Promise<LoadedModule> {
  const files = filesOfPath(path);
  const [folder, name] = [dirname(files.json), basename(files.json, SUFFIX)];
  const found = await stat(files.json).catch(() => undefined);
  if (!found) throw await noSuchModule(path, folder);
  if (!found.isFile())
    throw new InputError(files.json, `is no ordinary file; a module is what \`knack learn --save\` writes`);
  if (found.size > MAX_SIZE * 4) throw new InputError(files.json, `is larger than a module may be (1 MiB)`);
  const bytes = await described(files.json, () => readFile(files.json));
  const { module, digests } = await readModule(decode(bytes, files.json), files.json, primitives);
  await settle(folder, name, digests);
  return {
    module,
    files,
    typescript: await stateOf(files, digests, "typescript"),
    test: await stateOf(files, digests, "test"),
  };
}

/** The files of the module that the path of one of them, or their common beginning, names. */
export function filesOfPath(path: string): SavedFiles {
  const stem = path.replace(/(\.knack\.json|\.test\.ts|\.ts)$/, "");
  return filesOf(dirname(stem), basename(stem));
}

/** Loads all modules of a folder; those that cannot be loaded are told, not fatal. */
export async function readLibrary(folder: string, primitives: PrimitiveSource): Promise<LoadedLibrary> {
  const modules: LoadedModule[] = [];
  const broken: BrokenModule[] = [];
  for (const file of await modulesIn(folder)) {
    const json = join(folder, file);
    try {
      modules.push(await loadModule(json, primitives));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      broken.push({ json, problem: error.message });
    }
  }
  return { modules, broken };
}

/** The file names of the modules' JSON files in a folder, sorted. */
export async function modulesIn(folder: string): Promise<string[]> {
  if (!(await stat(folder).catch(() => undefined))) {
    throw new InputError(folder, "no such folder; `knack learn FILE --save` makes a library");
  }
  const files = await described(folder, () => readdir(folder));
  return files.filter((file) => file.endsWith(SUFFIX) && !file.startsWith(".")).sort();
}

/** The error for a module that was looked for in a folder, with what there is instead. */
export async function noSuchModule(wanted: string, folder: string): Promise<InputError> {
  const found = await stat(folder).catch(() => undefined);
  const names = (await modulesIn(folder).catch(() => [])).map((file) => file.slice(0, -SUFFIX.length));
  const meant = nearest(basename(wanted), names);
  const instead = !found
    ? `there is no folder ${folder}; \`knack learn FILE --save\` makes modules, --library DIR says where they are`
    : names.length === 0
      ? `there are no modules in ${folder}; \`knack learn FILE --save\` makes them, --library DIR says where they are`
      : `in ${folder} there ${names.length === 1 ? "is" : "are"} ${listed(names)}`;
  const isBare = basename(wanted) === wanted;
  const hint = meant === undefined ? instead : `did you mean ${isBare ? meant : join(folder, meant)}?`;
  return new InputError(wanted, `no such module; ${hint}`);
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(file, `is not UTF-8 text; a module is what \`knack learn --save\` writes`);
  }
}

async function stateOf(files: SavedFiles, digests: Digests, kind: keyof Digests): Promise<FileState> {
  const now = await digestOfFile(files[kind]);
  return now === undefined ? "missing" : now === digests[kind] ? "as saved" : "edited";
}
