/** @file Nets that programs call: named on the command line, or by the module that calls them. */

import { relative, resolve, sep } from "node:path";
import type { CalledNet, Primitive } from "../language/primitive.ts";
import { type Program, walk } from "../language/program.ts";
import { NetReader } from "../nets/reader.ts";
import { readModel } from "../nets/saved/files.ts";
import { primitiveOf } from "../own.ts";
import { InputError } from "../tasks/error.ts";

/** A net that was opened, as the modules of a folder name it. */
export interface Called {
  readonly reader: NetReader;
  readonly net: CalledNet;
  /** The path of its JSON file. */
  readonly json: string;
  readonly primitives: readonly Primitive[];
}

const readers = new WeakMap<Primitive, NetReader>();

/** @param folder where modules lie that call it */
async function open(path: string, folder: string, sha256?: string): Promise<Called> {
  const found = await readModel(path, sha256);
  const away = relative(resolve(folder), resolve(found.json)).split(sep).join("/");
  const net = { file: away.startsWith(".") ? away : `./${away}`, sha256: found.sha256 };
  const reader = await NetReader.open(found.model, net);
  const primitives = reader.primitives.map(primitiveOf);
  for (const primitive of primitives) readers.set(primitive, reader);
  return { reader, net, json: resolve(found.json), primitives };
}

/** The nets of `--net`. Two of one name would be one in programs. */
export async function openNamed(paths: readonly string[], folder: string): Promise<readonly Called[]> {
  const all: Called[] = [];
  for (const path of paths) {
    const called = await open(path, folder);
    if (all.some(({ json }) => json === called.json)) continue;
    const same = all.find(({ primitives: [{ name }] }) => name === called.primitives[0].name);
    if (same)
      throw new InputError(
        `--net ${path}`,
        `is called like ${same.json}; fit or rename one under another name`,
      );
    all.push(called);
  }
  return all;
}

/**
 * The primitives of the nets that a module in the folder calls. Those that are open already stand for what the module was
 * saved with: it is to be learned again.
 */
export async function primitivesOf(
  nets: readonly CalledNet[],
  folder: string,
  opened: readonly Called[] = [],
): Promise<readonly Primitive[]> {
  const all: Primitive[] = [];
  for (const { file, sha256 } of nets) {
    const path = resolve(folder, file);
    const known = opened.find(({ json }) => json === path);
    all.push(...(known ?? (await open(path, folder, sha256))).primitives);
  }
  return all;
}

/** Those whose primitives stand in the program. */
export function calledIn(program: Program, all: readonly Called[]): readonly CalledNet[] {
  const names = namesIn(program);
  return all.filter(({ primitives }) => primitives.some(({ name }) => names.has(name))).map(({ net }) => net);
}

function namesIn(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  walk(program, (node) => {
    if (node.kind === "apply") names.add(node.primitive.name);
  });
  return names;
}

/** The nets that the program of a loaded module calls. */
export function readersIn(program: Program): readonly NetReader[] {
  const found = new Set<NetReader>();
  walk(program, (node) => {
    const reader = node.kind === "apply" ? readers.get(node.primitive) : undefined;
    if (reader) found.add(reader);
  });
  return [...found];
}
