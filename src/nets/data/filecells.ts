/** @file Cells that name files: paths from the folder of the file that they stand in. */

import { realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative } from "node:path";
import { baseType, type Type } from "../../language/type.ts";
import type { Picture, Sound, Value } from "../../language/value.ts";
import { described } from "../../library/atomic.ts";
import { isBlank } from "../../tasks/blank.ts";
import { InputError, shown } from "../../tasks/error.ts";
import { isPictureName, named, pictureHeader, readPicture } from "../../tasks/picture.ts";
import { isSoundName, readWav } from "../../tasks/wav.ts";
import { type FileAt, placeOf, readBytes } from "./disk.ts";
import { MAX_MEMORY } from "./media.ts";

/** What a cell names a file of. */
export type Medium = "picture" | "recording";

/** What a field of the type is read from files of; ⊥: it is of no files. */
export function mediumOf(type: Type): Medium | undefined {
  const { kind } = baseType(type);
  return kind === "image" ? "picture" : kind === "sound" ? "recording" : undefined;
}

/** Characters of a cell in a message. */
const LONGEST = 100;

/** Names that are somewhere else, such as https://… */
const ADDRESS = /^[a-z][\w+.-]*:\/\//i;

/** What a cell says without the white space around it. */
const nameIn = (cell: string): string => cell.trim();

/** Whether a cell has the name of such a file. */
export function isNameOf(medium: Medium, cell: string): boolean {
  const name = nameIn(cell);
  return !ADDRESS.test(name) && (medium === "picture" ? isPictureName(name) : isSoundName(name));
}

/** Whether a column is of names of such files; blank cells name nothing. */
export function areNames(type: Type, values: readonly Value[], medium: Medium): boolean {
  if (baseType(type).kind !== "text") return false;
  const filled = values.filter((value) => !isBlank(value));
  return filled.length > 0 && filled.every((value) => isNameOf(medium, value as string));
}

/**
 * The files that cells of a file name. Cells may be anybody's: nothing is opened whose name does not end like a picture's or a
 * recording's, and a name that leads out of the file's folder is refused, unless it is absolute.
 */
export class FileCells {
  readonly #folder: string;
  readonly #file: string;
  readonly #remedy: string;
  #top: string | undefined;

  /**
   * @param path of the file whose cells they are; `-` for standard input, whose folder is the present one
   * @param remedy what else can be done about a name that leads to no file, for messages
   */
  constructor(path: string, remedy = "") {
    this.#file = path === "-" ? "standard input" : path;
    this.#folder = path === "-" ? "." : dirname(path);
    this.#remedy = remedy;
  }

  /** @param row for messages, from 1 */
  async find(cell: string, row: number, medium: Medium): Promise<FileAt> {
    const place = `${this.#file}, row ${row}, ${shown(cell, LONGEST)}`;
    if (!isNameOf(medium, cell))
      throw new InputError(place, `is no name of a ${medium === "picture" ? "PNG or JPEG" : "WAV"} file`);
    const name = nameIn(cell);
    const isWhole = isAbsolute(name);
    const path = await this.#real(isWhole ? name : join(this.#folder, name), place);
    if (!isWhole) await this.#refuseOutside(path, place);
    return { path, place };
  }

  /** @param room bytes of memory that it may take */
  async picture(cell: string, row: number, room = MAX_MEMORY): Promise<Picture> {
    const file = await this.find(cell, row, "picture");
    const bytes = await readBytes(file.path, undefined, file.place);
    const { width, height, channels } = pictureHeader(placeOf(file), bytes);
    if (width * height * channels > room)
      throw new InputError(
        this.#file,
        "its pictures take more than 1 GiB together; take fewer or smaller ones",
      );
    return named(await readPicture(placeOf(file), bytes), cell);
  }

  async sound(cell: string, row: number): Promise<Sound> {
    const file = await this.find(cell, row, "recording");
    return readWav(placeOf(file), await readBytes(file.path, undefined, file.place));
  }

  async #real(path: string, place: string): Promise<string> {
    // The system takes no name with a NUL in it.
    const real = path.includes("\u0000") ? undefined : await described(place, () => realOf(path));
    if (real !== undefined) return real;
    throw new InputError(
      place,
      `there is no such file; give paths from the folder of ${this.#file}${this.#remedy}`,
    );
  }

  async #refuseOutside(real: string, place: string): Promise<void> {
    this.#top ??= await realpath(this.#folder);
    const away = relative(this.#top, real);
    if (!/^\.\.(?:[/\\]|$)/.test(away) && !isAbsolute(away)) return;
    throw new InputError(
      place,
      `leads out of the folder of the file; name it by its whole path if that is meant${this.#remedy}`,
    );
  }
}

/** Where a path leads to; ⊥: nothing is there. */
const realOf = (path: string): Promise<string | undefined> =>
  realpath(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  });
