/**
 * @file Structural recursion over any recursive type. `cata` (catamorphism) computes a value for each part from the values of
 * the parts in it; `para` (paramorphism) sees the part itself as well. At run time nothing of it is on the stack.
 */

import { burn, type Call, MAX_LENGTH, type Primitive } from "../../language/primitive.ts";
import { fn, option, type Type, variable } from "../../language/type.ts";
import { childrenOf, fieldType, mapParts, mentions } from "../../language/typeparts.ts";
import { caseOf, type FunctionValue, RecordValue, type Value } from "../../language/value.ts";
import { casesOf, type DataCase } from "./cases.ts";
import { foldPrint } from "./foldprint.ts";

/** A recursive type as what folds it sees it. */
export interface Folded {
  readonly type: Type & { readonly kind: "recursive" };
  readonly cases: readonly DataCase[];
  /** Whether null may stand where a part is: what it comes to is then an argument of its own. */
  readonly isNullable: boolean;
}

/** Most cases of a type that is folded. */
const MAX_CASES = 8;

/** Undefined for types that hold themselves within other recursive types, or variants, of their own. */
export function foldedOf(type: Type): Folded | undefined {
  if (type.kind !== "recursive") return undefined;
  const cases = casesOf(type);
  const isOwn = (part: Type): boolean => mentions(part, (inner) => isSelf(inner, type));
  const isFoldable = (part: Type): boolean => {
    if (!isOwn(part) || isSelf(part, type)) return true;
    if (part.kind === "option")
      return isSelf(part.of, type) || (part.of.kind === "list" && isFoldable(part.of));
    return ["list", "tuple", "record"].includes(part.kind) && childrenOf(part).every(isFoldable);
  };
  const parts = cases.flatMap(partsOfCase);
  if (cases.length === 0 || cases.length > MAX_CASES || !parts.every(isFoldable)) return undefined;
  const isNullable = parts.some((part) =>
    mentions(part, (inner) => inner.kind === "option" && isSelf(inner.of, type)),
  );
  return { type, cases, isNullable };
}

export const isSelf = (part: Type, { name }: Folded["type"]): boolean =>
  part.kind === "self" && part.name === name;

/** What a case holds: its fields, or itself. */
export const partsOfCase = (one: DataCase): readonly Type[] =>
  one.type.kind === "record" ? one.fields.map(fieldType) : [one.type];

/** A part's type where its own parts have become results: null among them is what null comes to. */
export function resultIn(part: Type, folded: Folded, result: Type): Type {
  if (isSelf(part, folded.type)) return result;
  if (part.kind === "option" && isSelf(part.of, folded.type)) return result;
  return mapParts(part, (inner) => resultIn(inner, folded, result));
}

/** What the function of a case takes. */
export const caseParams = (one: DataCase, folded: Folded, result: Type): readonly Type[] =>
  partsOfCase(one).map((part) => resultIn(part, folded, result));

/** What the function of a part takes that sees the part, too: that, and the results within it. */
export const paraParams = (folded: Folded, result: Type): readonly Type[] => [
  folded.type,
  ...ownParts(folded).map(({ part }) => resultIn(part, folded, result)),
];

/** The fields that hold parts of the type. */
export const ownParts = ({ type, cases: [one] }: Folded): readonly { name: string; part: Type }[] =>
  one.fields.flatMap((field) => {
    const part = fieldType(field);
    return mentions(part, (inner) => isSelf(inner, type)) ? [{ name: field.name, part }] : [];
  });

const R = variable("r");

/** Made once for each type, so that the programs of a search and those that are read are of the same primitives. */
export function cataOf(folded: Folded): Primitive {
  const { type, cases, isNullable } = folded;
  return {
    name: "cata",
    params: [
      isNullable ? option(type) : type,
      ...(isNullable ? [R] : []),
      ...cases.map((one) => functionOf(one, folded)),
    ],
    result: R,
    doc: "What functions of its cases make of it, of the results for the parts in it; ⊥ where one has no value.",
    partial: false,
    parameterNames: [
      undefined,
      ...(isNullable ? [undefined] : []),
      ...cases.map((one) => (one.type.kind === "record" ? one.fields.map(({ name }) => name) : undefined)),
    ],
    run: ([root, ...rest], call) => {
      const functions = isNullable ? rest.slice(1) : rest;
      return computed(folded, root, isNullable ? rest[0] : undefined, call, (_, at, held) => {
        const made = functions[at];
        return typeof made === "function" ? (made as FunctionValue)(...held) : made;
      });
    },
    print: foldPrint(folded, false),
  };
}

/** The parameter that is the function of a case; a plain result where the case holds nothing. */
const functionOf = (one: DataCase, folded: Folded): Type => {
  const params = caseParams(one, folded, R);
  return params.length === 0 ? R : fn(params, R);
};

/** Only for types of one case. */
export function paraOf(folded: Folded): Primitive {
  const { type, isNullable } = folded;
  const names = [type.name, ...ownParts(folded).map(({ name }) => name)];
  return {
    name: "para",
    params: [isNullable ? option(type) : type, ...(isNullable ? [R] : []), fn(paraParams(folded, R), R)],
    result: R,
    doc: "What a function makes of it and of the results for the parts in it; ⊥ where it has no value.",
    partial: false,
    parameterNames: [undefined, ...(isNullable ? [undefined] : []), names],
    run: ([root, ...rest], call) => {
      const made = rest[rest.length - 1] as FunctionValue;
      const own = ownParts(folded).map(({ name }) => name);
      const places = folded.cases[0].fields.flatMap(({ name }, i) => (own.includes(name) ? [i] : []));
      return computed(folded, root, isNullable ? rest[0] : undefined, call, (part, _, held) =>
        made(part, ...places.map((i) => held[i])),
      );
    },
    print: foldPrint(folded, true),
  };
}

/** A part whose parts are being computed. */
interface Open {
  readonly value: Value;
  readonly at: number;
  /** Parts in it, and what they come to, as far as is known. */
  readonly parts: readonly Value[];
  readonly results: Value[];
}

function computed(
  { type, cases }: Folded,
  root: Value,
  empty: Value,
  call: Call,
  make: (part: Value, at: number, held: readonly Value[]) => Value,
): Value {
  const types = cases.map((one) => one.type);
  const open: Open[] = [];
  const enter = (value: Value): boolean => {
    const of = caseOf(value, types);
    if (!of || !burn(call, 1)) return false;
    const at = types.indexOf(of);
    open.push({ value, at, parts: [...partsWithin(cases[at], value, type)], results: [] });
    return true;
  };
  if (root === null) return empty;
  if (!enter(root)) return undefined;
  for (;;) {
    const top = open[open.length - 1];
    if (top.results.length < top.parts.length) {
      const next = top.parts[top.results.length];
      if (next === null) top.results.push(empty);
      else if (!enter(next)) return undefined;
      continue;
    }
    open.pop();
    const held = heldWith(cases[top.at], top, type);
    const made = make(top.value, top.at, held);
    if (made === undefined || lengthOf(made) > MAX_LENGTH) return undefined;
    if (open.length === 0) return made;
    open[open.length - 1].results.push(made);
  }
}

const lengthOf = (value: Value): number =>
  Array.isArray(value) || typeof value === "string" ? value.length : 0;

/** What a case holds in a value. */
const heldBy = (one: DataCase, value: Value): readonly Value[] =>
  one.type.kind === "record" ? one.fields.map(({ name }) => (value as RecordValue).get(name)) : [value];

function* partsWithin(one: DataCase, value: Value, type: Folded["type"]): Iterable<Value> {
  const held = heldBy(one, value);
  for (const [i, part] of partsOfCase(one).entries()) yield* selves(held[i], part, type);
}

/** The parts of the type within a part, null among them, in order. */
function* selves(value: Value, part: Type, type: Folded["type"]): Iterable<Value> {
  if (isSelf(part, type)) yield value;
  else if (part.kind === "option") {
    if (value !== null || isSelf(part.of, type)) yield* selves(value, part.of, type);
  } else if (part.kind === "list")
    for (const item of value as readonly Value[]) yield* selves(item, part.of, type);
  else if (part.kind === "tuple")
    for (const [i, of] of part.of.entries()) yield* selves((value as readonly Value[])[i], of, type);
  else if (part.kind === "record")
    for (const field of part.fields)
      yield* selves((value as RecordValue).get(field.name), fieldType(field), type);
}

/** What a case holds, with the results in place of the parts. */
function heldWith(one: DataCase, { value, results }: Open, type: Folded["type"]): readonly Value[] {
  const next = results[Symbol.iterator]();
  const put = (held: Value, part: Type): Value => {
    if (isSelf(part, type)) return next.next().value as Value;
    switch (part.kind) {
      case "option":
        return held === null && !isSelf(part.of, type) ? null : put(held, part.of);
      case "list":
        return (held as readonly Value[]).map((item) => put(item, part.of));
      case "tuple":
        return (held as readonly Value[]).map((item, i) => put(item, part.of[i]));
      case "record": {
        const from = held as RecordValue;
        return RecordValue.of(
          part.fields.map((field) => [field.name, put(from.get(field.name), fieldType(field))]),
        );
      }
      default:
        return held;
    }
  };
  const held = heldBy(one, value);
  return partsOfCase(one).map((part, i) => put(held[i], part));
}
