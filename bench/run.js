/** @file `npm run bench -- NAME`: runs bench/NAME.ts, which prints a table and a JSON line. */

import { readdirSync } from "node:fs";
import { runnerImport } from "vite";

const [name, ...args] = process.argv.slice(2);
const benches = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length));
if (!benches.includes(name)) {
  console.error(`Name a bench: npm run bench -- ${benches.join("|")}`);
  process.exit(2);
}
const { module } = await runnerImport(`${import.meta.dirname}/${name}.ts`);
await module.bench(args);
