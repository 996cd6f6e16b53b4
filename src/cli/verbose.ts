/** @file `--verbose`: where a search's time went, what found the answer and why it stopped, for people and as JSON. */

import { placeOf } from "../evidence/evidence.ts";
import type { Json } from "../evidence/json.ts";
import { type Account, EXPANSION, type Joining, type StrategyAccount } from "../search/account.ts";
import { visible } from "../tasks/error.ts";
import { padEnd, width } from "./columns.ts";
import { labelled, placeText } from "./lines.ts";
import { amount, bits, bytes, counted, milliseconds, seconds } from "./quantity.ts";
import type { Settings } from "./settings.ts";
import type { Outcome } from "./show.ts";
import { whyStopped } from "./stopped.ts";
import type { Style } from "./style.ts";

/** The last rounds are shown; rows named in one line. */
const SHOWN_ROUNDS = 10;
const NAMED_ROWS = 8;

/** What the search did not do itself is shown from this share on. */
const LEAST_SHARE = 0.02;

const GOALS = `(goals: what arguments must be, from outputs; an expansion counts as ${EXPANSION} candidates)`;

const JOINED: Readonly<Record<Joining, string>> = {
  failed: "a program that was right on the core was wrong there",
  uncovered: "nothing found was right there",
  told: "an answer, or an example told later",
};

/** The account of one column's search, at most two screens. */
export function accountText({ found, account }: Outcome, settings: Settings, style: Style): string {
  const { task, best, seconds: whole } = found;
  const { grammar, rows, rounds, memory } = account;
  const [origin] = account.answers;
  const row = (example: number): string => placeText(placeOf(task, example));
  const lines: string[] = [
    `${style.title(visible(task.name))}  ${style.dim(`the search, ${seconds(whole)}`)}`,
    "",
  ];
  const say = (label: string, ...texts: string[]): void => {
    texts.forEach((text, i) => {
      lines.push(labelled(i === 0 ? label : "", text, style.dim));
    });
  };
  const whose = task.language ? "of the file" : "proposed for these examples";
  say(
    "grammar",
    `${counted(grammar.sorts, "sort")}, ${counted(grammar.productions, "production")}, ${whose}` +
      (grammar.closed ? "; no constant but those it gives" : ""),
  );
  say(
    "rows",
    [
      `${amount(rows.core)} of ${counted(task.examples.length, "example")} in the core`,
      ...(rows.guards > 0 ? [`${counted(rows.guards, "guard")} without output, to tell programs apart`] : []),
      ...(rows.checks > 0 ? [`${amount(rows.checks)} checked once a program fits the core`] : []),
    ].join("; "),
    ...listedRows(rows.doubtful.map(row), "contradicted by other rows"),
    ...(Object.keys(JOINED) as Joining[]).flatMap((why) =>
      listedRows(
        rows.joined.filter((joined) => joined.why === why).map(({ example }) => row(example)),
        `joined the core late: ${JOINED[why]}`,
      ),
    ),
  );
  say("rounds", ...roundLines(rounds));
  say("time", ...timeLines(account, whole));
  say(
    "found",
    best && origin
      ? `${origin.foundBy}, ${bits(best.cost)} for a table of ${bits(account.table)}; at candidate ${amount(origin.candidate)}, after ${milliseconds(origin.milliseconds)}`
      : `nothing; the table has ${bits(account.table)}`,
  );
  say("stopped", whyStopped(account, found, settings.budget));
  const parts = Object.entries(memory.parts).filter(([, size]) => size >= 500_000);
  say(
    "memory",
    `${bytes(found.bytes)} of ${bytes(memory.limit)}` +
      (parts.length > 1 ? `: ${parts.map(([name, size]) => `${name} ${bytes(size)}`).join(", ")}` : ""),
    ...(memory.full ? ["it is full: further candidates were tested, and not kept"] : []),
  );
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n\n`;
}

function listedRows(names: readonly string[], what: string): string[] {
  if (names.length === 0) return [];
  const rest = names.length - NAMED_ROWS;
  const named = names.slice(0, NAMED_ROWS).join(", ");
  return [`${named}${rest > 0 ? ` and ${rest} more` : ""} ${what}`];
}

/** Begins again where rows joined. */
function roundLines(rounds: Account["rounds"]): string[] {
  const last = rounds.slice(-SHOWN_ROUNDS);
  const cells = last.map(({ start, candidates, entries, bits: below, best, open }, i) => [
    `${rounds.length - last.length + i + 1}${open ? ", cut off" : ""}`,
    amount(candidates),
    amount(entries),
    below === undefined ? "any cost" : `below ${bits(below)}`,
    best === undefined ? "none" : bits(best),
    i > 0 && start !== last[i - 1].start ? "begun again" : "",
  ]);
  const hidden = rounds.length - last.length;
  return [
    ...(hidden > 0 ? [`… ${counted(hidden, "earlier round")}`] : []),
    ...table(["round", "candidates", "kept", "all tried", "best", ""], cells),
  ];
}

function timeLines({ strategies, milliseconds: searched }: Account, whole: number): string[] {
  const elsewhere = whole * 1000 - searched;
  const total = Math.max(whole * 1000, searched);
  const share = (ms: number): string => `${total > 0 ? Math.round((100 * ms) / total) : 0} %`;
  const cells = strategies.map((one) => [
    one.strategy,
    milliseconds(one.milliseconds),
    share(one.milliseconds),
    amount(one.candidates),
    amount(one.runs),
    details(one),
  ]);
  if (elsewhere > LEAST_SHARE * total)
    cells.push(["outside", milliseconds(elsewhere), share(elsewhere), "", "", "questions, pauses"]);
  const lines = table(["strategy", "time", "share", "candidates", "runs", ""], cells);
  if (strategies.some(({ strategy }) => strategy === "goals")) lines.push(GOALS);
  return lines;
}

/** Counts beside candidates, and what it found. */
const details = ({ counts, answers }: StrategyAccount): string =>
  [
    ...Object.entries(counts).map(
      ([what, count]) => `${amount(count)} ${count === 1 ? what.replace(/s$/, "") : what}`,
    ),
    ...(answers > 0 ? [`found ${counted(answers, "answer")}`] : []),
  ].join(", ");

/** Aligned columns: the first and the last to the left, the others to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const wide = head.map((_, column) => Math.max(...all.map((cells) => width(cells[column]))));
  return all.map((cells) =>
    cells
      .map((cell, column) => {
        if (column === 0) return padEnd(cell, wide[column]);
        return column === head.length - 1 ? cell : " ".repeat(wide[column] - width(cell)) + cell;
      })
      .join("  ")
      .trimEnd(),
  );
}

/** The account as a field of the task's line. Milliseconds are its only part that differs from run to run. */
export function accountJson({ found, account }: Outcome, { budget }: Settings): Json {
  const { task } = found;
  const { rows, strategies, answers, memory, stop, ...rest } = account;
  const row = (example: number): number => placeOf(task, example).row;
  const ms = <T extends { readonly milliseconds: number }>(one: T): T => ({
    ...one,
    milliseconds: Math.round(one.milliseconds * 10) / 10,
  });
  return {
    ...ms(rest),
    rows: {
      core: rows.core,
      guards: rows.guards,
      checks: rows.checks,
      joined: rows.joined.map(({ example, why }) => ({ row: row(example), why })),
      doubtful: rows.doubtful.map(row),
    },
    strategies: strategies.map(ms),
    answers: answers.map(ms),
    stopped: {
      ...(stop ?? { why: found.stopped === "cancelled" ? "cancelled" : "time" }),
      text: whyStopped(account, found, budget),
    },
    memory: { ...memory, bytes: found.bytes },
  } as unknown as Json;
}
