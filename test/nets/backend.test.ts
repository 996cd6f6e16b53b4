import { expect, it } from "vitest";
import { loadBackend, type Tensor } from "../../src/nets/backend.ts";
import { InputError } from "../../src/tasks/error.ts";

it("says of what is too large for its memory what would do", async () => {
  const backend = await loadBackend();
  const count = 40_000;
  const column = backend.tensor(new Float32Array(count), [count, 1]);
  const row = backend.tensor(new Float32Array(count), [1, count]);
  const pairs = backend.compile((ops, a: Tensor, b: Tensor) => ops.matmul(a, b));
  const read = async () => backend.read(pairs(column, row));
  await expect(read()).rejects.toThrow(InputError);
  await expect(read()).rejects.toThrow(/more than the 4 GiB that there may be; smaller layers/);
});
