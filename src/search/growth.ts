/**
 * @file Growth: how the steps that a program takes grow with the size of its input, counted by the interpreter on enlarged
 * examples. For telling apart programs that are equal on all that is known.
 */

import { agrees } from "../language/agree.ts";
import { fuelFor, runCounting } from "../language/interpret.ts";
import type { Program } from "../language/program.ts";
import type { Signature } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import type { Example } from "../tasks/task.ts";
import { enlarged, extentOf } from "./enlarge.ts";

/** How large inputs are made at least: work that primitives count by sixteens must show. And how many times that, in turn. */
const EXTENT = 48;
const TIMES = [1, 2, 4];

/** Examples that are enlarged, the largest. */
const MAX_EXAMPLES = 3;

/** What a program takes that grows as its input does. */
const LINEAR = 2;

/** Growths are compared in this many parts of one: what little data tells apart is alike. */
const PARTS = 4;

/** Of a program that has no value on the largest inputs, or not in the steps there are: worse than any other's. */
const UNFINISHED = 1000;

interface Measured {
  readonly growth: number;
  /** Of the enlarged inputs in their order, as far as the program has values. */
  readonly values: readonly Value[];
}

export class Growth {
  /** Inputs of each extent. */
  private readonly inputs: readonly (readonly (readonly Value[])[])[];
  private readonly known = new Map<string, Measured>();

  constructor({ params }: Signature, examples: readonly Example[]) {
    const types = params.map(({ type }) => type);
    const isScalar = (value: Value): boolean => typeof value === "number";
    const extent = ({ inputs }: Example): number => {
      const parts = inputs.filter((value) => !isScalar(value));
      return Math.max(0, ...(parts.length > 0 ? parts : inputs).map(extentOf));
    };
    const largest = [...examples]
      .filter((example) => extent(example) > 0)
      .sort((a, b) => extent(b) - extent(a))
      .slice(0, MAX_EXAMPLES);
    this.inputs = TIMES.map((times) =>
      largest.map((example) => {
        const factor = times * Math.ceil(EXTENT / extent(example));
        return example.inputs.map((value, i) => (factor < 2 ? value : enlarged(value, types[i], factor)));
      }),
    );
  }

  /**
   * By how much more the steps grow when the input doubles again, in `PARTS` of one: 0 where they do not grow, 2 `PARTS` where
   * they grow as the input does, 4 `PARTS` where as its square.
   */
  of(program: Program): number {
    return this.measured(program).growth;
  }

  /** Whether it grows no faster than its input: then no other is looked for. */
  isLeast(program: Program): boolean {
    return this.of(program) <= LINEAR * PARTS;
  }

  /** Whether the programs say the same of enlarged inputs too, as far as both have values. */
  areAlike(one: Program, other: Program): boolean {
    const { values } = this.measured(other);
    return this.measured(one).values.every((value, i) => i >= values.length || agrees(value, values[i]));
  }

  private measured(program: Program): Measured {
    const { text } = program;
    let measured = this.known.get(text);
    if (!measured) {
      measured = this.measure(program);
      this.known.set(text, measured);
    }
    return measured;
  }

  private measure(program: Program): Measured {
    const sums: number[] = [];
    const values: Value[] = [];
    for (const rows of this.inputs) {
      let sum = 0;
      for (const row of rows) {
        const { value, steps } = runCounting(program, row, fuelFor(row));
        if (value === undefined) return { growth: PARTS * (UNFINISHED - sums.length), values };
        values.push(value);
        sum += steps;
      }
      sums.push(sum);
    }
    const [small, middle, large] = sums;
    const growth = large <= middle ? 0 : Math.round((PARTS * (large - middle)) / Math.max(1, middle - small));
    return { growth, values };
  }
}
