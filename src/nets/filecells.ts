/** @file Cells that name files: paths from the folder of the file that they stand in. */

import { realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative } from "node:path";
import { baseType, type Type } from "../language/type.ts";
import type { Picture, Sound, Value } from "../language/value.ts";
import { isBlank } from "../tasks/blank.ts";
import { InputError } from "../tasks/error.ts";
import { named, pictureHeader, readPicture } from "../tasks/picture.ts";
import { readWav } from "../tasks/wav.ts";
import { type FileAt, placeOf, readBytes } from "./disk.ts";
import { MAX_MEMORY } from "./media.ts";

/** Whether a column is of names that are all such; blank cells name nothing. */
export function areNames(type: Type, values: readonly Value[], isName: (text: string) => boolean): boolean {
  if (baseType(type).kind !== "text") return false;
  const filled = values.filter((value) => !isBlank(value));
  return filled.length > 0 && filled.every((value) => isName(value as string));
}

/** The files that cells of a file name. A name that leads out of the file's folder is refused, unless it is absolute. */
export class FileCells {
  readonly #folder: string;
  readonly #file: string;
  #top: string | undefined;

  /** @param path of the file whose cells they are; `-` for standard input, whose folder is the present one */
  constructor(path: string) {
    this.#file = path === "-" ? "standard input" : path;
    this.#folder = path === "-" ? "." : dirname(path);
  }

  /** @param row for messages, from 1 */
  async find(cell: string, row: number): Promise<FileAt> {
    const place = `${this.#file}, row ${row}, ${cell}`;
    // The system takes no name with a NUL in it; inside of the folder there is none either.
    const isWhole = isAbsolute(cell) && !cell.includes("\u0000");
    return { path: isWhole ? cell : await this.#inside(cell, place), place };
  }

  /** @param room bytes of memory that it may take */
  async picture(cell: string, row: number, room = MAX_MEMORY): Promise<Picture> {
    const file = await this.find(cell, row);
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
    const file = await this.find(cell, row);
    return readWav(placeOf(file), await readBytes(file.path, undefined, file.place));
  }

  async #inside(cell: string, place: string): Promise<string> {
    this.#top ??= await realpath(this.#folder);
    const real = await realpath(join(this.#folder, cell)).catch(() => undefined);
    if (real === undefined)
      throw new InputError(place, `there is no such file; names are paths from the folder of ${this.#file}`);
    const away = relative(this.#top, real);
    if (!/^\.\.(?:[/\\]|$)/.test(away) && !isAbsolute(away)) return real;
    throw new InputError(
      place,
      "leads out of the folder of the file; name it by its whole path if that is meant",
    );
  }
}
