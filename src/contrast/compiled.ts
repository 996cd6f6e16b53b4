/**
 * @file What a net could be and what training makes of it: the program that was learned, compiled into a net, and nets of the same
 * layers that start from random weights and train on samples. The three are scored on the same rows.
 */

import { domains, Primitives } from "../domains/index.ts";
import { parseProgram } from "../language/parse.ts";
import type { Program } from "../language/program.ts";
import type { Value } from "../language/value.ts";
import { answersOf, type Compiled, samplesOf } from "../nets/compile/compiled.ts";
import { type Bounds, compileNet, type NetKind, Refusal } from "../nets/compile/index.ts";
import { countOf, prove } from "../nets/compile/prove.ts";
import type { Row } from "../nets/data/dataset.ts";
import { initialise, outputOf, placedLayers } from "../nets/net.ts";
import type { Samples } from "../nets/samples.ts";
import { type Schedule, train } from "../nets/train.ts";
import type { TrainerOptions } from "../nets/trainer.ts";
import type { Weights } from "../nets/weights.ts";
import type { TaskOutline } from "./outline.ts";
import { type PlainRow, rowsOf } from "./rows.ts";
import { type Score, scoreOf } from "./score.ts";

/** How it was held against the program. */
export interface Checked {
  readonly inputs: number;
  readonly wrong: number;
  /** Every list of so many symbols up to so many items. */
  readonly symbols: number;
  readonly length: number;
}

export interface CompiledNet {
  readonly kind: NetKind;
  readonly layers: number;
  readonly width: number;
  readonly parameters: number;
  /** Items of the longest list that it takes; infinite where there is none. */
  readonly length: number;
  readonly checked: Checked;
  /** At each reach; none from where on lists are longer than it takes. */
  readonly scores: readonly Score[];
}

/** A net of the same layers, trained. */
export interface TrainedNet {
  readonly seed: number;
  readonly samples: number;
  readonly steps: number;
  /** Time was short: the rate fell, or training ended, before its step. */
  readonly isHurried: boolean;
  /** The loss was no number any more; the best weights until then are kept. */
  readonly diverged: boolean;
  readonly seconds: number;
  readonly scores: readonly Score[];
}

export interface CompiledSide {
  /** Why the program has no net. */
  readonly why?: string;
  readonly net?: CompiledNet;
  readonly trained: readonly TrainedNet[];
}

export interface CompiledOptions {
  readonly seed: number;
  readonly seeds: number;
  /** For all that are trained together; none are where it is 0. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly onProgress: (seed: number, done: number, loss: number) => void;
}

interface Data<R> {
  readonly training: readonly R[];
  readonly validation: readonly R[];
  /** At each reach. */
  readonly tests: readonly (readonly R[])[];
}

/** Where longer lists would need more, the net is made for shorter ones. */
const MOST_PARAMETERS = 60_000;

/** Multiplications that the check may take, and what it tries at most. */
const CHECK_WORK = 1e10;
const CHECK_SYMBOLS = 3;
const CHECK_LENGTH = 8;

const STEPS = 4_000;
const BATCH = 64;
const RATE = 3e-3;
/** Part of the time that is kept for answering. */
const ANSWERING_SHARE = 0.1;

/** What is stopped is told as far as it went. */
export async function compiledSide(
  text: string,
  outline: TaskOutline,
  plain: Data<PlainRow>,
  options: CompiledOptions,
): Promise<CompiledSide> {
  const data: Data<Row> = {
    training: rowsOf(plain.training, outline),
    validation: rowsOf(plain.validation, outline),
    tests: plain.tests.map((rows) => rowsOf(rows, outline)),
  };
  const program = parseProgram(text, {
    signature: { params: outline.inputs, result: outline.output },
    primitives: new Primitives(domains.flatMap(({ primitives }) => primitives).map((one) => [one.name, one])),
  });
  let made: Made;
  try {
    made = largest(program, outline, data);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { why: error.message, trained: [] };
  }
  const { compiled, bounds } = made;
  const spec = compiled.specFor(made.length);
  const layers = placedLayers(spec).slice(1, -1);
  const net: CompiledNet = {
    kind: compiled.kind,
    layers: layers.length,
    width: Math.max(...layers.map(({ output }) => output[1])),
    parameters: parametersIn(compiled.weights),
    length: compiled.length,
    checked: await check(program, compiled, bounds),
    scores: await scoresOf(compiled, compiled.weights, data.tests, outline),
  };
  const trained: TrainedNet[] = [];
  if (options.seconds === 0 || options.signal.aborted) return { net, trained };
  const plan = planFor(compiled, data, options);
  for (let i = 0; i < options.seeds && !options.signal.aborted; i++) {
    const one = await trainedNet(plan, options.seed + i, options);
    if (one)
      trained.push({ ...one.told, scores: await scoresOf(compiled, one.weights, data.tests, outline) });
  }
  return { net, trained };
}

interface Made {
  readonly compiled: Compiled;
  readonly bounds: Bounds;
  readonly length: number;
}

/** The program as a net for the lists of the farthest reach that it can be made for. */
function largest(program: Program, outline: TaskOutline, { training, validation, tests }: Data<Row>): Made {
  const inputs = outline.inputs.map(({ type }) => type);
  const alphabets = inputs.map((_, i) => alphabetOf([...training, ...validation, ...tests.flat()], i));
  const base = longestIn([...training, ...validation, ...tests[0]]);
  const boundsFor = (length: number): Bounds => ({ inputs, alphabets, length });
  let made: Made | undefined;
  for (const rows of tests) {
    const length = Math.max(base, longestIn(rows));
    try {
      const compiled = compileNet(program, boundsFor(length));
      if (made && parametersIn(compiled.weights) > MOST_PARAMETERS) break;
      made = { compiled, bounds: boundsFor(length), length: base };
    } catch (error) {
      if (!made || !(error instanceof Refusal)) throw error;
      break;
    }
    if (made.compiled.length === Number.POSITIVE_INFINITY) break;
  }
  if (!made) throw new Refusal("there is nothing to compile for");
  return made;
}

const parametersIn = (weights: Weights): number =>
  Object.values(weights).reduce((all, { data }) => all + data.length, 0);

const lengthOf = (value: Value): number => (Array.isArray(value) ? value.length : 0);

const longestIn = (rows: readonly Row[]): number =>
  rows.reduce((most, { inputs }) => Math.max(most, ...inputs.map(lengthOf)), 1);

/** What occurs, in order. */
function alphabetOf(rows: readonly Row[], input: number): readonly Value[] {
  const seen = new Set<Value>();
  for (const { inputs } of rows) {
    const value = inputs[input];
    for (const item of Array.isArray(value) ? (value as readonly Value[]) : [value]) seen.add(item);
  }
  return [...seen].sort((a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1,
  );
}

/** Every list of a few of the symbols, as long as there is time for. */
async function check(program: Program, compiled: Compiled, bounds: Bounds): Promise<Checked> {
  const alphabets = bounds.alphabets.map((alphabet) => spread(alphabet, CHECK_SYMBOLS));
  const few = { ...bounds, alphabets };
  const places = (length: number): number => compiled.specFor(length).inputs[0].shape[0];
  const cost = (length: number): number =>
    countOf(few, length) * places(length) * parametersIn(compiled.weights);
  let length = Math.min(CHECK_LENGTH, compiled.length);
  while (length > 1 && cost(length) > CHECK_WORK) length--;
  const { inputs, wrong } = await prove(program, compiled, few, length);
  return { inputs, wrong, symbols: Math.max(...alphabets.map((alphabet) => alphabet.length)), length };
}

/** So many of them, the first and the last among them. */
const spread = (alphabet: readonly Value[], count: number): readonly Value[] =>
  alphabet.length <= count
    ? alphabet
    : Array.from(
        { length: count },
        (_, i) => alphabet[Math.round((i * (alphabet.length - 1)) / (count - 1))],
      );

/** As far as the net takes the lists. */
async function scoresOf(
  compiled: Compiled,
  weights: Weights,
  tests: readonly (readonly Row[])[],
  outline: TaskOutline,
): Promise<readonly Score[]> {
  const scores: Score[] = [];
  for (const rows of tests) {
    const length = longestIn(rows);
    if (length > compiled.length) break;
    const answers = await answersOf(
      compiled,
      weights,
      rows.map(({ inputs }) => inputs),
      length,
    );
    scores.push(
      scoreOf(
        answers.map(({ value }) => value),
        rows.map(({ output }) => output),
        outline.output,
      ),
    );
  }
  return scores;
}

/** What nets of these layers are trained with. */
interface Plan {
  readonly trainer: TrainerOptions;
  readonly data: { readonly training: Samples; readonly validation: Samples };
  readonly schedule: Omit<Schedule, "seed">;
}

function planFor(
  compiled: Compiled,
  { training, validation }: Data<Row>,
  { seconds, seeds }: CompiledOptions,
): Plan {
  const length = longestIn([...training, ...validation]);
  const spec = compiled.specFor(length);
  const samples = samplesOf(compiled, training, length);
  return {
    trainer: { spec, head: compiled.head, output: outputOf(spec), decay: 0 },
    data: { training: samples, validation: samplesOf(compiled, validation, length) },
    schedule: {
      batch: Math.min(BATCH, samples.count),
      steps: STEPS,
      rate: RATE,
      augment: false,
      every: STEPS / 10,
      // What is stuck may come loose: no training ends for that.
      patience: Number.POSITIVE_INFINITY,
      seconds: (seconds * (1 - ANSWERING_SHARE)) / seeds,
    },
  };
}

async function trainedNet(
  { trainer, data, schedule }: Plan,
  seed: number,
  { signal, onProgress }: CompiledOptions,
): Promise<{ readonly told: Omit<TrainedNet, "scores">; readonly weights: Weights } | undefined> {
  const began = performance.now();
  const start = initialise(trainer.spec, seed);
  const { weights, stopped, last, isHurried } = await train(trainer, start, { ...schedule, seed }, data, {
    signal,
    onProgress: ({ done, loss }) => onProgress(seed, done, loss),
  });
  if (stopped === "cancelled") return undefined;
  return {
    weights,
    told: {
      ...{ seed, samples: data.training.count, steps: last },
      ...{ isHurried, diverged: stopped === "diverged" },
      seconds: (performance.now() - began) / 1000,
    },
  };
}
