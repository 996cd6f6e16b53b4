/** @file What the printer must know about the parts of a program before it writes them. */

import type { Apply, Program } from "./program.ts";
import { acceptsNull, type Type } from "./type.ts";

/** The fact that a part is not null, as a key beside the parts' own texts. */
export const notNull = (text: string): string => `${text}!`;

/** Facts by canonical text; one object serves one program. */
export class Facts {
  private readonly demandsOf = new Map<string, ReadonlySet<string>>();
  private readonly countsOf = new Map<string, ReadonlyMap<string, number>>();
  private readonly levels = new Map<string, number>();
  private readonly bottoms = new Map<string, boolean>();

  /**
   * What must have a value for this part to have one: texts of parts, and `notNull` of those. The part itself is
   * among them. Parts inside lambdas are not: a lambda may never be called.
   */
  demands(node: Program): ReadonlySet<string> {
    const known = this.demandsOf.get(node.text);
    if (known) return known;
    const demands = new Set<string>();
    this.demandsOf.set(node.text, demands);
    if (node.kind !== "apply") return demands;
    demands.add(node.text);
    const add = (set: ReadonlySet<string>): void => {
      for (const key of set) demands.add(key);
    };
    const addShared = (a: Program, b: Program): void => {
      const other = this.demands(b);
      for (const key of this.demands(a)) if (other.has(key)) demands.add(key);
    };
    const { selects, recovers, lazy, params } = node.primitive;
    if (selects) {
      add(this.demands(node.args[selects.test]));
      demands.add(notNull(node.args[selects.test].text));
      addShared(node.args[selects.then], node.args[selects.else]);
    } else if (recovers) {
      addShared(node.args[recovers.value], node.args[recovers.otherwise]);
    } else {
      for (let i = 0; i < node.args.length; i++) {
        if (lazy?.[i]) continue;
        add(this.demands(node.args[i]));
        if (!acceptsNull(params[i])) demands.add(notNull(node.args[i].text));
      }
    }
    return demands;
  }

  /** How often each part occurs in the root, a part within a part that occurs twice counting once. */
  counts(root: Program): ReadonlyMap<string, number> {
    const known = this.countsOf.get(root.text);
    if (known) return known;
    const counts = new Map<string, number>();
    this.countsOf.set(root.text, counts);
    const stack: Program[] = [root];
    while (stack.length > 0) {
      const node = stack.pop() as Program;
      const count = counts.get(node.text) ?? 0;
      counts.set(node.text, count + 1);
      if (count > 0) continue;
      if (node.kind === "apply") stack.push(...node.args);
      if (node.kind === "lambda") stack.push(node.body);
    }
    return counts;
  }

  /** At or above the innermost lambda parameter that the part mentions from outside itself; -1 when there is none. */
  freeLevel(node: Program): number {
    if (node.kind === "variable") return node.level;
    if (node.kind !== "apply" && node.kind !== "lambda") return -1;
    const known = this.levels.get(node.text);
    if (known !== undefined) return known;
    let level = -1;
    if (node.kind === "lambda") level = Math.min(this.freeLevel(node.body), node.level - 1);
    else for (const arg of node.args) level = Math.max(level, this.freeLevel(arg));
    this.levels.set(node.text, level);
    return level;
  }

  /** Whether it is plain from the program alone that the part is ⊥. */
  isBottom(node: Program): boolean {
    if (node.kind === "literal") return node.value === undefined;
    if (node.kind !== "apply") return false;
    const known = this.bottoms.get(node.text);
    if (known !== undefined) return known;
    const bottom = this.appliesToBottom(node);
    this.bottoms.set(node.text, bottom);
    return bottom;
  }

  private appliesToBottom({ primitive, args }: Apply): boolean {
    const { selects, recovers, lazy, params } = primitive;
    const all = (a: number, b: number): boolean => this.isBottom(args[a]) && this.isBottom(args[b]);
    const isNull = (arg: Program): boolean => arg.kind === "literal" && arg.value === null;
    if (selects) {
      const test = args[selects.test];
      return this.isBottom(test) || isNull(test) || all(selects.then, selects.else);
    }
    if (args.some((arg, i) => isNull(arg) && !acceptsNull(params[i]))) return true;
    if (recovers) return all(recovers.value, recovers.otherwise);
    return args.some((arg, i) => !lazy?.[i] && this.isBottom(arg));
  }

  /** Whether the part's value may be `null`. */
  isNullable(node: Program): boolean {
    if (node.kind === "literal") return node.value === null;
    if (node.kind !== "apply") return node.type.kind === "option";
    const { selects, recovers } = node.primitive;
    if (selects) return this.isNullable(node.args[selects.then]) || this.isNullable(node.args[selects.else]);
    if (recovers)
      return this.isNullable(node.args[recovers.value]) || this.isNullable(node.args[recovers.otherwise]);
    return node.type.kind === "option" || this.mayPassNull(node);
  }

  /** Whether what it returns may be one of its arguments, or what a function among them returns, that may be null. */
  private mayPassNull({ primitive: { params, result }, args }: Apply): boolean {
    if (result.kind !== "variable") return false;
    const isResult = (type: Type): boolean => type.kind === "variable" && type.name === result.name;
    return params.some((param, i) => {
      const arg = args[i];
      if (arg.kind === "lambda")
        return param.kind === "function" && isResult(param.result) && this.isNullable(arg.body);
      return isResult(param) && this.isNullable(arg);
    });
  }
}
