import { describe, expect, it } from "vitest";
import { loadBackend, type Tensor } from "../../src/nets/backend.ts";
import { withKeptInstances } from "../../src/nets/instances.ts";

type Exports = Record<string, unknown>;
interface Engine {
  Module: new (bytes: Uint8Array) => object;
  Memory: new (limits: { initial: number }) => object;
  Instance: new (module: object, imports?: Exports) => { readonly exports: Exports };
}

const engine = (globalThis as unknown as { WebAssembly: Engine }).WebAssembly;

/** A module that imports a memory from `env`, and nothing else. */
const bytes = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 2, 15, 1, 3],
  ...[..."env"].map((letter) => letter.charCodeAt(0)),
  6,
  ...[..."memory"].map((letter) => letter.charCodeAt(0)),
  ...[2, 0, 1],
);

describe("instances of kernels", () => {
  it("are one for a module and a memory, within the call alone", () => {
    const [module, other] = [new engine.Module(bytes), new engine.Module(bytes)];
    const [memory, further] = [new engine.Memory({ initial: 1 }), new engine.Memory({ initial: 1 })];
    const make = (of: object, given: object) => new engine.Instance(of, { env: { memory: given } });
    const [first, again, foreign, moved] = withKeptInstances(() => [
      make(module, memory),
      make(module, memory),
      make(other, memory),
      make(module, further),
    ]);
    expect(first).toBeInstanceOf(engine.Instance);
    expect(again).toBe(first);
    expect(foreign).not.toBe(first);
    expect(moved).not.toBe(first);
    expect(make(module, further)).not.toBe(moved);
    expect(withKeptInstances(() => make(module, further))).toBe(moved);
  });

  it("leave the engine as it was, whatever the call does", () => {
    const { Instance } = engine;
    expect(withKeptInstances(() => withKeptInstances(() => 7))).toBe(7);
    expect(engine.Instance).toBe(Instance);
    expect(() =>
      withKeptInstances(() => {
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(engine.Instance).toBe(Instance);
  });

  it("are made once for each kernel of a compiled function, however often that runs", async () => {
    const backend = await loadBackend();
    const { Instance } = engine;
    let made = 0;
    engine.Instance = class extends Instance {
      constructor(...given: ConstructorParameters<typeof Instance>) {
        super(...given);
        made++;
      }
    };
    try {
      const twice = backend.compile((ops, a: Tensor) => ops.tanh(ops.matmul(a, a)));
      const counts: number[] = [];
      for (let i = 0; i < 3; i++) {
        const a = backend.tensor(Float32Array.of(0.1, 0.2, 0.3, i), [2, 2]);
        const b = twice(a);
        expect((await backend.read(b))[3]).toBeCloseTo(Math.tanh(0.06 + i * i), 5);
        backend.dispose([a, b]);
        counts.push(made);
      }
      expect(counts[0]).toBeGreaterThan(0);
      expect(counts[2]).toBe(counts[0]);
    } finally {
      engine.Instance = Instance;
    }
  });
});
