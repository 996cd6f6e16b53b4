/** @file Programs of a SyGuS file as people and other solvers write them: a define-fun or a term, read with the file's grammar. */

import { callOf, sortText } from "../../domains/smt/index.ts";
import { MAX_DEPTH } from "../../language/interpret.ts";
import { apply, input, type Program } from "../../language/program.ts";
import { type Signature, sameType } from "../../language/type.ts";
import { sameValue } from "../../language/value.ts";
import { count } from "../error.ts";
import { excerptOf, type Form, FormSource, formText, headOf, type List } from "./forms.ts";
import { type ReadGrammar, wideKey } from "./grammar.ts";
import { depthOf } from "./macro.ts";
import { chained } from "./productions.ts";
import { type Called, type Names, Terms } from "./terms.ts";

/** A grammar that programs can be held against; absent where a file has none, and every term is wanted. */
export type Wanted = Pick<ReadGrammar, "drafts" | "start" | "anyConstant" | "wide">;

/** Terms in which operators of many arguments are those of the grammar. */
class ProgramTerms extends Terms {
  private readonly wide: Wanted["wide"];

  constructor(source: FormSource, file: Terms, wanted: Wanted | undefined) {
    super(source);
    this.wide = wanted?.wide ?? new Map();
    this.version = file.version;
    for (const [name, macro] of file.macros) this.macros.set(name, macro);
    for (const [name, type] of file.sorts) this.sorts.set(name, type);
  }

  override call(called: Called, args: readonly Program[], form: Form): Program {
    const program = super.call(called, args, form);
    if (this.wide.size === 0 || this.macros.has(called.name)) return program;
    const types = args.map(({ type }) => type);
    const body = callOf(
      called.name,
      types.map((type, i) => input(i, type)),
      called.indices,
    );
    const wide = this.wide.get(wideKey(body, types));
    return wide ? apply(wide, args) : program;
  }
}

/**
 * The program that a text stands for: `(define-fun f ((x Sort) …) Sort term)`, in parentheses of its own as other solvers
 * print it, or the term alone over the file's parameters. Throws an InputError where it is none.
 *
 * @param place of the text, for messages
 */
export function readProgram(
  place: string,
  text: string,
  file: Terms,
  signature: Signature,
  wanted: Wanted | undefined,
): Program {
  const source = new FormSource(place, text);
  const form = onlyForm(place, source);
  const terms = new ProgramTerms(source, file, wanted);
  const isDefinition = headOf(form) === "define-fun";
  const [body, names] = isDefinition
    ? definitionIn(form as List, terms, signature)
    : [
        form,
        namesOf(
          signature.params.map(({ name }) => name),
          signature,
        ),
      ];
  const program = terms.term(body, names);
  if (!sameType(program.type, signature.result)) {
    throw source.error(
      body,
      `${excerptOf(body)} is of sort ${sortText(program.type)}, but the function is of sort ${sortText(signature.result)}`,
    );
  }
  if (depthOf(program) > MAX_DEPTH)
    throw source.error(body, `the term unfolds to one nested more than ${MAX_DEPTH} deep`);
  return program;
}

const namesOf = (names: readonly string[], { params }: Signature): Names =>
  new Map(names.map((name, i) => [name, input(i, params[i].type)]));

function onlyForm(place: string, source: FormSource): Form {
  // A symbol or constant alone is no form at the top level.
  const isList = source.text.trimStart().startsWith("(");
  const forms = isList
    ? [...source.forms()]
    : [...new FormSource(place, `(${source.text}\n)`).forms()].flatMap(({ items }) => items);
  const [form] = forms;
  if (forms.length !== 1)
    throw source.error({ offset: 0 }, `${count(forms.length, "term")} where one is wanted`);
  const [inner] = form.kind === "list" && form.items.length === 1 ? form.items : [];
  return headOf(inner) === "define-fun" ? (inner as Form) : form;
}

/** The body of a define-fun and what its parameters stand for. */
function definitionIn(form: List, terms: Terms, signature: Signature): [Form, Names] {
  const [, name, params, sort, body] = form.items;
  const { source } = terms;
  if (form.items.length !== 5 || name.kind !== "symbol" || params.kind !== "list")
    throw source.error(form, `${excerptOf(form)} should be (define-fun name ((x Sort) …) Sort term)`);
  const wanted = signature.params.map(({ type }) => type);
  const names = params.items.map((param, i) => {
    const [own, type] = param.kind === "list" ? param.items : [];
    if (own?.kind !== "symbol") throw source.error(param, `${excerptOf(param)} should be (name Sort)`);
    if (i < wanted.length && !sameType(terms.sort(type, param), wanted[i])) {
      throw source.error(
        param,
        `${excerptOf(param)}: the function's parameter ${i + 1} is of sort ${sortText(wanted[i])}`,
      );
    }
    return own.text;
  });
  if (names.length !== wanted.length) {
    throw source.error(
      params,
      `${count(names.length, "parameter")} where the function has ${wanted.length}: (${signature.params.map((param) => param.name).join(" ")})`,
    );
  }
  const result = terms.sort(sort, form);
  if (!sameType(result, signature.result)) {
    throw source.error(
      sort,
      `${formText(sort)} is not the function's sort, which is ${sortText(signature.result)}`,
    );
  }
  return [body, namesOf(names, signature)];
}

/** The first part that the grammar has no production for where it stands, the outermost first; none where the program is derived. */
export function underivable(
  program: Program,
  { drafts, start, anyConstant }: Wanted,
): { readonly part: Program; readonly sort: string } | undefined {
  const known = new Map<string, boolean>();
  /** The arguments' sorts in each production that may have made the root. */
  const waysTo = (node: Program, sort: string): (readonly string[])[] =>
    chained(sort, drafts).flatMap((name) => {
      const draft = drafts.get(name);
      if (!draft) return [];
      if (node.kind === "literal" && anyConstant.has(name) && sameType(node.type, draft.type)) return [[]];
      return draft.choices.flatMap(({ head, args }) => {
        const fits =
          (node.kind === "apply" && "primitive" in head && head.primitive === node.primitive) ||
          (node.kind === "input" && "input" in head && head.input === node.index) ||
          (node.kind === "literal" &&
            "literal" in head &&
            sameType(node.type, draft.type) &&
            sameValue(head.literal, node.value));
        return fits ? [args] : [];
      });
    });
  const argsOf = (node: Program): readonly Program[] => (node.kind === "apply" ? node.args : []);
  const derives = (node: Program, sort: string): boolean => {
    const key = `${sort} ${node.text}`;
    let does = known.get(key);
    if (does === undefined) {
      const args = argsOf(node);
      does = waysTo(node, sort).some((sorts) => args.every((arg, i) => derives(arg, sorts[i])));
      known.set(key, does);
    }
    return does;
  };
  let [part, sort] = [program, start];
  if (derives(part, sort)) return undefined;
  // Down to where no production fits: of several, the first.
  for (;;) {
    const [sorts] = waysTo(part, sort);
    const at = sorts === undefined ? -1 : argsOf(part).findIndex((arg, i) => !derives(arg, sorts[i]));
    if (at < 0) return { part, sort };
    [part, sort] = [argsOf(part)[at], sorts[at]];
  }
}
