/** examples/digits, as the README shows it: a small net that was fitted, and rows that it reads. */

import { copyFile, cp } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folder, World } from "./terminal.ts";

it("reads rows of drawn digits, and adds them up", async () => {
  const at = await folder();
  await cp("examples/digits/rows", join(at, "rows"), { recursive: true });
  for (const name of ["rows.csv", "digits.net.json", "digits.net.safetensors"])
    await copyFile(join("examples/digits", name), join(at, name));
  const world = new World();
  const net = ["--net", join(at, "digits.net.json")];
  const options = [...net, "--target", "sum", "--save", join(at, "lib"), "--budget", "3e4c"];
  expect(await world.knack("learn", join(at, "rows.csv"), ...options), world.stderr).toBe(0);
  expect(world.stdout).toContain("eachDigits(row)?.reduce((total, x) => total + x, 0)");
  const applied = new World();
  expect(await applied.knack("apply", join(at, "lib/sum"), join(at, "rows.csv"))).toBe(0);
  const rows = applied.stdout
    .trim()
    .split("\n")
    .slice(7)
    .map((line) => line.split(","));
  // As examples/digits/draw.ts drew them: of 2, 6, 12, 20, 3 and 9 digits.
  expect(rows.map(([, sum]) => Number(sum))).toEqual([9, 33, 49, 78, 5, 50]);
  for (const cells of rows) {
    const confidence = Number(cells[3]);
    expect(confidence).toBeGreaterThan(0.9);
    expect(confidence).toBeLessThanOrEqual(1);
  }
});
