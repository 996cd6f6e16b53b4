/** @file A net that learns captions from pictures, word by word. */

import type { Picture } from "../language/value.ts";
import { CaptionEncoding, captions, type Said } from "../nets/captioning.ts";
import type { NetSpec } from "../nets/net.ts";
import { ImageVectorizer } from "../nets/vectorize/image.ts";
import { WORDS } from "./caption.ts";
import { SIDE } from "./drawing.ts";
import { eye, type Net, type Training, trained } from "./pictured.ts";

export interface Captioner extends Net {
  caption(pictures: readonly Picture[]): Promise<readonly Said[]>;
}

/** Words of the longest caption, and its end. */
const LENGTH = 8;
const UNITS = 128;
/** A word's vector. */
const WORD = 32;

export async function fitCaptioner(training: Training): Promise<Captioner> {
  const encoding = new CaptionEncoding(new ImageVectorizer(SIDE, SIDE, 3), WORDS, LENGTH);
  const [image, words] = encoding.shapes;
  const { vocabulary } = encoding.head;
  const spec: NetSpec = {
    inputs: [
      { shape: image, layers: eye(UNITS) },
      {
        shape: words,
        layers: [{ kind: "embedding", vocabulary, units: WORD, positions: "none", length: LENGTH }],
      },
    ],
    layers: [
      { kind: "recurrent", units: UNITS },
      { kind: "dense", units: vocabulary, activation: "linear" },
    ],
  };
  const net = await trained(spec, encoding, training);
  return { ...net, caption: (pictures) => captions(net, encoding, pictures) };
}
