/** @file Bit-vectors: the domain, for columns of `0x…` and `0b…`. */

import type { Domain } from "../../language/grammar.ts";
import { MAX_WIDTH } from "../../language/type.ts";
import { bitsLayout } from "./layout.ts";
import { propose } from "./propose.ts";

/** Its primitives, one a width, are made when asked for: `bitsPrimitiveNamed`. */
export const bitsDomain: Domain = {
  name: "bits",
  layouts: Array.from({ length: MAX_WIDTH }, (_, i) => bitsLayout(i + 1)),
  primitives: [],
  propose,
};
