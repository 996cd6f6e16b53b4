import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Primitive } from "../../src/language/primitive.ts";
import { helperOf, primary } from "../../src/language/print.ts";
import { apply, input } from "../../src/language/program.ts";
import { TEXT } from "../../src/language/type.ts";
import { printModule } from "../../src/language/typescript.ts";

/** Name and source of every helper written in the domains' files, exported or not. */
async function helpers(): Promise<{ name: string; source: string; file: string }[]> {
  const files = await readdir("src/domains", { recursive: true });
  const found = await Promise.all(
    files
      .filter((file) => file.endsWith(".ts"))
      .map(async (file) => {
        const text = await readFile(join("src/domains", file), "utf8");
        const declared = text.matchAll(/helperOf\(\s*(`(?:\\.|[^`\\])*`|"(?:\\.|[^"\\])*")/g);
        return [...declared].flatMap(([, source]) => {
          // Some are called as what they are told.
          const { name } = helperOf(source.slice(1, -1));
          return name === "$" ? [] : [{ name, source, file }];
        });
      }),
  );
  return found.flat();
}

describe("helpers of printed code", () => {
  it("have one source for each name, over all domains", async () => {
    const all = await helpers();
    expect(all.length).toBeGreaterThan(40);
    const first = new Map<string, (typeof all)[number]>();
    for (const helper of all) {
      const known = first.get(helper.name);
      if (known && known.source !== helper.source) {
        expect.fail(`${helper.name} is declared in ${known.file} and, differently, in ${helper.file}`);
      }
      first.set(helper.name, helper);
    }
  });

  it("are refused by the printer where two of one name meet", () => {
    const tag = (name: string, source: string): Primitive => ({
      name,
      params: [TEXT],
      result: TEXT,
      partial: false,
      run: ([text]) => text,
      print: ([text], context) => primary(`${context.use({ name: "tag", source })}(${context.at(text, 0)})`),
    });
    const one = tag("one", "function tag(text: string): string {\n  return text;\n}");
    const two = tag("two", "function tag(text: string): string {\n  return text.trim();\n}");
    const signature = { params: [{ name: "text", type: TEXT }], result: TEXT };
    const print = (outer: Primitive, inner: Primitive) =>
      printModule({ name: "f", signature, program: apply(outer, [apply(inner, [input(0, TEXT)])]) }).source;
    expect(print(one, one).match(/function tag/g)).toHaveLength(1);
    expect(() => print(one, two)).toThrow(/two helpers .* tag/);
  });
});
