/** @file What each said of pictures, as one picture: of every missing combination the first few, as they came. */

import { encode } from "fast-png";
import type { Picture } from "../language/value.ts";
import { type Colour, Raster, type TextStyle, textWidth } from "../nets/geometry/raster.ts";
import type { Answered, Demo } from "./demo.ts";
import { SIDE } from "./drawing.ts";

const WHITE: Colour = [255, 255, 255];
const INK: Colour = [32, 36, 42];
const FAINT: Colour = [104, 112, 122];
const GOOD: Colour = [11, 122, 83];
const BAD: Colour = [194, 40, 12];

const ZOOM = 2;
const MARGIN = 24;
const COLUMNS = 2;
/** Of a picture and what is said of it. */
const WIDTH = 650;
const HEIGHT = SIDE * ZOOM + 18;
const HEAD = 34;
const TOP = 74;

const TITLE: TextStyle = { colour: INK, height: 15, bold: true };
const GROUP: TextStyle = { colour: INK, height: 11, bold: true };
const PLAIN: TextStyle = { colour: INK, height: 9.5 };
const NOTE: TextStyle = { colour: FAINT, height: 9 };

export const sheetPng = (demo: Demo): Uint8Array => pngOf(sheet(demo));

export const pngOf = ({ width, height, pixels }: Picture | Raster): Uint8Array =>
  encode({ width, height, data: pixels, depth: 8, channels: 3 });

export function sheet({ groups }: Demo): Raster {
  const missing = groups.filter(({ isMissing }) => isMissing);
  const raster = new Raster(
    2 * MARGIN + COLUMNS * WIDTH,
    TOP + missing.length * (HEAD + HEIGHT) + MARGIN,
    WHITE,
  );
  raster.text("Combinations that were never seen", MARGIN, 34, TITLE);
  raster.text(
    "the first pictures of each, as they come, and how sure the nets are of what they say",
    MARGIN,
    54,
    NOTE,
  );
  for (const [i, { name, right, answers }] of missing.entries()) {
    const y = TOP + i * (HEAD + HEIGHT);
    raster.text(name, MARGIN, y + 20, GROUP);
    const share = `net right in ${right.net} of ${right.of}, the program from what a net perceives in ${right.perceived}`;
    raster.text(share, MARGIN + textWidth(name, GROUP.height) + 16, y + 20, NOTE);
    for (const [column, answer] of answers.slice(0, COLUMNS).entries())
      drawAnswer(raster, answer, MARGIN + column * WIDTH, y + HEAD);
  }
  return raster;
}

function drawAnswer(raster: Raster, answer: Answered, x: number, y: number): void {
  const { picture, caption, net, perceived, program } = answer;
  raster.picture(picture, x, y, ZOOM);
  const left = x + SIDE * ZOOM + 14;
  const says = (who: string, said: string | undefined, confidence: number | undefined, at: number): void => {
    const colour = said === caption ? GOOD : BAD;
    const sure = confidence === undefined ? "" : `  ${percent(confidence)}`;
    raster.text(who, left, y + at, NOTE);
    raster.text(`${said ?? "no answer"}${sure}`, left + 150, y + at, { ...PLAIN, colour });
  };
  raster.text(caption, left, y + 14, { ...PLAIN, bold: true });
  says("net", net.caption, net.confidence, 38);
  says("program, perceived", perceived.program, perceived.confidence, 58);
  says("program, true parts", program, undefined, 78);
}

/** Down, so that only what is whole is 100 %. */
export const percent = (share: number): string => `${Math.floor(100 * share + 1e-9)} %`;
