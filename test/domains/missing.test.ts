// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expected code has template literals

/** @file What is made of inputs that are missing: the empty text, and null. */

import { describe, expect, test } from "vitest";
import { learn } from "../../src/index.ts";
import { option, TEXT } from "../../src/language/type.ts";
import { loadPrinted } from "../support/printed.ts";

const budget = { candidates: 300_000 };

describe("a fallback", () => {
  test("for the empty text", async () => {
    const greet = await learn(
      [
        ["Ada", "Hi Ada"],
        ["", "Hi there"],
        ["Bob", "Hi Bob"],
      ],
      { unlabelled: [["Cy"], ["Di"]], budget },
    );
    expect(greet.typescript).toContain('input === "" ? "Hi there" : `Hi ${input}`');
    expect(["Cy", ""].map((name) => greet(name))).toEqual(["Hi Cy", "Hi there"]);
  });

  test("for the empty text, from another column", async () => {
    const call = await learn(
      [
        ["Addy", "Ada Lovelace", "Addy"],
        ["", "Alan Turing", "Alan"],
        ["Bo", "Bob Smith", "Bo"],
        ["", "Grace Hopper", "Grace"],
      ],
      { budget },
    );
    expect(call.typescript).toContain('=== "" ?');
    expect(call("", "Barbara Liskov")).toBe("Barbara");
  });

  test("for null", async () => {
    const signature = { params: [{ name: "name", type: option(TEXT) }], result: TEXT };
    const examples: [string | null, string][] = [
      ["Ada", "Hi Ada"],
      [null, "Hi there"],
      ["Bob", "Hi Bob"],
    ];
    const greet = await learn(examples, { signature, unlabelled: [["Cy"], ["Di"]], budget });
    const printed = await loadPrinted(greet.typescript);
    for (const f of [greet, printed])
      expect(["Cy", null].map((name) => f(name))).toEqual(["Hi Cy", "Hi there"]);
    expect(greet.typescript).toMatch(/name [!=]== null/);
  });
});
