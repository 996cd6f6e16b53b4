/** @file What the operators do to registers of 64 bits, by SMT-LIB name: the same as their `run`. */

import type { Microcode, MicroOp, MicroStep } from "../../language/layout.ts";

/** Operators that are one operation on registers. */
const PLAIN: Readonly<Record<string, MicroOp>> = {
  bvnot: "not",
  bvneg: "neg",
  bvand: "and",
  bvor: "or",
  bvxor: "xor",
  bvadd: "add",
  bvsub: "sub",
  bvmul: "mul",
  bvudiv: "udiv",
  bvurem: "urem",
  bvshl: "shl",
  bvlshr: "lshr",
  bvashr: "ashr",
  bveq: "eq",
  bvcomp: "eq",
  bvult: "ult",
  bvslt: "slt",
};

/** Operators that are the negation of one, its arguments swapped or not. */
const NEGATED: Readonly<Record<string, readonly [op: MicroOp, swapped: boolean]>> = {
  bvnand: ["and", false],
  bvnor: ["or", false],
  bvxnor: ["xor", false],
  bvule: ["ult", true],
  bvuge: ["ult", false],
  bvsle: ["slt", true],
  bvsge: ["slt", false],
};

const SWAPPED: Readonly<Record<string, MicroOp>> = { bvugt: "ult", bvsgt: "slt" };

const RELATION = /^bv[us][lg]e$/;

/** ⊥ for operators that have none: signed division and its remainders. */
export function bitsMicrocode(
  operator: string,
  [width, second]: readonly number[],
  indices: readonly number[],
): Microcode | undefined {
  const params = operator === "bvnot" || operator === "bvneg" || indices.length > 0 ? 1 : 2;
  const code = (...steps: MicroStep[]): Microcode => ({ params, steps, result: params + steps.length - 1 });
  const by = (op: MicroOp, from: number, bits: number, to: number): MicroStep => ({
    op,
    from: [from],
    width: to,
    value: BigInt(bits),
  });
  const both = params === 1 ? [0] : [0, 1];
  const [index] = indices;
  if (PLAIN[operator]) return code({ op: PLAIN[operator], from: both, width });
  if (SWAPPED[operator]) return code({ op: SWAPPED[operator], from: [1, 0], width });
  if (NEGATED[operator]) {
    const [op, swapped] = NEGATED[operator];
    const first: MicroStep = { op, from: swapped ? [1, 0] : [0, 1], width };
    return code(first, { op: "not", from: [2], width: RELATION.test(operator) ? 1 : width });
  }
  switch (operator) {
    case "concat":
      return code(by("shlBy", 0, second, width + second), { op: "or", from: [2, 1], width: width + second });
    case "extract":
      return code(by("lshrBy", 0, indices[1], index - indices[1] + 1));
    case "zero_extend":
      return code(by("shlBy", 0, 0, width + index));
    case "sign_extend":
      return code(by("sextBy", 0, width, width + index));
    case "rotate_left":
    case "rotate_right": {
      const left = (operator === "rotate_left" ? index : width - (index % width)) % width;
      return code(by("shlBy", 0, left, width), by("lshrBy", 0, width - left, width), {
        op: "or",
        from: [1, 2],
        width,
      });
    }
    case "repeat": {
      const to = width * index;
      let factor = 0n;
      for (let i = 0; i < index; i++) factor |= 1n << BigInt(i * width);
      return code(
        { op: "const", from: [], width: to, value: factor },
        { op: "mul", from: [0, 1], width: to },
      );
    }
    default:
      return undefined;
  }
}
