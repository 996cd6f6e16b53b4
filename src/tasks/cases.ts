/** @file How records of one place are told apart: by a text field that names the case, or by keys of which none is shared. */

import type { RecordValue } from "../language/value.ts";

/** Names that say what a record is, in the formats that people use. */
const TELLING: ReadonlySet<string> = new Set(
  "op operator type kind tag case variant _type _kind $type __typename".split(" "),
);

/** Most cases of a variant, and most by keys alone. */
const MAX_CASES = 24;
const MAX_KEYED = 6;

/** So many records a case show that a field that is not called so names the case. */
const SHOWN = 3;

export interface Case<M> {
  readonly members: readonly M[];
  /** The field that tells the case, and what it says there. */
  readonly told?: { readonly name: string; readonly value: string };
}

/** Names of fields that hold more of the same, and are left out at the end. */
const LEADING: ReadonlySet<string> = new Set(
  "left right l r lhs rhs next tail rest cdr children kids subtrees branches pred succ parent".split(" "),
);

/** Names of fields that are of the same type, as a rule. */
const PAIRS: readonly (readonly [string, string])[] = [
  ["left", "right"],
  ["l", "r"],
  ["lhs", "rhs"],
  ["a", "b"],
  ["x", "y"],
  ["first", "second"],
  ["then", "else"],
];

/** The other field of a pair. */
export function pairedWith(name: string): string | undefined {
  for (const [a, b] of PAIRS) if (a === name || b === name) return a === name ? b : a;
  return undefined;
}

/** The keys but those that lead on, if there are others: alike for records that end and such that go on. */
export function outlineOf(value: RecordValue): string {
  const own = value.names.filter((name) => !LEADING.has(name));
  return own.length > 0 ? own.map((name) => JSON.stringify(name)).join() : keysOf(value);
}

interface Member {
  readonly value: RecordValue;
}

/** The keys of a record, in an order of their own. */
const keysOf = ({ names }: RecordValue): string => names.map((name) => JSON.stringify(name)).join();

/**
 * The cases that the records are of; one, where nothing tells them apart.
 * @param repeats the records hold records like themselves: there, a field that is called so names the case even where all
 * have the same keys
 */
export function casesOf<M extends Member>(members: readonly M[], repeats: boolean): readonly Case<M>[] {
  const keys = groups(members, ({ value }) => keysOf(value));
  for (const { name, cases } of told(members)) {
    const differ = keys.size > 1;
    if (TELLING.has(name) && (differ || repeats)) return cases;
    const isUniform = cases.every((one) => new Set(one.members.map(({ value }) => keysOf(value))).size === 1);
    const isShown = cases.every((one) => one.members.length >= SHOWN);
    if (differ && isUniform && isShown) return cases;
  }
  const isKeyed =
    keys.size > 1 && keys.size <= MAX_KEYED && shareNoKey([...keys.values()].map(([one]) => one));
  return isKeyed ? [...keys.values()].map((group) => ({ members: group })) : [{ members }];
}

/** The cases by a field that is called so; for records that cannot be of one case. */
export function customaryCases<M extends Member>(members: readonly M[]): readonly Case<M>[] | undefined {
  return told(members).find(({ name }) => TELLING.has(name))?.cases;
}

/** Whether both have a field of the same such name, and another key in common. */
export const areAkin = (a: RecordValue, b: RecordValue): boolean => {
  const shared = a.names.filter((name) => b.fields.has(name));
  const isTold = (name: string): boolean =>
    TELLING.has(name) && typeof a.get(name) === "string" && typeof b.get(name) === "string";
  return shared.length > 1 && shared.some(isTold);
};

/** Cases by each text field that all records have, those that are called so first. */
function told<M extends Member>(members: readonly M[]): { name: string; cases: readonly Case<M>[] }[] {
  const names = members[0].value.names.filter((name) =>
    members.every(({ value }) => typeof value.get(name) === "string"),
  );
  const ordered = [
    ...names.filter((name) => TELLING.has(name)),
    ...names.filter((name) => !TELLING.has(name)),
  ];
  return ordered.flatMap((name) => {
    const parts = groups(members, ({ value }) => value.get(name) as string);
    if (parts.size < 2 || parts.size > MAX_CASES) return [];
    return [{ name, cases: [...parts].map(([value, group]) => ({ members: group, told: { name, value } })) }];
  });
}

function groups<M>(items: readonly M[], key: (item: M) => string): Map<string, M[]> {
  const found = new Map<string, M[]>();
  for (const item of items) {
    const group = found.get(key(item));
    if (group) group.push(item);
    else found.set(key(item), [item]);
  }
  return found;
}

function shareNoKey(records: readonly Member[]): boolean {
  const seen = new Set<string>();
  for (const { value } of records) {
    if (value.names.length === 0 || value.names.some((name) => seen.has(name))) return false;
    for (const name of value.names) seen.add(name);
  }
  return true;
}
