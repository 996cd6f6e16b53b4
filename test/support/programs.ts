/** @file Random well-typed programs over the small primitives, for property tests. */

import fc from "fast-check";
import { apply, input, lambda, literal, type Program, variableOf } from "../../src/language/program.ts";
import {
  BOOL,
  INT,
  list,
  option,
  REAL,
  type Signature,
  showType,
  TEXT,
  type Type,
} from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import * as p from "./primitives.ts";

export const SIGNATURE: Signature = {
  params: [
    { name: "full name", type: TEXT },
    { name: "nick", type: option(TEXT) },
    { name: "count", type: REAL },
    { name: "tags", type: list(TEXT) },
  ],
  result: TEXT,
};

const TEXTS = ["", " ", "-", "a", "b-c", " x y ", "A-B c-d", "12", "-3", "`$" + "{a}", "é👍🏽"];
const text = fc.constantFrom(...TEXTS);

/** A row of inputs for the signature. */
export const inputs: fc.Arbitrary<readonly Value[]> = fc.tuple(
  fc.array(text, { maxLength: 4 }).map((parts) => parts.join("")),
  fc.option(text, { nil: null }),
  fc.integer({ min: -3, max: 20 }),
  fc.array(text, { maxLength: 3 }),
);

/** Sub-programs that were made, so that later ones share them. */
type Pool = Map<string, Program[]>;

class Builder {
  private readonly next: (below: number) => number;
  private readonly pool: Pool = new Map();

  constructor(next: (below: number) => number) {
    this.next = next;
  }

  private pick<T>(items: readonly T[]): T {
    return items[this.next(items.length)];
  }

  make(type: Type, depth: number, scope: readonly Type[]): Program {
    const kind = showType(type);
    const made = this.pool.get(kind) ?? [];
    if (scope.length === 0 && made.length > 0 && this.next(4) === 0) return this.pick(made);
    const program =
      depth <= 0 || this.next(6) === 0 ? this.leaf(type, scope) : this.call(type, depth - 1, scope);
    if (scope.length === 0) this.pool.set(kind, [...made, program]);
    return program;
  }

  private leaf(type: Type, scope: readonly Type[]): Program {
    const leaves: Program[] = scope.flatMap((bound, level) =>
      showType(bound) === showType(type) ? [variableOf(level, bound)] : [],
    );
    SIGNATURE.params.forEach((param, i) => {
      const fits = param.type.kind === "option" ? param.type.of : param.type;
      if (showType(fits) === showType(type)) leaves.push(input(i, param.type));
    });
    if (leaves.length > 0 && this.next(3) > 0) return this.pick(leaves);
    switch (type.kind) {
      case "int":
        return literal(this.pick([0, 1, 2, 0]), INT);
      case "real":
        return literal(this.pick([0, 1.5, -2, 7]), REAL);
      case "bool":
        return literal(this.pick([true, false]), BOOL);
      case "list":
        return literal(this.pick([[], ["a"], ["x-y", "z"]]), type);
      default:
        return literal(this.pick(TEXTS), TEXT);
    }
  }

  private call(type: Type, depth: number, scope: readonly Type[]): Program {
    const make = (of: Type): Program => this.make(of, depth, scope);
    const general = [
      () => apply(p.choose, [make(BOOL), make(type), make(type)], type),
      () => apply(p.orElse, [make(type), make(type)], type),
    ];
    const own: (() => Program)[] = [];
    switch (showType(type)) {
      case "text":
        own.push(
          () => apply(p.concat, [make(TEXT), make(TEXT)]),
          () => apply(p.concat, [make(TEXT), make(TEXT)]),
          () => apply(p.upper, [make(TEXT)]),
          () => apply(p.trim, [make(TEXT)]),
          () => apply(p.word, [make(TEXT), literal(this.pick(["-", " "]), TEXT), make(INT)]),
          () => apply(p.word, [make(TEXT), make(TEXT), make(INT)]),
          () => apply(p.join, [make(list(TEXT)), make(TEXT)]),
          () => apply(p.first, [make(list(TEXT))], TEXT),
          () => apply(p.show, [make(REAL)]),
        );
        break;
      case "bool":
        own.push(
          () => apply(p.contains, [make(TEXT), make(TEXT)]),
          () => apply(p.less, [make(REAL), make(REAL)]),
          () => apply(p.not, [make(BOOL)]),
          () => apply(p.isDefined, [make(TEXT)]),
        );
        break;
      case "int":
        own.push(() => apply(p.length, [make(TEXT)]));
        break;
      case "real":
        own.push(
          () => apply(p.add, [make(REAL), make(REAL)]),
          () => apply(p.number, [make(TEXT)]),
        );
        break;
      default: {
        const level = scope.length;
        own.push(
          () => apply(p.split, [make(TEXT), make(TEXT)]),
          () => {
            // Not null, so that the list is one of texts.
            const body = apply(p.trim, [this.make(TEXT, depth, [...scope, TEXT])]);
            return apply(p.map, [lambda(level, [TEXT], body), make(list(TEXT))], list(TEXT));
          },
        );
      }
    }
    return this.pick([...own, ...own, ...general])();
  }
}

/** Programs of the signature; they shrink by choosing earlier alternatives. */
export const programs: fc.Arbitrary<Program> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.infiniteStream(fc.nat({ max: 1 << 20 })))
  .map(([depth, choices]) => {
    let left = 400;
    const next = (below: number): number => (left-- > 0 ? (choices.next().value as number) % below : 0);
    return new Builder(next).make(TEXT, depth, []);
  });
