/** @file The installed package, in Node. */

import { strict as assert } from "node:assert";
import { learn } from "knack-ts";

const initials = await learn([
  ["Ada Lovelace", "A.L."],
  ["Alan Turing", "A.T."],
]);
assert.equal(initials("Grace Hopper"), "G.H.");
assert.equal(initials.solved, true);
