/**
 * @file Unification of types. An int serves as a real, a value as an option, and an option where a plain value is
 * wanted (null is ⊥ there); otherwise types must be equal.
 */

import type { Primitive } from "./primitive.ts";
import { sameType, type Type, variable } from "./type.ts";
import { childrenOf, mapParts } from "./typeparts.ts";

/** Thrown by `fit`. */
export class TypeMismatch extends Error {}

export class Unifier {
  private readonly bindings = new Map<string, Type>();
  /** Variables that are real only because something takes them for it: they may be whole. */
  private readonly taken = new Set<string>();
  private count = 0;

  fresh(): Type {
    return variable(`t${++this.count}`);
  }

  /** The primitive's parameters and result with variables of their own. */
  instance(primitive: Primitive): [params: readonly Type[], result: Type] {
    const renamed = new Map<string, Type>();
    const rename = (type: Type): Type => {
      if (type.kind !== "variable") return mapParts(type, rename);
      const known = renamed.get(type.name) ?? this.fresh();
      renamed.set(type.name, known);
      return known;
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
    return mapParts(this.resolved(type), (part) => this.settled(part));
  }

  /** Makes the found type serve as the expected one, or throws `TypeMismatch`. */
  fit(found: Type, expected: Type): void {
    const [have, want] = [this.resolved(found), this.resolved(expected)];
    if (have === want) return;
    if (want.kind === "variable") this.bind(want.name, this.isTaken(found) ? found : have);
    else if (have.kind === "variable") {
      this.bind(have.name, want);
      if (want.kind === "real") this.taken.add(have.name);
    } else if (want.kind === "int" && this.isTaken(found)) this.bindings.set(this.rootOf(found.name), want);
    else if (expected.kind === "variable" && this.widens(have, want))
      this.bindings.set(this.rootOf(expected.name), have);
    else if (want.kind === "option") this.fit(have.kind === "option" ? have.of : have, want.of);
    else if (have.kind === "option") this.fit(have.of, want);
    else if (have.kind === "list" && want.kind === "list") this.fit(have.of, want.of);
    else if (have.kind === "tuple" && want.kind === "tuple" && have.of.length === want.of.length)
      for (let i = 0; i < want.of.length; i++) this.fit(have.of[i], want.of[i]);
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

  private isTaken(type: Type): type is Type & { readonly kind: "variable" } {
    if (type.kind !== "variable") return false;
    const root = this.rootOf(type.name);
    return this.taken.has(root) && this.bindings.get(root)?.kind === "real";
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
    if (at.kind === "variable") return at.name === name;
    return childrenOf(at).some((part) => this.occurs(name, part));
  }
}

/** Records, variants and recursive types are compared as they stand: no part of one is a variable. */
const isGroundFit = (have: Type, want: Type): boolean =>
  sameType(have, want) || (have.kind === "int" && want.kind === "real");
