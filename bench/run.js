/**
 * @file `npm run bench -- NAME`: runs bench/NAME.ts, which prints a table and a JSON line. Bundled first: run module by
 * module, every imported constant would be a call.
 */

import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";

const [name, ...args] = process.argv.slice(2);
const benches = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length));
if (!benches.includes(name)) {
  console.error(`Name a bench: npm run bench -- ${benches.join("|")}`);
  process.exit(2);
}
const root = join(import.meta.dirname, "..");
const outDir = join(root, "node_modules", ".cache", "knack-bench", name);
await build({
  root,
  logLevel: "error",
  build: {
    ssr: join(import.meta.dirname, `${name}.ts`),
    outDir,
    emptyOutDir: true,
    minify: false,
    target: "node20",
    rollupOptions: { output: { entryFileNames: `${name}.js` } },
  },
});
// What further threads run, which lies beside the code that starts them.
copyFileSync(join(root, "src", "kernels", "worker.js"), join(outDir, "worker.js"));
const { bench } = await import(pathToFileURL(join(outDir, `${name}.js`)).href);
await bench(args);
