/** @file How a layer is looked at: its points brought to one size, turned, and coloured by their labels. */

import { visible } from "../../tasks/error.ts";
import type { LayerImage } from "./geometry.ts";
import type { Labels } from "./labels.ts";
import type { Measures } from "./measures.ts";
import type { Colour } from "./raster.ts";

export type Point = readonly [x: number, y: number, z: number];

/** Angles of the eye: about the upright axis, then up. */
export interface Eye {
  readonly yaw: number;
  readonly pitch: number;
}

/** What is flat is looked at from the front. */
export const eyeFor = ({ dimensions }: LayerImage): Eye =>
  dimensions === 3 ? { yaw: 0.5, pitch: 0.35 } : { yaw: 0, pitch: 0 };

/** Nearer things look larger by this share for each unit. */
const PERSPECTIVE = 0.18;

export interface Seen {
  readonly x: number;
  /** Downwards, as pictures count. */
  readonly y: number;
  /** 1 in the middle, more in front. */
  readonly near: number;
}

/** A point within the unit ball, seen on a screen where the ball's radius is 1. */
export function seenFrom([x, y, z]: Point, { yaw, pitch }: Eye): Seen {
  const right = x * Math.cos(yaw) - z * Math.sin(yaw);
  const away = x * Math.sin(yaw) + z * Math.cos(yaw);
  const up = y * Math.cos(pitch) - away * Math.sin(pitch);
  const front = y * Math.sin(pitch) + away * Math.cos(pitch);
  const near = 1 / (1 - PERSPECTIVE * front);
  return { x: right * near, y: -up * near, near };
}

/** Points outside may be so many: a few that lie far off should not make all others small. */
const INSIDE = 0.98;

/** The points of a layer about the origin, nearly all in the unit ball. */
export function scaled({ points }: LayerImage): readonly Point[] {
  const middle = [0, 1, 2].map((i) => points.reduce((sum, point) => sum + point[i], 0) / points.length);
  const moved = points.map(
    (point): Point => [point[0] - middle[0], point[1] - middle[1], point[2] - middle[2]],
  );
  const far = moved.map((point) => Math.hypot(...point)).sort((a, b) => a - b);
  const radius = far[Math.floor(INSIDE * (far.length - 1))] || far[far.length - 1] || 1;
  return moved.map((point): Point => [point[0] / radius, point[1] / radius, point[2] / radius]);
}

/** Distinct to most eyes that confuse red and green (after Okabe & Ito 2008, with four added). */
const PALETTE: readonly Colour[] = [
  [0, 114, 178],
  [213, 94, 0],
  [0, 158, 115],
  [204, 121, 167],
  [230, 159, 0],
  [86, 180, 233],
  [75, 46, 131],
  [127, 127, 127],
  [140, 86, 40],
  [34, 34, 34],
];
const REST: Colour = [190, 190, 190];

/** From low to high, as bright as they are high (after viridis). */
const SCALE: readonly Colour[] = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [223, 205, 30],
];

export interface Key {
  readonly colours: readonly Colour[];
  readonly legend: readonly { readonly name: string; readonly colour: Colour }[];
}

/** A colour for each point, and what they mean. */
export function keyOf(labels: Labels): Key {
  const all = Array.from(labels.of);
  if (labels.kind === "classes") {
    const of = (cls: number): Colour => PALETTE[cls] ?? REST;
    const named = labels.names.slice(0, PALETTE.length).map((name, i) => ({
      name: shortened(name),
      colour: of(i),
    }));
    const more = labels.names.length - named.length;
    return {
      colours: all.map(of),
      legend: more > 0 ? [...named, { name: `${more} more`, colour: REST }] : named,
    };
  }
  const [low, high] = all.reduce(
    ([least, most], x) => [Math.min(least, x), Math.max(most, x)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const at = (share: number): Colour => {
    const place = share * (SCALE.length - 1);
    const step = Math.min(SCALE.length - 2, Math.floor(place));
    const mix = (i: 0 | 1 | 2): number =>
      Math.round(SCALE[step][i] + (place - step) * (SCALE[step + 1][i] - SCALE[step][i]));
    return [mix(0), mix(1), mix(2)];
  };
  return {
    colours: all.map((x) => at(high > low ? (x - low) / (high - low) : 0.5)),
    legend: [0, 0.5, 1].map((share) => ({
      name: `${share === 0 ? `${shortened(labels.name)} ` : ""}${Number((low + share * (high - low)).toPrecision(3))}`,
      colour: at(share),
    })),
  };
}

/** Names come from files and may be long. */
export const shortened = (text: string, most = 32): string => {
  const characters = [...visible(text)];
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : characters.join("");
};

/** What is written about a layer: each measure with its name. */
export function measureRows({
  linear,
  neighbours,
  scatter,
  directions,
  surface,
}: Measures): readonly { readonly name: string; readonly text: string; readonly share?: number }[] {
  return [
    { name: "linear probe", text: percent(linear), share: linear },
    { name: "neighbours", text: percent(neighbours), share: neighbours },
    ...(scatter === undefined ? [] : [{ name: "between / within", text: short(scatter) }]),
    { name: "directions", text: short(directions) },
    ...(surface === undefined ? [] : [{ name: "surface", text: short(surface) }]),
  ];
}

/** Down, so that only what is whole is 100 %. */
const percent = (share: number): string =>
  share >= 1 ? "100 %" : `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
const short = (x: number): string => (x < 100 ? x.toFixed(x < 10 ? 2 : 1) : x.toFixed(0));

/** What the measures mean, a line each. */
export const meanings = (kind: Labels["kind"]): readonly string[] => [
  kind === "classes"
    ? "linear probe: points that a linear map fitted on others tells right; 100 % where flat cuts part the classes"
    : "linear probe: variance that a linear map fitted on other points explains",
  kind === "classes"
    ? "neighbours: of the five nearest points, those of the same class"
    : "neighbours: variance that the mean of the five nearest points explains",
  ...(kind === "classes"
    ? ["between / within: scatter of the classes' means over scatter inside the classes"]
    : []),
  "directions: how many the points spread over; surface: dimensions of the surface that they lie on",
];

/** How much of a layer is seen. */
export function shownText({ width, coordinates, seen }: LayerImage): string {
  const numbers = `${width} number${width === 1 ? "" : "s"}`;
  return coordinates === "own" ? `${numbers}, all shown` : `${numbers}, ${percent(seen)} shown`;
}
