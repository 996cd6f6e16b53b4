/** @file The core: the rows of the bank that have an example, and what is right on them. */

import type { Layout } from "../language/layout.ts";
import type { Value } from "../language/value.ts";
import type { Judge } from "./judge.ts";
import type { Row } from "./rows.ts";

export class Core {
  readonly judge: Judge;
  /** Bank rows with an example, and which. */
  readonly pairs: readonly { readonly row: number; readonly example: number }[];
  /** The same rows alone. */
  readonly rows: readonly number[];
  private readonly exampleAt: readonly (number | undefined)[];

  constructor(rows: readonly Row[], judge: Judge) {
    this.judge = judge;
    this.exampleAt = rows.map(({ example }) => example);
    this.pairs = rows.flatMap(({ example }, row) => (example === undefined ? [] : [{ row, example }]));
    this.rows = this.pairs.map(({ row }) => row);
  }

  has(example: number): boolean {
    return this.exampleAt.includes(example);
  }

  /** The output asked for at one of its rows. */
  output(row: number): Value {
    return this.judge.examples[this.exampleAt[row] as number].output;
  }

  /** The outputs asked for at its rows, one after the other. */
  words(layout: Layout): Uint32Array {
    const words = new Uint32Array(this.rows.length * layout.words);
    for (const [i, row] of this.rows.entries()) layout.write(this.output(row), words, i * layout.words);
    return words;
  }

  isRight(row: number, value: Value): boolean {
    const example = this.exampleAt[row];
    return example !== undefined && this.judge.isRight(example, value);
  }

  /** Whether values, one for each row of the bank, are right on all of these. */
  fits(values: readonly Value[], rows: readonly number[] = this.rows): boolean {
    return rows.every((row) => this.isRight(row, values[row]));
  }

  /** What storing the output of a row costs instead, in 1/16 bit. */
  wrongCost(row: number): number {
    return this.judge.pricing.wrong(this.output(row));
  }
}
