/** @file What the readers' tests share. */

import { InputError } from "../../src/tasks/error.ts";
import { type ReadOptions, readTasks, type Sheet } from "../../src/tasks/sheet.ts";

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

/** The file's tasks, from its text or its bytes. */
export const read = (name: string, content: string | Uint8Array, options?: ReadOptions): Promise<Sheet> =>
  readTasks({ name, bytes: typeof content === "string" ? bytesOf(content) : content }, options);

/** The message that the file is refused with. Anything but an `InputError` of one line is rethrown. */
export async function refusal(
  name: string,
  content: string | Uint8Array,
  options?: ReadOptions,
): Promise<string> {
  try {
    await read(name, content, options);
  } catch (error) {
    if (error instanceof InputError && !/[\n\r]/.test(error.message)) return error.message;
    throw error;
  }
  throw new Error("the file was accepted");
}
