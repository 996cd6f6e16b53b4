/** @file All kinds of layers. */

import { convolution, patches, pool } from "./convolution.ts";
import { dense, flatten } from "./dense.ts";
import { elman } from "./elman.ts";
import type { Layer, LayerSpec } from "./layer.ts";
import { normalise } from "./normalise.ts";
import { selective } from "./selective.ts";
import { attention, embedding, recurrent } from "./sequence.ts";

const LAYERS: { readonly [K in LayerSpec["kind"]]: Layer<Extract<LayerSpec, { kind: K }>> } = {
  dense,
  convolution,
  pool,
  patches,
  flatten,
  embedding,
  attention,
  recurrent,
  elman,
  selective,
  normalise,
};

/** The layer of a spec: what it does, for any spec of its kind. */
export const layerOf = (spec: LayerSpec): Layer<LayerSpec> => LAYERS[spec.kind] as Layer<LayerSpec>;
