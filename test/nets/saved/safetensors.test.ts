import { describe, expect, it } from "vitest";
import { readSafetensors, safetensors } from "../../../src/nets/saved/safetensors.ts";
import { InputError } from "../../../src/tasks/error.ts";

const WEIGHTS = {
  "layer0.weight": { shape: [2, 3], data: Float32Array.of(1, -2, 0.5, 4, 5, -6.25) },
  bias: { shape: [3], data: Float32Array.of(0, Number.MAX_VALUE, 1e-40) },
  __proto__x: { shape: [], data: Float32Array.of(7) },
};

/** A file with any header. */
function fileOf(header: unknown, numbers = 0, length?: bigint): Uint8Array {
  const head = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + head.length + 4 * numbers);
  new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(head.length), true);
  bytes.set(head, 8);
  return bytes;
}

const tensor = (shape: readonly number[], from: number, to: number, dtype = "F32"): object => ({
  dtype,
  shape,
  data_offsets: [from, to],
});

describe("safetensors", () => {
  it("are read as they were written", () => {
    const { weights, metadata } = readSafetensors("w", safetensors(WEIGHTS, { name: "digits" }));
    expect({ ...weights }).toEqual(WEIGHTS);
    expect({ ...metadata }).toEqual({ name: "digits" });
  });

  it("begin their numbers at a multiple of eight, as the format asks", () => {
    const bytes = safetensors(WEIGHTS);
    expect(Number(new DataView(bytes.buffer).getBigUint64(0, true)) % 8).toBe(0);
  });

  it("are refused wherever they are cut off", () => {
    const whole = safetensors(WEIGHTS);
    for (let length = 0; length < whole.length; length++) {
      expect(() => readSafetensors("w", whole.subarray(0, length)), `${length} bytes`).toThrow(InputError);
    }
  });

  it.each<readonly [string, Uint8Array, string]>([
    ["a header longer than the file", fileOf({}, 0, 1_000_000n), "says that its header has 1000000 bytes"],
    ["a header of 2^63 bytes", fileOf({}, 0, 2n ** 63n), "says that its header has"],
    ["no JSON", fileOf("{"), "has a header that is no JSON"],
    ["a list", fileOf("[]"), "should be an object"],
    ["other numbers", fileOf({ a: tensor([1], 0, 2, "F16") }, 1), 'should be "F32"'],
    ["a shape of another size", fileOf({ a: tensor([2], 0, 4) }, 1), "its shape [2] takes 8"],
    ["a shape whose product is huge", fileOf({ a: tensor([2 ** 31, 2 ** 31], 0, 4) }, 1), "takes"],
    ["numbers beyond the file", fileOf({ a: tensor([2], 0, 8) }, 1), "should be a whole number from 0 to 4"],
    ["a negative offset", fileOf({ a: tensor([1], -4, 0) }, 1), "should be a whole number"],
    [
      "tensors that overlap",
      fileOf({ a: tensor([2], 0, 8), b: tensor([1], 4, 8) }, 2),
      "has tensors that overlap",
    ],
    [
      "an unknown field",
      fileOf({ a: { ...tensor([1], 0, 4), path: "/etc/passwd" } }, 1),
      'unknown field "path"',
    ],
    ["metadata that is no text", fileOf({ __metadata__: { a: 1 } }), "should be text"],
  ])("are refused with %s", (_, bytes, message) => {
    expect(() => readSafetensors("weights.safetensors", bytes)).toThrow(message);
    expect(() => readSafetensors("weights.safetensors", bytes)).toThrow(InputError);
  });
});
