/** @file What the module offers. */

export { moveHeads, takeIn } from "./rows";
export { hash, seek, sweep } from "./sweep";
