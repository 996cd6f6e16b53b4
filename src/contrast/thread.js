/**
 * @file Where every thread of a contrast begins: it makes TypeScript loadable where Node does not load it by itself, and then
 * runs what it was started for. Plain JavaScript, so that it runs from the sources as it does from the package.
 */

import { register } from "node:module";
import { workerData } from "node:worker_threads";

if (!process.features.typescript) register("./strip.js", import.meta.url);
await import(workerData.module);
