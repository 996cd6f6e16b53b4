import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { read } from "./support.ts";

const bytes = new Uint8Array(readFileSync(new URL("../../examples/contacts.csv", import.meta.url)));

it("the example has seven columns to fill from two to five cells each", async () => {
  const sheet = await read("contacts.csv", bytes);
  expect(sheet.notes).toEqual([]);
  expect(sheet.tasks.map(({ name }) => name)).toEqual([
    "Initials",
    "Domain",
    "Phone (clean)",
    "Since (ISO)",
    "Price (clean)",
    "Greeting",
    "Product number",
  ]);
  for (const { examples, unlabelled } of sheet.tasks) {
    expect(examples.length).toBeGreaterThanOrEqual(2);
    expect(examples.length).toBeLessThanOrEqual(5);
    expect(examples.length + unlabelled.length).toBeGreaterThanOrEqual(60);
  }
  expect(sheet.fill([])).toEqual(bytes);
});

it("exactly one given domain is not its row's", async () => {
  const sheet = await read("contacts.csv", bytes, { target: ["Domain"] });
  const email = sheet.tasks[0].signature.params.findIndex(({ name }) => name === "Email");
  const wrong = sheet.tasks[0].examples.filter(
    ({ inputs, output }) => !String(inputs[email]).endsWith(`@${output}`),
  );
  expect(wrong.map(({ row }) => row)).toEqual([4]);
});
