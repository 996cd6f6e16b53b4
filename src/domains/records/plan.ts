/**
 * @file Data laid out for folding: its parts one after the other, those in a part before it. Made once for each value, as the same
 * value is folded with very many functions; nothing of it is on the stack.
 */

import type { Type } from "../../language/type.ts";
import { fieldType, mentions } from "../../language/typeparts.ts";
import { caseOf, RecordValue, type Value } from "../../language/value.ts";
import { type Folded, isSelf, partsOfCase } from "./folded.ts";

/** A part, and what its function is called with. */
export interface Step {
  readonly value: Value;
  /** Position of its case. */
  readonly at: number;
  readonly args: readonly Slot[];
}

/** A result, by its step; `EMPTY`, what null comes to; something without results in it; or something with some. */
type Slot =
  | number
  | { readonly plain: Value }
  | { readonly items: readonly Slot[] }
  | { readonly fields: readonly (readonly [string, Slot])[] };

const EMPTY = -1;

/** Plans of a type that are kept: those of the inputs are asked for again and again, others hardly ever. */
const MAX_KNOWN = 256;

/** What stands in a slot, once the results are known. */
export function filled(slot: Slot, results: readonly Value[], empty: Value): Value {
  if (typeof slot === "number") return slot === EMPTY ? empty : results[slot];
  if ("plain" in slot) return slot.plain;
  if ("items" in slot) return slot.items.map((item) => filled(item, results, empty));
  return RecordValue.of(slot.fields.map(([name, held]) => [name, filled(held, results, empty)]));
}

/** Plans of the values of a type, by value; `undefined` where a part is of no case. */
export class Plans {
  private readonly folded: Folded;
  private readonly types: readonly Type[];
  /** Weak, since plans of a type outlive those who ask; and a new one each so many plans, since values may live long. */
  private known = new WeakMap<object, readonly Step[]>();
  private count = 0;
  private readonly holding = new Map<Type, boolean>();

  constructor(folded: Folded) {
    this.folded = folded;
    this.types = folded.cases.map((one) => one.type);
  }

  of(value: Value): readonly Step[] | undefined {
    if (typeof value !== "object" || value === null) return this.planned(value);
    const known = this.known.get(value);
    if (known) return known;
    const plan = this.planned(value);
    if (!plan) return undefined;
    if (this.count++ % MAX_KNOWN === 0) this.known = new WeakMap();
    this.known.set(value, plan);
    return plan;
  }

  private planned(root: Value): readonly Step[] | undefined {
    const steps: Step[] = [];
    // A part that stands in the value several times comes to the same each time.
    const places = new Map<Value, number>();
    const open: { readonly value: Value; readonly at: number; readonly parts: Value[] }[] = [];
    const enter = (value: Value): boolean => {
      const of = caseOf(value, this.types);
      if (!of) return false;
      const at = this.types.indexOf(of);
      open.push({ value, at, parts: this.partsIn(value, at) });
      return true;
    };
    if (!enter(root)) return undefined;
    while (open.length > 0) {
      const { value, at, parts } = open[open.length - 1];
      const next = parts.pop();
      if (next !== undefined) {
        if (!places.has(next) && !enter(next)) return undefined;
        continue;
      }
      open.pop();
      if (!places.has(value))
        places.set(value, steps.push({ value, at, args: this.slots(value, at, places) }) - 1);
    }
    return steps;
  }

  /** The parts of the type in a value of a case. */
  private partsIn(value: Value, at: number): Value[] {
    const found: Value[] = [];
    const visit = (held: Value, part: Type): void => {
      if (held === null) return;
      if (isSelf(part, this.folded.type)) found.push(held);
      else if (part.kind === "option") visit(held, part.of);
      else if (part.kind === "list") for (const item of held as readonly Value[]) visit(item, part.of);
      else if (part.kind === "tuple")
        for (const [i, of] of part.of.entries()) visit((held as readonly Value[])[i], of);
      else if (part.kind === "record")
        for (const field of part.fields) visit((held as RecordValue).get(field.name), fieldType(field));
    };
    this.each(value, at, visit);
    return found;
  }

  private slots(value: Value, at: number, places: ReadonlyMap<Value, number>): Slot[] {
    const slots: Slot[] = [];
    const slot = (held: Value, part: Type): Slot => {
      if (isSelf(part, this.folded.type)) return held === null ? EMPTY : (places.get(held) as number);
      if (part.kind === "option" && (held !== null || isSelf(part.of, this.folded.type)))
        return slot(held, part.of);
      if (held === null || !this.mayHold(part)) return { plain: held };
      if (part.kind === "list")
        return { items: (held as readonly Value[]).map((item) => slot(item, part.of)) };
      if (part.kind === "tuple")
        return { items: (held as readonly Value[]).map((item, i) => slot(item, part.of[i])) };
      if (part.kind !== "record") return { plain: held };
      const from = held as RecordValue;
      return {
        fields: part.fields.map((field) => [field.name, slot(from.get(field.name), fieldType(field))]),
      };
    };
    this.each(value, at, (held, part) => slots.push(slot(held, part)));
    return slots;
  }

  /** Whether parts of the type may be in it. */
  private mayHold(part: Type): boolean {
    let may = this.holding.get(part);
    if (may === undefined) {
      may = mentions(part, (inner) => isSelf(inner, this.folded.type));
      this.holding.set(part, may);
    }
    return may;
  }

  /** What a case holds in a value: its fields, or itself. */
  private each(value: Value, at: number, visit: (held: Value, part: Type) => void): void {
    const one = this.folded.cases[at];
    const parts = partsOfCase(one);
    if (one.type.kind !== "record") visit(value, parts[0]);
    else for (const [i, { name }] of one.fields.entries()) visit((value as RecordValue).get(name), parts[i]);
  }
}
