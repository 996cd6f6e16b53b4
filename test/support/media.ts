/** PNG, JPEG and WAV files of one level each, as encoders write them. */

import { encode as encodePng } from "fast-png";
import { encode as encodeJpeg } from "jpeg-js";
import { pcm16, wavFile } from "./pictures.ts";

export const png = (level: number, width = 4, height = 3, channels: 1 | 3 | 4 = 1): Uint8Array =>
  encodePng({
    width,
    height,
    channels,
    depth: 8,
    data: new Uint8Array(width * height * channels).fill(level),
  });

export const jpeg = (width: number, height: number): Uint8Array =>
  encodeJpeg({ width, height, data: new Uint8Array(width * height * 4).fill(200) }, 90).data;

export const wav = (samples: number, rate = 8000): Uint8Array =>
  wavFile({ rate, data: pcm16(Array(samples).fill(0.5)) });
