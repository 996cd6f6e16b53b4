import { describe, expect, it } from "vitest";
import { domains } from "../../src/domains/index.ts";
import { parseProgram } from "../../src/language/parse.ts";
import { input } from "../../src/language/program.ts";
import { TEXT } from "../../src/language/type.ts";
import { Bank } from "../../src/search/bank.ts";
import { edits } from "../../src/search/edit.ts";
import { CompiledGrammar, grammarOf } from "../../src/search/grammar.ts";
import { Pricing } from "../../src/search/rank.ts";

const rows = ["Ada Lovelace", "Grace Hopper", "Al Turing"];
const outputs = ["Ada", "Grac", "Al"];
const signature = { params: [{ name: "name", type: TEXT }], result: TEXT };
const primitives = new Map(domains.flatMap((domain) => domain.primitives.map((p) => [p.name, p] as const)));

function editsOf(text: string): string[] {
  const sample = { inputs: [{ name: "name", type: TEXT, values: rows }], outputs, result: TEXT };
  const grammar = new CompiledGrammar(grammarOf(sample, domains));
  const frames = rows.map((row) => ({ variables: [row], inputs: [row], bound: [] }));
  const bank = new Bank(grammar, frames, [input(0, TEXT)]);
  bank.grow(3000);
  const program = parseProgram(text, { signature, primitives });
  const places = new Pricing(grammar, outputs).places(program);
  return [...edits(program, places, bank)].map((edited) => edited.text);
}

describe("the edits of a program", () => {
  const found = editsOf("(concat (take $1 4) (take $1 1))");

  it("wrap the whole in a call", () => {
    expect(found).toContain("(trim (concat (take $1 4) (take $1 1)))");
  });

  it("wrap a part", () => {
    expect(found).toContain("(concat (trim (take $1 4)) (take $1 1))");
    expect(found).toContain("(concat (take $1 4) (upper (take $1 1)))");
  });

  it("replace a part with another value", () => {
    expect(found).toContain("(concat (take $1 4) $1)");
    expect(found).toContain("(concat (take $1 2) (take $1 1))");
  });

  it("leave the rest as it is: one change each", () => {
    for (const text of found) expect(text.includes("(take $1 4)") || text.includes("(take $1 1)")).toBe(true);
  });
});
