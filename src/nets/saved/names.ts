/** @file The two files of a saved net, by name. */

export const JSON_ENDING = ".net.json";
export const WEIGHTS_ENDING = ".net.safetensors";

/** Whether a path is that of one of the two files. */
export const isModelPath = (path: string): boolean =>
  path.endsWith(JSON_ENDING) || path.endsWith(WEIGHTS_ENDING);

/** `digits` of `digits`, `digits.net.json` and `digits.net.safetensors`. */
export function stemOf(path: string): string {
  for (const ending of [JSON_ENDING, WEIGHTS_ENDING]) {
    if (path.endsWith(ending) && path.length > ending.length) return path.slice(0, -ending.length);
  }
  return path;
}
