/** @file Statements of a printed function: what the printer builds, tidied and laid out. */

import { Binding, type Code } from "./print.ts";

export type Statement =
  | { readonly kind: "const"; readonly name: string; readonly value: string }
  | { readonly kind: "let"; readonly name: string; readonly type: string; readonly value?: string }
  | { readonly kind: "assign"; readonly name: string; readonly value: string }
  | { readonly kind: "return"; readonly value: Code }
  /** Leaves the function without a value where one of the names is missing: `[name, "undefined" | "null"]`. */
  | { readonly kind: "guard"; readonly missing: readonly Missing[] }
  | { readonly kind: "if"; readonly test: Code; readonly then: Statement[]; readonly else?: Statement[] };

export interface Missing {
  readonly name: string;
  readonly by: "undefined" | "null";
}

/** Where lines of printed code should end. */
export const WIDTH = 100;

const isMissing = ({ name, by }: Missing): string => `${name} === ${by}`;

/** The test that none is missing. */
export const arePresent = (missing: readonly Missing[]): Code => ({
  text: missing.map(({ name, by }) => `${name} !== ${by}`).join(" && "),
  binding: missing.length === 1 ? Binding.Equality : Binding.And,
});

/** Merges guards that follow each other, and conditions that only hold conditions; drops what is never reached. */
export function tidy(statements: readonly Statement[]): Statement[] {
  const out: Statement[] = [];
  let guard = -1;
  for (const statement of statements) {
    if (statement.kind === "guard" && guard >= 0) {
      const earlier = out[guard] as Statement & { kind: "guard" };
      out.splice(guard, 1);
      out.push({ kind: "guard", missing: [...earlier.missing, ...statement.missing] });
      guard = out.length - 1;
      continue;
    }
    if (statement.kind === "guard") guard = out.length;
    else if (guard >= 0 && !standsBefore(statement, out[guard] as Statement & { kind: "guard" })) guard = -1;
    out.push(statement.kind === "if" ? tidyIf(statement) : statement);
    if (statement.kind === "return") break;
  }
  return out;
}

/** Whether the statement may as well be run before the guard. */
const standsBefore = (statement: Statement, guard: Statement & { kind: "guard" }): boolean =>
  statement.kind === "const" && guard.missing.every(({ name }) => !mentions(statement.value, name));

/** Whether the name stands in the code, other than as that of a field, or all of a text. */
export const mentions = (text: string, name: string): boolean => {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (/[\w$]/.test(text[at - 1] ?? "") || /[\w$]/.test(text[end] ?? "")) continue;
    const isMember = text[at - 1] === "." && text[at - 2] !== ".";
    const isKey = text[end] === ":" && /[{,]\s$/.test(text.slice(Math.max(0, at - 2), at));
    const isText = text[at - 1] === '"' && text[end] === '"';
    if (!isMember && !isKey && !isText) return true;
  }
  return false;
};

const both = (a: Code, b: Code): Code => ({
  text: [a, b].map(({ text, binding }) => (binding < Binding.And ? `(${text})` : text)).join(" && "),
  binding: Binding.And,
});

function tidyIf(statement: Statement & { kind: "if" }): Statement {
  const then = tidy(statement.then);
  const [only] = then;
  if (then.length === 1 && only.kind === "if" && !only.else && !statement.else) {
    return { ...only, test: both(statement.test, only.test) };
  }
  return { ...statement, then, else: statement.else && tidy(statement.else) };
}

/** A function's statements without the constants that a choice, settled later, left behind. */
export function withoutUnused(statements: readonly Statement[]): Statement[] {
  const text = layOut(statements, 0);
  const isUsed = (name: string): boolean => mentions(text.replace(`const ${name} = `, ""), name);
  const prune = (list: readonly Statement[]): Statement[] =>
    list.flatMap((statement): Statement[] => {
      if (statement.kind === "const") return isUsed(statement.name) ? [statement] : [];
      if (statement.kind !== "if") return [statement];
      return [{ ...statement, then: prune(statement.then), else: statement.else && prune(statement.else) }];
    });
  const pruned = prune(statements);
  return layOut(pruned, 0) === text ? pruned : withoutUnused(pruned);
}

/** The lines of the statements, each ending in a line break. */
export function layOut(statements: readonly Statement[], depth: number): string {
  return statements.map((statement) => layOutOne(statement, depth)).join("");
}

function layOutOne(statement: Statement, depth: number): string {
  const indent = "  ".repeat(depth);
  const line = (text: string): string => `${indent}${text.replaceAll("\n", `\n${indent}`)}\n`;
  switch (statement.kind) {
    case "const":
      return line(`const ${statement.name} = ${statement.value};`);
    case "let":
      return line(
        `let ${statement.name}: ${statement.type}${statement.value ? ` = ${statement.value}` : ""};`,
      );
    case "assign":
      return line(`${statement.name} = ${statement.value};`);
    case "return":
      return line(`return ${statement.value.text};`);
    case "guard":
      return line(`if (${statement.missing.map(isMissing).join(" || ")}) return undefined;`);
    case "if": {
      const [only] = statement.then;
      if (statement.then.length === 1 && !statement.else && only.kind === "return") {
        const short = `if (${statement.test.text}) return ${only.value.text};`;
        if (depth * 2 + short.length <= WIDTH && !short.includes("\n")) return line(short);
      }
      const head = `${indent}if (${statement.test.text.replaceAll("\n", `\n${indent}`)}) {\n${layOut(statement.then, depth + 1)}${indent}}`;
      if (!statement.else || statement.else.length === 0) return `${head}\n`;
      const [first] = statement.else;
      if (statement.else.length === 1 && first.kind === "if") {
        return `${head} else ${layOutOne(first, depth).trimStart()}`;
      }
      return `${head} else {\n${layOut(statement.else, depth + 1)}${indent}}\n`;
    }
  }
}

/** The statements' value where they are nothing but a `return`. */
export function soleReturn(statements: readonly Statement[]): Code | undefined {
  const [only] = statements;
  return statements.length === 1 && only.kind === "return" ? only.value : undefined;
}

/** Whether the expression is a choice, which a reader would not want inside another. */
export const isChoice = (code: Code): boolean => code.binding === Binding.Conditional;
