/**
 * @file Programs as TypeScript modules, as a colleague would write them: one exported function, the helpers it
 * needs, no imports but of the nets that it calls, erasable types only. Text from data enters through `quote` (constants), `camelCase` (names) and
 * `commentText` (comments), and in no other way.
 */

import { bitsText } from "./bits.ts";
import { BodyPrinter, type FunctionBody } from "./body.ts";
import { commentText, docComment } from "./comment.ts";
import { camelCase, freeWords, Names } from "./names.ts";
import { Binding, type Code, type Helper, isImport, type PrintContext, primary } from "./print.ts";
import { input, mapInputs, type Program } from "./program.ts";
import { quote } from "./quote.ts";
import { callPrint, RECUR, recursiveBody, withCalls } from "./recursion.ts";
import { isChoice, layOut, mentions, soleReturn, WIDTH } from "./statements.ts";
import type { Signature, Type } from "./type.ts";
import { declarationsFor, isBorrowed, literalText, typeText } from "./types.ts";
import { Picture, type Value } from "./value.ts";

export interface PrintableModule {
  /** What the function is called after; any text. */
  readonly name: string;
  readonly description?: string;
  readonly signature: Signature;
  readonly program: Program;
  /** The first few that are short are shown in the doc comment. */
  readonly examples?: readonly { readonly inputs: readonly Value[]; readonly output: Value }[];
}

/** How many examples the doc comment shows, and how long a description may be. */
const EXAMPLES = 2;
const DESCRIPTION = 400;

/** Prefix of names in the draft; no primitive writes a name that begins like this. */
const DRAFT = "$$";

/** The whole module. The function returns `undefined` exactly where the program is ⊥. */
export function printModule(module: PrintableModule): { source: string; functionName: string } {
  const { signature, name } = module;
  // A search builds programs from sorts, where null is a value of every type: what may be null, the signature says.
  const program = mapInputs(module.program, ({ index }) => input(index, signature.params[index].type));
  const wanted = signature.params.map((param, i) => camelCase(param.name, `input${i + 1}`));
  // A draft with names of its own kind tells which other names the printed calls mean, so that none is shadowed.
  const draft = new Writer(true, "", "");
  const drafted = draft.body(program, wanted, new Names([], DRAFT), signature);
  const draftText = layOut(drafted.body.statements, 0);
  const needed = withNeeds(draft.helpers);
  const helperNames = new Set(needed.map((helper) => helper.name));
  const taken = freeWords(draftText, (word) => word.startsWith(DRAFT) || helperNames.has(word));

  const functionName = new Names(taken).claim(camelCase(name, "compute"));
  const writer = new Writer(
    false,
    functionName,
    new Names([...taken, ...helperNames]).claim(`${functionName}Of`),
  );
  for (const helper of needed) taken.add(writer.nameOf(helper));
  // An underscore marks an input that is not used, for people and for the type-checker.
  const marked = wanted.map((name, i) =>
    mentions(draftText, drafted.params[i]) || name.startsWith("_") ? name : `_${name}`,
  );
  const { body, params } = writer.body(program, marked, new Names([...taken, functionName]), signature);
  for (const { type } of [...signature.params, { type: signature.result }])
    for (const declaration of declarationsFor(type)) writer.use(declaration);

  const typed = params.map((param, i) => `${param}: ${typeText(signature.params[i].type, true)}`);
  const head = headText(functionName, typed, resultText(signature.result, program, body));
  const statements = layOut(body.statements, 1);
  const beside = helpersOf(writer, head + statements);
  const imports = importLines(beside.filter(isImport));
  const helpers = beside.filter((helper) => !isImport(helper));
  const source = `${imports}${comment(module, functionName, writer)}${head}${statements}}

export default ${functionName};
${helpers.map((helper) => `\n${writer.sourceOf(helper)}\n`).join("")}`;
  return { source, functionName };
}

/** The helpers, and those that they need, each once. One name has one source. */
function withNeeds(helpers: Iterable<Helper>): Helper[] {
  const all = new Map<string, Helper>();
  const add = (helper: Helper): void => {
    const known = all.get(helper.name);
    if (known && known.source !== helper.source) {
      throw new Error(`two helpers of printed code are called ${helper.name}; rename one of them`);
    }
    if (known) return;
    all.set(helper.name, helper);
    for (const needed of helper.needs ?? []) add(needed);
  };
  for (const helper of helpers) add(helper);
  return [...all.values()];
}

/** Imports from one module on one line, and a blank line after all of them. */
function importLines(helpers: readonly Helper[]): string {
  const names = new Map<string, string[]>();
  for (const { source } of helpers) {
    const [, kind = "", name, from] = /^import (type )?\{ (\w+) \} from (".*");$/.exec(source) ?? [];
    names.set(from, [...(names.get(from) ?? []), kind + name]);
  }
  const key = (name: string): string => name.replace("type ", "").toLowerCase();
  const lines = [...names].map(([from, all]) => {
    const isTypes = all.every((name) => name.startsWith("type "));
    const list = all.sort((a, b) => (key(a) < key(b) ? -1 : 1)).join(", ");
    return `import ${isTypes ? `type { ${list.replaceAll("type ", "")}` : `{ ${list}`} } from ${from};\n`;
  });
  return lines.length > 0 ? `${lines.join("")}\n` : "";
}

/** The helpers that the code mentions and those that they need, in the order in which they were asked for. */
function helpersOf(writer: Writer, code: string): Helper[] {
  return withNeeds([...writer.helpers].filter((helper) => mentions(code, writer.nameOf(helper))));
}

function headText(name: string, params: readonly string[], result: string): string {
  const line = `export function ${name}(${params.join(", ")}): ${result} {\n`;
  if (line.length <= WIDTH + 1) return line;
  return `export function ${name}(\n${params.map((param) => `  ${param},\n`).join("")}): ${result} {\n`;
}

function resultText(type: Type, program: Program, body: FunctionBody): string {
  const declared = typeText(type, isBorrowed(program));
  const nullable = body.nullable && type.kind !== "option" ? " | null" : "";
  return `${declared}${nullable}${body.partial ? " | undefined" : ""}`;
}

function comment(
  { description, signature, examples = [] }: PrintableModule,
  functionName: string,
  writer: Writer,
): string {
  const written = examples.flatMap(({ inputs, output }) => {
    const args = inputs.map((input, i) => exampleText(input, writer, signature.params[i].type));
    const result = exampleText(output, writer, signature.result);
    const line = commentText(`${functionName}(${args.join(", ")}) // ${result}`);
    return line.length <= WIDTH - 3 ? [line] : [];
  });
  const text = commentText([...(description ?? "")].slice(0, DESCRIPTION).join(""));
  return docComment(text, written.slice(0, EXAMPLES), WIDTH);
}

/** The value as an example has it: bit-vectors with all their digits. */
function exampleText(value: Value, writer: Writer, type: Type): string {
  if (value instanceof Picture) return value.name ?? "…";
  if (type.kind !== "bits" || (typeof value !== "number" && typeof value !== "bigint"))
    return literalText(value, writer, type);
  return bitsText(value, type.width, type.isBinary) + (typeof value === "bigint" ? "n" : "");
}

/** What stands behind the arrow of a function with this body. */
function arrowBody({ statements }: FunctionBody): string {
  const only = soleReturn(statements);
  if (!only) return `{\n${layOut(statements, 1)}}`;
  return isChoice(only) || only.text.startsWith("{") ? `(${only.text})` : only.text;
}

/** The context of one printing. In a draft, numbers stand for texts from data. */
class Writer implements PrintContext {
  readonly helpers = new Set<Helper>();
  private readonly isDraft: boolean;
  private readonly functionName: string;
  private readonly otherName: string;
  private readonly texts = new Map<string, number>();

  /** A helper that is called as the function is gets the other name. */
  constructor(isDraft: boolean, functionName: string, otherName: string) {
    this.isDraft = isDraft;
    this.functionName = functionName;
    this.otherName = otherName;
  }

  body(
    program: Program,
    wanted: readonly string[],
    names: Names,
    signature: Signature,
  ): { body: FunctionBody; params: string[] } {
    const params = wanted.map((name) => names.claim(name));
    const own = recursiveBody(program);
    if (!own) return { body: new BodyPrinter(params, names, this).print(program), params };
    return { body: this.recursion(own, params, signature, names), params };
  }

  /** A function that calls itself, which inside goes by the name of the whole. */
  private recursion(
    own: Program,
    params: readonly string[],
    { params: inputs, result }: Signature,
    names: Names,
  ): FunctionBody {
    const variables = [this.isDraft ? names.claim("self") : this.functionName, ...params];
    const print = (isTotal: boolean, inner: Names): FunctionBody =>
      new BodyPrinter(params, inner, this).print(withCalls(own, callPrint, isTotal), variables);
    // It has a value wherever its calls of itself do, unless something else in it may have none.
    let body = print(true, names.copy());
    if (body.partial) body = print(false, names);
    const types = inputs.map(({ type }) => typeText(type, true)).join(", ");
    const value = `${typeText(result, false)}${body.nullable ? " | null" : ""}${body.partial ? " | undefined" : ""}`;
    const function_ = `(${variables.join(", ")}) => ${arrowBody(body)}`;
    const text = `${this.use(RECUR)}<[${types}], ${value}>(${function_}, ${params.join(", ")})`;
    return { ...body, partial: true, statements: [{ kind: "return", value: primary(text) }] };
  }

  at = ({ text, binding }: Code, level: Binding): string => {
    // `??` does not mix with `&&` and `||`, though it binds looser.
    const mixes = level === Binding.Nullish && (binding === Binding.Or || binding === Binding.And);
    return binding < level || mixes ? `(${text})` : text;
  };

  quote(text: string): string {
    if (!this.isDraft) return quote(text);
    const number = this.texts.get(text) ?? this.texts.size;
    this.texts.set(text, number);
    return `"${number}"`;
  }

  use(helper: Helper): string {
    this.helpers.add(helper);
    return this.nameOf(helper);
  }

  nameOf({ name }: Helper): string {
    return name === this.functionName ? this.otherName : name;
  }

  /** The helper's source, with the other name where it or what it needs is called as the function is. */
  sourceOf(helper: Helper): string {
    const source = helper.source.trim();
    if (![helper, ...(helper.needs ?? [])].some(({ name }) => name === this.functionName)) return source;
    const start = /^\/\*\*[\s\S]*?\*\/\n/.exec(source)?.[0].length ?? 0;
    const mentioned = new RegExp(`(?<![\\w$.])${this.functionName.replaceAll("$", "\\$")}(?![\\w$:])`, "g");
    return source.slice(0, start) + source.slice(start).replace(mentioned, () => this.otherName);
  }
}
