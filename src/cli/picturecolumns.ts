/** @file Columns whose cells name picture files, as columns of pictures. */

import { baseType, IMAGE, INT, list, option, REAL, type Type } from "../language/type.ts";
import type { Picture, Value } from "../language/value.ts";
import { areNames, FileCells } from "../nets/data/filecells.ts";
import { MAX_MEMORY } from "../nets/data/media.ts";
import { cellOf } from "../nets/data/textcolumn.ts";
import { isBlank } from "../tasks/blank.ts";
import { InputError } from "../tasks/error.ts";
import type { Sheet } from "../tasks/sheet.ts";
import type { Task } from "../tasks/task.ts";

/** The sheet with columns of pictures as such; what is to be filled from them as numbers or lists, where all its texts are that. */
export async function withPictures(sheet: Sheet, path: string): Promise<Sheet> {
  const cells = new FileCells(path);
  const known = new Map<string, Picture>();
  let room = MAX_MEMORY;
  const tasks: Task[] = [];
  for (const task of sheet.tasks) {
    const rows = [...task.examples, ...task.unlabelled];
    const columns = [...task.signature.params.keys()].filter((i) =>
      areNames(
        task.signature.params[i].type,
        rows.map(({ inputs }) => inputs[i]),
        "picture",
      ),
    );
    for (const { inputs, row = 0 } of rows) {
      for (const i of columns) {
        const cell = inputs[i];
        if (isBlank(cell) || known.has(cell as string)) continue;
        const picture = await cells.picture(cell as string, row, room);
        room -= picture.pixels.length;
        known.set(cell as string, picture);
      }
    }
    tasks.push(columns.length === 0 ? task : typed(seeing(task, columns, known)));
  }
  if (!tasks.some(({ signature }) => signature.params.some(({ type }) => baseType(type).kind === "image"))) {
    const what =
      "no column names PNG or JPEG files in all its cells, so there is nothing for the net to look at";
    throw new InputError(sheet.name, what);
  }
  return { ...sheet, tasks };
}

function seeing(task: Task, columns: readonly number[], known: ReadonlyMap<string, Picture>): Task {
  const rows = [...task.examples, ...task.unlabelled];
  const params = task.signature.params.map((param, i) => {
    if (!columns.includes(i)) return param;
    return { ...param, type: rows.some(({ inputs }) => isBlank(inputs[i])) ? option(IMAGE) : IMAGE };
  });
  const seen = <Row extends { readonly inputs: readonly Value[] }>(row: Row): Row => ({
    ...row,
    inputs: row.inputs.map((value, i) =>
      columns.includes(i) ? (known.get(value as string) ?? null) : value,
    ),
  });
  return {
    ...task,
    signature: { ...task.signature, params },
    examples: task.examples.map(seen),
    tests: task.tests.map(seen),
    unlabelled: task.unlabelled.map(seen),
  };
}

/** What texts say: numbers, or lists of them as JSON has them. */
const READINGS: readonly { readonly type: Type; readonly read: (text: string) => Value }[] = [
  { type: INT, read: (text) => cellOf(text, { type: INT }, false) },
  { type: REAL, read: (text) => cellOf(text, { type: REAL }, false) },
  { type: list(INT), read: (text) => listIn(text, Number.isSafeInteger) },
  { type: list(REAL), read: (text) => listIn(text, Number.isFinite) },
];

function listIn(text: string, fits: (item: unknown) => boolean): Value {
  if (!text.startsWith("[")) return undefined;
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) && items.every(fits) ? (items as number[]) : undefined;
  } catch {
    return undefined;
  }
}

/** csv has texts alone: outputs that are all numbers, or all lists of them, are these. */
function typed(task: Task): Task {
  if (task.signature.result.kind !== "text") return task;
  for (const { type, read } of READINGS) {
    const examples = task.examples.map((example) => ({
      ...example,
      output: read(String(example.output).trim()),
    }));
    if (examples.some(({ output }) => output === undefined)) continue;
    return { ...task, signature: { ...task.signature, result: type }, examples };
  }
  return task;
}
