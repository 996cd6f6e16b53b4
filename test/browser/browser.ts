/** @file A real browser for tests: a built page, served on loopback, in headless Chromium where there is one: CHROMIUM names it, or it is in the PATH. */

import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, extname, join } from "node:path";
import { build } from "vite";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** The path of one, if there is. */
export function chromium(): string | undefined {
  const { CHROMIUM, PATH = "" } = process.env;
  const places = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...(CHROMIUM ? [CHROMIUM] : []), ...places].find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

/** Without these a page may not share memory. */
const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

/**
 * What a page reports, built and shown by the browser with or without memory to share.
 * @param page a folder of this one, with its index.html
 */
export async function reportsOf<T>(
  browser: string,
  page: string,
  isolated: readonly boolean[],
): Promise<T[]> {
  const folder = await mkdtemp(join(tmpdir(), "knack-page-"));
  try {
    await build({
      configFile: false,
      logLevel: "silent",
      root: join(import.meta.dirname, page),
      worker: { format: "es" },
      build: { outDir: join(folder, "site"), target: "es2022" },
    });
    const reports: T[] = [];
    for (const one of isolated)
      reports.push((await reportOf(join(folder, "site"), browser, join(folder, `profile-${one}`), one)) as T);
    return reports;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function reportOf(
  folder: string,
  browser: string,
  profile: string,
  isolated: boolean,
): Promise<unknown> {
  let tell: (report: unknown) => void = () => {};
  const report = new Promise<unknown>((resolve) => {
    tell = resolve;
  });
  const server = createServer(async (request, response) => {
    if (request.method === "POST") {
      tell(JSON.parse(await bodyOf(request)));
      response.end();
      return;
    }
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const file = join(folder, path === "/" ? "index.html" : path);
    const content = await readFile(file).catch(() => undefined);
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(content ? 200 : 404, { "Content-Type": type, ...(isolated && ISOLATED) });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
  const child: ChildProcess = spawn(
    browser,
    [...options, `--user-data-dir=${profile}`, `http://127.0.0.1:${port}/`],
    { stdio: "ignore", detached: true },
  );
  const ended = new Promise((_, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`${browser} ended with ${code} before it had reported`)));
  });
  try {
    return await Promise.race([report, ended]);
  } finally {
    ended.catch(() => {});
    server.close();
    server.closeAllConnections();
    // The browser's processes are a group of their own.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  }
}
