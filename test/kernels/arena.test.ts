import { describe, expect, it } from "vitest";
import { Arena } from "../../src/kernels/arena.ts";

const NEVER = Number.POSITIVE_INFINITY;

describe.each([
  ["in WebAssembly", 0],
  ["in a plain buffer", NEVER],
])("a memory %s", (_, plainBytes) => {
  it("keeps what is in it as it grows", () => {
    const arena = new Arena(() => true, plainBytes);
    const regions = Array.from({ length: 300 }, (_, i) => {
      const at = arena.take(4 * (i + 1) * 7);
      arena.words.fill(i, at, at + (i + 1) * 7);
      return at;
    });
    expect(arena.native !== undefined).toBe(plainBytes === 0);
    for (const [i, at] of regions.entries())
      expect(arena.words.subarray(at, at + (i + 1) * 7).every((word) => word === i)).toBe(true);
    arena.dispose();
    expect(arena.bytes).toBe(0);
  });

  it("asks before it grows, and owns no more than it was granted", () => {
    let granted = plainBytes === 0 ? 1 << 20 : 1 << 15;
    const limit = 5_000_000;
    const arena: Arena = new Arena((bytes) => {
      // A plain buffer is copied: the new one counts whole.
      const after = plainBytes === 0 ? granted + bytes : bytes;
      if (after > limit) return false;
      granted = after;
      return true;
    }, plainBytes);
    let taken = 0;
    while (arena.take(10_000) >= 0) taken += 10_000;
    expect(arena.bytes).toBe(granted);
    expect(taken).toBeLessThanOrEqual(granted);
    expect(taken).toBeGreaterThan(limit / 2 - (1 << 21));
    expect(arena.take(64, true)).toBeGreaterThan(0);
  });

  it("uses again what was given back", () => {
    const arena = new Arena(() => true, plainBytes);
    const [first] = [arena.take(1000), arena.take(1000)];
    arena.give(first, 1000);
    expect(arena.take(600)).toBe(first);
    expect(arena.take(300)).toBeGreaterThan(first);
    expect(arena.take(300)).not.toBe(first);
  });
});
