import { describe, expect, it } from "vitest";
import {
  IMAGE,
  INT,
  list,
  option,
  REAL,
  recursive,
  self,
  TEXT,
  type Type,
} from "../../../src/language/type.ts";
import { Picture, type Value } from "../../../src/language/value.ts";
import { chooseVectorizer, type VectorizerChoice } from "../../../src/nets/vectorize/choose.ts";
import { vectorizerFrom } from "../../../src/nets/vectorize/saved.ts";
import { InputError } from "../../../src/tasks/error.ts";

const times = <T>(n: number, values: readonly T[]): T[] => Array.from({ length: n }, () => values).flat();
const kind = (type: Type, values: readonly Value[], choice?: VectorizerChoice): string =>
  chooseVectorizer(type, values, choice).kind;

describe("the choice", () => {
  it("takes few texts that come again and again for labels, and others for sequences", () => {
    expect(kind(TEXT, times(5, ["red", "green", "blue"]))).toBe("label");
    expect(kind(TEXT, ["Ada Lovelace", "Alan Turing", "Grace Hopper", "Edsger Dijkstra"])).toBe("text");
    expect(kind(TEXT, times(5, ["red", "green"]), { text: "bag" })).toBe("bag");
  });

  it("takes whole numbers for labels as an output alone", () => {
    const digits = times(4, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(kind(INT, digits, { as: "output" })).toBe("label");
    expect(kind(INT, digits)).toBe("number");
    expect(
      kind(
        INT,
        Array.from({ length: 100 }, (_, i) => i),
        { as: "output" },
      ),
    ).toBe("number");
  });

  it("takes lists of small whole numbers for sequences of tokens", () => {
    const small = chooseVectorizer(list(INT), [[1, 2], [9]]);
    // 5 lies between those that were seen.
    expect(small.tokens?.decode(small.tokens.encode([5]))).toEqual([5]);
    expect(chooseVectorizer(list(INT), [[1, 2], [9000]]).tokens).toBeUndefined();
  });

  it("sees pictures at the commonest size, at most so long, and with all channels that one has", () => {
    const blank = (width: number, height: number, channels: 1 | 3 = 1): Picture =>
      new Picture(width, height, channels, new Uint8Array(width * height * channels));
    const pictures = [blank(8, 8), blank(8, 4), blank(8, 4), blank(2, 2, 3)];
    expect(chooseVectorizer(IMAGE, pictures).shape).toEqual([4, 8, 3]);
    expect(chooseVectorizer(IMAGE, pictures, { side: 4 }).shape).toEqual([2, 4, 3]);
  });

  it.each([
    [REAL, [1, 2, Number.NaN], 'row 3, column "mass": NaN is no number that a net can learn from'],
    [option(REAL), [null, Number.POSITIVE_INFINITY], 'row 2, column "mass": Infinity is no number'],
    [INT, [1, "two"], 'row 2, column "mass": "two" where the others are of type int'],
    [recursive("T", list(self("T"))), [[]], "no net takes values of type rec T0. list<T0>"],
  ] as [Type, Value[], string][])("refuses %o", (type, values, message) => {
    expect(() => chooseVectorizer(type, values, { name: "mass" })).toThrow(InputError);
    expect(() => chooseVectorizer(type, values, { name: "mass" })).toThrow(message);
  });
});

describe("values that the data did not have", () => {
  const write = (type: Type, data: Value[], value: Value, choice?: VectorizerChoice) => () => {
    const vectorizer = chooseVectorizer(type, data, choice);
    vectorizer.write(value, new Float32Array(vectorizer.size), 0);
  };

  it.each([
    [TEXT, times(3, ["red", "green"]), "gren", 'knows no label "gren"; did you mean "green"?'],
    [TEXT, times(3, ["red", "green"]), 3, '3 cannot be given to this net, which takes one of "green", "red"'],
    [TEXT, ["ab", "cde"], "abcde", "a sequence of 5 tokens; this net takes at most 3"],
    [list(REAL), [[1.5], [2, 3]], [1, 2, 3], "a list of 3 items; this net takes at most 2"],
    [INT, [1, 2], 1.5, "1.5 cannot be given to this net, which takes whole numbers"],
    [REAL, [1, 2], Number.NaN, "NaN cannot be given to this net, which takes finite numbers"],
    [
      IMAGE,
      [new Picture(1, 1, 1, new Uint8Array(1))],
      "a.png",
      '"a.png" cannot be given to this net, which takes pictures',
    ],
  ] as [Type, Value[], Value, string][])("%o", (type, data, value, message) => {
    const choice = { isLabel: type === TEXT && data.length > 2 };
    expect(write(type, data, value, choice)).toThrow(InputError);
    expect(write(type, data, value, choice)).toThrow(message);
  });
});

describe("a saved vectorizer", () => {
  it.each([
    ["null", "the file should be an object"],
    ["{}", 'field "kind" is missing'],
    ['{"kind": "constructor"}', 'field "kind" should be one of bag, bits,'],
    ['{"kind": "number", "mean": 1e999, "deviation": 1, "isWhole": true}', 'field "mean" should be from'],
    ['{"kind": "number", "mean": 0, "deviation": 0, "isWhole": true}', 'field "deviation" should be from'],
    ['{"kind": "label", "vocabulary": []}', "should have 1 to 65536 labels"],
    ['{"kind": "label", "vocabulary": ["a", 1]}', 'field "vocabulary[1]" should be text'],
    ['{"kind": "label", "vocabulary": ["a", "a"]}', "has a label twice"],
    ['{"kind": "image", "height": 4096, "width": 4096, "channels": 4}', "is of no size that a net sees"],
    ['{"kind": "image", "height": 8, "width": 8, "channels": 2}', "is of no size that a net sees"],
    [
      '{"kind": "image", "height": -8, "width": 8, "channels": 1}',
      'field "height" should be a whole number from 1',
    ],
    ['{"kind": "bits", "width": 65}', 'field "width" should be a whole number from 1 to 64'],
    ['{"kind": "text", "characters": ["ab"], "length": 5}', "should be characters, each once"],
    [
      '{"kind": "text", "characters": ["a"], "length": 1e9}',
      'field "length" should be a whole number from 1 to 65536',
    ],
    [
      '{"kind": "list", "of": {"kind": "bits", "width": 64}, "length": 65536, "x": 1}',
      'has an unknown field "x"',
    ],
    [
      '{"kind": "list", "of": {"kind": "list", "of": {"kind": "bool"}, "length": 65536}, "length": 65536}',
      '"length"',
    ],
    ['{"kind": "record", "names": ["a"], "parts": []}', "should name each of the parts"],
    ['{"kind": "variant", "cases": ["in t"], "parts": []}', "should be a type"],
    [
      '{"kind": "grid", "height": 1024, "width": 1024, "colours": [256]}',
      "should be a whole number from 0 to 255",
    ],
    [
      '{"kind": "date", "fields": ["year"], "optional": ["day"], "mean": 0, "deviation": 1}',
      "some of the fields",
    ],
    [
      `${'{"kind": "option", "of": '.repeat(40)}{"kind": "bool"}${"}".repeat(40)}`,
      "nested more than 16 levels deep",
    ],
  ])("%s is refused", (json, message) => {
    const read = (): unknown => vectorizerFrom(JSON.parse(json), "model.json");
    expect(read).toThrow(InputError);
    expect(read).toThrow(message);
    expect(read).toThrow(/^model\.json: /);
  });
});
