/** @file How well a net does, in words. */

import type { Value } from "../language/value.ts";
import type { Row } from "../nets/data/dataset.ts";
import type { Head } from "../nets/losses.ts";
import type { Model } from "../nets/model.ts";
import type { Score } from "../nets/predictor.ts";
import { visible } from "../tasks/error.ts";
import { cellText } from "../tasks/text.ts";
import { amount } from "./quantity.ts";

export function scoreText(head: Head, { accuracy, right, of }: Score): string {
  const share = `${(100 * accuracy).toFixed(2)} %`;
  const hasClasses = head.kind === "tokens" || head.parts.some(({ kind }) => kind === "classes");
  return hasClasses
    ? `${share} right, ${amount(right)} of ${amount(of)}`
    : `${share} of the variance explained`;
}

/** Rows of the test that are looked at for mistakes. */
const LOOKED_AT = 2_000;
const SHOWN = 3;

/** The commonest mistakes: what was wanted, what the net said, how often; the surest of them first where they are as common. */
export async function confusions(model: Model, rows: readonly Row[]): Promise<string[]> {
  const { encoding } = model;
  if (encoding.head.kind === "parts" && encoding.head.parts.every(({ kind }) => kind === "numbers"))
    return [];
  const looked = rows.slice(0, LOOKED_AT);
  const predictions = await model.predict(looked.map(({ inputs }) => inputs));
  const counts = new Map<string, { count: number; confidence: number }>();
  for (const [i, { value, confidence }] of predictions.entries()) {
    const [wanted, given] = [text(looked[i].output), value === undefined ? "no value" : text(value)];
    if (wanted === given) continue;
    const key = `${wanted} taken for ${given}`;
    const seen = counts.get(key) ?? { count: 0, confidence: 0 };
    counts.set(key, { count: seen.count + 1, confidence: Math.max(seen.confidence, confidence ?? 0) });
  }
  const sorted = [...counts].sort(([, a], [, b]) => b.count - a.count || b.confidence - a.confidence);
  const lines = sorted.slice(0, SHOWN).map(([what, { count, confidence }]) => {
    return `${what}${count > 1 ? `, ${count} times` : ""}, with a confidence of up to ${(100 * confidence).toFixed(0)} %`;
  });
  return sorted.length === 0 && looked.length > 0 ? [`none in ${amount(looked.length)} rows`] : lines;
}

const text = (value: Value): string => visible(cellText(value).slice(0, 40));
