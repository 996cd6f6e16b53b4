/** @file Text as a list of its parts: splitting and joining. */

import { burn, MAX_LENGTH, type Primitive } from "../../language/primitive.ts";
import { Binding, NOTHING, primary } from "../../language/print.ts";
import { list, TEXT } from "../../language/type.ts";
import type { Cell, Goal, Witness } from "../../language/witness.ts";
import { characters } from "./characters.ts";
import { TOKEN } from "./cut.ts";
import { isAscii, matchesOf, patternText, tokenNamed } from "./tokens.ts";

export const TEXTS = list(TEXT);

/** The parts of the text between delimiters. */
export const split: Primitive = {
  name: "split",
  params: [TEXT, TEXT],
  result: TEXTS,
  partial: false,
  run: ([text, mark], call) =>
    burn(call, (text as string).length >> 4) ? (text as string).split(mark as string) : undefined,
  print: ([text, mark], context) => primary(`${context.at(text, Binding.Primary)}.split(${mark.text})`),
};

/** All runs of a token class. */
export const matches: Primitive = {
  name: "matches",
  params: [TEXT, TOKEN],
  result: TEXTS,
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
    else if (separator === "") cells.push({ one: characters(cell.one) });
    // Nothing joined is empty, and so is one empty text.
    else cells.push(cell.one === "" ? { oneOf: [[], [""]] } : { one: cell.one.split(separator) });
  }
  return { sort: "list<text>", cells };
}

const joinWitness: Witness = {
  order: [1, 0],
  *next(goal, arg, chosen, bank, limit, sorts) {
    if (arg === 1) {
      let left = limit;
      for (const entry of bank.entries(sorts[1])) {
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

/** The parts one after the other, with a separator between them. */
export const join: Primitive = {
  name: "join",
  params: [TEXTS, TEXT],
  result: TEXT,
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
