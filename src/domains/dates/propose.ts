/** @file What the domain offers for a sample: views of its texts as dates, and what can be done with them. */

import { bits, type Column, type Production, type Sample } from "../../language/grammar.ts";
import { baseType, label, TEXT, type Type } from "../../language/type.ts";
import { CivilDate, type Value } from "../../language/value.ts";
import { toReal } from "../conversion.ts";
import { layoutsOf } from "./outputs.ts";
import {
  add,
  before,
  ceil,
  combined,
  date,
  days,
  floor,
  format,
  make,
  minutes,
  next,
  part,
  round,
} from "./primitives.ts";
import { findShapes } from "./shapes.ts";
import { stepsOf } from "./steps.ts";
import { type TextView, type View, viewsOf } from "./views.ts";

type Sorts = { readonly name: string; readonly type: Type }[];

const isText = (type: Type): boolean => baseType(type).kind === "text";
const isDate = (type: Type): boolean => baseType(type).kind === "date";
const dateOf = (value: Value): CivilDate | undefined => (value instanceof CivilDate ? value : undefined);
const textOf = (value: Value): string | undefined => (typeof value === "string" ? value : undefined);
const isNumeral = (value: Value): boolean => typeof value === "string" && /^-?\d+(?:[.,]\d+)?$/.test(value);
const isNumber = (column: Column): boolean =>
  column.type.kind === "int" ||
  column.type.kind === "real" ||
  (isText(column.type) &&
    column.values.slice(0, 16).every((v) => typeof v === "string" && /^\d{1,4}$/.test(v)));

/** The cheapest parts as conditions and counts need them, by bits. */
const PART_COSTS: readonly (readonly [string, number])[] = [
  ["year", 2],
  ["month", 2],
  ["day", 2],
  ["hour", 2],
  ["minute", 2.5],
  ["weekday", 2],
  ["quarter", 3],
  ["second", 3],
  ["day-of-year", 3.5],
  ["iso-week", 3],
  ["week", 4],
  ["week-of-month", 3.5],
];

/** Whether anything in the outputs is surely a date or a time. */
const showsDates = (outputs: readonly (string | undefined)[]): boolean =>
  outputs.some(
    (output) => output !== undefined && findShapes(output).some(({ shapes }) => shapes[0].strong),
  ) ||
  outputs.every(
    (output) =>
      output !== undefined && /\b(?:[AP]M|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b/i.test(output),
  );

/** The views of all columns; a column of texts that need not be dates only where the outputs show that they are. */
function allViews(sample: Sample, outputs: readonly (string | undefined)[]): readonly View[] {
  if (outputs.length === 0) return [];
  const evident = isDate(sample.result) || showsDates(outputs);
  return sample.inputs.flatMap((column, input): readonly View[] => {
    if (isDate(column.type)) return [{ input, cost: 0, dates: column.values.map(dateOf) }];
    if (!isText(column.type)) return [];
    const texts = column.values.map((value) => textOf(value) ?? "");
    const shown = texts.slice(0, 16);
    const strong = shown.some((text) => findShapes(text).some(({ shapes }) => shapes[0].strong));
    if (strong || evident) return viewsOf(input, texts, outputs.length, true);
    // "26/4" is a date where it is all of the text and an output shows it in another layout.
    const whole = (text: string): boolean => {
      const [found] = findShapes(text.trim());
      return found !== undefined && found.at === 0 && found.end === text.trim().length;
    };
    if (!texts.slice(0, outputs.length).every(whole)) return [];
    // With the same digits in the same order, it is text.
    const digits = (text: string): string => text.replace(/\D/g, "");
    if (outputs.every((output, row) => output !== undefined && digits(output).includes(digits(texts[row]))))
      return [];
    const views = viewsOf(input, texts, outputs.length, true);
    return views.filter(
      (view) => outputs.every((_, row) => view.dates[row] !== undefined) && layoutsOf([view], outputs).sure,
    );
  });
}

function dateProductions(
  views: readonly View[],
  inputBits: Sample["inputBits"],
): { sorts: Sorts; productions: Production[] } {
  const sorts: Sorts = [];
  const productions: Production[] = [];
  const texts = views.filter((view): view is TextView => view.reading !== undefined);
  for (const input of new Set(texts.map((view) => view.input))) {
    const [source, reading] = [`dates:source/${input}`, `dates:reading/${input}`];
    sorts.push({ name: source, type: TEXT }, { name: reading, type: label("date-reading") });
    productions.push(
      { sort: source, head: { input }, args: [], cost: bits((inputBits?.[input] ?? 1) - 0.5) },
      { sort: "date", head: { primitive: date }, args: [{ sort: source }, { sort: reading }], cost: bits(1) },
    );
    for (const view of texts) {
      if (view.input !== input) continue;
      productions.push({ sort: reading, head: { literal: view.reading }, args: [], cost: view.cost });
    }
  }
  return { sorts, productions };
}

/** The domain's sorts and productions for a sample; none where nothing can be read as a date. */
export function propose(sample: Sample): { sorts: Sorts; productions: Production[] } {
  const outputs = sample.outputs.map(textOf);
  const views = allViews(sample, outputs);
  const made = views.length === 0 && sample.inputs.filter(isNumber).length >= 3 && showsDates(outputs);
  if (views.length === 0 && !made) return { sorts: [], productions: [] };

  const { sorts, productions } = dateProductions(views, sample.inputBits);
  const literals = (sort: string, set: string, all: readonly (readonly [string, number])[]): void => {
    sorts.push({ name: sort, type: label(set) });
    for (const [literal, cost] of all) productions.push({ sort, head: { literal }, args: [], cost });
  };
  const on = (primitive: typeof format, sort: string, second: string, cost: number): void => {
    productions.push({
      sort,
      head: { primitive },
      args: [{ sort: "date" }, { sort: second }],
      cost: bits(cost),
    });
  };
  if (made) {
    const numbers = [{ sort: "real" }, { sort: "real" }, { sort: "real" }];
    productions.push({ sort: "date", head: { primitive: make }, args: numbers, cost: bits(4) });
  }
  const { layouts, sure } = layoutsOf(views, outputs);
  if (layouts.length > 0) {
    literals(
      "dates:layout",
      "date-layout",
      layouts.map(({ layout, cost }) => [layout, cost]),
    );
    on(format, "text", "dates:layout", 1);
  }
  if (layouts.length > 0 || isDate(sample.result)) {
    const evident = sure || isDate(sample.result) || showsDates(outputs);
    const { units, durations, touch } = stepsOf(views, sample.outputs, evident);
    if (units.length > 0) {
      literals(
        "dates:unit",
        "date-unit",
        units.map((step) => [step.label, step.cost]),
      );
      on(floor, "date", "dates:unit", 2.5);
      // A range of times ends one unit after its beginning, also where that is the time itself.
      if (touch) on(next, "date", "dates:unit", 3);
      on(ceil, "date", "dates:unit", touch ? 5.5 : 3.5);
      on(round, "date", "dates:unit", touch ? 5.5 : 3.5);
    }
    if (durations.length > 0) {
      literals(
        "dates:duration",
        "date-duration",
        durations.map((step) => [step.label, step.cost]),
      );
      on(add, "date", "dates:duration", 2.5);
    }
  }
  literals(
    "dates:part",
    "date-part",
    PART_COSTS.map(([name, cost]) => [name, bits(cost)]),
  );
  on(part, "int", "dates:part", 3);
  if (sample.outputs.some((output) => typeof output === "number" || isNumeral(output)))
    productions.push({ sort: "real", head: { primitive: toReal }, args: [{ sort: "int" }], cost: bits(1) });
  if (new Set(views.map((view) => view.input)).size > 1) {
    on(combined, "date", "date", 5);
    on(before, "bool", "date", 4);
    on(days, "int", "date", 4);
    on(minutes, "int", "date", 4.5);
  }
  return { sorts, productions };
}
