/** @file Prints `name.test.ts`: a module's examples as tests that need nothing but Node. */

import { quote } from "../language/quote.ts";
import type { Type } from "../language/type.ts";
import { bitsCode, typeText } from "../language/types.ts";
import { CivilDate, Grid, type Value } from "../language/value.ts";
import type { Module } from "./module.ts";

/** The test of the module that was printed to `file`.ts with this function in it. */
export function printTest(module: Module, file: string, functionName: string): string {
  // The default import may have any name; only where its own is in use here does it get another.
  const learned = NAMES.has(functionName) ? "learned" : functionName;
  const { params, result } = module.signature;
  const rows = [...module.examples, ...module.answers].map(
    ({ inputs, output }) =>
      `  [[${inputs.map((value, i) => literal(value, params[i].type)).join(", ")}], ${literal(output, result)}],\n`,
  );
  // JSON has no bigints.
  const isWide = params.some(({ type }) => typeText(type, true).includes("bigint"));
  const shown = isWide ? 'inputs.join(", ")' : "JSON.stringify(inputs).slice(1, -1)";
  const assertion = hasReal(result) ? "assertClose" : "assert.deepEqual";
  return `// Run with Node 22.18 or newer, which strips types: node --test ${file}.test.ts

import assert from "node:assert/strict";
import { test } from "node:test";
import ${learned} from "./${file}.ts";

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
  return `
/** Equal; fractions to twelve digits. */
function assertClose(actual: unknown, expected: unknown): void {
  ${lists}if (typeof actual === "number" && typeof expected === "number") {
    const tolerance = 1e-12 * Math.max(Math.abs(actual), Math.abs(expected));
    assert.ok(Math.abs(actual - expected) <= tolerance, \`\${actual} should be \${expected}\`);
  } else {
    assert.deepEqual(actual, expected);
  }
}
`;
}

function hasReal(type: Type): boolean {
  return type.kind === "list" || type.kind === "option" ? hasReal(type.of) : type.kind === "real";
}

function hasList(type: Type): boolean {
  return type.kind === "option" ? hasList(type.of) : type.kind === "list";
}

const NAMES = new Set([
  "assert",
  "assertClose",
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
function literal(value: Value, type: Type): string {
  if (type.kind === "option") return literal(value, type.of);
  if (type.kind === "bits" && (typeof value === "number" || typeof value === "bigint"))
    return bitsCode(value);
  if (typeof value === "string") return quote(value);
  if (value instanceof CivilDate) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return `{ ${fields.map(([name, field]) => `${name}: ${field}`).join(", ")} }`;
  }
  if (value instanceof Grid) {
    return `{ width: ${value.width}, height: ${value.height}, cells: Uint8Array.of(${[...value.cells].join(", ")}) }`;
  }
  if (Array.isArray(value))
    return `[${value.map((item) => literal(item, type.kind === "list" ? type.of : type)).join(", ")}]`;
  return Object.is(value, -0) ? "0" : String(value);
}
