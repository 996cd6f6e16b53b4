/**
 * @file A thread that is stopped in the middle of its work, and goes on when nobody waits for it any more. Here it is one
 * that takes a piece as the others do, does nothing, and at last writes all over its memory.
 */

import { Worker } from "node:worker_threads";
import { afterEach, expect, it, vi } from "vitest";
import { bitsPrimitive } from "../../src/domains/bits/primitives.ts";
import { PHASE, PHASE_PROBE, PHASE_SPREAD, TICKETS } from "../../src/kernels/state.ts";
import type { Primitive } from "../../src/language/primitive.ts";
import { bitVector } from "../../src/language/type.ts";
import type { Bank } from "../../src/search/bank.ts";
import type { Made } from "./banks.ts";

/** Takes one piece of a phase, waits to be told, and then writes all over the memory. */
const THIEF = `
  const { workerData, parentPort } = require("node:worker_threads");
  const { buffer, signal, phase, ticket, phaseAt } = workerData;
  const words = new Int32Array(buffer);
  const tickets = new BigInt64Array(buffer, ticket * 4, 1);
  parentPort.postMessage("there");
  for (;;) {
    const open = Atomics.load(tickets, 0);
    if ((open & 0xffffffffn) === 0n || Atomics.load(words, phaseAt) !== phase) continue;
    if (Atomics.compareExchange(tickets, 0, open, open - 1n) === open) break;
  }
  Atomics.store(signal, 0, 1);
  Atomics.wait(signal, 1, 0);
  words.fill(0x5eed5eed);
  Atomics.store(signal, 0, 2);
`;

const type = bitVector(64);
const MADE: Made = {
  primitives: ["bvnot", "bvand", "bvxor", "bvadd", "bvsub", "bvlshr"].map(
    (name) => bitsPrimitive(name, [64]) as Primitive,
  ),
  types: [type, type],
  rows: [1n, 2n, 3n, 4n].map((n) =>
    [n * 0x9e3779b97f4a7c15n, n * 0xc2b2ae3d27d4eb4fn].map((x) => BigInt.asUintN(64, x)),
  ),
  literals: [{ type, value: 1n }],
};
const CANDIDATES = 300_000;

afterEach(() => {
  vi.unstubAllGlobals();
});

/**
 * A bank of so many candidates, one of whose threads is stopped in a piece of the phase, and how long the longest call took; nothing
 * where that thread came too late to take one.
 */
async function grownWithout(
  phase: number,
): Promise<{ bank: Bank; longest: number; words: Uint32Array } | undefined> {
  // Where one has stopped no threads are called any more.
  vi.resetModules();
  const { bankOver } = await import("./banks.ts");
  const bank = bankOver(MADE, 0, undefined, 2);
  bank.grow(20_000);
  const words = bank.heap;
  const signal = new Int32Array(new SharedArrayBuffer(8));
  const thief = new Worker(THIEF, {
    eval: true,
    workerData: { buffer: words.buffer, signal, phase, ticket: TICKETS + 2, phaseAt: PHASE },
  });
  await new Promise((resolve) => thief.once("message", resolve));
  let longest = 0;
  while (bank.tried < CANDIDATES) {
    const start = performance.now();
    if (bank.grow(Math.min(20_000, CANDIDATES - bank.tried)) === "exhausted") break;
    longest = Math.max(longest, performance.now() - start);
    if (Atomics.load(signal, 0) === 1) {
      expect(bank.heap.buffer).toBeInstanceOf(ArrayBuffer);
      Atomics.store(signal, 1, 1);
      Atomics.notify(signal, 1);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  while (Atomics.load(signal, 0) === 1) await new Promise((resolve) => setTimeout(resolve, 5));
  await thief.terminate();
  if (Atomics.load(signal, 0) === 2) return { bank, longest, words };
  bank.dispose();
  return undefined;
}

it.each([
  ["computing", PHASE_PROBE, true],
  ["a table", PHASE_SPREAD, true],
  ["computing, where the first thread may not sleep", PHASE_PROBE, false],
] as const)(
  "is done without, and writes to nothing that is used: %s",
  async (_, phase, sleeps) => {
    if (!sleeps) vi.stubGlobal("document", {});
    let grown = await grownWithout(phase);
    for (let tries = 1; !grown && tries < 50; tries++) grown = await grownWithout(phase);
    const { bank, longest, words } = grown as NonNullable<typeof grown>;
    expect(longest).toBeLessThan(6000);
    expect(words[0]).toBe(0x5eed5eed);
    const { bankOver, contents } = await import("./banks.ts");
    const one = bankOver(MADE, 0);
    one.grow(CANDIDATES);
    expect([bank.tried, bank.count, bank.bytes]).toEqual([one.tried, one.count, one.bytes]);
    const [found, wanted] = [contents(bank), contents(one)];
    expect(found.findIndex((line, i) => line !== wanted[i])).toBe(-1);
    bank.dispose();
    one.dispose();
  },
  60_000,
);
