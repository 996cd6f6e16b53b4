/** IDX files for tests. */

const SETTERS: Readonly<
  Record<number, [bytes: number, set: (view: DataView, at: number, n: number) => void]>
> = {
  8: [1, (view, at, n) => view.setUint8(at, n)],
  9: [1, (view, at, n) => view.setInt8(at, n)],
  11: [2, (view, at, n) => view.setInt16(at, n)],
  12: [4, (view, at, n) => view.setInt32(at, n)],
  13: [4, (view, at, n) => view.setFloat32(at, n)],
  14: [8, (view, at, n) => view.setFloat64(at, n)],
};

/** The numbers as an IDX file of that shape, whether or not there are so many. */
export function idxFile(shape: readonly number[], numbers: ArrayLike<number>, kind = 8): Uint8Array {
  const [bytes, set] = SETTERS[kind];
  const start = 4 + 4 * shape.length;
  const view = new DataView(new ArrayBuffer(start + bytes * numbers.length));
  view.setUint8(2, kind);
  view.setUint8(3, shape.length);
  for (const [i, length] of shape.entries()) view.setUint32(4 + 4 * i, length);
  for (let i = 0; i < numbers.length; i++) set(view, start + bytes * i, numbers[i]);
  return new Uint8Array(view.buffer);
}
