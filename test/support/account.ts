/** @file The account of a search that did nothing, for searches that stand in for the real one. */

import type { Account } from "../../src/search/account.ts";

export const emptyAccount: Account = {
  grammar: { sorts: 0, productions: 0, closed: false },
  rows: { core: 0, guards: 0, checks: 0, joined: [], doubtful: [] },
  rounds: [],
  strategies: [],
  milliseconds: 0,
  answers: [],
  table: 0,
  memory: { parts: {}, limit: 2 ** 30, full: false },
};
