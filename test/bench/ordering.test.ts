import { describe, expect, it } from "vitest";
import { ORDERING } from "../../bench/support/ordering.ts";
import { domains } from "../../src/domains/index.ts";
import type { Primitive } from "../../src/language/primitive.ts";
import type { Type } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";

const primitives = domains.flatMap((domain) => domain.primitives);
const isOut = ({ name }: Primitive): boolean => ORDERING.includes(name);

/** Arguments that a parameter may take in the role of a number, a list, a list of lists or pairs, or what is done with an item. */
function argumentsFor(type: Type): readonly Value[] {
  const [low, high] = [-3, 7];
  switch (type.kind) {
    case "int":
    case "real":
      return [low, 0, 1, 2, high];
    case "variable":
      return [low, high];
    case "list":
      if (type.of.kind === "tuple")
        return [
          [
            [5, low],
            [high, 2],
          ],
        ];
      return type.of.kind === "list" ? [[[5], [low], [high, 2]]] : [LIST, SORTED];
    case "function":
      return type.result.kind === "bool"
        ? [(...args) => (args[0] as number) > 2, () => true]
        : [(...args) => args[0], (...args) => args.at(-1)];
    default:
      return [];
  }
}

const LIST = [5, -3, 7, 2];
const SORTED = [-3, 2, 5, 7];

const calls = ({ params }: Primitive): Value[][] =>
  params.reduce<Value[][]>(
    (lists, type) => lists.flatMap((list) => argumentsFor(type).map((value) => [...list, value])),
    [[]],
  );

/** Whether a call puts in order what was not, or picks the smallest or the greatest wherever it stands. */
function orders(primitive: Primitive): boolean {
  const runs = calls(primitive).map((args) => ({ args, value: primitive.run(args, { fuel: 10_000 }) }));
  const sorts = runs.some(
    ({ args, value }) =>
      args.some((arg) => arg === LIST) &&
      !args.some((arg) => arg === SORTED) &&
      JSON.stringify(value) === JSON.stringify(SORTED),
  );
  const numbers = runs.filter(
    ({ args }) => args.length === 2 && args.every((arg) => typeof arg === "number"),
  );
  const picks = (pick: (...xs: number[]) => number): boolean =>
    numbers.length > 4 && numbers.every(({ args, value }) => value === pick(...(args as number[])));
  const extremes = runs.filter(({ args }) => args.length === 1 && (args[0] === LIST || args[0] === SORTED));
  const isExtreme = (extreme: number): boolean =>
    extremes.length === 2 && extremes.every(({ value }) => value === extreme);
  return sorts || picks(Math.min) || picks(Math.max) || isExtreme(-3) || isExtreme(7);
}

describe("what sorting is learned without", () => {
  it.each(ORDERING)("%s is a primitive that orders", (name) => {
    const primitive = primitives.find((one) => one.name === name);
    expect(primitive && (orders(primitive) || name.endsWith("-by"))).toBe(true);
  });

  it("is all that orders", () => {
    expect(primitives.filter((one) => !isOut(one) && orders(one)).map(({ name }) => name)).toEqual([]);
  });
});
