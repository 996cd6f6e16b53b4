/** @file `learn`: the library's front door. */

import { domains as knackDomains, Primitives } from "./domains/index.ts";
import { type Budget, type Report, type Stopped, secondsOf } from "./drive.ts";
import type { Evidence, SuspectRow } from "./evidence/evidence.ts";
import { exampleOf, taskOf } from "./examples.ts";
import { MAX_THREADS } from "./kernels/state.ts";
import { compile } from "./language/compile.ts";
import type { Domain } from "./language/grammar.ts";
import { parseProgram } from "./language/parse.ts";
import { completed, fromPlain, NoValue, toPlain } from "./language/plain.ts";
import type { Signature, Type } from "./language/type.ts";
import { hasType, type Value } from "./language/value.ts";
import { type Found, Learning, typescriptOf, UNSOLVED } from "./learning.ts";
import { type OwnPrimitive, ownDomain } from "./own.ts";
import { PREFERENCES, type Preference, type Verdict } from "./search/answer.ts";
import { InputError, shown, told } from "./tasks/error.ts";
import type { Task } from "./tasks/task.ts";
import { withoutPrimitives } from "./without.ts";

export interface LearnOptions {
  /** Names the function. Default `learned`. */
  readonly name?: string;
  /** Types, where they should not be taken from the examples (dates, say, or names for the parameters). */
  readonly signature?: Signature;
  /**
   * The same as JSON Schema, or as objects of a schema library that give one (the `jsonSchema` of Standard Schema, as zod's
   * and ArkType's do): one for each item of an example, in a list; or one of the example, which is a list.
   */
  readonly schema?: unknown;
  /** Further inputs without output: they help to tell programs apart, and questions are asked about them first. */
  readonly unlabelled?: readonly (readonly unknown[])[];
  /** Functions of your own that programs may use. */
  readonly primitives?: readonly OwnPrimitive[];
  /** Names of primitives that no program may use, as canonical text has them. */
  readonly without?: readonly string[];
  /** Constants worth trying. */
  readonly constants?: readonly (string | number | boolean)[];
  /** By default the search ends when nothing better is expected, after 10 s at the latest. */
  readonly budget?: Budget;
  /** Ends the search at once and keeps the best so far. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (report: Report) => void;
  readonly seed?: number;
  /** How many programs to keep; default 4. */
  readonly top?: number;
  /** How many examples may be called mistakes at most. */
  readonly suspects?: number;
  /**
   * Of programs that are equal on all that is known: the shortest, or the one whose steps grow slowest with the size of
   * the input, for which the search goes on longer. Default `"short"`.
   */
  readonly prefer?: Preference;
  /** Fields of knowledge to use; default text, numbers and dates. */
  readonly domains?: readonly Domain[];
}

/** `"a"` is text and `3` a number: examples show values, not types. */
type Widen<T> = T extends string
  ? string
  : T extends number
    ? number
    : T extends boolean
      ? boolean
      : T extends readonly (infer Item)[]
        ? readonly Widen<Item>[]
        : T extends { readonly [key: string]: unknown }
          ? { readonly [K in keyof T]: Widen<T[K]> }
          : T;
type WidenAll<T extends readonly unknown[]> = { [K in keyof T]: Widen<T[K]> };

/** The inputs of an example: all items but the last. */
export type InputsOf<E> = E extends readonly [...infer I, unknown]
  ? WidenAll<I>
  : E extends readonly (infer Item)[]
    ? readonly Item[]
    : never;
/** The output of an example: its last item. */
export type OutputOf<E> = E extends readonly [...unknown[], infer O]
  ? Widen<O>
  : E extends readonly (infer Item)[]
    ? Item
    : never;

export interface Question<I extends readonly unknown[], O> {
  readonly inputs: I;
  /** What the function answers, then what its rivals do, the likeliest first. */
  readonly answers: readonly O[];
}

export interface Alternative {
  /** Canonical text. */
  readonly program: string;
  readonly typescript: string;
  /** In bits. */
  readonly cost: number;
}

/** A learned function, and the account of it. */
export interface Learned<I extends readonly unknown[], O> {
  /** `undefined` where the program has no answer. Never throws. */
  (...inputs: I): O | undefined;
  /** The whole TypeScript module, without dependencies. */
  readonly typescript: string;
  /** The program in canonical text. */
  readonly program: string;
  /** Description length in bits: the program, and the examples it gets wrong. */
  readonly cost: number;
  /** Every example that is not a suspect is right. */
  readonly solved: boolean;
  readonly evidence: Evidence;
  /** Inputs whose true output would settle what the examples leave open; answer with `tell`. */
  readonly questions: readonly Question<I, O>[];
  /** Examples that look like mistakes. */
  readonly suspects: readonly SuspectRow[];
  /** Other programs that fit, the cheapest first. */
  readonly alternatives: readonly Alternative[];
  readonly stopped: Stopped;
  readonly candidates: number;
  readonly seconds: number;
  /**
   * One more example, or the right output of a known one. The search goes on from where it stood, with a new
   * budget of time, until the signal given here; this function stays as it is.
   */
  tell(example: readonly [...I, O], signal?: AbortSignal): Promise<Learned<I, O>>;
  /** What a program in canonical text would cost, and what beats it. */
  explain(program: string): Verdict;
}

/** No program fits the examples within the budget. */
export class NotLearned extends Error {
  override readonly name = "NotLearned";
  readonly stopped: Stopped;
  readonly candidates: number;
  readonly seconds: number;

  constructor({ task, stopped, candidates, seconds }: Found) {
    super(`no program fits the ${task.examples.length} examples of ${task.name}: ${UNSOLVED[stopped]}`);
    this.stopped = stopped;
    this.candidates = candidates;
    this.seconds = seconds;
  }
}

/**
 * Learns a function from examples; the last item of each is the output.
 *
 * @example
 * const initials = await learn([["Ada Lovelace", "A.L."], ["Alan Turing", "A.T."]]);
 * initials("Grace Hopper"); // "G.H."
 *
 * @throws {NotLearned} when no program fits within the budget, or before the signal came
 * @throws {InputError} when the examples cannot be learned from: none, of mixed types, contradicting each other
 */
export function learn<const E extends readonly unknown[]>(
  examples: readonly E[],
  options?: LearnOptions,
): Promise<Learned<InputsOf<E>, OutputOf<E>>>;
export function learn(task: Task, options?: LearnOptions): Promise<Learned<readonly Value[], Value>>;
export async function learn(
  given: Task | readonly (readonly unknown[])[],
  options: LearnOptions = {},
): Promise<unknown> {
  checkOptions(options);
  if (!Array.isArray(given) && !Array.isArray((given as Partial<Task> | undefined)?.examples))
    throw new InputError("", "give a list of examples, each a list of its inputs and then its output");
  const task = Array.isArray(given) ? taskOf(given, options) : (given as Task);
  const { primitives = [], constants = [], without = [], budget = {}, signal, onProgress } = options;
  const domains = [...(options.domains ?? knackDomains)];
  if (primitives.length > 0 || constants.length > 0) {
    domains.push(ownDomain(primitives, constants, task.name, domains));
  }
  if (task.language && without.length > 0)
    throw new InputError("without", "is for other tasks; this one says in its grammar what may be used");
  const learning = await Learning.open(task, withoutPrimitives(domains, without), {
    candidates: budget.candidates,
    memory: budget.memory,
    threads: budget.threads,
    suspects: options.suspects,
    top: options.top,
    seed: options.seed,
    prefer: options.prefer,
  });
  const go: Go = async (until) => {
    const found = await learning.run({ seconds: secondsOf(budget), signal: until, onProgress });
    return learnedOf(found, domains, learning, go);
  };
  return go(signal);
}

function checkOptions(options: LearnOptions): void {
  if (typeof options !== "object" || options === null)
    throw new InputError("", `options is ${told(options)}; give an object, or nothing`);
  const { budget = {}, top, suspects, seed } = options;
  if (typeof budget !== "object" || budget === null)
    throw new InputError("", `budget is ${told(budget)}; give an object such as { seconds: 10 }`);
  const isPositive = (value: number): boolean => value > 0;
  const isThreads = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= MAX_THREADS;
  const checks: readonly [name: string, value: unknown, fits: (value: number) => boolean, wanted: string][] =
    [
      ["budget.seconds", budget.seconds, isPositive, "a number above 0"],
      ["budget.candidates", budget.candidates, isPositive, "a number above 0"],
      ["budget.memory", budget.memory, isPositive, "a number of bytes above 0"],
      ["budget.threads", budget.threads, isThreads, `a whole number from 1 to ${MAX_THREADS}`],
      ["top", top, (value) => Number.isInteger(value) && value >= 1, "a whole number, 1 or more"],
      ["suspects", suspects, (value) => Number.isInteger(value) && value >= 0, "a whole number, 0 or more"],
      ["seed", seed, Number.isFinite, "a finite number"],
    ];
  for (const [name, value, fits, wanted] of checks) {
    if (value === undefined || (typeof value === "number" && fits(value))) continue;
    throw new InputError("", `${name} is ${told(value)}; give ${wanted}`);
  }
  if (options.prefer !== undefined && !PREFERENCES.includes(options.prefer))
    throw new InputError(
      "",
      `prefer is ${told(options.prefer)}; give ${PREFERENCES.map((word) => shown(word)).join(" or ")}`,
    );
  for (const name of ["unlabelled", "primitives", "without", "constants", "domains"] as const) {
    if (options[name] !== undefined && !Array.isArray(options[name]))
      throw new InputError("", `${name} is ${told(options[name])}; give a list`);
  }
}

/** Searches on, and gives what then stands found. */
type Go = (signal: AbortSignal | undefined) => Promise<Learned<readonly Value[], Value>>;

function learnedOf(
  found: Found,
  domains: readonly Domain[],
  learning: Learning,
  go: Go,
): Learned<readonly Value[], Value> {
  const { best, evidence, task } = found;
  if (!best) throw new NotLearned(found);
  const { signature } = task;
  const { program } = best;
  const compiled = compile(program);
  const call = (...inputs: readonly unknown[]): unknown => {
    const values = inputs.map((data, i) => argumentOf(data, signature.params[i]?.type));
    const fits = signature.params.every(({ type }, i) => hasType(values[i], type));
    return fits ? toPlain(compiled(values)) : undefined;
  };
  const shown = plainEvidence(evidence);
  let typescript: string | undefined;
  let alternatives: readonly Alternative[] | undefined;
  const account = {
    get typescript() {
      typescript ??= typescriptOf(task, best);
      return typescript;
    },
    program: program.text,
    cost: best.cost,
    solved: found.solved,
    evidence: shown,
    questions: shown.questions,
    suspects: shown.suspects,
    get alternatives() {
      alternatives ??= evidence.alternatives.map((answer) => ({
        program: answer.program.text,
        typescript: typescriptOf(task, answer),
        cost: answer.cost,
      }));
      return alternatives;
    },
    stopped: found.stopped,
    candidates: found.candidates,
    seconds: found.seconds,
    async tell(example: readonly unknown[], signal?: AbortSignal) {
      await learning.tell(exampleOf(example, signature));
      return go(signal);
    },
    explain(text: string) {
      const primitives = new Primitives(
        domains.flatMap((d) => d.primitives.map((p) => [p.name, p] as const)),
      );
      return learning.search.explain(parseProgram(text, { signature, primitives }));
    },
  };
  Object.defineProperty(call, "name", { value: task.name });
  return Object.defineProperties(call, Object.getOwnPropertyDescriptors(account)) as Learned<
    readonly Value[],
    Value
  >;
}

/** What a caller gives for an input; ⊥ where that is no value. */
function argumentOf(data: unknown, type: Type | undefined): Value {
  if (typeof data !== "object" || data === null || type === undefined) return data as Value;
  try {
    return completed(fromPlain(data), type);
  } catch (error) {
    if (error instanceof NoValue) return undefined;
    throw error;
  }
}

/** The evidence as callers see it: records are plain objects. */
function plainEvidence(evidence: Evidence): Evidence {
  const plain = (value: Value): Value => toPlain(value) as Value;
  return {
    ...evidence,
    suspects: evidence.suspects.map((row) => ({
      ...row,
      inputs: row.inputs.map(plain),
      given: plain(row.given),
      expected: plain(row.expected),
    })),
    questions: evidence.questions.map(({ inputs, answers }) => ({
      inputs: inputs.map(plain),
      answers: answers.map(plain),
    })),
  };
}
