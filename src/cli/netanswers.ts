/** @file What a module that calls nets says for the rows of a table, and how sure the nets are of what they read for it. */

import { compile } from "../language/compile.ts";
import type { Value } from "../language/value.ts";
import type { Module } from "../library/module.ts";
import { confidently, type NetReader } from "../nets/reader.ts";
import type { Binding } from "./binding.ts";
import { readersIn } from "./called.ts";
import { counted } from "./quantity.ts";
import { Sight } from "./sight.ts";
import type { Piece } from "./table.ts";

/** What a row gets whose pictures were looked at, or why it gets nothing. */
export interface NetAnswer {
  readonly value?: Value;
  readonly confidence?: number;
  readonly problem?: string;
  /** There is a value, but the nets are too little sure of it. */
  readonly isDoubtful?: true;
}

/** A confidence below which a row is worth a word. */
const UNSURE = 0.5;
/** Rows named. */
const NAMED = 3;

export class NetAnswers {
  readonly #module: Module;
  readonly #program: (inputs: readonly Value[]) => Value;
  readonly #readers: readonly NetReader[];
  readonly #sight: Sight;
  readonly #least: number;
  readonly #doubtful: number[] = [];
  #leastSure: { readonly row: number; readonly confidence: number } | undefined;

  /**
   * ⊥ for a module that looks at no pictures.
   * @param least confidence of a value that is given
   */
  static of(module: Module, path: string, binding: Binding, least: number): NetAnswers | undefined {
    const sight = Sight.of(module, path, binding);
    return sight && new NetAnswers(module, sight, least);
  }

  private constructor(module: Module, sight: Sight, least: number) {
    this.#module = module;
    this.#program = compile(module.program);
    this.#readers = readersIn(module.program);
    this.#sight = sight;
    this.#least = least;
  }

  /**
   * One row after the other, so that no more than one row's pictures are held.
   * @param before rows before the piece
   * @param isOpen whether a row is to be filled
   */
  async of(piece: Piece, before: number, isOpen: (row: number) => boolean): Promise<readonly NetAnswer[]> {
    const answers: NetAnswer[] = [];
    for (let row = 0; row < piece.length; row++)
      answers.push(isOpen(row) ? await this.#row(piece, row, before + row + 1) : {});
    return answers;
  }

  async #row(piece: Piece, row: number, number: number): Promise<NetAnswer> {
    const seen = await this.#sight.row(piece, row, number);
    if ("problem" in seen) return seen;
    const { value, confidence } = confidently(this.#readers, () => this.#program(seen.inputs));
    if (value === undefined) return {};
    if (!this.#leastSure || confidence < this.#leastSure.confidence)
      this.#leastSure = { row: number, confidence };
    if (confidence >= this.#least) return { value, confidence: rounded(confidence) };
    this.#doubtful.push(number);
    return { confidence: rounded(confidence), isDoubtful: true };
  }

  /** What a person should look at, in a line; nothing where the nets are sure. */
  get doubts(): string | undefined {
    const rows = this.#doubtful;
    if (rows.length > 0) {
      const named = `${rows.slice(0, NAMED).join(", ")}${rows.length > NAMED ? ", …" : ""}`;
      return `${counted(rows.length, "row")} left empty: the net is less than ${this.#least} sure of what it read (row ${named})`;
    }
    const least = this.#leastSure;
    if (!least || least.confidence >= UNSURE) return undefined;
    return `${this.#module.name}: least sure of row ${least.row}, ${rounded(least.confidence)}`;
  }
}

/** To four digits: more would only look exact. */
const rounded = (confidence: number): number => Math.round(confidence * 10_000) / 10_000;
