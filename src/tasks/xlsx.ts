/** @file xlsx files as tables. */

import { InputError } from "./error.ts";
import type { Table } from "./table.ts";

export async function readXlsx(name: string, _bytes: Uint8Array): Promise<Table> {
  throw new InputError(name, "xlsx is not read yet; save it as csv");
}
