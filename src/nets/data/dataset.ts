/** @file What a net learns from: typed rows, whatever file they came from. */

import type { Type } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";

export interface Field {
  readonly name: string;
  readonly type: Type;
  /** What stands before the decimals of its numbers in the file, where that is no point. */
  readonly point?: ",";
  /** Its values are labels because their source says so, however many there are and however seldom each is seen; ⊥: as they look. */
  readonly isLabel?: true;
}

export interface Row {
  /** One value per input field. */
  readonly inputs: readonly Value[];
  readonly output: Value;
}

export interface Dataset {
  /** File or folder name, for messages. */
  readonly name: string;
  readonly inputs: readonly Field[];
  readonly output: Field;
  readonly rows: readonly Row[];
  /** Held out by the file itself; empty where it holds none. */
  readonly tests: readonly Row[];
  /** The file or folder that the tests are from; ⊥: the data's own. */
  readonly testsFrom?: string;
  /** What the user should know about how it was read; each is one line. */
  readonly notes: readonly string[];
}
