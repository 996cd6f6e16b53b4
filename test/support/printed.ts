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

/** The default exports of many printed modules, each in a scope of its own: one import is much faster than many. */
export async function loadAll(sources: readonly string[]): Promise<Printed[]> {
  const scopes = sources.map((source) => {
    const [exported, name] = /^export default (\w+);$/m.exec(source) as RegExpExecArray;
    return `(() => {\n${source.replace(exported, "").replace(/^export /m, "")}\nreturn ${name};\n})()`;
  });
  const { code } = await transformWithOxc(`export const all = [${scopes.join(",\n")}];`, "printed.ts");
  const url = `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`;
  return ((await import(/* @vite-ignore */ url)) as { all: Printed[] }).all;
}

/** A value as printed code sees it: dates and grids are plain objects there. Zero has no sign. */
export function plain(value: Value): unknown {
  if (value === 0) return 0;
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

export interface Shape {
  /** The syntax tree without names and without the contents of strings. */
  readonly shape: unknown;
  /** Contents of string constants and of templates' literal parts, in order. */
  readonly strings: readonly string[];
  readonly names: readonly string[];
  readonly comments: readonly string[];
}

/** What a parser sees in a printed module; throws where it does not parse. */
export function shapeOf(source: string): Shape {
  const { program, errors, comments } = parseSync("printed.ts", source);
  if (errors.length > 0) throw new Error(`${errors[0].message}\n${source}`);
  const strings: string[] = [];
  const names: string[] = [];
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== "object" || node === null) return undefined;
    const { type, value, name } = node as Node;
    if (type === "Identifier") names.push(name as string);
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
  const shape = visit(program);
  return { shape, strings, names, comments: comments.map(({ value }) => value) };
}
