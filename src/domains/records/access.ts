/** @file What is in a record or a tuple, and of which case a value is. */

import { camelCase } from "../../language/names.ts";
import type { Primitive } from "../../language/primitive.ts";
import { Binding, type Helper, helperOf, type Print, primary } from "../../language/print.ts";
import { acceptsNull, BOOL, baseType, sameType, type Type } from "../../language/type.ts";
import { typeText } from "../../language/types.ts";
import { caseOf, RecordValue, type Value } from "../../language/value.ts";
import { casesOf, type DataCase, heldIn, spelled } from "./cases.ts";
import {
  absentText,
  declaredName,
  isInherited,
  memberText,
  named,
  pascalCase,
  testText,
  withNeeds,
} from "./printed.ts";

/** What people call the places of a tuple. */
const PLACES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/** Each item of a tuple type by its place. */
export function itemsOf(type: Type & { kind: "tuple" }): Primitive[] {
  return type.of.map((of, i) => ({
    name: `get-${i + 1}`,
    params: [type],
    result: of,
    partial: false,
    run: ([value]) => (value as readonly Value[])[i],
    print: ([value], context) => ({
      ...primary(`${context.at(value, Binding.Primary)}[${i}]`),
      name: PLACES[i],
    }),
  }));
}

/** A field that several cases of a type may have. */
interface Held {
  readonly name: string;
  readonly type: Type;
  readonly optional: boolean;
  /** The cases that have it. */
  readonly cases: readonly DataCase[];
}

/** The fields of a type that can be asked for: in all cases that have one of the name it is of one type. */
function fieldsOf(type: Type): Held[] {
  const fields = new Map<string, Held | undefined>();
  for (const one of casesOf(type)) {
    if (one.type.kind !== "record") continue;
    for (const field of one.type.fields) {
      const held = heldIn(type, field);
      const known = fields.get(field.name);
      if (!fields.has(field.name)) {
        const { name, optional = false } = field;
        fields.set(name, { name, type: held, optional, cases: [one] });
      } else if (known && sameType(baseType(known.type), baseType(held))) {
        const either = acceptsNull(known.type) ? known.type : held;
        const optional = known.optional || field.optional === true;
        fields.set(field.name, { ...known, type: either, optional, cases: [...known.cases, one] });
      } else fields.set(field.name, undefined);
    }
  }
  return [...fields.values()].filter((field) => field !== undefined);
}

/** Longest name of a field that programs may ask for. */
const MAX_NAME = 100;

/** Each field of a type; ⊥ where a case has none of that name. */
export function fieldAccess(type: Type): Primitive[] {
  const all = casesOf(type);
  return fieldsOf(type).flatMap(({ name, type: held, optional, cases }): Primitive[] => {
    if (name.length > MAX_NAME) return [];
    const partial = cases.length < all.length;
    return [
      {
        name: `get-${spelled(name)}`,
        params: [type],
        result: held,
        partial,
        run: ([value]) => (value instanceof RecordValue ? value.get(name) : undefined),
        print: partial ? partialPrint(type, name, held, optional, cases) : totalPrint(name, optional),
      },
    ];
  });
}

const totalPrint =
  (name: string, optional: boolean): Print =>
  ([value], context) => {
    const hint = camelCase(name, "field");
    if (!optional) {
      const object = context.at(value, Binding.Primary);
      return { ...primary(memberText(object, name)), name: hint };
    }
    const isCall = isInherited(name);
    const object = context.at(value, isCall ? Binding.Lambda : Binding.Primary);
    return {
      text: absentText(object, name, (helper) => context.use(helper)),
      binding: isCall ? Binding.Primary : Binding.Nullish,
      name: hint,
    };
  };

function partialPrint(
  type: Type,
  name: string,
  held: Type,
  optional: boolean,
  cases: readonly DataCase[],
): Print {
  const all = casesOf(type);
  const helper = `${camelCase(name, "field")}Of${declaredName(type)}`;
  return ([value], context) => {
    if (/^\w+$/.test(value.text)) {
      const use = (needed: Helper): string => context.use(needed);
      const test = cases.map((one) => testText(all, one, value.text, use)).join(" || ");
      const read = optional ? absentText(value.text, name, use) : memberText(value.text, name);
      return {
        text: `${test} ? ${read} : undefined`,
        binding: Binding.Conditional,
        name: camelCase(name, "field"),
      };
    }
    const test = cases.map((one) => testText(all, one, "of", named)).join(" || ");
    const read = optional ? absentText("of", name, named) : memberText("of", name);
    const written = context.use(
      withNeeds(
        helperOf(
          `/** The field of those that have it. */
const ${helper} = (of: ${typeText(type, true)}): ${typeText(held, true)} | undefined =>
  ${test} ? ${read} : undefined;`,
        ),
      ),
    );
    return { ...primary(`${written}(${context.at(value, Binding.Lambda)})`), name: camelCase(name, "field") };
  };
}

/** Of which case a value is, where there are several. */
export function caseTests(type: Type): Primitive[] {
  const all = casesOf(type);
  const types = all.map((one) => one.type);
  if (all.length < 2) return [];
  return all.map((one): Primitive => {
    const helper = `is${pascalCase(one.name)}${declaredName(type)}`;
    return {
      name: `is-${spelled(one.name)}`,
      params: [type],
      result: BOOL,
      partial: false,
      run: ([value]) => caseOf(value, types) === one.type,
      print: ([value], context) => {
        if (/^\w+$/.test(value.text)) {
          const text = testText(all, one, value.text, (helper) => context.use(helper));
          return { text, binding: text.includes("&&") ? Binding.And : Binding.Equality };
        }
        const test = testText(all, one, "of", named);
        const written = context.use(
          withNeeds(helperOf(`const ${helper} = (of: ${typeText(type, true)}): boolean => ${test};`)),
        );
        return primary(`${written}(${context.at(value, Binding.Lambda)})`);
      },
    };
  });
}
