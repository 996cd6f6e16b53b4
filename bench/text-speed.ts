/**
 * @file text-speed: how many candidates a second the bank tries on 8 rows until it holds a million entries: with
 * slices and concatenations only, which are computed on hashes, and with operators that need the texts themselves.
 */

import { numbersDomain } from "../src/domains/numbers/index.ts";
import { textDomain } from "../src/domains/text/index.ts";
import type { Domain, Production } from "../src/language/grammar.ts";
import { input } from "../src/language/program.ts";
import { TEXT } from "../src/language/type.ts";
import { Bank } from "../src/search/bank.ts";
import { CompiledGrammar, grammarOf } from "../src/search/grammar.ts";

const ENTRIES = 1_000_000;

/** Of three runs the middle one counts. */
const RUNS = 3;

/** Candidates tried between two looks at the number of entries. */
const SLICE = 20_000;

const ROWS = [
  ["Ada Marie Lindqvist", "QRS-2934-XL"],
  ["Kenji Watanuki", "ZLP-73-S"],
  ["Inés García-Moreno", "QRS-12-S"],
  ["Pieter de Vries", "QRS-63-M"],
  ["Grace O'Neill", "KX-7049-L"],
  ["Samuel Peter Hartley", "AB-71-M"],
  ["Émilie Châtelain", "QRS-88-XL"],
  ["Alan Bartholomew Reyes", "TM-49-L"],
];
const OUTPUTS = ROWS.map(([name, code]) => `${name.split(" ")[0]} (${code.split("-")[1]})`);

const nameOf = ({ head }: Production): string | undefined =>
  "primitive" in head ? head.primitive.name : undefined;

const ON_HASHES = new Set([
  "concat",
  "slice",
  "text-start",
  "text-end",
  "mark-start",
  "mark-end",
  "token-start",
  "token-end",
]);

const GRAMMARS: Record<string, (production: Production) => boolean> = {
  "concat and slice": (production) => ON_HASHES.has(nameOf(production) ?? "concat"),
  "needing contents": (production) => !ON_HASHES.has(nameOf(production) ?? ""),
};

export async function bench(): Promise<void> {
  console.log(`${ROWS.length} rows, a bank of ${ENTRIES.toLocaleString("en")} entries, median of ${RUNS}\n`);
  console.log("operators           candidates   entries   seconds   candidates/s   bytes an entry");
  const results = [];
  for (const [operators, wanted] of Object.entries(GRAMMARS)) {
    const runs = Array.from({ length: RUNS }, () => grow(wanted)).sort((a, b) => a.seconds - b.seconds);
    const { candidates, entries, seconds, bytes } = runs[RUNS >> 1];
    const result = {
      operators,
      candidates,
      entries,
      seconds,
      candidatesPerSecond: Math.round(candidates / seconds),
      bytesPerEntry: Math.round(bytes / entries),
    };
    const cells = [
      candidates.toLocaleString("en").padStart(10),
      entries.toLocaleString("en").padStart(9),
      seconds.toFixed(2).padStart(9),
      result.candidatesPerSecond.toLocaleString("en").padStart(14),
      String(result.bytesPerEntry).padStart(16),
    ];
    console.log(`${operators.padEnd(19)} ${cells.join(" ")}`);
    results.push(result);
  }
  console.log(JSON.stringify({ bench: "text-speed", rows: ROWS.length, results }));
}

function grow(wanted: (production: Production) => boolean): {
  candidates: number;
  entries: number;
  seconds: number;
  bytes: number;
} {
  const sample = {
    inputs: ["name", "code"].map((name, i) => ({ name, type: TEXT, values: ROWS.map((row) => row[i]) })),
    outputs: OUTPUTS,
    result: TEXT,
  };
  const { sorts, productions } = textDomain.propose(sample);
  const domain: Domain = {
    name: "text-speed",
    layouts: [...textDomain.layouts, ...numbersDomain.layouts],
    primitives: [],
    propose: () => ({
      sorts,
      productions: productions
        .filter(wanted)
        .map((production) =>
          nameOf(production) === "concat" ? { ...production, climbs: true } : production,
        ),
    }),
  };
  const grammar = new CompiledGrammar(grammarOf(sample, [domain]));
  const frames = ROWS.map((inputs) => ({ variables: inputs, inputs, bound: [] }));
  const bank = new Bank(grammar, frames, [input(0, TEXT), input(1, TEXT)]);
  const start = performance.now();
  while (bank.count < ENTRIES && bank.grow(SLICE) === "more");
  const seconds = (performance.now() - start) / 1000;
  const { tried, count, bytes } = bank;
  bank.dispose();
  return { candidates: tried, entries: count, seconds, bytes };
}
