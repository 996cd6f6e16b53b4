/** @file Fingerprints of values: equal for equal values, distinct for distinct ones with overwhelming probability. No text is built. */

import { CivilDate, DATE_FIELDS, Grid, Picture, RecordValue, Sound, type Value } from "./value.ts";

/** What a value begins with, so that no value's words are another's. */
const Mark = {
  null: 1,
  false: 2,
  true: 3,
  number: 4,
  bigint: 5,
  text: 6,
  list: 7,
  record: 8,
  date: 9,
  grid: 10,
  bottom: 11,
  image: 12,
  sound: 13,
} as const;

/** Two lanes of 32 bits, and how many words went in. */
export class Fingerprint {
  a = 0x811c9dc5;
  b = 0x2545f491;
  count = 0;
  private static readonly number = new Float64Array(1);
  private static readonly words = new Uint32Array(Fingerprint.number.buffer);

  /** Starts anew with the value. It has no functions in it. */
  of(value: Value): this {
    this.a = 0x811c9dc5;
    this.b = 0x2545f491;
    this.count = 0;
    this.add(value);
    return this;
  }

  /** Starts anew with the fields of a record. */
  ofFields(value: RecordValue): this {
    this.of(value.names.length);
    for (const name of value.names) {
      this.text(name);
      this.add(value.get(name));
    }
    return this;
  }

  private word(word: number): void {
    this.a = Math.imul(this.a ^ word, 0x01000193);
    this.a ^= this.a >>> 15;
    this.b = Math.imul(this.b ^ (word + this.a), 0x85ebca6b);
    this.b ^= this.b >>> 13;
    this.count++;
  }

  private text(text: string): void {
    this.word(text.length);
    for (let i = 0; i < text.length; i++) this.word(text.charCodeAt(i));
  }

  private add(value: Value): void {
    switch (typeof value) {
      case "number":
        this.word(Mark.number);
        Fingerprint.number[0] = value === 0 ? 0 : value;
        this.word(Fingerprint.words[0]);
        this.word(Fingerprint.words[1]);
        return;
      case "string":
        this.word(Mark.text);
        this.text(value);
        return;
      case "boolean":
        this.word(value ? Mark.true : Mark.false);
        return;
      case "bigint":
        this.word(Mark.bigint);
        this.text(String(value));
        return;
      case "function":
        throw new Error("internal: a function has no fingerprint");
    }
    if (value === undefined) this.word(Mark.bottom);
    else if (value === null) this.word(Mark.null);
    else if (value instanceof RecordValue) {
      // The same part stands in many values.
      const [a, b] = value.digest(() => digestOf(value));
      this.word(Mark.record);
      this.word(a);
      this.word(b);
    } else if (value instanceof CivilDate) {
      this.word(Mark.date);
      for (const field of DATE_FIELDS) this.word(value[field] ?? -1);
    } else if (value instanceof Grid) {
      this.word(Mark.grid);
      this.word(value.width);
      this.word(value.height);
      for (const cell of value.cells) this.word(cell);
    } else if (value instanceof Picture) {
      this.word(Mark.image);
      this.word(value.width);
      this.word(value.height);
      this.word(value.channels);
      for (const level of value.pixels) this.word(level);
    } else if (value instanceof Sound) {
      this.word(Mark.sound);
      this.add(value.rate);
      this.add(value.samples.length);
      for (const sample of value.samples) this.add(sample);
    } else {
      this.word(Mark.list);
      this.word(value.length);
      for (const item of value) this.add(item);
    }
  }
}

function digestOf(value: RecordValue): readonly [number, number] {
  const { a, b } = new Fingerprint().ofFields(value);
  return [a, b];
}
