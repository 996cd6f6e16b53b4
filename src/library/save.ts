/**
 * @file Saves a module, three files, so that whatever stops us leaves the old module or the new one. The JSON file decides:
 * it holds the digests of the other two, which lie ready beside it before it is renamed into place, and
 * whoever finds them still there finishes the job (`settle`). docs/decisions/atomic-save.md has the argument.
 */

import { lstat, mkdir, readdir, readFile, rename, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { printModule } from "../language/typescript.ts";
import { InputError } from "../tasks/error.ts";
import { createFileAtomically, described, writeFileAtomically } from "./atomic.ts";
import { digestOf } from "./digest.ts";
import { type Digests, MAX_SIZE, readHeader, writeModule } from "./format.ts";
import type { Module } from "./module.ts";
import { fileNameOf, uniqueName } from "./names.ts";
import { pack, picturesIn } from "./pictures.ts";
import { printTest } from "./test-file.ts";

export interface SavedFiles {
  readonly json: string;
  readonly typescript: string;
  readonly test: string;
}

/** The files of the module with this file name. */
export const filesOf = (folder: string, name: string): SavedFiles => ({
  json: join(folder, `${name}.knack.json`),
  typescript: join(folder, `${name}.ts`),
  test: join(folder, `${name}.test.ts`),
});

/**
 * Saves the module in the folder, which is made if need be. A module of the same name is replaced, unless its `.ts`
 * or test was edited by hand; a different module that has its file name, or one saved `besides` in the same run, makes it
 * `name-2`. Every failure is an InputError and leaves things as they were.
 */
export async function saveModule(
  folder: string,
  module: Module,
  besides: readonly SavedFiles[] = [],
): Promise<SavedFiles> {
  await described(folder, () => makeFolder(folder));
  return saveAt(folder, await placeOf(folder, module.name, besides), module);
}

/** The same, but refuses where a module of this name, other than those saved `besides`, is there already. */
export async function addModule(
  folder: string,
  module: Module,
  besides: readonly SavedFiles[] = [],
): Promise<SavedFiles> {
  await described(folder, () => makeFolder(folder));
  const place = await placeOf(folder, module.name, besides);
  if (place.old) throw nameTaken(module.name, folder);
  return saveAt(folder, place, module);
}

export const nameTaken = (name: string, folder: string): InputError =>
  new InputError(name, `there is a module of this name in ${folder} already; rename or remove it first`);

async function saveAt(folder: string, place: Place, module: Module): Promise<SavedFiles> {
  const files = filesOf(folder, place.name);
  const staged: string[] = [];
  try {
    await write(files, module, place, staged);
  } catch (error) {
    // Of two that add the same module at once, the other one needs what both have staged.
    if (!place.old && (await stat(files.json).catch(() => undefined))) {
      throw new InputError(files.json, "was saved by somebody else at this moment; try again");
    }
    for (const path of staged) await unlink(path).catch(() => {});
    throw error;
  }
  await sweep(folder, place.name);
  return files;
}

/** Tells in `staged` what it leaves behind when it fails. */
async function write(
  files: SavedFiles,
  module: Module,
  { name, old }: Place,
  staged: string[],
): Promise<void> {
  for (const path of Object.values(files)) await refuseOddFile(path);
  if (old) await settle(dirname(files.json), name, old);
  await refuseForeign(files.typescript, old?.typescript);
  await refuseForeign(files.test, old?.test);

  await pack(picturesIn(module));
  const { source, functionName } = printModule({
    name: module.name,
    description: module.description || undefined,
    signature: module.signature,
    program: module.program,
    examples: module.examples.slice(0, 2),
  });
  const test = printTest(module, name, functionName);
  const digests = { typescript: await digestOf(source), test: await digestOf(test) };
  const json = await writeModule(module, digests);
  if (json.length > MAX_SIZE) {
    throw new InputError(
      files.json,
      `would be larger than a module may be (1 MiB); give fewer or shorter examples`,
    );
  }
  staged.push(await stage(files.typescript, source, digests.typescript));
  staged.push(await stage(files.test, test, digests.test));
  await (old ? writeFileAtomically(files.json, json) : createFileAtomically(files.json, json));
  // Saved, from here on: what does not get done now, the next reader does.
  await settle(dirname(files.json), name, digests);
}

/** The file name for a module, and what is saved there now, if anything is. */
interface Place {
  readonly name: string;
  readonly old?: Digests;
}

/** Refuses to save a module of that name where it would replace one of these JSON files, which cannot be read. */
export async function refuseUnreadable(
  folder: string,
  moduleName: string,
  unreadable: ReadonlySet<string>,
): Promise<void> {
  for (const [name, header] of await headersAround(folder, moduleName)) {
    const path = filesOf(folder, name).json;
    if (header.name !== moduleName || !unreadable.has(path)) continue;
    throw new InputError(
      path,
      "was saved by a newer Knack or edited by hand, and is left alone; " +
        "restore it, rename it, or save in another folder",
    );
  }
}

type Headers = ReadonlyMap<string, ReturnType<typeof readHeader>>;

/** What is saved under the file names that a module of this name could get. */
async function headersAround(folder: string, moduleName: string): Promise<Headers> {
  const present = (await described(folder, () => readdir(folder))).filter((file) =>
    file.endsWith(".knack.json"),
  );
  const taken = new Map(present.map((file) => [fileNameOf(file.slice(0, -".knack.json".length)), file]));
  const headers = new Map<string, ReturnType<typeof readHeader>>();
  for (const [name, file] of taken) {
    if (!name.startsWith(fileNameOf(moduleName).slice(0, 80))) continue;
    const path = join(folder, file);
    await refuseOddFile(path);
    headers.set(name, readHeader(await described(path, () => readFile(path, "utf8")), path));
  }
  return headers;
}

async function placeOf(folder: string, moduleName: string, besides: readonly SavedFiles[]): Promise<Place> {
  const headers = await headersAround(folder, moduleName);
  const name = uniqueName(
    fileNameOf(moduleName),
    (candidate) =>
      (headers.has(candidate) && headers.get(candidate)?.name !== moduleName) ||
      besides.some(({ json }) => json === filesOf(folder, candidate).json),
  );
  return { name, old: headers.get(name)?.digests };
}

async function refuseOddFile(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (!found || found.isFile()) return;
  const what = found.isSymbolicLink()
    ? "a symbolic link"
    : found.isDirectory()
      ? "a folder"
      : "no ordinary file";
  throw new InputError(
    path,
    `is ${what} where a module's file should be; remove it or save in another folder`,
  );
}

/** Refuses to replace a file that is not as Knack left it; `digest` is absent where Knack left none. */
async function refuseForeign(path: string, digest: string | undefined): Promise<void> {
  const now = await digestOfFile(path);
  if (now === undefined || now === digest) return;
  throw new InputError(
    path,
    digest === undefined
      ? `is there already and was not written by Knack; move it or save in another folder`
      : `was edited by hand and is left alone; rename the edited file, or save in another folder`,
  );
}

/** The digest of a file's text; `undefined` where there is no such file. */
export async function digestOfFile(path: string): Promise<string | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : digestOf(text);
}

/**
 * Where the next content of a file waits, hidden beside it. Its name says which content it holds and which it may replace,
 * so that a file edited in between is never lost.
 */
export const stagedPath = (path: string, digest: string, old: string | undefined): string =>
  path.replace(/([^/\\]+)$/, `.$1.${digest.slice(0, 16)}-${old?.slice(0, 16) ?? "none"}.staged`);

async function stage(path: string, text: string, digest: string): Promise<string> {
  const staged = stagedPath(path, digest, await digestOfFile(path));
  await writeFileAtomically(staged, text, path);
  return staged;
}

/** Finishes a save that was stopped after its JSON file was in place. Quiet where it may not write. */
export async function settle(folder: string, name: string, digests: Digests): Promise<void> {
  const files = filesOf(folder, name);
  for (const kind of ["typescript", "test"] as const) {
    const path = files[kind];
    const now = await digestOfFile(path);
    const staged = stagedPath(path, digests[kind], now);
    if ((await digestOfFile(staged)) === digests[kind]) await rename(staged, path).catch(() => {});
  }
}

/** Removes what stopped saves left behind; what is younger than a minute may be another process at work. */
async function sweep(folder: string, name: string): Promise<void> {
  for (const file of await readdir(folder).catch(() => [])) {
    if (!file.startsWith(`.${name}.`) || !/\.(staged|tmp)$/.test(file)) continue;
    const path = join(folder, file);
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > 60_000) await unlink(path).catch(() => {});
  }
}

/** A folder and those above it. Not `mkdir`'s own recursion, which never ends where nothing can be made (/proc). */
async function makeFolder(folder: string): Promise<void> {
  const made = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  });
  if (made?.isDirectory()) return;
  if (dirname(folder) !== folder) await makeFolder(dirname(folder));
  await mkdir(folder);
}
