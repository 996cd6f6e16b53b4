/** @file A net that names the parts of a scene in a picture, each by itself: what a program can go on from. */

import type { Picture } from "../language/value.ts";
import { VectorEncoding } from "../nets/encoding.ts";
import { Predictor } from "../nets/predictor.ts";
import { ImageVectorizer } from "../nets/vectorize/image.ts";
import { LabelVectorizer } from "../nets/vectorize/label.ts";
import { TupleVectorizer } from "../nets/vectorize/record.ts";
import { SIDE } from "./drawing.ts";
import { eye, type Net, type Training, trained } from "./pictured.ts";
import {
  COLOURS,
  COUNTS,
  type Count,
  FIGURES,
  type Figure,
  type Hue,
  RELATION_NAMES,
  type Relation,
  type Scene,
  THINGS,
  type Thing,
} from "./scene.ts";

export interface Perceived {
  /** The likeliest of each part; parts that never go together may stand in it. */
  readonly scene: Scene;
  /** The product of the net's probabilities of the parts. */
  readonly confidence: number;
}

export interface Perceiver extends Net {
  perceive(pictures: readonly Picture[]): Promise<readonly Perceived[]>;
}

type Parts = readonly [Count, Hue, Figure, Relation, Hue, Thing];

const UNITS = 128;

export async function fitPerceiver(training: Training): Promise<Perceiver> {
  const labels = [COUNTS, COLOURS, FIGURES, RELATION_NAMES, COLOURS, THINGS];
  const encoding = new VectorEncoding(
    [new ImageVectorizer(SIDE, SIDE, 3)],
    new TupleVectorizer(labels.map((names) => new LabelVectorizer(names))),
  );
  const units = encoding.output.size;
  const net = await trained(
    {
      inputs: [{ shape: encoding.shapes[0], layers: eye(UNITS) }],
      layers: [{ kind: "dense", units, activation: "linear" }],
    },
    {
      head: encoding.head,
      encode: (rows) =>
        encoding.encode(rows.map(({ picture, scene }) => ({ inputs: [picture], output: partsOf(scene) }))),
    },
    training,
  );
  return {
    ...net,
    async perceive(pictures) {
      const predictor = await Predictor.create(net.spec, net.weights);
      try {
        const inputs = encoding.encodeInputs(pictures.map((picture) => [picture]));
        const outputs = await predictor.predict(inputs, pictures.length);
        return pictures.map((_, i) => {
          const { value, confidence = 0 } = encoding.decode(outputs, i);
          return { scene: sceneOf(value as Parts), confidence };
        });
      } finally {
        predictor.dispose();
      }
    },
  };
}

const partsOf = ({ count, colour, what, relation, thing }: Scene): Parts => [
  count,
  colour,
  what,
  relation,
  thing.colour,
  thing.what,
];

const sceneOf = ([count, colour, what, relation, hue, thing]: Parts): Scene => ({
  count,
  colour,
  what,
  relation,
  thing: { colour: hue, what: thing },
});
