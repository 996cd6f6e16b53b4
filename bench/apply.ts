/** @file `knack apply` on 1,000,000 rows of 3 columns, csv in and out, as a process: rows a second and peak memory. */

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PRIMITIVES } from "../src/cli/modules.ts";
import { parseProgram } from "../src/language/parse.ts";
import { TEXT } from "../src/language/type.ts";
import { saveModule } from "../src/library/save.ts";
import { knack } from "./support/process.ts";

const ROWS = 1_000_000;

const PROGRAMS = {
  "e-mail domain": '(part $2 "@" 1)',
  initials: '(concat (concat (match $1 "capital" 0) ".") (concat (match $1 "capital" -1) "."))',
};

export async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "knack-bench-"));
  try {
    const file = join(folder, "contacts.csv");
    await writeContacts(file);
    console.log(`knack apply, ${ROWS.toLocaleString("en")} rows × 3 columns, one process, start included\n`);
    console.log("program         rows/s      seconds   peak MB   peak MB of a tenth of the rows");
    const tenth = join(folder, "tenth.csv");
    await writeContacts(tenth, ROWS / 10);
    const results = [];
    for (const [name, text] of Object.entries(PROGRAMS)) {
      const signature = {
        params: ["Name", "Email", "Phone"].map((each) => ({ name: each, type: TEXT })),
        result: TEXT,
      };
      const { json } = await saveModule(folder, {
        name,
        description: "",
        program: parseProgram(text, { signature, primitives: PRIMITIVES }),
        signature,
        target: "Filled",
        examples: [],
        answers: [],
        suspects: [],
        provenance: { knack: "bench" },
      });
      const small = await knack(["apply", json, tenth, "-o", join(folder, "out.csv")]);
      const { seconds, megabytes } = await knack(["apply", json, file, "-o", join(folder, "out.csv")]);
      const speed = Math.round(ROWS / seconds);
      const columns = [
        name.padEnd(14),
        speed.toLocaleString("en").padStart(9),
        seconds.toFixed(2).padStart(11),
      ];
      console.log(
        `${columns.join(" ")} ${megabytes.toFixed(0).padStart(9)} ${small.megabytes.toFixed(0).padStart(9)}`,
      );
      results.push({
        program: name,
        rowsPerSecond: speed,
        seconds,
        megabytes,
        megabytesOfTenth: small.megabytes,
      });
    }
    console.log(JSON.stringify({ bench: "apply", rows: ROWS, results }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeContacts(path: string, rows = ROWS): Promise<void> {
  const out = createWriteStream(path);
  out.write("Name,Email,Phone\n");
  for (let from = 0; from < rows; from += 1000) {
    let text = "";
    for (let i = from; i < from + 1000; i++) {
      const name = i % 7 === 0 ? `"Lovelace, Ada ${i}"` : `Ada Lovelace ${i}`;
      text += `${name},ada.${i}@mail${i % 100}.example.org,(425) 555-${String(i % 10_000).padStart(4, "0")}\n`;
    }
    if (!out.write(text)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
}
