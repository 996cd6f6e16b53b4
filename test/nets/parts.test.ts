import { describe, expect, it } from "vitest";
import { Picture } from "../../src/language/value.ts";
import { drawnOf } from "../../src/nets/ink.ts";
import { type Frame, MAX_PARTS, partsOf } from "../../src/nets/parts.ts";
import { Canvas, rowOf, single } from "../support/glyphs.ts";

const drawn = drawnOf([...Array(10).keys()].map(single))!;
const frame: Frame = { ...drawn, width: 12, height: 12, channels: 1 };

/** How many columns and rows the ink of a part has. */
function extent({ width, pixels }: Picture): string {
  const at = [...pixels.keys()].filter((i) => pixels[i] > 60);
  const [xs, ys] = [at.map((i) => i % width), at.map((i) => Math.floor(i / width))];
  return `${Math.max(...xs) - Math.min(...xs) + 1} × ${Math.max(...ys) - Math.min(...ys) + 1}`;
}

describe("how pictures were drawn", () => {
  it("is measured", () => {
    expect(drawn).toMatchObject({ background: 0, share: 0.583 });
    expect(drawn.across).toBeCloseTo(0.5, 1);
  });

  it("is nothing where they show nothing", () => {
    expect(drawnOf([new Canvas(8, 8).picture, new Canvas(8, 8, 200).picture])).toBeUndefined();
    expect(drawnOf([])).toBeUndefined();
  });
});

describe("parts of a picture", () => {
  it("are in the frame as they were, where the picture is as high as the frame", () => {
    const parts = partsOf(rowOf([4, 0, 7], { height: 12 }).picture, frame)!;
    expect(parts.map(({ width, height }) => [width, height])).toEqual([
      [12, 12],
      [12, 12],
      [12, 12],
    ]);
    expect(parts.map(extent)).toEqual(["5 × 7", "5 × 7", "5 × 7"]);
  });

  it("are brought to the size that the net knows", () => {
    const parts = partsOf(rowOf([5, 1], { height: 60, scale: 5, gap: 9 }).picture, frame)!;
    expect(parts.map(extent)).toEqual(["5 × 7", "3 × 7"]);
  });

  it("are light on dark where the net is used to that", () => {
    const [dark] = partsOf(rowOf([3]).picture, frame)!;
    const [light] = partsOf(rowOf([3], { ink: 0, paper: 255 }).picture, frame)!;
    expect([...light.pixels]).toEqual([...dark.pixels]);
  });

  it("stand beside each other though they lean into each other's columns", () => {
    const canvas = new Canvas(30, 12);
    // Two slanted strokes whose columns overlap by two.
    for (let y = 1; y < 11; y++) {
      canvas.dot(12 - y, y);
      canvas.dot(20 - y, y);
    }
    expect(partsOf(canvas.picture, frame)).toHaveLength(2);
  });

  it("are one with a dot or a stroke over them", () => {
    const canvas = new Canvas(20, 12);
    for (let y = 4; y < 11; y++) for (let x = 5; x < 8; x++) canvas.dot(x, y);
    for (let x = 5; x < 8; x++) canvas.dot(x, 1);
    // A stroke that begins where the body ends, as of a 5.
    for (let x = 8; x < 12; x++) canvas.dot(x, 1);
    expect(partsOf(canvas.picture, frame)).toHaveLength(1);
  });

  it("are none of specks", () => {
    const canvas = rowOf([8, 8, 8], { gap: 7 });
    canvas.dot(1, 1);
    canvas.dot(canvas.width - 1, 11, 90);
    expect(partsOf(canvas.picture, frame)).toHaveLength(3);
  });

  it("hold nothing of their neighbours", () => {
    const alone = partsOf(rowOf([0]).picture, frame)![0];
    const beside = partsOf(rowOf([0, 8], { gap: 1 }).picture, frame)![0];
    expect([...beside.pixels]).toEqual([...alone.pixels]);
  });

  it("are found on what is transparent, and in colour", () => {
    const { width, height, pixels } = rowOf([2, 6]).picture;
    const ink = new Uint8Array(width * height * 4);
    for (let i = 0; i < pixels.length; i++) ink[4 * i + 3] = pixels[i];
    const clear = new Picture(width, height, 4, ink);
    expect(partsOf(clear, frame)?.map(extent)).toEqual(["5 × 7", "5 × 7"]);
    const colour = new Picture(
      width,
      height,
      3,
      Uint8Array.from([...pixels].flatMap((level) => [level, 0, level])),
    );
    expect(partsOf(colour, { ...frame, channels: 3 })?.map(({ channels }) => channels)).toEqual([3, 3]);
  });

  it("are none on an empty picture, and of too many", () => {
    expect(partsOf(new Canvas(9, 9, 255).picture, frame)).toBeUndefined();
    expect(partsOf(new Canvas(1, 1).picture, frame)).toBeUndefined();
    const many = new Canvas(4 * (MAX_PARTS + 1), 3);
    for (let i = 0; i <= MAX_PARTS; i++) many.dot(4 * i, 1);
    expect(partsOf(many.picture, frame)).toBeUndefined();
    const dust = new Canvas(400, 400);
    for (let y = 0; y < 400; y += 2) for (let x = 0; x < 400; x += 2) dust.dot(x, y);
    expect(partsOf(dust.picture, frame)).toBeUndefined();
  });

  it("fill a frame that they are larger than", () => {
    const wide = new Canvas(100, 12);
    for (let x = 2; x < 98; x++) wide.dot(x, 5);
    expect(partsOf(wide.picture, frame)?.map(({ width }) => width)).toEqual([12]);
  });
});
