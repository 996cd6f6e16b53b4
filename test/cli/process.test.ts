/** The program as people start it: built, in a process of its own. */

import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { transformWithOxc } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let at: string;

beforeAll(async () => {
  at = await mkdtemp(join(tmpdir(), "knack-built-"));
  await cp("bin", join(at, "bin"), { recursive: true });
  await cp("package.json", join(at, "package.json"));
  await symlink(resolve("node_modules"), join(at, "node_modules"));
  const tsc = resolve("node_modules/.bin/tsc");
  // It writes its output whether or not types are right; that they are is checked elsewhere.
  await promisify(execFile)(tsc, ["-p", "tsconfig.build.json", "--outDir", join(at, "dist")]).catch(() => {});
  await writeFile(join(at, "names.csv"), "Name,Shout\nada,ADA\nalan,ALAN\ngrace,\nedsger,\nBarbara,\n");
  // No short program makes these: the search goes on until it is stopped.
  const noise = ["q7#", "zz", "0-0-1", "k", "~~m", "9b9"].map(
    (text, i) => `${"xyzuvw"[i]}${i * 37},${text}\n`,
  );
  await writeFile(join(at, "hard.csv"), `Key,Out\n${noise.join("")}${"a,\n".repeat(7)}`);
}, 60_000);
afterAll(() => rm(at, { recursive: true, force: true }));

const knackPath = (): string => join(at, "bin", "knack.js");
const knack = (argv: readonly string[], env: Record<string, string> = {}): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [knackPath(), ...argv], {
    cwd: at,
    env: { ...process.env, ...env },
  });

async function finished(child: ChildProcessWithoutNullStreams) {
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const status = await new Promise<number | null>((done) => child.on("close", done));
  return { status, stdout, stderr };
}

describe("the process", () => {
  it("learns a trivial column fast", async () => {
    const start = performance.now();
    const { status, stdout } = await finished(knack(["learn", "names.csv", "--json"]));
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ solved: true, stopped: "best" });
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it("saves programs that call nets, whose tests pass", async () => {
    await cp("examples/digits", join(at, "digits"), { recursive: true });
    const net = ["--net", "digits/digits.net.json", "--target", "sum", "--budget", "2e4c"];
    const { status, stderr } = await finished(knack(["learn", "digits/rows.csv", ...net, "--save", "lib"]));
    expect(status, stderr).toBe(0);
    // Where Node strips types itself, `node --test lib/sum.test.ts` does.
    for (const name of ["sum", "sum.test"]) {
      const { code } = await transformWithOxc(await readFile(join(at, "lib", `${name}.ts`), "utf8"), "a.ts");
      await writeFile(join(at, "lib", `${name}.mjs`), code.replace('"./sum.ts"', '"./sum.mjs"'));
    }
    const run = await finished(spawn(process.execPath, ["--test", "lib/sum.test.mjs"], { cwd: at }));
    expect(run.status, run.stdout + run.stderr).toBe(0);
    expect(run.stdout).toMatch(/pass 6\n/);
  });

  it("reads standard input and writes standard output", async () => {
    const child = knack(["learn", "-", "-o", "-"]);
    child.stdin.end(await readFile(join(at, "names.csv")));
    const { status, stdout, stderr } = await finished(child);
    expect(status).toBe(0);
    expect(stdout).toBe("Name,Shout\nada,ADA\nalan,ALAN\ngrace,GRACE\nedsger,EDSGER\nBarbara,BARBARA\n");
    expect(stderr).toContain("solved");
  });

  it("keeps what was found at Ctrl-C", async () => {
    const child = knack(["learn", "hard.csv", "--json", "--budget", "60s"]);
    setTimeout(() => child.kill("SIGINT"), 700);
    const { status, stdout } = await finished(child);
    expect(status).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ task: "Out", stopped: "cancelled" });
  });

  it("ends at the second Ctrl-C at the latest", async () => {
    const child = knack(["learn", "hard.csv", "--watch", "--budget", "60s"]);
    setTimeout(() => child.kill("SIGINT"), 700);
    setTimeout(() => child.kill("SIGINT"), 900);
    await finished(child);
  });

  it("ends quietly when its reader goes away", async () => {
    const child = knack(["learn", "names.csv"]);
    child.stdout.destroy();
    const { status, stderr } = await finished(child);
    expect(status).toBe(0);
    expect(stderr).toBe("");
  });

  it.skipIf(!existsSync("/dev/full"))("says in one line that the disk is full", async () => {
    await promisify(execFile)(process.execPath, [knackPath(), "learn", "names.csv", "--save", "lib"], {
      cwd: at,
    });
    for (const command of [
      "learn names.csv",
      "learn names.csv -o -",
      "apply lib/shout names.csv",
      "--help",
    ]) {
      const child = spawn("sh", ["-c", `exec "${process.execPath}" "${knackPath()}" ${command} >/dev/full`], {
        cwd: at,
      });
      const { status, stderr } = await finished(child);
      expect({ command, status }).toEqual({ command, status: 2 });
      expect(stderr).toMatch(/^(?:.*\n)?knack: standard output: the disk is full; free some space\n$/s);
    }
  });

  it("has help and a version", async () => {
    expect((await finished(knack(["--version"]))).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await finished(knack(["--help"]))).stdout).toContain("knack learn FILE");
    expect((await finished(knack(["learn", "--help"]))).stdout).toContain("--budget 10s|2e6c");
    expect((await finished(knack([]))).status).toBe(2);
  });

  it("prints one line for unusable input, and the stack on request", async () => {
    const plain = await finished(knack(["learn", "none.csv"]));
    expect(plain).toMatchObject({ status: 2, stdout: "" });
    expect(plain.stderr).toMatch(/^knack: [^\n]*none\.csv[^\n]*\n$/);
    const debug = await finished(knack(["learn", "none.csv"], { KNACK_DEBUG: "1" }));
    expect(debug.stderr).toMatch(/\n {4}at /);
  });
});
