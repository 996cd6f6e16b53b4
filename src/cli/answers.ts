/**
 * @file Answers to questions, given in a file: `{"task"?, "inputs": […], "output": …}`, one a line or in a list; or a
 * csv whose columns are the inputs, `output` (or the target's name) and perhaps `task`.
 */

import { valueOfJson, valueOfText } from "../evidence/json.ts";
import type { Value } from "../language/value.ts";
import { inputsText } from "../learning.ts";
import type { Question } from "../search/answer.ts";
import { detectFormat } from "../tasks/detect.ts";
import { decode } from "../tasks/encoding.ts";
import { InputError, shown } from "../tasks/error.ts";
import { readTable, type Source } from "../tasks/sheet.ts";
import type { Example, Task } from "../tasks/task.ts";

interface Given {
  /** Where it stands, for messages. */
  readonly place: string;
  readonly task?: string;
  /** The answer as an example of the task; none where its inputs or output are not the task's. */
  exampleOf(task: Task): Example | undefined;
}

export class Answers {
  private readonly given: readonly Given[];
  private readonly used = new Set<Given>();

  private constructor(given: readonly Given[]) {
    this.given = given;
  }

  static async read(source: Source): Promise<Answers> {
    const format = detectFormat(source.name, source.bytes);
    if (format === "json" || format === "jsonl") return new Answers(readJson(source, format));
    return new Answers(await readRows(source));
  }

  /** Those about rows of the task's file. */
  forRows(task: Task): Example[] {
    const rows = new Map([...task.examples, ...task.unlabelled].map((row) => [inputsText(row.inputs), row]));
    return this.take(task, ({ inputs }) => rows.has(inputsText(inputs)));
  }

  /** Those to questions that were asked. */
  forQuestions(task: Task, questions: readonly Question[]): Example[] {
    const asked = new Set(questions.map(({ inputs }) => inputsText(inputs)));
    return this.take(task, ({ inputs }) => asked.has(inputsText(inputs)));
  }

  /** Refuses answers to questions that nobody asked. */
  refuseRest(): void {
    const rest = this.given.find((given) => !this.used.has(given));
    if (!rest) return;
    const about = rest.task === undefined ? "" : ` about ${shown(rest.task)}`;
    throw new InputError(
      rest.place,
      `an answer${about} to a question that nobody asked; its inputs must be those of a row of the file or of a question in the report`,
    );
  }

  private take(task: Task, fits: (example: Example) => boolean): Example[] {
    const taken = new Map<string, Example>();
    for (const given of this.given) {
      if (given.task !== undefined && given.task !== task.name) continue;
      const example = given.exampleOf(task);
      if (!example || !fits(example)) continue;
      this.used.add(given);
      taken.set(inputsText(example.inputs), example);
    }
    return [...taken.values()];
  }
}

function readJson(source: Source, format: "json" | "jsonl"): Given[] {
  const { text } = decode(source.bytes, source.name);
  if (format === "jsonl") {
    return text
      .split("\n")
      .map((line, i) => ({ line, place: `${source.name}, line ${i + 1}` }))
      .filter(({ line }) => line.trim() !== "")
      .map(({ line, place }) => givenOf(parse(line, place), place));
  }
  const whole = parse(text, source.name);
  return (Array.isArray(whole) ? whole : [whole]).map((item, i) =>
    givenOf(item, `${source.name}, answer ${i + 1}`),
  );
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(place, `is not JSON; an answer is ${FORM}`);
  }
}

const FORM = '{"task": "Column", "inputs": ["…"], "output": "…"}';

function givenOf(item: unknown, place: string): Given {
  const fields = new Map<string, unknown>(
    typeof item === "object" && item !== null ? Object.entries(item) : [],
  );
  const [task, inputs, output] = ["task", "inputs", "output"].map((name) => fields.get(name));
  if (!Array.isArray(inputs) || output === undefined || (task !== undefined && typeof task !== "string")) {
    throw new InputError(place, `an answer is ${FORM}`);
  }
  return {
    place,
    task: task as string | undefined,
    exampleOf: ({ signature }) =>
      exampleFrom(
        signature.params.map(({ type }, i) => valueOfJson(inputs[i], type)),
        inputs.length === signature.params.length ? valueOfJson(output, signature.result) : undefined,
      ),
  };
}

async function readRows(source: Source): Promise<Given[]> {
  const table = await readTable(source);
  const columns = new Map(table.columns.map((name, i) => [name, table.read(i, "input").values]));
  const at = (name: string, row: number): string | undefined => {
    const value = columns.get(name)?.[row];
    return value === undefined || value === null ? undefined : String(value);
  };
  return Array.from({ length: table.rows }, (_, row) => ({
    place: `${source.name}, row ${row + 1}`,
    task: at("task", row),
    exampleOf: ({ name, signature }) => {
      const valueAt = (column: string, type: (typeof signature)["result"]): Value => {
        const text = at(column, row);
        return text === undefined ? undefined : valueOfText(text, type);
      };
      return exampleFrom(
        signature.params.map((param) => valueAt(param.name, param.type)),
        valueAt(columns.has("output") ? "output" : name, signature.result),
      );
    },
  }));
}

const exampleFrom = (inputs: readonly Value[], output: Value): Example | undefined =>
  output === undefined || inputs.includes(undefined) ? undefined : { inputs, output };
