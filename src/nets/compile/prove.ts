/** @file Whether a compiled net is its program: held against the interpreter on every input up to a length. */

import { compile } from "../../language/compile.ts";
import type { Program } from "../../language/program.ts";
import { sameValue, type Value } from "../../language/value.ts";
import { answersOf, type Bounds, type Compiled } from "./compiled.ts";

export interface Proof {
  readonly inputs: number;
  readonly wrong: number;
  /** The first input on which they differ. */
  readonly counterexample?: {
    readonly inputs: readonly Value[];
    readonly program: Value;
    readonly net: Value;
  };
  /** By how much the right class leads where it leads least. */
  readonly margin: number;
}

/** Inputs that are answered at a time. */
const BLOCK = 4096;

/** @param length of the longest lists tried */
export async function prove(
  program: Program,
  compiled: Compiled,
  bounds: Bounds,
  length: number,
): Promise<Proof> {
  const run = compile(program);
  let proof: Proof = { inputs: 0, wrong: 0, margin: Number.POSITIVE_INFINITY };
  for (const block of blocksOf(everyInput(bounds, length), BLOCK)) {
    const answers = await answersOf(compiled, compiled.weights, block, length);
    for (const [i, { value, margin }] of answers.entries()) {
      const wanted = run(block[i]);
      const isRight = sameValue(value, wanted);
      proof = {
        ...proof,
        inputs: proof.inputs + 1,
        wrong: proof.wrong + Number(!isRight),
        margin: Math.min(proof.margin, margin),
        ...(!isRight &&
          !proof.counterexample && { counterexample: { inputs: block[i], program: wanted, net: value } }),
      };
    }
  }
  return proof;
}

/** How many there are. */
export function countOf({ inputs, alphabets }: Bounds, length: number): number {
  return inputs.reduce((all, { kind }, i) => {
    const size = alphabets[i].length;
    if (kind !== "list") return all * size;
    let lists = 0;
    for (let items = 0; items <= length; items++) lists += size ** items;
    return all * lists;
  }, 1);
}

/** Every combination of values and of lists up to the length, short ones first. */
export function* everyInput({ inputs, alphabets }: Bounds, length: number): Generator<readonly Value[]> {
  function* from(i: number): Generator<readonly Value[]> {
    if (i === inputs.length) {
      yield [];
      return;
    }
    const isList = inputs[i].kind === "list";
    for (const value of isList ? everyList(alphabets[i], length) : alphabets[i])
      for (const rest of from(i + 1)) yield [value, ...rest];
  }
  yield* from(0);
}

function* everyList(alphabet: readonly Value[], length: number): Generator<readonly Value[]> {
  for (let items = 0; items <= length; items++) {
    const digits = new Array<number>(items).fill(0);
    let place = 0;
    while (place >= 0) {
      yield digits.map((digit) => alphabet[digit]);
      for (place = items - 1; place >= 0; place--) {
        if (++digits[place] < alphabet.length) break;
        digits[place] = 0;
      }
    }
  }
}

function* blocksOf<T>(all: Iterable<T>, size: number): Generator<T[]> {
  let block: T[] = [];
  for (const one of all) {
    block.push(one);
    if (block.length < size) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}
