/** @file A net being fitted, as it is seen on the way: lines that stay on standard output, a live one on standard error. */

import type { FitEvent, Standing } from "../nets/fit.ts";
import type { Progress, Schedule } from "../nets/train.ts";
import { cut, padEnd } from "./columns.ts";
import type { Io } from "./io.ts";
import { amount, counted, seconds } from "./quantity.ts";
import { seenText } from "./seen.ts";
import { isRich, type Style, styleFor } from "./style.ts";

/** Milliseconds between two drawings. */
const DRAW_EVERY = 100;

export class FitView {
  readonly #io: Io;
  readonly #names: readonly string[];
  readonly #isQuiet: boolean;
  readonly #style: Style;
  #opening: string;
  #drawn = 0;
  #isLive = false;

  /**
   * @param names of the inputs
   * @param opening the first line, once it is known that there is a net for the data
   * @param isQuiet nothing is written to standard output
   */
  constructor(io: Io, names: readonly string[], opening: string, isQuiet: boolean) {
    this.#names = names;
    this.#opening = opening;
    this.#io = io;
    this.#isQuiet = isQuiet;
    this.#style = styleFor(io.stdout, io.env);
  }

  show(event: FitEvent): void {
    switch (event.kind) {
      case "candidates":
        this.#line("trying", counted(event.titles.length, "architecture"));
        break;
      case "rung":
        for (const [i, standing] of event.standings.entries()) {
          this.#line("", `${standingText(standing)}${i < event.kept ? "" : this.#style.dim("  out")}`);
        }
        break;
      case "chosen": {
        const { title, parameters, schedule, decay } = event.choice;
        this.#line("chosen", `${title} · ${counted(parameters, "parameter")}`);
        this.#line("", scheduleText(schedule, decay));
        this.#line("sees", seenText(this.#names, event.encoding));
        break;
      }
      case "trying": {
        const { title, progress, until } = event;
        this.#draw(`trying ${title} · step ${progress.step} of ${until}`, progress);
        break;
      }
      case "training":
        this.#draw(trainingText(event.progress, event.schedule), event.progress);
    }
  }

  clear(): void {
    if (this.#isLive) this.#io.stderr.write("\r\u001b[K");
    this.#isLive = false;
  }

  #line(label: string, text: string): void {
    this.clear();
    if (this.#isQuiet) return;
    this.#io.stdout.write(`${this.#opening}${this.#style.dim(label.padEnd(9))}${text}\n`);
    this.#opening = "";
  }

  #draw(text: string, { loss }: Progress): void {
    const { stderr, env } = this.#io;
    if (!isRich(stderr, env) || performance.now() - this.#drawn < DRAW_EVERY) return;
    this.#drawn = performance.now();
    const line = `${text} · loss ${Number.isFinite(loss) ? loss.toPrecision(3) : "?"}`;
    stderr.write(`\r\u001b[K${this.#style.dim(cut(line, (stderr.columns || 80) - 1))}`);
    this.#isLive = true;
  }
}

const standingText = ({ title, score, steps }: Standing): string =>
  `${padEnd(`${(100 * score.accuracy).toFixed(1)} %`, 8)}${title}, after ${counted(steps, "step")}`;

const scheduleText = ({ rate, batch, steps, seed, patience, augment }: Schedule, decay: number): string =>
  [
    `rate ${rate}`,
    `batch ${batch}`,
    `at most ${counted(steps, "step")}`,
    `decay ${decay}`,
    `patience ${patience}`,
    ...(augment ? ["pictures varied"] : []),
    `seed ${seed}`,
  ].join(" · ");

function trainingText({ step, validation, samplesPerSecond }: Progress, { steps, batch }: Schedule): string {
  const left = ((steps - step) * batch) / Math.max(1, samplesPerSecond);
  return [
    `step ${amount(step)} of ${amount(steps)}`,
    ...(validation ? [`validation ${(100 * validation.accuracy).toFixed(1)} %`] : []),
    `${amount(Math.round(samplesPerSecond))} samples/s`,
    `${seconds(left)} left`,
  ].join(" · ");
}
