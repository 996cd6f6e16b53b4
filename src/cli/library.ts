/** @file `knack library`: the saved modules, listed, shown, renamed, removed, passed on. */

import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { described, writeFileAtomically } from "../library/atomic.ts";
import { readBundle, writeBundle } from "../library/bundle.ts";
import { type LoadedModule, loadModule, readLibrary } from "../library/load.ts";
import type { Module } from "../library/module.ts";
import { removeModule } from "../library/remove.ts";
import { addModule, nameTaken, type SavedFiles } from "../library/save.ts";
import { InputError, nearest, shown, visible } from "../tasks/error.ts";
import { padEnd, width } from "./columns.ts";
import { complain, Exit, type Io, write } from "./io.ts";
import { DEFAULT_LIBRARY, findModule, PRIMITIVES, savingIn } from "./modules.ts";
import { parseOptions } from "./options.ts";
import { readSource } from "./sources.ts";

const HELP = `knack library [COMMAND]    the saved modules, in a folder that \`knack learn FILE --save\` makes

  list [DIR]                    each one's name, inputs, column and description (the default)
  show MODULE                   the module as TypeScript
  rename MODULE NAME            gives the module, its function and its files another name
  remove MODULE...              with its files; refuses where they were edited by hand, unless --force
  export MODULE... [-o FILE]    modules as one file, to pass on
  import FILE                   adds the modules of such a file to the library

MODULE is a name that list shows, or a path (lib/initials, lib/initials.ts).

      --library DIR             the library (default: knack)
  -o, --output FILE             for export; default: standard output
      --force                   for remove: also files that were edited by hand
      --json                    for list: one line of JSON for each module

Exit status: 0 done · 2 unusable input, or a module that cannot be read
`;

interface Options {
  readonly library: string;
  readonly output?: string;
  readonly force: boolean;
  readonly json: boolean;
}

type Action = (args: readonly string[], options: Options, io: Io) => Promise<number>;

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(argv, {
    library: { type: "string" },
    output: { type: "string", short: "o" },
    force: { type: "boolean" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help) {
    await write(io.stdout, HELP);
    return Exit.Success;
  }
  const [name = "list", ...args] = positionals;
  const action = ACTIONS.get(name);
  if (!action) {
    const meant = nearest(name, [...ACTIONS.keys()]);
    throw new InputError(
      `knack library ${name}`,
      `there is no such command${meant ? `; did you mean ${meant}?` : ""} (${[...ACTIONS.keys()].join(", ")})`,
    );
  }
  const { library = DEFAULT_LIBRARY, output, force = false, json = false } = values;
  return action(args, { library, output, force, json }, io);
}

const list: Action = async ([folder, ...more], options, io) => {
  refuseMore("list [DIR]", more);
  const { modules, broken } = await readLibrary(folder ?? options.library, PRIMITIVES);
  if (options.json) for (const loaded of modules) await write(io.stdout, `${jsonLine(loaded)}\n`);
  else if (modules.length === 0 && broken.length === 0) {
    await complain(
      io,
      `${folder ?? options.library}: no modules yet; \`knack learn FILE --save\` makes them`,
    );
  } else {
    const rows = modules.map(rowOf);
    const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => width(row[column]))));
    for (const [name, signature, rest] of rows) {
      const line = `${padEnd(name, widths[0])}  ${padEnd(signature, widths[1])}  ${rest}`;
      await write(io.stdout, `${line.trimEnd()}\n`);
    }
  }
  for (const { problem } of broken) await complain(io, problem);
  return broken.length > 0 ? Exit.Unusable : Exit.Success;
};

function rowOf({ module, typescript }: LoadedModule): [string, string, string] {
  const inputs = module.signature.params.map(({ name }) => name).join(", ");
  const state = typescript === "as saved" ? "" : ` [.ts ${typescript}]`;
  return [
    visible(module.name),
    visible(`(${inputs}) → ${module.target}`),
    visible(`${module.description}${state}`.trim()),
  ];
}

function jsonLine({ module, typescript, files }: LoadedModule): string {
  return JSON.stringify({
    module: module.name,
    description: module.description,
    inputs: module.signature.params.map(({ name }) => name),
    target: module.target,
    program: module.program.text,
    file: files.json,
    typescript,
  });
}

const show: Action = async (args, options, io) => {
  const [name] = exactly("show MODULE", args, 1);
  const { files, typescript } = await findModule(name, options.library);
  if (typescript === "missing")
    throw new InputError(files.typescript, "is missing; saving the module again prints it");
  if (typescript === "edited") await complain(io, `note: ${files.typescript} was edited by hand`);
  const source = await described(files.typescript, () => readFile(files.typescript, "utf8"));
  await write(io.stdout, io.stdout.isTTY ? source.split("\n").map(visible).join("\n") : source);
  return Exit.Success;
};

const rename: Action = async (args, options, io) => {
  const [name, newName] = exactly("rename MODULE NAME", args, 2);
  const loaded = await findModule(name, options.library);
  const { module, files, typescript, test } = loaded;
  if (newName.trim() === "") throw new InputError("rename", "give a name that is not empty");
  if (typescript === "edited" || test === "edited") {
    const edited = typescript === "edited" ? files.typescript : files.test;
    throw new InputError(edited, "was edited by hand and is left alone; a renamed module is printed anew");
  }
  const folder = dirname(files.json);
  const { modules } = await readLibrary(folder, PRIMITIVES);
  if (modules.some((other) => other.module.name === newName)) throw nameTaken(newName, folder);
  // The old one goes once the new one is there; whatever stops us in between leaves both.
  const saved = await addModule(folder, { ...module, name: newName });
  try {
    await removeModule(loaded);
  } catch (error) {
    await removeModule(await loadModule(saved.json, PRIMITIVES));
    if (await stat(files.json).catch(() => undefined)) throw error;
    throw new InputError(files.json, "was renamed or removed by somebody else at this moment");
  }
  await complain(io, `${module.name} is now ${newName}: ${saved.typescript}`);
  return Exit.Success;
};

const remove: Action = async (args, options, io) => {
  if (args.length === 0) exactly("remove MODULE...", args, 1);
  const found: LoadedModule[] = [];
  for (const name of args) found.push(await findModule(name, options.library));
  for (const loaded of found) {
    await removeModule(loaded, options.force);
    await complain(io, `removed ${loaded.module.name}`);
  }
  return Exit.Success;
};

const exportModules: Action = async (args, options, io) => {
  if (args.length === 0) exactly("export MODULE... [-o FILE]", args, 1);
  const modules: Module[] = [];
  for (const name of args) modules.push((await findModule(name, options.library)).module);
  const text = await writeBundle(modules);
  if (options.output === undefined || options.output === "-") await write(io.stdout, text);
  else await writeFileAtomically(options.output, text);
  return Exit.Success;
};

const importModules: Action = async (args, options, io) => {
  const [path] = exactly("import FILE", args, 1);
  const { name, bytes } = await readSource(path, io);
  const modules = await readBundle(new TextDecoder().decode(bytes), name, savingIn(options.library));
  const names = modules.map((module) => module.name);
  const twice = names.find((other, i) => names.indexOf(other) < i);
  if (twice !== undefined)
    throw new InputError(name, `holds two modules of the name ${shown(twice)}; nothing was imported`);
  const here = await stat(options.library).catch(() => undefined);
  const present = here ? (await readLibrary(options.library, PRIMITIVES)).modules : [];
  const taken = present.find(({ module }) => names.includes(module.name));
  if (taken) throw nameTaken(taken.module.name, options.library);
  const saved: SavedFiles[] = [];
  for (const module of modules) {
    const files = await addModule(options.library, module, saved);
    saved.push(files);
    await complain(io, `imported ${module.name}: ${files.typescript}`);
  }
  return Exit.Success;
};

const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ["list", list],
  ["show", show],
  ["rename", rename],
  ["remove", remove],
  ["export", exportModules],
  ["import", importModules],
]);

function exactly(usage: string, args: readonly string[], count: number): readonly string[] {
  if (args.length === count) return args;
  throw new InputError("", `use it as: knack library ${usage}  (see knack library --help)`);
}

function refuseMore(usage: string, more: readonly string[]): void {
  if (more.length > 0) exactly(usage, more, 0);
}
