import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as ask from "../../../src/domains/text/ask.ts";
import {
  characterCount,
  characters,
  offsetOf,
  sliceCharacters,
} from "../../../src/domains/text/characters.ts";
import * as cut from "../../../src/domains/text/cut.ts";
import * as form from "../../../src/domains/text/form.ts";
import { textDomain } from "../../../src/domains/text/index.ts";
import * as lists from "../../../src/domains/text/lists.ts";
import { spansOf, tokens } from "../../../src/domains/text/tokens.ts";
import { run } from "../../../src/language/interpret.ts";
import { FUEL, MAX_LENGTH, type Primitive } from "../../../src/language/primitive.ts";
import { apply, input, literal, type Program } from "../../../src/language/program.ts";
import { INT, TEXT } from "../../../src/language/type.ts";
import { printModule } from "../../../src/language/typescript.ts";
import type { Value } from "../../../src/language/value.ts";
import { loadPrinted } from "../../support/printed.ts";

const call = (primitive: Primitive, ...args: Value[]): Value => primitive.run(args, { fuel: FUEL });

const FAMILY = "👨‍👩‍👧";
const DEV = "👩🏽‍💻";
const FLAG = "🇩🇪";
const ACCENT = "e\u0301";

type Table = readonly (readonly [primitive: Primitive, args: readonly Value[], result: Value])[];

const named = (
  table: Table,
): { name: string; primitive: Primitive; args: readonly Value[]; result: Value }[] =>
  table.map(([primitive, args, result]) => ({
    name: `${primitive.name} ${JSON.stringify(args)}`,
    primitive,
    args,
    result,
  }));

describe("characters", () => {
  it.each([
    ["", []],
    ["ab", ["a", "b"]],
    [`a${ACCENT}b`, ["a", ACCENT, "b"]],
    [`${FAMILY}${DEV}`, [FAMILY, DEV]],
    [`${FLAG}🇫🇷`, [FLAG, "🇫🇷"]],
    ["𝒳y", ["𝒳", "y"]],
    ["\u0301a", ["\u0301", "a"]],
    [`${FLAG}\u0301a`, [`${FLAG}\u0301`, "a"]],
    ["\n\u2028x", ["\n", "\u2028", "x"]],
    ["❤️!", ["❤️", "!"]],
  ])("%j", (text, wanted) => {
    expect(characters(text)).toEqual(wanted);
    expect(characterCount(text)).toBe(wanted.length);
  });

  it("are all of the text, and offsets fall between them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: -12, max: 12 }), (text, n) => {
        const all = characters(text);
        expect(all.join("")).toBe(text);
        expect(characterCount(text)).toBe(all.length);
        expect(sliceCharacters(text, n)).toBe(all.slice(n).join(""));
        const offset = offsetOf(text, n);
        const index = n < 0 ? all.length + n : n;
        expect(offset).toBe(
          index < 0 || index > all.length ? undefined : all.slice(0, index).join("").length,
        );
      }),
    );
  });
});

describe("cutting", () => {
  it.each(
    named([
      [cut.part, ["a,b,c", ",", 1], "b"],
      [cut.part, ["a,b,c", ",", -1], "c"],
      [cut.part, ["a,b,c", ",", 3], undefined],
      [cut.part, ["a,b,c", ",", -4], undefined],
      [cut.part, ["abc", ",", 0], "abc"],
      [cut.part, ["", ",", 0], ""],
      [cut.part, ["abc", "", 0], undefined],
      [cut.part, [`x${FAMILY}y`, FAMILY, 1], "y"],
      [cut.match, ["a1b22", "digits", -1], "22"],
      [cut.match, ["ab", "digits", 0], undefined],
      [cut.match, ["ab", "no such class", 0], undefined],
      [cut.match, [`caf${ACCENT} au lait`, "letters", 0], `caf${ACCENT}`],
      [cut.match, ["Ünal Öz", "capitals", 1], "Ö"],
      [cut.before, ["a-b-c", "-", -1], "a-b"],
      [cut.before, ["abc", "-", 0], undefined],
      [cut.before, ["aaa", "aa", 1], undefined],
      [cut.before, ["abc", "", 0], undefined],
      [cut.after, ["a-b-c", "-", 0], "b-c"],
      [cut.after, ["a-", "-", 0], ""],
      [cut.after, ["abc", "-", 0], undefined],
      [cut.between, ["f(x) (y)", "(", ")"], "x"],
      [cut.between, ["f)x(", "(", ")"], undefined],
      [cut.between, ["a|b|c", "|", "|"], "b"],
      [cut.take, [`${DEV}abc`, 1], DEV],
      [cut.take, ["abc", 5], "abc"],
      [cut.take, ["abc", -2], "bc"],
      [cut.take, ["", 1], ""],
      [cut.drop, [`${FLAG}ab`, 1], "ab"],
      [cut.drop, [`ab${FLAG}`, -1], "ab"],
      [cut.drop, ["ab", 5], ""],
      [cut.middle, [`a${ACCENT}${FAMILY}d`, 1, -1], `${ACCENT}${FAMILY}`],
      [cut.middle, ["abc", 2, 1], ""],
      [cut.characterOffset, [`${FAMILY}a`, 1], FAMILY.length],
      [cut.characterOffset, ["ab", 3], undefined],
      [cut.markStart, ["a-b-c", "-", 1], 3],
      [cut.markEnd, ["a--b", "--", 0], 3],
      [cut.markEnd, ["a", "--", 0], undefined],
      [cut.tokenStart, ["ab 12", "digits", 0], 3],
      [cut.tokenEnd, ["ab 12", "digits", -1], 5],
      [cut.tokenEnd, ["ab 12", "digits", -2], undefined],
      [cut.slice, ["abc", 1, 1], ""],
      [cut.slice, ["abc", 2, 1], undefined],
      [cut.slice, ["abc", 0, 4], undefined],
      [cut.slice, ["abc", -1, 2], undefined],
    ]),
  )("$name", ({ primitive, args, result }) => {
    expect(call(primitive, ...args)).toEqual(result);
  });

  it("marks and token classes cut where their positions say", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "B", "1", " ", "-", "é", "\u0301", "👍") });
    fc.assert(
      fc.property(text, fc.constantFrom(...tokens), fc.integer({ min: -3, max: 3 }), (whole, { name }, n) => {
        const [from, to] = [call(cut.tokenStart, whole, name, n), call(cut.tokenEnd, whole, name, n)];
        const found = call(cut.match, whole, name, n);
        expect(from === undefined).toBe(found === undefined);
        if (found !== undefined) expect(call(cut.slice, whole, from, to)).toBe(found);
        const at = call(cut.markStart, whole, "-", n);
        expect(call(cut.before, whole, "-", n)).toBe(
          at === undefined ? undefined : call(cut.slice, whole, 0, at),
        );
        const end = call(cut.markEnd, whole, "-", n);
        expect(call(cut.after, whole, "-", n)).toBe(
          end === undefined ? undefined : call(cut.slice, whole, end, whole.length),
        );
      }),
    );
  });

  it("a word with combining marks or emoji is not torn", () => {
    for (const { name } of tokens) {
      const spans = spansOf(`x${ACCENT} ${FAMILY} ${FLAG} 7`, name) ?? [];
      for (const at of spans)
        expect(/^[\u0301\udc00-\udfff]/.test(`x${ACCENT} ${FAMILY} ${FLAG} 7`.slice(at))).toBe(false);
    }
  });
});

describe("what prints without helpers", () => {
  const count = (n: number): Program => literal(n, INT);
  const digits = apply(lists.join, [
    apply(lists.matches, [input(0, TEXT), literal("digits", cut.TOKEN)]),
    literal("", TEXT),
  ]);
  const counts = [0, 1, 2, 3, -1, -2, 9];
  const of = (text: Program): Program[] => [
    ...counts.flatMap((n) => [cut.take, cut.drop].map((primitive) => apply(primitive, [text, count(n)]))),
    ...counts.map((n) => apply(cut.middle, [text, count(1), count(n)])),
    ...["##-##-#", "#, #", "(##) ###", "##.##-#", "###"].map((shape) =>
      apply(form.mask, [text, literal(shape, TEXT)]),
    ),
  ];
  const programs = [
    ...of(input(0, TEXT)),
    ...of(digits),
    apply(form.padStart, [digits, count(5), literal("0", TEXT)]),
  ];
  const texts = [
    "",
    "a",
    "abc",
    "12345",
    "1-2 3/4\n5",
    "12",
    "a1b2c3",
    `${FAMILY}${DEV}x`,
    `${FLAG}🇫🇷🇮`,
    `1${ACCENT}2\n3`,
    `\u0301${FLAG}\u0301b`,
    "\u200d\u0301\ud83d",
  ];

  it.each(programs.map((program) => [program.text, program] as const))("%s", async (_, program) => {
    const signature = { params: [{ name: "text", type: TEXT }], result: TEXT };
    const printed = await loadPrinted(printModule({ name: "it", signature, program }).source);
    for (const text of texts) expect(printed(text), JSON.stringify(text)).toBe(run(program, [text]));
  });

  it("padding is the language's own where the text is ASCII", () => {
    const program = apply(form.padStart, [digits, count(5), literal("0", TEXT)]);
    const signature = { params: [{ name: "text", type: TEXT }], result: TEXT };
    const { source } = printModule({ name: "it", signature, program });
    expect(source).toContain('(text.match(/\\d+/gu) ?? []).join("").padStart(5, "0")');
  });
});

describe("changing", () => {
  it.each(
    named([
      [form.upper, ["straße"], "STRASSE"],
      [form.lower, ["ÀÉ"], "àé"],
      [form.trim, ["\u00a0 a b\t"], "a b"],
      [form.squeeze, ["  a \n b  "], "a b"],
      [form.title, ["o'NEIL de la CRUZ-smith"], "O'neil De La Cruz-Smith"],
      [form.title, [`${ACCENT}cole`], `E\u0301cole`],
      [form.title, [""], ""],
      [form.sentence, ["HELLO World. BYE"], "Hello world. bye"],
      [form.sentence, ["1 Ab"], "1 Ab"],
      [form.capitalise, ["mcDonald"], "McDonald"],
      [form.replace, ["a.b.c", ".", "$&"], "a$&b$&c"],
      [form.replace, ["abc", "", "x"], undefined],
      [form.replace, ["aaa", "aa", "b"], "ba"],
      [form.replaceToken, ["a1b22", "digits", "$1"], "a$1b$1"],
      [form.replaceToken, ["a", "no such class", ""], undefined],
      [form.padStart, [FLAG, 3, "0"], `00${FLAG}`],
      [form.padStart, ["1234", 3, "0"], "1234"],
      [form.padStart, ["1", 3, "ab"], undefined],
      [form.padStart, ["1", 2000, "0"], undefined],
      [form.padStart, ["1", -5, "0"], "1"],
      [form.padEnd, [ACCENT, 2, " "], `${ACCENT} `],
      [form.repeat, ["ab", 0], ""],
      [form.repeat, ["ab", 2], "abab"],
      [form.repeat, ["ab", -1], undefined],
      [form.reverse, [`a${FAMILY}${ACCENT}`], `${ACCENT}${FAMILY}a`],
      [form.mask, ["12345", "(##) ###"], "(12) 345"],
      [form.mask, ["1234", "(##) ###"], undefined],
      [form.mask, ["123456", "(##) ###"], undefined],
      [form.mask, [`${FLAG}$`, "#-#"], `${FLAG}-$`],
      [form.concat, ["a", ""], "a"],
    ]),
  )("$name", ({ primitive, args, result }) => {
    expect(call(primitive, ...args)).toEqual(result);
  });
});

describe("asking", () => {
  it.each(
    named([
      [ask.contains, ["abc", ""], true],
      [ask.startsWith, ["abc", "ab"], true],
      [ask.endsWith, ["abc", "ab"], false],
      [ask.sameText, [ACCENT, "é"], false],
      [ask.isToken, ["abc", "letters"], true],
      [ask.isToken, ["ab1", "letters"], false],
      [ask.isToken, ["", "letters"], false],
      [ask.isToken, ["a\n", "word"], false],
      [ask.hasToken, ["ab1", "digits"], true],
      [ask.hasToken, ["ab", "no such class"], undefined],
      [ask.length, [`${FAMILY}${ACCENT}`], 2],
      [ask.count, ["aaa", "aa"], 1],
      [ask.count, ["", ""], 0],
      [ask.count, ["abc", ""], 0],
      [ask.countToken, ["a1b22", "digits"], 2],
      [ask.indexOf, ["abc", "z"], -1],
      [ask.codePoint, ["👍"], 0x1f44d],
      [ask.codePoint, [""], undefined],
      [ask.fromCodePoint, [0x1f44d], "👍"],
      [ask.fromCodePoint, [-1], undefined],
      [ask.fromCodePoint, [0x110000], undefined],
      [lists.split, ["a,,b", ","], ["a", "", "b"]],
      [lists.matches, ["a1b22", "digits"], ["1", "22"]],
      [lists.matches, ["ab", "digits"], []],
      [lists.join, [["a", "", "b"], "-"], "a--b"],
      [lists.join, [[], "-"], ""],
    ]),
  )("$name", ({ primitive, args, result }) => {
    expect(call(primitive, ...args)).toEqual(result);
  });

  it("marks are counted where there are any", () => {
    expect(call(ask.count, "abc", "-")).toBe(0);
    expect(call(ask.count, "", "-")).toBe(0);
  });
});

describe("hostile input", () => {
  const long = "a1 -".repeat(20_000);
  const texts = [
    "",
    "\ud800",
    "\udc00x",
    "\u0000",
    "a".repeat(5000),
    long,
    "\u0301".repeat(1000),
    "👍🏽".repeat(3000),
  ];
  const numbers = [0, 7, -7, 2 ** 31, 2 ** 53 - 1, -(2 ** 53 - 1)];
  const choices = (primitive: Primitive): Value[][] =>
    primitive.params.map((type, i): Value[] => {
      if (type.kind === "text") return i === 0 ? texts : ["", "-", "a", "\ud83d", FAMILY, "x".repeat(3000)];
      if (type.kind === "int") return numbers;
      if (type.kind === "label") return ["word", "digits", "e-mail", "?"];
      if (type.kind === "list") return [[], ["a"], new Array<string>(2000).fill("x".repeat(1000))];
      return [(item: Value) => item, () => undefined];
    });
  const combined = (sets: Value[][]): Value[][] =>
    sets.reduce<Value[][]>((rows, set) => rows.flatMap((row) => set.map((value) => [...row, value])), [[]]);

  it.each(textDomain.primitives.map((primitive) => ({ name: primitive.name, primitive })))(
    "$name never throws, and never returns a text that is too long",
    ({ primitive }) => {
      for (const args of combined(choices(primitive))) {
        const value = call(primitive, ...args);
        if (typeof value === "string") expect(value.length).toBeLessThanOrEqual(MAX_LENGTH);
        if (typeof value === "number") expect(Number.isSafeInteger(value)).toBe(true);
      }
    },
  );

  const matchedInTime = (name: string): void => {
    for (const unit of ["a", "A", "1", " ", "-", "a-", "1.", "@", "a@", "http://"]) {
      const start = performance.now();
      spansOf(unit.repeat(20_000), name);
      expect(performance.now() - start, `${name} in ${unit}…`).toBeLessThan(150);
    }
  };
  const slow = ["e-mail"];

  it.each(tokens.filter(({ name }) => !slow.includes(name)))("$name is matched in linear time", ({ name }) =>
    matchedInTime(name),
  );

  it("so are all token classes", () => {
    for (const name of slow) matchedInTime(name);
  });
});
