/** @file Deduction through macros: a primitive whose body is one call of its own arguments and constants is undone as that call is. */

import type { Primitive } from "../language/primitive.ts";
import type { Program } from "../language/program.ts";
import type { Choice, Witness } from "../language/witness.ts";

/** The witnesses of a primitive, or those of the call that its body is; none where the body is anything else. */
export function witnessesOf({ witness, body, params }: Primitive): readonly Witness[] {
  if (witness) return [witness].flat();
  if (body?.kind !== "apply") return [];
  const { args } = body;
  const inputs = args.flatMap((arg) => (arg.kind === "input" ? [arg.index] : []));
  const isPlain =
    args.every(({ kind }) => kind === "input" || kind === "literal") &&
    inputs.length === params.length &&
    new Set(inputs).size === inputs.length;
  if (!isPlain) return [];
  // A witness may choose the first argument freely and the others by it: constants must come first.
  const isFirst = ({ order }: Witness, given: readonly Program[]): boolean => {
    const kinds = order.map((place) => given[place].kind);
    return kinds.lastIndexOf("literal") < (kinds.includes("input") ? kinds.indexOf("input") : kinds.length);
  };
  const commutes = body.primitive.normal?.includes("commutative") && args.length === 2;
  const ways = commutes ? [args, [args[1], args[0]]] : [args];
  return witnessesOf(body.primitive).flatMap((inner) => {
    const way = ways.find((given) => isFirst(inner, given));
    return way ? [unfolded(inner, way)] : [];
  });
}

/** The body's witness, with its constants as chosen already. */
function unfolded(inner: Witness, args: readonly Program[]): Witness {
  const order = inner.order.flatMap((place) => {
    const arg = args[place];
    return arg.kind === "input" ? [arg.index] : [];
  });
  return {
    order,
    next(goal, argument, chosen, bank, limit, sorts) {
      const taken: Choice[] = [];
      for (const place of inner.order) {
        const arg = args[place];
        if (arg.kind === "literal") taken.push({ literal: arg.value, cost: 0 });
        else if (arg.kind === "input" && arg.index !== argument) taken.push(chosen[order.indexOf(arg.index)]);
        else break;
      }
      const place = args.findIndex((arg) => arg.kind === "input" && arg.index === argument);
      const innerSorts = args.map((arg) => (arg.kind === "input" ? sorts[arg.index] : ""));
      return inner.next(goal, place, taken, bank, limit, innerSorts);
    },
  };
}
