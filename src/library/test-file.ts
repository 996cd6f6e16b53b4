/** @file Prints `name.test.ts`: a module's examples as tests that need nothing but Node, and the nets that it calls. */

import { quote } from "../language/quote.ts";
import { baseType, type Type } from "../language/type.ts";
import { mentions } from "../language/typeparts.ts";
import { literalText, typeText } from "../language/types.ts";
import { Picture, type Value } from "../language/value.ts";
import type { Module } from "./module.ts";
import { textOf } from "./pictures.ts";

/** The test of the module that was printed to `file`.ts with this function in it. */
export function printTest(module: Module, file: string, functionName: string): string {
  // The default import may have any name; only where its own is in use here does it get another.
  const learned = NAMES.has(functionName) ? "learned" : functionName;
  const { params, result } = module.signature;
  const written = (value: Value, type: Type): string =>
    value instanceof Picture
      ? `await pictureFrom(${quote(textOf(value))}, ${quote(value.name ?? "picture")})`
      : literalText(value, { quote }, type);
  const rows = [...module.examples, ...module.answers].map(
    ({ inputs, output }) =>
      `  [[${inputs.map((value, i) => written(value, params[i].type)).join(", ")}], ${written(output, result)}],\n`,
  );
  const hasPictures = params.some(({ type }) => baseType(type).kind === "image");
  // JSON has no bigints.
  const isWide = params.some(({ type }) => typeText(type, true).includes("bigint"));
  const shown = hasPictures
    ? 'inputs.map((input) => input instanceof Picture ? input.name : JSON.stringify(input)).join(", ")'
    : isWide
      ? 'inputs.join(", ")'
      : "JSON.stringify(inputs).slice(1, -1)";
  const assertion = hasReal(result) ? "assertClose" : "assert.deepEqual";
  return `// Run with Node 22.18 or newer, which strips types: node --test ${file}.test.ts

import assert from "node:assert/strict";
import { test } from "node:test";
${hasPictures ? 'import { Picture, pictureFrom } from "knack-ts/nets";\n' : ""}import ${learned} from "./${file}.ts";

type Example = [inputs: Parameters<typeof ${learned}>, output: ReturnType<typeof ${learned}>];

const examples: Example[] = [
${rows.join("")}];

for (const [inputs, output] of examples) {
  test(\`${learned}(\${${shown}})\`, () => {
    ${assertion}(${learned}(...inputs), output);
  });
}
${hasReal(result) ? assertCloseFor(result) : ""}`;
}

/** Equality as `agrees` has it, for outputs with reals in them. */
function assertCloseFor(type: Type): string {
  const lists = hasList(type)
    ? `if (Array.isArray(actual) && Array.isArray(expected)) {
    assert.equal(actual.length, expected.length);
    expected.forEach((item, i) => assertClose(actual[i], item));
  } else `
    : "";
  const records = hasRecord(type)
    ? `if (isRecord(actual) && isRecord(expected)) {
    assert.deepEqual(Object.keys(actual).sort(), Object.keys(expected).sort());
    for (const [name, value] of Object.entries(expected)) assertClose(actual[name], value);
  } else `
    : "";
  const isRecord = `
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
`;
  return `
/** Equal; fractions to twelve digits. */
function assertClose(actual: unknown, expected: unknown): void {
  ${lists}${records}if (typeof actual === "number" && typeof expected === "number") {
    const tolerance = 1e-12 * Math.max(Math.abs(actual), Math.abs(expected));
    assert.ok(Math.abs(actual - expected) <= tolerance, \`\${actual} should be \${expected}\`);
  } else {
    assert.deepEqual(actual, expected);
  }
}
${hasRecord(type) ? isRecord : ""}`;
}

const hasReal = (type: Type): boolean => mentions(type, ({ kind }) => kind === "real");

const hasList = (type: Type): boolean => mentions(type, ({ kind }) => kind === "list" || kind === "tuple");

const hasRecord = (type: Type): boolean => mentions(type, ({ kind }) => kind === "record");

const NAMES = new Set([
  "assert",
  "assertClose",
  "isRecord",
  "test",
  "Picture",
  "pictureFrom",
  "examples",
  "inputs",
  "output",
  "JSON",
  "Example",
  "Parameters",
  "ReturnType",
]);
