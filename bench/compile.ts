/**
 * @file compile: programs that are learned from ten short lists, as transformers and recurrent nets, held against their programs
 * on every list of three symbols up to length 8, and of two up to length 16.
 */

import { domains, Primitives } from "../src/domains/index.ts";
import { learn } from "../src/index.ts";
import { compile } from "../src/language/compile.ts";
import { parseProgram } from "../src/language/parse.ts";
import type { Program } from "../src/language/program.ts";
import { type Random, randomOf } from "../src/language/random.ts";
import { BOOL, INT, list, type Type } from "../src/language/type.ts";
import { sameValue, type Value } from "../src/language/value.ts";
import {
  type Bounds,
  type Compiled,
  compileRecurrent,
  compileTransformer,
  Refusal,
} from "../src/nets/compile/index.ts";
import { countOf, everyInput, prove } from "../src/nets/compile/prove.ts";
import { placedLayers } from "../src/nets/net.ts";

const LISTS = list(INT);

interface Task {
  readonly name: string;
  readonly output: Type;
  readonly of: (xs: readonly number[]) => unknown;
}

const sum = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0);

const TASKS: readonly Task[] = [
  { name: "reverse", output: LISTS, of: (xs) => xs.toReversed() },
  { name: "sort", output: LISTS, of: (xs) => xs.toSorted((a, b) => a - b) },
  { name: "dedupe", output: LISTS, of: (xs) => [...new Set(xs)] },
  { name: "histogram", output: LISTS, of: (xs) => xs.map((x) => countIn(xs, x)) },
  { name: "shift", output: LISTS, of: (xs) => [...xs.slice(-1), ...xs.slice(0, -1)] },
  { name: "without 0", output: LISTS, of: (xs) => xs.filter((x) => x !== 0) },
  { name: "length", output: INT, of: (xs) => xs.length },
  { name: "sum", output: INT, of: sum },
  { name: "two 1s", output: BOOL, of: (xs) => sum(xs.filter((x) => x === 1)) > 1 },
  { name: "commonest", output: INT, of: (xs) => xs.toSorted((a, b) => countIn(xs, b) - countIn(xs, a))[0] },
  { name: "parity", output: INT, of: (xs) => sum(xs) % 2 },
  { name: "running parity", output: LISTS, of: (xs) => xs.map((_, i) => sum(xs.slice(0, i + 1)) % 2) },
  { name: "has a 1", output: BOOL, of: (xs) => xs.includes(1) },
  { name: "last", output: INT, of: (xs) => xs.at(-1) },
];

const LENGTHS = [8, 2, 5, 1, 7, 3, 6, 4, 8, 6];
/** Items of the longest lists that a learned program is tried on. */
const TRIED = 5;
const SMALL = { symbols: [0, 1, 2], length: 8 };
const LONG = { symbols: [0, 1], length: 16 };

const countIn = (xs: readonly number[], x: number): number => xs.filter((y) => y === x).length;

/** @param args `--short`: length 8 alone; names of tasks, else all */
export async function bench(args: readonly string[]): Promise<void> {
  const isShort = args.includes("--short");
  const names = args.filter((arg) => !arg.startsWith("--"));
  const rows: Readonly<Record<string, unknown>>[] = [];
  for (const [i, task] of TASKS.entries()) {
    if (names.length > 0 && !names.includes(task.name)) continue;
    const program = await learned(task, randomOf(i + 1));
    for (const { symbols, length } of isShort ? [SMALL] : [SMALL, LONG]) {
      const bounds: Bounds = { inputs: [LISTS], alphabets: [symbols], length };
      for (const toNet of [compileTransformer, compileRecurrent]) {
        const row = await tried(program, bounds, toNet);
        if (!row) continue;
        rows.push({ task: task.name, program: program.text, ...row });
        console.log(rowText(rows[rows.length - 1]));
      }
    }
  }
  console.log(JSON.stringify({ bench: "compile", rows }));
  if (rows.some(({ wrong }) => wrong !== 0)) process.exitCode = 1;
}

/** From ten lists, and each on which what was learned of them is not what was asked for. */
async function learned({ name, output, of }: Task, random: Random): Promise<Program> {
  const symbols = name.includes("parity") ? [0, 1] : SMALL.symbols;
  const lists = LENGTHS.map((length) => Array.from({ length }, () => random.pick(symbols)));
  const signature = { params: [{ name: "xs", type: LISTS }], result: output };
  const primitives = new Primitives(
    domains.flatMap(({ primitives }) => primitives).map((one) => [one.name, one]),
  );
  const tries = [...everyInput({ inputs: [LISTS], alphabets: [symbols], length: TRIED }, TRIED)];
  while (true) {
    const examples = lists.map((xs) => [xs, of(xs)]);
    const found = await learn(examples as never, { signature, budget: { candidates: 3e5 } });
    const program = parseProgram(found.program, { signature, primitives });
    const run = compile(program);
    const wrong = tries.find((inputs) => !sameValue(run(inputs), of(inputs[0] as number[]) as Value));
    if (!wrong) return program;
    lists.push([...(wrong[0] as number[])]);
  }
}

async function tried(
  program: Program,
  bounds: Bounds,
  toNet: (program: Program, bounds: Bounds) => Compiled,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  let compiled: Compiled;
  try {
    compiled = toNet(program, bounds);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
  const start = performance.now();
  const { inputs, wrong, margin } = await prove(program, compiled, bounds, bounds.length);
  const layers = placedLayers(compiled.specFor(bounds.length)).slice(1, -1);
  return {
    net: compiled.kind,
    symbols: bounds.alphabets[0].length,
    length: bounds.length,
    layers: layers.length,
    width: Math.max(...layers.map(({ output }) => output[1])),
    parameters: Object.values(compiled.weights).reduce((all, { data }) => all + data.length, 0),
    inputs,
    of: countOf(bounds, bounds.length),
    wrong,
    margin: Math.round(1000 * margin) / 1000,
    seconds: Math.round((performance.now() - start) / 100) / 10,
  };
}

function rowText(row: Readonly<Record<string, unknown>>): string {
  const { task, program, net, symbols, length, layers, width, parameters, inputs, wrong, margin, seconds } =
    row;
  const cells: readonly (readonly [unknown, number])[] = [
    [task, 15],
    [net, 12],
    [`${symbols} symbols, ≤ ${length}`, 17],
    [`${layers} × ${width}`, 9],
    [parameters, 8],
    [inputs, 7],
    [wrong === 0 ? "all equal" : `${wrong} WRONG`, 10],
    [margin, 6],
    [`${seconds} s`, 8],
    [program, 0],
  ];
  return cells.map(([cell, width]) => String(cell).padEnd(width)).join(" ");
}
