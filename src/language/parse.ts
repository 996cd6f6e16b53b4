/**
 * @file Reading the canonical text of programs. Types are inferred, so the text carries none: what a primitive
 * takes and the signature's result decide, by unification, what a constant or a lambda's parameter is.
 */

import { MAX_DEPTH } from "./interpret.ts";
import type { Primitive, PrimitiveSource } from "./primitive.ts";
import { apply, input, lambda, literal, type Program, variableName, variableOf } from "./program.ts";
import { type Expression, ProgramSyntaxError, readExpression } from "./syntax.ts";
import { bitVector, record, type Signature, showType, type Type, tuple } from "./type.ts";
import { isGround, partsOf } from "./typeparts.ts";
import { TypeMismatch, Unifier } from "./unify.ts";
import { hasType, RecordValue, type Value } from "./value.ts";

export { ProgramSyntaxError } from "./syntax.ts";

export interface ParseContext {
  readonly signature: Signature;
  readonly primitives: PrimitiveSource;
}

/** The program whose canonical text this is. Throws `ProgramSyntaxError`. */
export function parseProgram(text: string, { signature, primitives }: ParseContext): Program {
  return new Elaboration(signature, primitives, text).program(readExpression(text, MAX_DEPTH));
}

/** An expression with its type so far; types are settled once all is seen. */
interface Typed {
  readonly type: Type;
  settle(): Program;
}

class Elaboration {
  private readonly unifier = new Unifier();
  private readonly signature: Signature;
  private readonly primitives: PrimitiveSource;
  private readonly source: string;

  constructor(signature: Signature, primitives: PrimitiveSource, source: string) {
    this.signature = signature;
    this.primitives = primitives;
    this.source = source;
  }

  program(expression: Expression): Program {
    return this.expect(expression, this.signature.result, []).settle();
  }

  private expect(expression: Expression, type: Type, scope: readonly Type[], seen?: Typed): Typed {
    let found = type;
    try {
      const typed = seen ?? this.elaborate(expression, type, scope);
      found = typed.type;
      this.unifier.fit(found, type);
      return typed;
    } catch (error) {
      if (!(error instanceof TypeMismatch)) throw error;
      const { offset, end } = expression;
      const text = this.source.slice(offset, Math.min(end, offset + 40)) + (end > offset + 40 ? "…" : "");
      const ofType = found === type ? "" : ` of type ${showType(this.unifier.settled(found))}`;
      throw new ProgramSyntaxError(
        offset,
        `${text}${ofType}`,
        `a value of type ${showType(this.unifier.settled(type))}`,
      );
    }
  }

  private elaborate(expression: Expression, expected: Type, scope: readonly Type[]): Typed {
    switch (expression.kind) {
      case "literal": {
        const { value, width } = expression;
        const type = this.literalType(value, this.unifier.resolved(expected), width);
        return { type, settle: () => literal(value, this.unifier.settled(type)) };
      }
      case "input": {
        const { params } = this.signature;
        const { index } = expression;
        if (index >= params.length) {
          const accepted =
            params.length === 0 ? "no input, as there is none" : `an input from $1 to $${params.length}`;
          throw new ProgramSyntaxError(expression.offset, `$${index + 1}`, accepted);
        }
        return { type: params[index].type, settle: () => input(index, params[index].type) };
      }
      case "variable": {
        const { level, offset } = expression;
        if (level >= scope.length) {
          const names = scope.map((_, i) => variableName(i));
          const accepted =
            names.length === 0
              ? "no parameter, as no lambda is around"
              : `one of the parameters ${names.join(", ")}`;
          throw new ProgramSyntaxError(offset, variableName(level), accepted);
        }
        return { type: scope[level], settle: () => variableOf(level, this.unifier.settled(scope[level])) };
      }
      case "lambda":
        return this.lambda(expression, expected, scope);
      case "apply":
        return this.apply(expression, expected, scope);
    }
  }

  private lambda(expression: Expression & { kind: "lambda" }, expected: Type, scope: readonly Type[]): Typed {
    const level = scope.length;
    const wanted = this.unifier.resolved(expected);
    const names = expression.params.map((_, i) => variableName(level + i));
    if (expression.params.some((param, i) => param !== names[i])) {
      throw new ProgramSyntaxError(
        expression.offset,
        `(lambda (${expression.params.join(" ")})`,
        `(lambda (${names.join(" ")})`,
      );
    }
    const isWanted = wanted.kind === "function" && wanted.params.length === names.length;
    const params = names.map((_, i) => (isWanted ? wanted.params[i] : this.unifier.fresh()));
    const result = isWanted ? wanted.result : this.unifier.fresh();
    const body = this.expect(expression.body, result, [...scope, ...params]);
    const type: Type = { kind: "function", params, result: body.type };
    const settle = (): Program =>
      lambda(
        level,
        params.map((param) => this.unifier.settled(param)),
        body.settle(),
      );
    return { type, settle };
  }

  private apply(
    { name, args, offset, end }: Expression & { kind: "apply" },
    expected: Type,
    scope: readonly Type[],
  ): Typed {
    const typed: Typed[] = [];
    const own = this.primitives.get(name);
    const primitive = own ?? this.brought(name, args, expected, scope, typed);
    if (!primitive) throw new ProgramSyntaxError(offset + 1, name, this.namesLike(name));
    if (args.length !== primitive.params.length) {
      const shape = `(${[name, ...primitive.params.map(showType)].join(" ")})`;
      throw new ProgramSyntaxError(args.length > 0 ? offset : end - 1, `${args.length} arguments`, shape);
    }
    const [params, result] = this.unifier.instance(primitive);
    const wanted = this.unifier.settled(expected);
    // Where nothing else would serve, what is wanted decides what an empty list is one of.
    if (!isGround(result) && isExact(wanted)) this.unifier.fit(result, wanted);
    // What a type brings along may depend on the type of a lambda's parameter, and that on what is wanted.
    else if (!own && result.kind === "variable" && wanted.kind !== "variable")
      this.unifier.fit(result, wanted);
    // Lambdas last: what the other arguments are decides what their parameters are.
    for (const isLambda of [false, true]) {
      for (let i = 0; i < args.length; i++) {
        if ((args[i].kind === "lambda") === isLambda)
          typed[i] = this.expect(args[i], params[i], scope, i === 0 ? typed[0] : undefined);
      }
    }
    return {
      type: result,
      settle: () =>
        apply(
          primitive,
          typed.map((arg) => arg.settle()),
          this.unifier.settled(result),
        ),
    };
  }

  /** The primitive that the type of the first argument brings along; it is then elaborated, and kept in `typed`. */
  private brought(
    name: string,
    [first]: readonly Expression[],
    expected: Type,
    scope: readonly Type[],
    typed: Typed[],
  ): Primitive | undefined {
    const { primitives, signature } = this;
    if (!primitives.of) return undefined;
    const wanted = this.unifier.settled(expected);
    if (!first || first.kind === "lambda") return primitives.of(name, undefined, wanted, signature);
    typed[0] = this.elaborate(first, this.unifier.fresh(), scope);
    const found = primitives.of(name, this.unifier.settled(typed[0].type), wanted, signature);
    // A constant is of the type that is wanted of it.
    if (first.kind === "literal") typed.length = 0;
    return found;
  }

  private namesLike(name: string): string {
    const near = [...this.primitives.keys()]
      .filter((known) => known[0] === name[0])
      .sort()
      .slice(0, 8);
    const names = near.length > 0 ? near : [...this.primitives.keys()].sort().slice(0, 8);
    return `the name of a primitive${names.length > 0 ? `, such as ${names.join(", ")}` : ""}`;
  }

  /** @param width of the bit-vectors in the value */
  private literalType(value: Value, expected: Type, width: number | undefined): Type {
    if (value === undefined) return expected;
    if (value === null)
      return expected.kind === "option" ? expected : { kind: "option", of: this.unifier.fresh() };
    if (expected.kind === "option")
      return { kind: "option", of: this.literalType(value, this.unifier.resolved(expected.of), width) };
    if (isClosed(expected)) {
      if (!hasType(value, expected)) throw new TypeMismatch();
      return expected;
    }
    if (typeof value === "string") return expected.kind === "label" ? expected : { kind: "text" };
    if (typeof value === "boolean") return { kind: "bool" };
    if ((typeof value === "number" || typeof value === "bigint") && width !== undefined)
      return bitVector(width);
    if (typeof value === "number") {
      return expected.kind === "real" || !Number.isSafeInteger(value) ? { kind: "real" } : { kind: "int" };
    }
    if (value instanceof RecordValue) {
      const typed = [...value.fields].map(([name, held]) => {
        const type = this.literalType(held, this.unifier.fresh(), width);
        return { name, type };
      });
      return record(typed);
    }
    if (Array.isArray(value) && expected.kind === "tuple") {
      if (value.length !== expected.of.length) throw new TypeMismatch();
      return tuple(
        value.map((item, i) => {
          const type = this.literalType(item, this.unifier.resolved(expected.of[i]), width);
          this.unifier.fit(type, expected.of[i]);
          return expected.of[i];
        }),
      );
    }
    if (Array.isArray(value)) {
      const of = expected.kind === "list" ? expected.of : this.unifier.fresh();
      for (const item of value)
        this.unifier.fit(this.literalType(item, this.unifier.resolved(of), width), of);
      return { kind: "list", of };
    }
    return { kind: "cells" in (value as object) ? "grid" : "date" };
  }
}

/** Whether a value belongs to it or not, with nothing to be found out about the type. */
const isClosed = ({ kind }: Type): boolean =>
  kind === "record" || kind === "variant" || kind === "recursive" || kind === "constant";

/** Whether no other type's values serve as this type's. */
const isExact = (type: Type): boolean =>
  partsOf(type).every(({ kind }) => kind !== "variable" && kind !== "real" && kind !== "option");
