/** Task files for tests. */

import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type SourceOptions, TaskSource } from "../../src/contrast/source.ts";
import { folder } from "../cli/terminal.ts";

export const GOOD = {
  name: '"double"',
  signature: '{ inputs: [{ name: "x", type: "int" }], output: "int" }',
  axis: '"magnitude"',
  reference: "(x) => 2 * x",
  sample: "(random, reach) => [random.between(0, 9 * reach)]",
};

/** The text of a task file: the good task with other fields in place of its own; without those that are empty. */
export function taskText(fields: Readonly<Record<string, string>> = {}): string {
  const all = Object.entries({ ...GOOD, ...fields }).filter(([, value]) => value !== "");
  return `export default {\n${all.map(([key, value]) => `  ${key}: ${value},`).join("\n")}\n};\n`;
}

/** Opens a task file with that text. */
export async function opened(text: string, options: Partial<SourceOptions> = {}): Promise<TaskSource> {
  const path = join(await folder({ "task.ts": text }), "task.ts");
  const source = await TaskSource.open(path, { seed: 1, ...options });
  onTestFinished(() => source.close());
  return source;
}

export const example = async (name: string, seed = 1): Promise<TaskSource> => {
  const source = await TaskSource.open(`examples/contrast/${name}.ts`, { seed });
  onTestFinished(() => source.close());
  return source;
};
