/**
 * @file Nests: the scopes of lambdas, bottom-up. A function sort of a bank has a bank of its own, with a row for each call
 * that a lambda is tried with; each of its entries is a lambda of the bank around it.
 */

import { PLAIN_BYTES } from "../kernels/arena.ts";
import { compileBody } from "../language/compile.ts";
import type { Call } from "../language/primitive.ts";
import { inputsText, lambda, type Program, variableOf } from "../language/program.ts";
import type { FunctionType, Type } from "../language/type.ts";
import type { FunctionValue, Value } from "../language/value.ts";
import { type Application, agree, type Cell } from "../language/witness.ts";
import { Bank, type Frame, type Nesting } from "./bank.ts";
import type { Source } from "./enumeration.ts";
import type { CompiledGrammar } from "./grammar.ts";
import type { Probe, Probes } from "./probes.ts";
import type { Shelf } from "./shelf.ts";

/** Lambdas whose values are at hand; and what one takes, with its body, in bytes. */
const MAX_FUNCTIONS = 20_000;
const FUNCTION_BYTES = 400;

export class Nest implements Source {
  /** Of the lambda's scope. */
  readonly bank: Bank;
  /** Each of its rows' row in the bank around it. */
  readonly up: Int32Array;
  /** The row of the bank around it in which calls happen. */
  row = 0;
  /** What calls burn. */
  call: Call;
  readonly type: FunctionType;
  readonly bankAround: Bank;
  /** Rows of the scope around it. */
  readonly framesAround: readonly Frame[];
  /** By row around: the scope's row of a call. */
  private readonly index: readonly Map<Value, number>[];
  private functions = new Map<number, FunctionValue>();
  private isExhausted = false;

  constructor(
    around: Bank,
    type: FunctionType,
    grammar: CompiledGrammar,
    probes: Probes,
    calls: readonly Probe[],
    mayGrow: (bytes: number) => boolean,
  ) {
    const { frames } = around;
    this.bankAround = around;
    this.type = type;
    this.framesAround = frames;
    this.call = around.call;
    this.up = Int32Array.from(calls, ({ row }) => row);
    this.index = indexOf(calls, frames.length);
    this.bank = new Bank(
      grammar,
      calls.map(({ row, params }): Frame => {
        const { inputs, bound } = frames[row];
        return { variables: params, inputs, bound: [...bound, ...params] };
      }),
      parametersOf(type.params, around.depth),
      mayGrow,
      PLAIN_BYTES,
      1,
      {
        around: { bank: around, up: this.up },
        nesting: nesting(probes.within(calls), mayGrow),
        depth: around.depth + type.params.length,
      },
    );
  }

  /** Bytes owned: its bank, and functions by an average. */
  get bytes(): number {
    return this.bank.bytes + this.functions.size * FUNCTION_BYTES;
  }

  // As a source of entries.

  get shelf(): Shelf {
    return this.bank.start as Shelf;
  }

  get tried(): number {
    return this.bank.tried;
  }

  mayCost(cost: number): boolean {
    return this.isExhausted || this.bank.full ? cost <= this.bank.frontier : this.bank.mayCost(cost);
  }

  reach(cost: number, limit: number): boolean {
    if (!this.has(cost)) {
      const before = this.bank.tried;
      if (this.bank.grow(limit, limit, cost) === "exhausted") this.isExhausted = true;
      this.bankAround.countNested(this.bank.tried - before);
    }
    return this.has(cost);
  }

  /** Whether no more entries of that cost will come. */
  private has(cost: number): boolean {
    return this.isExhausted || this.bank.full || this.bank.frontier > cost;
  }

  // As functions.

  programOf(entry: number): Program {
    return lambda(this.bank.depth - this.type.params.length, this.type.params, this.bank.programOf(entry));
  }

  /** The lambda, to be called in `row`. */
  functionOf(entry: number): FunctionValue {
    let known = this.functions.get(entry);
    if (!known) {
      if (this.functions.size >= MAX_FUNCTIONS) this.functions = new Map();
      known = this.type.params.length === 1 ? this.single(entry) : this.several(entry);
      this.functions.set(entry, known);
    }
    return known;
  }

  private single(entry: number): FunctionValue {
    const column = this.bank.column(entry);
    const several = this.several(entry);
    return (param) => {
      const at = this.index[this.row].get(param);
      return at === undefined ? several(param) : column[at];
    };
  }

  private several(entry: number): FunctionValue {
    let body: ReturnType<typeof compileBody> | undefined;
    return (...params) => {
      body ??= compileBody(this.bank.programOf(entry));
      const { inputs, bound } = this.framesAround[this.row];
      return body(inputs, bound.length === 0 ? params : [...bound, ...params], this.call);
    };
  }

  /**
   * What a body must be on the scope's rows to do as these calls say, as far as they are rows of it; `undefined` where
   * none is, or where they contradict each other.
   */
  goalOf(applications: readonly Application[]): readonly Cell[] | undefined {
    const cells = new Array<Cell>(this.bank.rows).fill("any");
    let isBound = false;
    for (const { row, params, result } of applications) {
      const at = this.index[row].get(keyOf(params));
      if (at === undefined || result === "any") continue;
      const known = cells[at];
      if (!agree(known, result)) return undefined;
      cells[at] = result;
      isBound = true;
    }
    return isBound ? cells : undefined;
  }
}

/** A single parameter as it is, several by their text. */
const keyOf = (params: readonly Value[]): Value => (params.length === 1 ? params[0] : inputsText(params));

/** Opens the scopes of function sorts, with calls drawn from what is known of each row. */
export const nesting = (probes: Probes, mayGrow: (bytes: number) => boolean): Nesting => ({
  open(around, sort, given) {
    const { type } = sort;
    const grammar = around.grammar.scopeOf(sort);
    if (type.kind !== "function" || !grammar?.start) return undefined;
    const calls = given ?? probes.calls(type.params);
    return calls.length === 0 ? undefined : new Nest(around, type, grammar, probes, calls, mayGrow);
  },
});

const parametersOf = (params: readonly Type[], level: number): Program[] =>
  params.map((type, i) => variableOf(level + i, type));

function indexOf(calls: readonly Probe[], rows: number): Map<Value, number>[] {
  const index = Array.from({ length: rows }, () => new Map<Value, number>());
  calls.forEach(({ row, params }, at) => {
    index[row].set(keyOf(params), at);
  });
  return index;
}
