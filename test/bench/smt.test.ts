import { describe, expect, it } from "vitest";
import { evaluate } from "../../bench/support/smt/evaluate.ts";
import { readNodes, shown } from "../../bench/support/smt/sexp.ts";
import { type Escapes, literal, UNSPECIFIED } from "../../bench/support/smt/values.ts";

function resultOf(text: string, escapes: Escapes = "smt"): string {
  const [term] = readNodes(text);
  const value = evaluate(term, { functions: new Map(), values: new Map(), escapes });
  return value === UNSPECIFIED ? "unspecified" : literal(value);
}

/** One line a case: a term, `→`, its value. */
function holds(cases: string): void {
  for (const line of cases.trim().split("\n")) {
    const [term, value] = line.split("→").map((part) => part.trim());
    expect(`${term} → ${resultOf(term)}`).toBe(`${term} → ${value}`);
  }
}

describe("the judge's Strings", () => {
  it("cuts", () =>
    holds(`
      (str.substr "hello" 1 3)      → "ell"
      (str.substr "hello" 3 99)     → "lo"
      (str.substr "hello" (- 1) 3)  → ""
      (str.substr "hello" 5 1)      → ""
      (str.substr "hello" 0 0)      → ""
      (str.substr "hello" 0 (- 2))  → ""
      (str.at "hello" 4)            → "o"
      (str.at "hello" 5)            → ""
      (str.at "hello" (- 1))        → ""
      (str.++ "a" "" "bc")          → "abc"
      (str.len "")                  → 0
    `));

  it("finds", () =>
    holds(`
      (str.indexof "banana" "an" 0)     → 1
      (str.indexof "banana" "an" 2)     → 3
      (str.indexof "banana" "an" 4)     → (- 1)
      (str.indexof "banana" "an" (- 1)) → (- 1)
      (str.indexof "banana" "" 3)       → 3
      (str.indexof "banana" "" 6)       → 6
      (str.indexof "banana" "" 7)       → (- 1)
      (str.indexof "" "" 0)             → 0
      (str.contains "banana" "nan")     → true
      (str.contains "nan" "banana")     → false
      (str.contains "" "")              → true
      (str.prefixof "ba" "banana")      → true
      (str.prefixof "banana" "ba")      → false
      (str.suffixof "na" "banana")      → true
      (str.suffixof "banana" "na")      → false
      (str.suffixof "" "na")            → true
    `));

  it("replaces", () =>
    holds(`
      (str.replace "banana" "an" "-")       → "b-ana"
      (str.replace "banana" "x" "-")        → "banana"
      (str.replace "banana" "" "-")         → "-banana"
      (str.replace "" "" "-")               → "-"
      (str.replace_all "banana" "an" "-")   → "b--a"
      (str.replace_all "banana" "" "-")     → "banana"
      (str.replace_all "aaa" "aa" "b")      → "ba"
      (str.replace_all "aa" "a" "aa")       → "aaaa"
    `));

  it("converts and compares", () =>
    holds(`
      (str.to_int "007")        → 7
      (str.to_int "")           → (- 1)
      (str.to_int "-7")         → (- 1)
      (str.to_int "7 ")         → (- 1)
      (str.to.int "12345678901234567890") → 12345678901234567890
      (str.from_int 0)          → "0"
      (str.from_int (- 3))      → ""
      (int.to.str 42)           → "42"
      (str.to_code "a")         → 97
      (str.to_code "ab")        → (- 1)
      (str.from_code 65)        → "A"
      (str.from_code 196608)    → ""
      (str.is_digit "7")        → true
      (str.is_digit "77")       → false
      (str.< "ab" "b")          → true
      (str.< "ab" "abc" "abd")  → true
      (str.< "ab" "ab")         → false
      (str.<= "ab" "ab" "a")    → false
    `));

  it("counts code points, and knows its escapes", () => {
    holds(`
      (str.len "😀é")                 → 2
      (str.at "a😀b" 2)               → "b"
      (str.len "say ""hi""")          → 8
      (str.len "\\u{1F600}\\u0041")   → 2
      (str.len "\\u{3ffff}")          → 9
      (str.len "\\x41\\n")            → 6
      (str.< "\\u{ffff}" "\\u{10000}") → true
    `);
    expect(resultOf('(str.++ "\\x41" "\\\\" "\\u0041")', "sygus1")).toBe('"A\\u{5c}\\u{5c}u0041"');
  });
});

describe("the judge's Ints and Core", () => {
  it("computes", () =>
    holds(`
      (+ 1 2 3)                → 6
      (- 1 2 3)                → (- 4)
      (* 3 (- 2))              → (- 6)
      (- (- 5))                → 5
      (div 7 2)                → 3
      (div (- 7) 2)            → (- 4)
      (div 7 (- 2))            → (- 3)
      (div (- 7) (- 2))        → 4
      (mod (- 7) 2)            → 1
      (mod 7 (- 2))            → 1
      (mod (- 6) 3)            → 0
      (abs (- 9007199254740993)) → 9007199254740993
      (< 1 2 2)                → false
      (<= 1 2 2)               → true
      (> 3 2 1)                → true
      (>= 1 2)                 → false
    `));

  it("decides", () =>
    holds(`
      (= 1 1 2)                          → false
      (distinct 1 2 1)                   → false
      (xor true true true)               → true
      (=> true false true)               → true
      (=> false false)                   → true
      (=> true true false)               → false
      (ite (= "a" "b") 1 2)              → 2
      (let ((x 1) (y 2)) (let ((x y) (y x)) (- x y))) → 1
      (not (and true (or false true)))   → false
    `));

  it("says where the standard leaves a value open", () =>
    holds(`
      (div 1 0)                                  → unspecified
      (= (mod 1 0) 1)                            → unspecified
      (and (= (div 1 0) 1) false)                → false
      (ite true 1 (div 1 0))                     → 1
      (=> (= (div 1 0) 1) false)                 → unspecified
    `));

  it("refuses what is not well sorted", () => {
    for (const term of [
      "(+ 1 true)",
      '(= 1 "1")',
      "(str.len 5)",
      "(frob 1)",
      "x",
      "(not true false)",
      "(bvadd #x0 #b0)",
    ])
      expect(() => resultOf(term), term).toThrow();
  });
});

describe("the judge's bit-vectors", () => {
  it("computes", () =>
    holds(`
      (bvnot #x0f)                   → #xf0
      (bvneg #x01)                   → #xff
      (bvadd #xff #x02)              → #x01
      (bvsub #x00 #x01)              → #xff
      (bvmul #xff #xff)              → #x01
      (bvand #xf0 #x3c #x10)         → #x10
      (bvnand #xf0 #x3c)             → #xcf
      (bvxnor #xf0 #xf0)             → #xff
      (bvudiv #x07 #x00)             → #xff
      (bvurem #x07 #x00)             → #x07
      (bvsdiv #xf9 #x02)             → #xfd
      (bvsdiv #x80 #xff)             → #x80
      (bvsdiv #xf9 #x00)             → #x01
      (bvsdiv #x07 #x00)             → #xff
      (bvsrem #xf9 #x02)             → #xff
      (bvsmod #xf9 #x02)             → #x01
      (bvsmod #x07 #xfe)             → #xff
      (bvsmod #xf9 #xfe)             → #xff
      (bvshl #x01 #x08)              → #x00
      (bvshl #x81 #x01)              → #x02
      (bvlshr #x80 #x07)             → #x01
      (bvashr #x80 #xff)             → #xff
      (bvashr #x40 #x08)             → #x00
      (bvcomp #b1 #b1)               → #b1
      (concat #b1 #b010)             → #xa
    `));

  it("compares, and takes indices", () =>
    holds(`
      (bvult #x01 #xff)              → true
      (bvslt #x01 #xff)              → false
      (bvsle #xff #xff)              → true
      (bvuge #x00 #x01)              → false
      ((_ extract 7 4) #xab)         → #xa
      ((_ extract 0 0) #xab)         → #b1
      ((_ zero_extend 4) #xf)        → #x0f
      ((_ sign_extend 4) #xf)        → #xff
      ((_ rotate_left 5) #b1000)     → #x1
      ((_ rotate_right 1) #b0001)    → #x8
      ((_ repeat 3) #b10)            → #b101010
      (_ bv10 8)                     → #x0a
      (= #x0a (_ bv10 8) #b00001010) → true
    `));
});

describe("s-expressions", () => {
  it("are read whatever their spacing", () => {
    const nodes = readNodes('; a comment (\n(a |b c| "x ""y"" ; z" #xAb)1');
    expect(nodes.map(shown)).toEqual(['(a |b c| "x ""y"" ; z" #xab)', "1"]);
  });

  it("are refused where something is left open", () => {
    for (const text of ["(a", "a)", '"a', "|a"]) expect(() => readNodes(text), text).toThrow(/offset \d/);
  });
});
