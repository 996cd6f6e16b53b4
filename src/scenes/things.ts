/** @file How things look: what is worn and held, on whom it is; what is ridden or stood beside, one unit high or so. */

import type { Colour } from "../nets/geometry/raster.ts";
import type { Look } from "./figures.ts";
import { GREY, INK, WHITE } from "./palette.ts";
import { mixed, type Pen } from "./pen.ts";
import type { RELATIONS, Thing } from "./scene.ts";

type Of<R extends keyof typeof RELATIONS> = (typeof RELATIONS)[R][number];

/** In front of whoever wears it. */
export const WORN: Readonly<Record<Of<"wearing">, (pen: Pen, on: Look, colour: Colour) => void>> = {
  hat(
    pen,
    {
      crown: {
        at: [x, y],
        half,
      },
    },
    colour,
  ) {
    pen.box([x - half * 0.75, y], [x + half * 0.75, y + 0.2], colour);
    pen.box([x - half * 0.78, y + 0.02], [x + half * 0.78, y + 0.07], INK);
    pen.line([x - half * 1.35, y], [x + half * 1.35, y], 0.06, colour);
  },
  scarf(
    pen,
    {
      neck: {
        at: [x, y],
        half,
      },
    },
    colour,
  ) {
    // An edge, so that it is seen on fur of the same colour.
    for (const [edge, shade] of [
      [0.05, INK],
      [0, colour],
    ] as const) {
      pen.line([x - half, y], [x + half, y], 0.13 + edge, shade);
      pen.line([x + half * 0.4, y], [x + half * 0.2, y - 0.26], 0.11 + edge, shade);
    }
  },
  jeans(pen, { legs, leg }, colour) {
    const thick = leg + 0.05;
    const hips = legs.map(([hip]) => hip);
    for (const [edge, shade] of [
      [0.05, INK],
      [0, colour],
    ] as const) {
      pen.lines(hips, thick + 0.04 + edge, shade);
      for (const [hip, [x, y]] of legs) pen.line(hip, [x, y + 0.05], thick + edge, shade);
    }
    for (const [, [x, y]] of legs)
      pen.line([x - thick / 2, y + 0.05], [x + thick / 2, y + 0.05], 0.05, mixed(colour, WHITE, 0.6));
  },
};

/** Its foot is where the hand is. */
export const HELD: Readonly<Record<Of<"holding">, (pen: Pen, colour: Colour) => void>> = {
  balloon(pen, colour) {
    pen.line([0, 0], [0.06, 0.3], 0.025, INK);
    pen.ellipse([0.08, 0.52], 0.19, 0.24, colour);
    pen.ellipse([0.02, 0.6], 0.04, 0.06, mixed(colour, WHITE, 0.7));
  },
  umbrella(pen, colour) {
    pen.line([0, -0.1], [0, 0.6], 0.035, INK);
    const dome = Array.from({ length: 13 }, (_, i) => (Math.PI * i) / 12);
    pen.polygon(
      [
        ...dome.map((angle) => [0.42 * Math.cos(angle), 0.36 + 0.32 * Math.sin(angle)] as const),
        [-0.28, 0.42],
        [-0.14, 0.36],
        [0, 0.42],
        [0.14, 0.36],
        [0.28, 0.42],
      ],
      colour,
    );
    pen.line([0, 0.66], [0, 0.74], 0.035, INK);
  },
  flag(pen, colour) {
    pen.line([0, -0.3], [0, 0.7], 0.035, INK);
    pen.polygon(
      [
        [0.02, 0.7],
        [0.46, 0.64],
        [0.4, 0.5],
        [0.46, 0.36],
        [0.02, 0.38],
      ],
      colour,
    );
  },
};

/** `seat`: how high above the ground riders stand; `half`: from the middle to its sides. */
export interface Standing {
  readonly half: number;
  readonly seat: number;
  /** @param half of its width, where it is longer than usual */
  draw(pen: Pen, colour: Colour, half: number): void;
}

export const STANDING: Readonly<Record<Of<"riding"> | Of<"beside">, Standing>> = {
  bike: {
    half: 0.5,
    seat: 0.34,
    draw(pen, colour, half) {
      for (const x of [-half + 0.1, half - 0.1]) {
        pen.disc([x, 0.2], 0.2, INK);
        pen.disc([x, 0.2], 0.14, WHITE);
        pen.disc([x, 0.2], 0.04, INK);
      }
      pen.lines(
        [
          [-half + 0.1, 0.2],
          [-half * 0.5, 0.38],
          [half * 0.55, 0.38],
          [half - 0.1, 0.2],
        ],
        0.08,
        colour,
      );
      pen.lines(
        [
          [-half * 0.5, 0.38],
          [0, 0.16],
          [half * 0.55, 0.38],
        ],
        0.08,
        colour,
      );
      pen.lines(
        [
          [half - 0.1, 0.2],
          [half - 0.2, 0.56],
          [half - 0.06, 0.6],
        ],
        0.06,
        colour,
      );
    },
  },
  car: {
    half: 0.6,
    seat: 0.4,
    draw(pen, colour, half) {
      pen.polygon(
        [
          [-half * 0.55, 0.36],
          [-half * 0.4, 0.6],
          [half * 0.25, 0.6],
          [half * 0.5, 0.36],
        ],
        colour,
      );
      pen.polygon(
        [
          [-half * 0.4, 0.38],
          [-half * 0.3, 0.54],
          [half * 0.18, 0.54],
          [half * 0.34, 0.38],
        ],
        WHITE,
      );
      pen.box([-half, 0.12], [half, 0.4], colour);
      pen.disc([half - 0.06, 0.3], 0.05, WHITE);
      for (const x of [-half * 0.58, half * 0.58]) {
        pen.disc([x, 0.12], 0.13, INK);
        pen.disc([x, 0.12], 0.06, GREY);
      }
    },
  },
  boat: {
    half: 0.6,
    seat: 0.3,
    draw(pen, colour, half) {
      pen.line([half * 0.84, 0.3], [half * 0.84, 0.95], 0.04, INK);
      pen.polygon(
        [
          [half * 0.8, 0.95],
          [half * 0.8, 0.5],
          [half * 0.44, 0.5],
        ],
        WHITE,
      );
      pen.polygon(
        [
          [-half, 0.36],
          [half, 0.36],
          [half * 0.72, 0.06],
          [-half * 0.72, 0.06],
        ],
        colour,
      );
      pen.lines(
        [
          [-half - 0.05, 0.03],
          [half + 0.05, 0.03],
        ],
        0.07,
        [96, 160, 220],
      );
    },
  },
  tree: {
    half: 0.38,
    seat: 0,
    draw(pen, colour) {
      pen.box([-0.07, 0], [0.07, 0.6], [98, 66, 44]);
      for (const [x, y] of [
        [-0.2, 0.66],
        [0.2, 0.66],
        [0, 0.92],
        [0, 0.7],
      ] as const)
        pen.disc([x, y], 0.25, colour);
    },
  },
  house: {
    half: 0.46,
    seat: 0,
    draw(pen, colour) {
      pen.box([-0.38, 0], [0.38, 0.62], colour);
      pen.polygon(
        [
          [-0.48, 0.6],
          [0, 1.05],
          [0.48, 0.6],
        ],
        INK,
      );
      pen.box([-0.09, 0], [0.09, 0.34], WHITE);
      for (const x of [-0.24, 0.24]) pen.box([x - 0.07, 0.3], [x + 0.07, 0.46], WHITE);
    },
  },
};

export const isWorn = (thing: Thing): thing is Of<"wearing"> => Object.hasOwn(WORN, thing);
export const isHeld = (thing: Thing): thing is Of<"holding"> => Object.hasOwn(HELD, thing);
