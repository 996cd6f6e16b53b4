/** @file Several modules as one text, to pass on: what `export` writes and `import` reads. */

import type { PrimitiveSource } from "../language/primitive.ts";
import { InputError } from "../tasks/error.ts";
import { MAX_SIZE, readModule, writeModule } from "./format.ts";
import type { Module } from "./module.ts";

/** First line of a bundle; the modules' JSON texts follow, one after the other. */
const HEADER = "knack modules 1";
const SEPARATOR = "\n---\n";
const MAX_MODULES = 1000;

export async function writeBundle(modules: readonly Module[]): Promise<string> {
  // The digests of printed files have no meaning where there are none.
  const texts = await Promise.all(modules.map((module) => writeModule(module, { typescript: "", test: "" })));
  return `${[HEADER, ...texts.map((text) => text.trimEnd())].join(SEPARATOR)}\n`;
}

export async function readBundle(text: string, file: string, primitives: PrimitiveSource): Promise<Module[]> {
  if (text.length > MAX_SIZE * 64) throw new InputError(file, "is larger than an export may be (64 MiB)");
  const [header, ...parts] = text.replaceAll("\r\n", "\n").split(SEPARATOR);
  if (header !== HEADER)
    throw new InputError(file, "is no export of modules; `knack library export` writes them");
  if (parts.length > MAX_MODULES) throw new InputError(file, `holds more than ${MAX_MODULES} modules`);
  const modules: Module[] = [];
  for (const [i, part] of parts.entries()) {
    modules.push((await readModule(part, `${file}, module ${i + 1}`, primitives)).module);
  }
  return modules;
}
