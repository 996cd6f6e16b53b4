/** @file Which layouts could write the dates that stand in the outputs. */

import { bits } from "../../language/grammar.ts";
import type { CivilDate } from "../../language/value.ts";
import { MONTHS, WEEKDAYS } from "./civil.ts";
import { FIELDS, formatDate, pieces, quoteLiteral } from "./layout.ts";
import { bareRange, findShapes, type Part } from "./shapes.ts";
import { halves, type View } from "./views.ts";

/** Fields in the order in which they are believed. */
const LIKELY =
  "yyyy M MM MMM MMMM d dd do dth EEE EEEE H HH h hh mm m ss s a aaa Q yy w ww W D YYYY n nn e DDD SSS".split(
    " ",
  );
const COMPACT =
  "MMddyyyy ddMMyyyy yyyyMMdd yyyyMM MMyyyy MMdd ddMM yyMMdd ddMMyy MMddyy HHmm Hmm hmm HHmmss yyyyMMddHHmmss".split(
    " ",
  );
const RANK = new Map([...LIKELY, ...COMPACT].map((letters, i) => [letters, i]));

/** Alternatives for each field, and the literal text before each but the first. */
interface Chain {
  readonly fields: readonly (readonly string[])[];
  readonly between: readonly string[];
}

interface Token {
  readonly text: string;
  readonly fields: readonly string[];
}

const TOKEN = /\d+(?:st|nd|rd|th)?(?![a-z])|\d+|[A-Za-z]+|[^\dA-Za-z]+/g;
const JOINS = /^(?:[-/.,:# ()]{0,3}|[,.]? ?(?:of|the|at|on|in|de) |T| ?@ |[ -]?[WQ#]| \()$/;
const PADDED = /^(?:MM|dd|HH|hh|ww|nn)$/;

/** Every text a field of the date can be written as, with the fields that write it. */
function writings(date: CivilDate): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const letters of RANK.keys()) {
    const text = formatDate(date, letters);
    if (text === undefined || (COMPACT.includes(letters) && text.length < 3)) continue;
    const same = all.get(text);
    if (same) same.push(letters);
    else all.set(text, [letters]);
  }
  return all;
}

/** The longest runs of tokens that fields of the date can write. */
function chainsOf(output: string, date: CivilDate): readonly Chain[] {
  const known = writings(date);
  const tokens: Token[] = Array.from(output.matchAll(TOKEN), ([text]) => ({
    text,
    fields: known.get(text) ?? [],
  }));
  const chains: Chain[] = [];
  for (let start = 0; start < tokens.length; ) {
    if (tokens[start].fields.length === 0) {
      start++;
      continue;
    }
    const fields = [tokens[start].fields];
    const between: string[] = [];
    let gap = "";
    let next = start + 1;
    for (let i = start + 1; i < tokens.length; i++) {
      if (tokens[i].fields.length > 0 && JOINS.test(gap)) {
        fields.push(tokens[i].fields);
        between.push(gap);
        gap = "";
        next = i + 1;
      } else gap += tokens[i].text;
      if (gap.length > 8) break;
    }
    chains.push({ fields, between });
    start = next;
  }
  return chains;
}

/** All stretches of a chain, the longest first. */
function* stretches(chain: Chain): Iterable<Chain> {
  const count = Math.min(chain.fields.length, 8);
  for (let length = count; length > 0; length--) {
    for (let from = 0; from + length <= count; from++) {
      yield {
        fields: chain.fields.slice(from, from + length),
        between: chain.between.slice(from, from + length - 1),
      };
    }
  }
}

/** What stays possible of `chain` where a row shows one of `others`; ⊥ when it shows nothing like it. */
function meet(chain: Chain, others: readonly Chain[]): Chain | undefined {
  const { length } = chain.fields;
  for (const other of others) {
    for (let from = 0; from + length <= other.fields.length; from++) {
      if (!chain.between.every((text, i) => other.between[from + i] === text)) continue;
      const fields = chain.fields.map((set, i) =>
        set.filter((letters) => other.fields[from + i].includes(letters)),
      );
      if (fields.every((set) => set.length > 0)) return { fields, between: chain.between };
    }
  }
  return undefined;
}

/** Layouts a chain allows, likeliest first: padding is alike throughout, and no field comes twice. */
function spell(chain: Chain): readonly string[] {
  const forced = chain.fields.some((set) => set.every((letters) => PADDED.test(letters)));
  const rank = (letters: string): number =>
    (RANK.get(letters) as number) +
    (forced !== PADDED.test(letters) && /^[MdHhwn]{1,2}$/.test(letters) ? 0.5 : 0);
  const ordered = chain.fields.map((set) =>
    [...set].sort((a, b) => (forced && a[0] === b[0] ? b.length - a.length : rank(a) - rank(b))).slice(0, 3),
  );
  let layouts: { text: string; kinds: string; worse: number }[] = [{ text: "", kinds: "", worse: 0 }];
  ordered.forEach((set, i) => {
    const gap = i === 0 ? "" : quoteLiteral(chain.between[i - 1]);
    layouts = layouts
      .flatMap(({ text, kinds, worse }) =>
        set.map((letters, j) => {
          const again = kinds.includes(letters[0]) ? 4 : 0;
          return { text: text + gap + letters, kinds: kinds + letters[0], worse: worse + j + again };
        }),
      )
      .sort((a, b) => a.worse - b.worse)
      .slice(0, 6);
  });
  const once = layouts.filter(({ worse }) => worse < 4);
  return (once.length > 0 ? once : layouts).map(({ text }) => text).slice(0, 3);
}

/** Literals proposed for a layout, in 1/16 bit. */
export interface LayoutCost {
  readonly layout: string;
  readonly cost: number;
}

export const layoutCost = (layout: string, extra: number): number => {
  const parts = pieces(layout);
  const fields = parts.flatMap((part) => ("field" in part ? [part.field[0]] : []));
  // Hours of 24 beside AM and PM, or of 12 without them, are what nobody writes.
  const [half, whole, marked] = ["h", "H", "a"].map((letter) => fields.includes(letter));
  const odd = whole && marked ? 5 : half && !marked ? 2.5 : 0;
  return bits(2.5 + fields.length + (parts.length - fields.length) / 2 + extra + odd);
};

const REFERENCES = 4;

/** Enough rows to believe a layout in: one of one or two, else half. */
const enough = (rows: number): number => Math.max(1, Math.ceil(rows / 2));

/** Layouts that write what stands in the outputs from the dates as they were read. */
function exactLayouts(view: View, outputs: readonly (string | undefined)[], add: Add): void {
  const rows: (readonly Chain[])[] = [];
  outputs.forEach((output, row) => {
    const date = view.dates[row];
    if (output !== undefined && date !== undefined) rows.push(chainsOf(output.slice(0, 200), date));
  });
  const tried = new Set<string>();
  for (const reference of rows.slice(0, REFERENCES)) {
    for (const chain of reference) {
      let longest = 0;
      for (const stretch of stretches(chain)) {
        if (stretch.fields.length < longest && stretch.fields.length > 1) continue;
        const key = JSON.stringify(stretch);
        if (tried.has(key)) continue;
        tried.add(key);
        let [left, hits]: [Chain, number] = [stretch, 0];
        for (const row of rows) {
          const met = meet(left, row);
          if (met) [left, hits] = [met, hits + 1];
        }
        if (hits < enough(rows.length)) continue;
        longest = Math.max(longest, stretch.fields.length);
        const missing = hits === rows.length ? 0 : 2;
        spell(left).forEach((layout, i) => {
          add(layout, missing + i * 0.5 + (left.fields.length === 1 ? 1 : 0), hits === rows.length);
        });
      }
    }
  }
}

type Add = (layout: string, extra: number, sure: boolean) => void;

const inRange = (text: string, low: number, high: number): boolean =>
  Number(text) >= low && Number(text) <= high;

/** The ways in which a layout can write a field of a shape as it stands; none where no layout can. */
function spellings({ field, text }: { readonly field: string; readonly text: string }): readonly string[] {
  const either = (one: string, two: string): string[] =>
    text.length === 1 ? [one] : text.startsWith("0") ? [two] : [one, two];
  switch (field) {
    case "M":
      return inRange(text, 1, 12) ? either("M", "MM") : [];
    case "d":
      return inRange(text, 1, 31) ? either("d", "dd") : [];
    case "H":
      return inRange(text, 0, 23) ? either("H", "HH") : [];
    case "h":
      return inRange(text, 1, 12) ? either("h", "hh") : [];
    case "mm":
      return inRange(text, 0, 59) ? ["mm"] : [];
    case "m":
      return inRange(text, 0, 59) ? either("m", "mm") : [];
    case "MMM":
      return ["MMM", "MMMM"].filter((letters) =>
        MONTHS.some((name) => text === (letters === "MMM" ? name.slice(0, 3) : name)),
      );
    case "EEE":
      return ["EEE", "EEEE"].filter((letters) =>
        WEEKDAYS.some((name) => text === (letters === "EEE" ? name.slice(0, 3) : name)),
      );
    case "a":
      return /^[AP]M$/.test(text) ? ["a"] : /^[ap]m$/.test(text) ? ["aaa"] : [];
    case "w":
      return either("w", "ww");
    case "F":
      return ["W"];
    case "do":
      return ["do", "dth"];
    default:
      return FIELDS.has(field) ? [field] : [];
  }
}

function chainOfParts(parts: readonly Part[]): Chain | undefined {
  const fields: (readonly string[])[] = [];
  const between: string[] = [];
  let gap = "";
  for (const part of parts) {
    if ("literal" in part) {
      gap = part.literal;
      continue;
    }
    const ways = spellings(part);
    if (ways.length === 0) return undefined;
    if (fields.length > 0) between.push(gap);
    gap = "";
    fields.push(ways);
  }
  return { fields, between };
}

/** Layouts that write stretches of the outputs that look like dates, whatever was done to the dates before. */
function shapedLayouts(outputs: readonly (string | undefined)[], available: string, add: Add): void {
  const rows: (readonly Chain[])[] = [];
  for (const output of outputs) {
    if (output === undefined) continue;
    const chains: Chain[] = [];
    for (const { shapes } of findShapes(output)) {
      for (const shape of shapes) {
        if (!shape.strong) continue;
        for (const parts of [shape.parts, ...halves(shape.parts)]) {
          const chain = chainOfParts(parts);
          if (chain === undefined) continue;
          chains.push(chain);
          const [first] = chain.fields[0];
          if (first.startsWith("H") && parts.every((part) => !("field" in part) || part.field !== "a")) {
            const hours = chain.fields[0].map((letters) => letters.toLowerCase());
            chains.push({ ...chain, fields: [hours, ...chain.fields.slice(1)] });
          }
        }
      }
    }
    rows.push(chains);
  }
  const tried = new Set<string>();
  for (const reference of rows.slice(0, REFERENCES)) {
    for (const chain of reference) {
      const key = JSON.stringify(chain);
      if (tried.has(key)) continue;
      tried.add(key);
      let [left, hits]: [Chain, number] = [chain, 0];
      for (const row of rows) {
        const met = meet(left, row);
        if (met) [left, hits] = [met, hits + 1];
      }
      if (hits < enough(rows.length)) continue;
      if (!left.fields.every((set) => set.some((letters) => available.includes(letters[0])))) continue;
      spell(left)
        .slice(0, 2)
        .forEach((layout, i) => {
          add(layout, (hits === rows.length ? 1 : 3) + i * 0.5, false);
        });
    }
  }
}

/** The first letters of the fields that dates of these views can show, also after rounding. */
function availableFields(views: readonly View[]): string {
  let letters = "";
  for (const { dates } of views) {
    for (const date of dates) {
      if (date === undefined) continue;
      if (date.year !== undefined) letters += "yY";
      if (date.month !== undefined) letters += "MQ";
      if (date.day !== undefined) letters += date.year === undefined ? "dW" : "dWDEewn";
      if (date.hour !== undefined) letters += "Hhma";
      if (date.minute !== undefined) letters += "m";
      if (date.second !== undefined) letters += "s";
      if (date.millisecond !== undefined) letters += "S";
    }
  }
  return letters;
}

const MAX_LAYOUTS = 40;

/** The layouts worth trying, cheapest first; `sure` when one with separate fields writes its part of every output. */
export function layoutsOf(
  views: readonly View[],
  outputs: readonly (string | undefined)[],
): { readonly layouts: readonly LayoutCost[]; readonly sure: boolean } {
  const costs = new Map<string, number>();
  let isSure = false;
  const add: Add = (layout, extra, sure) => {
    const cost = layoutCost(layout, extra);
    if (cost < (costs.get(layout) ?? Number.POSITIVE_INFINITY)) costs.set(layout, cost);
    isSure ||= sure && pieces(layout).some((piece) => "text" in piece);
  };
  for (const view of views) exactLayouts(view, outputs, add);
  const available = availableFields(views);
  shapedLayouts(outputs, available, add);
  const texts = outputs.filter((output) => output !== undefined);
  if (texts.length > 0 && texts.every((text) => bareRange(text) !== undefined)) {
    for (const letters of ["H", "HH", "h", "m", "mm", "d"])
      if (available.includes(letters[0])) add(letters, 2.5, false);
  }
  const layouts = Array.from(costs, ([layout, cost]) => ({ layout, cost }));
  return { layouts: layouts.sort((a, b) => a.cost - b.cost).slice(0, MAX_LAYOUTS), sure: isSure };
}
