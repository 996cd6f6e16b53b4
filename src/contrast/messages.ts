/** @file What goes between a task file's thread and the one that asks it for rows. */

import type { TaskOutline } from "./outline.ts";
import { keyOf, type PlainRow } from "./rows.ts";

/** What rows are drawn for: those for one thing are drawn apart from those for another. */
export const STREAMS = ["examples", "unlabelled", "training", "validation", "tests"] as const;
export type Stream = (typeof STREAMS)[number];

export interface Request {
  readonly seed: number;
  readonly stream: Stream;
  readonly reach: number;
  readonly from: number;
  readonly count: number;
  /** Inputs alone, to tell at which the reference was. */
  readonly inputsOnly?: boolean;
  /** Inputs to ask the reference about, in place of drawn ones. */
  readonly given?: readonly (readonly unknown[])[];
}

export type Reply =
  | { readonly kind: "ready"; readonly outline: TaskOutline }
  | { readonly kind: "rows"; readonly rows: readonly PlainRow[] }
  | { readonly kind: "refused"; readonly why: string };

/** Words of the memory that both threads see: what the task file is at, and of which row. */
export const At = { Phase: 0, Row: 1 } as const;
export const Phase = { Idle: 0, Loading: 1, Sampling: 2, Reference: 3 } as const;

/** Inputs in a message. */
export function inputsText(inputs: readonly unknown[]): string {
  const text = keyOf({ inputs }).slice(1, -1);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
