/**
 * @file Files that are replaced as a whole: written under another name in the same folder, forced to disk, renamed.
 * Whoever reads, and whatever stops us, sees the old file or the new one.
 */

import { constants } from "node:fs";
import { type FileHandle, link, open, realpath, rename, stat, unlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { InputError } from "../tasks/error.ts";

/** A file being written that nobody sees until `commit`. */
export interface PendingFile {
  write(chunk: string | Uint8Array): Promise<void>;
  /** Puts it in place. */
  commit(): Promise<void>;
  /** Leaves everything as it was. Does nothing after `commit`. */
  discard(): Promise<void>;
}

/**
 * Opens a file for replacement. A symbolic link is followed, so that it stays one, and the file's permissions
 * are kept. What is no regular file (`/dev/null`, a pipe) is written directly. Failures are InputErrors that name the
 * file as `place`.
 */
export async function replaceFile(path: string, place: string = path): Promise<PendingFile> {
  return described(place, async () => {
    const target = await realpath(path).catch(() => path);
    const old = await stat(target).catch(() => undefined);
    if (old?.isDirectory()) throw new InputError(place, `is a folder; give the name of a file in it`);
    const isDirect = old !== undefined && !old.isFile();
    const temporary = isDirect ? target : join(dirname(target), temporaryName(basename(target)));
    const handle = await open(
      temporary,
      isDirect ? constants.O_WRONLY : "wx",
      old ? old.mode & 0o777 : 0o666,
    );
    return new Pending(place, target, temporary, isDirect, handle);
  });
}

/** Replaces the whole file with the text. */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
  place: string = path,
): Promise<void> {
  const file = await replaceFile(path, place);
  try {
    await file.write(content);
    await file.commit();
  } finally {
    await file.discard();
  }
}

/** Writes a file that is not there: where several try at once, all but one fail, as they do where there is one. */
export async function createFileAtomically(path: string, content: string): Promise<void> {
  const temporary = join(dirname(path), temporaryName(basename(path)));
  await described(path, async () => {
    try {
      await writeFile(temporary, content, { flag: "wx", flush: true });
      // A link never replaces anything. Where the file system has none, this is only as good as a look before.
      await link(temporary, path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "EEXIST") throw error;
        return rename(temporary, path);
      });
      await syncFolder(dirname(path));
    } finally {
      await unlink(temporary).catch(() => {});
    }
  });
}

/** Hidden, beside the file that it will become, never the same twice. */
function temporaryName(name: string): string {
  const random = crypto.getRandomValues(new Uint32Array(2));
  return `.${name.slice(0, 60)}.${random[0].toString(36)}${random[1].toString(36)}.tmp`;
}

class Pending implements PendingFile {
  readonly #place: string;
  readonly #target: string;
  readonly #temporary: string;
  readonly #isDirect: boolean;
  readonly #handle: FileHandle;
  #isOpen = true;
  #isInPlace = false;

  constructor(place: string, target: string, temporary: string, isDirect: boolean, handle: FileHandle) {
    this.#place = place;
    this.#target = target;
    this.#temporary = temporary;
    this.#isDirect = isDirect;
    this.#handle = handle;
  }

  write(chunk: string | Uint8Array): Promise<void> {
    // `appendFile` on a handle repeats short writes until everything is written.
    return described(this.#place, () => this.#handle.appendFile(chunk));
  }

  commit(): Promise<void> {
    return described(this.#place, async () => {
      if (!this.#isDirect) await this.#handle.sync();
      await this.#close();
      if (!this.#isDirect) await rename(this.#temporary, this.#target);
      this.#isInPlace = true;
      if (!this.#isDirect) await syncFolder(dirname(this.#target));
    });
  }

  async discard(): Promise<void> {
    await this.#close().catch(() => {});
    if (!this.#isInPlace && !this.#isDirect) await unlink(this.#temporary).catch(() => {});
    this.#isInPlace = true;
  }

  async #close(): Promise<void> {
    if (this.#isOpen) {
      this.#isOpen = false;
      await this.#handle.close();
    }
  }
}

/** Makes renames in the folder last; where folders cannot be opened (Windows) the file system sees to it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

const PROBLEMS: ReadonlyMap<string, string> = new Map([
  ["ENOSPC", "the disk is full; free some space. Nothing was changed"],
  ["EDQUOT", "the disk quota is used up; free some space. Nothing was changed"],
  ["EFBIG", "the file would be larger than allowed here. Nothing was changed"],
  ["EACCES", "no permission; choose a place that you may use"],
  ["EPERM", "no permission; choose a place that you may use"],
  ["EROFS", "the disk is read-only; choose another place"],
  ["ENOENT", "no such file or folder"],
  ["ENOTDIR", "a part of this path is a file where a folder is needed; choose another path"],
  ["EEXIST", "is in the way; remove it or choose another path"],
  ["EISDIR", "is a folder; give the name of a file"],
  ["ELOOP", "is a symbolic link that leads nowhere; remove it or choose another path"],
  ["ENAMETOOLONG", "the name is too long; choose a shorter one"],
  ["EMFILE", "too many files are open"],
]);

/** What the system said about a path, with the remedy, as an InputError; other errors pass. */
export async function described<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    // System errors have codes like EACCES; anything else is not the disk's.
    if (!/^E[A-Z]+$/.test(code)) throw error;
    throw new InputError(path, `${PROBLEMS.get(code) ?? `the system says ${code}`}`);
  }
}
