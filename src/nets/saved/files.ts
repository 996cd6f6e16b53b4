/** @file Fitted nets on disk. */

import { createHash } from "node:crypto";
import { type PendingFile, replaceFile } from "../../library/atomic.ts";
import { InputError } from "../../tasks/error.ts";
import { isThere, readBytes } from "../data/disk.ts";
import type { Model, ModelParts } from "../model.ts";
import { modelFiles, modelFrom } from "./modelfile.ts";
import { JSON_ENDING, stemOf, WEIGHTS_ENDING } from "./names.ts";

const sha256 = (bytes: Uint8Array): Promise<string> =>
  Promise.resolve(createHash("sha256").update(bytes).digest("hex"));

/**
 * Writes both files, and puts them in place together once both are whole. Whoever reads between the two sees that they do not
 * belong together.
 */
export async function saveModel(stem: string, model: ModelParts): Promise<readonly string[]> {
  const { json, weights } = await modelFiles(model, sha256);
  const files = [stem + JSON_ENDING, stem + WEIGHTS_ENDING];
  const pending: PendingFile[] = [];
  try {
    for (const file of files) pending.push(await replaceFile(file));
    await pending[0].write(json);
    await pending[1].write(weights);
    for (const file of pending) await file.commit();
  } finally {
    for (const file of pending) await file.discard();
  }
  return files;
}

export const loadModel = async (path: string): Promise<Model> => (await readModel(path)).model;

/** A net, and what tells it from every other: the digest of its JSON file, which holds that of its weights. */
export interface NetOnDisk {
  readonly model: Model;
  /** The path of its JSON file. */
  readonly json: string;
  readonly sha256: string;
}

/** @param wanted the digest that it had when it was called first; any other is refused */
export async function readModel(path: string, wanted?: string): Promise<NetOnDisk> {
  const stem = stemOf(path);
  const [json, weights] = [stem + JSON_ENDING, stem + WEIGHTS_ENDING];
  if (!(await isThere(json)))
    throw new InputError(path, `there is no net ${json}; knack fit FILE|DIR -o ${stem} would make one`);
  const bytes = await readBytes(json);
  const digest = await sha256(bytes);
  if (wanted !== undefined && wanted !== digest) {
    const what = "is not the net that this was learned with: it was fitted again, or replaced";
    throw new InputError(json, `${what}; restore it, or learn again with --net ${json}`);
  }
  const text = new TextDecoder().decode(bytes);
  const model = await modelFrom(json, text, weights, await readBytes(weights), sha256);
  return { model, json, sha256: digest };
}
