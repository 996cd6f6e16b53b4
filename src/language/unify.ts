/**
 * @file Unification of types. An int serves as a real, a value as an option, and an option where a plain value is
 * wanted (null is ⊥ there); otherwise types must be equal.
 */

import type { Primitive } from "./primitive.ts";
import { type Type, variable } from "./type.ts";

/** Thrown by `fit`. */
export class TypeMismatch extends Error {}

export class Unifier {
  private readonly bindings = new Map<string, Type>();
  private count = 0;

  fresh(): Type {
    return variable(`t${++this.count}`);
  }

  /** The primitive's parameters and result with variables of their own. */
  instance(primitive: Primitive): [params: readonly Type[], result: Type] {
    const renamed = new Map<string, Type>();
    const rename = (type: Type): Type => {
      switch (type.kind) {
        case "variable": {
          const known = renamed.get(type.name) ?? this.fresh();
          renamed.set(type.name, known);
          return known;
        }
        case "list":
        case "option":
          return { kind: type.kind, of: rename(type.of) };
        case "function":
          return { kind: "function", params: type.params.map(rename), result: rename(type.result) };
        default:
          return type;
      }
    };
    return [primitive.params.map(rename), rename(primitive.result)];
  }

  /** The type with its outermost variable followed. */
  resolved(type: Type): Type {
    let at = type;
    while (at.kind === "variable") {
      const next = this.bindings.get(at.name);
      if (!next) return at;
      at = next;
    }
    return at;
  }

  /** The type with all variables followed. */
  settled(type: Type): Type {
    const at = this.resolved(type);
    switch (at.kind) {
      case "list":
      case "option":
        return { kind: at.kind, of: this.settled(at.of) };
      case "function":
        return {
          kind: "function",
          params: at.params.map((p) => this.settled(p)),
          result: this.settled(at.result),
        };
      default:
        return at;
    }
  }

  /** Makes the found type serve as the expected one, or throws `TypeMismatch`. */
  fit(found: Type, expected: Type): void {
    const [have, want] = [this.resolved(found), this.resolved(expected)];
    if (have === want) return;
    if (want.kind === "variable") this.bind(want.name, have);
    else if (have.kind === "variable") this.bind(have.name, want);
    else if (expected.kind === "variable" && this.widens(have, want))
      this.bindings.set(this.rootOf(expected.name), have);
    else if (want.kind === "option") this.fit(have.kind === "option" ? have.of : have, want.of);
    else if (have.kind === "option") this.fit(have.of, want);
    else if (have.kind === "list" && want.kind === "list") this.fit(have.of, want.of);
    else if (
      have.kind === "function" &&
      want.kind === "function" &&
      have.params.length === want.params.length
    ) {
      for (let i = 0; i < want.params.length; i++) this.fit(want.params[i], have.params[i]);
      this.fit(have.result, want.result);
    } else if (!isGroundFit(have, want)) throw new TypeMismatch();
  }

  /** Whether a variable bound to the one type may as well stand for the other. */
  private widens(to: Type, from: Type): boolean {
    if (to.kind === "real") return from.kind === "int";
    if (to.kind !== "option" || from.kind === "option") return false;
    this.fit(from, to.of);
    return true;
  }

  private rootOf(name: string): string {
    for (let at = name; ; ) {
      const next = this.bindings.get(at);
      if (next?.kind !== "variable") return at;
      at = next.name;
    }
  }

  private bind(name: string, type: Type): void {
    if (this.occurs(name, type)) throw new TypeMismatch();
    this.bindings.set(name, type);
  }

  private occurs(name: string, type: Type): boolean {
    const at = this.resolved(type);
    switch (at.kind) {
      case "variable":
        return at.name === name;
      case "list":
      case "option":
        return this.occurs(name, at.of);
      case "function":
        return [...at.params, at.result].some((part) => this.occurs(name, part));
      default:
        return false;
    }
  }
}

const isGroundFit = (have: Type, want: Type): boolean =>
  (have.kind === want.kind &&
    have.kind !== "function" &&
    (have.kind !== "label" || have.set === (want as typeof have).set) &&
    (have.kind !== "bits" || have.width === (want as typeof have).width)) ||
  (have.kind === "int" && want.kind === "real");
