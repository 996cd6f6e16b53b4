/** @file Data in printed code: fields, the tests that tell cases, and what functions of a type are called. */

import { camelCase } from "../../language/names.ts";
import { type Helper, helperOf } from "../../language/print.ts";
import { quote } from "../../language/quote.ts";
import { showType, type Type } from "../../language/type.ts";
import { typeName } from "../../language/types.ts";
import { type DataCase, telling } from "./cases.ts";

/** What functions of a type are called after: its name, or letters of its own. */
export function declaredName(type: Type): string {
  if (type.kind === "recursive") return typeName(type.name);
  let hash = 0;
  for (const char of showType(type)) hash = (Math.imul(hash, 31) + (char.codePointAt(0) as number)) | 0;
  return `Data${(hash >>> 0).toString(36)}`;
}

/** Signs that name cases, in words. */
const SIGNS: Readonly<Record<string, string>> = {
  "+": "plus",
  "-": "minus",
  "*": "times",
  "/": "over",
  "%": "modulo",
  "^": "power",
  "!": "not",
  "=": "equal",
  "==": "equal",
  "<": "less",
  ">": "greater",
  "&&": "and",
  "||": "or",
};

/** A name in capitals, from any text. */
export const pascalCase = (text: string): string =>
  camelCase(Object.hasOwn(SIGNS, text) ? SIGNS[text] : text, "case").replace(/^./, (char) =>
    char.toUpperCase(),
  );

/** `value.name`, or `value["a name"]`. */
export const memberText = (value: string, name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? `${value}.${name}` : `${value}[${quote(name)}]`;

const ownField = helperOf(
  `/** The field, or null where the object has none of its own. */
const ownField = <T extends object, K extends keyof T>(from: T, name: K): Exclude<T[K], undefined> | null =>
  Object.hasOwn(from, name) ? ((from[name] as Exclude<T[K], undefined>) ?? null) : null;`,
);

export const isList = helperOf(
  `/** Whether it is a list; unlike Array.isArray, of lists that may not be changed, too. */
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);`,
);

/** Takes a helper along; returns its name. */
type Use = (helper: Helper) => string;

/** For the source of a helper, which says itself what it needs. */
export const named: Use = ({ name }) => name;

/** Whether every object has such a field, if not one of its own. */
export const isInherited = (name: string): boolean => name in Object.prototype;

/** A field that may be absent. */
export const absentText = (value: string, name: string, use: Use): string =>
  isInherited(name) ? `${use(ownField)}(${value}, ${quote(name)})` : `${memberText(value, name)} ?? null`;

/** A helper with what its source needs of these. */
export const withNeeds = (helper: Helper): Helper => ({
  ...helper,
  needs: [
    ...(helper.needs ?? []),
    ...[ownField, isList].filter(({ name }) => helper.source.includes(`${name}(`)),
  ],
});

/** Those first that are told by what kind of value they are: what is left is told by its fields. */
export function inOrderOfTests(cases: readonly DataCase[]): readonly DataCase[] {
  const rank = ({ type }: DataCase): number => (TYPEOF[type.kind] ? 0 : isListed(type) ? 1 : 2);
  return [...cases].sort((a, b) => rank(a) - rank(b));
}

const isListed = ({ kind }: Type): boolean => kind === "list" || kind === "tuple";

const TYPEOF: Partial<Record<Type["kind"], string>> = {
  int: "number",
  real: "number",
  text: "string",
  bool: "boolean",
};

/** The test that the value called so, of one of the cases and not null, is of this one. */
export function testText(cases: readonly DataCase[], one: DataCase, value: string, use: Use): string {
  const kind = TYPEOF[one.type.kind];
  if (kind) return `typeof ${value} === "${kind}"`;
  if (isListed(one.type)) return `${use(isList)}(${value})`;
  const records = cases.filter((other) => other.type.kind === "record");
  const tests = cases.some((other) => TYPEOF[other.type.kind]) ? [`typeof ${value} === "object"`] : [];
  if (cases.some((other) => isListed(other.type))) tests.push(`!${use(isList)}(${value})`);
  if (records.length > 1) {
    const told = telling(one.type);
    tests.push(
      told
        ? `${memberText(value, told.name)} === ${quote(told.value)}`
        : hasText(value, ownKey(one, records)),
    );
  }
  return tests.join(" && ");
}

/** Whether it has the key; every object has those of `Object.prototype`. */
const hasText = (value: string, key: string): string =>
  key in Object.prototype ? `Object.hasOwn(${value}, ${quote(key)})` : `${quote(key)} in ${value}`;

/** A key that the record always has and no other has. */
function ownKey(one: DataCase, records: readonly DataCase[]): string {
  const others = new Set(
    records.flatMap((other) => (other === one ? [] : other.fields.map(({ name }) => name))),
  );
  const own = one.fields.filter(({ name, optional }) => !optional && !others.has(name));
  return (own.find(({ name }) => !(name in Object.prototype)) ?? own[0] ?? one.fields[0]).name;
}
