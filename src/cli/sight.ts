/** @file Rows of a table as inputs of a module or a net, where cells of some columns name files of pictures or recordings. */

import type { Value } from "../language/value.ts";
import type { Module } from "../library/module.ts";
import { FileCells, type Medium, mediumOf } from "../nets/data/filecells.ts";
import { isBlank } from "../tasks/blank.ts";
import { InputError } from "../tasks/error.ts";
import type { Binding } from "./binding.ts";
import type { Piece } from "./table.ts";

/** An input that is in a file. */
interface Place {
  readonly input: number;
  readonly medium: Medium;
}

/** What stands in for a row's inputs, or why there is nothing. */
export type Seen = { readonly inputs: readonly Value[] } | { readonly problem: string };

export class Sight {
  readonly #files: FileCells;
  readonly #places: readonly Place[];
  readonly #binding: Binding;

  private constructor(path: string, places: readonly Place[], binding: Binding) {
    this.#files = new FileCells(path);
    this.#places = places;
    this.#binding = binding;
  }

  /** ⊥ where no input is a picture or a recording. */
  static of({ signature }: Pick<Module, "signature">, path: string, binding: Binding): Sight | undefined {
    const { params } = signature;
    const places = params.flatMap(({ type }, input): Place[] => {
      const medium = mediumOf(type);
      return medium ? [{ input, medium }] : [];
    });
    return places.length === 0 ? undefined : new Sight(path, places, binding);
  }

  /** @param number of the row in the file, for messages */
  async row(piece: Piece, row: number, number: number): Promise<Seen> {
    const inputs = [...this.#binding.inputs(piece, row)];
    const cells = [...this.#binding.cells(piece, row)];
    try {
      for (const { input, medium } of this.#places) {
        const cell = cells[input];
        if (isBlank(cell)) inputs[input] = null;
        else if (medium === "picture") inputs[input] = await this.#files.picture(String(cell), number);
        else inputs[input] = await this.#files.sound(String(cell), number);
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { problem: error.message };
    }
    return { inputs };
  }
}
