/** @file Grammars: all that the search ever sees of domains, files and libraries. */

import type { Layout } from "./layout.ts";
import type { Primitive } from "./primitive.ts";
import { type FunctionType, showType, type Type } from "./type.ts";
import { isCompound, partsOf } from "./typeparts.ts";
import type { Value } from "./value.ts";

/** Costs are integers in 1/16 bit, so that sums are exact and equal on every machine. */
export const bits = (count: number): number => Math.round(count * 16);

export type Head =
  | { readonly primitive: Primitive }
  /** A variable of the scope: a task's input; in the scope of a lambda, a parameter. */
  | { readonly input: number }
  | { readonly literal: Value }
  /** Of a function sort: a lambda, whose body is any entry of the scope that it opens. */
  | { readonly lambda: true }
  /** In the scope of a lambda: any entry of the sort of this name in the scope around it. */
  | { readonly outer: string };

export interface Production {
  /** The sort it belongs to. */
  readonly sort: string;
  readonly head: Head;
  /** `binds` names the sorts of the parameters of the lambda that stands at this argument; absent for plain arguments. */
  readonly args: readonly { readonly sort: string; readonly binds?: readonly string[] }[];
  /** In 1/16 bit, from 1. */
  readonly cost: number;
  /** False: used only by deduction (its witness), never to grow the bank. */
  readonly climbs?: boolean;
}

export interface Sort {
  readonly name: string;
  readonly type: Type;
  readonly layout: Layout;
  /** Any constant of the type may stand here, though the grammar is closed. */
  readonly open?: boolean;
}

export interface Grammar {
  readonly start: string;
  /** The grammar of a lambda's body, by the function's type; absent where lambdas may not stand. */
  readonly scope?: (type: FunctionType) => Grammar;
  /** Nothing but its productions may stand in a program: constants, too, only where a production gives them. */
  readonly closed?: boolean;
  readonly sorts: readonly Sort[];
  readonly productions: readonly Production[];
}

/** One input of a task: all its values, labelled rows first. */
export interface Column {
  readonly name: string;
  readonly type: Type;
  readonly values: readonly Value[];
}

/** What a domain may look at to propose constants: the first `outputs.length` rows are labelled, the rest are not. */
export interface Sample {
  readonly inputs: readonly Column[];
  readonly outputs: readonly Value[];
  readonly result: Type;
  /** What naming each input costs, in bits (absent: all alike): inputs that look like the outputs are likelier used. */
  readonly inputBits?: readonly number[];
  /**
   * In the scope of a lambda: the sample of the scope around it. The inputs are then the lambda's parameters and after
   * them those of the scope around, the outputs are not known, and constants come from the outermost sample.
   */
  readonly outer?: Sample;
  /** Types of values on the way from the inputs to the outputs: the parts of texts as lists. */
  readonly beside?: readonly Type[];
}

/** The sample of the task itself: that of the outermost scope. */
export function outermost(sample: Sample): Sample {
  let at = sample;
  while (at.outer) at = at.outer;
  return at;
}

/** Lambdas around the scope. */
export const lambdasAround = ({ outer }: Sample): number => (outer ? 1 + lambdasAround(outer) : 0);

/** Every type that occurs in the sample's inputs and result, and in those of the scopes around it, by name. */
export function typesIn(sample: Sample): ReadonlyMap<string, Type> {
  const types = new Map<string, Type>();
  for (let at: Sample | undefined = sample; at; at = at.outer) {
    for (const type of [...at.inputs.map((column) => column.type), at.result, ...(at.beside ?? [])])
      for (const part of partsOf(type)) types.set(showType(part), part);
  }
  return types;
}

/**
 * Whether the task is one of data structures, not of columns: whole numbers then have arithmetic of their own, and
 * domains of columns keep to what they know.
 */
export const isStructured = (sample: Sample): boolean => [...typesIn(sample).values()].some(isCompound);

/** Whether all there is are whole numbers and what is true of them: the tasks of recursion, and columns of counts. */
export const isOfWholeNumbers = (sample: Sample): boolean => {
  const kinds = [...typesIn(sample).values()].map(({ kind }) => kind);
  return kinds.includes("int") && kinds.every((kind) => kind === "int" || kind === "bool");
};

/**
 * A field of knowledge: types with their layouts, primitives, and where constants come from. Sorts named like
 * their type (`showType`: "text", "real", "int", "bool", "date", "list<text>") are shared by all domains; a
 * domain's own sorts are named "domain:sort".
 */
export interface Domain {
  readonly name: string;
  readonly layouts: readonly Layout[];
  /** The layout of a type of a family (lists of anything); `inner` gives those of the types that it is made of. */
  layoutOf?(type: Type, inner: (type: Type) => Layout): Layout | undefined;
  readonly primitives: readonly Primitive[];
  /**
   * Types that its primitives alone bring into a task of these input types: the task is then as one that has them, so that
   * the other domains go on from there.
   */
  brings?(inputs: readonly Type[]): readonly Type[];
  /** The domain's own sorts, and its productions for this sample; inputs themselves are added by the search. */
  propose(sample: Sample): {
    readonly sorts: readonly { readonly name: string; readonly type: Type }[];
    readonly productions: readonly Production[];
  };
}
