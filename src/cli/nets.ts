/** @file Fitted nets on disk, for the commands that use them. */

import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { writeFileAtomically } from "../library/atomic.ts";
import { readBytes } from "../nets/disk.ts";
import type { Model, ModelParts } from "../nets/model.ts";
import { JSON_ENDING, modelFiles, modelFrom, WEIGHTS_ENDING } from "../nets/modelfile.ts";
import { InputError } from "../tasks/error.ts";

const sha256 = (bytes: Uint8Array): Promise<string> =>
  Promise.resolve(createHash("sha256").update(bytes).digest("hex"));

/** `digits` of `digits`, `digits.net.json` and `digits.net.safetensors`. */
export function stemOf(path: string): string {
  for (const ending of [JSON_ENDING, WEIGHTS_ENDING]) {
    if (path.endsWith(ending) && path.length > ending.length) return path.slice(0, -ending.length);
  }
  return path;
}

export const isModelPath = (path: string): boolean =>
  path.endsWith(JSON_ENDING) || path.endsWith(WEIGHTS_ENDING);

/** Writes both files; whoever reads in between sees that they do not belong together, and never half of one. */
export async function saveModel(stem: string, model: ModelParts): Promise<readonly string[]> {
  const { json, weights } = await modelFiles(model, sha256);
  await writeFileAtomically(stem + WEIGHTS_ENDING, weights);
  await writeFileAtomically(stem + JSON_ENDING, json);
  return [stem + JSON_ENDING, stem + WEIGHTS_ENDING];
}

export async function loadModel(path: string): Promise<Model> {
  const stem = stemOf(path);
  const [json, weights] = [stem + JSON_ENDING, stem + WEIGHTS_ENDING];
  const isThere = await stat(json).then(
    () => true,
    () => false,
  );
  if (!isThere)
    throw new InputError(path, `there is no net ${json}; knack fit FILE|DIR -o ${stem} would make one`);
  const text = new TextDecoder().decode(await readBytes(json));
  return modelFrom(json, text, weights, await readBytes(weights), sha256);
}
