/** @file Saves two modules in turn until it is killed. Bundled and run as a process by save.test.ts. */

import { saveModule } from "../../src/library/save.ts";
import { moduleWith, text } from "./modules.ts";

export const NAME = "Greeting";
export const PROGRAMS = ['(concat "Hi " (part $1 " " 0))', '(concat (concat "Dear " $1) ",")'] as const;

/** Different in all three files. */
export const modules = PROGRAMS.map((program, i) =>
  moduleWith(NAME, program, [["Ada Lovelace", i === 0 ? "Hi Ada" : "Dear Ada Lovelace,"]], {
    signature: text("Name"),
  }),
);

const folder = process.argv[2];
if (process.argv[3] === "save") {
  for (let i = 0; ; i++) {
    await saveModule(folder, modules[i % 2]);
    if (i === 0) process.stdout.write("saving");
  }
}
