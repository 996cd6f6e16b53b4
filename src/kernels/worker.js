/**
 * @file What each further thread of a search runs: it serves one memory until nothing was wanted there for a while, then
 * the next. Plain JavaScript that imports nothing, so that it runs from the sources as it does from the package.
 */

const port = globalThis.process?.getBuiltinModule?.("worker_threads")?.parentPort ?? globalThis;

port.onmessage = ({ data }) => {
  const { module, memory, thread, patience, places } = data;
  const words = new Int32Array(memory.buffer);
  let serve;
  try {
    ({ serve } = new WebAssembly.Instance(module, { env: { memory } }).exports);
  } catch {
    // It stays marked as present, and is not called again.
    return;
  }
  try {
    serve(0, thread, patience);
  } catch {
    Atomics.add(words, places.broken, 1);
    Atomics.notify(words, places.done);
  }
};
