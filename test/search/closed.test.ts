/**
 * @file Random small closed grammars: what a search answers can be derived in the grammar, is right, and is cheapest as far
 * as the search says that it has looked, by the plain enumerator.
 */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bitsLayout } from "../../src/domains/bits/layout.ts";
import { bitsPrimitive } from "../../src/domains/bits/primitives.ts";
import { both, not } from "../../src/domains/logic/index.ts";
import { boolLayout, intLayout } from "../../src/domains/numbers/layouts.ts";
import { equal, ite } from "../../src/domains/smt/core.ts";
import * as ints from "../../src/domains/smt/ints.ts";
import * as strings from "../../src/domains/smt/strings.ts";
import { textLayout } from "../../src/domains/text/layout.ts";
import { agrees } from "../../src/language/agree.ts";
import type { Grammar, Head, Production } from "../../src/language/grammar.ts";
import { run } from "../../src/language/interpret.ts";
import type { Layout } from "../../src/language/layout.ts";
import type { Primitive } from "../../src/language/primitive.ts";
import { literalText, type Program } from "../../src/language/program.ts";
import { BOOL, bitVector, INT, sameType, TEXT, type Type } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import { GRAIN } from "../../src/search/grammar.ts";
import { createSearch } from "../../src/search/search.ts";
import { enumerate, valuesKey } from "../support/enumerate.ts";
import { finish, taskOf } from "./finish.ts";

/** Functions that the enumerator finds at most, and what the dearest may cost. */
const CLASSES = 600;
const MOST = 120;

interface Field {
  readonly name: string;
  readonly start: Type;
  readonly types: readonly Type[];
  readonly primitives: readonly Primitive[];
  readonly values: ReadonlyMap<Type, fc.Arbitrary<Value>>;
}

const BYTE = bitVector(8);

const texts: Field = {
  name: "texts",
  start: TEXT,
  types: [TEXT, INT, BOOL],
  primitives: [
    strings.concat,
    strings.substr,
    strings.charAt,
    strings.replace,
    strings.indexOf,
    strings.length,
    strings.fromInt,
    strings.contains,
    strings.prefixOf,
    ints.add,
    ints.subtract,
    ints.less,
    ite(TEXT),
    ite(INT),
    not,
  ],
  values: new Map<Type, fc.Arbitrary<Value>>([
    [TEXT, fc.constantFrom("", "a", "ab", "a-b", "b-a-b", "-")],
    [INT, fc.integer({ min: -1, max: 3 })],
    [BOOL, fc.boolean()],
  ]),
};

const bytes: Field = {
  name: "bytes",
  start: BYTE,
  types: [BYTE, BOOL],
  primitives: [
    ...["bvnot", "bvand", "bvor", "bvadd", "bvsub", "bvshl", "bvlshr", "bvult"].map(
      (name) => bitsPrimitive(name, [8]) as Primitive,
    ),
    equal(BYTE),
    ite(BYTE),
    both,
  ],
  values: new Map<Type, fc.Arbitrary<Value>>([
    [BYTE, fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 255))],
    [BOOL, fc.boolean()],
  ]),
};

const layoutOf = (type: Type): Layout =>
  [textLayout, intLayout, boolLayout, bitsLayout(8)].find((layout) => sameType(layout.type, type)) as Layout;

interface Case {
  readonly grammar: Grammar;
  readonly types: readonly Type[];
  readonly rows: readonly (readonly Value[])[];
  /** Which of the functions is wanted, of those that there are. */
  readonly choice: number;
  /** A row on which something else is wanted, where there is one. */
  readonly odd: Value;
  readonly [fc.toStringMethod]: () => string;
}

const anyOf = ({ values }: Field, type: Type): fc.Arbitrary<Value> => values.get(type) as fc.Arbitrary<Value>;

const costs = fc.integer({ min: 1, max: 10 }).map((quarters) => quarters * GRAIN);

const shown = ({ sort, head, args, cost }: Production): string => {
  const name = "primitive" in head ? head.primitive.name : JSON.stringify(head);
  return `${sort} = ${name} ${args.map((arg) => arg.sort).join(" ")} (${cost})`;
};

/** One or two sorts of each type; each call in some of those that its type has, with arguments from any that fit. */
function cases(field: Field): fc.Arbitrary<Case> {
  const sortNames = field.types.flatMap((type, i) => [0, 1].map((twin) => ({ name: `s${i}${twin}`, type })));
  const sortOf = (type: Type) =>
    fc.constantFrom(...sortNames.filter((sort) => sameType(sort.type, type)).map(({ name }) => name));
  const production = (type: Type, head: Head, params: readonly Type[] = []): fc.Arbitrary<Production> =>
    fc.record({
      sort: sortOf(type),
      head: fc.constant(head),
      args: fc.tuple(...params.map((param) => sortOf(param).map((sort) => ({ sort })))),
      cost: costs,
    });
  const calls = fc
    .subarray([...field.primitives], { minLength: 2, maxLength: 7 })
    .chain((some) =>
      fc.tuple(
        ...[...some, ...some.slice(0, 2)].map((one) =>
          production(one.result, { primitive: one }, one.params),
        ),
      ),
    );
  const literals = fc.array(
    fc
      .constantFrom(...field.types)
      .chain((type) => anyOf(field, type).chain((literal) => production(type, { literal }))),
    { maxLength: 4 },
  );
  return fc
    .array(fc.constantFrom(...field.types), { minLength: 1, maxLength: 2 })
    .map((types) => [field.start, ...types.slice(1)])
    .chain((types) =>
      fc
        .record({
          calls,
          literals,
          inputs: fc.tuple(...types.map((type, input) => production(type, { input }))),
          rows: fc.array(fc.tuple(...types.map((type) => anyOf(field, type))), {
            minLength: 2,
            maxLength: 6,
          }),
          choice: fc.nat(CLASSES),
          odd: fc.option(anyOf(field, field.start), { freq: 4, nil: undefined }),
        })
        .map(({ calls, literals, inputs, ...rest }): Case => {
          const sorts = sortNames.map((sort) => ({ ...sort, layout: layoutOf(sort.type) }));
          const productions = [...inputs, ...literals, ...calls];
          return {
            ...rest,
            types,
            grammar: { start: "s00", closed: true, sorts, productions },
            [fc.toStringMethod]: () => `${productions.map(shown).join("; ")} on ${JSON.stringify(rest)}`,
          };
        }),
    );
}

/** What the cheapest derivation of a program costs; infinite where there is none. */
function derivation({ productions }: Grammar, program: Program, sort: string): number {
  const isHead = (head: Head): boolean => {
    if (program.kind === "apply") return "primitive" in head && head.primitive === program.primitive;
    if (program.kind === "input") return "input" in head && head.input === program.index;
    return program.kind === "literal" && "literal" in head && agrees(head.literal, program.value);
  };
  const args = program.kind === "apply" ? program.args : [];
  let least = Number.POSITIVE_INFINITY;
  for (const production of productions) {
    if (production.sort !== sort || !isHead(production.head)) continue;
    let cost = production.cost;
    args.forEach((arg, i) => {
      cost += derivation({ start: "", sorts: [], productions }, arg, production.args[i].sort);
    });
    least = Math.min(least, cost);
  }
  return least;
}

const seen = { solved: 0, proven: 0, none: 0 };

async function check({ grammar, types, rows, choice, odd }: Case): Promise<void> {
  const { start } = grammar;
  const layout = layoutOf(types[0]);
  const classes = [];
  let [count, limit] = [0, MOST];
  for (const one of enumerate(grammar, rows, MOST)) {
    if (one.sort === start) classes.push(one);
    if (++count < CLASSES) continue;
    // All are there that cost less than the last one.
    limit = one.cost - 1;
    break;
  }
  const wanted = classes[choice % classes.length];
  if (!wanted || wanted.values.includes(undefined)) return;
  const outputs = wanted.values.map((value, i) => (i === 1 && odd !== undefined ? odd : value));
  const key = valuesKey(outputs, layout);
  const cheapest = classes.find((one) => one.key === key && one.cost <= limit);
  // What repeats contradicts nothing.
  const distinct = new Map(rows.map((row, i) => [literalText([...row]), [...row, outputs[i]]]));
  if (
    distinct.size < 2 ||
    rows.some((row, i) => !agrees(distinct.get(literalText([...row]))?.at(-1), outputs[i]))
  )
    return;
  const task = taskOf(types, types[0], [...distinct.values()]);
  const search = await createSearch(task, [], { grammar, suspects: 0, candidates: 8_000 });
  try {
    const status = finish(search);
    const answers = search.answers();
    for (const { program } of answers) {
      const derived = derivation(grammar, program, start);
      expect(derived, `${program.text} is in the grammar`).toBeLessThan(Number.POSITIVE_INFINITY);
      for (const { inputs, output } of task.examples)
        expect(agrees(run(program, inputs), output), `${program.text} is right`).toBe(true);
      if (cheapest) expect(derived, "none is cheaper").toBeGreaterThanOrEqual(cheapest.cost);
      else expect(derived, "none is so cheap").toBeGreaterThan(limit);
    }
    const [best] = answers;
    if (best) seen.solved++;
    // What was enumerated, the search has judged.
    const account = search.account();
    const frontier =
      status === "exhausted" ? Number.POSITIVE_INFINITY : 16 * (account.rounds.at(-1)?.bits ?? 0);
    if (!cheapest || cheapest.cost >= frontier) {
      if (!best) seen.none++;
      return;
    }
    seen.proven++;
    const { cost } = search.explain(cheapest.program);
    expect(best?.cost, `there is ${cheapest.program.text}`).toBeLessThanOrEqual(cost);
  } finally {
    search.dispose();
  }
}

describe.each([texts, bytes])("closed grammars of $name", (field) => {
  it("are searched as they are", async () => {
    Object.assign(seen, { solved: 0, proven: 0, none: 0 });
    await fc.assert(fc.asyncProperty(cases(field), check), { numRuns: 200 });
    expect(seen.solved).toBeGreaterThan(15);
    expect(seen.proven).toBeGreaterThan(4);
    expect(seen.none).toBeGreaterThan(4);
  }, 60_000);
});
