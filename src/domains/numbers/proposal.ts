/** @file What the domain proposes for a sample: views of inputs as numbers, arithmetic, layouts and thresholds. */

import {
  type Column,
  type Head,
  isStructured,
  outermost,
  type Production,
  type Sample,
} from "../../language/grammar.ts";
import type { Primitive } from "../../language/primitive.ts";
import { baseType, INT, REAL, TEXT, type Type } from "../../language/type.ts";
import { CivilDate, sameValue, type Value } from "../../language/value.ts";
import { toReal } from "../conversion.ts";
import { Proposal } from "../proposal.ts";
import { constantsOf, thresholdsOf, type View } from "./constants.ts";
import { intLayout, realLayout } from "./layouts.ts";
import { layoutsOf, multiplesOf, type Place, placesOf } from "./numerals.ts";
import * as primitives from "./primitives.ts";
import { rangesIn } from "./ranges.ts";
import { amountAt, numberAt, PLAIN, READING_LABELS, readNumber } from "./reading.ts";
import { proposeStructured } from "./structured.ts";

class NumberProposal extends Proposal {
  sort(name: string, type: Type): string {
    if (!this.sorts.some((sort) => sort.name === name)) this.sorts.push({ name, type });
    return name;
  }

  add(sort: string, head: Head, cost: number, ...args: string[]): void {
    this.produce(sort, head, cost, args);
  }

  literals(sort: string, values: Iterable<readonly [Value, number]>): void {
    for (const [literal, cost] of values) this.add(sort, { literal }, cost);
  }
}

const LAYOUTS = 12;
const MULTIPLES = 10;

/** Rows looked at, with outputs and without. */
const ROWS = 256;

/** Cells longer than this are no place to look for numbers. */
const LONG = 10_000;

const brief = (value: Value): Value => (typeof value === "string" && value.length > LONG ? null : value);

/** The first rows of each kind, long texts left out. */
function excerpt({ inputs, outputs, result }: Sample): Sample {
  const labelled = outputs.slice(0, ROWS);
  const columns = inputs.map(({ name, type, values }) => ({
    name,
    type: baseType(type),
    values: [...values.slice(0, labelled.length), ...values.slice(outputs.length, outputs.length + ROWS)].map(
      brief,
    ),
  }));
  return { inputs: columns, outputs: labelled.map(brief), result: baseType(result) };
}

export function propose(given: Sample): {
  sorts: readonly { name: string; type: Type }[];
  productions: readonly Production[];
} {
  const sample = excerpt(given);
  const proposal = new NumberProposal();
  proposal.productions.push(...proposeStructured(given));
  if (outermost(given).beside) return proposal;
  // Beside data structures the numbers among the inputs are spoken for.
  const columns = isStructured(given)
    ? sample.inputs.filter(({ type }) => type.kind !== "int" && type.kind !== "real")
    : sample.inputs;
  const views = columns.flatMap((column) => viewsOf(column, sample.inputs.indexOf(column), proposal));
  if (views.length === 0) return proposal;
  const outputs = numbersIn(sample);
  if (outputs.length > 0) {
    proposeArithmetic(proposal, views, outputs, sample);
    if (sample.result.kind === "text") {
      const texts = sample.outputs.filter((output) => typeof output === "string");
      const layouts = layoutsOf(texts, placesOf(texts), LAYOUTS);
      const layout = proposal.sort("numbers:layout", primitives.LAYOUT);
      proposal.literals(layout, layouts);
      if (layouts.length > 0) proposal.add("text", { primitive: primitives.format }, 3, "real", layout);
    }
  }
  if (sample.result.kind === "int") proposal.add("int", { primitive: primitives.toInt }, 1, "real");
  proposeResults(proposal, sample);
  proposeConditions(proposal, views, outputs, sample);
  return proposal;
}

/** Proposes the ways to read a column as numbers; returns what they give, the likeliest first. */
function viewsOf(column: Column, index: number, proposal: NumberProposal): View[] {
  const { type } = column;
  if (type.kind === "real") return [column.values.map(asNumber)];
  if (type.kind === "int" || type.kind === "date") {
    proposal.add("real", { primitive: toReal }, 1, "int");
    return type.kind === "int" ? [column.values.map(asNumber)] : partsOf(column);
  }
  if (type.kind !== "text") return [];
  const texts = column.values.filter((value) => typeof value === "string" && value.trim() !== "") as string[];
  if (texts.length === 0 || !texts.some((text) => /\d/.test(text))) return [];

  const source = `numbers:source/${index}`;
  const open = () => {
    if (proposal.sorts.some(({ name }) => name === source)) return;
    proposal.add(proposal.sort(source, TEXT), { input: index }, 0.5);
  };
  const readings = readingsOf(texts);
  if (readings.length > 0) {
    open();
    const reading = proposal.sort(`numbers:reading/${index}`, primitives.READING);
    readings.forEach((label, rank) => {
      proposal.add(reading, { literal: label }, 1 + rank);
    });
    proposal.add("real", { primitive: primitives.number }, 2.5, source, reading);
    const first = viewBy(column, (text) => readNumber(text, readings[0]));
    if (texts.every((text) => readNumber(text, readings[0]) !== undefined)) return [first];
    return [first, ...viewsInText(column, index, texts, proposal, source, open)];
  }
  return viewsInText(column, index, texts, proposal, source, open);
}

/** What dates hold as numbers; another domain has the parts themselves. */
const partsOf = ({ values }: Column): View[] =>
  (["year", "month", "day", "hour", "minute"] as const)
    .map((part) => values.map((value) => (value instanceof CivilDate ? value[part] : undefined)))
    .filter((view) => view.some((value) => value !== undefined));

/** Proposes the n-th numerals that most texts have. */
function viewsInText(
  column: Column,
  index: number,
  texts: readonly string[],
  proposal: NumberProposal,
  source: string,
  open: () => void,
): View[] {
  const views: View[] = [];
  const signed = texts.some((text) => /\d,\d{3}(?!\d)|(?<![\p{L}\p{N}])[-−]\d/u.test(text));
  const kinds = [{ primitive: primitives.numberInText, at: numberAt, name: "index", cost: 2.5 }];
  if (signed) kinds.push({ primitive: primitives.amountInText, at: amountAt, name: "amount-index", cost: 3 });
  for (const { primitive, at, name, cost } of kinds) {
    const counts = texts.map((text) => countWhile((n) => at(text, n) !== undefined, 4));
    const varying = counts.some((count) => count !== counts[0]) || counts.some((count) => count === 4);
    const indices = [0, 1, 2, 3, ...(varying ? [-1, -2] : [])].filter(
      (n) => texts.filter((text) => at(text, n) !== undefined).length >= 0.6 * texts.length,
    );
    if (indices.length === 0) continue;
    open();
    const sort = proposal.sort(`numbers:${name}/${index}`, INT);
    proposal.literals(
      sort,
      indices.map((n) => [n, 1.5 + Math.abs(n)]),
    );
    proposal.add("real", { primitive }, cost, source, sort);
    views.push(...indices.map((n) => viewBy(column, (text) => at(text, n))));
  }
  return views;
}

/** The readings that most of the texts have, likeliest first; a less plain one only where it reads more or otherwise. */
function readingsOf(texts: readonly string[]): string[] {
  const found: { label: string; read: number; values: readonly (number | undefined)[] }[] = [];
  for (const label of READING_LABELS) {
    if (label.endsWith("%") && !texts.some((text) => text.includes("%"))) continue;
    const values = texts.map((text) => readNumber(text, label));
    const read = values.filter((value) => value !== undefined).length;
    if (read < 0.6 * texts.length) continue;
    // A reading that says nothing that an earlier one does not say is left out.
    if (found.some((other) => values.every((value, i) => value === undefined || value === other.values[i]))) {
      continue;
    }
    found.push({ label, read, values });
    if (label === PLAIN && read === texts.length) break;
  }
  return found
    .sort((a, b) => b.read - a.read)
    .slice(0, 3)
    .map(({ label }) => label);
}

/** The numbers that outputs hold, place by place; a row of a place is undefined where it has none. */
function numbersIn(sample: Sample): View[] {
  const { outputs, result } = sample;
  if (result.kind === "int" || result.kind === "real") return [outputs.map(asNumber)];
  if (result.kind !== "text") return [];
  const rows = outputs.map((output) => (typeof output === "string" ? output : ""));
  return placesOf(rows).map((place: Place) => place.values);
}

function proposeArithmetic(
  proposal: NumberProposal,
  views: readonly View[],
  outputs: readonly View[],
  sample: Sample,
): void {
  const copied = outputs.every((place) =>
    place.every((value, row) => value === undefined || views.some((view) => view[row] === value)),
  );
  // Numbers that can simply be copied need arithmetic less often.
  const extra = copied && sample.result.kind === "text" ? 3 : 0;
  const alone = views.length === 1 ? 1.5 : 0;
  const constant = proposal.sort("numbers:constant", REAL);
  proposal.literals(constant, constantsOf(views, outputs));
  const multiple = proposal.sort("numbers:multiple", REAL);
  const defined = outputs.map((place) => place.filter((value) => value !== undefined));
  const ranges = rangesIn(outputs, views);
  const multiples = new Map(multiplesOf(defined, MULTIPLES));
  if (ranges) multiples.set(ranges.length, 1);
  proposal.literals(multiple, multiples);
  const mode = proposal.sort("numbers:rounding", primitives.ROUNDING);
  proposal.literals(mode, ranges ? (ranges.touch ? TOUCHING : APART) : ROUNDING);
  const real = (primitive: Primitive, cost: number, ...args: string[]) =>
    proposal.add("real", { primitive }, cost + extra, ...args);
  real(primitives.rounding, ranges ? 3 : 4, "real", multiple, mode);
  real(primitives.addition, ranges ? 4 : 5, "real", constant);
  real(primitives.subtraction, 5.5, "real", constant);
  real(primitives.multiplication, 5, "real", constant);
  real(primitives.division, 5, "real", constant);
  real(primitives.floorDivision, 6, "real", constant);
  real(primitives.remainder, 6, "real", constant);
  real(primitives.subtraction, ranges ? 10 : 6.5, constant, "real");
  real(primitives.division, 7, constant, "real");
  real(primitives.minimum, 7, "real", constant);
  real(primitives.maximum, 7, "real", constant);
  const mirrored = outputs.some((place) =>
    place.some((value, row) => value !== undefined && views.some((view) => value * (view[row] ?? 0) < 0)),
  );
  // Without a change of sign to explain, a negative number mostly writes a dash: "10-15" of 10 and -15.
  real(primitives.negation, mirrored ? 6 : 10, "real");
  real(primitives.absolute, 6, "real");
  real(primitives.addition, 5.5 + alone, "real", "real");
  real(primitives.subtraction, 5.5 + alone, "real", "real");
  real(primitives.multiplication, 5.5 + alone, "real", "real");
  real(primitives.division, 6 + alone, "real", "real");
  real(primitives.minimum, 6 + alone, "real", "real");
  real(primitives.maximum, 6 + alone, "real", "real");
  if (defined.some((place) => significant(place) !== undefined)) {
    const digits = proposal.sort("numbers:digits", INT);
    proposal.literals(
      digits,
      [1, 2, 3, 4].map((count) => [count, 1 + count]),
    );
    real(primitives.roundSignificant, 6, "real", digits, mode);
  }
}

const ROUNDING: readonly (readonly [mode: string, cost: number])[] = [
  ["half-up", 1.5],
  ["floor", 2],
  ["ceil", 2.5],
  ["trunc", 4],
  ["half-even", 4.5],
  ["away", 5],
  ["half-down", 5.5],
];

/** In ranges numbers go down and up, not to the nearest. */
const APART = new Map([...ROUNDING, ["half-up", 3.5], ["floor", 1]] as const);
const TOUCHING = new Map([...APART, ["above", 1.5], ["ceil", 4]] as const);

/** Up to how many significant digits all values have, if that is few and their sizes differ. */
function significant(values: readonly number[]): number | undefined {
  const forms = values.filter((value) => value !== 0).map((value) => value.toExponential().split("e"));
  if (new Set(forms.map(([, exponent]) => exponent)).size < 2) return undefined;
  const most = Math.max(...forms.map(([digits]) => digits.replace(/\D/g, "").length));
  return most <= 4 ? most : undefined;
}

/** Outputs that come again are worth a constant, for the branches of a condition. */
function proposeResults(proposal: NumberProposal, { outputs, result }: Sample): void {
  if (result.kind !== "int" && result.kind !== "real") return;
  const distinct = [...new Set(outputs.filter((output) => typeof output === "number"))];
  if (distinct.length > 6) return;
  const layout = result.kind === "int" ? intLayout : realLayout;
  proposal.literals(
    result.kind,
    distinct.map((value) => [value, 2 + layout.literalCost(value)]),
  );
}

function proposeConditions(
  proposal: NumberProposal,
  views: readonly View[],
  shown: readonly View[],
  sample: Sample,
): void {
  const { outputs } = sample;
  const distinct = outputs.filter(
    (output, i) => outputs.findIndex((other) => sameValue(other, output)) === i,
  );
  if (distinct.length < 2) return;
  // Where every row has its own output, a condition is the less likely explanation.
  const extra = distinct.length === outputs.length && outputs.length > 2 ? 2 : 0;
  const thresholds = thresholdsOf(views, outputs, shown);
  if (thresholds.length > 0) {
    const threshold = proposal.sort("numbers:threshold", REAL);
    proposal.literals(threshold, thresholds);
    proposal.add("bool", { primitive: primitives.less }, 4 + extra, "real", threshold);
    proposal.add("bool", { primitive: primitives.atMost }, 4.5 + extra, "real", threshold);
    proposal.add("bool", { primitive: primitives.sameNumber }, 6 + extra, "real", threshold);
  }
  if (views.length > 1) {
    proposal.add("bool", { primitive: primitives.less }, 6 + extra, "real", "real");
    proposal.add("bool", { primitive: primitives.atMost }, 7 + extra, "real", "real");
    proposal.add("bool", { primitive: primitives.sameNumber }, 7 + extra, "real", "real");
  }
  if (views.some((view) => view.some((value) => value !== undefined && !Number.isInteger(value)))) {
    proposal.add("bool", { primitive: primitives.isWhole }, 6 + extra, "real");
  }
  proposal.add("bool", { primitive: primitives.isEven }, 6.5 + extra, "real");
}

const asNumber = (value: Value): number | undefined => (typeof value === "number" ? value : undefined);

const viewBy = (column: Column, read: (text: string) => number | undefined): View =>
  column.values.map((value) => (typeof value === "string" ? read(value) : undefined));

function countWhile(holds: (n: number) => boolean, limit: number): number {
  let count = 0;
  while (count < limit && holds(count)) count++;
  return count;
}
