/** @file What the module offers. */

export { hash, seek } from "./block";
export { moveHeads, takeIn } from "./rows";
export { seekSought, spread, sweep } from "./sweep";
