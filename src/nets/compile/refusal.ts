/** @file Why a program has no net. */

/** One line that names what no rule covers. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}
