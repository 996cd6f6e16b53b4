/** What is published, and on what it stands. */

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const json = async (path: string) => JSON.parse(await readFile(path, "utf8"));

/** Every package in node_modules, nested ones too. */
async function* installed(folder = "node_modules"): AsyncGenerator<string> {
  for (const { name } of await readdir(folder, { withFileTypes: true })) {
    if (name.startsWith(".")) continue;
    const path = join(folder, name);
    if (name.startsWith("@")) yield* installed(path);
    else if (existsSync(join(path, "package.json"))) {
      yield path;
      if (existsSync(join(path, "node_modules"))) yield* installed(join(path, "node_modules"));
    }
  }
}

describe("dependencies", () => {
  it("are locked, each with its digest, and tied to no registry", async () => {
    const { packages, lockfileVersion } = await json("package-lock.json");
    expect(lockfileVersion).toBe(3);
    const { "": root, ...others } = packages as Record<string, { integrity?: string; resolved?: string }>;
    expect(root).toBeDefined();
    const unlocked = Object.entries(others).filter(([, { integrity }]) => !integrity?.startsWith("sha512-"));
    expect(unlocked).toEqual([]);
    const tied = Object.values(others).filter(({ resolved }) => resolved !== undefined);
    expect(tied).toEqual([]);
  });

  it("are few where they are installed with Knack", async () => {
    const { packages } = await json("package-lock.json");
    const shipped = Object.entries(packages as Record<string, { dev?: boolean }>).filter(
      ([path, { dev }]) => path !== "" && !dev,
    );
    expect(shipped.map(([path]) => path)).toEqual([
      "node_modules/@jax-js/jax",
      "node_modules/@swc/wasm-typescript",
      "node_modules/fast-png",
      "node_modules/fflate",
      "node_modules/fft.js",
      "node_modules/iobuffer",
      "node_modules/is-any-array",
      "node_modules/jpeg-js",
      "node_modules/ml-array-max",
      "node_modules/ml-array-min",
      "node_modules/ml-array-rescale",
      "node_modules/ml-matrix",
      "node_modules/saxes",
      "node_modules/xmlchars",
    ]);
  });

  it("run nothing when they are installed", async () => {
    const { packages } = await json("package-lock.json");
    const marked = Object.values(packages as Record<string, { hasInstallScript?: boolean }>).filter(
      ({ hasInstallScript }) => hasInstallScript,
    );
    expect(marked).toEqual([]);
    let count = 0;
    const running: string[] = [];
    for await (const path of installed()) {
      count++;
      const { scripts = {} } = await json(join(path, "package.json"));
      const runs = ["preinstall", "install", "postinstall"].filter((name) => scripts[name]);
      if (runs.length > 0 || existsSync(join(path, "binding.gyp"))) running.push(path);
    }
    expect(count).toBeGreaterThan(50);
    expect(running).toEqual([]);
  });

  it("are under licences that allow use with MIT", async () => {
    const { packages } = await json("package-lock.json");
    const { "": root, ...others } = packages as Record<string, { license?: string; dev?: boolean }>;
    expect(root.license).toBe("MIT");
    const shipped = new Set(Object.values(others).flatMap(({ dev, license }) => (dev ? [] : [license])));
    expect([...shipped].sort()).toEqual(["Apache-2.0", "BSD-3-Clause", "ISC", "MIT"]);
  });
});

describe("the package", () => {
  it("runs nothing when it is installed, and is built before it is packed", async () => {
    const { scripts, sideEffects, type, engines } = await json("package.json");
    for (const name of ["preinstall", "install", "postinstall"]) expect(scripts).not.toHaveProperty(name);
    // Runs where the repository itself is set up, not where the package is installed.
    expect(scripts.prepare).toBe("npm run kernels");
    expect(scripts.prepack).toContain("build");
    expect({ sideEffects, type }).toEqual({ sideEffects: false, type: "module" });
    expect(engines.node).toBe(">=20.19");
  });

  it("has no Node-only import in its core", async () => {
    const folders = ["language", "domains", "search", "evidence"].map((name) => join("src", name));
    const files = ["src/index.ts", "src/learn.ts"];
    for (const folder of folders) {
      const found = await readdir(folder, { recursive: true });
      files.push(...found.filter((file) => file.endsWith(".ts")).map((file) => join(folder, file)));
    }
    expect(files.length).toBeGreaterThan(60);
    const offending: string[] = [];
    for (const file of files) if (/["']node:/.test(await readFile(file, "utf8"))) offending.push(file);
    expect(offending).toEqual([]);
  });
});
