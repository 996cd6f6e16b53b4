/** @file Type-checks printed modules, all at once. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const TSC = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));

/** What the compiler complains about in strict mode; empty when all modules are sound. */
export function typeErrors(sources: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "printed-"));
  try {
    const compilerOptions = {
      target: "ES2022",
      lib: ["ES2023"],
      module: "NodeNext",
      strict: true,
      erasableSyntaxOnly: true,
      isolatedModules: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      noImplicitReturns: true,
      noEmit: true,
      types: [],
    };
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
    sources.forEach((source, i) => {
      writeFileSync(join(folder, `module${i}.ts`), source);
    });
    execFileSync(process.execPath, [TSC, "-p", folder], { encoding: "utf8" });
    return "";
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    if (!stdout) throw error;
    // With the source of the first module at fault, to read beside it.
    const i = /module(\d+)\.ts/.exec(stdout)?.[1];
    return `${stdout}\n${i === undefined ? "" : sources[Number(i)]}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
