/** @file Runs and reads printed modules in tests. */

import { parseSync, transformWithOxc } from "vite";
import { CivilDate, Grid, type Value } from "../../src/language/value.ts";

export type Printed = (...inputs: readonly unknown[]) => unknown;

/** The default export of a printed module. */
export async function loadPrinted(source: string): Promise<Printed> {
  const { code } = await transformWithOxc(source, "printed.ts");
  const url = `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`;
  const loaded = (await import(/* @vite-ignore */ url)) as Record<string, unknown>;
  const names = Object.keys(loaded).filter((name) => name !== "default");
  if (names.length !== 1 || loaded[names[0]] !== loaded.default)
    throw new Error(`exports ${Object.keys(loaded)}`);
  return loaded.default as Printed;
}

/** A value as printed code sees it: dates and grids are plain objects there. */
export function plain(value: Value): unknown {
  if (value instanceof CivilDate) {
    return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
  }
  if (value instanceof Grid) return { width: value.width, height: value.height, cells: value.cells };
  return Array.isArray(value) ? value.map(plain) : value;
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** The syntax tree of a printed module; throws where it does not parse. */
export function syntaxTree(source: string): Node {
  const { program, errors } = parseSync("printed.ts", source);
  if (errors.length > 0) throw new Error(`${errors[0].message}\n${source}`);
  return program as unknown as Node;
}

/** The tree's shape, names and strings left out, and its strings in order. */
export function shapeOf(source: string): { shape: unknown; strings: string[] } {
  const strings: string[] = [];
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== "object" || node === null) return undefined;
    const { type, value } = node as Node;
    if (type === "Literal") {
      if (typeof value === "string") strings.push(value);
      return [type, typeof value];
    }
    if (type === "TemplateElement") {
      strings.push((value as { cooked: string }).cooked);
      return type;
    }
    const children = Object.entries(node).filter(([, child]) => typeof child === "object" && child !== null);
    return [type, ...children.map(([key, child]) => [key, visit(child)])];
  };
  return { shape: visit(syntaxTree(source)), strings };
}
