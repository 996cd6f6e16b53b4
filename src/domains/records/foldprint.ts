/** @file Folds in printed code: a small function for each type, that calls itself; a loop where the type is a chain. */

import { camelCase, Names } from "../../language/names.ts";
import { type Argument, Binding, type Helper, type Print, primary } from "../../language/print.ts";
import { WIDTH } from "../../language/statements.ts";
import { baseType, option, self, type Type } from "../../language/type.ts";
import { fieldType, mentions } from "../../language/typeparts.ts";
import { keyText, typeName, typeText } from "../../language/types.ts";
import type { DataCase } from "./cases.ts";
import { caseParams, type Folded, isSelf, ownParts, paraParams } from "./folded.ts";
import { absentText, inOrderOfTests, memberText, named, pascalCase, testText, withNeeds } from "./printed.ts";

/** What a result is in the text of a helper. */
const R = self("R");

const SCALARS: ReadonlySet<Type["kind"]> = new Set(["int", "real", "bool", "text"]);

/** @param seesParts whether its function takes the part itself before the results in it */
export const foldPrint =
  (folded: Folded, seesParts: boolean): Print =>
  (args, context) => {
    const isPartial = args.some(({ type, partialResult }) => type.kind === "function" && partialResult);
    const total = foldHelper(folded, seesParts);
    const name = context.use(isPartial ? partialHelper(folded, seesParts, total) : total);
    const given = args.map((arg) => context.at(arg, Binding.Lambda)).join(", ");
    return { ...primary(`${name}${resultText(args.slice(1))}(${given})`), partial: isPartial };
  };

/** The type of the result, where the compiler would not find it: `<Tree | null>`. */
function resultText(args: readonly Argument[]): string {
  const types = args.map(({ type }) => (type.kind === "function" ? type.result : type));
  const known = types.map(baseType).find(({ kind }) => kind !== "variable");
  const isNullable = args.some((arg) => arg.nullable);
  if (!known || (SCALARS.has(known.kind) && !isNullable)) return "";
  return `<${typeText(isNullable ? option(known) : known, true)}>`;
}

/** A parameter of a fold. */
interface Parameter {
  readonly name: string;
  readonly text: string;
  /** Whether it is a function of parts, rather than what a part without parts comes to. */
  readonly isFunction?: boolean;
}

/** The value, what null comes to, and what the cases come to. */
function parametersOf({ type, isNullable }: Folded, functions: readonly Parameter[]): Parameter[] {
  const of = camelCase(type.name, "value");
  const name = new Names(functions.map((one) => one.name)).claim(of);
  return [
    { name, text: `${typeName(type.name)}${isNullable ? " | null" : ""}` },
    ...(isNullable ? [{ name: "empty", text: "R" }] : []),
    ...functions,
  ];
}

function functionsOf(folded: Folded, seesParts: boolean, result: string): Parameter[] {
  const names = new Names(["empty", "fold"]);
  return folded.cases.map((one): Parameter => {
    const name = names.claim(folded.cases.length === 1 ? "node" : `when${pascalCase(one.name)}`);
    const params = seesParts ? paraParams(folded, R) : caseParams(one, folded, R);
    const wanted = seesParts
      ? [folded.type.name, ...ownParts(folded).map((part) => part.name)]
      : one.fields.map((field) => field.name);
    if (params.length === 0) return { name, text: "R" };
    const inner = new Names([]);
    const typed = params.map(
      (param, i) => `${inner.claim(camelCase(wanted[i] ?? "", "value"))}: ${typeText(param, true)}`,
    );
    return { name, text: `(${typed.join(", ")}) => ${result}`, isFunction: true };
  });
}

/** The first line of a function, or as many as it needs. */
function headText(name: string, parameters: readonly Parameter[], result: string): string {
  const typed = parameters.map((one) => `${one.name}: ${one.text}`);
  const line = `function ${name}<R>(${typed.join(", ")}): ${result} {`;
  if (line.length <= WIDTH) return line;
  return `function ${name}<R>(\n${typed.map((text) => `  ${text},\n`).join("")}): ${result} {`;
}

const foldName = (folded: Folded, seesParts: boolean): string =>
  `fold${typeName(folded.type.name)}${seesParts ? "Parts" : ""}`;

function foldHelper(folded: Folded, seesParts: boolean): Helper {
  const name = foldName(folded, seesParts);
  const functions = functionsOf(folded, seesParts, "R");
  const parameters = parametersOf(folded, functions);
  const head = headText(name, parameters, "R");
  const chain = chainText(folded, seesParts, parameters);
  const depth = chain === undefined ? ", those in it first; as deep as there is stack" : ", from its end";
  return withNeeds({
    name,
    source: `/** What is made of the ${parameters[0].name}${depth}. */\n${head}\n${chain ?? recursionText(folded, seesParts, parameters)}\n}`,
  });
}

/** Where every part holds at most one other: no stack is used. */
function chainText(folded: Folded, seesParts: boolean, parameters: readonly Parameter[]): string | undefined {
  const own = folded.cases.length === 1 ? ownParts(folded) : [];
  if (own.length !== 1 || !folded.isNullable || !isSelf(baseType(own[0].part), folded.type)) return undefined;
  const [of, empty, node] = parameters;
  const { fields } = folded.cases[0];
  const next = fields.find((field) => field.name === own[0].name);
  const held = fields.map((field) => (field === next ? "result" : fieldText("part", field)));
  const args = seesParts ? ["part", "result"] : held;
  const part = args.some((arg) => arg !== "result") ? "part" : "_part";
  return [
    `  const parts: ${typeName(folded.type.name)}[] = [];`,
    `  for (let at = ${of.name}; at !== null; at = ${next ? fieldText("at", next) : "null"}) parts.push(at);`,
    `  let result = ${empty.name};`,
    `  for (const ${part} of parts.reverse()) result = ${node.name}(${args.join(", ")});`,
    "  return result;",
  ].join("\n");
}

const fieldText = (value: string, { name, optional }: DataCase["fields"][number]): string =>
  optional ? absentText(value, name, named) : memberText(value, name);

function recursionText(folded: Folded, seesParts: boolean, parameters: readonly Parameter[]): string {
  const { type, cases, isNullable } = folded;
  const [of, ...rest] = parameters;
  const functions = isNullable ? rest.slice(1) : rest;
  const lines = isNullable ? [`  if (${of.name} === null) return ${rest[0].name};`] : [];
  const again = `${foldName(folded, seesParts)}(part, ${rest.map(({ name }) => name).join(", ")})`;
  lines.push(`  const fold = (part: ${of.text}): R => ${again};`);
  let left = inOrderOfTests(cases);
  for (const one of left) {
    const { name, isFunction } = functions[cases.indexOf(one)];
    const held =
      one.type.kind === "record"
        ? one.fields
            .filter((field) => !seesParts || mentions(field.type, (part) => isSelf(part, type)))
            .map((field) => partText(fieldText(of.name, field), fieldType(field), folded))
        : [partText(of.name, one.type, folded)];
    const args = seesParts ? [of.name, ...held] : held;
    const made = isFunction ? `${name}(${args.join(", ")})` : name;
    const test = left.length > 1 ? `if (${testText(left, one, of.name, named)}) ` : "";
    lines.push(`  ${test}return ${made};`);
    left = left.filter((other) => other !== one);
  }
  return lines.join("\n");
}

/** A part with results in place of the parts of the type in it. */
function partText(value: string, part: Type, folded: Folded): string {
  const isOwn = (inner: Type): boolean => isSelf(baseType(inner), folded.type);
  if (!mentions(part, (inner) => isSelf(inner, folded.type))) return value;
  if (isOwn(part)) return `fold(${value})`;
  switch (part.kind) {
    case "option": {
      const list = baseType(part) as Type & { kind: "list" };
      return `${value.replace(/ \?\? null$/, "")}?.map(${itemText(list.of, folded)}) ?? null`;
    }
    case "list":
      return `${value}.map(${itemText(part.of, folded)})`;
    case "tuple":
      return `[${part.of.map((of, i) => partText(`${value}[${i}]`, of, folded)).join(", ")}]`;
    case "record":
      return `{ ${part.fields.map((field) => `${keyText(field.name)}: ${partText(fieldText(value, field), fieldType(field), folded)}`).join(", ")} }`;
    default:
      throw new Error(`internal: no results in a part of kind ${part.kind}`);
  }
}

const itemText = (of: Type, folded: Folded): string =>
  isSelf(baseType(of), folded.type) ? "fold" : `(item) => ${partText("item", of, folded)}`;

/** The fold with functions that may have no value: it then has none either. */
function partialHelper(folded: Folded, seesParts: boolean, total: Helper): Helper {
  const functions = functionsOf(folded, seesParts, "R | undefined");
  const parameters = parametersOf(folded, functions);
  const name = `try${pascalCase(total.name)}`;
  const given = parameters.map((one) => (one.isFunction ? `checked(${one.name})` : one.name));
  return {
    name,
    source: `/** The same; undefined where a function has no value for a part. */
${headText(name, parameters, "R | undefined")}
  let isMissing = false;
  const checked = <A extends unknown[]>(f: (...args: A) => R | undefined) => (...args: A): R => {
    const value = isMissing ? undefined : f(...args);
    isMissing ||= value === undefined;
    return value as R;
  };
  const result = ${total.name}<R>(${given.join(", ")});
  return isMissing ? undefined : result;
}`,
    needs: [total],
  };
}
