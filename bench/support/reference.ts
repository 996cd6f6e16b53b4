/** @file References: functions written by hand that answers are judged by, on fresh inputs. */

import { type Random, randomOf } from "../../src/language/random.ts";
import type { Json, StatedExample } from "./attempts.ts";

export interface Reference {
  readonly of: (inputs: readonly Json[]) => Json;
  /** Fresh inputs of about that size. */
  readonly fresh: (random: Random, size: number) => readonly Json[];
}

/** A reference over inputs of its own types. */
export const reference = <I extends readonly Json[]>(
  of: (...inputs: I) => Json,
  fresh: (random: Random, size: number) => readonly [...I],
): Reference => ({ of: (inputs) => of(...(inputs as I)), fresh });

/** Fresh inputs that answers are judged on, and how much larger than the examples' they may be. */
export const FRESH = 200;
const LARGER = 4;

/** Fresh inputs with their outputs, of sizes from 0 to `LARGER` times the examples'; always the same for the same name. */
export function freshTests(
  { of, fresh }: Reference,
  name: string,
  examples: readonly StatedExample[],
): StatedExample[] {
  const random = randomOf([...name].reduce((sum, each) => (sum * 31 + each.charCodeAt(0)) | 0, 7));
  const most = LARGER * Math.max(1, ...examples.flatMap(({ inputs }) => inputs.map(sizeOf)));
  return Array.from({ length: FRESH }, () => {
    const inputs = fresh(random, random.below(most + 1));
    return { inputs, output: of(inputs) };
  });
}

/** The examples that the reference contradicts. */
export const contradicted = ({ of }: Reference, examples: readonly StatedExample[]): StatedExample[] =>
  examples.filter(({ inputs, output }) => JSON.stringify(of(inputs)) !== JSON.stringify(output));

/** Of a list its length, or that of its longest item; of an object the objects in it; of a number itself. */
export function sizeOf(json: Json): number {
  if (typeof json === "number") return Math.abs(json);
  if (typeof json !== "object" || json === null) return 0;
  if (Array.isArray(json))
    return Math.max(json.length, ...json.map((item) => (isNumber(item) ? 0 : sizeOf(item))));
  return Object.values(json).reduce<number>((sum, value) => sum + (isNumber(value) ? 0 : sizeOf(value)), 1);
}

const isNumber = (json: Json): boolean => typeof json === "number";

// Parts of fresh inputs.

/** Naturals below `below`. */
export const naturals = (random: Random, length: number, below = 100): number[] =>
  Array.from({ length }, () => random.below(below));

/** The same, none twice. */
export function distinct(random: Random, length: number, below: number): number[] {
  const found = new Set<number>();
  while (found.size < Math.min(length, below)) found.add(random.below(below));
  return [...found];
}

/** Up to `length` lists of up to `longest` naturals. */
export const lists = (random: Random, length: number, longest: number): number[][] =>
  Array.from({ length }, () => naturals(random, random.below(longest + 1)));

/** In order. */
export const ascending = (xs: readonly number[]): number[] => [...xs].sort((a, b) => a - b);

export const sum = (xs: readonly number[]): number => xs.reduce((total, x) => total + x, 0);
