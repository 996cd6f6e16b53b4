/** @file The domain of dates and times. */

import type { Domain } from "../../language/grammar.ts";
import { dateLayout } from "./packing.ts";
import { datePrimitives } from "./primitives.ts";
import { propose } from "./propose.ts";

export const datesDomain: Domain = {
  name: "dates",
  layouts: [dateLayout],
  primitives: datePrimitives,
  propose,
};
