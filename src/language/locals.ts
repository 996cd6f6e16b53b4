/** @file The constants of a printed function: what they are called, and when a part gets one. */

import type { Block, Local } from "./block.ts";
import { camelCase, type Names, nameOfType } from "./names.ts";
import {
  type Argument,
  Binding,
  type Code,
  type PrintContext,
  primary,
  templateCode,
  traitsOf,
} from "./print.ts";
import type { Apply, Program } from "./program.ts";
import type { Scope } from "./scope.ts";
import { WIDTH } from "./statements.ts";
import { resultType } from "./types.ts";

/** An expression, and the ways in which it may lack a value. */
export interface Piece {
  readonly code: Code;
  readonly partial: boolean;
  readonly nullable: boolean;
}

export const total = (code: Code): Piece => ({ code, partial: false, nullable: false });

/** An argument longer than this gets a constant of its own when its call becomes too long. */
const LONG = 24;

const partLength = (part: string | Code): number => (typeof part === "string" ? 0 : part.text.length);

export class Locals {
  private readonly scope: Scope;
  private readonly names: Names;
  private readonly context: PrintContext;
  /** Names of lambda parameters whose arrow is closed: siblings may use them again. */
  private readonly spare = new Map<string, string[]>();

  constructor(scope: Scope, names: Names, context: PrintContext) {
    this.scope = scope;
    this.names = names;
    this.context = context;
  }

  claim(hint: string): string {
    return this.names.claim(hint);
  }

  /** Binds what the call would evaluate time and again. */
  once({ primitive, args: nodes }: Apply, args: readonly Argument[], block: Block): readonly Argument[] {
    const repeated = primitive.repeats?.(args) ?? [];
    return args.map((arg, i) =>
      repeated.includes(i) && nodes[i].kind === "apply" ? this.bound(nodes[i], arg, block) : arg,
    );
  }

  private bound(node: Program, arg: Argument, block: Block): Argument {
    const { name } = this.bind(node, total(arg), block);
    const { nullable, type } = arg;
    return { ...primary(name), ...traitsOf(arg), isLiteral: false, literal: undefined, nullable, type };
  }

  /** Binds the longest arguments to constants until the call may fit a line. */
  shortened(nodes: readonly Program[], args: readonly Argument[], block: Block): readonly Argument[] {
    const out = [...args];
    const room = WIDTH - 24;
    const order = args.map((_, i) => i).sort((a, b) => args[b].text.length - args[a].text.length);
    let length = args.reduce((sum, { text }) => sum + text.length, 0);
    for (const i of order) {
      const [node, arg] = [nodes[i], args[i]];
      if (length <= room || arg.text.length <= LONG) break;
      if (node.kind !== "apply" || arg.template || arg.binding === Binding.Lambda) continue;
      out[i] = this.bound(node, arg, block);
      length -= arg.text.length - out[i].text.length;
    }
    return out;
  }

  /** A template that is too long for a line gets its longest parts from constants. */
  narrowed(code: Code, block: Block, around: number): Code {
    const { template } = code;
    if (!template || block.depth * 2 + around + code.text.length <= WIDTH) return code;
    const parts = [...template];
    const order = parts.map((_, i) => i).sort((a, b) => partLength(parts[b]) - partLength(parts[a]));
    let out = code;
    for (const i of order) {
      const part = parts[i];
      if (typeof part === "string" || part.text.length <= LONG) continue;
      const name = this.names.claim(camelCase(part.name ?? "", "part"));
      block.push({ kind: "const", name, value: part.text });
      parts[i] = primary(name);
      out = templateCode(parts, this.context);
      if (block.depth * 2 + around + out.text.length <= WIDTH) break;
    }
    return out;
  }

  /** A name for a lambda parameter, to be released when its arrow is closed. */
  claimParameter(hint: string): string {
    const [name] = this.spare.get(hint)?.splice(-1) ?? [];
    return name ?? this.names.claim(hint);
  }

  release(name: string): void {
    const hint = name.replace(/\d+$/, "");
    this.spare.set(hint, [...(this.spare.get(hint) ?? []), name]);
  }

  /** The name of a constant with this value; of the one that it is, if it is one. */
  constant(hint: string, code: Code, block: Block): string {
    if (/^[\w$]+$/.test(code.text)) return code.text;
    const name = this.names.claim(hint);
    block.push({ kind: "const", name, value: code.text });
    return name;
  }

  /** Binds the part, unless it is. */
  bind(node: Program, piece: Piece, block: Block): Local {
    const known = this.scope.local(node, block);
    if (known) return known;
    const code = this.narrowed(piece.code, block, "const part = ;".length);
    const name = this.constant(this.hint(node, piece.code), code, block);
    const { partial, nullable } = piece;
    const local: Local = { name, block, partial, nullable, traits: traitsOf(piece.code) };
    block.locals.set(node.text, local);
    return local;
  }

  /** What a local for the part should be called. */
  hint(node: Program, code: Code | undefined): string {
    const isNamed = node.kind === "apply" && !node.primitive.selects && !node.primitive.recovers;
    const name = camelCase(code?.name ?? (isNamed ? node.primitive.name : ""), "");
    return name === "" || this.names.isReserved(name) ? nameOfType(resultType(node)) : name;
  }
}
