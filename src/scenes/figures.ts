/** @file How people and animals look, and where on them things are worn and held. They are one unit high or so, and face to the right. */

import type { Colour } from "../nets/geometry/raster.ts";
import { GREY, INK, ORANGE, PINK, SKIN, WHITE } from "./palette.ts";
import { mixed, type Pen, type Place } from "./pen.ts";
import type { Figure } from "./scene.ts";

export interface Look {
  /** From the middle to the farthest side. */
  readonly half: number;
  /** Where a hat stands, and half of its brim. */
  readonly crown: { readonly at: Place; readonly half: number };
  readonly neck: { readonly at: Place; readonly half: number };
  /** From the hip down, and how thick. */
  readonly legs: readonly (readonly [hip: Place, foot: Place])[];
  readonly leg: number;
  readonly hand: Place;
  draw(pen: Pen, colour: Colour): void;
}

const dark = (colour: Colour): Colour => mixed(colour, INK, 0.45);

/** Thick lines as legs, with feet. */
function drawLegs(pen: Pen, { legs, leg }: Look, colour: Colour, feet: Colour): void {
  for (const [hip, foot] of legs) {
    pen.line(hip, foot, leg, colour);
    pen.line([foot[0] - 0.01, foot[1]], [foot[0] + 0.06, foot[1]], leg, feet);
  }
}

const dog: Look = {
  half: 0.5,
  crown: { at: [0.33, 0.72], half: 0.15 },
  neck: { at: [0.22, 0.48], half: 0.12 },
  legs: [
    [
      [-0.26, 0.3],
      [-0.28, 0.04],
    ],
    [
      [-0.14, 0.28],
      [-0.14, 0.04],
    ],
    [
      [0.1, 0.28],
      [0.1, 0.04],
    ],
    [
      [0.2, 0.3],
      [0.22, 0.04],
    ],
  ],
  leg: 0.08,
  hand: [0.46, 0.5],
  draw(pen, colour) {
    pen.lines(
      [
        [-0.3, 0.38],
        [-0.42, 0.52],
        [-0.44, 0.66],
      ],
      0.07,
      colour,
    );
    drawLegs(pen, this, colour, colour);
    pen.ellipse([-0.04, 0.36], 0.3, 0.13, colour);
    pen.line([0.16, 0.4], [0.3, 0.58], 0.16, colour);
    pen.disc([0.32, 0.6], 0.13, colour);
    pen.ellipse([0.44, 0.55], 0.11, 0.07, mixed(colour, WHITE, 0.35));
    pen.disc([0.54, 0.57], 0.035, INK);
    pen.ellipse([0.22, 0.55], 0.06, 0.15, dark(colour));
    pen.disc([0.36, 0.64], 0.03, INK);
  },
};

const cat: Look = {
  half: 0.36,
  crown: { at: [0, 0.8], half: 0.16 },
  neck: { at: [0, 0.46], half: 0.15 },
  legs: [
    [
      [-0.1, 0.24],
      [-0.11, 0.04],
    ],
    [
      [0.1, 0.24],
      [0.09, 0.04],
    ],
  ],
  leg: 0.11,
  hand: [0.2, 0.3],
  draw(pen, colour) {
    pen.lines(
      [
        [0.16, 0.08],
        [0.34, 0.1],
        [0.4, 0.26],
        [0.32, 0.42],
      ],
      0.07,
      colour,
    );
    pen.ellipse([0, 0.24], 0.22, 0.25, colour);
    drawLegs(pen, this, colour, mixed(colour, WHITE, 0.4));
    pen.ellipse([0, 0.2], 0.07, 0.13, mixed(colour, WHITE, 0.4));
    for (const side of [-1, 1]) {
      pen.polygon(
        [
          [side * 0.23, 0.9],
          [side * 0.03, 0.76],
          [side * 0.22, 0.6],
        ],
        colour,
      );
      pen.polygon(
        [
          [side * 0.19, 0.82],
          [side * 0.1, 0.75],
          [side * 0.18, 0.68],
        ],
        PINK,
      );
    }
    pen.ellipse([0, 0.62], 0.22, 0.18, colour);
    for (const side of [-1, 1]) {
      pen.disc([side * 0.09, 0.65], 0.045, WHITE);
      pen.disc([side * 0.09, 0.65], 0.025, INK);
      pen.line([side * 0.08, 0.56], [side * 0.34, 0.6], 0.015, INK);
      pen.line([side * 0.08, 0.54], [side * 0.34, 0.5], 0.015, INK);
    }
    pen.disc([0, 0.56], 0.035, PINK);
  },
};

const horse: Look = {
  half: 0.56,
  crown: { at: [0.38, 1.0], half: 0.13 },
  neck: { at: [0.27, 0.74], half: 0.12 },
  legs: [
    [
      [-0.3, 0.46],
      [-0.34, 0.04],
    ],
    [
      [-0.2, 0.44],
      [-0.18, 0.04],
    ],
    [
      [0.12, 0.44],
      [0.1, 0.04],
    ],
    [
      [0.2, 0.46],
      [0.24, 0.04],
    ],
  ],
  leg: 0.08,
  hand: [0.58, 0.72],
  draw(pen, colour) {
    const mane = dark(colour);
    pen.lines(
      [
        [-0.34, 0.58],
        [-0.46, 0.5],
        [-0.48, 0.24],
      ],
      0.1,
      mane,
    );
    drawLegs(pen, this, colour, INK);
    pen.ellipse([-0.05, 0.54], 0.34, 0.15, colour);
    pen.polygon(
      [
        [0.08, 0.52],
        [0.26, 0.98],
        [0.42, 0.94],
        [0.3, 0.5],
      ],
      colour,
    );
    pen.lines(
      [
        [0.08, 0.66],
        [0.2, 0.92],
        [0.28, 1.0],
      ],
      0.09,
      mane,
    );
    pen.polygon(
      [
        [0.28, 1.0],
        [0.42, 1.0],
        [0.64, 0.78],
        [0.56, 0.68],
        [0.34, 0.82],
      ],
      colour,
    );
    pen.polygon(
      [
        [0.3, 0.96],
        [0.32, 1.1],
        [0.38, 0.98],
      ],
      colour,
    );
    pen.disc([0.42, 0.9], 0.03, INK);
    pen.disc([0.58, 0.76], 0.02, INK);
  },
};

const bird: Look = {
  half: 0.46,
  crown: { at: [0.2, 0.74], half: 0.14 },
  neck: { at: [0.15, 0.48], half: 0.15 },
  legs: [
    [
      [-0.08, 0.2],
      [-0.08, 0.03],
    ],
    [
      [0.06, 0.2],
      [0.06, 0.03],
    ],
  ],
  leg: 0.045,
  hand: [0.46, 0.6],
  draw(pen, colour) {
    drawLegs(pen, this, ORANGE, ORANGE);
    pen.polygon(
      [
        [-0.2, 0.36],
        [-0.5, 0.56],
        [-0.52, 0.4],
        [-0.46, 0.3],
      ],
      dark(colour),
    );
    pen.ellipse([-0.02, 0.36], 0.28, 0.2, colour);
    pen.disc([0.2, 0.58], 0.16, colour);
    pen.polygon(
      [
        [0.33, 0.64],
        [0.52, 0.56],
        [0.33, 0.5],
      ],
      ORANGE,
    );
    pen.ellipse([-0.08, 0.38], 0.17, 0.1, dark(colour));
    pen.disc([0.24, 0.62], 0.05, WHITE);
    pen.disc([0.25, 0.62], 0.028, INK);
  },
};

const pig: Look = {
  half: 0.46,
  crown: { at: [0.28, 0.62], half: 0.15 },
  neck: { at: [0.14, 0.38], half: 0.18 },
  legs: [
    [
      [-0.22, 0.2],
      [-0.22, 0.04],
    ],
    [
      [-0.1, 0.18],
      [-0.1, 0.04],
    ],
    [
      [0.08, 0.18],
      [0.08, 0.04],
    ],
    [
      [0.2, 0.2],
      [0.2, 0.04],
    ],
  ],
  leg: 0.1,
  hand: [0.48, 0.3],
  draw(pen, colour) {
    pen.lines(
      [
        [-0.36, 0.38],
        [-0.46, 0.42],
        [-0.44, 0.5],
        [-0.5, 0.52],
      ],
      0.04,
      colour,
    );
    drawLegs(pen, this, colour, dark(colour));
    pen.ellipse([-0.06, 0.34], 0.34, 0.23, colour);
    pen.disc([0.26, 0.42], 0.19, colour);
    pen.polygon(
      [
        [0.1, 0.52],
        [0.12, 0.68],
        [0.26, 0.58],
      ],
      dark(colour),
    );
    pen.polygon(
      [
        [0.28, 0.6],
        [0.38, 0.68],
        [0.38, 0.52],
      ],
      dark(colour),
    );
    pen.ellipse([0.44, 0.38], 0.07, 0.1, PINK);
    pen.disc([0.44, 0.41], 0.018, INK);
    pen.disc([0.44, 0.35], 0.018, INK);
    pen.disc([0.3, 0.48], 0.03, INK);
  },
};

const clown: Look = {
  half: 0.34,
  crown: { at: [0, 0.98], half: 0.16 },
  neck: { at: [0, 0.64], half: 0.14 },
  legs: [
    [
      [-0.1, 0.32],
      [-0.13, 0.05],
    ],
    [
      [0.1, 0.32],
      [0.13, 0.05],
    ],
  ],
  leg: 0.13,
  hand: [0.36, 0.5],
  draw(pen, colour) {
    for (const side of [-1, 1]) {
      pen.line([side * 0.13, 0.58], [side * 0.33, 0.46], 0.1, colour);
      pen.disc([side * 0.36, 0.45], 0.05, SKIN);
      pen.disc([side * 0.18, 0.84], 0.11, ORANGE);
    }
    drawLegs(pen, this, colour, INK);
    pen.ellipse([0, 0.44], 0.23, 0.22, colour);
    pen.ellipse([0, 0.65], 0.17, 0.05, WHITE);
    pen.disc([0, 0.82], 0.17, WHITE);
    for (const y of [0.34, 0.5]) pen.disc([0, y], 0.04, WHITE);
    for (const side of [-1, 1]) pen.disc([side * 0.07, 0.86], 0.03, INK);
    pen.disc([0, 0.8], 0.055, [226, 30, 40]);
    pen.lines(
      [
        [-0.07, 0.74],
        [0, 0.71],
        [0.07, 0.74],
      ],
      0.03,
      [226, 30, 40],
    );
  },
};

const dancer: Look = {
  half: 0.3,
  crown: { at: [0, 0.98], half: 0.14 },
  neck: { at: [0, 0.7], half: 0.09 },
  legs: [
    [
      [-0.07, 0.32],
      [-0.09, 0.04],
    ],
    [
      [0.07, 0.32],
      [0.09, 0.04],
    ],
  ],
  leg: 0.075,
  hand: [0.32, 0.62],
  draw(pen, colour) {
    for (const side of [-1, 1])
      pen.lines(
        [
          [side * 0.08, 0.66],
          [side * 0.22, 0.54],
          [side * 0.32, 0.62],
        ],
        0.06,
        SKIN,
      );
    pen.line([-0.12, 0.9], [-0.15, 0.62], 0.1, INK);
    pen.line([0.12, 0.9], [0.15, 0.62], 0.1, INK);
    drawLegs(pen, this, SKIN, colour);
    pen.polygon(
      [
        [-0.09, 0.7],
        [0.09, 0.7],
        [0.08, 0.5],
        [0.32, 0.26],
        [-0.32, 0.26],
        [-0.08, 0.5],
      ],
      colour,
    );
    pen.disc([0, 0.87], 0.15, INK);
    pen.disc([0, 0.83], 0.13, SKIN);
    for (const side of [-1, 1]) pen.disc([side * 0.05, 0.85], 0.022, INK);
    pen.line([-0.03, 0.77], [0.03, 0.77], 0.025, [200, 60, 70]);
  },
};

const robot: Look = {
  half: 0.32,
  crown: { at: [0, 0.94], half: 0.17 },
  neck: { at: [0, 0.64], half: 0.12 },
  legs: [
    [
      [-0.11, 0.28],
      [-0.11, 0.05],
    ],
    [
      [0.11, 0.28],
      [0.11, 0.05],
    ],
  ],
  leg: 0.1,
  hand: [0.36, 0.44],
  draw(pen, colour) {
    pen.line([0, 0.9], [0, 1.06], 0.03, INK);
    pen.disc([0, 1.06], 0.045, ORANGE);
    for (const side of [-1, 1]) {
      pen.lines(
        [
          [side * 0.2, 0.56],
          [side * 0.32, 0.54],
          [side * 0.34, 0.4],
        ],
        0.07,
        GREY,
      );
      pen.disc([side * 0.34, 0.39], 0.055, INK);
    }
    drawLegs(pen, this, GREY, INK);
    pen.box([-0.21, 0.26], [0.21, 0.62], colour);
    pen.box([-0.06, 0.6], [0.06, 0.68], GREY);
    pen.box([-0.19, 0.66], [0.19, 0.94], colour);
    pen.box([-0.14, 0.74], [0.14, 0.86], WHITE);
    for (const side of [-1, 1]) pen.disc([side * 0.07, 0.8], 0.04, INK);
    pen.box([-0.12, 0.36], [0.12, 0.5], GREY);
  },
};

export const LOOKS: Readonly<Record<Figure, Look>> = { clown, dancer, robot, dog, cat, horse, bird, pig };
