/** @file Curves as a picture: three panels, over reach, samples and parameters, with bands for what seeds differ by. */

import { visible } from "../tasks/error.ts";
import type { Contrast } from "./contrast.ts";
import { type Curve, fewerText, reachCurves, sampleCurves, sizeCurves } from "./curves.ts";

const INK = "#1f2430";
const SOFT = "#6b7280";
const GRID = "#e5e7eb";

/** Told apart by those who see no colours, too: by their dashes. */
const STROKES: Readonly<
  Record<Curve["kind"], readonly { readonly colour: string; readonly dash: string }[]>
> = {
  program: [{ colour: "#0b7a53", dash: "" }],
  compiled: [{ colour: "#2563eb", dash: "7 5" }],
  trained: [{ colour: "#be185d", dash: "" }],
  net: [
    { colour: "#c2410c", dash: "" },
    { colour: "#9333ea", dash: "7 3" },
    { colour: "#2563eb", dash: "2 3" },
    { colour: "#be185d", dash: "9 3 2 3" },
  ],
  neighbour: [{ colour: "#6b7280", dash: "4 4" }],
};

interface Panel {
  readonly title: string;
  readonly xTitle: string;
  readonly curves: readonly Curve[];
  readonly labelOf: (x: number) => string;
  readonly left: number;
  readonly width: number;
}

const TOP = 84;
const HEIGHT = 250;
const GAP = 76;
const LEGEND_LINE = 20;

export function contrastSvg(result: Contrast): string {
  const { outline } = result;
  const reach = reachCurves(result);
  const [samples, sizes] = [sampleCurves(result), sizeCurves(result)];
  const panels: Panel[] = [];
  let left = 64;
  const add = (panel: Omit<Panel, "left">): void => {
    panels.push({ ...panel, left });
    left += panel.width + GAP;
  };
  add({
    title: "far from the training data",
    xTitle: `${outline.axis}, as a multiple of the training range`,
    curves: reach,
    labelOf: (x) => `${x}×`,
    width: 440,
  });
  const others = { labelOf: countText, width: 230 };
  if (samples.length > 0)
    add({ ...others, title: "at 1×, by samples", xTitle: "samples learned from", curves: samples });
  if (sizes.length > 0)
    add({ ...others, title: "at 1×, by size of the net", xTitle: "parameters", curves: sizes });
  const width = left - GAP + 28;
  const legendTop = TOP + HEIGHT + 72;
  const legendEnd = legendTop + reach.length * LEGEND_LINE;
  const height = legendEnd + 44;
  const sampled = `right answers of ${result.tests} fresh samples at each distance; bands: from the worst seed to the best`;
  const program = result.program?.program;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="${INK}">`,
    `<title>${escaped(outline.name)}: a program and a net</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(24, 32, outline.name, { size: 18, weight: 600 }),
    text(24, 52, cut(outline.description ?? "", Math.floor(width / 6.5)), { colour: SOFT }),
    ...panels.map(panelSvg),
    ...reach.flatMap((curve, i) => legend(curve, 64, legendTop + i * LEGEND_LINE, noteOf(curve, program))),
    ...[sampled, fewerText(result) ?? []]
      .flat()
      .map((line, i) => text(64, legendEnd + 12 + 16 * i, line, { colour: SOFT, size: 11 })),
    "</svg>",
    "",
  ].join("\n");
}

function panelSvg(panel: Panel): string {
  const { title, xTitle, curves, labelOf, left, width } = panel;
  const xs = [...new Set(curves.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const [least, most] = [Math.log(xs[0] ?? 1), Math.log(xs.at(-1) ?? 1)];
  const xOf = (x: number): number =>
    left + (most > least ? ((Math.log(x) - least) / (most - least)) * width : width / 2);
  const yOf = (share: number): number => TOP + (1 - share) * HEIGHT;
  const parts = [text(left, TOP - 12, title, { weight: 600 })];
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const y = round(yOf(share));
    parts.push(
      `<line x1="${left}" x2="${left + width}" y1="${y}" y2="${y}" stroke="${GRID}"/>`,
      text(left - 8, y + 4, `${share * 100} %`, { anchor: "end", colour: SOFT, size: 11 }),
    );
  }
  for (const x of xs)
    parts.push(text(xOf(x), TOP + HEIGHT + 18, labelOf(x), { anchor: "middle", colour: SOFT, size: 11 }));
  parts.push(text(left + width / 2, TOP + HEIGHT + 40, xTitle, { anchor: "middle", colour: SOFT }));
  for (const curve of [...curves].reverse()) {
    const { colour, dash } = strokeOf(curve);
    const { points } = curve;
    const line = (shares: readonly (readonly [number, number])[]): string =>
      shares.map(([x, share]) => `${round(xOf(x))},${round(yOf(share))}`).join(" ");
    if (points.some(({ low, high }) => high > low)) {
      const band = [
        ...points.map(({ x, high }) => [x, high] as const),
        ...[...points].reverse().map(({ x, low }) => [x, low] as const),
      ];
      parts.push(`<polygon points="${line(band)}" fill="${colour}" fill-opacity="0.14"/>`);
    }
    parts.push(
      `<polyline points="${line(points.map(({ x, mean }) => [x, mean]))}" fill="none" stroke="${colour}" stroke-width="2"${dash && ` stroke-dasharray="${dash}"`}/>`,
      ...points.map(
        ({ x, mean }) =>
          `<circle cx="${round(xOf(x))}" cy="${round(yOf(mean))}" r="3.2" fill="${colour}"><title>${escaped(`${curve.label}, ${labelOf(x)}: ${percent(mean)}`)}</title></circle>`,
      ),
    );
  }
  return parts.join("\n");
}

function legend(curve: Curve, x: number, y: number, note: string): string[] {
  const { colour, dash } = strokeOf(curve);
  return [
    `<line x1="${x}" x2="${x + 28}" y1="${y - 4}" y2="${y - 4}" stroke="${colour}" stroke-width="2"${dash && ` stroke-dasharray="${dash}"`}/>`,
    `<circle cx="${x + 14}" cy="${y - 4}" r="3.2" fill="${colour}"/>`,
    text(x + 38, y, `${curve.label}${note}`, {}),
  ];
}

function noteOf({ kind, seeds }: Curve, program: string | undefined): string {
  if (kind === "program") return program === undefined ? "" : `: ${cut(program, 110)}`;
  return kind !== "neighbour" && seeds > 1 ? `, ${seeds} seeds` : "";
}

const strokeOf = ({ kind, place }: Curve) => STROKES[kind][place % STROKES[kind].length];

interface TextStyle {
  readonly anchor?: "middle" | "end";
  readonly colour?: string;
  readonly size?: number;
  readonly weight?: number;
}

function text(x: number, y: number, content: string, { anchor, colour, size, weight }: TextStyle): string {
  const attributes = [
    `x="${round(x)}" y="${round(y)}"`,
    anchor && `text-anchor="${anchor}"`,
    colour && `fill="${colour}"`,
    size && `font-size="${size}"`,
    weight && `font-weight="${weight}"`,
  ];
  return `<text ${attributes.filter(Boolean).join(" ")}>${escaped(content)}</text>`;
}

/** Names come from task files, and programs hold constants. */
const escaped = (content: string): string =>
  visible(content).replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

const cut = (content: string, length: number): string =>
  content.length > length ? `${content.slice(0, length - 1)}…` : content;

const round = (x: number): number => Math.round(x * 10) / 10;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** `100`, `1k`, `50k`, `1.2M` */
export function countText(n: number): string {
  if (n < 1000) return String(n);
  const [value, unit] = n < 1e6 ? [n / 1000, "k"] : [n / 1e6, "M"];
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)}${unit}`;
}
