/**
 * @file One instance for each kernel. The array library makes a new `WebAssembly.Instance` of a kernel each time that it runs one, which is
 * a tenth of a step of training; kernels keep nothing but the memory that they import, so that one instance does for all.
 */

type Make = new (module: object, imports?: { readonly env?: { readonly memory?: unknown } }) => object;

/** The part of `WebAssembly` that is used here; the language's own types know nothing of it. */
const engine = (globalThis as { WebAssembly?: { Instance: Make } }).WebAssembly;

const isOpen = engine !== undefined && Object.getOwnPropertyDescriptor(engine, "Instance")?.writable === true;

/** Of a module: its instance, and the memory that it was made with. */
const kept = new WeakMap<object, { readonly memory: unknown; readonly instance: object }>();

function keeping(Instance: Make): Make {
  return function (this: unknown, ...[module, imports]: ConstructorParameters<Make>): object {
    const memory = imports?.env?.memory;
    const known = kept.get(module);
    if (known && known.memory === memory) return known.instance;
    const instance = new Instance(module, imports);
    if (memory !== undefined) kept.set(module, { memory, instance });
    return instance;
  } as unknown as Make;
}

/** Calls, at once, what runs kernels: no other code runs meanwhile that could find `WebAssembly.Instance` to be another. */
export function withKeptInstances<T>(call: () => T): T {
  if (!isOpen || !engine) return call();
  const { Instance } = engine;
  engine.Instance = keeping(Instance);
  try {
    return call();
  } finally {
    engine.Instance = Instance;
  }
}
