/** @file The plan of a net from JSON, which may be anything. */

import type { Field } from "../library/field.ts";
import { type Activation, type LayerSpec, POSITIONS, type Positions } from "./layers/layer.ts";
import { type NetSpec, outputOf } from "./net.ts";

/** Most layers, and most of any one size. */
const MAX_LAYERS = 1_000;
const MAX_UNITS = 1 << 20;

/** Throws an InputError for anything that no net was saved as. */
export function specFrom(json: Field): NetSpec {
  json.only(["inputs", "layers"]);
  const inputs = json.at("inputs").items();
  if (inputs.length === 0 || inputs.length > MAX_LAYERS)
    json.at("inputs").fail("should be inputs, one at least");
  const spec: NetSpec = {
    inputs: inputs.map((input) => {
      input.only(["shape", "layers"]);
      const shape = input.at("shape").items();
      if (shape.length === 0 || shape.length > 3) input.at("shape").fail("should be one to three sizes");
      return { shape: shape.map((size) => size.whole(1, MAX_UNITS)), layers: layersFrom(input.at("layers")) };
    }),
    layers: layersFrom(json.at("layers")),
  };
  try {
    outputOf(spec);
  } catch (error) {
    if (error instanceof RangeError) json.fail(`has layers that do not fit: ${error.message}`);
    throw error;
  }
  return spec;
}

function layersFrom(json: Field): LayerSpec[] {
  const items = json.items();
  if (items.length > MAX_LAYERS) json.fail(`has more than ${MAX_LAYERS} layers`);
  return items.map(layerFrom);
}

function layerFrom(json: Field): LayerSpec {
  const kind = json.at("kind").text();
  const size = (name: string): number => json.at(name).whole(1, MAX_UNITS);
  switch (kind) {
    case "dense":
      json.only(["kind", "units", "activation"]);
      return { kind, units: size("units"), activation: activationFrom(json.at("activation")) };
    case "convolution":
      json.only(["kind", "filters", "size", "activation"]);
      return {
        kind,
        filters: size("filters"),
        size: json.at("size").whole(1, 31),
        activation: activationFrom(json.at("activation")),
      };
    case "pool":
    case "flatten":
    case "normalise":
      json.only(["kind"]);
      return { kind };
    case "embedding":
      json.only(["kind", "vocabulary", "units", "positions", "length"]);
      return {
        kind,
        vocabulary: size("vocabulary"),
        units: size("units"),
        positions: positionsFrom(json.at("positions")),
        length: size("length"),
      };
    case "attention":
      json.only(["kind", "heads", "hidden", "positions"]);
      return {
        kind,
        heads: size("heads"),
        hidden: size("hidden"),
        positions: positionsFrom(json.at("positions")),
      };
    case "recurrent":
      json.only(["kind", "units"]);
      return { kind, units: size("units") };
    default:
      return json.at("kind").fail("should be a kind of layer that knack fit knows");
  }
}

function activationFrom(json: Field): Activation {
  const name = json.text();
  return name === "linear" || name === "relu" || name === "tanh"
    ? name
    : json.fail("should be linear, relu or tanh");
}

function positionsFrom(json: Field): Positions {
  const name = json.text();
  return POSITIONS.find((known) => known === name) ?? json.fail(`should be one of ${POSITIONS.join(", ")}`);
}
