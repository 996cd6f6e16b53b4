/** @file Expressions that the printer itself writes around what primitives print. */

import { type Argument, Binding, type Code, type PrintContext, primary } from "./print.ts";
import type { Program } from "./program.ts";

/** The argument as its caller sees it. */
export function argumentOf(node: Program, code: Code, nullable = false): Argument {
  const isLiteral = node.kind === "literal";
  const partialResult = node.type.kind === "function" && code.partial !== false;
  return {
    ...code,
    isLiteral,
    literal: isLiteral ? node.value : undefined,
    type: node.type,
    partialResult,
    nullable,
  };
}

/** `test ? then : otherwise`, or shorter where a branch is a constant truth value. */
export function ternary({ at }: PrintContext, test: Code, then: Code, otherwise: Code): Code {
  if (then.text === "true" && otherwise.text === "false") return test;
  if (otherwise.text === "false" && then.binding >= Binding.Or) {
    return { text: `${at(test, Binding.And)} && ${at(then, Binding.Equality)}`, binding: Binding.And };
  }
  if (then.text === "true" && otherwise.text !== "true" && otherwise.binding >= Binding.Or) {
    return { text: `${at(test, Binding.Or)} || ${at(otherwise, Binding.Or)}`, binding: Binding.Or };
  }
  const text = `${at(test, Binding.Nullish)} ? ${at(then, Binding.Nullish)} : ${at(otherwise, Binding.Conditional)}`;
  return { text, binding: Binding.Conditional };
}

/** `first ?? second`. */
export function coalesced({ at }: PrintContext, first: Code, second: Code): Code {
  const right = at(second, second.binding === Binding.Nullish ? Binding.Nullish : Binding.Equality);
  return { text: `${at(first, Binding.Equality)} ?? ${right}`, binding: Binding.Nullish };
}

/** Stands for a receiver while it is tried what a call of it looks like. */
const RECEIVER = "$$receiver";

/** The call with `?.` behind its receiver, where it is written as a member of the receiver and not too long. */
export function chained(receiver: Code, write: (receiver: Code) => Code, width: number): Code | undefined {
  if (receiver.binding !== Binding.Primary) return undefined;
  const code = write(primary(RECEIVER));
  const link = code.text.slice(RECEIVER.length);
  const isMember = code.text.startsWith(RECEIVER) && /^[.[]/.test(link) && !link.includes(RECEIVER);
  if (code.binding !== Binding.Primary || !isMember) return undefined;
  if (receiver.text.length + link.length > width) return undefined;
  return { ...primary(`${receiver.text}${link.startsWith("[") ? "?." : "?"}${link}`), name: code.name };
}
