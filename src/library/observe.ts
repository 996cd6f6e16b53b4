/**
 * @file Runs a program and notes how it went: which way it branched, where it fell back, how long its lists were, which
 * of its texts were empty, how many delimiters it met. The program itself is given observers to pass through, so
 * that what is observed is what the interpreter does.
 */

import { run } from "../language/interpret.ts";
import { FUEL, type Primitive } from "../language/primitive.ts";
import { primary } from "../language/print.ts";
import { apply, lambda, type Program } from "../language/program.ts";
import { variable } from "../language/type.ts";
import type { Value } from "../language/value.ts";

export interface Observation {
  /** ⊥ where the program has no value. */
  readonly value: Value;
  /** Branches taken and fallbacks used. */
  readonly path: ReadonlySet<string>;
  /** Everything else that tells one kind of evaluation from another. */
  readonly events: ReadonlySet<string>;
}

/** Punctuation and spaces, short: what a program cuts at. */
const DELIMITER = /^[\p{P}\p{S}\p{Z}\s]{1,3}$/u;

export function observer(program: Program): (inputs: readonly Value[]) => Observation {
  let path = new Set<string>();
  let events = new Set<string>();
  // Equal parts of a program are one part.
  const ids = new Map<string, number>();
  const idOf = (text: string): number => {
    const id = ids.get(text) ?? ids.size;
    ids.set(text, id);
    return id;
  };

  const watch = (node: Program): Program => {
    if (node.kind === "lambda") return lambda(node.level, node.params, watch(node.body));
    if (node.kind !== "apply") return node;
    const { primitive } = node;
    const id = idOf(node.text);
    const delimiters = primitive.normal?.includes("associative")
      ? []
      : node.args.flatMap((arg) =>
          arg.kind === "literal" && typeof arg.value === "string" && DELIMITER.test(arg.value)
            ? [arg.value]
            : [],
        );
    const args = node.args.map((arg, i) => {
      const watched = watch(arg);
      if (i === primitive.selects?.test) {
        return through(watched, (value) => path.add(`${id} ${value}`));
      }
      if (i === primitive.recovers?.value) {
        return through(watched, (value) => path.add(`${id} ${value === undefined ? "falls back" : "holds"}`));
      }
      if (arg.kind === "input" && delimiters.length > 0) {
        return through(watched, (value) => {
          for (const delimiter of delimiters) events.add(`${id} ${delimiter} ${count(value, delimiter)}`);
        });
      }
      return watched;
    });
    const watched = apply(primitive, args, node.type);
    if (node.type.kind !== "list" && node.type.kind !== "text") return watched;
    return through(watched, (value) => {
      if (Array.isArray(value)) events.add(`${id} length ${value.length}`);
      else if (value === "") events.add(`${id} empty`);
    });
  };

  const watched = watch(program);
  return (inputs) => {
    path = new Set();
    events = new Set();
    // Observers take fuel too.
    const value = run(watched, inputs, FUEL * 3);
    return { value, path, events };
  };
}

/** The program's value unchanged, ⊥ included, shown to `see` on its way. */
function through(program: Program, see: (value: Value) => void): Program {
  const anything = variable("a");
  const observe: Primitive = {
    name: "observe",
    params: [anything],
    result: anything,
    partial: true,
    lazy: [true],
    run: ([value]) => {
      see(value);
      return value;
    },
    print: ([value]) => primary(value.text),
  };
  return apply(observe, [program], program.type);
}

function count(value: Value, delimiter: string): number {
  return typeof value === "string" ? value.split(delimiter).length - 1 : 0;
}
