/** @file Text as a list of its parts: splitting, joining, doing the same to each part. */

import { burn, MAX_LENGTH, type Primitive } from "../../language/primitive.ts";
import { Binding, type Helper, helperCall, NOTHING, primary } from "../../language/print.ts";
import { literalText } from "../../language/program.ts";
import { fn, list, TEXT } from "../../language/type.ts";
import type { FunctionValue, Value } from "../../language/value.ts";
import type { Application, BankView, Cell, Goal, Witness } from "../../language/witness.ts";
import { characters } from "./characters.ts";
import { TOKEN } from "./cut.ts";
import { isAscii, matchesOf, patternText, tokenNamed } from "./tokens.ts";

export const TEXTS = list(TEXT);

export const split: Primitive = {
  name: "split",
  params: [TEXT, TEXT],
  result: TEXTS,
  doc: "The parts of the text between delimiters.",
  partial: false,
  run: ([text, mark], call) =>
    burn(call, (text as string).length >> 4) ? (text as string).split(mark as string) : undefined,
  print: ([text, mark], context) => primary(`${context.at(text, Binding.Primary)}.split(${mark.text})`),
};

export const matches: Primitive = {
  name: "matches",
  params: [TEXT, TOKEN],
  result: TEXTS,
  doc: "All runs of a token class.",
  partial: false,
  run: ([text, token], call) =>
    burn(call, (text as string).length >> 3) ? matchesOf(text as string, token as string) : undefined,
  print: ([text, token], context) => {
    const pattern = tokenNamed(token.literal as string);
    if (!pattern) return NOTHING;
    return {
      text: `${context.at(text, Binding.Primary)}.match(${patternText(pattern, "gu")}) ?? []`,
      binding: Binding.Nullish,
      ascii: isAscii(pattern),
    };
  },
};

/** The parts a joined text came from: cut at the separator, or into single characters where there is none (initials). */
function unjoin(goal: Goal, separator: string): Goal | undefined {
  const cells: Cell[] = [];
  for (const cell of goal.cells) {
    if (cell === "any") cells.push("any");
    else if (!("one" in cell) || typeof cell.one !== "string") return undefined;
    else cells.push({ one: separator === "" ? characters(cell.one) : cell.one.split(separator) });
  }
  return { sort: "list<text>", cells };
}

const joinWitness: Witness = {
  order: [1, 0],
  *next(goal, arg, chosen, bank, limit) {
    if (arg === 1) {
      let left = limit;
      for (const entry of bank.entries("text:separator")) {
        if (left-- === 0) return;
        yield { entry };
      }
      return;
    }
    const [first] = chosen;
    const separator = "entry" in first ? bank.value(first.entry, 0) : undefined;
    if (typeof separator !== "string") return;
    const parts = unjoin(goal, separator);
    if (parts) yield { goal: parts };
  },
};

export const join: Primitive = {
  name: "join",
  params: [TEXTS, TEXT],
  result: TEXT,
  doc: "The parts one after the other, with a separator between them.",
  partial: false,
  witness: joinWitness,
  run: ([parts, separator], call) => {
    const items = parts as readonly string[];
    let size = items.length * (separator as string).length;
    for (const item of items) size += item.length;
    return size > MAX_LENGTH || !burn(call, items.length) ? undefined : items.join(separator as string);
  },
  print: ([parts, separator], context) => ({
    ...primary(`${context.at(parts, Binding.Primary)}.join(${separator.text})`),
    ascii: parts.ascii && separator.literal === "",
  }),
};

/** Lists that one goal is tried with, and entries looked through for them. */
const MAX_LISTS = 3;
const LOOKED_AT = 400;

/** For a list the bank holds, of the right length on every constrained row: one application an element. */
const mapWitness: Witness = {
  order: [0, 1],
  *next(goal, arg, chosen, bank, limit) {
    if (arg === 0) {
      let left = Math.min(limit, MAX_LISTS);
      const seen = new Set<string>();
      for (const entry of bank.entries(goal.sort).slice(0, LOOKED_AT)) {
        if (!lengthsAgree(goal, entry, bank)) continue;
        const key = goal.cells
          .map((cell, row) => (cell === "any" ? "" : literalText(bank.value(entry, row))))
          .join(" ");
        if (seen.has(key)) continue;
        seen.add(key);
        yield { entry };
        if (--left === 0) return;
      }
      return;
    }
    const [first] = chosen;
    if (!("entry" in first)) return;
    const applications: Application[] = [];
    for (let row = 0; row < goal.cells.length; row++) {
      const cell = goal.cells[row];
      if (cell === "any" || !("one" in cell)) continue;
      const items = bank.value(first.entry, row) as readonly Value[];
      const results = cell.one as readonly Value[];
      items.forEach((item, i) => {
        applications.push({ row, params: [item], result: { one: results[i] } });
      });
    }
    yield { lambda: applications };
  },
};

function lengthsAgree(goal: Goal, entry: number, bank: BankView): boolean {
  let longest = 0;
  for (let row = 0; row < goal.cells.length; row++) {
    const cell = goal.cells[row];
    if (cell === "any") continue;
    const items = bank.value(entry, row);
    if (!("one" in cell) || !Array.isArray(cell.one) || !Array.isArray(items)) return false;
    if (items.length !== cell.one.length) return false;
    longest = Math.max(longest, items.length);
  }
  return longest > 1;
}

const mapAllHelper: Helper = {
  name: "mapAll",
  source: `/** What the function makes of each item; nothing where it makes nothing of one. */
function mapAll<T, R>(items: readonly T[], change: (item: T) => R | undefined): R[] | undefined {
  const changed: R[] = [];
  for (const item of items) {
    const value = change(item);
    if (value === undefined) return undefined;
    changed.push(value);
  }
  return changed;
}`,
};

export const mapParts: Primitive = {
  name: "map",
  params: [TEXTS, fn([TEXT], TEXT)],
  result: TEXTS,
  doc: "The same done to each part; ⊥ where it has no value for one of them.",
  partial: true,
  witness: mapWitness,
  run: ([parts, body], call) => {
    const out: Value[] = [];
    for (const item of parts as readonly Value[]) {
      const value = burn(call, 1) ? (body as FunctionValue)(item) : undefined;
      if (value === undefined) return undefined;
      out.push(value);
    }
    return out;
  },
  print: ([parts, body], context) => {
    if (body.partialResult) return helperCall(mapAllHelper)([parts, body], context);
    return { ...primary(`${context.at(parts, Binding.Primary)}.map(${body.text})`), partial: false };
  },
};
