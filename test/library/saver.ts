/** @file Saves two modules in turn until it is killed. Bundled and run as a process by save.test.ts, so it loads little. */

import { part } from "../../src/domains/text/cut.ts";
import { concat } from "../../src/domains/text/form.ts";
import { apply, input, literal, type Program } from "../../src/language/program.ts";
import { INT, TEXT } from "../../src/language/type.ts";
import type { Module } from "../../src/library/module.ts";
import { saveModule } from "../../src/library/save.ts";

const greeting = (program: Program, output: string): Module => ({
  name: "Greeting",
  description: "",
  program,
  signature: { params: [{ name: "Name", type: TEXT }], result: TEXT },
  target: "Greeting",
  examples: [{ inputs: ["Ada Lovelace"], output }],
  answers: [],
  suspects: [],
  provenance: { knack: "0.1.0" },
});

const word = (value: string): Program => literal(value, TEXT);
const name = input(0, TEXT);

/** Different in all three files. */
export const modules = [
  greeting(apply(concat, [word("Hi "), apply(part, [name, word(" "), literal(0, INT)])]), "Hi Ada"),
  greeting(apply(concat, [apply(concat, [word("Dear "), name]), word(",")]), "Dear Ada Lovelace,"),
];

if (process.argv[3] === "save") {
  for (let i = 0; ; i++) {
    await saveModule(process.argv[2], modules[i % 2]);
    if (i === 0) process.stdout.write("saving");
  }
}
