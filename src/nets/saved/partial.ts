/**
 * @file An interrupted training on disk, as one safetensors file: weights, moments and the best so far, with a digest of them
 * all. A file that is damaged is never gone on from, since the net would be another than without the interruption.
 */

import { createHash } from "node:crypto";
import type { Json } from "../../evidence/json.ts";
import { Field } from "../../library/field.ts";
import { InputError } from "../../tasks/error.ts";
import type { Resumable } from "../train.ts";
import type { Weights } from "../weights.ts";
import { scoreFrom } from "./modelfile.ts";
import { readSafetensors, safetensors } from "./safetensors.ts";

export interface Partial {
  /** Of the data and of all that was set: only the same command goes on. */
  readonly fingerprint: string;
  /** The candidate that was chosen. */
  readonly title: string;
  readonly resumable: Resumable;
}

const PARTS = ["weights", "first", "second", "best"] as const;

export function partialFile({ fingerprint, title, resumable }: Partial): Uint8Array {
  const { checkpoint, best } = resumable;
  const groups: Record<(typeof PARTS)[number], Weights> = {
    weights: checkpoint.weights,
    first: checkpoint.first,
    second: checkpoint.second,
    best: best.weights,
  };
  const all: Record<string, Weights[string]> = {};
  for (const part of PARTS)
    for (const [name, value] of Object.entries(groups[part])) all[`${part}/${name}`] = value;
  const about = {
    fingerprint,
    title,
    step: String(checkpoint.step),
    best: JSON.stringify({ step: best.step, score: best.score }),
  };
  return safetensors(all, { ...about, sha256: digestOf(all, about) });
}

function digestOf(
  all: Weights,
  { fingerprint, title, step, best }: Readonly<Record<string, string>>,
): string {
  const hash = createHash("sha256").update(JSON.stringify([fingerprint, title, step, best]));
  for (const name of Object.keys(all).sort()) {
    const { shape, data } = all[name];
    hash
      .update(JSON.stringify([name, shape]))
      .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest("hex");
}

/** Throws an InputError for what is no such file: whatever is wrong with it, it is damaged. */
export function readPartial(file: string, bytes: Uint8Array): Partial {
  try {
    const partial = partialFrom(file, bytes);
    if (partial) return partial;
  } catch (error) {
    if (!(error instanceof InputError || error instanceof SyntaxError)) throw error;
  }
  throw new InputError(file, "is damaged: it does not hold what was written");
}

/** ⊥, or an error, for what is no such file. */
function partialFrom(file: string, bytes: Uint8Array): Partial | undefined {
  const { weights, metadata } = readSafetensors(file, bytes);
  const about = new Field(file, "", metadata as Json);
  if (about.at("sha256").text() !== digestOf(weights, metadata)) return undefined;
  const all: Record<string, Record<string, Weights[string]>> = Object.fromEntries(
    PARTS.map((part) => [part, {}]),
  );
  for (const [key, value] of Object.entries(weights)) {
    const slash = key.indexOf("/");
    const part = key.slice(0, slash);
    if (!PARTS.some((known) => known === part)) return undefined;
    all[part][key.slice(slash + 1)] = value;
  }
  const best = new Field(file, "best", JSON.parse(about.at("best").text()) as Json);
  const step = new Field(file, "step", Number(about.at("step").text())).whole(0, 1e9);
  return {
    fingerprint: about.at("fingerprint").text(),
    title: about.at("title").text(),
    resumable: {
      checkpoint: { weights: all.weights, first: all.first, second: all.second, step },
      best: {
        weights: all.best,
        score: scoreFrom(best.at("score")),
        step: best.at("step").whole(0, 1e9),
      },
    },
  };
}
