/** @file Pictures: levels from 0 to 1, at the net's size and with its channels. */

import { Picture, type Value } from "../../language/value.ts";
import type { Field } from "../../library/field.ts";
import { resized, withChannels } from "../../tasks/resample.ts";
import { commonest } from "../data/commonest.ts";
import { type Drawn, drawnOf } from "../ink.ts";
import { MAX_SIZE, unwritable, type Vectorizer } from "./vectorizer.ts";

/** Longest side of the pictures that a net sees. */
export const MAX_SIDE = 4096;

export class ImageVectorizer implements Vectorizer {
  readonly kind = "image";
  readonly size: number;
  readonly shape: readonly [height: number, width: number, channels: 1 | 3 | 4];
  /** How the pictures of the data were drawn; ⊥ where nothing is known of that. */
  readonly drawn: Drawn | undefined;

  constructor(height: number, width: number, channels: 1 | 3 | 4, drawn?: Drawn) {
    this.shape = [height, width, channels];
    this.size = height * width * channels;
    this.drawn = drawn;
  }

  /** From the data: the commonest size, at most `side` long, and all channels that a picture has. */
  static of(pictures: readonly Picture[], side = MAX_SIDE): ImageVectorizer {
    const { width, height } =
      pictures.length === 0
        ? { width: 1, height: 1 }
        : commonest(pictures, (picture) => `${picture.width} × ${picture.height}`);
    const scale = Math.min(1, side / Math.max(width, height));
    const channels = pictures.reduce<1 | 3 | 4>(
      (most, picture) => (picture.channels > most ? picture.channels : most),
      1,
    );
    const scaled = (length: number): number => Math.max(1, Math.round(length * scale));
    return new ImageVectorizer(scaled(height), scaled(width), channels, drawnOf(pictures));
  }

  static from(json: Field): ImageVectorizer {
    json.only(["kind", "height", "width", "channels", "drawn"]);
    const height = json.at("height").whole(1, MAX_SIDE);
    const width = json.at("width").whole(1, MAX_SIDE);
    const channels = json.at("channels").whole(1, 4);
    if (channels === 2 || height * width * channels > MAX_SIZE)
      return json.fail("is of no size that a net sees");
    const drawn = json.has("drawn") ? drawnFrom(json.at("drawn")) : undefined;
    return new ImageVectorizer(height, width, channels as 1 | 3 | 4, drawn);
  }

  write(value: Value, to: Float32Array, at: number): void {
    if (!(value instanceof Picture)) throw unwritable(value, "pictures");
    const [height, width, channels] = this.shape;
    const { pixels } = resized(withChannels(value, channels), width, height);
    for (let i = 0; i < this.size; i++) to[at + i] = pixels[i] / 255;
  }

  read(from: Float32Array, at: number): Picture {
    const [height, width, channels] = this.shape;
    const pixels = new Uint8Array(this.size);
    // Not a number counts as black.
    for (let i = 0; i < this.size; i++) pixels[i] = Math.round(Math.max(0, Math.min(1, from[at + i])) * 255);
    return new Picture(width, height, channels, pixels);
  }

  toJSON() {
    const [height, width, channels] = this.shape;
    return { kind: this.kind, height, width, channels, ...(this.drawn && { drawn: { ...this.drawn } }) };
  }
}

function drawnFrom(json: Field): Drawn {
  json.only(["background", "share", "across", "down"]);
  return {
    background: json.at("background").real(0, 255),
    share: json.at("share").real(0, 1),
    across: json.at("across").real(0, 1),
    down: json.at("down").real(0, 1),
  };
}
