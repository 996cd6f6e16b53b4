/** @file Programs over data are printed as they run: all that the domain proposes, grown at random. */

import { describe, expect, test } from "vitest";
import { domains as all, Primitives } from "../../../src/domains/index.ts";
import { logicDomain } from "../../../src/domains/logic/index.ts";
import { recordsDomain } from "../../../src/domains/records/index.ts";
import { textDomain } from "../../../src/domains/text/index.ts";
import { compile } from "../../../src/language/compile.ts";
import type { Domain, Sample } from "../../../src/language/grammar.ts";
import { run } from "../../../src/language/interpret.ts";
import { parseProgram } from "../../../src/language/parse.ts";
import { toPlain } from "../../../src/language/plain.ts";
import { type Program, walk } from "../../../src/language/program.ts";
import {
  BOOL,
  baseType,
  INT,
  type Signature,
  showType,
  TEXT,
  type Type,
} from "../../../src/language/type.ts";
import { printModule } from "../../../src/language/typescript.ts";
import { Grower } from "../../support/grown.ts";
import { loadAll } from "../../support/printed.ts";
import { typeErrors } from "../../support/typecheck.ts";
import { DATA_NAMES, dataOf } from "./types.ts";

/** Without comparisons of numbers, of which the compiler finds some unintended. */
const choices: Domain = {
  ...logicDomain,
  propose(sample) {
    const { sorts, productions } = logicDomain.propose(sample);
    const plain = new Set(["if", "else", "is-null", "not"]);
    return {
      sorts,
      productions: productions.filter(({ head }) => "primitive" in head && plain.has(head.primitive.name)),
    };
  },
};
const domains = [textDomain, choices, recordsDomain];
const primitives = new Primitives(all.flatMap((d) => d.primitives.map((p) => [p.name, p] as const)));

interface Grown {
  readonly program: Program;
  readonly signature: Signature;
}

function grown(name: string, result: Type, count: number): Grown[] {
  const { type, values } = dataOf(name);
  const sample: Sample = {
    inputs: [
      { name, type, values },
      { name: "n", type: INT, values: values.map((_, i) => i) },
      { name: "word", type: TEXT, values: values.map(() => "w") },
    ],
    outputs: [],
    result,
  };
  const params = sample.inputs.map((column) => ({ name: column.name, type: column.type }));
  const grower = new Grower(domains, sample, 3);
  const programs = new Map<string, Grown>();
  for (let i = 0; i < count; i++) {
    const program = grower.grow(showType(baseType(result)), 1 + (i % 4));
    // Nor what is in something that was just made, or of which case it is.
    if (program && !hasTypelessNull(program) && !/\(is-\S+ \((make|if)|\(get-\S+ \(make/.test(program.text))
      programs.set(program.text, { program, signature: { params, result } });
  }
  return [...programs.values()];
}

/** What a search would not build, as it is a constant: something asked of null, of which nothing tells the type. */
function hasTypelessNull(program: Program): boolean {
  const isNull = (node: Program): boolean => {
    if (node.kind === "literal") return node.value === null;
    if (node.kind === "lambda") return isNull(node.body);
    if (node.kind === "variable") return true;
    const isFold = node.kind === "apply" && /^(cata|para)$/.test(node.primitive.name);
    return node.kind === "apply" && node.args.length > 0 && node.args.slice(isFold ? 1 : 0).every(isNull);
  };
  let found = false;
  walk(program, (node) => {
    found ||=
      node.kind === "apply" &&
      node.args[0]?.kind !== "variable" &&
      node.args.length > 0 &&
      isNull(node.args[0]);
  });
  return found;
}

describe.each(DATA_NAMES)("%s", (name) => {
  const { type, values } = dataOf(name);
  const rows = values.map((value, i) => [value, i, "w"]);
  const results = [INT, TEXT, BOOL, type];
  const programs = results.flatMap((result) => grown(name, result, 80));
  const sources = programs.map(
    ({ program, signature }) => printModule({ name: "it", signature, program }).source,
  );

  test("programs are printed as they run", async () => {
    const printed = await loadAll(sources);
    let defined = 0;
    for (const [i, { program }] of programs.entries()) {
      for (const row of rows) {
        const expected = run(program, row);
        if (expected !== undefined) defined++;
        const said = `${program.text}\n${sources[i]}\n${JSON.stringify(row.map(toPlain))}`;
        expect(printed[i](...row.map(toPlain)), said).toStrictEqual(toPlain(expected));
        expect(compile(program)(row), program.text).toStrictEqual(expected);
      }
    }
    expect(defined).toBeGreaterThan(programs.length / 2);
  });

  test("they pass the type-checker", () => {
    // All but tests that always come out the same: what is grown at random may ask twice.
    const errors = typeErrors(sources).split("\n");
    const told = errors.filter((line) => /error TS/.test(line) && !/TS2367/.test(line));
    const first = Number(/module(\d+)/.exec(told[0] ?? "")?.[1] ?? -1);
    expect(told, sources[first]).toEqual([]);
  });

  test("their text is parsed back", () => {
    for (const { program, signature } of programs) {
      const parsed = parseProgram(program.text, { signature, primitives });
      expect(parsed.text).toBe(program.text);
      const names: string[] = [];
      walk(parsed, (node) => node.kind === "apply" && names.push(node.primitive.name));
      walk(program, (node) => {
        if (node.kind === "apply") expect(names).toContain(node.primitive.name);
      });
    }
  });
});
