/** Pictures and sounds are values like any other, but none is printed in code. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonOf } from "../../src/evidence/json.ts";
import { Fingerprint } from "../../src/language/fingerprint.ts";
import { fromPlain } from "../../src/language/plain.ts";
import { inputsText, literal } from "../../src/language/program.ts";
import { IMAGE, list, parseType, SOUND, showType, TEXT, type Type } from "../../src/language/type.ts";
import { Unprintable } from "../../src/language/types.ts";
import { printModule } from "../../src/language/typescript.ts";
import { hasType, Picture, Sound, sameValue, type Value } from "../../src/language/value.ts";
import { columnType } from "../../src/tasks/infer.ts";
import { cellText } from "../../src/tasks/text.ts";

const level = fc.integer({ min: 0, max: 2 });
const picture = fc
  .tuple(fc.constantFrom(1, 2), fc.constantFrom(1, 2), fc.constantFrom(1, 3, 4))
  .chain(([width, height, channels]) =>
    fc
      .array(level, { minLength: width * height * channels, maxLength: width * height * channels })
      .map((levels) => new Picture(width, height, channels as 1 | 3 | 4, Uint8Array.from(levels))),
  );
const sound = fc
  .tuple(fc.constantFrom(8000, 16000), fc.array(fc.constantFrom(-1, 0, 0.5), { maxLength: 3 }))
  .map(([rate, samples]) => new Sound(rate, Float32Array.from(samples)));

const copyOf = (value: Picture | Sound): Value =>
  value instanceof Picture
    ? new Picture(value.width, value.height, value.channels, value.pixels.slice())
    : new Sound(value.rate, value.samples.slice());

const fingerprintOf = (value: Value): string => {
  const { a, b, count } = new Fingerprint().of(value);
  return `${a} ${b} ${count}`;
};

it("are the same where all their numbers are, by value, by fingerprint and by text", () => {
  const either = fc.oneof(picture, sound);
  fc.assert(
    fc.property(either, either, (a, b) => {
      expect(sameValue(a, copyOf(a))).toBe(true);
      expect(fingerprintOf(a)).toBe(fingerprintOf(copyOf(a)));
      expect(inputsText([a])).toBe(inputsText([copyOf(a)]));
      expect(fingerprintOf(a) === fingerprintOf(b)).toBe(sameValue(a, b));
      expect(inputsText([a]) === inputsText([b])).toBe(sameValue(a, b));
      expect(sameValue(a, [])).toBe(false);
    }),
  );
});

describe.each([
  [IMAGE, new Picture(2, 1, 1, Uint8Array.of(0, 255)), "picture of 2 × 1"],
  [SOUND, new Sound(8000, new Float32Array(4000)), "sound of 0.50 s"],
] as [Type, Value, string][])("%o", (type, value, words) => {
  it("has a type of its own, with a text", () => {
    expect(parseType(showType(list(type)))).toEqual(list(type));
    expect(hasType(value, type)).toBe(true);
    expect(hasType(value, type === IMAGE ? SOUND : IMAGE)).toBe(false);
    expect(hasType("a.png", type)).toBe(false);
    expect(columnType([value, null])).toEqual({ kind: "option", of: type });
    expect(fromPlain([value])).toEqual([value]);
  });

  it("is shown in words", () => {
    expect(cellText(value)).toBe(words);
    expect(cellText([value])).toBe(`["${words}"]`);
    expect(jsonOf([value])).toEqual([words]);
  });

  it("is no constant in printed code", () => {
    const print = (params: Type[], program: Value, result: Type) => () =>
      printModule({
        name: "f",
        signature: { params: params.map((type) => ({ name: "x", type })), result },
        program: literal(program, result),
      });
    // Pictures are what nets look at, which printed code may call.
    if (type === IMAGE) expect(print([type], "a", TEXT)().source).toContain("(_x: Picture): string");
    else expect(print([type], "a", TEXT)).toThrow(Unprintable);
    expect(print([TEXT], value, type)).toThrow(Unprintable);
    expect(print([TEXT], value, type)).toThrow(`values of type ${type.kind} is not printed`);
  });
});
