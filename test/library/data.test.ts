/** @file Modules over data: their types and examples come back, and what they are printed as passes its test. */

import { expect, test } from "vitest";
import { run } from "../../src/language/interpret.ts";
import { fromPlain } from "../../src/language/plain.ts";
import { type Signature, TEXT, type Type, writeType } from "../../src/language/type.ts";
import type { Value } from "../../src/language/value.ts";
import { readModule, writeModule } from "../../src/library/format.ts";
import type { Module } from "../../src/library/module.ts";
import { DATA_NAMES, dataOf } from "../domains/records/types.ts";
import { moduleWith, primitives } from "./modules.ts";

const digests = { typescript: "t", test: "e" };

const reread = async (module: Module): Promise<Module> =>
  (await readModule(await writeModule(module, digests), "a.knack.json", primitives)).module;

const over = (type: Type, result: Type): Signature => ({ params: [{ name: "data", type }], result });

test.each(DATA_NAMES)("%s", async (name) => {
  const { type, values } = dataOf(name);
  const examples = values.map((value) => [value, "x"]);
  const module = await reread(moduleWith("All", '"x"', examples, { signature: over(type, TEXT) }));
  expect(writeType(module.signature.params[0].type)).toBe(writeType(type));
  expect(module.examples.map(({ inputs }) => inputs[0])).toEqual(values);
});

test("programs over data are read back by the types of what they are about", async () => {
  const { type } = dataOf("tree");
  const tree = (value: number, left: unknown = null, right: unknown = null) => ({ value, left, right });
  const examples: Value[][] = [[tree(1, tree(2)), tree(1, null, tree(2))].map(fromPlain)];
  const module = await reread(
    moduleWith("Mirror", "(cata $1 null (lambda (a b c) (make-Tree a c b)))", examples, {
      signature: over(type, type),
    }),
  );
  expect(run(module.program, module.examples[0].inputs)).toEqual(module.examples[0].output);
});

test.each([
  ["int | int | {", "should be a type"],
  ["rec T. {a: U}", "should be a type"],
  ["{a: int, a: text}", "should be a type"],
  ["list<label<token>>", "should be a type"],
  ["{f: (int) -> int}", "should be a type"],
])("is no type of a module: %s", async (text, complaint) => {
  const json = await writeModule(moduleWith("All", '"x"', [["a", "x"]]), digests);
  const changed = json.replace('"type":"text"', `"type":${JSON.stringify(text)}`);
  expect(changed).not.toBe(json);
  await expect(readModule(changed, "a.knack.json", primitives)).rejects.toThrow(complaint);
});

test("two types of one name, and values of no case, are refused", async () => {
  const [a, b] = ["rec T. {a: T?}", "rec T. {b: T?}"];
  const { type } = dataOf("tree");
  const json = await writeModule(
    moduleWith("All", '"x"', [[fromPlain(null), "x"]], { signature: over(type, TEXT) }),
    digests,
  );
  const twice = json.replace(/"type":"[^"]*"/, `"type":"{x: ${a}, y: ${b}}?"`);
  await expect(readModule(twice, "a.knack.json", primitives)).rejects.toThrow(/two types T/);
  const odd = json.replace('"inputs":[null]', '"inputs":[{"value":1,"left":2,"right":null}]');
  await expect(readModule(odd, "a.knack.json", primitives)).rejects.toThrow(/should be of type/);
  const deep = json.replace('"inputs":[null]', `"inputs":[${'{"left":'.repeat(100_000)}`);
  await expect(readModule(deep, "a.knack.json", primitives)).rejects.toThrow(/nested more than/);
});
