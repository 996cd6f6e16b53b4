/** @file Values that may be null. */

import type { Primitive } from "../../language/primitive.ts";
import { Binding, infix } from "../../language/print.ts";
import { option, variable } from "../../language/type.ts";

const A = variable("a");

/** The first, or the second where the first is null. */
export const orDefault: Primitive = {
  name: "or-default",
  params: [option(A), A],
  result: A,
  partial: false,
  run: ([value, other]) => (value === null ? other : value),
  print: ([value, other], context) => {
    // A field that may be absent: `of.name ?? null ?? other`.
    const plain = { ...value, text: value.text.replace(/ \?\? null$/, "") };
    return infix("??", Binding.Nullish)([plain, other], context);
  },
};
