/** @file The commands of a SyGuS file, one after the other: what a problem is before its grammar is looked at. */

import { OPERATORS } from "../../domains/smt/index.ts";
import { MAX_DEPTH } from "../../language/interpret.ts";
import type { Primitive } from "../../language/primitive.ts";
import { input } from "../../language/program.ts";
import { type Signature, sameType, type Type } from "../../language/type.ts";
import { shown } from "../error.ts";
import { Examples } from "./examples.ts";
import { type Atom, excerptOf, type Form, type FormSource, faultOfName, headOf, type List } from "./forms.ts";
import type { GrammarForms } from "./grammar.ts";
import { callsOf, depthOf, macroOf } from "./macro.ts";
import { meant, Terms } from "./terms.ts";

/** Logics whose operators are here, without the prefixes QF_ and PBE_. */
const LOGICS = ["LIA", "NIA", "CLIA", "S", "SLIA", "BV", "ALL", "Core"];

/** Commands that change nothing here. */
const IGNORED = new Set(["set-option", "set-options", "set-info", "set-feature"]);

/** Commands of the language that are not for examples. */
const UNSUPPORTED = /^(synth-inv|inv-constraint|chc-constraint|assume|declare-|oracle-|optimize-|push$|pop$)/;

const KNOWN = [
  "set-logic",
  ...IGNORED,
  "define-sort",
  "define-fun",
  "define-const",
  "declare-var",
  "synth-fun",
  "constraint",
  "check-synth",
];

/** Macros of one file, and calls that each may unfold to: what is doubled from one to the next has no bound else. */
const MAX_MACROS = 2000;
const MAX_CALLS = 10_000;

export class Commands {
  readonly terms: Terms;
  readonly notes: string[] = [];
  logic = "ALL";
  command: List | undefined;
  examples: Examples | undefined;
  name = "";
  signature: Signature = { params: [], result: { kind: "bool" } };
  /** What the function's parameters and sort are, as written. */
  head: readonly [params: Form, result: Form] | undefined;
  grammar: GrammarForms | undefined;
  isChecked = false;
  private readonly source: FormSource;
  private readonly variables = new Map<string, Type>();
  private readonly depths = new Map<Primitive, number>();
  private readonly calls = new Map<Primitive, number>();
  /** Commands before the function: what version of the language they are in is known with it. */
  private waiting: List[] = [];

  constructor(source: FormSource) {
    this.source = source;
    this.terms = new Terms(source);
  }

  read(): void {
    for (const form of this.source.forms()) {
      if (this.command || headOf(form) === "set-logic") this.run(form);
      else if (headOf(form) === "synth-fun") {
        this.terms.version = isOld(form) || OLD_WORDS.test(this.source.text.slice(0, LOOKED_AT)) ? 1 : 2;
        for (const before of this.waiting) this.run(before);
        this.waiting = [];
        this.run(form);
      } else if (headOf(form) === "constraint") {
        throw this.source.error(
          form,
          `${excerptOf(form)} stands before its function; give (synth-fun …) first`,
        );
      } else this.waiting.push(form);
    }
    for (const form of this.waiting) this.run(form);
  }

  private run(form: List): undefined {
    const head = headOf(form);
    switch (head) {
      case "constraint":
        return void (this.examples as Examples).add(form);
      case "define-fun":
        return this.defineFun(form);
      case "define-const": {
        const [, name, sort, body] = form.items;
        if (form.items.length !== 4 || name.kind !== "symbol")
          throw this.malformed(form, "(define-const name Sort term)");
        return this.macro(name, [], sort, body, form);
      }
      case "define-sort": {
        const [, name, params, sort] = form.items;
        if (name?.kind !== "symbol") throw this.malformed(form, "(define-sort Name () Sort)");
        if (params?.kind === "list" && params.items.length > 0) {
          throw this.source.error(form, "sorts with parameters are not understood; write them out");
        }
        this.refuseName(name);
        this.terms.sorts.set(name.text, this.terms.sort(sort ?? params, form));
        return;
      }
      case "declare-var": {
        const [, name, sort] = form.items;
        if (name?.kind !== "symbol" || form.items.length !== 3)
          throw this.malformed(form, "(declare-var name Sort)");
        this.refuseName(name);
        if (this.variables.has(name.text)) {
          throw this.source.error(form, `${shown(name.text)} is declared a second time`);
        }
        this.variables.set(name.text, this.terms.sort(sort, form));
        return;
      }
      case "synth-fun":
        return this.synthFun(form);
      case "set-logic":
        return this.setLogic(form);
      case "check-synth":
        this.isChecked = true;
        return;
    }
    if (head !== undefined && IGNORED.has(head)) return;
    throw this.source.error(
      form,
      `${excerptOf(form)} is no command that is understood${UNSUPPORTED.test(head ?? "") ? "" : meant(head ?? "", KNOWN)}; a problem is one synth-fun with constraints that are examples: (constraint (= (f "input") "output"))`,
    );
  }

  private setLogic(form: List): undefined {
    const name = form.items[1]?.kind === "symbol" ? form.items[1].text : "";
    if (!LOGICS.includes(name.replace(/^(QF_|PBE_)/, ""))) {
      throw this.source.error(
        form,
        `the logic ${shown(name)} is not known; there are ${LOGICS.join(", ")}${meant(name, LOGICS)}`,
      );
    }
    this.logic = name;
  }

  private defineFun(form: List): undefined {
    const [, name, params, sort, body] = form.items;
    if (form.items.length !== 5 || name.kind !== "symbol" || params.kind !== "list") {
      throw this.malformed(form, "(define-fun name ((x Sort) …) Sort term)");
    }
    this.macro(name, this.params(params, form), sort, body, form);
  }

  private macro(atom: Atom, params: Signature["params"], sort: Form, body: Form, form: List): undefined {
    const { macros } = this.terms;
    this.refuseName(atom);
    const name = atom.text;
    if (macros.size === MAX_MACROS) {
      throw this.source.error(form, `more than ${MAX_MACROS} macros; leave out those that are not needed`);
    }
    if (macros.has(name) || OPERATORS.includes(name) || name === this.name) {
      throw this.source.error(form, `${shown(name)} is defined a second time`);
    }
    if (mentions(body, name)) {
      throw this.source.error(
        form,
        `${shown(name)} calls itself; macros may only use what is defined before them`,
      );
    }
    const result = this.terms.sort(sort, form);
    const names = new Map(params.map((param, i) => [param.name, input(i, param.type)]));
    const program = this.terms.term(body, names);
    if (!sameType(program.type, result)) {
      throw this.source.error(form, `the body of ${name} is not of the sort ${excerptOf(sort)}`);
    }
    const depth = depthOf(program, this.depths);
    if (depth > MAX_DEPTH) {
      throw this.source.error(form, `${shown(name)} unfolds to terms nested more than ${MAX_DEPTH} deep`);
    }
    const calls = callsOf(program, this.calls);
    if (calls > MAX_CALLS) {
      throw this.source.error(form, `${shown(name)} unfolds to more than ${MAX_CALLS} calls`);
    }
    const types = params.map(({ type }) => type);
    const macro = macroOf(name, types, program, this.terms.taken);
    this.terms.taken.add(macro.name);
    this.depths.set(macro, depth);
    this.calls.set(macro, calls);
    macros.set(name, macro);
  }

  private params(form: List, around: List): Signature["params"] {
    const seen = new Set<string>();
    return form.items.map((item) => {
      const [name, sort] = item.kind === "list" ? item.items : [];
      if (name?.kind !== "symbol") throw this.source.error(item, `${excerptOf(item)} should be (name Sort)`);
      this.refuseName(name);
      if (seen.has(name.text))
        throw this.source.error(around, `two parameters are called ${shown(name.text)}`);
      seen.add(name.text);
      return { name: name.text, type: this.terms.sort(sort, item) };
    });
  }

  private synthFun(form: List): undefined {
    if (this.command) {
      throw this.source.error(
        form,
        `a second function, after that of line ${this.source.lineOf(this.command)}; give one synth-fun a file`,
      );
    }
    const [, name, params, sort, ...rest] = form.items;
    if (name?.kind !== "symbol" || params?.kind !== "list" || !sort || rest.length > 2) {
      throw this.malformed(form, "(synth-fun name ((x Sort) …) Sort grammar?)");
    }
    this.refuseName(name);
    if (this.terms.macros.has(name.text) || OPERATORS.includes(name.text)) {
      throw this.source.error(form, `${shown(name.text)} is defined already`);
    }
    this.name = name.text;
    this.signature = { params: this.params(params, form), result: this.terms.sort(sort, form) };
    this.head = [params, sort];
    this.command = form;
    const groups = rest.at(-1);
    if (groups) {
      if (groups.kind !== "list") throw this.malformed(groups, "a list of groups (Name Sort (term …))");
      const declared = rest.length === 2 ? rest[0] : undefined;
      if (declared && declared.kind !== "list") throw this.malformed(declared, "a list of (Name Sort)");
      this.grammar = { command: form, groups: groups.items, declared: declared?.items };
    }
    this.examples = new Examples(this.terms, this.name, this.signature, this.variables);
  }

  private refuseName(name: Atom): void {
    const fault = faultOfName(name.text);
    if (fault !== undefined) throw this.source.error(name, fault);
  }

  private malformed(form: Form, wanted: string) {
    return this.source.error(form, `${excerptOf(form)} should be ${wanted}`);
  }
}

/** Characters in which words of the old language are looked for. */
const LOOKED_AT = 1 << 20;
const OLD_WORDS = /\(\s*(?:str\.to\.int|int\.to\.str|BitVec)\s/;

/** A grammar without declarations before it is of SyGuS-IF 1. */
const isOld = ({ items }: List): boolean => items.length === 5;

function mentions(form: Form, name: string): boolean {
  if (form.kind === "list") return form.items.some((item) => mentions(item, name));
  return form.kind === "symbol" && form.text === name;
}
