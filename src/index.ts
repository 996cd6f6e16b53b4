/** @file Everything a user of the library touches. */

// First in a bundle: further on, its digits would fill the 32 kB within which gzip finds what code has in common.
import "./kernels/generated.ts";

export type { Budget, Report as ProgressReport, Stopped } from "./drive.ts";
export type { Evidence, Score, SuspectRow } from "./evidence/evidence.ts";
export type { Domain } from "./language/grammar.ts";
export type { Call, Primitive } from "./language/primitive.ts";
export { Binding, type Helper, helperCall, infix, method, type Print, primary } from "./language/print.ts";
export { BOOL, DATE, INT, list, option, REAL, type Signature, TEXT, type Type } from "./language/type.ts";
export { CivilDate, type Value } from "./language/value.ts";
export {
  type Alternative,
  type Learned,
  type LearnOptions,
  learn,
  NotLearned,
  type Question,
} from "./learn.ts";
export type { OwnPrimitive } from "./own.ts";
export { InputError } from "./tasks/error.ts";
export type { Example, Task } from "./tasks/task.ts";
