/** @file A model on disk: `NAME.net.json` says what it is, `NAME.net.safetensors` holds what it learned. */

import type { Json } from "../../evidence/json.ts";
import { parseType, writeType } from "../../language/type.ts";
import { Field } from "../../library/field.ts";
import { InputError } from "../../tasks/error.ts";
import type { Field as DataField } from "../data/dataset.ts";
import { encodingFrom } from "../encoding.ts";
import type { SavedFeature } from "../features.ts";
import { sizeOf } from "../losses.ts";
import { Model, type ModelParts, type Provenance } from "../model.ts";
import { outputOf, placedLayers } from "../net.ts";
import type { Score } from "../predictor.ts";
import { specFrom } from "../spec.ts";
import { areFinite, fits } from "../weights.ts";
import { readSafetensors, safetensors } from "./safetensors.ts";

const FORMAT = "knack net 1";

/** @param digest of bytes, hexadecimal: the two files belong together */
export async function modelFiles(
  model: ModelParts,
  digest: (bytes: Uint8Array) => Promise<string>,
): Promise<{ readonly json: string; readonly weights: Uint8Array }> {
  const weights = safetensors(model.weights, { format: FORMAT, name: model.name });
  const field = ({ name, type, point }: DataField): object => ({
    name,
    type: writeType(type),
    ...(point && { point }),
  });
  const json = {
    format: FORMAT,
    name: model.name,
    inputs: model.inputs.map(field),
    output: field(model.output),
    ...(model.features && model.features.length > 0 && { features: model.features }),
    provenance: model.provenance,
    weights: { sha256: await digest(weights) },
    net: model.spec,
    encoding: model.encoding.toJSON(),
  };
  return { json: `${JSON.stringify(json, null, 1)}\n`, weights };
}

/** Throws an InputError, naming the file and the field, for anything that `modelFiles` did not make. */
export async function modelFrom(
  file: string,
  json: string,
  weightsFile: string,
  weights: Uint8Array,
  digest: (bytes: Uint8Array) => Promise<string>,
): Promise<Model> {
  let parsed: Json;
  try {
    parsed = JSON.parse(json) as Json;
  } catch (error) {
    throw new InputError(file, `is no JSON: ${(error as Error).message}; a model that knack fit saved is`);
  }
  const root = new Field(file, "", parsed);
  root.only(["format", "name", "inputs", "output", "features", "provenance", "weights", "net", "encoding"]);
  if (root.at("format").text() !== FORMAT) root.at("format").fail(`should be ${JSON.stringify(FORMAT)}`);
  const found = readSafetensors(weightsFile, weights);
  const wanted = root.at("weights").at("sha256").text();
  if (wanted !== (await digest(weights))) {
    throw new InputError(weightsFile, `is not the file that ${file} was saved with; fit the net again`);
  }
  const spec = specFrom(root.at("net"));
  if (!fits(found.weights, spec)) {
    throw new InputError(weightsFile, `does not hold the weights of the net in ${file}`);
  }
  if (!areFinite(found.weights)) {
    throw new InputError(weightsFile, "holds weights that are NaN or infinite; fit the net again");
  }
  const encoding = encodingFrom(root.at("encoding"));
  const shapes = encoding.shapes.map((shape) => shape.join(" × "));
  if (shapes.join() !== spec.inputs.map(({ shape }) => shape.join(" × ")).join()) {
    root.at("encoding").fail(`gives ${shapes.join(", ")}, which the net does not take`);
  }
  const symbols = encoding.kind === "tokens" ? encoding.vocabulary.length : 0;
  for (const { spec: layer } of placedLayers(spec))
    if (layer.kind === "embedding" && layer.vocabulary !== symbols)
      root.at("net").fail(`has vectors for ${layer.vocabulary} symbols, where the encoding has ${symbols}`);
  const given = outputOf(spec).join(" × ");
  const size = sizeOf(encoding.head);
  const read = encoding.kind === "tokens" ? `${encoding.length} × ${size}` : String(size);
  if (given !== read) root.at("net").fail(`gives ${given} numbers, where the encoding reads ${read}`);
  const inputs = root.at("inputs").items().map(fieldFrom);
  if (inputs.length !== encoding.inputs.length) root.at("inputs").fail(`should be ${encoding.inputs.length}`);
  const features = root.has("features") ? featuresFrom(root.at("features"), inputs) : [];
  return new Model({
    name: root.at("name").text(),
    inputs,
    output: fieldFrom(root.at("output")),
    features,
    spec,
    encoding,
    weights: found.weights,
    provenance: provenanceFrom(root.at("provenance")),
  });
}

function fieldFrom(json: Field): DataField {
  json.only(["name", "type", "point"]);
  const type = parseType(json.at("type").text()) ?? json.at("type").fail("is no type");
  const name = json.at("name").text();
  if (!json.has("point")) return { name, type };
  if (json.at("point").text() !== ",") json.at("point").fail('should be ","');
  return { name, type, point: "," };
}

/** They are the last of the inputs, in their order. */
function featuresFrom(json: Field, inputs: readonly DataField[]): SavedFeature[] {
  const features = json.items().map((item) => {
    item.only(["name", "file", "sha256"]);
    return { name: item.at("name").text(), file: item.at("file").text(), sha256: item.at("sha256").text() };
  });
  const last = inputs.slice(inputs.length - features.length).map(({ name }) => name);
  if (features.length >= inputs.length || features.some(({ name }, i) => name !== last[i]))
    json.fail("should be the last of the inputs");
  return features;
}

function provenanceFrom(json: Field): Provenance {
  json.only(["data", "target", "seed", "architecture", "title", "rows", "test", "steps"]);
  const count = (field: Field): number => field.whole(0, Number.MAX_SAFE_INTEGER);
  const rows = json.at("rows");
  return {
    data: json.at("data").text(),
    ...(json.has("target") && { target: json.at("target").text() }),
    seed: json.at("seed").whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    architecture: json.at("architecture").text(),
    title: json.at("title").text(),
    rows: {
      training: count(rows.at("training")),
      validation: count(rows.at("validation")),
      test: count(rows.at("test")),
    },
    test: scoreFrom(json.at("test")),
    steps: count(json.at("steps")),
  };
}

export function scoreFrom(json: Field): Score {
  json.only(["loss", "accuracy", "right", "of"]);
  return {
    loss: json.at("loss").real(0),
    accuracy: json.at("accuracy").real(-1, 1),
    right: json.at("right").whole(0, Number.MAX_SAFE_INTEGER),
    of: json.at("of").whole(0, Number.MAX_SAFE_INTEGER),
  };
}
