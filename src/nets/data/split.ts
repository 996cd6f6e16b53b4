/** @file The rows of a data set parted: those that a net learns from, those that it is chosen by, those that it is tested on. */

import { sameValue } from "../../language/value.ts";
import { count, InputError, shown } from "../../tasks/error.ts";
import { orderOf } from "../samples.ts";
import type { Dataset, Row } from "./dataset.ts";

const MIN_ROWS = 10;
/** Rows of a validation that a tenth is enough for. */
const FEW = 30;

export interface Split {
  readonly training: readonly Row[];
  readonly validation: readonly Row[];
  readonly test: readonly Row[];
}

/**
 * A fifth is kept for the test where the data set holds none; for validation a tenth of the rest, at most 1,000 rows, and of few
 * rows a fifth.
 */
export function splitOf({ rows, tests, name, output }: Dataset, seed: number): Split {
  if (rows.length < MIN_ROWS) {
    const what = `${count(rows.length, "row")} with an output; a net needs ${MIN_ROWS} at least, and hundreds to be good`;
    throw new InputError(name, what);
  }
  if (rows.every((row) => sameValue(row.output, rows[0].output))) {
    const what = `column ${shown(output.name)} has the same value in every row; there is nothing to learn`;
    throw new InputError(name, what);
  }
  const order = Array.from(orderOf(rows.length, seed), (i) => rows[i]);
  const held = tests.length > 0 ? 0 : Math.max(1, Math.round(order.length / 5));
  const rest = order.slice(held);
  const kept = Math.max(
    1,
    Math.min(1000, Math.round(Math.max(rest.length / 10, Math.min(FEW, rest.length / 5)))),
  );
  return {
    test: tests.length > 0 ? tests : order.slice(0, held),
    validation: rest.slice(0, kept),
    training: rest.slice(kept),
  };
}
