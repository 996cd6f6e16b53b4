/** @file Files and folders of training data: read within limits, and never out of the folder that was named. */

import { constants, type Stats } from "node:fs";
import { type FileHandle, open, readdir, realpath, stat } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import { described } from "../../library/atomic.ts";
import { MAX_BYTES } from "../../tasks/encoding.ts";
import { InputError } from "../../tasks/error.ts";

/** Most entries of a folder. */
const MAX_ENTRIES = 1_000_000;

export interface Entry {
  /** As the user would write it, for messages. */
  readonly path: string;
  readonly name: string;
  readonly isFolder: boolean;
}

/** Whether anything is there that can be looked at. */
export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

export async function isFolder(path: string): Promise<boolean> {
  return described(path, async () => (await stat(path)).isDirectory());
}

/** A file, and how messages call it where that is not its path. */
export interface FileAt {
  readonly path: string;
  readonly place?: string;
}

export const placeOf = ({ path, place = path }: FileAt): string => place;

/** Nobody is waited for at the other end of what has become a pipe; Windows has no such flag. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** A file's bytes, no more than `most` of them. Pipes and devices are refused. */
export function readBytes(path: string, most = MAX_BYTES, place = path): Promise<Uint8Array> {
  return described(place, async () => {
    // Some devices do something as soon as they are opened.
    refuseOdd(place, await stat(path));
    const handle = await open(path, READ);
    try {
      // What was looked at may have become another file since.
      const found = await handle.stat();
      refuseOdd(place, found);
      const bytes = found.size > most ? undefined : await bytesOf(handle, found.size, most);
      if (bytes) return bytes;
      throw new InputError(place, `is larger than the ${most / 2 ** 20} MiB that are accepted`);
    } finally {
      await handle.close();
    }
  });
}

function refuseOdd(place: string, found: Stats): void {
  if (!found.isFile()) throw new InputError(place, "is not a file");
}

/** How much room is made at first for a file that says to have no size, as those of /proc do. */
const SOME = 1 << 16;

/** ⊥ where there are more than `most`, whatever size the file says to have. */
async function bytesOf(handle: FileHandle, size: number, most: number): Promise<Uint8Array | undefined> {
  let bytes = new Uint8Array(size + 1);
  for (let length = 0; ; ) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, null);
    if (bytesRead === 0) return bytes.subarray(0, length);
    length += bytesRead;
    if (length > most) return undefined;
    if (length < bytes.length) continue;
    const larger = new Uint8Array(Math.min(most + 1, Math.max(SOME, 2 * length)));
    larger.set(bytes);
    bytes = larger;
  }
}

/** Files that are read at a time, since each is mostly waited for, and the most that each of them may have. */
const TOGETHER = 8;
const MAX_TOGETHER = 128 * 2 ** 20;

/** The files' bytes, one after another. */
export async function* readEach(files: readonly FileAt[]): AsyncIterable<Uint8Array> {
  const read = (file: FileAt): Promise<Uint8Array> => readBytes(file.path, MAX_TOGETHER, placeOf(file));
  for (let from = 0; from < files.length; from += TOGETHER)
    yield* await Promise.all(files.slice(from, from + TOGETHER).map(read));
}

/**
 * What a folder holds, by name, hidden files left out. A link that leads out of `root` is refused.
 *
 * @param isWanted by name; what is not is not looked at
 */
export async function entriesOf(
  path: string,
  root = path,
  isWanted: (name: string) => boolean = () => true,
): Promise<Entry[]> {
  return described(path, async () => {
    const top = (await realpath(root)) + sep;
    const found = (await readdir(path, { withFileTypes: true })).filter(
      ({ name }) => !name.startsWith(".") && isWanted(name),
    );
    if (found.length > MAX_ENTRIES)
      throw new InputError(path, `holds ${found.length} files; at most ${MAX_ENTRIES} are read`);
    const entries: Entry[] = [];
    for (const entry of found) {
      const inner = join(path, entry.name);
      let leads: { isDirectory(): boolean; isFile(): boolean } = entry;
      if (entry.isSymbolicLink()) {
        const target = await described(inner, () => realpath(inner));
        if (!`${target}${sep}`.startsWith(top))
          throw new InputError(inner, `is a link out of ${basename(root)}; put the file itself there`);
        leads = await stat(target);
      }
      if (!leads.isDirectory() && !leads.isFile())
        throw new InputError(inner, "is neither a file nor a folder; take it out");
      entries.push({ path: inner, name: entry.name, isFolder: leads.isDirectory() });
    }
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  });
}
