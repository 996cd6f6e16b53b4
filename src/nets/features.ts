/** @file What saved programs say of a row, as further inputs of a net. */

import { compile } from "../language/compile.ts";
import type { Type } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import type { Module } from "../library/module.ts";
import { asType } from "../tasks/cell.ts";
import { InputError } from "../tasks/error.ts";

/** An input of a net that a program gives. */
export interface Feature {
  /** Of the input: the column that the program fills. */
  readonly name: string;
  readonly type: Type;
  /** Columns that it is given, by name. */
  readonly columns: readonly string[];
  /** @param cells of these columns, as they stand in the file; null where the program has no value */
  run(cells: readonly Value[]): Value;
}

/** The same on disk: the net is of no use without it. */
export interface SavedFeature {
  readonly name: string;
  /** The module's JSON file, relative to the net's, with slashes. */
  readonly file: string;
  readonly sha256: string;
}

export function featureOf({ name, target, signature, program, nets }: Module): Feature {
  if (nets)
    throw new InputError(name, "looks at pictures through a net; a net is shown the pictures themselves");
  const compiled = compile(program);
  const { params, result } = signature;
  return {
    name: target,
    type: result,
    columns: params.map((param) => param.name),
    run: (cells) => compiled(cells.map((cell, i) => asType(cell, params[i].type))) ?? null,
  };
}
