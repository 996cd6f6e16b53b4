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
/** All of 4 GiB but a page, as in native.ts. */
const SHARED = ["--enable", "threads", "--sharedMemory", "--maximumMemory", "65535"];

/** Compressed it is smaller than base 64: what repeats, in a module and in both, does so in its text. */
const ENCODING = "hex";

/** By the name of the text, what is compiled and how. */
const MODULES = {
  KERNELS: ["assembly/index.ts", ...OPTIONS, ...MEMORY],
  TEAM_KERNELS: ["assembly/team.ts", ...OPTIONS, ...MEMORY, ...SHARED],
};

const sources = new Map([["state.ts", readFileSync(join(folder, "state.ts"), "utf8")]]);
for (const name of readdirSync(join(folder, "assembly")).sort())
  sources.set(`assembly/${name}`, readFileSync(join(folder, "assembly", name), "utf8"));

const digest = createHash("sha256")
  .update(JSON.stringify([version, ENCODING, MODULES, ...sources]))
  .digest("hex")
  .slice(0, 16);
const head = `/** @file Made by \`npm run kernels\` of assembly/ (${digest}). */\n`;

/** The WebAssembly of a module as text. */
async function compile(asc, args) {
  let binary;
  const { error, stderr } = await asc.main([...args, "--outFile", "module.wasm"], {
    readFile: (name) => sources.get(name) ?? null,
    writeFile: (_, contents) => {
      binary = contents;
    },
    listFiles: () => [],
  });
  if (error) {
    console.error(stderr.toString());
    throw error;
  }
  return Buffer.from(binary).toString(ENCODING);
}

if (!existsSync(target) || !readFileSync(target, "utf8").startsWith(head)) {
  const { default: asc } = await import("assemblyscript/asc");
  let text = head;
  for (const [name, args] of Object.entries(MODULES))
    text += `\nexport const ${name}: string =\n  "${await compile(asc, args)}";\n`;
  writeFileSync(target, text);
}
