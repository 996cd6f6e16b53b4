/** @file Tests in lambdas as conditions of selectors: what hangs on the item, what on the place that looks, what on both. */

import { evaluate } from "../../language/interpret.ts";
import { FUEL } from "../../language/primitive.ts";
import { apply, type Lambda, type Program, variableOf } from "../../language/program.ts";
import type { Value } from "../../language/value.ts";
import { type Bindings, bound, isSingle, type Lowering, uncovered } from "./lower.ts";
import { ABSENT, type Condition, compared, type Rasp, type Sequence, where } from "./rasp.ts";
import { Refusal } from "./refusal.ts";

/** Levels of the variables that are free in a program. */
export function levelsIn(program: Program): ReadonlySet<number> {
  const free = new Set<number>();
  const visit = (node: Program, inner: ReadonlySet<number>): void => {
    if (node.kind === "variable" && !inner.has(node.level)) free.add(node.level);
    if (node.kind === "apply") for (const arg of node.args) visit(arg, inner);
    if (node.kind === "lambda")
      visit(node.body, new Set([...inner, ...node.params.map((_, i) => node.level + i)]));
  };
  visit(program, new Set());
  return free;
}

/** When an item passes: all of these hold. */
export function conditionsOf(
  lowering: Lowering,
  { level, body }: Lambda,
  items: Sequence,
  bindings: Bindings,
): readonly Condition[] {
  const inside = bound(bindings, level, [items]);
  const hangsOnItem = (node: Program): boolean => levelsIn(node).has(level);
  const hangsOnItemAlone = (node: Program): boolean => [...levelsIn(node)].every((free) => free === level);

  const conditions = (test: Program): readonly Condition[] => {
    if (test.kind === "apply" && test.primitive.name === "and") return test.args.flatMap(conditions);
    if (!hangsOnItem(test)) {
      const asked = lowering.single(test, bindings);
      refuseBottom(asked.values, test);
      return [compared(items, asked, (_, passes) => passes === true)];
    }
    if (hangsOnItemAlone(test)) {
      const passes = lowering.masked(items, lowering.single(test, inside));
      refuseBottom(passes.values, test);
      return [where(passes, (value) => value === true)];
    }
    const { keys, queries, open } = sides(test);
    const of = (nodes: readonly Program[], by: Bindings): Sequence =>
      joined(
        lowering.rasp,
        nodes.map((node) => lowering.single(node, by)),
      );
    return [
      compared(lowering.masked(items, of(keys, inside)), of(queries, bindings), (key, query) => {
        const values = [...(key as readonly Value[]), ...(query as readonly Value[])];
        const passes = evaluate(open, [], values, { fuel: FUEL });
        refuseBottom([passes], test);
        return passes === true;
      }),
    ];
  };

  /** The largest parts that hang on one side alone, and the test with variables in their place, those of keys first. */
  const sides = (test: Program): { keys: Program[]; queries: Program[]; open: Program } => {
    const keys = new Map<string, Program>();
    const queries = new Map<string, Program>();
    const collect = (node: Program): void => {
      if (node.kind === "literal") return;
      if (!hangsOnItem(node)) queries.set(node.text, node);
      else if (hangsOnItemAlone(node)) keys.set(node.text, node);
      else if (isElementwise(node)) node.args.forEach(collect);
      else throw uncovered(node);
    };
    collect(test);
    const numbers = new Map([...keys.keys(), ...queries.keys()].map((text, i) => [text, i]));
    const replace = (node: Program): Program => {
      const number = numbers.get(node.text);
      if (number !== undefined) return variableOf(number, node.type);
      return node.kind === "apply" ? apply(node.primitive, node.args.map(replace), node.type) : node;
    };
    return { keys: [...keys.values()], queries: [...queries.values()], open: replace(test) };
  };

  return conditions(body);
}

const isElementwise = (node: Program): node is Extract<Program, { kind: "apply" }> =>
  node.kind === "apply" && isSingle(node.type) && node.args.every(({ type }) => isSingle(type));

function refuseBottom(values: readonly Value[], test: Program): void {
  if (values.includes(undefined)) throw new Refusal(`a test without a value for some items: ${test.text}`);
}

/** One sequence of the values of several, as lists. */
const joined = (rasp: Rasp, of: readonly Sequence[]): Sequence =>
  rasp.table(of, (items) => (items.includes(ABSENT) ? ABSENT : (items as readonly Value[])));
