/** @file Work in pieces: what it used is told at every pause. */

/** Work in pieces of `every` of its own pauses, one candidate's worth each. */
export function* paused<T>(work: Generator<void, T>, every: number): Generator<number, T> {
  for (let pauses = 1; ; pauses++) {
    const { done, value } = work.next();
    if (done) return value;
    if (pauses % every === 0) yield 1;
  }
}
