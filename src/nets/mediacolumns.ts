/** @file Columns of a table whose cells name files, as columns of pictures or recordings. */

import { IMAGE, option, SOUND, type Type } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import { isBlank } from "../tasks/blank.ts";
import { shown } from "../tasks/error.ts";
import type { Field } from "./dataset.ts";
import type { FileAt } from "./disk.ts";
import { areNames, FileCells, type Medium } from "./filecells.ts";
import { MAX_MEMORY, type MediaOptions, readPictures, readSounds } from "./media.ts";

/** A column with its values in the type that they are all of. */
export interface Column extends Field {
  readonly values: readonly Value[];
}

const MEDIA = ["picture", "recording"] as const;

/** What the column names files of in all its filled cells; ⊥: it does not. */
export function mediumOf(type: Type, values: readonly Value[]): Medium | undefined {
  return MEDIA.find((medium) => areNames(type, values, medium));
}

/** The columns of one table; what they take of memory together is limited. */
export class MediaColumns {
  /** What the user should know about how they were read; each is one line. */
  readonly notes: string[] = [];
  readonly #table: string;
  readonly #files: FileCells;
  readonly #options: MediaOptions;
  #room = MAX_MEMORY;

  /**
   * @param table its name, for messages
   * @param path of its file
   * @param remedy what else can be done about a name that leads to no file, for messages
   */
  constructor(table: string, path: string, options: MediaOptions, remedy: string) {
    this.#table = table;
    this.#files = new FileCells(path, remedy);
    this.#options = options;
  }

  /**
   * What is in the files, null where a cell is blank. All pictures have one size, and all recordings one rate.
   *
   * @param rows that the cells are of, 1-based
   */
  async read(
    { name, values, medium }: Column & { readonly medium: Medium },
    rows: readonly number[],
  ): Promise<Column> {
    const filled = [...values.keys()].filter((i) => !isBlank(values[i]));
    const files: FileAt[] = [];
    for (const i of filled) files.push(await this.#files.find(values[i] as string, rows[i], medium));
    const place = `${this.#table}, column ${shown(name)}`;
    const read =
      medium === "picture"
        ? await readPictures(place, files, this.#options, this.#room)
        : await readSounds(place, files, this.#room);
    this.#room -= read.memory;
    this.notes.push(...read.notes);
    const type = medium === "picture" ? IMAGE : SOUND;
    if (filled.length === values.length) return { name, type, values: read.values };
    const seen: Value[] = values.map(() => null);
    for (const [k, i] of filled.entries()) seen[i] = read.values[k];
    return { name, type: option(type), values: seen };
  }
}
