/** @file Columns of a table whose cells name files, as columns of pictures or recordings. */

import { baseType, IMAGE, option, SOUND, type Type } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { isBlank } from "../../tasks/blank.ts";
import { shown } from "../../tasks/error.ts";
import type { Field } from "./dataset.ts";
import type { FileAt } from "./disk.ts";
import { areNames, FileCells, isNameOf, type Medium } from "./filecells.ts";
import { MAX_MEMORY, type MediaOptions, readPictures, readSounds } from "./media.ts";

/** A column with its values in the type that they are all of. */
export interface Column extends Field {
  readonly values: readonly Value[];
}

const MEDIA = ["picture", "recording"] as const;

/** What the column names files of in all its filled cells; ⊥: it does not. */
export function mediumNamed(type: Type, values: readonly Value[]): Medium | undefined {
  return MEDIA.find((medium) => areNames(type, values, medium));
}

/** Filled cells of which so many and so large a share name files: the others are likely to be mistakes. */
const MANY_NAMES = 2;
const MOSTLY_NAMES = 0.5;

/**
 * What should be known of a column of text whose cells mostly name files; ⊥: there are none, or all do.
 *
 * @param rows that the cells are of, 1-based
 */
export function mostlyNames({ name, type, values }: Column, rows: readonly number[]): string | undefined {
  if (baseType(type).kind !== "text") return undefined;
  const filled = [...values.keys()].filter((i) => !isBlank(values[i]));
  for (const medium of MEDIA) {
    const others = filled.filter((i) => !isNameOf(medium, values[i] as string));
    const names = filled.length - others.length;
    if (others.length === 0 || names < MANY_NAMES || names < MOSTLY_NAMES * filled.length) continue;
    const [odd] = others;
    const what = `${names} of ${filled.length} cells name ${medium}s, but row ${rows[odd]} has ${shown(values[odd] as string)}`;
    return `column ${shown(name)} is read as text: ${what}; correct it, or empty it, for a column of ${medium}s`;
  }
  return undefined;
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
