import { describe, expect, it } from "vitest";
import { domains } from "../src/domains/index.ts";
import { BOOL, INT, InputError, list, type OwnPrimitive, option, primary, REAL, TEXT } from "../src/index.ts";
import { compile } from "../src/language/compile.ts";
import { run } from "../src/language/interpret.ts";
import { parseProgram } from "../src/language/parse.ts";
import type { Program } from "../src/language/program.ts";
import { printModule } from "../src/language/typescript.ts";
import { ownDomain } from "../src/own.ts";
import { loadPrinted } from "./support/printed.ts";
import { typeErrors } from "./support/typecheck.ts";

const upper: OwnPrimitive = {
  name: "shout",
  params: [TEXT],
  result: TEXT,
  run: (text) => text.toUpperCase(),
};

/** A call of the primitive on the input, and its printed module. */
function callOf(own: OwnPrimitive): { program: Program; source: string } {
  const primitives = new Map(
    ownDomain([own], [], "learned", domains).primitives.map((primitive) => [primitive.name, primitive]),
  );
  const signature = { params: [{ name: "input", type: own.params[0] }], result: own.result };
  const program = parseProgram(`(${own.name} $1)`, { signature, primitives });
  return { program, source: printModule({ name: "learned", signature, program }).source };
}

describe("an own primitive", () => {
  it("is printed with its doc as a comment, whatever stands in it", async () => {
    const { source } = callOf({ ...upper, doc: "In capitals. */ throw 1;\n/**" });
    expect(source).toContain(" * In capitals. *");
    expect(typeErrors([source])).toBe("");
    expect((await loadPrinted(source))("a")).toBe("A");
  });

  it("has no answer where run gives a promise, and a rejected one is nobody's trouble", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", note);
    const [primitive] = ownDomain(
      [{ ...upper, result: list(TEXT), run: () => [Promise.reject(new Error("no"))] as unknown as string[] }],
      [],
      "learned",
      domains,
    ).primitives;
    expect(primitive.run(["a"], { fuel: 1000 })).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });

  it("gives lists that are looked at once", () => {
    let looks = 0;
    const shy = new Proxy(["a"], {
      get(target, key, self) {
        if (key === "0" && ++looks > 1) throw new Error("no");
        return Reflect.get(target, key, self);
      },
    });
    const [primitive] = ownDomain(
      [{ ...upper, result: list(TEXT), run: () => shy }],
      [],
      "learned",
      domains,
    ).primitives;
    expect(JSON.stringify(primitive.run(["a"], { fuel: 1000 }))).toBe('["a"]');
  });

  it.each([
    [null, /^primitive 0: is null; give an object/],
    [{ ...upper, name: undefined }, /^primitive 0: its name is undefined/],
    [{ ...upper, params: undefined }, /^primitive 0: its params are no list of types/],
    [{ ...upper, result: null }, /^primitive 0: its result is no type/],
    [{ ...upper, run: "x" }, /^primitive 0: its run is "x"; give a function/],
  ])("is refused in a wrong shape: %j", (given, complaint) => {
    const own = () => ownDomain([given as unknown as OwnPrimitive], [], "learned", domains);
    expect(own).toThrow(InputError);
    expect(own).toThrow(complaint);
  });

  it.each([TEXT, BOOL, INT, REAL, list(TEXT), option(INT), list(option(REAL))])(
    "has an answer of type %j in printed code where it has one here, whatever run does",
    async (result) => {
      const answer = (at: number): string => {
        // Written here: what is printed may use nothing outside itself.
        const odd = [
          ...[undefined, null, 3, 3.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, "a", true],
          ...[["a"], ["a", 1], [3, null], [undefined], {}],
        ];
        if (at === odd.length) throw new Error("no");
        return odd[at] as string;
      };
      const { program, source } = callOf({ name: "odd", params: [INT], result, run: answer });
      const printed = await loadPrinted(source);
      const compiled = compile(program);
      let answers = 0;
      for (let at = 0; at <= 14; at++) {
        const value = run(program, [at]);
        expect(printed(at)).toEqual(value);
        expect(compiled([at])).toEqual(value);
        if (value !== undefined) answers++;
      }
      expect(answers).toBeGreaterThan(0);
      expect(answers).toBeLessThan(14);
    },
  );

  it("may be an arrow, a function or a method, and a strict compiler takes what is printed", async () => {
    const runs: OwnPrimitive["run"][] = [
      (text) => text.toUpperCase(),
      function shouted(text) {
        return text.toUpperCase();
      },
      {
        run(text: string) {
          return text.toUpperCase();
        },
      }.run,
      {
        delete(text: string) {
          return text.toUpperCase();
        },
      }.delete,
    ];
    const sources = runs.map((run) => callOf({ ...upper, run }).source);
    const length = callOf({
      name: "sizeOf",
      params: [list(TEXT)],
      result: option(INT),
      run: (l) => l.length,
    });
    expect(typeErrors([...sources, length.source])).toBe("");
    for (const source of sources) expect((await loadPrinted(source))("a")).toBe("A");
    expect((await loadPrinted(length.source))(["a", "b"])).toBe(2);
  });

  it.each<[name: string, complaint: RegExp]>([
    ["a-b", /primitive "a-b": the name must be letters and digits/],
    ["", /must be letters and digits/],
    ["2nd", /beginning with a letter/],
    ["größe", /letters and digits/],
    ["for", /primitive "for": is a word or a global of TypeScript; choose another name/],
    ["lambda", /choose another name/],
    ["Date", /choose another name/],
    ["upper", /there is a primitive of this name already/],
    ["fullName", /the learned function has this name/],
  ])("may not be called %j", (name, complaint) => {
    const offer = () => ownDomain([{ ...upper, name }], [], "Full name", domains);
    expect(offer).toThrow(InputError);
    expect(offer).toThrow(complaint);
  });

  it("may not be called like another", () => {
    expect(() => ownDomain([upper, { ...upper }], [], "learned", [])).toThrow(/there is a primitive/);
  });

  it.each<[more: Partial<OwnPrimitive>, complaint: RegExp]>([
    [{ run: String }, /the source of run is not available; give print/],
    [{ run: async () => "" } as unknown as Partial<OwnPrimitive>, /neither a function nor a method/],
    [
      { params: [list(INT)], result: { kind: "grid" } },
      /primitive "shout": has no default .* grid; give print/,
    ],
    [{ cost: -1 }, /its cost is -1; give bits above 0/],
    [{ cost: Number.NaN }, /its cost is NaN/],
  ])("is refused where it cannot be used: %#", (more, complaint) => {
    expect(() => ownDomain([{ ...upper, ...more }], [], "learned", [])).toThrow(complaint);
  });

  it("is written as its print says", () => {
    const print: OwnPrimitive["print"] = ([text], context) =>
      primary(`${context.at(text, 11)}.toUpperCase()`);
    expect(callOf({ ...upper, run: String, print }).source).toContain("input.toUpperCase()");
  });
});

it("constants are text, finite numbers and truth values", () => {
  expect(() => ownDomain([], ["a", 1, 0.5, true], "learned", [])).not.toThrow();
  expect(() => ownDomain([], [Number.NaN], "learned", [])).toThrow(
    /constant NaN: give text, a finite number/,
  );
});
