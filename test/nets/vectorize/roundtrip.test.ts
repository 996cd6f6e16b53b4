/** What is written is read back, after the vectorizer was saved, whatever stands around it; and anything at all is read as some value. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BOOL,
  bitVector,
  constant,
  DATE,
  GRID,
  IMAGE,
  INT,
  list,
  option,
  REAL,
  record,
  TEXT,
  type Type,
  tuple,
  variant,
} from "../../../src/language/type.ts";
import {
  CivilDate,
  Grid,
  hasType,
  Picture,
  RecordValue,
  sameValue,
  type Value,
} from "../../../src/language/value.ts";
import { chooseVectorizer, type VectorizerChoice } from "../../../src/nets/vectorize/choose.ts";
import { vectorizerFrom } from "../../../src/nets/vectorize/saved.ts";
import { END, type Vectorizer } from "../../../src/nets/vectorize/vectorizer.ts";

const whole = fc.integer({ min: -1000, max: 1000 });
const real = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const text = fc.string({ unit: "grapheme", maxLength: 8 });
const date = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, day]) => new CivilDate(year, month, day));
const moment = fc
  .record(
    {
      year: fc.integer({ min: 1900, max: 2100 }),
      month: fc.integer({ min: 1, max: 12 }),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
      second: fc.integer({ min: 0, max: 59 }),
      millisecond: fc.integer({ min: 0, max: 999 }),
    },
    { requiredKeys: [] },
  )
  .map((d) => new CivilDate(d.year, d.month, undefined, d.hour, d.minute, d.second, d.millisecond));
const grid = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([w, h]) =>
    fc.uint8Array({ minLength: w * h, maxLength: w * h, max: 9 }).map((cells) => new Grid(w, h, cells)),
  );
const picture = (channels: 1 | 3 | 4) =>
  fc
    .uint8Array({ minLength: 6 * channels, maxLength: 6 * channels })
    .map((pixels) => new Picture(3, 2, channels, pixels));
const pair = fc.tuple(whole, text);
const person = fc.tuple(text, fc.option(whole)).map(
  ([name, age]) =>
    RecordValue.of([
      ["name", name],
      ["age", age],
    ]) as RecordValue,
);
const PERSON = record([
  { name: "name", type: TEXT },
  { name: "age", type: INT, optional: true },
]);
const shape = fc.oneof(
  whole.map(
    (r) =>
      RecordValue.of([
        ["kind", "circle"],
        ["r", r],
      ]) as RecordValue,
  ),
  fc.tuple(whole, whole).map(
    ([w, h]) =>
      RecordValue.of([
        ["kind", "box"],
        ["w", w],
        ["h", h],
      ]) as RecordValue,
  ),
);
const SHAPE = variant([
  record([
    { name: "kind", type: constant("circle") },
    { name: "r", type: INT },
  ]),
  record([
    { name: "kind", type: constant("box") },
    { name: "w", type: INT },
    { name: "h", type: INT },
  ]),
]);

interface Case {
  readonly name: string;
  readonly kind: string;
  readonly type: Type;
  readonly values: fc.Arbitrary<Value>;
  readonly choice?: VectorizerChoice;
}

const EXACT: readonly Case[] = [
  { name: "whole numbers", kind: "number", type: INT, values: whole },
  { name: "truth values", kind: "bool", type: BOOL, values: fc.boolean() },
  { name: "bits", kind: "bits", type: bitVector(16), values: fc.integer({ min: 0, max: 65535 }) },
  {
    name: "many bits",
    kind: "bits",
    type: bitVector(64),
    values: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  },
  { name: "text labels", kind: "label", type: TEXT, values: text, choice: { isLabel: true } },
  { name: "whole labels", kind: "label", type: INT, values: whole, choice: { isLabel: true } },
  { name: "texts", kind: "text", type: TEXT, values: text, choice: { isLabel: false } },
  { name: "dates", kind: "date", type: DATE, values: date },
  { name: "dates with gaps", kind: "date", type: DATE, values: moment },
  { name: "grids", kind: "grid", type: GRID, values: grid },
  { name: "grey pictures", kind: "image", type: IMAGE, values: picture(1) },
  { name: "pictures with alpha", kind: "image", type: IMAGE, values: picture(4) },
  { name: "lists", kind: "list", type: list(INT), values: fc.array(whole, { maxLength: 6 }) },
  {
    name: "lists of lists",
    kind: "list",
    type: list(list(BOOL)),
    values: fc.array(fc.array(fc.boolean(), { maxLength: 3 }), { maxLength: 3 }),
  },
  { name: "options", kind: "option", type: option(INT), values: fc.option(whole) },
  { name: "tuples", kind: "tuple", type: tuple([INT, TEXT]), values: pair },
  { name: "records", kind: "record", type: PERSON, values: person },
  { name: "variants", kind: "variant", type: SHAPE, values: shape },
];

/** Written among other numbers, which stay as they are. */
function written(vectorizer: Vectorizer, value: Value): Float32Array {
  const to = new Float32Array(vectorizer.size + 7).fill(77);
  vectorizer.write(value, to, 3);
  expect([...to.subarray(0, 3), ...to.subarray(3 + vectorizer.size)]).toEqual(Array(7).fill(77));
  expect(to.subarray(3, 3 + vectorizer.size).every(Number.isFinite)).toBe(true);
  return to;
}

function savedAndRead(vectorizer: Vectorizer): Vectorizer {
  const json = JSON.parse(JSON.stringify(vectorizer));
  const read = vectorizerFrom(json);
  expect(read.toJSON()).toEqual(json);
  expect(read.size).toBe(vectorizer.size);
  expect(read.shape.reduce((product, length) => product * length, 1)).toBe(read.size);
  return read;
}

describe.each(EXACT)("$name", ({ kind, type, values, choice }) => {
  it("come back", () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 12 }), (data) => {
        const chosen = chooseVectorizer(type, data, choice);
        expect(chosen.kind).toBe(kind);
        const vectorizer = savedAndRead(chosen);
        for (const value of data) {
          const back = vectorizer.read(written(vectorizer, value), 3);
          if (!sameValue(back, value)) expect(back).toEqual(value);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("are what any numbers are read as", () => {
    fc.assert(
      fc.property(
        fc.array(values, { minLength: 1, maxLength: 5 }),
        fc.array(fc.float(), { minLength: 1 }),
        (data, noise) => {
          const vectorizer = chooseVectorizer(type, data, choice);
          const from = Float32Array.from({ length: vectorizer.size }, (_, i) => noise[i % noise.length]);
          expect(hasType(vectorizer.read(from, 0), type)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});

it("real numbers come back up to the precision of 32 bits on their scale", () => {
  fc.assert(
    fc.property(fc.array(real, { minLength: 1 }), (data) => {
      const vectorizer = savedAndRead(chooseVectorizer(REAL, data));
      const most = Math.max(...data.map(Math.abs));
      for (const value of data) {
        const back = vectorizer.read(written(vectorizer, value), 3) as number;
        expect(Math.abs(back - value)).toBeLessThanOrEqual(1e-4 * most + 1e-300);
      }
    }),
  );
});

it("numbers over magnitudes keep three digits each", () => {
  const data = [0, -3, 1e-3, 1, 2, 3, 5, 1e3, 1e6, 1e9];
  const vectorizer = savedAndRead(chooseVectorizer(REAL, data));
  for (const value of data) {
    const back = vectorizer.read(written(vectorizer, value), 3) as number;
    expect(Math.abs(back - value)).toBeLessThanOrEqual(1e-3 * Math.abs(value) + 1e-6);
  }
});

it("a bag keeps which words there were and how often", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 20 }), { minLength: 1 }), (texts) => {
      const vectorizer = savedAndRead(chooseVectorizer(TEXT, texts, { text: "bag" }));
      for (const value of texts) {
        const first = written(vectorizer, value);
        expect(written(vectorizer, vectorizer.read(first, 3))).toEqual(first);
      }
    }),
  );
});

it("tokens come back, and end where they end", () => {
  const sequences: readonly [Type, fc.Arbitrary<Value>, VectorizerChoice][] = [
    [TEXT, text, { isLabel: false }],
    [list(INT), fc.array(fc.integer({ min: 0, max: 9 })), {}],
    [list(TEXT), fc.array(fc.constantFrom("red", "green", "blue")), {}],
  ];
  for (const [type, values, choice] of sequences) {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1 }), (data) => {
        const { tokens } = chooseVectorizer(type, data, choice);
        if (!tokens) return fc.pre(data.every((value) => (value as readonly Value[]).length === 0));
        for (const value of data) {
          const ids = tokens.encode(value);
          expect(ids.every((id) => id >= 3 && id < tokens.vocabulary.length)).toBe(true);
          expect(tokens.decode([0, 1, ...ids, END, ...ids])).toEqual(value);
        }
      }),
    );
  }
});

it("characters that the data did not have are written as unknown", () => {
  const { tokens } = chooseVectorizer(TEXT, ["abc", "cab"], { isLabel: false });
  expect(tokens?.decode(tokens.encode("abz"))).toBe("ab\ufffd");
});
