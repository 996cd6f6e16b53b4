/** @file Making data: tuples, records, and values of the cases of a type. */

import { burn, type Call, type Primitive } from "../../language/primitive.ts";
import { Binding, type Print, primary } from "../../language/print.ts";
import { baseType, list, type RecordField, type Type, tuple, variable } from "../../language/type.ts";
import { keyText, typeName, typeText } from "../../language/types.ts";
import { RecordValue, type Value } from "../../language/value.ts";
import { alone, casesOf, type DataCase, heldIn, spelled } from "./cases.ts";

/** A tuple of so many items. */
function tupleMaker(size: number): Primitive {
  const items = Array.from({ length: size }, (_, i) => variable(`t${i + 1}`));
  return {
    name: `tuple-${size}`,
    params: items,
    result: tuple(items),
    partial: false,
    run: (args) => [...args],
    print: (args, context) => {
      const untyped = `[${args.map((arg) => context.at(arg, Binding.Lambda)).join(", ")}]`;
      const type = typeText(tuple(args.map((arg) => arg.type)), false);
      return { text: `${untyped} as ${type}`, binding: Binding.Relational, untyped, name: "pair" };
    },
  };
}

/** By size. */
export const tupleMakers: ReadonlyMap<number, Primitive> = new Map(
  [2, 3, 4, 5, 6, 7, 8].map((size) => [size, tupleMaker(size)]),
);

const ITEM = variable("a");

/** What a part without parts comes to, where results are lists. */
export const single: Primitive = {
  name: "single",
  params: [ITEM],
  result: list(ITEM),
  partial: false,
  run: ([item]) => [item],
  print: ([item], context) => {
    const items = context.at(item, Binding.Lambda);
    return { ...primary(`[${items}]`), items };
  },
};

/** Each case of a type from its fields; and a value of a kind as the case that it is. */
export function makersOf(type: Type): Primitive[] {
  const cases = casesOf(type);
  return cases.map((one): Primitive => {
    const own = type.kind === "recursive" ? typeName(type.name) : keysOf(one);
    const name = `make-${own}${cases.length > 1 ? `-${spelled(one.name)}` : ""}`;
    if (one.type.kind !== "record") return asCase(name, type, alone(one.type, type));
    return {
      name,
      params: one.fields.map((field) => heldIn(type, field)),
      result: type,
      partial: false,
      run: (args, call) => made(one, args, call),
      print: recordPrint(one.type.fields),
    };
  });
}

/** A record that has no name is called after its fields. */
const keysOf = ({ fields }: DataCase): string =>
  fields
    .map(({ name }) => spelled(name))
    .join("-")
    .slice(0, MAX_NAME) || "empty";

/** Longest name of fields in the name of a primitive. */
const MAX_NAME = 60;

function made(one: DataCase, args: readonly Value[], call: Call): Value {
  if (one.type.kind !== "record" || !burn(call, 1)) return undefined;
  let at = 0;
  return RecordValue.of(
    one.type.fields.map(({ name, type }) => [name, type.kind === "constant" ? type.value : args[at++]]),
  );
}

const recordPrint =
  (fields: readonly RecordField[]): Print =>
  (args, context) => {
    let at = 0;
    const written = fields.map(({ name, type }) => {
      if (type.kind === "constant") return `${keyText(name)}: ${context.quote(type.value)} as const`;
      const value = context.at(args[at++], Binding.Conditional);
      return value === name ? value : `${keyText(name)}: ${value}`;
    });
    return primary(written.length === 0 ? "{}" : `{ ${written.join(", ")} }`);
  };

/** A value as one of a type of which it is a case: the same value. */
const asCase = (name: string, type: Type, of: Type): Primitive => ({
  name,
  params: [of],
  result: type,
  partial: false,
  run: ([value]) => value,
  print: ([value]) => ({ ...value, name: baseType(type).kind }),
});
