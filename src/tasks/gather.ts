/** @file What belongs to one type wherever it stands: records within records that look alike, lists within lists. */

import { RecordValue, type Value } from "../language/value.ts";
import { areAkin, outlineOf, pairedWith } from "./cases.ts";

/** A value that was seen, and where: it is the `step` of the one around it. */
export interface Seen {
  readonly value: Exclude<Value, undefined>;
  /** Position among the values of the column. */
  readonly at: number;
  readonly around?: Seen;
  readonly step?: string;
}

export interface SeenRecord extends Seen {
  readonly value: RecordValue;
}

/** Where in its column's value something was seen: `.left.items[2]`. */
export function pathOf(seen: Seen): string {
  const steps: string[] = [];
  for (let at: Seen | undefined = seen; at?.step !== undefined; at = at.around) steps.push(at.step);
  return steps.reverse().join("");
}

/** Everything that is of one type, from all depths. */
export interface Gathered<M extends Seen> {
  readonly members: readonly M[];
  /** What else, but null, was seen where members are, and where the first of them are. */
  readonly leaves: readonly Seen[];
  /** The ways from a member to the members in it. */
  readonly ways: ReadonlySet<string>;
}

export const isSeenRecord = (seen: Seen): seen is SeenRecord => seen.value instanceof RecordValue;

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

export const stepTo = (name: string): string =>
  IDENTIFIER.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;

/** What a record has in a field. */
export const fieldOf = (seen: SeenRecord, name: string): Seen => ({
  value: seen.value.get(name) as Seen["value"],
  at: seen.at,
  around: seen,
  step: stepTo(name),
});

/** What a value holds, each with its step, and with the way that does not tell items of a list apart. */
export function* heldBy(seen: Seen): Iterable<{ held: Seen; way: string }> {
  const { value, at } = seen;
  if (isSeenRecord(seen)) {
    for (const name of seen.value.fields.keys()) yield { held: fieldOf(seen, name), way: stepTo(name) };
  } else if (Array.isArray(value)) {
    for (const [i, held] of (value as readonly Seen["value"][]).entries())
      yield { held: { value: held, at, around: seen, step: `[${i}]` }, way: "[]" };
  }
}

/** The records at the outset, and those within them at ways where one has the keys of a member, or is akin to one. */
export function gatherRecords(start: readonly Seen[]): Gathered<SeenRecord> {
  const members = start.filter(isSeenRecord);
  const known = new Set(members.map(({ value }) => value));
  const shapes = new Map<string, RecordValue>();
  const meet = (value: RecordValue): void => {
    const outline = outlineOf(value);
    if (!shapes.has(outline)) shapes.set(outline, value);
  };
  for (const { value } of members) meet(value);
  const isAlike = (value: RecordValue): boolean =>
    value.names.length > 0 &&
    (shapes.has(outlineOf(value)) || [...shapes.values()].some((member) => areAkin(member, value)));
  const ways = new Set<string>();
  for (;;) {
    const places = placesIn(members, known);
    const found = [...places].filter(([way, seen]) => {
      const records = seen.filter(isSeenRecord).filter(({ value }) => !known.has(value));
      return records.length > 0 && (ways.has(way) || records.some(({ value }) => isAlike(value)));
    });
    if (found.length === 0) {
      for (const [way, seen] of places)
        if (seen.some((one) => isSeenRecord(one) && known.has(one.value))) ways.add(way);
      addUnseen(ways, places);
      const leaves = [...start, ...[...ways].flatMap((way) => places.get(way) ?? [])];
      return {
        members,
        leaves: leaves.filter(({ value }) => value !== null && !(value instanceof RecordValue)),
        ways,
      };
    }
    for (const [, seen] of found) {
      for (const member of seen) {
        if (!isSeenRecord(member) || known.has(member.value)) continue;
        known.add(member.value);
        members.push(member);
        meet(member.value);
      }
    }
  }
}

/**
 * Ways on which no example goes on: a field that is null wherever it was seen, beside others that are null where they end;
 * and the other one of two that are called as a pair.
 */
function addUnseen(ways: Set<string>, places: ReadonlyMap<string, readonly Seen[]>): void {
  const isNullable = [...ways].some((way) => places.get(way)?.some(({ value }) => value === null));
  for (const [way, seen] of ways.size > 0 ? places : []) {
    const isNull = seen.every(({ value }) => value === null);
    const isLeaf = seen.every(({ value }) => typeof value !== "object" || value === null);
    if (!/^\.\w+$/.test(way)) continue;
    if ((isNull && isNullable) || (isLeaf && ways.has(`.${pairedWith(way.slice(1))}`))) ways.add(way);
  }
}

/** What is seen within the members, by the way from the nearest of them. */
function placesIn(members: readonly SeenRecord[], known: ReadonlySet<Value>): Map<string, Seen[]> {
  const places = new Map<string, Seen[]>();
  const stack: { seen: Seen; way: string }[] = members.map((seen) => ({ seen, way: "" }));
  while (stack.length > 0) {
    const { seen, way } = stack.pop() as { seen: Seen; way: string };
    for (const next of heldBy(seen)) {
      const to = way + next.way;
      const place = places.get(to);
      if (place) place.push(next.held);
      else places.set(to, [next.held]);
      if (!known.has(next.held.value)) stack.push({ seen: next.held, way: to });
    }
  }
  return places;
}

/** The lists at the outset and those within them. */
export function gatherLists(start: readonly Seen[]): Gathered<Seen> {
  const members = start.filter(({ value }) => Array.isArray(value));
  const leaves = start.filter(({ value }) => value !== null && !Array.isArray(value));
  for (let i = 0; i < members.length; i++) {
    for (const { held } of heldBy(members[i])) {
      if (Array.isArray(held.value)) members.push(held);
      else if (held.value !== null) leaves.push(held);
    }
  }
  return { members, leaves, ways: new Set(["[]"]) };
}
