/**
 * @file `npm run kernels`: compiles src/kernels/assembly with AssemblyScript into src/kernels/generated.ts, a module that
 * holds the WebAssembly as text, so that it loads the same in Node and in browsers. Does nothing when the module
 * there was made of the same sources.
 */

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..", "src", "kernels");
const target = join(folder, "generated.ts");
const version = JSON.parse(readFileSync(join(import.meta.dirname, "..", "package.json"), "utf8"))
  .devDependencies.assemblyscript;

const OPTIONS = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd"];
const MEMORY = ["--importMemory", "--noExportMemory", "--initialMemory", "1"];

const sources = new Map([["state.ts", readFileSync(join(folder, "state.ts"), "utf8")]]);
for (const name of readdirSync(join(folder, "assembly")).sort())
  sources.set(`assembly/${name}`, readFileSync(join(folder, "assembly", name), "utf8"));

const digest = createHash("sha256")
  .update(JSON.stringify([version, OPTIONS, MEMORY, ...sources]))
  .digest("hex")
  .slice(0, 16);
const head = `/** @file Made by \`npm run kernels\` of assembly/ (${digest}). */\n`;

if (!existsSync(target) || !readFileSync(target, "utf8").startsWith(head)) {
  const { default: asc } = await import("assemblyscript/asc");
  let binary;
  const { error, stderr } = await asc.main(
    ["assembly/index.ts", "--outFile", "kernels.wasm", ...OPTIONS, ...MEMORY],
    {
      readFile: (name) => sources.get(name) ?? null,
      writeFile: (_, contents) => {
        binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error) {
    console.error(stderr.toString());
    throw error;
  }
  const text = Buffer.from(binary).toString("base64");
  writeFileSync(target, `${head}\nexport const KERNELS: string =\n  "${text}";\n`);
}
