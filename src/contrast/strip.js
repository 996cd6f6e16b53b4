/**
 * @file The hook by which Node 20 loads TypeScript: types become blanks, by the compiler that newer Nodes have built in. Lines
 * and columns stay as they are.
 */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import swc from "@swc/wasm-typescript";

const TYPESCRIPT = /^file:.*\.m?ts$/;

export async function load(url, context, next) {
  if (!TYPESCRIPT.test(url)) return next(url, context);
  const file = fileURLToPath(url);
  const source = await readFile(file, "utf8");
  try {
    const { code } = swc.transformSync(source, { mode: "strip-only", filename: file });
    return { format: "module", shortCircuit: true, source: code };
  } catch (error) {
    throw new SyntaxError(`line ${error.startLine}, column ${error.startColumn + 1}: ${error.message}`);
  }
}
