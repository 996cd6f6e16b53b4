/** @file Macros: primitives whose meaning is a program over their arguments, and programs without them. */

import { evaluate, MAX_DEPTH } from "../../language/interpret.ts";
import type { Primitive } from "../../language/primitive.ts";
import { NOTHING } from "../../language/print.ts";
import { apply, lambda, mapInputs, type Program } from "../../language/program.ts";
import type { Type } from "../../language/type.ts";

/** A primitive of a file's own. Names are letters, digits and dashes, each once: also none of those in `taken`. */
export function macroOf(
  wanted: string,
  params: readonly Type[],
  body: Program,
  taken: { has(name: string): boolean },
): Primitive {
  const plain = wanted.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  const stem = `own-${plain === "" ? "macro" : plain}`;
  let name = stem;
  for (let i = 2; taken.has(name); i++) name = `${stem}-${i}`;
  return {
    name,
    params,
    result: body.type,
    partial: false,
    // What the body does not look at may be ⊥.
    lazy: params.map(() => true),
    run: (args, call) => evaluate(body, args, [], call),
    body,
    // Programs are printed without macros: `unfolded`.
    print: () => NOTHING,
  };
}

/** How deep the program nests once its macros are unfolded. */
export function depthOf(program: Program, ofMacro: ReadonlyMap<Primitive, number> = new Map()): number {
  switch (program.kind) {
    case "apply": {
      const inside = program.args.reduce((most, arg) => Math.max(most, depthOf(arg, ofMacro)), 0);
      const { body } = program.primitive;
      return inside + (body ? (ofMacro.get(program.primitive) ?? depthOf(body, ofMacro)) : 1);
    }
    case "lambda":
      return 1 + depthOf(program.body, ofMacro);
    default:
      return 1;
  }
}

/** How many calls the program makes once its macros are unfolded. */
export function callsOf(program: Program, ofMacro: ReadonlyMap<Primitive, number>): number {
  if (program.kind !== "apply") return 0;
  const { body } = program.primitive;
  const own = body ? (ofMacro.get(program.primitive) ?? callsOf(body, ofMacro)) : 1;
  return program.args.reduce((sum, arg) => sum + callsOf(arg, ofMacro), own);
}

/** Programs that would be longer in canonical text are not unfolded. */
const MAX_TEXT = 1 << 20;

/** The program with the bodies of its macros in their place; ⊥ where that would be too long or too deep to keep. */
export function unfolded(program: Program): Program | undefined {
  const known = new Map<string, Program | undefined>();
  const unfold = (node: Program): Program | undefined => {
    if (node.kind === "lambda") {
      const body = unfold(node.body);
      return body && lambda(node.level, node.params, body);
    }
    if (node.kind !== "apply") return node;
    if (known.has(node.text)) return known.get(node.text);
    const args: Program[] = [];
    for (const arg of node.args) {
      const plain = unfold(arg);
      if (!plain) return undefined;
      args.push(plain);
    }
    const { body } = node.primitive;
    const plainBody = body && unfold(body);
    const whole = !body
      ? apply(node.primitive, args, node.type)
      : plainBody && lengthWith(plainBody, args) <= MAX_TEXT
        ? mapInputs(plainBody, ({ index }) => args[index])
        : undefined;
    known.set(node.text, whole);
    return whole;
  };
  const whole = unfold(program);
  return whole && depthOf(whole) <= MAX_DEPTH ? whole : undefined;
}

/** About the length of the body's text with the arguments in it. */
function lengthWith(body: Program, args: readonly Program[]): number {
  if (body.kind === "input") return args[body.index].text.length;
  if (body.kind !== "apply") return body.text.length;
  return body.args.reduce((sum, arg) => sum + 1 + lengthWith(arg, args), body.primitive.name.length + 2);
}
