/** @file A module bound to a table: which columns are its inputs, which one it fills, and how cells become its values. */

import type { Type } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import type { Module } from "../library/module.ts";
import { isBlank } from "../tasks/blank.ts";
import { asType, kindOf } from "../tasks/cell.ts";
import { InputError, listed, nearest, shown, told } from "../tasks/error.ts";
import type { Column, Piece } from "./table.ts";

export interface Binding {
  /** The values of a row, in one array that the next call reuses. */
  inputs(piece: Piece, row: number): readonly Value[];
  /** The cells that they were read from, in another such array: a cell that is no value of its type is not blank. */
  cells(piece: Piece, row: number): readonly Value[];
  /** An index beyond the table's columns where the table has no such column yet. */
  readonly target: Column;
  /** The first cell of a row, counted from 1 in the message, that is no value of its input's type, and what that is; nothing where all are. */
  misfit(piece: Piece, row: number, number: number): string | undefined;
}

/** `--columns a=B`: the input or target `a` of some of the modules is the column `B`. */
export function readMapping(
  pairs: readonly string[],
  modules: readonly Pick<Module, "signature" | "target">[],
): ReadonlyMap<string, string> {
  const known = [...new Set(modules.flatMap(namesOf))];
  const mapping = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at < 1 || at === pair.length - 1) {
      throw new InputError(
        `--columns ${pair}`,
        "give the module's name for it and the file's, such as name=Full_Name",
      );
    }
    const name = pair.slice(0, at);
    if (!known.includes(name)) {
      throw new InputError(
        `--columns ${pair}`,
        `there is no ${shown(name)} in the module; it has ${listed(known)}`,
      );
    }
    mapping.set(name, pair.slice(at + 1));
  }
  return mapping;
}

const namesOf = ({ signature, target }: Pick<Module, "signature" | "target">): string[] => [
  ...signature.params.map(({ name }) => name),
  target,
];

interface Parameter {
  readonly name: string;
  readonly type: Type;
}

/** @param valueAt a cell as a value of a parameter's type, ⊥ where it is none */
export function bind<Param extends Parameter>(
  module: { readonly target: string; readonly signature: { readonly params: readonly Param[] } },
  table: { readonly name: string; readonly columns: readonly string[] },
  mapping: ReadonlyMap<string, string>,
  valueAt: (piece: Piece, row: number, column: Column, param: Param) => Value = (
    piece,
    row,
    { index },
    { type },
  ) => asType(piece.input(row, index), type),
): Binding {
  const { params } = module.signature;
  const columns = params.map(({ name }): Column => {
    const wanted = mapping.get(name) ?? name;
    const index = table.columns.indexOf(wanted);
    if (index >= 0) return { name: wanted, index };
    const meant = nearest(wanted, table.columns);
    const hint =
      meant === undefined ? `its columns are ${listed(table.columns)}` : `did you mean ${shown(meant)}?`;
    throw new InputError(
      table.name,
      `no column ${shown(wanted)}; ${hint} (--columns ${shown(`${name}=NAME`)} says which to use)`,
    );
  });
  const name = mapping.get(module.target) ?? module.target;
  const index = table.columns.indexOf(name);
  const values: Value[] = params.map(() => undefined);
  const given: Value[] = params.map(() => undefined);
  return {
    inputs(piece, row) {
      for (let i = 0; i < columns.length; i++) values[i] = valueAt(piece, row, columns[i], params[i]);
      return values;
    },
    cells(piece, row) {
      for (let i = 0; i < columns.length; i++) given[i] = piece.input(row, columns[i].index);
      return given;
    },
    target: { name, index: index < 0 ? table.columns.length : index },
    misfit(piece, row, number) {
      for (const [i, param] of params.entries()) {
        const { name, type } = param;
        const cell = piece.input(row, columns[i].index);
        if (isBlank(cell) || valueAt(piece, row, columns[i], param) !== undefined) continue;
        return `${shown(name)} was learned from ${kindOf(type)}, and row ${number} has ${told(cell)}`;
      }
      return undefined;
    },
  };
}
