/** @file `knack check`: do saved modules still hold, for themselves and for a new file? Short and stable, fit for CI. */

import { stat } from "node:fs/promises";
import { join } from "node:path";
import { run as evaluate } from "../language/interpret.ts";
import type { Value } from "../language/value.ts";
import { type Coverage, CoverageCheck, type Group, type Reason, wrongExamples } from "../library/coverage.ts";
import { type LoadedModule, modulesIn } from "../library/load.ts";
import type { Module } from "../library/module.ts";
import { isModelPath } from "../nets/saved/names.ts";
import { isBlank } from "../tasks/blank.ts";
import { asType } from "../tasks/cell.ts";
import { formatNamed } from "../tasks/detect.ts";
import { InputError, shown as quoted, visible } from "../tasks/error.ts";
import { cellText, jsonText, spelled } from "../tasks/text.ts";
import { type Binding, bind, readMapping } from "./binding.ts";
import { cut } from "./columns.ts";
import { complain, Exit, type Io, write } from "./io.ts";
import { findModule } from "./modules.ts";
import { parseOptions } from "./options.ts";
import { amount, counted } from "./quantity.ts";
import type { Sight } from "./sight.ts";
import { type Style, styleFor } from "./style.ts";
import { openTable, type StreamedTable } from "./table.ts";

const HELP = `knack check MODULE... [FILE]    do saved modules still hold?

Each module is tried on its own examples. With a FILE (csv, tsv, jsonl, json or xlsx, known by its
extension; - is standard input, csv or jsonl) it is also tried on every row. A row breaks the module when
the module has no value there, or another one than the row's own filled cell. Rows that it handles in a
way in which no example was handled are noted: somebody should look at them.

MODULE is a name that \`knack library\` lists, a path (lib/initials, lib/initials.ts), or a folder of
modules. Nets of \`knack fit\` are none: \`knack apply\` tries them.

      --columns A=B      what a module calls A, an input or its column, is the file's column B;
                         may be repeated
      --strict           noted rows, and a .ts file edited by hand or missing, count as breaking
      --library DIR      where names of modules are looked up (default: knack)
      --json             one line of JSON for each module

Exit status: 0 all hold · 1 something breaks · 2 unusable input
`;

/** What is told of one module. */
interface Report {
  readonly loaded: LoadedModule;
  readonly wrong: readonly string[];
  readonly coverage: Coverage | undefined;
  readonly holds: boolean;
}

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const { values: options, positionals } = parseOptions(argv, {
    columns: { type: "string", multiple: true },
    strict: { type: "boolean" },
    library: { type: "string" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  });
  if (options.help) {
    await write(io.stdout, HELP);
    return Exit.Success;
  }
  const last = positionals.at(-1);
  const file = last !== undefined && isData(last) ? last : undefined;
  const names = file === undefined ? positionals : positionals.slice(0, -1);
  if (names.length === 0) {
    throw new InputError(
      "",
      "name one module or more: knack check MODULE... [FILE]  (see knack check --help)",
    );
  }
  const strict = options.strict ?? false;

  const loaded: LoadedModule[] = [];
  let unusable = false;
  for (const name of await withFolders(names)) {
    try {
      loaded.push(await findModule(name, options.library));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      await complain(io, error.message);
      unusable = true;
    }
  }
  const mapping = readMapping(
    options.columns ?? [],
    loaded.map(({ module }) => module),
  );
  const checks = file === undefined ? undefined : await checkRows(loaded, file, mapping, io);
  const style = styleFor(io.stdout, io.env);
  let holds = true;
  for (const [i, each] of loaded.entries()) {
    const report = reportOf(each, checks?.[i].report(), strict);
    holds &&= report.holds;
    await write(io.stdout, options.json ? `${jsonReport(report)}\n` : textReport(report, style));
  }
  return unusable ? Exit.Unusable : holds ? Exit.Success : Exit.Unsolved;
}

const isData = (argument: string): boolean =>
  argument === "-" ||
  (formatNamed(argument) !== undefined && !argument.endsWith(".knack.json") && !isModelPath(argument));

/** Folders replaced by the modules in them. */
async function withFolders(names: readonly string[]): Promise<string[]> {
  const all: string[] = [];
  for (const name of names) {
    const found = await stat(name).catch(() => undefined);
    if (!found?.isDirectory()) all.push(name);
    else {
      const inside = await modulesIn(name);
      if (inside.length === 0) throw new InputError(name, "there are no modules in this folder");
      all.push(...inside.map((file) => join(name, file)));
    }
  }
  return all;
}

/** All modules on all rows, in one pass. */
async function checkRows(
  loaded: readonly LoadedModule[],
  path: string,
  mapping: ReadonlyMap<string, string>,
  io: Io,
): Promise<CoverageCheck[]> {
  const table = await openTable(path, io);
  for (const note of table.notes) await complain(io, `note: ${note}`);
  const checks = await Promise.all(
    loaded.map(async ({ module }) => ({
      check: new CoverageCheck(module),
      ...(await boundTo(module, table, mapping, path)),
      result: module.signature.result,
    })),
  );
  let before = 0;
  for await (const piece of table.pieces) {
    for (const { check, binding, sight, result } of checks) {
      for (let row = 0; row < piece.length; row++) {
        const cell = piece.target(row, binding.target);
        // What cannot be read as an output is another output, and no blank cell.
        const given = asType(cell, result) ?? (isBlank(cell) ? undefined : cell);
        const number = before + row + 1;
        const seen = await sight?.row(piece, row, number);
        const inputs = seen && "inputs" in seen ? seen.inputs : binding.inputs(piece, row);
        check.row(number, [...inputs], given, [...binding.cells(piece, row)]);
      }
    }
    before += piece.length;
  }
  return checks.map(({ check }) => check);
}

async function boundTo(
  module: Module,
  table: StreamedTable,
  mapping: ReadonlyMap<string, string>,
  path: string,
): Promise<{ readonly binding: Binding; readonly sight?: Sight }> {
  const binding = bind(module, table, mapping);
  if (!module.nets) return { binding };
  return { binding, sight: (await import("./sight.ts")).Sight.of(module, path, binding) };
}

function reportOf(loaded: LoadedModule, found: Coverage | undefined, strict: boolean): Report {
  const { module } = loaded;
  const { params, result } = module.signature;
  const given = (value: Value, i: number): Value => spelled(value, params[i].type);
  const said = (value: Value): Value => spelled(value, result);
  const groups = found?.groups.map((group) => ({
    ...group,
    inputs: group.inputs.map(given),
    given: said(group.given),
    value: said(group.value),
  }));
  const coverage = found && groups && { ...found, groups };
  const wrong = wrongExamples(module).map(
    ({ inputs, output }) =>
      `${rowText(inputs.map(given))} is ${shown(said(output))}, now ${shown(said(evaluate(module.program, inputs)))}`,
  );
  const breaks = wrong.length > 0 || (coverage !== undefined && coverage.none + coverage.differs > 0);
  const noted = loaded.typescript !== "as saved" || (coverage !== undefined && coverage.unlike > 0);
  return { loaded, wrong, coverage, holds: !breaks && !(strict && noted) };
}

/** Groups that are printed for each reason. */
const PRINTED = 3;

const REASONS: Record<Reason, string> = {
  none: "has no value",
  differs: "disagrees",
  unlike: "note: handled as no example was",
};

function textReport({ loaded, wrong, coverage, holds }: Report, style: Style): string {
  const { module } = loaded;
  const examples = module.examples.length + module.answers.length;
  const summary = [
    wrong.length === 0
      ? counted(examples, "example")
      : `${wrong.length} of ${counted(examples, "example")} wrong`,
    ...(coverage ? [rowSummary(coverage)] : []),
  ];
  const verdict = holds ? style.good("holds") : style.bad("breaks");
  const lines = [`${style.title(visible(module.name))} ${verdict}: ${summary.join("; ")}`];
  for (const text of wrong.slice(0, PRINTED)) lines.push(`  example ${text}`);
  if (loaded.typescript === "edited") {
    lines.push(
      `  ${style.doubtful("note")}: ${loaded.files.typescript} was edited by hand; the saved program was checked`,
    );
  }
  if (loaded.typescript === "missing") {
    lines.push(
      `  ${style.doubtful("note")}: ${loaded.files.typescript} is missing; saving the module again prints it`,
    );
  }
  for (const reason of ["none", "differs", "unlike"] as const) {
    const groups = coverage?.groups.filter((group) => group.reason === reason) ?? [];
    for (const group of groups.slice(0, PRINTED)) lines.push(`  ${groupText(group)}`);
    const more = groups.slice(PRINTED).reduce((sum, group) => sum + group.rows, 0);
    if (more > 0) lines.push(style.dim(`  ${REASONS[reason]}: ${counted(more, "more row")} of other shapes`));
  }
  return `${lines.join("\n")}\n`;
}

function rowSummary({ rows, none, differs, unlike }: Coverage): string {
  const bad = none + differs;
  const noted = unlike > 0 ? `, ${counted(unlike, "row")} noted` : "";
  return bad === 0
    ? `${counted(rows, "row")}, all handled${noted}`
    : `${amount(bad)} of ${counted(rows, "row")} broken${noted}`;
}

function groupText({ reason, rows, row, inputs, given, value, shape }: Group): string {
  const like = rows === 1 ? `row ${row}` : `${counted(rows, "row")} such as row ${row}`;
  const outcome =
    reason === "none"
      ? ""
      : reason === "differs"
        ? ` is ${shown(given)}, the module says ${shown(value)}`
        : ` → ${shown(value)}`;
  return `${REASONS[reason]}: ${like}, ${rowText(inputs)}${outcome} [${visible(cut(shape, 40))}]`;
}

const rowText = (inputs: readonly Value[]): string => inputs.map(shown).join(", ");

/** Quoted, on one line, harmless to terminals. */
const shown = (value: Value): string =>
  value === undefined ? "nothing" : typeof value === "string" ? quoted(value, 60) : cellText(value) || "null";

function jsonReport({ loaded, wrong, coverage, holds }: Report): string {
  const { module } = loaded;
  const of = module.examples.length + module.answers.length;
  const json = (value: Value): unknown => (value === undefined ? undefined : JSON.parse(jsonText(value)));
  return JSON.stringify({
    module: module.name,
    holds,
    examples: { right: of - wrong.length, of },
    typescript: loaded.typescript,
    rows: coverage && {
      of: coverage.rows,
      none: coverage.none,
      differs: coverage.differs,
      unlike: coverage.unlike,
    },
    groups: coverage?.groups.slice(0, 100).map(({ reason, shape, rows, row, inputs, given, value }) => ({
      reason,
      shape,
      rows,
      row,
      inputs: inputs.map(json),
      given: json(given),
      value: json(value),
    })),
  });
}
