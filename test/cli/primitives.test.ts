import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { domains } from "../../src/domains/index.ts";
import { World } from "./terminal.ts";

async function said(...names: string[]): Promise<string> {
  const world = new World();
  expect(await world.knack("primitives", ...names), world.stderr).toBe(0);
  return world.stdout;
}

it("lists every primitive with its types, and how a call is written where that hangs on nothing else", async () => {
  const lines = (await said()).split("\n");
  const named = new Set(
    lines.filter((line) => line.startsWith("  ")).map((line) => line.trim().split(" ")[0]),
  );
  for (const { name } of domains.flatMap(({ primitives }) => primitives)) expect(named).toContain(name);
  const lineOf = (name: string): string => lines.find((line) => line.startsWith(`  ${name} `)) as string;
  expect(lineOf("upper")).toMatch(/^ {2}upper +\(text\) -> text +a\.toUpperCase\(\)$/);
  expect(lineOf("filter")).toMatch(/^ {2}filter +\(list<'a>, \('a\) -> bool\) -> list<'a> +a\.filter\(f\)$/);
  expect(lineOf("bvand-8")).toMatch(/a & b$/);
  expect(lineOf("popcount-8")).toMatch(/^ {2}popcount-8 +\(bits<8>\) -> int /);
  expect(lineOf("if")).toMatch(/a \? b : c$/);
  expect(lineOf("matches")).toMatch(/label<token>\) -> list<text>$/);
});

it("shows one with its helpers, at any width", async () => {
  expect(await said("take-while")).toMatch(
    /^take-while {2}\(list<'a>, \('a\) -> bool\) -> list<'a>.*\n {4}takeWhile\(a, f\)\n\n(?:.*\n)*function takeWhile/,
  );
  expect(await said("bvadd-64", "upper")).toBe(
    "bvadd-64  (bits<64>, bits<64>) -> bits<64>\n    BigInt.asUintN(64, a + b)\n\nupper  (text) -> text\n    a.toUpperCase()\n",
  );
});

it("refuses what is none, and says which may be meant", async () => {
  for (const [name, hint] of [
    ["uper", /^knack: "uper": there is no such primitive; did you mean upper\?/],
    ["constructor", /^knack: "constructor": there is no such primitive; knack primitives lists them/],
  ] as const) {
    const world = new World();
    expect(await world.knack("primitives", name)).toBe(2);
    expect(world.stderr).toMatch(hint);
  }
});

it("has every primitive that the README leaves out", async () => {
  const readme = await readFile("README.md", "utf8");
  const [, names] = /--without ([\w,-]+)\n/.exec(readme) ?? [];
  expect(names.split(",").length).toBeGreaterThan(5);
  await said(...names.split(","));
});
