import { createContext, runInContext } from "node:vm";
import { brotliCompressSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { beforeAll, describe, expect, it } from "vitest";

/** What browsers and workers have, and what `learn` may use of it; no `process`, no `require`, no `setImmediate`. */
const { WebAssembly } = globalThis as { WebAssembly?: unknown };
const BROWSER = {
  ...{ performance, setTimeout, clearTimeout, AbortController, AbortSignal, TextEncoder, TextDecoder },
  ...{ WebAssembly, Intl, crypto, console },
};

let source: string;

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      target: "es2022",
      lib: { entry: "src/index.ts", formats: ["iife"], name: "knack", fileName: "knack" },
    },
  });
  const [{ output }] = built as Rolldown.RolldownOutput[];
  source = output.map((part) => (part.type === "chunk" ? part.code : "")).join("\n");
}, 30_000);

describe("the browser bundle", () => {
  it("has nothing of Node in it", () => {
    expect(/["'`]node:|__vite-browser-external|\bprocess\./.exec(source)).toBeNull();
  });

  it("stays under 150 kB compressed", () => {
    // As servers send it.
    expect(brotliCompressSync(source).length).toBeLessThan(150_000);
  });

  it("learns", async () => {
    const context = createContext({ ...BROWSER });
    const learned = runInContext(
      `${source}
      knack.learn([["ada", "ADA"], ["alan", "ALAN"]]).then((shout) => [shout("grace"), shout.typescript]);`,
      context,
    );
    const [answer, typescript] = await (learned as Promise<string[]>);
    expect(answer).toBe("GRACE");
    expect(typescript).toContain("toUpperCase()");
  });
});
