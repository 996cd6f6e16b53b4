/** @file What threads.test.ts has a browser run: the same searches with one thread and with two; what came of them is sent back. */

import { bitsPrimitive } from "../../../src/domains/bits/primitives.ts";
import { learn, NotLearned } from "../../../src/index.ts";
import type { Primitive } from "../../../src/language/primitive.ts";
import { bitVector } from "../../../src/language/type.ts";
import { bankOver, contents, type Made } from "../../kernels/banks.ts";

const CANDIDATES = 100_000;
/** Entries, from the first. */
const COMPARED = 20_000;

const isolated = (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated === true;

const type = bitVector(64);
const input = (n: number): bigint => BigInt.asUintN(64, BigInt(n) * 0x9e3779b97f4a7c15n);

/** The answer, or why there is none; in either case after how many candidates. */
async function learned(output: (x: bigint) => bigint, threads: number): Promise<unknown> {
  const examples = [1, 2, 3, 4, 5].map((n) => [input(n), BigInt.asUintN(64, output(input(n)))]);
  const signature = { params: [{ name: "x", type }], result: type };
  try {
    const found = await learn(examples, { signature, budget: { candidates: CANDIDATES, threads } });
    return [found.program, found.candidates, found.stopped];
  } catch (error) {
    if (error instanceof NotLearned) return [error.stopped, error.candidates];
    throw error;
  }
}

const MADE: Made = {
  primitives: ["bvnot", "bvand", "bvxor", "bvadd", "bvlshr"].map(
    (name) => bitsPrimitive(name, [64]) as Primitive,
  ),
  types: [type, type],
  rows: [1, 2, 3, 4].map((n) => [input(n), input(n + 7)]),
};

/** A bank of many entries, and how many pieces of it the second thread did. */
async function grown(threads: number): Promise<{ entries: string; helped: number }> {
  const bank = bankOver(MADE, 0, undefined, threads);
  const isMissed = (): boolean => isolated && threads > 1 && bank.helped === 0;
  // Workers begin between tasks of the page.
  for (let tries = 0; bank.tried < CANDIDATES || (isMissed() && tries < 300); tries++) {
    bank.grow(bank.tried < CANDIDATES ? 20_000 : 5_000);
    await new Promise((resolve) => setTimeout(resolve));
  }
  const text = contents(bank).slice(0, COMPARED).join("\n");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const { helped } = bank;
  bank.dispose();
  return { entries: [...new Uint8Array(digest)].join(), helped };
}

const both = async <T>(of: (threads: number) => Promise<T>): Promise<[T, T]> => [await of(1), await of(2)];

async function report(): Promise<object> {
  return {
    isolated,
    banks: await both(grown),
    answers: await both((threads) => learned((x) => (x & -x) ^ (x >> 3n), threads)),
  };
}

const told = await report().catch((error: Error) => ({ error: `${error.stack}` }));
await fetch("/report", { method: "POST", body: JSON.stringify(told) });
