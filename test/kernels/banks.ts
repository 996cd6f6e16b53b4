/** @file Banks over grammars of a few primitives, and all that they hold as text, to compare them by. */

import { bitsLayout } from "../../src/domains/bits/layout.ts";
import { boolLayout } from "../../src/domains/numbers/layouts.ts";
import type { Grammar, Production, Sort } from "../../src/language/grammar.ts";
import type { Primitive } from "../../src/language/primitive.ts";
import { input } from "../../src/language/program.ts";
import { showType, type Type } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import { Bank } from "../../src/search/bank.ts";
import { CompiledGrammar, GRAIN } from "../../src/search/grammar.ts";

export interface Made {
  readonly primitives: readonly Primitive[];
  readonly types: readonly Type[];
  readonly rows: readonly (readonly Value[])[];
  readonly literals?: readonly { readonly type: Type; readonly value: Value }[];
}

const sortOf = (type: Type): Sort => ({
  name: showType(type),
  type,
  layout: type.kind === "bits" ? bitsLayout(type.width) : boolLayout,
});

/** Every input, literal and primitive, all of one cost. */
export function grammarOver({ primitives, types, literals = [] }: Made): Grammar {
  const named = (type: Type): string => showType(type);
  const productions: Production[] = [
    ...types.map((type, i) => ({ sort: named(type), head: { input: i }, args: [], cost: GRAIN })),
    ...literals.map(({ type, value }) => ({
      sort: named(type),
      head: { literal: value },
      args: [],
      cost: GRAIN,
    })),
    ...primitives.map((primitive) => ({
      sort: named(primitive.result),
      head: { primitive },
      args: primitive.params.map((param) => ({ sort: named(param) })),
      cost: GRAIN,
    })),
  ];
  const all = [...types, ...primitives.flatMap(({ params, result }) => [...params, result])];
  const sorts = [...new Map(all.map((type) => [named(type), sortOf(type)])).values()];
  return { start: named(primitives[0].result), sorts, productions };
}

export function bankOver(
  made: Made,
  plainBytes: number,
  mayGrow: (bytes: number) => boolean = () => true,
  threads = 1,
): Bank {
  const frames = made.rows.map((inputs) => ({ variables: inputs, inputs, bound: [] }));
  const leaves = made.types.map((type, i) => input(i, type));
  return new Bank(new CompiledGrammar(grammarOver(made)), frames, leaves, mayGrow, plainBytes, threads);
}

/** A line for each entry: its number, cost, program and values. */
export function contents(bank: Bank): string[] {
  return bank.grammar.sorts.flatMap(({ name }) =>
    [...bank.entries(name)].map((entry) => {
      const values = Array.from({ length: bank.rows }, (_, row) => String(bank.value(entry, row)));
      return `${entry} ${bank.costOf(entry)} ${bank.programOf(entry).text} ${values.join(" ")}`;
    }),
  );
}
