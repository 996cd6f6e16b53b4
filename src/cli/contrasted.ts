/** @file What a contrast measured, for people and as JSON. */

import { chartLines, markOf } from "../contrast/chart.ts";
import type { CompiledNet, CompiledSide } from "../contrast/compiled.ts";
import type { Contrast } from "../contrast/contrast.ts";
import { type Curve, fewerText, reachCurves, sampleCurves, sizeCurves } from "../contrast/curves.ts";
import type { Run } from "../contrast/nets.ts";
import type { ProgramSide } from "../contrast/program.ts";
import { isTolerant, type Score, TOLERANCE } from "../contrast/score.ts";
import type { Json } from "../evidence/json.ts";
import { showType } from "../language/type.ts";
import { UNSOLVED } from "../learning.ts";
import { visible } from "../tasks/error.ts";
import { padEnd } from "./columns.ts";
import { amount, bits, counted, seconds } from "./quantity.ts";
import type { Style } from "./style.ts";

const INDENT = "  ";
const LABEL = 18;
const CELL = 9;

/** Lines of code that are shown. */
const SHOWN_LINES = 30;

export function contrastText(result: Contrast, style: Style): string {
  const { outline, program, compiled, runs, tests } = result;
  const { name, description, axis, output } = outline;
  const lines = [`${style.title(visible(name))}${description ? `  ${visible(description)}` : ""}`, ""];
  if (program) lines.push(...programLines(program, style));
  if (compiled) lines.push(...compiledLines(compiled, style));
  lines.push(...netLines(runs));
  const curves = reachCurves(result);
  if (curves.length > 0) {
    lines.push("", ...chartLines(curves, (x) => `${x}×`).map((line) => INDENT + line), "");
    lines.push(...table(curves, (x) => `${x}×`, style));
    const judged = isTolerant(output)
      ? `right: within ${TOLERANCE * 100} % of the standard deviation of the outputs at that distance`
      : "right: the same as the reference's answer";
    const sampled = `${tests} fresh samples at each ${axis}, as a multiple of the training range; ${judged}`;
    for (const line of [sampled, fewerText(result) ?? []].flat()) lines.push(style.dim(INDENT + line));
    if (compiled?.net && compiled.net.scores.length < outline.reaches.length)
      lines.push(
        style.dim(
          `${INDENT}${NOWHERE}  lists longer than the ${compiled.net.length} items that the compiled net has places for`,
        ),
      );
  }
  for (const [title, more, show] of [
    ["at 1×, by samples", sampleCurves(result), amount],
    ["at 1×, by parameters", sizeCurves(result), amount],
  ] as const) {
    if (more.length > 0) lines.push("", `${INDENT}${title}`, ...table(more, show, style));
  }
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

function programLines(side: ProgramSide, style: Style): string[] {
  const { typescript, examples, told, cost, candidates, stopped } = side;
  const from = `from ${counted(examples.length - told, "example")}${told > 0 ? ` and ${told} more, asked for or corrected` : ""}`;
  if (typescript === undefined || cost === undefined) {
    const why = stopped === "cancelled" ? "the search was stopped" : UNSOLVED[stopped];
    return [
      labelled("program", `${style.bad("no program found")} ${from} in ${seconds(side.seconds)}: ${why}`),
    ];
  }
  const code = typescript
    .replace(/^\/\*\*[\s\S]*?\*\/\n/, "")
    .replace(/\nexport default [^\n]*\n/, "")
    .trimEnd()
    .split("\n");
  const shown = code.length > SHOWN_LINES ? code.slice(0, code.indexOf("}") + 1) : code;
  return [
    labelled(
      "program",
      `${style.good("found")} ${from} in ${seconds(side.seconds)} ${style.dim(`· ${bits(cost)} · ${counted(candidates, "candidate")}`)}`,
    ),
    "",
    ...shown.map((line) => `    ${visible(line)}`),
    "",
  ];
}

function compiledLines({ net, trained, why }: CompiledSide, style: Style): string[] {
  if (!net) return [labelled("compiled", style.bad(visible(why ?? "stopped")))];
  const length = Number.isFinite(net.length)
    ? `lists up to ${counted(net.length, "item")}`
    : "lists of any length";
  const size = `${counted(net.layers, "layer")} of ${net.width}`;
  const lines = [
    labelled(
      "compiled",
      `${net.kind}, ${size} · ${counted(net.parameters, "parameter")}, none trained · ${length}`,
    ),
    labelled("", checkedText(net, style)),
  ];
  if (trained.length === 0) return lines;
  const [hurried, diverged] = [
    trained.filter((run) => run.isHurried).length,
    trained.filter((run) => run.diverged).length,
  ];
  const text = [
    "the same layers from random weights",
    counted(trained[0].samples, "sample"),
    counted(trained.length, "seed"),
    `${amount(Math.max(...trained.map(({ steps }) => steps)))} steps`,
    seconds(trained.reduce((sum, run) => sum + run.seconds, 0)),
    ...(hurried > 0 ? [`${hurried} hurried by time`] : []),
    ...(diverged > 0 ? [`${diverged} diverged`] : []),
  ].join(" · ");
  return [...lines, labelled("trained", text)];
}

function checkedText({ checked, kind }: CompiledNet, style: Style): string {
  const { inputs, wrong, symbols, length } = checked;
  const tried = `${counted(inputs, "input")}: ${symbols} symbols, up to ${counted(length, "item")}`;
  return wrong === 0
    ? `${style.good("equal to the program")} on all ${tried}`
    : `${style.bad(`the ${kind} differs from the program`)} on ${wrong} of ${tried}`;
}

/** A line for each architecture that was fitted to all samples. */
function netLines(runs: readonly Run[]): string[] {
  const lines: string[] = [];
  for (const kind of ["net", "neighbour"] as const) {
    const own = runs.filter(
      (run) => run.for === "reach" && (run.learner === "neighbour") === (kind === "neighbour"),
    );
    for (const architecture of new Set(own.map((run) => run.architecture))) {
      const same = own.filter((run) => run.architecture === architecture);
      const [{ parameters, samples }] = same;
      const text = [
        architecture,
        ...(parameters > 0 ? [counted(parameters, "parameter")] : []),
        counted(samples, "sample"),
        ...(same.length > 1 ? [counted(same.length, "run")] : []),
        seconds(same.reduce((sum, run) => sum + run.seconds, 0)),
      ].join(" · ");
      lines.push(labelled(kind, visible(text)));
    }
  }
  return lines;
}

const labelled = (label: string, text: string): string => `${INDENT}${padEnd(label, 10)}${text}`;

/** Where a net has no places. */
const NOWHERE = "—";

/** A line for each curve, and one below it with the worst and the best seed where they differ. */
function table(curves: readonly Curve[], show: (x: number) => string, style: Style): string[] {
  const xs = [...new Set(curves.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const width = Math.max(LABEL, ...curves.map(({ label }) => label.length)) + 3;
  const row = (label: string, cells: readonly string[]): string =>
    `${INDENT}${padEnd(label, width)}${cells.map((cell) => cell.padStart(CELL)).join("")}`;
  const at = (curve: Curve, cell: (point: Curve["points"][number]) => string, missing = ""): string[] =>
    xs.map((x) => {
      const point = curve.points.find((each) => each.x === x);
      return point ? cell(point) : missing;
    });
  return [
    style.dim(row("", xs.map(show))),
    ...curves.flatMap((curve) => {
      const means = row(
        `${markOf(curve)} ${curve.label}`,
        at(curve, ({ mean }) => `${percent(mean)} %`, hasPlaces(curve) ? "" : NOWHERE),
      );
      if (curve.seeds === 1) return [means];
      const spread = at(curve, ({ low, high }) => (low === high ? "" : `${percent(low)}–${percent(high)}`));
      return [means, style.dim(row(`  ${counted(curve.seeds, "seed")}`, spread))];
    }),
  ];
}

const hasPlaces = ({ kind }: Curve): boolean => kind !== "compiled" && kind !== "trained";

/** Not all is not 100. */
function percent(share: number): number {
  const rounded = Math.round(100 * share);
  if (rounded === 100 && share < 1) return 99;
  return rounded === 0 && share > 0 ? 1 : rounded;
}

export function contrastJson(result: Contrast): Json {
  const { outline, program, compiled, runs, notes } = result;
  const { reaches } = outline;
  return {
    task: outline.name,
    ...(outline.description !== undefined && { description: outline.description }),
    inputs: outline.inputs.map(({ name, type }) => ({ name, type: showType(type) })),
    output: showType(outline.output),
    axis: outline.axis,
    reaches,
    seed: result.seed,
    tests: result.tests,
    tolerance: isTolerant(outline.output) ? TOLERANCE : null,
    program: program ? programJson(program, reaches) : null,
    ...(compiled && { compiled: compiledJson(compiled, reaches) }),
    runs: runs.map((run) => ({
      learner: run.learner,
      for: run.for,
      scheme: run.scheme,
      size: run.size,
      seed: run.seed,
      samples: run.samples,
      parameters: run.parameters,
      architecture: run.architecture,
      isHurried: run.isHurried,
      seconds: thousandths(run.seconds),
      scores: scoresJson(run.scores, reaches),
      validation: { right: run.validation.right, of: run.validation.of },
    })),
    notes,
    stopped: result.isStopped,
  };
}

const programJson = (side: ProgramSide, reaches: readonly number[]): Json => ({
  found: side.program !== undefined,
  program: side.program ?? null,
  typescript: side.typescript ?? null,
  cost: side.cost === undefined ? null : Math.round(100 * side.cost) / 100,
  examples: side.examples.length - side.told,
  told: side.told,
  seconds: thousandths(side.seconds),
  candidates: side.candidates,
  stopped: side.stopped,
  scores: scoresJson(side.scores, reaches),
});

const compiledJson = ({ net, trained, why }: CompiledSide, reaches: readonly number[]): Json => ({
  why: why ?? null,
  net: net
    ? {
        kind: net.kind,
        layers: net.layers,
        width: net.width,
        parameters: net.parameters,
        length: Number.isFinite(net.length) ? net.length : null,
        checked: { ...net.checked },
        scores: scoresJson(net.scores, reaches),
      }
    : null,
  trained: trained.map((run) => ({
    ...run,
    seconds: thousandths(run.seconds),
    scores: scoresJson(run.scores, reaches),
  })),
});

const scoresJson = (scores: readonly Score[], reaches: readonly number[]): Json =>
  scores.map(({ right, of }, i) => ({ reach: reaches[i], right, of }));

const thousandths = (x: number): number => Math.round(1000 * x) / 1000;
