/** @file Why a search stopped, in words. */

import { type Budget, secondsOf } from "../drive.ts";
import type { Found } from "../learning.ts";
import type { Account } from "../search/account.ts";
import { amount, bits, bytes, counted, milliseconds } from "./quantity.ts";

export function whyStopped({ stop, grammar }: Account, { stopped }: Found, budget: Budget): string {
  if (stopped === "cancelled") return "Ctrl-C";
  switch (stop?.why) {
    case "undoubted": {
      const found = `a program of ${bits(stop.bits)} for a table of ${bits(stop.table)}`;
      if (stop.rounds === 0) return `${found} is not doubted`;
      return `${found} is not doubted further: nothing better came in ${counted(stop.rounds, "round")} after it`;
    }
    case "frontier":
      return `every program of at most ${bits(stop.bits)} was tried`;
    case "exhausted":
      return grammar.closed
        ? "every program of the grammar was tried, but for those that do the same as a tried one"
        : "every program was tried, but for those that do the same as a tried one";
    case "memory":
      return `the budget of ${bytes(stop.limit)} of memory is spent`;
    case "candidates":
      return `the budget of ${amount(budget.candidates ?? stop.limit)} candidates is spent`;
    default:
      return `the budget of ${milliseconds(secondsOf(budget) * 1000)} is spent`;
  }
}

/** How far it had come. */
export function whatWasTried({ rounds }: Account, { candidates }: Found): string {
  const last = rounds.at(-1);
  const below = last?.bits === undefined ? "" : `, every program below ${bits(last.bits)} among them`;
  return `${counted(candidates, "candidate")}${below}`;
}
