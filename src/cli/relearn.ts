/** @file Learning a saved module again: its examples stay, so that what is printed changes only where it must. */

import { stat } from "node:fs/promises";
import type { PrimitiveSource } from "../language/primitive.ts";
import { inputsText } from "../language/program.ts";
import { sameType } from "../language/type.ts";
import { sameValue, type Value } from "../language/value.ts";
import { type BrokenModule, readLibrary } from "../library/load.ts";
import { type Module, relearnTask } from "../library/module.ts";
import { cutTo } from "../narrow.ts";
import type { Task } from "../tasks/task.ts";
import { counted } from "./quantity.ts";

/** The modules saved in a folder, by name; those that cannot be loaded are told in `broken`. */
export async function savedModules(
  folder: string,
  primitives: PrimitiveSource,
): Promise<{ modules: ReadonlyMap<string, Module>; broken: readonly BrokenModule[] }> {
  if (!(await stat(folder).catch(() => undefined))) return { modules: new Map(), broken: [] };
  const { modules, broken } = await readLibrary(folder, primitives);
  return { modules: new Map(modules.map(({ module }) => [module.name, module])), broken };
}

/** The task joined to the module's examples, over the module's inputs: their positions in the task. None when they do not fit. */
export function relearning(
  task: Task,
  module: Module,
): { task: Task; inputs: readonly number[] } | undefined {
  const inputs = module.signature.params.map(({ name, type }) =>
    task.signature.params.findIndex((param) => param.name === name && sameType(param.type, type)),
  );
  if (inputs.includes(-1) || !sameType(task.signature.result, module.signature.result)) return undefined;
  const cut = cutTo(task, inputs);
  const again = relearnTask(module, cut.examples, cut.unlabelled);
  return { task: { ...again, place: task.place, tests: cut.tests }, inputs };
}

/** What of the module learning it again from this task leaves out: examples, or the grammar it kept to. */
export function leftOut(task: Task, { examples, answers, provenance }: Module): string | undefined {
  if (!task.language) {
    if (provenance.grammar === undefined) return undefined;
    const remedy = "to keep it, add the rows to that file and learn from it";
    return `the saved module keeps to the grammar of ${provenance.grammar}, which this file does not state; learned with any operators: ${remedy}`;
  }
  const given = new Set(task.examples.map(({ inputs }) => inputsText(inputs)));
  const own = [...examples, ...answers].filter(({ inputs }) => !given.has(inputsText(inputs)));
  if (own.length === 0) return undefined;
  const what = `${counted(own.length, "example")} of the saved module ${own.length === 1 ? "is" : "are"}`;
  return `${what} not in the file, which says what is wanted in full; left out`;
}

/**
 * Inputs of the task at these positions, as all of its inputs: those of a row that has them, or else with the others as
 * in the first example. So questions read the same whether or not a module was saved before.
 */
export function wholeInputs(
  { examples, unlabelled }: Task,
  positions: readonly number[],
  inputs: readonly Value[],
): readonly Value[] {
  const rows = [...unlabelled, ...examples];
  const row = rows.find((row) => positions.every((at, i) => sameValue(row.inputs[at], inputs[i])));
  const whole = [...(row ?? examples[0]).inputs];
  for (const [i, at] of positions.entries()) whole[at] = inputs[i];
  return whole;
}
