/** @file Saved programs whose outputs are inputs of nets: named when the net is fitted, found again when it is used. */

import { createHash } from "node:crypto";
import { dirname, relative, resolve, sep } from "node:path";
import { loadModule } from "../library/load.ts";
import type { Module } from "../library/module.ts";
import { isThere, readBytes } from "../nets/data/disk.ts";
import type { SavedFeature } from "../nets/features.ts";
import { InputError } from "../tasks/error.ts";
import { findModule, PRIMITIVES } from "./modules.ts";

export interface FeatureModule {
  readonly module: Module;
  readonly saved: SavedFeature;
}

const digestOf = async (path: string): Promise<string> =>
  createHash("sha256")
    .update(await readBytes(path))
    .digest("hex");

/** The modules of `--features`, as a net that is saved under the stem names them. */
export async function namedFeatures(names: readonly string[], stem: string): Promise<FeatureModule[]> {
  const all: FeatureModule[] = [];
  for (const name of names) {
    const { module, files } = await findModule(name);
    if (all.some(({ saved }) => saved.name === module.target))
      throw new InputError(
        `--features ${name}`,
        `gives ${module.target}, as another one does; name one of them`,
      );
    const file = relative(resolve(dirname(stem)), resolve(files.json))
      .split(sep)
      .join("/");
    all.push({ module, saved: { name: module.target, file, sha256: await digestOf(files.json) } });
  }
  return all;
}

/** The modules of a net, none of which may have changed since it was fitted. */
export async function savedFeatures(net: string, saved: readonly SavedFeature[]): Promise<readonly Module[]> {
  const all: Module[] = [];
  for (const { file, sha256 } of saved) {
    const path = resolve(dirname(net), file);
    // Nothing is loaded that is another than it was; what is not there says so itself.
    if ((await isThere(path)) && (await digestOf(path)) !== sha256) {
      const what = `is not the module that ${net} was fitted with; restore it, or fit the net again`;
      throw new InputError(path, what);
    }
    all.push((await loadModule(path, PRIMITIVES)).module);
  }
  return all;
}
