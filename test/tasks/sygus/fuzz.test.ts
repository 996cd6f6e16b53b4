/** @file Damaged SyGuS files are read or refused in one line, in little time. */

import fc from "fast-check";
import { expect, it } from "vitest";
import { InputError } from "../../../src/tasks/error.ts";
import { readSygus } from "../../../src/tasks/sygus/index.ts";

const VALID = `(set-logic SLIA)
(define-fun first ((t String)) String (str.at t 0)) ; one
(synth-fun f ((|full name| String) (n Int)) String
  ((S String) (I Int))
  ((S String (|full name| "a ""b""\\u{e9}" (str.++ S S S) (first S) (ite (= I 0) S S) (Constant String)))
   (I Int (n 0 (- 3) (+ I 1)))))
(declare-var v Int)
(constraint (=> (= v 1) (= (f "ab" v) "a")))
(constraint (let ((z 2)) (= (f "b" z) "c")))
(check-synth)
`;

const token = fc.constantFrom(
  ...'( ) " | ; : #x0 #b1 0 -1 1.5 String Int Bool (_ BitVec 8) let ite and => not = f S I n v first Constant Variable'
    .split(" ")
    .concat("\n", "\u0000", "\u{1f44d}", "\ud800", '"\\u{d800}"', "9".repeat(30), "((", "))"),
);

/** Replaces, removes and inserts a few tokens. */
const edits = fc.array(
  fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 0, max: 12 }),
    fc.array(token, { maxLength: 3 }),
  ),
  { minLength: 1, maxLength: 4 },
);

function survives(text: string): void {
  const start = process.cpuUsage();
  try {
    const { task, grammar, notes } = readSygus("a.sl", text);
    expect(task.examples.length).toBeGreaterThan(0);
    expect(grammar.sorts.some(({ name }) => name === grammar.start)).toBe(true);
    for (const note of notes) expect(note).toMatch(/^a\.sl/);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.message).toMatch(/^a\.sl[^\n\r]+$/);
    expect(error.message.length).toBeLessThan(600);
  }
  const { user, system } = process.cpuUsage(start);
  expect(user + system).toBeLessThan(1_000_000);
}

it("damaged files", () => {
  expect(readSygus("a.sl", VALID).task.examples).toHaveLength(2);
  fc.assert(
    fc.property(edits, (changes) => {
      let text = VALID;
      for (const [where, remove, insert] of changes) {
        const at = Math.floor(where * text.length);
        text = `${text.slice(0, at)} ${insert.join(" ")} ${text.slice(at + remove)}`;
      }
      survives(text);
    }),
    { numRuns: 3000 },
  );
});

it("tokens in any order", () => {
  const tokens = fc.array(
    fc.oneof(token, fc.constantFrom("(synth-fun f", "(constraint (=", "(set-logic LIA)")),
    {
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(tokens, (all) => survives(all.join(" "))),
    { numRuns: 1000 },
  );
});
