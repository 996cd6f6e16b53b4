/** @file Learning a saved module again: its examples stay, so that what is printed changes only where it must. */

import { stat } from "node:fs/promises";
import type { Primitive } from "../language/primitive.ts";
import { sameType } from "../language/type.ts";
import { readLibrary } from "../library/load.ts";
import { type Module, relearnTask } from "../library/module.ts";
import { cutTo } from "../narrow.ts";
import type { Task } from "../tasks/task.ts";

/** The modules saved in a folder, by name; those that cannot be loaded are told in `broken`. */
export async function savedModules(
  folder: string,
  primitives: ReadonlyMap<string, Primitive>,
): Promise<{ modules: ReadonlyMap<string, Module>; broken: readonly string[] }> {
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
  return { task: { ...relearnTask(module, cut.examples, cut.unlabelled), tests: cut.tests }, inputs };
}
