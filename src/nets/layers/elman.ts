/** @file The simple recurrent network of Elman (1990), with rectified units: what a finite machine compiles to (Minsky 1967). */

import type { Tensor } from "../backend.ts";
import { filled, type Layer, type SpecOf, weights } from "./layer.ts";

export const elman: Layer<SpecOf<"elman">> = {
  output({ units }, input) {
    if (input.length !== 2)
      throw new RangeError(`recurrence takes a sequence of vectors, not [${input.join(", ")}]`);
    return [input[0], units];
  },
  initial: ({ units }, [, width], random) => ({
    input: weights([width, units], width, "linear", random),
    state: weights([units, units], units, "linear", random),
    bias: filled([units], () => 0),
  }),
  apply(ops, { units }, p, x) {
    const [batch, length, width] = x.shape;
    const given = ops.reshape(ops.add(ops.matmul(ops.reshape(x, [batch * length, width]), p.input), p.bias), [
      batch,
      length,
      units,
    ]);
    const states: Tensor[] = [];
    for (let t = 0; t < length; t++) {
      const now = ops.reshape(ops.slice(given, [undefined, [t, t + 1], undefined]), [batch, units]);
      const before: Tensor | undefined = states[t - 1];
      states.push(ops.relu(before ? ops.add(now, ops.matmul(before, p.state)) : now));
    }
    return ops.concat(
      states.map((state) => ops.reshape(state, [batch, 1, units])),
      1,
    );
  },
  work: ({ units }, [length, width]) => length * units * (width + units),
};
