// biome-ignore-all lint/suspicious/noTemplateCurlyInString: hostile text is the point
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commentText } from "../../src/language/comment.ts";
import { camelCase } from "../../src/language/names.ts";
import { type concatPrint, helperCall } from "../../src/language/print.ts";
import { apply, input, literal, type Program } from "../../src/language/program.ts";
import { list, TEXT } from "../../src/language/type.ts";
import { printModule } from "../../src/language/typescript.ts";
import { concat, contains, join, upper, word } from "../support/primitives.ts";
import { loadPrinted, shapeOf } from "../support/printed.ts";
import { typeErrors } from "../support/typecheck.ts";

const HOSTILE = [
  "*/ alert(1); /*",
  "*/",
  "/*",
  "//",
  "*",
  "/",
  '"; alert(1); "',
  "'; alert(1); '",
  "`; alert(1); `",
  "`",
  "${alert(1)}",
  "$",
  "{x}",
  "\\",
  "\\\\",
  '\\"',
  "\\`",
  "\\${x}",
  "\\u0022",
  "\n",
  "\r\n",
  "\u2028",
  "\u2029",
  "\0",
  "\x1b[31m",
  "\u202e rtl",
  "\u200b",
  "\ufeff",
  "</script>",
  "<!--",
  "-->",
  "]]>",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "class",
  "await",
  "arguments",
  "eval",
  "undefined",
  "default",
  "String",
  "isReserved",
  "👍🏽",
  "e\u0301",
  "\ud800",
  "\udc00x",
  "ｅｖａｌ",
  "@ts-ignore",
  "@ts-nocheck",
  "//# sourceMappingURL=https://example.org/x",
  "/*# sourceMappingURL=x */",
  "#!/usr/bin/env node",
  "#__PURE__",
  "2nd",
  "",
  " ",
  "x".repeat(500),
];

const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 5 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ unit: "grapheme", maxLength: 30 }),
);

const UNPAIRED = /\p{Cs}/u;
/** What a reader cannot see. */
const HIDDEN = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

describe("constants", () => {
  const signature = { params: [{ name: "text", type: TEXT }], result: TEXT };
  const text = input(0, TEXT);
  /** What the function of each program returns for an input, too. */
  const programs: readonly (readonly [
    (a: string, b: string) => Program,
    (t: string, a: string, b: string) => unknown,
  ])[] = [
    [(a) => apply(contains, [text, literal(a, TEXT)]), (t, a) => t.includes(a)],
    [(_, b) => apply(join, [literal(["0", b], list(TEXT)), text]), (t, _, b) => `0${t}${b}`],
    [
      (a, b) => apply(concat, [literal(a, TEXT), apply(concat, [text, literal(b, TEXT)])]),
      (t, a, b) => `${a}${t}${b}`,
    ],
  ];

  const check = async (a: string, b: string): Promise<void> => {
    for (const [make, meaning] of programs) {
      const print = (a: string, b: string): string =>
        printModule({ name: "f", signature, program: make(a, b) }).source;
      const source = print(a, b);
      const { shape, strings } = shapeOf(source);
      if (a !== "" && b !== "") {
        const harmless = shapeOf(print("~a~", "~b~"));
        expect(shape).toEqual(harmless.shape);
        const stands: ReadonlyMap<string, string> = new Map([
          ["~a~", a],
          ["~b~", b],
        ]);
        expect(strings).toEqual(harmless.strings.map((string) => stands.get(string) ?? string));
      }
      expect(UNPAIRED.test(source)).toBe(false);
      const f = await loadPrinted(source);
      for (const t of [`<${a}>`, "x"]) expect(f(t)).toBe(meaning(t, a, b));
    }
  };

  test.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 40), text]))("%s", async (_, text) => {
    await check(text, "b");
    await check("a", text);
    await check(text, text);
  });

  test("any text", async () => {
    await fc.assert(fc.asyncProperty(hostile, hostile, check), { numRuns: 400 });
  });

  test("neighbours in a template become one text before they are escaped", () => {
    const parts = ["*", "/", "$", "{x}", "<", "!--", "\\", "`"];
    const chain = parts.reduceRight<Program>(
      (rest, part) => apply(concat, [literal(part, TEXT), rest]),
      input(0, TEXT),
    );
    const { source } = printModule({
      name: "f",
      signature: { params: [{ name: "t", type: TEXT }], result: TEXT },
      program: chain,
    });
    expect(shapeOf(source).strings).toEqual([parts.join(""), ""]);
    expect(source).not.toMatch(/\*\/|<!--/);
  });
});

describe("names and descriptions", () => {
  const program = apply(concat, [
    apply(word, [input(0, TEXT), literal("-", TEXT), literal(1, { kind: "int" })]),
    apply(upper, [input(1, TEXT)]),
  ]);
  const print = (name: string, first: string, second: string, description: string, example: string): string =>
    printModule({
      name,
      description: `About: ${description}`,
      signature: { params: [first, second].map((param) => ({ name: param, type: TEXT })), result: TEXT },
      program,
      examples: [{ inputs: [example.slice(0, 20), "b"], output: "c" }],
    }).source;
  const harmless = shapeOf(print("name", "first", "second", "what it does", "a"));

  const check = async (name: string, first: string, second: string, text: string): Promise<void> => {
    const source = print(name, first, second, text, text);
    const { shape, strings, comments, names } = shapeOf(source);
    expect(shape).toEqual(harmless.shape);
    expect(strings).toEqual(harmless.strings);
    expect(comments).toHaveLength(1);
    expect(UNPAIRED.test(source)).toBe(false);
    expect(comments[0]).not.toMatch(/(?<![\\\w.])@(?!example)\w|\/[/*][#@]/);
    for (const identifier of names) expect(identifier).toMatch(/^[A-Za-z_$][\w$]*$/);
    const f = await loadPrinted(source);
    expect(f("x-y", "z")).toBe("yZ");
  };

  test.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 40), text]))("%s", async (_, text) => {
    await check(text, "first", "second", "plain");
    await check("name", text, text, "plain");
    await check(text, text, text, text);
  });

  test("any text", async () => {
    await fc.assert(fc.asyncProperty(hostile, hostile, hostile, hostile, check), { numRuns: 600 });
  });

  test("nothing that a reader cannot see", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(print(text, text, text, text, text).replaceAll("\n", "")).not.toMatch(HIDDEN);
      }),
    );
  });

  test("names as people would write them", () => {
    const cases = [
      ["E-mail", "eMail"],
      ["First Name", "firstName"],
      ["first_name", "firstName"],
      ["EMAIL ADDRESS", "emailAddress"],
      ["customer's città", "customersCitta"],
      ["orderID", "orderID"],
      ["ID", "id"],
      ["Straße", "strasse"],
      ["2nd line", "_2ndLine"],
      ["价格", "input1"],
      ["__proto__", "proto"],
      ["price ($)", "price$"],
    ];
    for (const [text, name] of cases) expect([text, camelCase(text, "input1")]).toEqual([text, name]);
  });

  test("every word of the language", () => {
    const words =
      `abstract accessor any arguments as asserts assert async await bigint boolean break case catch class
      const constructor continue debugger declare default defer delete do else enum eval export extends false finally for
      from function get global if implements import in infer instanceof interface intrinsic is keyof let module
      namespace never new null number object of out override package private protected public readonly require
      return satisfies set static string super switch symbol this throw true try type typeof undefined unique
      unknown using var void while with yield`.split(/\s+/);
    const sources = words.map((word) => print(word, word, word, word, word));
    for (const source of sources) expect(shapeOf(source).shape).toEqual(harmless.shape);
    expect(typeErrors(sources)).toBe("");
    expect(print("type", "number", "from", "", "")).toContain(
      "export function type(number: string, from: string)",
    );
  });

  test("comment text cannot be obeyed, and stays readable", () => {
    expect(commentText(' "a\\b" */ ada@x.org\n@param ')).toBe('"a\\b" *\\u002f ada@x.org \\@param');
  });
});

describe("shadowing", () => {
  /** Mentions a name of its own, in an arrow around its arguments. */
  const inner = {
    ...concat,
    name: "inner",
    print: (([a, b], context) => ({
      text: `[0].map((part) => part + ${context.at(a, 8)} + ${context.at(b, 8)}).join(encodeURI(""))`,
      binding: 11,
    })) as typeof concatPrint,
  };
  const helper = {
    ...upper,
    name: "helped",
    print: helperCall({
      name: "shout",
      source: "const shout = (text: string): string => text.toUpperCase();",
    }),
  };

  test.each([
    ["part", "part"],
    ["shout", "encode URI"],
    ["encode URI", "f"],
    ["f", "shout"],
    ["word", "word2"],
    ["join", "map"],
  ])("inputs called %s and %s", async (first, second) => {
    const program = apply(inner, [
      apply(word, [input(0, TEXT), literal("-", TEXT), literal(1, { kind: "int" })]),
      apply(helper, [input(1, TEXT)]),
    ]);
    const params = [first, second].map((name) => ({ name, type: TEXT }));
    for (const name of ["f", "shout", "part", first, second]) {
      const f = await loadPrinted(printModule({ name, signature: { params, result: TEXT }, program }).source);
      expect(f("a-b", "c")).toBe("0bC");
    }
  });
});
