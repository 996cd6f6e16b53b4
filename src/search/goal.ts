/** @file What is asked of a goal before it descends: whether it is known, and whether a constant meets it. */

import { literalText } from "../language/program.ts";
import { sameValue, type Value } from "../language/value.ts";
import type { Goal } from "../language/witness.ts";

/** The value that a goal asks for on all rows that it looks at; `undefined` where there is none. */
export function constantOf(goal: Goal): Value {
  let constant: Value;
  for (const cell of goal.cells) {
    if (cell === "any") continue;
    if (!("one" in cell)) return undefined;
    if (constant === undefined) constant = cell.one;
    else if (!sameValue(constant, cell.one)) return undefined;
  }
  return constant;
}

/** The same for goals that ask the same. */
export function goalKey(goal: Goal): string {
  let key = goal.sort;
  for (const cell of goal.cells) {
    if (cell === "any") key += "*";
    else if ("one" in cell)
      key += typeof cell.one === "string" ? `=${cell.one.length}:${cell.one}` : `#${literalText(cell.one)} `;
    else if ("oneOf" in cell) key += `?${cell.oneOf.map(literalText).join(" ")} `;
    else if ("bits" in cell) key += `&${cell.bits}/${cell.care} `;
    else key += `<${cell.low} ${cell.high} `;
  }
  return key;
}
