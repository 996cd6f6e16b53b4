/** @file The drawings are files that others read, whatever stands in titles and labels. */

import { decode } from "fast-png";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { filmSvg } from "../../../src/nets/geometry/film.ts";
import type { Geometry, LayerImage } from "../../../src/nets/geometry/geometry.ts";
import { glyphOf, writable } from "../../../src/nets/geometry/hershey.ts";
import { Raster } from "../../../src/nets/geometry/raster.ts";
import { strip, stripPng } from "../../../src/nets/geometry/strip.ts";
import { keyOf, scaled, seenFrom } from "../../../src/nets/geometry/view.ts";

const layer = (title: string, dimensions: 2 | 3, move = 0): LayerImage => ({
  title,
  width: dimensions,
  coordinates: "own",
  seen: 1,
  dimensions,
  points: Array.from({ length: 40 }, (_, i) => [
    Math.cos(i) + move,
    Math.sin(i),
    dimensions === 3 ? Math.sin(2 * i) : 0,
  ]),
  measures: { linear: 0.5, neighbours: 0.9996, scatter: 2, directions: 1.5 },
});

const geometryOf = (title: string, names: readonly string[], layers: readonly LayerImage[]): Geometry => ({
  title,
  net: `a net for ${title}`,
  labels: { kind: "classes", names, of: Array.from({ length: 40 }, (_, i) => i % names.length) },
  layers,
});

const PLAIN = geometryOf("two classes", ["a", "b"], [layer("input", 3), layer("dense 2, tanh", 2, 50)]);
const HOSTILE = geometryOf(
  '</title><script>alert(1)</script> & "quotes" \u0000\u001b[31m \ud800 \uffff 日本',
  ["<b>", "]]>", "&amp;", "\u202eevil", "'\"", "x".repeat(500)],
  [layer("<image href='http://example.com'/>", 3), layer("--> dense", 2)],
);

/** The elements of well-formed XML, with their attributes. */
function elementsOf(xml: string): { readonly name: string; readonly attributes: Record<string, string> }[] {
  const all: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => all.push({ name, attributes }));
  parser.write(xml).close();
  return all;
}

describe("the animation", () => {
  it.each([PLAIN, HOSTILE])("is well-formed, and holds shapes, texts and movement alone", (geometry) => {
    const elements = elementsOf(filmSvg(geometry));
    const names = new Set(elements.map(({ name }) => name));
    expect([...names].sort()).toEqual(
      ["animate", "animateTransform", "circle", "g", "rect", "svg", "text", "title"].sort(),
    );
    for (const { attributes } of elements) {
      for (const [name, value] of Object.entries(attributes)) {
        expect(name).not.toMatch(/^on|href/i);
        if (name !== "xmlns") expect(value).not.toContain("://");
      }
    }
  });

  it("is ASCII, whatever its labels are written in", () => {
    expect(filmSvg(HOSTILE)).toMatch(/^[\n -~]*$/);
    expect(filmSvg(HOSTILE)).toContain("&#26085;&#26412;");
  });

  it("moves each point in a loop that ends where it begins, and stands at the first layer without animation", () => {
    const elements = elementsOf(filmSvg(PLAIN));
    const moves = elements
      .filter(({ name }) => name === "animateTransform")
      .map(({ attributes }) => attributes.values.split(";"));
    expect(moves).toHaveLength(40);
    for (const places of moves) {
      expect(places).toHaveLength(2 * 16 + 1);
      expect(places.at(-1)).toBe(places[0]);
    }
    // The second layer is flat, and lies as its points do, whatever it was moved by.
    const middle = moves.map((places) => places[24].split(",").map(Number));
    const [first] = scaled(PLAIN.layers[1]);
    expect(middle[0][0]).toBeCloseTo(310 + 235 * first[0], -1);
    expect(middle[0][1]).toBeCloseTo(350 - 235 * first[1], -1);
  });
});

describe("the picture", () => {
  it.each([PLAIN, HOSTILE])("is a PNG of what was drawn", (geometry) => {
    const raster = strip(geometry);
    const { width, height, channels, data } = decode(stripPng(geometry));
    expect([width, height, channels]).toEqual([raster.width, raster.height, 3]);
    expect(
      Buffer.from(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength).equals(raster.pixels),
    ).toBe(true);
  });

  it("shows every class in its colour", () => {
    const { pixels } = strip(PLAIN);
    const seen = new Set<string>();
    for (let i = 0; i < pixels.length; i += 3) seen.add(pixels.subarray(i, i + 3).join());
    for (const { colour } of keyOf(PLAIN.labels).legend) expect(seen).toContain(colour.join());
  });

  it("stands in rows of about the same length", () => {
    const many = (count: number): number =>
      strip(
        geometryOf(
          "",
          ["a"],
          Array.from({ length: count }, () => layer("dense", 3)),
        ),
      ).height;
    expect(many(6)).toBe(many(3));
    expect(many(7)).toBe(many(12));
    expect(many(7)).toBeGreaterThan(many(6));
  });
});

describe("a raster", () => {
  it("covers a pixel by as much as lies in the disc, and keeps within its edges", () => {
    const raster = new Raster(9, 9, [0, 0, 0]);
    raster.disc(4.5, 4.5, 2, [200, 100, 0]);
    const at = (x: number, y: number): number[] => [
      ...raster.pixels.subarray((y * 9 + x) * 3, (y * 9 + x) * 3 + 3),
    ];
    expect(at(4, 4)).toEqual([200, 100, 0]);
    expect(at(4, 2)).toEqual([100, 50, 0]);
    expect(at(4, 1)).toEqual([0, 0, 0]);
    raster.disc(-3, 4, 5, [255, 255, 255]);
    raster.disc(100, 100, 3, [255, 255, 255]);
    raster.text("outside", 5, 4, { colour: [1, 2, 3], height: 30 });
    expect(raster.pixels).toHaveLength(243);
  });

  it("has a glyph for every printable letter, a box for others, and plain ones for signs", () => {
    for (let code = 33; code < 127; code++) {
      const { advance, strokes } = glyphOf(String.fromCharCode(code));
      expect(advance).toBeGreaterThan(3);
      for (const [x, y] of strokes.flat()) {
        expect(x).toBeGreaterThan(-4);
        expect(x).toBeLessThan(advance + 4);
        expect(y).toBeGreaterThan(-4);
        expect(y).toBeLessThan(31);
      }
    }
    expect(writable("é × 3…").join("")).toBe("e x 3...");
    expect(glyphOf("語").strokes[0]).toHaveLength(5);
  });
});

describe("the view", () => {
  it("keeps a flat layer as it is, and shows what is nearer larger", () => {
    const front = { yaw: 0, pitch: 0 };
    expect(seenFrom([0.5, 0.25, 0], front)).toEqual({ x: 0.5, y: -0.25, near: 1 });
    expect(seenFrom([0.5, 0, 0.8], front).x).toBeGreaterThan(0.5);
    expect(seenFrom([0.5, 0, -0.8], front).x).toBeLessThan(0.5);
  });

  it("colours numbers from low to high", () => {
    const { colours, legend } = keyOf({ kind: "numbers", name: "price", of: [3, 1, 2] });
    expect(legend.map(({ name }) => name)).toEqual(["price 1", "2", "3"]);
    expect(colours[1]).toEqual(legend[0].colour);
    expect(colours[0]).toEqual(legend[2].colour);
  });
});
