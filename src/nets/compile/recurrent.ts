/**
 * @file Automata as simple recurrent networks (Minsky 1967, §3.5): a unit for each state and what is read there. It is 1 where that
 * is read and one of the units was 1 before that lead to its state; all is whole numbers. Lists may be of any length.
 */

import type { Program } from "../../language/program.ts";
import type { Value } from "../../language/value.ts";
import type { Weights } from "../weights.ts";
import { automatonOf } from "./automaton.ts";
import { type Bounds, type Compiled, tokenOf } from "./compiled.ts";
import { isSame } from "./rasp.ts";
import { Refusal } from "./refusal.ts";

/** Units whose weights are still a small matrix. */
const MOST_UNITS = 1024;

/** Read before the first item. */
const START = 1;

/** The program as a recurrent net. @throws Refusal */
export function compileRecurrent(program: Program, { inputs, alphabets }: Bounds): Compiled {
  if (inputs.length !== 1 || inputs[0].kind !== "list")
    throw new Refusal("a recurrent net reads one list, and the program has other inputs");
  const [alphabet] = alphabets;
  const { isList, states, transitions, output } = automatonOf(program, alphabet);
  const units = transitions.length + 1;
  if (units > MOST_UNITS)
    throw new Refusal(
      `${states} states and ${alphabet.length} symbols: ${units} units, ${MOST_UNITS} at most`,
    );

  const outputs: Value[] = [];
  const classOf = (value: Value): number => {
    const known = outputs.findIndex((other) => isSame(other, value));
    return known >= 0 ? known + 1 : outputs.push(value);
  };
  const classes = transitions.map((transition) => classOf(transition.output));
  const ofStart = isList ? 0 : classOf(output);
  const vocabulary = alphabet.length + 2;
  const matrix = (rows: number, columns: number) => ({
    shape: [rows, columns],
    data: new Float32Array(rows * columns),
  });
  const token = matrix(vocabulary, vocabulary);
  for (let id = 0; id < vocabulary; id++) token.data[id * vocabulary + id] = 1;
  const input = matrix(vocabulary, units);
  const state = matrix(units, units);
  const bias = { shape: [units], data: new Float32Array(units) };
  const weight = matrix(units, outputs.length + 1);
  const enter = (unit: number, entered: number): void => {
    transitions.forEach(({ from }, i) => {
      if (from === entered) state.data[unit * units + i + 1] = 1;
    });
  };
  input.data[START * units] = 1;
  enter(0, 0);
  if (ofStart > 0) weight.data[ofStart] = 1;
  transitions.forEach(({ symbol, to }, i) => {
    const unit = i + 1;
    input.data[(symbol + START + 1) * units + unit] = 1;
    bias.data[unit] = -1;
    enter(unit, to);
    weight.data[unit * (outputs.length + 1) + classes[i]] = 1;
  });
  const none = { shape: [outputs.length + 1], data: Float32Array.of(0.5, ...outputs.map(() => 0)) };
  const weights: Weights = {
    "layer0.token": token,
    "layer1.input": input,
    "layer1.state": state,
    "layer1.bias": bias,
    "layer2.weight": weight,
    "layer2.bias": none,
  };
  const itemsOf = ([items]: readonly Value[]): readonly Value[] => items as readonly Value[];
  return {
    kind: "recurrent",
    weights,
    length: Number.POSITIVE_INFINITY,
    specFor: (length) => ({
      inputs: [{ shape: [length + 1], layers: [] }],
      layers: [
        { kind: "embedding", vocabulary, units: vocabulary, positions: "none", length: length + 1 },
        { kind: "elman", units },
        { kind: "dense", units: outputs.length + 1, activation: "linear" },
      ],
    }),
    head: { kind: "tokens", vocabulary: outputs.length + 1 },
    outputs,
    encode(values, to) {
      to.fill(0);
      to[0] = START;
      itemsOf(values).forEach((item, i) => {
        to[i + 1] = START + tokenOf(alphabet, item);
      });
    },
    answersAt: (values) => {
      const { length } = itemsOf(values);
      return isList ? [1, length + 1] : [length, length + 1];
    },
    decode: (classes) => {
      const values = classes.map((one) => (one === 0 ? undefined : outputs[one - 1]));
      if (!isList) return values[0];
      return values.includes(undefined) ? undefined : values;
    },
  };
}
