/**
 * @file The safetensors format: a header of JSON, then the numbers. What is read is checked before anything is allocated: every
 * tensor lies within the file, none overlaps another, and sizes are the products of their shapes.
 */

import type { Json } from "../../evidence/json.ts";
import { Field } from "../../library/field.ts";
import { InputError } from "../../tasks/error.ts";
import { product } from "../layers/layer.ts";
import type { Weights } from "../weights.ts";

/** Most bytes of a header, as the format's own reader has it. */
const MAX_HEADER = 100_000_000;
const MAX_AXES = 8;

export function safetensors(weights: Weights, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  let at = 0;
  const header: Record<string, unknown> = Object.create(null);
  header.__metadata__ = metadata;
  const names = Object.keys(weights);
  for (const name of names) {
    const { shape, data } = weights[name];
    header[name] = { dtype: "F32", shape, data_offsets: [at, at + 4 * data.length] };
    at += 4 * data.length;
  }
  let text = JSON.stringify(header);
  // The numbers begin at a multiple of eight.
  text += " ".repeat((8 - (new TextEncoder().encode(text).length % 8)) % 8);
  const head = new TextEncoder().encode(text);
  const bytes = new Uint8Array(8 + head.length + at);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(head.length), true);
  bytes.set(head, 8);
  let offset = 8 + head.length;
  for (const name of names) {
    for (const value of weights[name].data) {
      view.setFloat32(offset, value, true);
      offset += 4;
    }
  }
  return bytes;
}

/** Throws an InputError for what is no such file, or holds anything but 32-bit floats. */
export function readSafetensors(
  file: string,
  bytes: Uint8Array,
): { readonly weights: Weights; readonly metadata: Readonly<Record<string, string>> } {
  const broken = (what: string): never => {
    throw new InputError(file, `${what}; a safetensors file as knack fit saves it would be accepted`);
  };
  if (bytes.length < 8) broken(`ends after ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(Math.min(MAX_HEADER, bytes.length - 8)))
    broken(`says that its header has ${length} bytes`);
  const start = 8 + Number(length);
  let parsed: Json;
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, start))) as Json;
  } catch {
    return broken("has a header that is no JSON");
  }
  const header = new Field(file, "", parsed);
  const weights: Record<string, { shape: number[]; data: Float32Array }> = Object.create(null);
  const metadata: Record<string, string> = Object.create(null);
  const taken: (readonly [number, number])[] = [];
  for (const name of Object.keys(header.object())) {
    const field = header.at(name);
    if (name === "__metadata__") {
      for (const key of Object.keys(field.object())) metadata[key] = field.at(key).text();
      continue;
    }
    field.only(["dtype", "shape", "data_offsets"]);
    if (field.at("dtype").text() !== "F32") field.at("dtype").fail('should be "F32"');
    const axes = field.at("shape").items();
    if (axes.length > MAX_AXES) field.at("shape").fail(`has more than ${MAX_AXES} axes`);
    const shape = axes.map((axis) => axis.whole(0, 2 ** 32));
    const offsets = field.at("data_offsets").items();
    if (offsets.length !== 2) field.at("data_offsets").fail("should be two numbers");
    const [from, to] = offsets.map((offset) => offset.whole(0, bytes.length - start));
    if (to - from !== 4 * product(shape)) {
      field.fail(`has ${to - from} bytes, and its shape [${shape.join(", ")}] takes ${4 * product(shape)}`);
    }
    taken.push([from, to]);
    const data = new Float32Array(product(shape));
    for (let i = 0; i < data.length; i++) data[i] = view.getFloat32(start + from + 4 * i, true);
    weights[name] = { shape, data };
  }
  taken.sort(([a], [b]) => a - b);
  for (let i = 1; i < taken.length; i++)
    if (taken[i][0] < taken[i - 1][1]) broken("has tensors that overlap");
  return { weights, metadata };
}
