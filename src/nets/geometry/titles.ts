/** @file What a layer is called under its picture. */

import type { Shape } from "../layers/layer.ts";
import type { Placed } from "../net.ts";

export function layerTitle({ spec, output }: Placed, isLast: boolean): string {
  if (isLast) return "output";
  switch (spec.kind) {
    case "dense":
      return `dense ${shapeText(output)}${spec.activation === "linear" ? "" : `, ${spec.activation}`}`;
    case "convolution":
      return `convolution ${spec.size} × ${spec.size}, ${spec.activation}`;
    case "recurrent":
      return `recurrence ${spec.units}`;
    case "embedding":
      return `embedding ${shapeText(output)}`;
    default:
      return spec.kind;
  }
}

const shapeText = (shape: Shape): string => shape.join(" × ");
