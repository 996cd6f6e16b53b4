import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ProgramSyntaxError, parseProgram } from "../../src/language/parse.ts";
import { apply, literal, type Program, typedText, walk } from "../../src/language/program.ts";
import {
  bitVector,
  DATE,
  GRID,
  INT,
  label,
  list,
  option,
  parseType,
  REAL,
  type Signature,
  showType,
  TEXT,
  type Type,
} from "../../src/language/type.ts";
import { CivilDate, Grid, sameValue, type Value } from "../../src/language/value.ts";
import { primitives, upper } from "../support/primitives.ts";
import { programs, SIGNATURE } from "../support/programs.ts";

const parse = (text: string, signature: Signature = SIGNATURE): Program =>
  parseProgram(text, { signature, primitives });

function failure(text: string, signature?: Signature): ProgramSyntaxError {
  try {
    parse(text, signature);
  } catch (error) {
    expect(error).toBeInstanceOf(ProgramSyntaxError);
    return error as ProgramSyntaxError;
  }
  throw new Error(`accepted: ${text}`);
}

const typesOf = (program: Program): string[] => {
  const types: string[] = [];
  walk(program, (node) => types.push(`${node.text}: ${showType(node.type)}`));
  return types;
};

test("what is parsed is what was written", () => {
  fc.assert(
    fc.property(programs, (program) => {
      const parsed = parse(program.text);
      expect(parsed.text).toBe(program.text);
      expect(typesOf(parsed)).toEqual(typesOf(parse(parsed.text)));
    }),
    { numRuns: 1000 },
  );
});

test("types come back as they were", () => {
  const program = parse(
    '(join (map (lambda (a) (concat a (upper $1))) (split $1 " ")) (if (less 1 $3) "x" "y"))',
  );
  expect(typesOf(program)).toContain('(map (lambda (a) (concat a (upper $1))) (split $1 " ")): list<text>');
  expect(typesOf(program)).toContain("(lambda (a) (concat a (upper $1))): (text) -> text");
  expect(typesOf(program)).toContain("1: real");
  expect(typesOf(program)).toContain('(if (less 1 $3) "x" "y"): text');
});

const constant = (type: Type): Signature => ({ params: [], result: type });

describe("constants", () => {
  const cases: readonly (readonly [Value, Type])[] = [
    ["", TEXT],
    ['"\\\n\u2028*/<!--👍\ud800', TEXT],
    ["digits", label("token")],
    [0, INT],
    [-7, INT],
    [1e300, REAL],
    [1.5e-7, REAL],
    [5, REAL],
    [true, { kind: "bool" }],
    [null, option(TEXT)],
    ["x", option(TEXT)],
    [[], list(INT)],
    [[[1, 2], []], list(list(REAL))],
    [[null, "a"], list(option(TEXT))],
    [new CivilDate(2020, 2, 29), DATE],
    [new CivilDate(undefined, undefined, undefined, 23, 59, 59, 999), DATE],
    [new Grid(2, 2, Uint8Array.of(1, 2, 3, 255)), GRID],
    [new Grid(0, 0, new Uint8Array()), GRID],
    [0xff, bitVector(16)],
    [5, bitVector(3)],
    [0xffff_ffff, bitVector(32)],
    [5n, bitVector(33)],
    [0xffff_ffff_ffff_ffffn, bitVector(64)],
    [7, option(bitVector(8))],
    [[1, 2], list(bitVector(8))],
    [undefined, TEXT],
  ];
  test.each(cases.map(([value, type]) => [typedText(value, type), value, type] as const))(
    "%s",
    (text, value, type) => {
      const parsed = parse(text, constant(type));
      expect(parsed.kind === "literal" && sameValue(parsed.value, value)).toBe(true);
      expect(showType(parsed.type)).toBe(showType(type));
      expect(parsed.text).toBe(text);
    },
  );

  test("any text and any number", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.double({ noNaN: true, noDefaultInfinity: true })),
        (value) => {
          const type = typeof value === "string" ? TEXT : REAL;
          const parsed = parse(literal(value, type).text, constant(type));
          expect(parsed.kind === "literal" && sameValue(parsed.value, value)).toBe(true);
        },
      ),
    );
  });
});

test("a bit-vector's digits are its width", () => {
  const typed = (text: string, width: number) => {
    const { kind, type, text: back } = parse(text, constant(bitVector(width)));
    return [kind, showType(type), back];
  };
  expect(typed("0x0F", 8)).toEqual(["literal", "bits<8>", "0x0f"]);
  expect(typed("0b00000101", 8)).toEqual(["literal", "bits<8>", "0x05"]);
  expect(typed("0b1", 1)).toEqual(["literal", "bits<1>", "0b1"]);
  expect(failure("0x0f", constant(bitVector(16))).expected).toContain("bits<16>");
  expect(failure("15", constant(bitVector(8))).expected).toContain("bits<8>");
  expect(failure("0x0f", constant(INT)).expected).toContain("int");
  for (const text of ["0x", "0b2", "0xfg", `0x${"0".repeat(17)}`, `0b${"0".repeat(65)}`])
    expect(failure(text, constant(bitVector(8))).expected).toContain("at most 64 bits");
  expect(failure("[0x0f 0x001]", constant(list(bitVector(8)))).expected).toContain("of 8 bits");
});

test("types of bit-vectors are read back", () => {
  for (const width of [1, 8, 33, 64]) expect(parseType(`bits<${width}>`)).toEqual(bitVector(width));
  for (const text of ["bits", "bits<>", "bits<0>", "bits<65>", "bits<08>", "bits<-1>", "bits<8"])
    expect(parseType(text)).toBeUndefined();
});

describe("what is no program", () => {
  test.each([
    ["", 0, "an expression"],
    ["(", 1, "name of a primitive"],
    ["(upper $1", 9, "closes the call at 0"],
    ["(upper $1))", 10, "the end of the program"],
    ["(uper $1)", 1, "upper"],
    ["(__proto__ $1)", 1, "name of a primitive"],
    ["(constructor)", 1, "name of a primitive"],
    ["(upper)", 6, "(upper text)"],
    ["(upper $1 $1)", 0, "(upper text)"],
    ["(upper $3)", 7, "type text"],
    ["(upper true)", 7, "type text"],
    ["$0", 0, "an expression"],
    ["$5", 0, "from $1 to $4"],
    ["$99999999999999999999", 0, "an expression"],
    ["a", 0, "no lambda is around"],
    ["(lambda (a) a)", 0, "type text"],
    ["(first (map (lambda (b) b) $4))", 12, "(lambda (a)"],
    ["(first (map (lambda (a) c) $4))", 24, "parameters a"],
    ["(first (map (lambda (a b) a) $4))", 12, "("],
    ['"unclosed', 0, "double quotes"],
    ['"\\x"', 0, "JSON"],
    ["#(2020 13 1 _ _ _ _)", 7, "from 1 to 12"],
    ["#(2020 1 1)", 10, "from 0 to 23"],
    ["#[99999 99999 0]", 2, "no more than the text holds"],
    ["#[2 1 1,256]", 8, "from 0 to 255"],
    ["[1 2", 4, 'or "]"'],
    ["[1 (upper $1)]", 3, "a constant"],
    ["1.5.5", 0, "an expression"],
    ["(upper ⊥⊥)", 7, "an expression"],
    ["(split [true 1] $1)", 7, "text"],
    ["9007199254740993", 0, "type text"],
  ])("%s", (text, offset, expected) => {
    const error = failure(text);
    expect([error.offset, error.expected]).toEqual([offset, expect.stringContaining(expected)]);
    expect(error.message).toContain(`found ${error.found}`);
  });

  test("nesting, length and number of parts are limited", () => {
    const nested = (depth: number): string => `${"(upper ".repeat(depth)}$1${")".repeat(depth)}`;
    expect(parse(nested(199)).text).toBe(nested(199));
    expect(failure(nested(200)).expected).toContain("200 levels");
    expect(failure(nested(10_000)).expected).toContain("200 levels");
    expect(failure("[".repeat(50_000)).expected).toContain("200 levels");
    expect(failure(`"${"x".repeat(100_001)}"`).expected).toContain("100000");
    expect(failure(`[${"1 ".repeat(20_000)}]`, constant(list(INT))).expected).toContain("10000 parts");
  });

  test("a type that would contain itself", () => {
    expect(failure("(first (map (lambda (a) (map a a)) $4))").expected).toContain("value of type");
  });

  test("nothing but the typed error comes out of any text", () => {
    const token = fc.constantFrom(
      "(",
      ")",
      "[",
      "]",
      "#(",
      "#[",
      '"',
      "\\",
      "$1",
      "$2",
      "a",
      "b",
      "lambda",
      "map",
      "upper",
      "if",
      "else",
      "word",
      "1",
      "-",
      ",",
      "_",
      "null",
      "⊥",
      " ",
      "\u2028",
    );
    fc.assert(
      fc.property(
        fc.array(token, { maxLength: 20 }),
        fc.constantFrom(TEXT, REAL, list(TEXT), option(TEXT)),
        (tokens, type) => {
          try {
            const program = parse(tokens.join(" "), { ...SIGNATURE, result: type });
            expect(parse(program.text, { ...SIGNATURE, result: type }).text).toBe(program.text);
          } catch (error) {
            expect(error).toBeInstanceOf(ProgramSyntaxError);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

test("time grows with the length, not its square", () => {
  const wide = (count: number): string => {
    let text = "$1";
    for (let i = 0; i < 150; i++) text = `(concat ${text} $1)`;
    return `(join [${'"x" '.repeat(count)}] ${text})`;
  };
  const start = performance.now();
  expect(parse(wide(9000)).kind).toBe("apply");
  expect(performance.now() - start).toBeLessThan(500);
});

test("an option stands where a plain value is wanted, and a plain value where an option is", () => {
  expect(parse("(upper $2)").text).toBe(
    apply(upper, [parse("$2", { ...SIGNATURE, result: option(TEXT) })]).text,
  );
  expect(showType(parse('(else $2 "x")', { ...SIGNATURE, result: option(TEXT) }).type)).toBe("text?");
  expect(parse("(same $1)", { ...SIGNATURE, result: option(TEXT) }).text).toBe("(same $1)");
});
