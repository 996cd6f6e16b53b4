/**
 * @file The body of a printed function. Expressions stay expressions as long as they can; a part that may be ⊥
 * is bound to a constant and guarded before it is used, a part that is used twice is bound where all its uses see
 * it, and what stands under a condition is evaluated only there.
 */

import { Block, type Frame, type Local } from "./block.ts";
import { argumentOf, chained, coalesced, ternary } from "./expressions.ts";
import { Facts, notNull } from "./facts.ts";
import { Locals, type Piece, total } from "./locals.ts";
import { camelCase, type Names, nameOfParameter } from "./names.ts";
import { Binding, type Code, type PrintContext, primary, traitsOf } from "./print.ts";
import type { Apply, Lambda, Program } from "./program.ts";
import { Scope } from "./scope.ts";
import {
  arePresent,
  isChoice,
  layOut,
  type Missing,
  mentions,
  type Statement,
  soleReturn,
  tidy,
  WIDTH,
  withoutUnused,
} from "./statements.ts";
import { acceptsNull, type Type } from "./type.ts";
import { literalCode, resultType, typeText } from "./types.ts";

/** One whose value, where it has one, is `then`, and that has one where the test holds. */
interface Attempt extends Piece {
  readonly when?: { readonly test: Code; readonly then: Code };
}

export interface FunctionBody {
  readonly statements: readonly Statement[];
  /** Whether it may return `undefined`, or `null`. */
  readonly partial: boolean;
  readonly nullable: boolean;
}

export class BodyPrinter {
  private readonly facts = new Facts();
  private readonly scope = new Scope(this.facts);
  private readonly params: readonly string[];
  private readonly context: PrintContext;
  private readonly locals: Locals;

  constructor(params: readonly string[], names: Names, context: PrintContext) {
    this.params = params;
    this.context = context;
    this.locals = new Locals(this.scope, names, context);
  }

  /** @param variables names of the lambda parameters in scope, by level */
  print(program: Program, variables: readonly string[] = []): FunctionBody {
    const frame: Frame = { partial: false, nullable: false };
    const block = Block.ofFunction(program, undefined, frame, variables, 0);
    this.finish(program, block);
    return { statements: withoutUnused(tidy(block.statements)), ...frame };
  }

  /** Writes statements that return the part's value. */
  private finish(node: Program, block: Block): void {
    if (node.kind === "apply" && !this.scope.isBound(node, block) && !this.facts.isBottom(node)) {
      const { selects, recovers } = node.primitive;
      if (selects) {
        this.finishChoice(node, selects, block);
        return;
      }
      if (recovers && this.isPlainRecovery(node)) {
        this.finishRecovery(node, recovers, block);
        return;
      }
    }
    const piece = this.maybe(node, block);
    this.leave({ ...piece, code: this.locals.narrowed(piece.code, block, "return ;".length) }, block);
  }

  private leave({ code, partial, nullable }: Piece, block: Block): void {
    block.frame.partial ||= partial;
    block.frame.nullable ||= nullable;
    // What the function returns is declared.
    const value = code.untyped !== undefined && !isInLambda(block) ? primary(code.untyped) : code;
    block.push({ kind: "return", value });
  }

  /** An expression for the part; `undefined` where the part is ⊥. */
  private maybe(node: Program, block: Block): Piece {
    if (this.facts.isBottom(node)) return { code: primary("undefined"), partial: true, nullable: false };
    switch (node.kind) {
      case "literal":
        return {
          code: literalCode(node.value, node.type, this.context),
          partial: false,
          nullable: node.value === null,
        };
      case "input":
      case "variable": {
        const name = node.kind === "input" ? this.params[node.index] : block.variables[node.level];
        const nullable = node.type.kind === "option" && !this.scope.isKnown(notNull(node.text), node, block);
        return { code: primary(name), partial: false, nullable };
      }
      case "lambda":
        return total(this.arrow(node, block));
      case "apply": {
        const local = this.scope.local(node, block);
        if (local) return this.pieceOf(local, node, block);
        const home = this.scope.home(node, block);
        const piece = this.call(node, home ?? block);
        const isShort = /^[\w$]+\.[\w$]+$/.test(piece.code.text) || piece.code.binding === Binding.Lambda;
        return home && !isShort ? this.pieceOf(this.locals.bind(node, piece, home), node, block) : piece;
      }
    }
  }

  /** An expression for the part where a missing value has already left the function (or the block). */
  private value(node: Program, block: Block, nullOk = false, seen?: Piece): Code {
    const piece = seen ?? this.maybe(node, block);
    if (!piece.partial && (nullOk || !piece.nullable)) return piece.code;
    return this.guarded(node, piece, block, nullOk);
  }

  private guarded(node: Program, piece: Piece, block: Block, nullOk: boolean): Code {
    let at = block;
    let name = piece.code.text;
    if (node.kind === "apply") {
      const local = this.scope.local(node, block) ?? this.locals.bind(node, piece, block);
      name = local.name;
      at = local.block;
    }
    const missing: Missing[] = [];
    if (piece.partial) missing.push({ name, by: "undefined" });
    if (piece.nullable && !nullOk) missing.push({ name, by: "null" });
    const keys = missing.map(({ by }) => (by === "null" ? notNull(node.text) : node.text));
    // As far out as everything there needs the value anyway, so that it is asked for once.
    const isNeeded = (outer: Block): boolean => keys.every((key) => this.facts.demands(outer.root).has(key));
    if (node.kind !== "apply") at = this.scope.outermost(node, block, isNeeded) ?? block;
    else if (!isNeeded(at)) at = block;
    for (const key of keys) at.known.add(key);
    if (at.failure === "return") at.frame.partial = true;
    at.guard(missing);
    return { ...primary(name), ...traitsOf(piece.code) };
  }

  /** An expression for a part that may be ⊥ without consequence for the block. */
  private attempt(node: Program, block: Block): Attempt {
    const inner = block.child(node, "skip");
    const piece = this.maybe(node, inner);
    if (inner.isEmpty) return piece;
    const test = inner.asOneTest();
    if (test) {
      block.adopt(inner);
      const then = this.context.at(piece.code, Binding.Nullish);
      const text = `${this.context.at(test, Binding.Nullish)} ? ${then} : undefined`;
      const when = piece.partial ? undefined : { test, then: piece.code };
      return { code: { text, binding: Binding.Conditional }, partial: true, nullable: piece.nullable, when };
    }
    return this.gathered(node, block, piece.nullable, (name) => {
      inner.push({ kind: "assign", name, value: piece.code.text });
      return [...inner.statements];
    });
  }

  /** A `let` that the statements assign. */
  private gathered(
    node: Program,
    block: Block,
    nullable: boolean,
    assign: (name: string) => Statement[],
  ): Piece {
    const name = this.locals.claim(this.locals.hint(node, undefined));
    const type = `${typeText(resultType(node), true)}${nullable ? " | null" : ""} | undefined`;
    const statements = assign(name);
    block.push({ kind: "let", name, type });
    for (const statement of statements) block.push(statement);
    return { code: primary(name), partial: true, nullable };
  }

  private call(node: Apply, block: Block): Piece {
    const { primitive } = node;
    if (primitive.selects) return this.choice(node, primitive.selects, block);
    if (primitive.recovers && this.isPlainRecovery(node))
      return this.recovery(node, primitive.recovers, block);
    const receiver =
      node.args.length > 0 && !primitive.lazy?.[0] ? this.maybe(node.args[0], block) : undefined;
    const chain = receiver && this.chain(node, receiver, block);
    if (chain) return chain;
    const args = node.args.map((arg, i) =>
      argumentOf(
        arg,
        this.argument(node, i, block, i === 0 ? receiver : undefined),
        this.facts.isNullable(arg.kind === "lambda" ? arg.body : arg),
      ),
    );
    if (primitive.recovers) {
      return { code: coalesced(this.context, args[0], args[1]), partial: true, nullable: false };
    }
    const once = this.locals.once(node, args, block);
    const code = primitive.print(this.locals.shortened(node.args, once, block), this.context);
    const partial = code.partial ?? (primitive.partial || args.some(({ partialResult }) => partialResult));
    return { code, partial, nullable: this.facts.isNullable(node) };
  }

  /** `receiver?.method(…)`, where nothing but the receiver of a call may be missing and nothing else asks for it. */
  private chain(node: Apply, receiver: Piece, block: Block): Piece | undefined {
    const [first, ...others] = node.args;
    const isUsedAgain = (this.facts.counts(block.root).get(first.text) ?? 0) > 1;
    const mayMiss = receiver.partial || (receiver.nullable && !acceptsNull(node.primitive.params[0]));
    if (!mayMiss || isUsedAgain || this.scope.isBound(first, block)) return undefined;
    const isPlain = (arg: Program): boolean =>
      arg.kind !== "apply" && arg.kind !== "lambda" && !this.facts.isNullable(arg);
    if (!others.every(isPlain)) return undefined;
    const rest = others.map((arg) => argumentOf(arg, this.value(arg, block)));
    const write = (code: Code): Code =>
      node.primitive.print([argumentOf(first, code), ...rest], this.context);
    const code = chained(receiver.code, write, WIDTH - 30);
    return code && { code, partial: true, nullable: this.facts.isNullable(node) };
  }

  private argument(node: Apply, i: number, block: Block, seen?: Piece): Code {
    const arg = node.args[i];
    const nullOk = acceptsNull(node.primitive.params[i]);
    if (arg.kind === "lambda" && !seen) {
      const { roles = [], parameterNames } = node.primitive;
      return this.arrow(arg, block, (type, at) => {
        const name = parameterNames?.[i]?.[at];
        return name === undefined ? nameOfParameter(type, roles[at]) : camelCase(name, nameOfParameter(type));
      });
    }
    if (!node.primitive.lazy?.[i]) return this.value(arg, block, nullOk, seen);
    const piece = this.attempt(arg, block);
    if (!piece.nullable || nullOk) return piece.code;
    // ⊥ may pass here, null may not.
    const name = arg.kind === "apply" ? this.locals.bind(arg, piece, block).name : piece.code.text;
    if (block.failure === "return") block.frame.partial = true;
    block.guard([{ name, by: "null" }]);
    block.known.add(notNull(arg.text));
    return primary(name);
  }

  private arrow(
    node: Lambda,
    block: Block,
    nameOf = (type: Type, _at: number): string => nameOfParameter(type),
  ): Code {
    const claimed = node.params.map((type, i) => this.locals.claimParameter(nameOf(type, i)));
    const frame: Frame = { partial: false, nullable: false };
    const variables = [...block.variables.slice(0, node.level), ...claimed];
    const inner = Block.ofFunction(node.body, block, frame, variables, node.level);
    this.finish(node.body, inner);
    for (const name of claimed) this.locals.release(name);
    const statements = tidy(inner.statements);
    const only = soleReturn(statements);
    const body = only
      ? only.text.startsWith("{")
        ? `(${only.text})`
        : only.text
      : `{\n${layOut(statements, 1)}}`;
    const used = claimed.filter((name) => mentions(body, name));
    const params = claimed.slice(0, claimed.lastIndexOf(used.at(-1) ?? "") + 1);
    const marked = params.map((name) => (used.includes(name) ? name : `_${name}`));
    const typed = marked.map((name, i) => `${name}: ${typeText(node.params[i], true)}`);
    return {
      text: `(${marked.join(", ")}) => ${body}`,
      annotated: `(${typed.join(", ")}) => ${body}`,
      binding: Binding.Lambda,
      partial: frame.partial,
    };
  }

  private choice(node: Apply, at: Selects, block: Block): Piece {
    const test = this.value(node.args[at.test], block);
    const chosen = settledChoice(node, at, test);
    if (chosen) return this.maybe(chosen, block);
    const [thenBlock, elseBlock] = [block.child(node.args[at.then]), block.child(node.args[at.else])];
    const then = this.maybe(node.args[at.then], thenBlock);
    const otherwise = this.maybe(node.args[at.else], elseBlock);
    const nullable = then.nullable || otherwise.nullable;
    const partial = then.partial || otherwise.partial;
    if (thenBlock.isEmpty && elseBlock.isEmpty) {
      return { code: ternary(this.context, test, then.code, otherwise.code), partial, nullable };
    }
    const name = this.locals.claim(this.locals.hint(node, undefined));
    const canMiss = partial || block.failure === "skip";
    const type = `${typeText(resultType(node), true)}${nullable ? " | null" : ""}${canMiss ? " | undefined" : ""}`;
    thenBlock.push({ kind: "assign", name, value: then.code.text });
    elseBlock.push({ kind: "assign", name, value: otherwise.code.text });
    block.push({ kind: "let", name, type });
    block.push({ kind: "if", test, then: thenBlock.statements, else: elseBlock.statements });
    return { code: primary(name), partial: canMiss, nullable };
  }

  private finishChoice(node: Apply, at: Selects, block: Block): void {
    const test = this.value(node.args[at.test], block);
    const chosen = settledChoice(node, at, test);
    if (chosen) {
      this.finish(chosen, block);
      return;
    }
    const [thenBlock, elseBlock] = [block.child(node.args[at.then]), block.child(node.args[at.else])];
    this.finish(node.args[at.then], thenBlock);
    this.finish(node.args[at.else], elseBlock);
    const then = soleReturn(thenBlock.statements);
    const otherwise = soleReturn(elseBlock.statements);
    if (then && otherwise && !isChoice(then) && !isChoice(otherwise)) {
      const value = ternary(this.context, test, then, otherwise);
      if (block.depth * 2 + "return ;".length + value.text.length <= WIDTH - 10) {
        block.push({ kind: "return", value });
        return;
      }
    }
    block.push({ kind: "if", test, then: thenBlock.statements });
    for (const statement of elseBlock.statements) block.push(statement);
  }

  private recovery(node: Apply, at: Recovers, block: Block): Piece {
    const value = node.args[at.value];
    if (this.facts.isBottom(value)) return this.maybe(node.args[at.otherwise], block);
    const first = this.attempt(value, block);
    if (!first.partial) return first;
    const elseBlock = block.child(node.args[at.otherwise]);
    const second = this.maybe(node.args[at.otherwise], elseBlock);
    // The other way may need the same value, which was then asked for before both.
    if (this.scope.isKnown(value.text, value, block)) return { ...first, partial: false };
    const nullable = first.nullable || second.nullable;
    if (elseBlock.isEmpty && first.when) {
      const code = ternary(this.context, first.when.test, first.when.then, second.code);
      return { code, partial: second.partial, nullable };
    }
    if (elseBlock.isEmpty)
      return { code: this.coalesce(first, second.code, node, block), partial: second.partial, nullable };
    const name = this.locals.claim(this.locals.hint(node, first.code));
    const type = `${typeText(resultType(node), true)}${nullable ? " | null" : ""} | undefined`;
    elseBlock.push({ kind: "assign", name, value: second.code.text });
    block.push({ kind: "let", name, type, value: first.code.text });
    const isMissing: Code = { text: `${name} === undefined`, binding: Binding.Equality };
    block.push({ kind: "if", test: isMissing, then: elseBlock.statements });
    return { code: primary(name), partial: second.partial || block.failure === "skip", nullable };
  }

  private coalesce(first: Piece, second: Code, node: Apply, block: Block): Code {
    if (first.nullable) {
      const name = primary(this.locals.constant(this.locals.hint(node, first.code), first.code, block));
      const test: Code = { text: `${name.text} === undefined`, binding: Binding.Equality };
      return ternary(this.context, test, second, name);
    }
    return coalesced(this.context, first.code, second);
  }

  private finishRecovery(node: Apply, at: Recovers, block: Block): void {
    const value = node.args[at.value];
    if (this.facts.isBottom(value)) {
      this.finish(node.args[at.otherwise], block);
      return;
    }
    const inner = block.child(value, "skip");
    const first = this.maybe(value, inner);
    const elseBlock = block.child(node.args[at.otherwise]);
    const close = (): void => {
      this.finish(node.args[at.otherwise], elseBlock);
    };
    if (inner.isEmpty) {
      if (!first.partial) {
        this.leave(first, block);
        return;
      }
      close();
      if (this.scope.isKnown(value.text, value, block)) {
        this.leave({ ...first, partial: false }, block);
        return;
      }
      const second = soleReturn(elseBlock.statements);
      if (second && !isChoice(second) && !first.nullable) {
        const code = this.coalesce(first, second, node, block);
        if (block.depth * 2 + "return ;".length + code.text.length <= WIDTH) {
          block.push({ kind: "return", value: code });
          return;
        }
      }
    } else close();
    block.frame.nullable ||= first.nullable;
    if (first.partial) {
      const name = this.locals.constant(this.locals.hint(value, first.code), first.code, inner);
      const then: Statement[] = [{ kind: "return", value: primary(name) }];
      inner.push({ kind: "if", test: arePresent([{ name, by: "undefined" }]), then });
    } else inner.push({ kind: "return", value: first.code });
    for (const statement of [...inner.statements, ...elseBlock.statements]) block.push(statement);
  }

  /** Whether null cannot make the recovering call itself ⊥. */
  private isPlainRecovery({ primitive, args }: Apply): boolean {
    return args.every((arg, i) => acceptsNull(primitive.params[i]) || !this.facts.isNullable(arg));
  }

  private pieceOf(local: Local, node: Program, block: Block): Piece {
    return {
      code: { ...primary(local.name), ...local.traits },
      partial: local.partial && !this.scope.isKnown(node.text, node, block),
      nullable: local.nullable && !this.scope.isKnown(notNull(node.text), node, block),
    };
  }
}

/** Whether a lambda is around the block. */
function isInLambda(block: Block): boolean {
  let at: Block = block;
  while (at.level === undefined && at.parent) at = at.parent;
  return at.parent !== undefined;
}

type Selects = NonNullable<Apply["primitive"]["selects"]>;
type Recovers = NonNullable<Apply["primitive"]["recovers"]>;

/** The branch taken, where the test comes out as a constant. */
function settledChoice({ args }: Apply, at: Selects, { text }: Code): Program | undefined {
  return text === "true" ? args[at.then] : text === "false" ? args[at.else] : undefined;
}
