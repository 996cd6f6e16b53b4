import { describe, expect, it } from "vitest";
import type { Json } from "../../src/evidence/json.ts";
import { BOOL, IMAGE, INT, list, option, REAL, SOUND, TEXT } from "../../src/language/type.ts";
import { Picture, Sound, type Value } from "../../src/language/value.ts";
import { Field } from "../../src/library/field.ts";
import { candidates } from "../../src/nets/architectures.ts";
import type { Dataset } from "../../src/nets/data/dataset.ts";
import { encodingFrom, largestShare, TokenEncoding, VectorEncoding } from "../../src/nets/encoding.ts";
import { END, SEPARATOR } from "../../src/nets/vectorize/vectorizer.ts";
import { InputError } from "../../src/tasks/error.ts";

const dataset = (
  rows: readonly (readonly [readonly Value[], Value])[],
  types: Dataset["inputs"][number]["type"][],
): Dataset => ({
  name: "rows",
  inputs: types.slice(0, -1).map((type, i) => ({ name: `in${i}`, type })),
  output: { name: "out", type: types[types.length - 1] },
  rows: rows.map(([inputs, output]) => ({ inputs, output })),
  tests: [],
  notes: [],
});

const reversed = dataset(
  [
    [[[1, 2, 3]], [3, 2, 1]],
    [[[]], []],
    [[[5]], [5]],
  ],
  [list(INT), list(INT)],
);

describe("rows as tokens", () => {
  const encoding = TokenEncoding.of(reversed) as TokenEncoding;

  it("are the inputs, a separator, the answer; what follows the separator is wanted", () => {
    const { inputs, wanted, weight, count } = encoding.encode(reversed.rows);
    expect(count).toBe(3);
    expect(encoding.length).toBe(7);
    const row = (of: Float32Array | undefined, i: number): number[] =>
      [...(of ?? [])].slice(7 * i, 7 * i + 7);
    const [one, two, three] = encoding.begin([[1, 2, 3]]);
    expect(row(inputs[0].data, 0)).toEqual([one, two, three, SEPARATOR, three, two, one]);
    expect(row(wanted.data, 0)).toEqual([0, 0, 0, three, two, one, END]);
    expect(row(weight, 0)).toEqual([0, 0, 0, 1, 1, 1, 1]);
    expect(row(inputs[0].data, 1)).toEqual([SEPARATOR, 0, 0, 0, 0, 0, 0]);
    expect(row(wanted.data, 1)).toEqual([END, 0, 0, 0, 0, 0, 0]);
  });

  it("use one token for the same symbol in inputs and answer", () => {
    const ids = encoding.begin([[1, 2, 3]]).slice(0, 3);
    expect(encoding.decode([...ids, END])).toEqual([1, 2, 3]);
  });

  it("refuse symbols that were never seen, and rows that are too long", () => {
    expect(encoding.takes([[1, 99]])).toBe(false);
    expect(encoding.takes([[1, 2]], [2, 1])).toBe(true);
    const long = { inputs: [[1, 1, 1, 1, 1]], output: [1, 1, 1, 1, 1] };
    expect(() => encoding.encode([long])).toThrow("a row of 11 tokens, where the net takes 7");
  });

  it("answer labels and truth values with one token of their own", () => {
    const labels = dataset(
      [
        [["yes"], "yes"],
        [["no"], "no"],
        [["yes"], "yes"],
        [["no"], "no"],
        [["yes"], "yes"],
        [["no"], "no"],
      ],
      [TEXT, TEXT],
    );
    const spoken = TokenEncoding.of(labels) as TokenEncoding;
    const { wanted } = spoken.encode(labels.rows.slice(0, 1));
    const answer = [...wanted.data].filter((id) => id > END);
    expect(answer).toHaveLength(1);
    expect(spoken.vocabulary[answer[0]]).toBe("=yes");
    expect(spoken.decode([...answer, END])).toBe("yes");
  });

  it("spell numbers by their digits", () => {
    const sums = dataset(
      [
        [["a", 12], "b"],
        [["b", 7], "aa"],
      ],
      [TEXT, INT, TEXT],
    );
    const spoken = TokenEncoding.of(sums) as TokenEncoding;
    const text = spoken.begin(["a", 12]).map((id) => spoken.vocabulary[id]);
    expect(text).toEqual(["a", "<separator>", "1", "2", "<separator>"]);
  });

  it("of numbers are those of numbers alone, there and back", () => {
    const doubled = dataset(
      [
        [["a"], 12],
        [["b"], -7],
        [["a"], 150],
      ],
      [TEXT, INT],
    );
    const spoken = TokenEncoding.of(doubled) as TokenEncoding;
    const ids = (digits: string): number[] => [...digits].map((digit) => spoken.vocabulary.indexOf(digit));
    expect(spoken.decode([...ids("-12"), END])).toBe(-12);
    for (const odd of ["", "1.5", "--1", "1e999", "9007199254740993", "-"])
      expect(spoken.decode([...ids(odd), END]), odd).toBeUndefined();
    for (const odd of [Number.NaN, Number.POSITIVE_INFINITY, 0.5, null, "1"])
      expect(spoken.takes(["a"], odd), String(odd)).toBe(false);
    expect(spoken.takes(["a"], -0)).toBe(true);
  });

  it("are not there for lists of quantities", () => {
    expect(TokenEncoding.of(dataset([[[[0.5, 2.25]], 1.5]], [list(REAL), REAL]))).toBeUndefined();
  });

  it("come back from JSON", () => {
    const again = encodingFrom(
      new Field("file", "", JSON.parse(JSON.stringify(encoding)) as Json),
    ) as TokenEncoding;
    expect(again.vocabulary).toEqual(encoding.vocabulary);
    expect(again.encode(reversed.rows)).toEqual(encoding.encode(reversed.rows));
  });
});

describe("fields as vectors", () => {
  const flowers = dataset(
    [
      [[1.5, true], "a"],
      [[2.5, false], "b"],
      [[3.5, true], "a"],
      [[1.5, true], "a"],
      [[2.5, false], "b"],
      [[3.5, true], "b"],
    ],
    [REAL, BOOL, TEXT],
  );

  it("are read back as the likeliest label, with its share as confidence", () => {
    const encoding = VectorEncoding.of(flowers);
    expect(encoding.head).toEqual({ kind: "parts", parts: [{ kind: "classes", size: 2 }] });
    const { value, confidence } = encoding.decode(Float32Array.of(0, 0, 1, 1 + Math.log(3)), 1);
    expect(value).toBe("b");
    expect(confidence).toBeCloseTo(0.75, 5);
    expect(largestShare(Float32Array.of(-1000, 1000))).toBe(1);
  });

  it("come back from JSON, whatever else is refused", () => {
    const encoding = VectorEncoding.of(flowers);
    const json = JSON.parse(JSON.stringify(encoding)) as { [key: string]: Json };
    const again = encodingFrom(new Field("file", "", json)) as VectorEncoding;
    expect(again.encode(flowers.rows)).toEqual(encoding.encode(flowers.rows));
    const bad: readonly Json[] = [
      null,
      [],
      {},
      { ...json, kind: "vector" },
      { ...json, kind: "tokens", length: 0 },
      { ...json, inputs: [] },
      { ...json, inputs: [{ kind: "number" }] },
      { ...json, output: { kind: "label", vocabulary: [] } },
    ];
    for (const odd of bad)
      expect(() => encodingFrom(new Field("file", "", odd)), JSON.stringify(odd)).toThrow(InputError);
  });
});

describe("pictures that may be missing", () => {
  const grey = (level: number): Picture => new Picture(2, 1, 1, Uint8Array.of(level, 255));
  const rows = dataset(
    [
      [[grey(0), 3], "a"],
      [[null, 5], "b"],
      [[grey(51), 7], "a"],
    ],
    [option(IMAGE), INT, TEXT],
  );
  const encoding = VectorEncoding.of(rows);

  it("are two inputs: whether there is one, and a picture that is dark where there is none", () => {
    expect(encoding.shapes).toEqual([[1], [1, 2, 1], [1]]);
    const [isThere, picture] = encoding.encode(rows.rows).inputs;
    expect([...isThere.data]).toEqual([1, 0, 1]);
    expect([...picture.data].map((level) => Number(level.toFixed(3)))).toEqual([0, 1, 0, 0, 0.2, 1]);
    expect([isThere.isPicture, picture.isPicture]).toEqual([undefined, true]);
  });

  it("are seen by convolutions", () => {
    const large = [new Picture(4, 4, 1, new Uint8Array(16)), null, null];
    const seen = dataset(
      large.map((picture, i) => [[picture, i], i === 0 ? "a" : "b"]),
      [option(IMAGE), INT, TEXT],
    );
    const [candidate] = candidates(seen, { architecture: "convolution", sizes: [4] });
    const kinds = candidate.spec.inputs.map(({ layers }) => layers.map(({ kind }) => kind));
    expect(kinds).toEqual([[], ["convolution", "pool", "flatten"], []]);
  });

  it("are the same once they were saved, and refuse what is neither", () => {
    const again = encodingFrom(new Field("x", "", JSON.parse(JSON.stringify(encoding)) as Json));
    expect(again.shapes).toEqual(encoding.shapes);
    expect(again.takes([null, 1])).toBe(true);
    expect(again.takes(["a.png", 1])).toBe(false);
    expect(again.takes([undefined, 1])).toBe(false);
  });
});

it("rows that come to more numbers than there may be are refused before there is room for any", () => {
  const long = new Sound(8000, new Float32Array(60 * 8000));
  const encoding = VectorEncoding.of(dataset([[[long], 1]], [SOUND, REAL]));
  const rows = Array.from({ length: 40_000 }, () => [long]);
  expect(() => encoding.encodeInputs(rows)).toThrow(InputError);
  expect(() => encoding.encodeInputs(rows)).toThrow(
    /^40000 rows of 7501 × 40 × 1 numbers take more memory than there may be; at most 7157 are read/,
  );
});
