/** @file Constraints as examples: `(= (f "input" …) "output")`, `and` of several, and what holds for values of variables. */

import { sortText } from "../../domains/smt/index.ts";
import { literal, type Program } from "../../language/program.ts";
import { type Signature, sameType, type Type } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import type { InputError } from "../error.ts";
import type { Example } from "../task.ts";
import { excerptOf, type Form, headOf, type List } from "./forms.ts";
import { type Names, NO_NAMES, type Terms } from "./terms.ts";

export class Examples {
  readonly examples: Example[] = [];
  private readonly terms: Terms;
  private readonly name: string;
  private readonly signature: Signature;
  private readonly variables: ReadonlyMap<string, Type>;

  constructor(terms: Terms, name: string, signature: Signature, variables: ReadonlyMap<string, Type>) {
    this.terms = terms;
    this.name = name;
    this.signature = signature;
    this.variables = variables;
  }

  /** Takes the examples that a constraint gives. Throws an InputError where it gives none. */
  add(constraint: List): undefined {
    const [, form] = constraint.items;
    if (constraint.items.length !== 2) {
      throw this.terms.source.error(constraint, `${excerptOf(constraint)} should be (constraint term)`);
    }
    this.take(form, NO_NAMES, constraint);
  }

  private take(form: Form, names: Names, constraint: List): undefined {
    if (this.isCall(form)) return this.example(form, true, names, constraint);
    const [, ...args] = form.kind === "list" ? form.items : [];
    switch (headOf(form)) {
      case "and":
        for (const arg of args) this.take(arg, names, constraint);
        return;
      case "=>": {
        const inner = new Map(names);
        for (const premise of args.slice(0, -1))
          if (!this.pin(premise, inner)) throw this.refusal(constraint);
        const conclusion = args.at(-1);
        if (!conclusion) throw this.refusal(constraint);
        return this.take(conclusion, inner, constraint);
      }
      case "let": {
        const [bindings, body] = args;
        if (bindings?.kind !== "list" || !body) throw this.refusal(constraint);
        const inner = new Map(names);
        for (const binding of bindings.items) {
          const [variable, term, typed] = binding.kind === "list" ? binding.items : [];
          if (variable?.kind !== "symbol" || !term || this.mentions(binding)) throw this.refusal(constraint);
          inner.set(variable.text, this.terms.term(typed ?? term, names));
        }
        return this.take(body, inner, constraint);
      }
      case "not":
        if (args.length === 1 && this.isCall(args[0])) return this.example(args[0], false, names, constraint);
        break;
      case "=":
        if (args.length === 2) {
          const [call, value] = this.isCall(args[0]) ? args : [args[1], args[0]];
          if (this.isCall(call) && !this.mentions(value)) {
            return this.example(call, this.ground(value, names, constraint), names, constraint);
          }
        }
        break;
    }
    if (!this.mentions(form)) return this.groundTruth(form, names, constraint);
    throw this.refusal(constraint);
  }

  /** A constraint without the function must simply hold. */
  private groundTruth(form: Form, names: Names, constraint: List): undefined {
    const { value } = this.ground(form, names, constraint);
    if (value === true) return;
    throw this.terms.source.error(
      constraint,
      `${excerptOf(constraint)} never holds, whatever ${this.name} is`,
    );
  }

  private ground(form: Form, names: Names, constraint: List): { value: Value; type: Type } {
    const open = this.openVariable(form, names);
    if (open !== undefined) {
      throw this.refusal(constraint, `: ${open} may be anything there`);
    }
    return this.terms.value(form, names);
  }

  /** The first variable in the form that has no value. */
  private openVariable(form: Form, names: Names): string | undefined {
    const stack = [form];
    for (let next = stack.pop(); next; next = stack.pop()) {
      if (next.kind === "symbol" && this.variables.has(next.text) && !names.has(next.text)) return next.text;
      if (next.kind === "list") for (const item of next.items) stack.push(item);
    }
    return undefined;
  }

  /** Notes what a premise says of variables; false where it says anything but their values. */
  private pin(premise: Form, names: Map<string, Program>): boolean {
    const args = premise.kind === "list" ? premise.items.slice(1) : [];
    const head = headOf(premise);
    if (head === "and") return args.every((arg) => this.pin(arg, names));
    const set = (variable: Form | undefined, value: Value, type: Type): boolean => {
      if (variable?.kind !== "symbol") return false;
      const declared = this.variables.get(variable.text);
      if (!declared || !sameType(declared, type) || names.has(variable.text)) return false;
      names.set(variable.text, literal(value, type));
      return true;
    };
    if (premise.kind === "symbol") return set(premise, true, { kind: "bool" });
    if (head === "not" && args.length === 1) return set(args[0], false, { kind: "bool" });
    if (head !== "=" || args.length !== 2 || this.mentions(premise)) return false;
    const isVariable = ({ kind, ...form }: Form): boolean =>
      kind === "symbol" && this.variables.has((form as { text: string }).text);
    const [variable, term] = isVariable(args[0]) ? args : [args[1], args[0]];
    if (this.openVariable(term, names) !== undefined) return false;
    const { value, type } = this.terms.value(term, names);
    return set(variable, value, type);
  }

  private isCall(form: Form): boolean {
    if (form.kind === "symbol") return form.text === this.name && this.signature.params.length === 0;
    return headOf(form) === this.name;
  }

  private mentions(form: Form): boolean {
    const stack = [form];
    for (let next = stack.pop(); next; next = stack.pop()) {
      if (next.kind === "symbol" && next.text === this.name) return true;
      if (next.kind === "list") for (const item of next.items) stack.push(item);
    }
    return false;
  }

  private example(
    call: Form,
    said: boolean | { readonly value: Value; readonly type: Type },
    names: Names,
    constraint: List,
  ): undefined {
    const { source } = this.terms;
    const { params, result } = this.signature;
    const args = call.kind === "list" ? call.items.slice(1) : [];
    if (args.some((arg) => this.mentions(arg))) throw this.refusal(constraint);
    const given = args.map((arg) => this.ground(arg, names, constraint));
    const fits =
      given.length === params.length && given.every(({ type }, i) => sameType(type, params[i].type));
    if (!fits) {
      const [wanted, found] = [params, given].map((list) => list.map(({ type }) => sortText(type)).join(" "));
      throw source.error(call, `${excerptOf(call)}: ${this.name} takes (${wanted}), not (${found})`);
    }
    const output = typeof said === "boolean" ? { value: said, type: { kind: "bool" } as Type } : said;
    if (!sameType(output.type, result)) {
      throw source.error(
        constraint,
        `${excerptOf(constraint)}: ${this.name} is of sort ${sortText(result)}, not ${sortText(output.type)}`,
      );
    }
    const inputs = given.map(({ value }) => value);
    const row = this.examples.length + 1;
    this.examples.push({ inputs, output: output.value, row, line: source.lineOf(call) });
  }

  private refusal(constraint: List, why = ""): InputError {
    const { source } = this.terms;
    return source.error(
      constraint,
      `${excerptOf(constraint)} is no example${why}; constraints must be examples: (= (${this.name} input …) output) with constants, ` +
        "also under and, or under => from values of variables",
    );
  }
}
