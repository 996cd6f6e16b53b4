/** @file What the demo of captions measured, as text and as JSON. */

import type { Answered, Demo, Group, Right } from "../scenes/demo.ts";
import type { Account } from "../scenes/pictured.ts";
import { MISSING } from "../scenes/scene.ts";
import { percent } from "../scenes/sheet.ts";
import { padEnd } from "./columns.ts";
import { amount, counted, seconds } from "./quantity.ts";
import type { Style } from "./style.ts";

const COLUMNS: readonly {
  readonly title: readonly [string, string];
  readonly of: (right: Right) => number;
}[] = [
  { title: ["net,", "from the picture"], of: ({ net }) => net },
  { title: ["program, from parts", "that a net perceives"], of: ({ perceived }) => perceived },
  { title: ["program, from", "the true parts"], of: ({ program }) => program },
];
const FIRST = Math.max(28, ...MISSING.map(({ name }) => name.length + 2));
const WIDTH = 23;

/** Of each missing combination, so many pictures are told one by one. */
const SHOWN = 2;

export function demoText(demo: Demo, style: Style): string {
  const { captioner, perceiver, describer, groups } = demo;
  const missing = groups.filter(({ isMissing }) => isMissing);
  const lines = [
    style.title("captions"),
    "",
    `  net          ${amount(captioner.pictures)} pictures with captions; word by word; ${parameters(captioner)} in ${seconds(captioner.seconds)}`,
    `  perceiving   ${amount(perceiver.pictures)} pictures with their parts; ${parameters(perceiver)} in ${seconds(perceiver.seconds)}`,
    describer
      ? `  program      ${counted(describer.examples.length - describer.told, "scene")} as parts, with captions, and ${describer.told} more that it asked for or got wrong; ${seconds(describer.seconds)}`
      : "  program      none was found in time",
    `  never shown  ${missing.map(({ name }) => name).join(", ")}`,
    "",
    ...(describer
      ? [
          ...describer.typescript
            .trim()
            .split("\n")
            .map((line) => (line ? `    ${line}` : "")),
          "",
        ]
      : []),
    `  ${padEnd("captions that are right", FIRST)}${COLUMNS.map(({ title }) => title[0].padStart(WIDTH)).join("")}`,
    `  ${" ".repeat(FIRST)}${COLUMNS.map(({ title }) => title[1].padStart(WIDTH)).join("")}`,
    ...groups.map(row),
    row({ name: "all that are missing", right: totalOf(missing) }),
  ];
  lines.push("", `  wrong, and more than half sure of it: ${sureText(groups)}`);
  for (const { name, answers } of missing) {
    lines.push("", `  ${style.title(name)}`);
    for (const answer of answers.slice(0, SHOWN)) lines.push(...answerLines(answer, style));
  }
  lines.push(
    "",
    style.dim("  Percentages are how sure a net is of all its words, or of all parts together."),
  );
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

/** Of the captions of the net that are wrong, those that it took for more likely than not. */
function sureText(groups: readonly Group[]): string {
  const part = (isMissing: boolean): string => {
    const wrong = groups
      .filter((group) => group.isMissing === isMissing)
      .flatMap(({ answers }) => answers)
      .filter(({ net, caption }) => net.caption !== caption);
    const sure = wrong.filter(({ net }) => net.confidence > 0.5).length;
    return `${sure} of the net's ${wrong.length} mistakes on ${isMissing ? "missing" : "seen"} combinations`;
  };
  return `${part(false)}, ${part(true)}`;
}

const parameters = ({ parameters }: { readonly parameters: number }): string =>
  `${amount(parameters)} parameters, trained`;

function row({ name, right }: Pick<Group, "name" | "right">): string {
  const shares = COLUMNS.map(({ of }) => percent(of(right) / right.of).padStart(WIDTH));
  return `  ${padEnd(name, FIRST)}${shares.join("")}`;
}

export function totalOf(groups: readonly Group[]): Right {
  const sum = (of: (right: Right) => number): number => groups.reduce((all, { right }) => all + of(right), 0);
  const of = sum((right) => right.of);
  const mean = (kind: "net" | "perceived"): number => sum((right) => right.confidence[kind] * right.of) / of;
  return {
    net: sum(({ net }) => net),
    program: sum(({ program }) => program),
    perceived: sum(({ perceived }) => perceived),
    parts: sum(({ parts }) => parts),
    of,
    confidence: { net: mean("net"), perceived: mean("perceived") },
  };
}

function answerLines({ caption, net, program, perceived }: Answered, style: Style): string[] {
  const line = (who: string, said: string | undefined, confidence?: number): string => {
    const sure = confidence === undefined ? "" : `  ${percent(confidence)}`;
    const mark = said === caption ? style.good("right") : style.bad("wrong");
    return `      ${padEnd(who, 22)}${mark}  ${said ?? "no answer"}${sure}`;
  };
  return [
    `    ${caption}`,
    line("net", net.caption, net.confidence),
    line("program, perceived", perceived.program, perceived.confidence),
    line("program, true parts", program),
  ];
}

/** Everything but the pixels. */
export function demoJson({ captioner, perceiver, describer, groups }: Demo) {
  const net = ({ parameters, pictures, seconds }: Account) => ({ parameters, pictures, seconds });
  return {
    captioner: net(captioner),
    perceiver: net(perceiver),
    describer: describer && {
      program: describer.program,
      typescript: describer.typescript,
      examples: describer.examples,
      told: describer.told,
      candidates: describer.candidates,
      seconds: describer.seconds,
    },
    groups: groups.map(({ name, isMissing, right, answers }) => ({
      name,
      missing: isMissing,
      right,
      answers: answers.map(({ scene, caption, net, program, perceived }) => ({
        scene,
        caption,
        net,
        program: program ?? null,
        perceived: { ...perceived, program: perceived.program ?? null },
      })),
    })),
  };
}
