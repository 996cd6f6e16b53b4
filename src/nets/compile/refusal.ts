/** @file Why a program has no net. */

/** One line that names what no rule covers. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** What is refused on the way, with the name of the primitive that asked for it. */
export function naming<T>(name: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(`${name}: ${error.message}`) : error;
  }
}
