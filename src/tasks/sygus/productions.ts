/** @file Sorts that are one another's choices: chains replaced by what they lead to, equal sorts joined, costs. */

import { bitsLayout } from "../../domains/bits/layout.ts";
import { boolLayout, intLayout } from "../../domains/numbers/layouts.ts";
import { textLayout } from "../../domains/text/layout.ts";
import type { Grammar, Head, Production } from "../../language/grammar.ts";
import type { Layout } from "../../language/layout.ts";
import { literalText } from "../../language/program.ts";
import { showType, type Type } from "../../language/type.ts";

/** A choice of a sort. */
export interface Choice {
  readonly head: Head;
  /** Names of sorts. */
  readonly args: readonly string[];
}

export interface Draft {
  readonly name: string;
  readonly type: Type;
  readonly choices: Choice[];
  /** Names of sorts, all of whose choices are this sort's too. */
  readonly chains: Set<string>;
}

/** How values of the type lie in the bank. */
export function layoutOf(type: Type): Layout {
  switch (type.kind) {
    case "int":
      return intLayout;
    case "bool":
      return boolLayout;
    case "text":
      return textLayout;
    case "bits":
      return bitsLayout(type.width);
    default:
      throw new Error(`internal: there is no layout for ${showType(type)}`);
  }
}

/**
 * The grammar of the drafts that are reached from the start. Every choice of a sort costs the same.
 * @param anyConstant names of sorts where any constant may stand
 */
export function grammarFrom(
  drafts: ReadonlyMap<string, Draft>,
  start: string,
  anyConstant: "all" | ReadonlySet<string>,
): Grammar {
  const isOpen = (name: string): boolean =>
    anyConstant === "all" || chained(name, drafts).some((one) => anyConstant.has(one));
  const whole = new Map([...drafts.keys()].map((name) => [name, choicesOf(name, drafts)] as const));
  const names = joined(whole, drafts, isOpen);
  const reached = new Set([names.get(start) as string]);
  for (const name of reached) {
    for (const { args } of whole.get(name) as Choice[])
      for (const arg of args) reached.add(names.get(arg) as string);
  }
  const sorts = [...drafts.values()].filter(({ name }) => reached.has(name));
  const productions = sorts.flatMap(({ name }): Production[] => {
    const choices = distinct(whole.get(name) as Choice[], names);
    const cost = Math.max(choices.length > 1 ? 16 : 4, log2In16ths(choices.length));
    return choices.map(({ head, args }) => ({
      sort: name,
      head,
      args: args.map((arg) => ({ sort: names.get(arg) as string })),
      cost,
    }));
  });
  return {
    start: names.get(start) as string,
    sorts: sorts.map(({ name, type }) => ({
      name,
      type,
      layout: layoutOf(type),
      ...(isOpen(name) && { open: true }),
    })),
    productions,
    ...(anyConstant !== "all" && { closed: true }),
  };
}

/** 16 · log₂, rounded down; exact, so that engines agree. */
export const log2In16ths = (count: number): number => (BigInt(count) ** 16n).toString(2).length - 1;

/** A sort and all those that it leads to. */
export function chained(name: string, drafts: ReadonlyMap<string, Draft>): string[] {
  const reached = new Set([name]);
  for (const at of reached) for (const next of drafts.get(at)?.chains ?? []) reached.add(next);
  return [...reached];
}

/** A sort's choices and those of all the sorts that it leads to. */
const choicesOf = (name: string, drafts: ReadonlyMap<string, Draft>): Choice[] =>
  chained(name, drafts).flatMap((at) => (drafts.get(at) as Draft).choices);

/**
 * For each sort the one that stands for it: sorts of one type are one as long as no choice tells them apart (partition
 * refinement).
 */
function joined(
  whole: ReadonlyMap<string, readonly Choice[]>,
  drafts: ReadonlyMap<string, Draft>,
  isOpen: (name: string) => boolean,
): ReadonlyMap<string, string> {
  const kindOf = (name: string): string => `${showType((drafts.get(name) as Draft).type)} ${isOpen(name)}`;
  let names = classes([...whole.keys()], kindOf);
  for (;;) {
    const before = names;
    const keys = new Map(
      [...whole].map(([name, choices]) => {
        const texts = distinct(choices, before).map((choice) => keyOf(choice, before));
        return [name, [before.get(name), ...texts.sort()].join("\n")] as const;
      }),
    );
    names = classes([...whole.keys()], (name) => keys.get(name) as string);
    if (new Set(names.values()).size === new Set(before.values()).size) return names;
  }
}

/** For each name the first with the same key. */
function classes(all: readonly string[], keyOf: (name: string) => string): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  return new Map(
    all.map((name) => {
      const key = keyOf(name);
      if (!first.has(key)) first.set(key, name);
      return [name, first.get(key) as string] as const;
    }),
  );
}

function distinct(choices: readonly Choice[], names: ReadonlyMap<string, string>): Choice[] {
  const seen = new Map<string, Choice>();
  for (const choice of choices) {
    const key = keyOf(choice, names);
    if (!seen.has(key)) seen.set(key, choice);
  }
  return [...seen.values()];
}

function keyOf({ head, args }: Choice, names: ReadonlyMap<string, string>): string {
  const text =
    "primitive" in head
      ? head.primitive.name
      : "input" in head
        ? `$${head.input}`
        : "literal" in head
          ? `=${literalText(head.literal)}`
          : "";
  return `${text} ${args.map((arg) => JSON.stringify(names.get(arg))).join(" ")}`;
}
