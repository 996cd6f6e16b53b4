/** @file Rows of a table as a module's inputs, where cells of some columns name picture files. */

import { baseType } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import type { Module } from "../library/module.ts";
import { isBlank } from "../tasks/blank.ts";
import { InputError } from "../tasks/error.ts";
import type { Binding } from "./binding.ts";
import { PictureCells } from "./picturecells.ts";
import type { Piece } from "./table.ts";

/** What stands in for a row's inputs, or why there is nothing. */
export type Seen = { readonly inputs: readonly Value[] } | { readonly problem: string };

export class Sight {
  readonly #pictures: PictureCells;
  readonly #places: readonly number[];
  readonly #binding: Binding;

  private constructor(path: string, places: readonly number[], binding: Binding) {
    this.#pictures = new PictureCells(path);
    this.#places = places;
    this.#binding = binding;
  }

  /** ⊥ for a module that sees no pictures. */
  static of({ signature }: Pick<Module, "signature">, path: string, binding: Binding): Sight | undefined {
    const { params } = signature;
    const places = [...params.keys()].filter((i) => baseType(params[i].type).kind === "image");
    return places.length === 0 ? undefined : new Sight(path, places, binding);
  }

  /** @param number of the row in the file, for messages */
  async row(piece: Piece, row: number, number: number): Promise<Seen> {
    const inputs = [...this.#binding.inputs(piece, row)];
    const cells = [...this.#binding.cells(piece, row)];
    try {
      for (const i of this.#places) {
        const cell = cells[i];
        inputs[i] = isBlank(cell) ? null : await this.#pictures.read(String(cell), number);
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { problem: error.message };
    }
    return { inputs };
  }
}
