/**
 * @file Recursion from traces: where the inputs of some examples are parts of those of others, a program may ask for its
 * own value at a smaller input. While it is searched for, that value is read from the examples (as in Escher: Albarghouthi,
 * Gulwani and Kincaid 2013); what was found is then closed into a recursive function and run for real.
 */

import { compileBody } from "../language/compile.ts";
import { bits, type Grammar, isStructured, type Sample } from "../language/grammar.ts";
import { burn, FUEL, type Primitive } from "../language/primitive.ts";
import { NOTHING } from "../language/print.ts";
import {
  apply,
  input,
  inputsText,
  lambda,
  literalText,
  type Program,
  variableOf,
  walk,
} from "../language/program.ts";
import { again, MAX_ARGUMENTS, recur } from "../language/recursion.ts";
import { baseType, fn, showType, type Type } from "../language/type.ts";
import { sizeOf, type Value } from "../language/value.ts";
import type { Cell, Witness } from "../language/witness.ts";
import type { Example } from "../tasks/task.ts";
import { hasTraces } from "./traces.ts";

/** What a call of itself costs, and that the program is a recursion at all. */
const CALL = bits(2);
export const RECURSION = bits(2);

/** Sizes of inputs at which a recursion may end. */
const BASES = 2;

/** Inputs kept for an output that examples have in common. */
const MOST_INPUTS = 64;

/** What is known at other arguments: its value, and what it takes of the fuel of those who ask. */
interface Known {
  readonly value: Value;
  readonly taken: number;
}

/** Values of the oracle that are kept, and what one takes, in bytes, beside its text; others are computed again. */
const MOST_KNOWN = 100_000;
const KNOWN_BYTES = 150;

/** Steps of the oracle for one of those who ask. */
const ORACLE_STEPS = 16;

export class Recursion {
  /** Its own value at other arguments, of which one is smaller, as far as the examples tell it. */
  readonly self: Primitive;
  private readonly params: readonly Type[];
  private readonly result: Type;

  /** How large the inputs of each row of the bank are. */
  private sizes: readonly (readonly number[])[] = [];

  /** Bytes owned, by an average: what the oracle said. */
  bytes = 0;

  /**
   * `undefined` where the examples hold no traces, or only whole numbers in columns beside others, and nothing else tells
   * its value.
   *
   * @param oracle a program that tells it wherever the examples do not
   */
  static of(sample: Sample, examples: readonly Example[], oracle?: Program): Recursion | undefined {
    const types = sample.inputs.map(({ type }) => type);
    if (types.length === 0 || types.length > MAX_ARGUMENTS) return undefined;
    const isTable = !isStructured(sample) && !types.every(isNumber);
    if (!oracle && (isTable || !hasTraces(examples))) return undefined;
    return new Recursion(types, sample.result, examples, oracle);
  }

  private constructor(
    params: readonly Type[],
    result: Type,
    examples: readonly Example[],
    oracle: Program | undefined,
  ) {
    this.params = params;
    this.result = result;
    const known = new Map(
      examples.map(({ inputs, output }): [string, Known] => [
        inputsText(inputs),
        { value: output, taken: 0 },
      ]),
    );
    const told = oracle && this.tellerOf(oracle, known);
    this.self = {
      name: "self",
      params,
      result,
      partial: true,
      run: (args, call) => {
        const own = call.row === undefined ? undefined : this.sizes[call.row];
        if (!own) return undefined;
        if (!args.some((arg, i) => sizeOf(arg) < own[i])) return undefined;
        const key = inputsText(args);
        const found = known.get(key) ?? told?.(args, key);
        // Whether or not it was computed before: what comes out depends on nothing else.
        return found && burn(call, found.taken) ? found.value : undefined;
      },
      print: () => NOTHING,
      ...(params.length === 1 && { witness: this.asked(examples) }),
    };
  }

  /** What the oracle says at arguments of that text. */
  private tellerOf(
    oracle: Program,
    known: Map<string, Known>,
  ): (args: readonly Value[], key: string) => Known {
    const body = compileBody(oracle);
    return (args, key) => {
      const call = { fuel: FUEL };
      const value = body(args, [], call);
      const told = {
        value: call.fuel < 0 ? undefined : value,
        taken: Math.ceil((FUEL - call.fuel) / ORACLE_STEPS),
      };
      if (known.size >= MOST_KNOWN) return told;
      known.set(key, told);
      this.bytes += KNOWN_BYTES + 2 * key.length;
      return told;
    };
  }

  /** Of one argument: what is wanted is the value of one of the examples that say so. */
  private asked(examples: readonly Example[]): Witness {
    const inputs = new Map<string, Value[]>();
    for (const { inputs: given, output } of examples) {
      const key = literalText(output);
      const same = inputs.get(key);
      if (!same) inputs.set(key, [given[0]]);
      else if (same.length < MOST_INPUTS) same.push(given[0]);
    }
    const cellFor = (cell: Cell, row: number): Cell | undefined => {
      if (cell === "any") return cell;
      const [own] = this.sizes[row];
      const known = "one" in cell ? inputs.get(literalText(cell.one)) : undefined;
      const smaller = known?.filter((value) => sizeOf(value) < own) ?? [];
      if (smaller.length === 0) return undefined;
      return smaller.length === 1 ? { one: smaller[0] } : { oneOf: smaller };
    };
    return {
      order: [0],
      *next(goal, _argument, _chosen, bank, _limit, sorts) {
        const cells: Cell[] = [];
        for (const [row, cell] of goal.cells.entries()) {
          const wanted = cellFor(cell, bank.taskRow(row));
          if (!wanted) return;
          cells.push(wanted);
        }
        yield { goal: { sort: sorts[0], cells } };
      },
    };
  }

  /** What it reads depends on the row: only smaller inputs are asked for. */
  place(inputs: readonly (readonly Value[])[]): void {
    this.sizes = inputs.map((row) => row.map(sizeOf));
  }

  /**
   * The rows without those of the smallest inputs, which are likely to be where the recursion ends; and without the next ones.
   * Of several inputs, those first of which none is at its smallest.
   */
  beyondBase(rows: readonly number[]): (readonly number[])[] {
    const size = (row: number): number => this.sizes[row].reduce((sum, one) => sum + one, 0);
    const smallest = [...new Set(rows.map(size))].sort((a, b) => a - b).slice(0, BASES);
    const sets = smallest.map((base) => rows.filter((row) => size(row) > base));
    if (this.params.length > 1) {
      const least = this.params.map((_, i) => Math.min(...rows.map((row) => this.sizes[row][i])));
      sets.unshift(rows.filter((row) => this.sizes[row].every((own, i) => own > least[i])));
    }
    return sets.filter(({ length }) => length > 1);
  }

  /** The grammar with calls of itself, in lambdas too. */
  extend(grammar: Grammar): Grammar {
    const { scope } = grammar;
    return {
      ...grammar,
      productions: [
        // Before all others: of two that are alike and cost the same it stands that asks itself for less.
        {
          sort: showType(baseType(this.result)),
          head: { primitive: this.self },
          args: this.params.map((type) => ({ sort: showType(baseType(type)) })),
          cost: CALL,
        },
        ...grammar.productions,
      ],
      ...(scope && { scope: (type) => this.extend(scope(type)) }),
    };
  }

  /** Whether the program asks for its own value. */
  calls(program: Program): boolean {
    let found = false;
    walk(program, (node) => {
      if (node.kind === "apply" && node.primitive === this.self) found = true;
    });
    return found;
  }

  /** The recursive function whose body a program is. */
  close(program: Program): Program {
    const count = this.params.length;
    const by = count + 1;
    const own = fn(this.params, this.result);
    const self = variableOf(0, own);
    const moved = (node: Program): Program => {
      switch (node.kind) {
        case "literal":
          return node;
        case "input":
          return variableOf(node.index + 1, node.type);
        case "variable":
          return variableOf(node.level + by, node.type);
        case "lambda":
          return lambda(node.level + by, node.params, moved(node.body));
        case "apply": {
          const args = node.args.map(moved);
          if (node.primitive === this.self) return apply(again[count - 1], [self, ...args], node.type);
          return apply(node.primitive, args, node.type);
        }
      }
    };
    const body = lambda(0, [own, ...this.params], moved(program));
    const inputs = this.params.map((type, i) => input(i, baseType(type)));
    return apply(recur[count - 1], [...inputs, body], this.result);
  }

  /** The body of such a function, as it was searched for; any other program as it is. */
  open(program: Program): Program {
    const count = this.params.length;
    if (program.kind !== "apply" || program.primitive !== recur[count - 1]) return program;
    const function_ = program.args[count];
    const isOwn = program.args.slice(0, count).every((arg, i) => arg.kind === "input" && arg.index === i);
    if (!isOwn || function_.kind !== "lambda" || function_.level !== 0) return program;
    const by = count + 1;
    const moved = (node: Program): Program => {
      switch (node.kind) {
        case "variable":
          return node.level >= by
            ? variableOf(node.level - by, node.type)
            : input(node.level - 1, baseType(node.type));
        case "lambda":
          return lambda(node.level - by, node.params, moved(node.body));
        case "apply": {
          if (node.primitive === again[count - 1])
            return apply(this.self, node.args.slice(1).map(moved), node.type);
          return apply(node.primitive, node.args.map(moved), node.type);
        }
        default:
          return node;
      }
    };
    return moved(function_.body);
  }
}

const isNumber = ({ kind }: Type): boolean => kind === "int" || kind === "real";
