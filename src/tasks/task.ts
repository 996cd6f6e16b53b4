/** @file A task: what a reader makes of its input, and all that learning needs to know. */

import type { Signature } from "../language/type.ts";
import type { Value } from "../language/value.ts";

export interface Example {
  /** One value per parameter of the signature. */
  readonly inputs: readonly Value[];
  readonly output: Value;
  /** Where the example stands in its file, 1-based data row; absent for examples given by a caller. */
  readonly row?: number;
}

export interface Task {
  readonly name: string;
  /** Where it stands, for messages: its file and its place there; default its name. */
  readonly place?: string;
  readonly description?: string;
  readonly signature: Signature;
  readonly examples: readonly Example[];
  /** Held out: never seen by the search. */
  readonly tests: readonly Example[];
  /** Inputs without an output: to fill, to choose guards from, and to ask about. */
  readonly unlabelled: readonly { readonly inputs: readonly Value[]; readonly row?: number }[];
}
