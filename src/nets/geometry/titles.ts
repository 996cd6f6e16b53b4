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
    case "elman":
      return `recurrence ${spec.units}`;
    case "attention":
    case "selective":
      return `attention, ${spec.heads} head${spec.heads === 1 ? "" : "s"}`;
    case "embedding":
      return `embedding ${spec.units}`;
    default:
      return spec.kind;
  }
}

const shapeText = (shape: Shape): string => shape.join(" × ");
