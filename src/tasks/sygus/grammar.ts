/** @file The grammar of a synth-fun: non-terminals are sorts, productions choices. */

import { sortText } from "../../domains/smt/index.ts";
import type { Grammar } from "../../language/grammar.ts";
import type { Primitive } from "../../language/primitive.ts";
import { input, type Program } from "../../language/program.ts";
import { type Signature, sameType, type Type } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import type { Example } from "../task.ts";
import { constantsOf } from "./constants.ts";
import { excerptOf, type Form, formText, headOf, type List } from "./forms.ts";
import { macroOf } from "./macro.ts";
import { type Choice, type Draft, grammarFrom } from "./productions.ts";
import { type Called, meant, type Terms } from "./terms.ts";

/** The parts of a synth-fun command that state its grammar: groups such as `(Start String (x (str.++ Start Start)))`. */
export interface GrammarForms {
  readonly command: List;
  readonly groups: readonly Form[];
  /** `((Start String) …)` of SyGuS-IF 2. */
  readonly declared?: readonly Form[];
}

export interface ReadGrammar {
  readonly grammar: Grammar;
  /** How the file writes an operator, with its indices. */
  readonly operators: ReadonlyMap<Primitive, string>;
  /** How the file writes a constant, by its canonical text. */
  readonly constants: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
  /** Non-terminals as written, and where programs begin. */
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly start: string;
  /** Non-terminals that any constant is a term of. */
  readonly anyConstant: ReadonlySet<string>;
  /** Operators of more arguments than their primitives take, by `wideKey`. */
  readonly wide: ReadonlyMap<string, Primitive>;
}

/** Equal for applications of one operator to as many arguments of the same types. */
export const wideKey = (body: Program, types: readonly Type[]): string =>
  body.text + types.map(sortText).join(" ");

export class GrammarReader {
  private readonly terms: Terms;
  private readonly signature: Signature;
  private readonly examples: readonly Example[];
  private readonly drafts = new Map<string, Draft>();
  /** Sorts of nested terms, by their text. */
  private readonly nested = new Map<string, Draft>();
  private readonly operators = new Map<Primitive, string>();
  private readonly constants = new Map<string, string>();
  /** By `wideKey`. */
  private readonly wide = new Map<string, Primitive>();
  private readonly anyConstant = new Set<string>();

  constructor(terms: Terms, signature: Signature, examples: readonly Example[]) {
    this.terms = terms;
    this.signature = signature;
    this.examples = examples;
  }

  read({ command, groups, declared }: GrammarForms): ReadGrammar {
    const { source } = this.terms;
    const parts = groups.map((group) => this.group(group));
    for (const { name, type, group } of parts) {
      if (this.drafts.has(name)) throw source.error(group, `the non-terminal ${name} is declared twice`);
      this.drafts.set(name, { name, type, choices: [], chains: new Set() });
    }
    if (parts.length === 0) throw source.error(command, "the grammar has no non-terminals");
    const first = declared
      ? this.predeclared(declared, command)
      : this.drafts.has("Start")
        ? "Start"
        : parts[0].name;
    for (const { name, items } of parts) {
      for (const item of items) this.production(item, this.drafts.get(name) as Draft);
    }
    const start = this.drafts.get(first) as Draft;
    const { result } = this.signature;
    if (!sameType(start.type, result)) {
      throw source.error(
        command,
        `the grammar begins with ${first} of sort ${sortText(start.type)}, but the function is of sort ${sortText(result)}`,
      );
    }
    const grammar = grammarFrom(this.drafts, first, this.anyConstant);
    const notes = this.unusable(first, command);
    const { drafts, operators, constants, anyConstant, wide } = this;
    return { grammar, operators, constants, notes, drafts, start: first, anyConstant, wide };
  }

  private group(group: Form): { name: string; type: Type; items: readonly Form[]; group: Form } {
    const [name, sort, items] = group.kind === "list" ? group.items : [];
    if (name?.kind !== "symbol" || items?.kind !== "list" || (group as List).items.length !== 3) {
      throw this.terms.source.error(group, `${excerptOf(group)} should be (Name Sort (term …))`);
    }
    return { name: name.text, type: this.terms.sort(sort, group), items: items.items, group };
  }

  /** The first of the declared non-terminals; all must be those that the groups define. */
  private predeclared(declared: readonly Form[], command: List): string {
    const { source } = this.terms;
    const seen = new Set<string>();
    for (const form of declared) {
      const [name, sort] = form.kind === "list" ? form.items : [];
      if (name?.kind !== "symbol" || !sort) {
        throw source.error(form, `${excerptOf(form)} should be (Name Sort)`);
      }
      if (seen.has(name.text)) throw source.error(form, `the non-terminal ${name.text} is declared twice`);
      seen.add(name.text);
      const draft = this.drafts.get(name.text);
      if (!draft)
        throw source.error(form, `the non-terminal ${name.text} is declared but has no productions`);
      if (!sameType(this.terms.sort(sort, form), draft.type)) {
        throw source.error(form, `${excerptOf(form)}, but its productions say ${sortText(draft.type)}`);
      }
    }
    const missing = [...this.drafts.keys()].find((name) => !seen.has(name));
    if (missing !== undefined)
      throw source.error(command, `the non-terminal ${missing} is not declared before its productions`);
    return [...seen][0];
  }

  /** Adds what the form may stand for to the sort. */
  private production(form: Form, to: Draft): void {
    const { source } = this.terms;
    const added = (choice: Choice, type: Type): void => {
      if (!sameType(type, to.type)) {
        throw source.error(
          form,
          `${excerptOf(form)} is of sort ${sortText(type)}, but ${to.name} is of sort ${sortText(to.type)}`,
        );
      }
      to.choices.push(choice);
    };
    if (form.kind === "symbol") {
      const chained = this.drafts.get(form.text);
      if (chained) {
        if (!sameType(chained.type, to.type)) {
          throw source.error(
            form,
            `${chained.name} is of sort ${sortText(chained.type)}, but ${to.name} is of sort ${sortText(to.type)}`,
          );
        }
        to.chains.add(chained.name);
        return;
      }
    }
    const family = headOf(form);
    if (family === "Constant") {
      this.anyConstant.add(to.name);
      for (const literal of this.constantsFor(form as List))
        added({ head: { literal }, args: [] }, this.sortIn(form));
    } else if (family === "Variable" || family === "InputVariable" || family === "LocalVariable") {
      const type = this.sortIn(form);
      this.signature.params.forEach((param, index) => {
        if (sameType(param.type, type)) added({ head: { input: index }, args: [] }, type);
      });
    } else {
      const { type, ...choice } = this.choice(form);
      added(choice, type);
    }
  }

  private sortIn(form: Form): Type {
    return this.terms.sort((form as List).items[1], form);
  }

  private constantsFor(form: List): Value[] {
    const { params, result } = this.signature;
    const types = params.map(({ type }) => type);
    return constantsOf(this.sortIn(form), this.examples, types, result);
  }

  /** A constant, an input, or an operator applied to sorts. */
  private choice(form: Form): Choice & { readonly type: Type } {
    const { terms } = this;
    const constant = terms.constant(form);
    if (constant) {
      if (!this.constants.has(constant.text)) this.constants.set(constant.text, formText(form));
      return { head: { literal: constant.value }, args: [], type: constant.type };
    }
    if (form.kind !== "list") return this.named(form);
    if (headOf(form) === "let") {
      throw terms.source.error(form, "let in a grammar is not understood; write the operators out");
    }
    const called = terms.called(form);
    const args = form.items.slice(1).map((item) => this.sortOfTerm(item));
    const types = args.map(({ type }) => type);
    const program = terms.call(
      called,
      types.map((type, i) => input(i, type)),
      form,
    );
    if (program.kind !== "apply") throw terms.source.error(form, `${excerptOf(form)} is no application`);
    const isPlain =
      program.args.length === args.length &&
      program.args.every((arg, i) => arg.kind === "input" && arg.index === i);
    const primitive = isPlain ? program.primitive : this.wideOperator(called, types, program);
    if (!this.operators.has(primitive)) this.operators.set(primitive, formText(form.items[0]));
    return { head: { primitive }, args: args.map(({ name }) => name), type: program.type };
  }

  /** `(+ a b c)` as a primitive of three arguments, whose body is `(+ (+ a b) c)`. */
  private wideOperator({ name }: Called, types: readonly Type[], body: Program): Primitive {
    const key = wideKey(body, types);
    const known = this.wide.get(key);
    if (known) return known;
    const taken = [...this.terms.macros.values(), ...this.wide.values()].map((primitive) => primitive.name);
    const primitive = macroOf(`${name}-${types.length}`, types, body, taken);
    this.wide.set(key, primitive);
    return primitive;
  }

  private named(form: Form): Choice & { readonly type: Type } {
    const { terms, signature } = this;
    const name = form.kind === "symbol" ? form.text : excerptOf(form);
    const index = signature.params.findIndex((param) => form.kind === "symbol" && param.name === name);
    if (index >= 0) return { head: { input: index }, args: [], type: signature.params[index].type };
    const macro = terms.macros.get(name);
    if (macro && macro.params.length === 0) {
      this.operators.set(macro, name);
      return { head: { primitive: macro }, args: [], type: macro.result };
    }
    const known = [
      ...this.drafts.keys(),
      ...signature.params.map((param) => param.name),
      ...terms.macros.keys(),
    ];
    throw terms.source.error(form, `${name} is no non-terminal, input or constant${meant(name, known)}`);
  }

  /** The sort of an argument: a non-terminal's, or one of its own for any other term. */
  private sortOfTerm(form: Form): Draft {
    if (form.kind === "symbol") {
      const draft = this.drafts.get(form.text);
      if (draft) return draft;
    }
    const text = formText(form);
    const known = this.nested.get(text);
    if (known) return known;
    const family = headOf(form);
    const isFamily = family === "Constant" || family === "Variable" || family === "InputVariable";
    const type = isFamily ? this.sortIn(form) : this.choice(form).type;
    // Its text is no symbol, unless it is an input or constant; a non-terminal may be called like one.
    const name = this.drafts.has(text) ? `${text} ` : text;
    const draft: Draft = { name, type, choices: [], chains: new Set() };
    this.production(form, draft);
    this.nested.set(text, draft);
    this.drafts.set(name, draft);
    return draft;
  }

  /** What cannot be reached or made; refused where it is the start. */
  private unusable(start: string, command: List): string[] {
    const { source } = this.terms;
    const made = new Set<string>();
    for (let before = -1; before < made.size; ) {
      before = made.size;
      for (const { name, choices, chains } of this.drafts.values()) {
        const isMade = choices.some(({ args }) => args.every((arg) => made.has(arg)));
        if (isMade || [...chains].some((chain) => made.has(chain))) made.add(name);
      }
    }
    if (!made.has(start)) {
      throw source.error(
        command,
        `the grammar derives no term: every production of ${start} needs a further one, without end`,
      );
    }
    const reached = new Set([start]);
    for (const name of reached) {
      const { choices, chains } = this.drafts.get(name) as Draft;
      for (const next of [...chains, ...choices.flatMap(({ args }) => args)]) reached.add(next);
    }
    const nested = new Set(this.nested.values());
    const own = [...this.drafts.values()].filter((draft) => !nested.has(draft)).map(({ name }) => name);
    const line = `${source.name}, line ${source.lineOf(command)}`;
    return [
      ...own.filter((name) => !made.has(name)).map((name) => `${line}: no term can be derived from ${name}`),
      ...own
        .filter((name) => !reached.has(name) && made.has(name))
        .map((name) => `${line}: ${name} is not reached from ${start}`),
    ];
  }
}
