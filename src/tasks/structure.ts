/**
 * @file The type of nested data, from all that was seen at each place. What a recursive type stands for is gathered from
 * everywhere before any part of it is typed, so that an example that ends early is of the type of those that go on.
 */

import {
  constant,
  list,
  option,
  type RecordField,
  record,
  recursive,
  self,
  type Type,
  tuple,
  variant,
} from "../language/type.ts";
import { mapParts, mentions } from "../language/typeparts.ts";
import type { Value } from "../language/value.ts";
import { type Case, casesOf, customaryCases } from "./cases.ts";
import {
  fieldOf,
  type Gathered,
  gatherLists,
  gatherRecords,
  heldBy,
  isSeenRecord,
  type Seen,
  type SeenRecord,
  stepTo,
} from "./gather.ts";
import { describe, join, OPEN, typeOf } from "./kinds.ts";

/** What was seen has no type: why, and where it shows. */
export class Untyped extends Error {
  readonly seen: Seen;

  constructor(seen: Seen, why: string) {
    super(why);
    this.seen = seen;
  }
}

/** Nesting of types; most places of a tuple, and fields of a record; most values looked at. */
const MAX_DEPTH = 12;
const MAX_PLACES = 8;
const MAX_FIELDS = 100;
const MAX_LOOKS = 20_000_000;

/** A type that may turn out to hold itself, around a place. */
interface Around {
  readonly name: string;
  readonly members: ReadonlySet<Value>;
  readonly ways: ReadonlySet<string>;
  /** From the nearest member to the place. */
  readonly way: string;
}

/** The same around a place one step on. */
const within = (around: readonly Around[], step: string): readonly Around[] =>
  around.map((whole) => ({ ...whole, way: whole.way + step }));

/** The type of all the values together; ⊥ says nothing. Throws `Untyped`. */
export function structureOf(values: readonly Value[]): Type {
  const seen = values.flatMap((value, at): Seen[] => (value === undefined ? [] : [{ value, at }]));
  const structure = new Structure();
  return structure.named(structure.type(seen, [], 0));
}

class Structure {
  private looks = 0;
  /** What a recursive type should be called, by the name that it has until all is known. */
  private readonly wanted = new Map<string, string>();

  type(all: readonly Seen[], wholes: readonly Around[], depth: number): Type {
    this.looks += all.length;
    const present = all.filter(({ value }) => value !== null);
    const [first] = present;
    const whole = wholes.find(
      ({ members, ways, way }) => ways.has(way) || present.some(({ value }) => members.has(value)),
    );
    if (whole) return present.length < all.length ? option(self(whole.name)) : self(whole.name);
    if (!first) return all.length > 0 ? option(OPEN) : OPEN;
    if (depth > MAX_DEPTH)
      throw new Untyped(first, `data nested more than ${MAX_DEPTH} levels deep that does not repeat itself`);
    if (this.looks > MAX_LOOKS) throw new Untyped(first, "data too large and irregular to find its type");
    const type = this.typePresent(present, wholes, depth);
    return present.length < all.length ? option(type) : type;
  }

  private typePresent(present: readonly Seen[], wholes: readonly Around[], depth: number): Type {
    if (present.some(isSeenRecord)) return this.records(gatherRecords(present), wholes, depth);
    const lists = present.filter(({ value }) => Array.isArray(value));
    if (lists.length === 0) return scalarType(present);
    return lists.length < present.length
      ? this.nested(present, wholes, depth)
      : this.lists(lists, wholes, depth);
  }

  private records(gathered: Gathered<SeenRecord>, wholes: readonly Around[], depth: number): Type {
    const { members, ways } = gathered;
    this.looks += members.length;
    const cases = casesOf(members, ways.size > 0);
    return this.whole(nameOf(gathered, cases), gathered, wholes, depth, (around) => {
      const attempt = (of: readonly Case<SeenRecord>[]): Type[] =>
        of.map((one) => this.fields(one, around, depth));
      const told = cases.length === 1 ? customaryCases(members) : undefined;
      return this.first([() => attempt(cases), ...(told ? [() => attempt(told)] : [])]);
    });
  }

  private fields({ members, told }: Case<SeenRecord>, wholes: readonly Around[], depth: number): Type {
    const fields = new Map<string, Seen[]>();
    for (const member of members) {
      for (const name of member.value.fields.keys()) {
        const seen = fields.get(name);
        if (seen) seen.push(fieldOf(member, name));
        else fields.set(name, [fieldOf(member, name)]);
      }
    }
    if (fields.size > MAX_FIELDS)
      throw new Untyped(members[0], `objects with more than ${MAX_FIELDS} different keys`);
    return record(
      [...fields].map(([name, seen]): RecordField => {
        if (told?.name === name) return { name, type: constant(told.value) };
        const type = this.type(seen, within(wholes, stepTo(name)), depth + 1);
        return seen.length < members.length ? { name, type, optional: true } : { name, type };
      }),
    );
  }

  /**
   * Lists of one type of item, or tuples: where all are as long and their items of several kinds, each place one. Lists
   * that hold lists among other things hold them to any depth.
   */
  private lists(lists: readonly Seen[], wholes: readonly Around[], depth: number): Type {
    const items = lists.flatMap((seen) => [...heldBy(seen)].map(({ held }) => held));
    const inner = within(wholes, "[]");
    const asList = (): Type => list(this.type(items, inner, depth + 1));
    if (inner.some(({ ways, way }) => ways.has(way))) return asList();
    const { length } = lists[0].value as readonly Value[];
    const isTuple =
      length > 1 &&
      length <= MAX_PLACES &&
      lists.every(({ value }) => (value as readonly Value[]).length === length);
    const places = Array.from({ length: isTuple ? length : 0 }, (_, i) =>
      items.filter((_, at) => at % length === i),
    );
    const asTuple = (): Type => tuple(places.map((place) => this.type(place, inner, depth + 1)));
    const kinds = kindsOf(items);
    if (kinds.size > 1 && isTuple && places.every((place) => kindsOf(place).size <= 1)) return asTuple();
    if (kinds.size > 1 && kinds.has("a list")) return this.nested(lists, wholes, depth);
    return this.first(isTuple && kinds.has("a list") ? [asList, asTuple] : [asList]);
  }

  /** Lists that hold lists and other things alike. */
  private nested(present: readonly Seen[], wholes: readonly Around[], depth: number): Type {
    const gathered = gatherLists(present);
    // Without a list in a list there is nothing that repeats.
    if (gathered.members.every((seen) => present.includes(seen))) throw disagreement(present);
    this.looks += gathered.members.length;
    return this.whole("Nested", gathered, wholes, depth, (around) => [
      list(
        this.type(
          gathered.members.flatMap((seen) => [...heldBy(seen)].map(({ held }) => held)),
          within(around, "[]"),
          depth + 1,
        ),
      ),
    ]);
  }

  /** The members' type, with the leaves beside: recursive where it mentions itself. */
  private whole<M extends Seen>(
    wanted: string,
    { members, leaves, ways }: Gathered<M>,
    wholes: readonly Around[],
    depth: number,
    cases: (around: readonly Around[]) => readonly Type[],
  ): Type {
    const name = `W${this.wanted.size}`;
    this.wanted.set(name, wanted);
    const whole = { name, members: new Set<Value>(members.map(({ value }) => value)), ways, way: "" };
    const around = [...wholes, whole];
    const parts = [...this.leaves(leaves, around, depth), ...cases(around)].flatMap((part) =>
      part.kind === "variant" ? part.cases : [part],
    );
    const of = parts.length === 1 ? parts[0] : variant(parts);
    if (mentions(of, (part) => part.kind === "self" && part.name === name)) return recursive(name, of);
    // A plain value in place of an object is a case of its own; further kinds are rather mistakes.
    const kinds = kindsOf(leaves);
    if (kinds.size > 1 || kinds.has("a list")) throw disagreement([...members, ...leaves]);
    return of;
  }

  /** The types of leaves, one a kind. */
  private leaves(leaves: readonly Seen[], wholes: readonly Around[], depth: number): Type[] {
    const kinds = new Map<string, Seen[]>();
    for (const leaf of leaves) {
      const seen = kinds.get(kindOf(leaf));
      if (seen) seen.push(leaf);
      else kinds.set(kindOf(leaf), [leaf]);
    }
    return [...kinds.values()].map((seen) => this.type(seen, wholes, depth + 1));
  }

  /** The type with its recursive types called as they should be, each by a name of its own. */
  named(type: Type): Type {
    const names = new Map<string, string>();
    const taken = new Map<string, number>();
    const rename = (part: Type): Type => {
      if (part.kind === "self") return self(names.get(part.name) ?? part.name);
      if (part.kind !== "recursive") return mapParts(part, rename);
      const wanted = this.wanted.get(part.name) as string;
      const number = (taken.get(wanted) ?? 0) + 1;
      taken.set(wanted, number);
      const name = number === 1 ? wanted : `${wanted}${number}`;
      names.set(part.name, name);
      return recursive(name, rename(part.of));
    };
    return rename(type);
  }

  /** The first attempt that succeeds; where none does, what was wrong with the first. */
  private first<T>(attempts: readonly (() => T)[]): T {
    let why: Untyped | undefined;
    for (const attempt of attempts) {
      try {
        return attempt();
      } catch (error) {
        if (!(error instanceof Untyped)) throw error;
        why ??= error;
      }
    }
    throw why;
  }
}

/** Plain values of one type, whole numbers among fractions. */
function scalarType(seen: readonly Seen[]): Type {
  let type = OPEN;
  for (const one of seen) {
    const next = typeOf(one.value);
    const joined = next && join(type, next);
    if (!joined) {
      const found = next ? describe(next) : "a value of no type";
      throw new Untyped(one, `${found} where ${describe(type)} came before`);
    }
    type = joined;
  }
  return type;
}

const kindOf = ({ value }: Seen): string =>
  Array.isArray(value) ? "a list" : isSeenRecord({ value, at: 0 }) ? "an object" : typeof value;

/** The first that is of another kind than the very first. */
function disagreement(seen: readonly Seen[]): Untyped {
  const [first, ...others] = [...seen].sort((a, b) => a.at - b.at);
  const odd = others.find((one) => kindOf(one) !== kindOf(first)) ?? first;
  const told = (one: Seen): string => {
    const type = typeOf(one.value);
    return type && !Array.isArray(one.value) ? describe(type) : kindOf(one);
  };
  return new Untyped(odd, `${told(odd)} where ${told(first)} came before`);
}

const kindsOf = (seen: readonly Seen[]): Set<string> =>
  new Set(seen.filter(({ value }) => value !== null).map(kindOf));

/** What people call a type that holds itself. */
function nameOf({ members, ways }: Gathered<SeenRecord>, cases: readonly Case<SeenRecord>[]): string {
  const [{ value }] = members;
  if (value.fields.has("op") || value.fields.has("operator")) return "Expression";
  if (cases[0].told) return "Node";
  if (ways.size !== 1 || [...ways].some((way) => way.includes("[]"))) return "Tree";
  const isChain = cases.length === 1 && members.some(({ value }) => value.fields.size > 1);
  return isChain ? "Chain" : "Natural";
}
