/** @file Recursion as a domain: its primitives are only written by the search, where the examples are traces of one another. */

import type { Domain } from "../../language/grammar.ts";
import { again, recur } from "../../language/recursion.ts";

export const recursionDomain: Domain = {
  name: "recursion",
  layouts: [],
  primitives: [...recur, ...again],
  propose: () => ({ sorts: [], productions: [] }),
};
