/** @file The numbers domain: reals and ints, how texts are read as numbers and numbers written as text. */

import type { Domain } from "../../language/grammar.ts";
import { boolLayout, intLayout, realLayout } from "./layouts.ts";
import { primitives } from "./primitives.ts";
import { propose } from "./proposal.ts";

export const numbersDomain: Domain = {
  name: "numbers",
  layouts: [intLayout, realLayout, boolLayout],
  primitives,
  propose,
};
