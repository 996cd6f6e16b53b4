/** @file What is known of a task without its functions: checked, typed, and able to go from thread to thread. */

import { parseType, type Type } from "../language/type.ts";
import { mentions } from "../language/typeparts.ts";
import type { Field } from "../nets/data/dataset.ts";
import { listed, nearest, shown, told } from "../tasks/error.ts";
import { AXES, type Axis, type ContrastTask, REACHES } from "./task.ts";

export interface TaskOutline {
  readonly name: string;
  readonly description?: string;
  readonly inputs: readonly Field[];
  readonly output: Type;
  readonly axis: Axis;
  readonly reaches: readonly number[];
  /** What the task has its examples drawn as. */
  readonly examples?: readonly (readonly unknown[])[];
  readonly samples?: number;
  readonly exampleCount?: number;
}

/** Where lists are longer than this many times those trained on, nets answer fewer of them: attention takes the square of a length. */
export const FAR = 8;
export const FAR_TESTS = 80;

/** Whether nets answer but some of the rows at this reach. */
export const isFar = ({ axis }: Pick<TaskOutline, "axis">, reach: number): boolean =>
  axis === "length" && reach > FAR;

/** Why what a file exports is no task: what stands where, and what would be accepted. */
export class NoTask extends Error {}

const FIELDS = [
  "name",
  "description",
  "signature",
  "axis",
  "reference",
  "sample",
  "show",
  "reaches",
  "examples",
  "train",
] as const satisfies readonly (keyof ContrastTask)[];

/** The task with its outline. Throws `NoTask` where it is none. */
export function checkTask(given: unknown): { readonly task: ContrastTask; readonly outline: TaskOutline } {
  if (given === undefined)
    throw new NoTask("has no default export; export a task: export default { name, … }");
  const task = objectOf(given, "the default export");
  for (const key of Object.keys(task)) {
    if ((FIELDS as readonly string[]).includes(key)) continue;
    const meant = nearest(key, FIELDS);
    throw new NoTask(
      `a task has no ${shown(key)}; ${meant ? `did you mean ${meant}?` : `it has ${FIELDS.join(", ")}`}`,
    );
  }
  for (const key of ["reference", "sample", "show"]) {
    if (typeof task[key] !== "function" && (key !== "show" || task.show !== undefined))
      throw new NoTask(`${key} is ${toldOf(task[key])}; give a function`);
  }
  const signature = objectOf(task.signature, "signature");
  const inputs = listOf(signature.inputs, "signature.inputs").map((given, i): Field => {
    const place = `signature.inputs[${i}]`;
    const field = objectOf(given, place);
    return { name: textOf(field.name, `${place}.name`), type: typeOf(field.type, `${place}.type`) };
  });
  if (inputs.length === 0) throw new NoTask("signature.inputs is empty; a task has one input at least");
  const output = typeOf(signature.output, "signature.output");
  const axis = AXES.find((known) => known === task.axis);
  if (!axis) throw new NoTask(`axis is ${toldOf(task.axis)}; give ${listed(AXES)}`);
  const train = task.train === undefined ? {} : objectOf(task.train, "train");
  const outline: TaskOutline = {
    name: textOf(task.name, "name"),
    ...(task.description !== undefined && { description: textOf(task.description, "description") }),
    inputs,
    output,
    axis,
    reaches: reachesOf(task.reaches),
    ...(task.examples !== undefined && {
      examples: examplesOf(task.examples, task.show ? undefined : inputs.length),
    }),
    ...(train.samples !== undefined && { samples: countOf(train.samples, "train.samples") }),
    ...(train.examples !== undefined && { exampleCount: countOf(train.examples, "train.examples") }),
  };
  return { task: given as ContrastTask, outline };
}

function objectOf(given: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof given === "object" && given !== null && !Array.isArray(given))
    return given as Readonly<Record<string, unknown>>;
  throw new NoTask(`${place} is ${toldOf(given)}; give an object`);
}

function listOf(given: unknown, place: string): readonly unknown[] {
  if (Array.isArray(given)) return given;
  throw new NoTask(`${place} is ${toldOf(given)}; give a list`);
}

function textOf(given: unknown, place: string): string {
  if (typeof given === "string" && given.trim() !== "") return given;
  throw new NoTask(`${place} is ${toldOf(given)}; give a text`);
}

function countOf(given: unknown, place: string): number {
  if (Number.isSafeInteger(given) && (given as number) > 0) return given as number;
  throw new NoTask(`${place} is ${toldOf(given)}; give a whole number above 0`);
}

function typeOf(given: unknown, place: string): Type {
  const text = textOf(given, place);
  const type = parseType(text);
  if (type && !mentions(type, isUnusable)) return type;
  throw new NoTask(
    `${place} is ${shown(text)}; give a type such as "int", "real", "bool", "text", "list<int>" or "image"`,
  );
}

/** Of such values there is no plain data: dates are texts here. */
const isUnusable = ({ kind }: Type): boolean => UNUSABLE.has(kind);

const UNUSABLE: ReadonlySet<Type["kind"]> = new Set([
  "function",
  "variable",
  "date",
  "grid",
  "label",
  "sound",
]);

function reachesOf(given: unknown): readonly number[] {
  if (given === undefined) return REACHES;
  const reaches = listOf(given, "reaches");
  const isGrowing = reaches.every(
    (reach, i) =>
      typeof reach === "number" && Number.isFinite(reach) && (i === 0 || reach > Number(reaches[i - 1])),
  );
  if (isGrowing && reaches[0] === 1 && reaches.length <= 12) return reaches as readonly number[];
  throw new NoTask("reaches are to grow from 1, twelve at most, such as [1, 2, 4, 8]");
}

/** @param width of each, where it is known */
function examplesOf(given: unknown, width: number | undefined): readonly (readonly unknown[])[] {
  const examples = listOf(given, "examples");
  if (examples.length === 0) throw new NoTask("examples is empty; give inputs, or leave it out");
  return examples.map((example, i) => {
    const inputs = listOf(example, `examples[${i}]`);
    if (width === undefined || inputs.length === width) return inputs;
    throw new NoTask(
      `examples[${i}] has ${inputs.length} items where the task has ${width} ${width === 1 ? "input" : "inputs"}; ` +
        "outputs are the reference's",
    );
  });
}

const toldOf = (given: unknown): string =>
  given === undefined
    ? "missing"
    : typeof given === "object" && given !== null && !Array.isArray(given)
      ? "an object"
      : told(given);
