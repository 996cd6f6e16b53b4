/** @file Colours, where the stream is a terminal that wants them. */

import { styleText } from "node:util";
import type { Io, Output } from "./io.ts";

type Format = Parameters<typeof styleText>[0];

export interface Style {
  readonly title: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly doubtful: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** Whether lines may be redrawn and coloured there. https://no-color.org is kept. */
export const isRich = (to: Output, env: Io["env"]): boolean => to.isTTY === true && env.TERM !== "dumb";

export function styleFor(to: Output, env: Io["env"]): Style {
  const coloured = isRich(to, env) && !env.NO_COLOR;
  const as = (format: Format) => (text: string) =>
    coloured && text !== "" ? styleText(format, text, { validateStream: false }) : text;
  return { title: as("bold"), good: as("green"), bad: as("red"), doubtful: as("yellow"), dim: as("dim") };
}
