// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expected code has template literals

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { run } from "../../src/language/interpret.ts";
import { parseProgram } from "../../src/language/parse.ts";
import { input, mapInputs, type Program } from "../../src/language/program.ts";
import {
  BOOL,
  baseType,
  DATE,
  GRID,
  list,
  option,
  REAL,
  type Signature,
  TEXT,
  type Type,
} from "../../src/language/type.ts";
import { printModule } from "../../src/language/typescript.ts";
import { CivilDate, type Value } from "../../src/language/value.ts";
import { primitives } from "../support/primitives.ts";
import { loadPrinted, plain } from "../support/printed.ts";
import { inputs, programs, SIGNATURE } from "../support/programs.ts";
import { typeErrors } from "../support/typecheck.ts";

const PARAMS = [
  { name: "E-mail", type: TEXT },
  { name: "Nick name", type: option(TEXT) },
  { name: "company", type: TEXT },
];

/** The function as printed for a program in canonical text, without its doc comment and default export. */
function printed(text: string, params: Signature["params"] = PARAMS, result: Type = TEXT): string {
  const signature = { params, result };
  const program = parseProgram(text, { signature, primitives });
  return printModule({ name: "it", signature, program }).source.replace("\nexport default it;\n", "");
}

/** The body alone. */
const body = (text: string, params?: Signature["params"], result?: Type): string =>
  /\{\n([\s\S]*?)\n\}\n/
    .exec(printed(text, params, result).replace(/^export function it\([\s\S]*?\): .*\{$/m, "{"))?.[1]
    .replace(/^ {2}/gm, "") ?? "";

const print = (program: Program, signature = SIGNATURE): string =>
  printModule({ name: "it", signature, program }).source;

describe("against the interpreter", () => {
  test("what may be null is what the signature says, as programs of a search do not say it", async () => {
    const text = '(else (concat "Hi " $1) "Hi there")';
    const signature = { params: [{ name: "name", type: option(TEXT) }], result: TEXT };
    const known = { params: [{ name: "name", type: TEXT }], result: TEXT };
    const program = parseProgram(text, { signature: known, primitives });
    const { source } = printModule({ name: "it", signature, program });
    expect(source).toContain('  if (name !== null) return `Hi ${name}`;\n  return "Hi there";');
    expect((await loadPrinted(source))(null)).toBe("Hi there");
    fc.assert(
      fc.property(programs, (grown) => {
        const unaware = mapInputs(grown, ({ index, type }) => input(index, baseType(type)));
        expect(print(unaware)).toBe(print(grown));
      }),
    );
  });

  test("a printed program returns what the interpreter says, and undefined where it says ⊥", async () => {
    let defined = 0;
    await fc.assert(
      fc.asyncProperty(programs, fc.array(inputs, { minLength: 1, maxLength: 6 }), async (program, rows) => {
        const source = print(program);
        const f = await loadPrinted(source);
        for (const row of rows) {
          const expected = plain(run(program, row));
          if (expected !== undefined) defined++;
          expect(f(...row), source).toStrictEqual(expected);
        }
      }),
      { numRuns: 1200 },
    );
    expect(defined).toBeGreaterThan(1000);
  });

  test("printed programs pass the type-checker", () => {
    const sources = fc.sample(programs, { numRuns: 300, seed: 7 }).map((program) => print(program));
    expect(new Set(sources).size).toBeGreaterThan(150);
    expect(typeErrors(sources)).toBe("");
  });
});

describe("style", () => {
  test.each([
    ['(word $1 "@" 1)', 'return eMail.split("@")[1];'],
    ['(upper (word $1 "@" 1))', 'return eMail.split("@")[1]?.toUpperCase();'],
    ["(upper $2)", "return nickName?.toUpperCase();"],
    ["(concat $1 $3)", "return eMail + company;"],
    ['(concat (concat $1 " <") (concat $3 ">"))', "return `${eMail} <${company}>`;"],
    ['(concat "a" (concat "b" "c"))', 'return "abc";'],
    ['(concat (show (add 1 2)) "%")', "return `${1 + 2}%`;"],
    ['(else (word $1 "@" 1) $3)', 'return eMail.split("@")[1] ?? company;'],
    ['(concat "a" (else (word $1 "@" 1) $3))', 'return `a${eMail.split("@")[1] ?? company}`;'],
    ['(if (contains $1 "@") "mail" "name")', 'return eMail.includes("@") ? "mail" : "name";'],
    ['(if (not (contains $1 "@")) "mail" "name")', 'return !eMail.includes("@") ? "mail" : "name";'],
    [
      '(join (map (lambda (a) (upper a)) (split $1 " ")) "-")',
      'return eMail.split(" ").map((part) => part.toUpperCase()).join("-");',
    ],
  ])("%s", (text, expected) => {
    expect(body(text)).toBe(expected);
  });

  test("guards that follow each other are merged", () => {
    expect(body('(concat (concat (word $1 "@" 0) "/") (word $1 "@" 1))')).toBe(
      [
        'const word = eMail.split("@")[0];',
        'const word2 = eMail.split("@")[1];',
        "if (word === undefined || word2 === undefined) return undefined;",
        "return `${word}/${word2}`;",
      ].join("\n"),
    );
  });

  test("null is guarded once, with the rest", () => {
    expect(body('(concat (concat $2 $2) (word $1 "@" 1))')).toBe(
      [
        'const word = eMail.split("@")[1];',
        "if (nickName === null || word === undefined) return undefined;",
        "return `${nickName}${nickName}${word}`;",
      ].join("\n"),
    );
  });

  test("a chain of conditions is flat, and evaluates only what it must", () => {
    expect(body('(if (contains $1 "x") (concat (word $1 "x" 1) "!") (if (contains $3 "y") "why" $1))')).toBe(
      [
        'if (eMail.includes("x")) {',
        '  const word = eMail.split("x")[1];',
        "  if (word === undefined) return undefined;",
        "  return `${word}!`;",
        "}",
        'return company.includes("y") ? "why" : eMail;',
      ].join("\n"),
    );
  });

  test("what both branches need is computed once, before them", () => {
    expect(body('(if (contains $1 "x") (concat (word $1 "x" 1) "!") (concat (word $1 "x" 1) "?"))')).toBe(
      [
        'const word = eMail.split("x")[1];',
        "if (word === undefined) return undefined;",
        'return eMail.includes("x") ? `${word}!` : `${word}?`;',
      ].join("\n"),
    );
  });

  test("a part that is used twice becomes a constant", () => {
    expect(body("(concat (upper (trim $1)) (concat $3 (upper (trim $1))))")).toBe(
      ["const upper = eMail.trim().toUpperCase();", "return `${upper}${company}${upper}`;"].join("\n"),
    );
  });

  test("a failure inside what is recovered from does not leave the function", () => {
    expect(body('(concat "<" (else (concat (word $1 "@" 1) "!") $3))')).toBe(
      ['const word = eMail.split("@")[1];', "return `<${word !== undefined ? `${word}!` : company}`;"].join(
        "\n",
      ),
    );
  });

  test("a lambda that may fail is a block, and its primitive is told", () => {
    expect(printed('(join (map (lambda (a) (concat (word a "-" 1) a)) (split $1 " ")) "-")')).toBe(
      `export function it(eMail: string, _nickName: string | null, _company: string): string | undefined {
  const map = mapAll(eMail.split(" "), (part) => {
    const word = part.split("-")[1];
    if (word === undefined) return undefined;
    return word + part;
  });
  if (map === undefined) return undefined;
  return map.join("-");
}

/** All results, or nothing where one is missing. */
function mapAll<T, R>(items: readonly T[], f: (item: T) => R | undefined): R[] | undefined {
  const out = items.map(f);
  return out.includes(undefined) ? undefined : (out as R[]);
}
`,
    );
  });

  test("a long template is cut into named parts", () => {
    const long = `(trim (upper (trim (upper (trim (upper (trim $1)))))))`;
    const lines = body(`(concat ${long} (concat " and then " ${long.replace("$1", "$3")}))`).split("\n");
    expect(lines.every((line) => line.length <= 98)).toBe(true);
    expect(lines.at(-1)).toContain(" and then ");
  });

  test("numbers are no receivers as they stand", () => {
    expect(body("(add 1 (add -2 $1))", [{ name: "n", type: REAL }], REAL)).toBe("return 1 + (-2 + n);");
    expect(body("(less (length (show 5)) 2)", [], BOOL)).toBe("return String(5).length < 2;");
  });
});

describe("signatures", () => {
  const head = (params: Signature["params"], result: Type, text: string): string =>
    printed(text, params, result).split("\n")[0];
  const one = (type: Type): Signature["params"] => [{ name: "x", type }];
  test("types", () => {
    expect(head(one(list(TEXT)), list(TEXT), "$1")).toBe(
      "export function it(x: readonly string[]): readonly string[] {",
    );
    expect(head(one(TEXT), list(TEXT), '(split $1 " ")')).toBe("export function it(x: string): string[] {");
    expect(head(one(option(list(option(TEXT)))), BOOL, "true")).toBe(
      "export function it(_x: readonly (string | null)[] | null): boolean {",
    );
    expect(head(one(option(TEXT)), TEXT, "$1")).toBe("export function it(x: string | null): string | null {");
    expect(head(one(option(TEXT)), option(TEXT), '(else (word $1 "-" 1) $1)')).toBe(
      "export function it(x: string | null): string | null {",
    );
    expect(printed("1", one(GRID), REAL)).toContain("readonly cells: Uint8Array");
  });

  test("dates bring their type along", async () => {
    const source = printed("(january (year $1))", one(DATE), DATE);
    expect(source).toContain("export function it(x: CivilDate): CivilDate | undefined {");
    expect(source).toMatch(/\n\/\*\* A date .*\ntype CivilDate = \{\n/);
    expect(typeErrors([`${source}\nexport default it;`])).toBe("");
    const f = await loadPrinted(`${source}\nexport default it;`);
    expect(f(plain(new CivilDate(2020, 5)))).toEqual({ year: 2020, month: 1 });
    expect(f({})).toBeUndefined();
  });

  test("constants of every type", async () => {
    const values: readonly (readonly [string, Type, Value])[] = [
      ["#(2020 _ 3 _ _ _ _)", DATE, new CivilDate(2020, undefined, 3)],
      ['[["a"] []]', list(list(TEXT)), [["a"], []]],
      ["null", option(TEXT), null],
      ["-0.5", REAL, -0.5],
      ["1e+300", REAL, 1e300],
      ["⊥", TEXT, undefined],
    ];
    for (const [text, type, value] of values) {
      const f = await loadPrinted(`${printed(text, [], type)}\nexport default it;`);
      expect(f()).toStrictEqual(plain(value));
    }
  });

  test("what is plainly ⊥ leads nowhere, and no further", async () => {
    const sources = [
      "(upper ⊥)",
      "(else (upper ⊥) $1)",
      '(if (contains $1 "a") ⊥ "b")',
      '(concat "x" (if (contains $1 "a") ⊥ "b"))',
    ].map((text) => `${printed(text)}\nexport default it;`);
    expect(typeErrors(sources)).toBe("");
    const results = await Promise.all(
      sources.map(async (source) => (await loadPrinted(source))("a", null, "c")),
    );
    expect(results).toEqual([undefined, "a", undefined, undefined]);
  });
});

describe("comments", () => {
  const signature = { params: [{ name: "text", type: TEXT }], result: TEXT };
  const program = parseProgram("(upper $1)", { signature, primitives });
  const examples = ["a", "b", "c"].map((text) => ({ inputs: [text], output: text.toUpperCase() }));

  test("description and two examples", () => {
    const { source } = printModule({
      name: "shout it",
      description: "Shouts.",
      signature,
      program,
      examples,
    });
    expect(source).toBe(`/**
 * Shouts.
 *
 * @example
 * shoutIt("a") // "A"
 * shoutIt("b") // "B"
 */
export function shoutIt(text: string): string {
  return text.toUpperCase();
}

export default shoutIt;
`);
  });

  test("a description alone takes one line, a long one is wrapped and cut", () => {
    const { source } = printModule({ name: "f", description: "Shouts.", signature, program });
    expect(source.split("\n")[0]).toBe("/** Shouts. */");
    const long = printModule({ name: "f", description: "word ".repeat(1000), signature, program }).source;
    expect(long.split("\n").length).toBeLessThan(16);
    expect(long.split("\n").every((line) => line.length <= 100)).toBe(true);
  });
});
