/** @file Prints `name.test.ts`: a module's examples as tests that need nothing but Node. */

import { quote } from "../language/quote.ts";
import { CivilDate, Grid, type Value } from "../language/value.ts";
import type { Module } from "./module.ts";

/** The test of the module that was printed to `file`.ts with this function in it. */
export function printTest(module: Module, file: string, functionName: string): string {
  // The default import may have any name; only where its own is in use here does it get another.
  const learned = NAMES.has(functionName) ? "learned" : functionName;
  const rows = [...module.examples, ...module.answers].map(
    ({ inputs, output }) => `  [[${inputs.map(literal).join(", ")}], ${literal(output)}],\n`,
  );
  return `// Run with Node 22.18 or newer, which strips types: node --test ${file}.test.ts

import assert from "node:assert/strict";
import { test } from "node:test";
import ${learned} from "./${file}.ts";

type Example = [inputs: Parameters<typeof ${learned}>, output: ReturnType<typeof ${learned}>];

const examples: Example[] = [
${rows.join("")}];

for (const [inputs, output] of examples) {
  test(\`${learned}(\${JSON.stringify(inputs).slice(1, -1)})\`, () => {
    assert.deepEqual(${learned}(...inputs), output);
  });
}
`;
}

const NAMES = new Set([
  "assert",
  "test",
  "examples",
  "inputs",
  "output",
  "JSON",
  "Example",
  "Parameters",
  "ReturnType",
]);

/** A value as printed programs take and return it. */
function literal(value: Value): string {
  if (typeof value === "string") return quote(value);
  if (value instanceof CivilDate) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return `{ ${fields.map(([name, field]) => `${name}: ${field}`).join(", ")} }`;
  }
  if (value instanceof Grid) {
    return `{ width: ${value.width}, height: ${value.height}, cells: Uint8Array.of(${[...value.cells].join(", ")}) }`;
  }
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  return Object.is(value, -0) ? "0" : String(value);
}
