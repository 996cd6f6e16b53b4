/**
 * @file Answers to questions, given in a file: `{"task"?, "inputs": […], "output": …}`, one a line or in a list; or a
 * csv whose columns are the inputs, `output` (or the target's name) and perhaps `task`. The output null says that there is
 * no value; a bare cell of a csv, that the answer is still to be given.
 */

import { hintFor, valueOfJson, valueOfText } from "../evidence/json.ts";
import { inputsText } from "../language/program.ts";
import { acceptsNull, baseType, type Type } from "../language/type.ts";
import { Picture, type Value } from "../language/value.ts";
import type { Question } from "../search/answer.ts";
import { detectFormat } from "../tasks/detect.ts";
import { decode } from "../tasks/encoding.ts";
import { count, InputError, listed, shown } from "../tasks/error.ts";
import { readTable, type Source } from "../tasks/sheet.ts";
import type { Example, Task } from "../tasks/task.ts";

/** An example of the task, its output ⊥ where the answer is that there is no value; or what is wrong, for a message. */
type Reading = Example | string;

interface Given {
  /** Where it stands, for messages. */
  readonly place: string;
  readonly task?: string;
  /** What the answer says about the task; ⊥ where it is still to be given. */
  read(task: Task): Reading | undefined;
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

  /** Refuses what cannot be an answer about any of the tasks, before anything is learned. */
  check(tasks: readonly Task[]): void {
    const hasOpenRows = new Map(
      tasks.map((task) => {
        const answered = new Set(this.forRows(task).map(({ inputs }) => inputsText(inputs)));
        return [task, task.unlabelled.some(({ inputs }) => !answered.has(inputsText(inputs)))];
      }),
    );
    for (const given of this.given) {
      const about = tasks.filter(({ name }) => given.task === undefined || given.task === name);
      if (about.length === 0) {
        const names = listed(tasks.map(({ name }) => name));
        throw new InputError(
          given.place,
          `an answer about ${shown(given.task ?? "")}, but what is learned is ${names}`,
        );
      }
      const readings = about.map((task) => ({ task, reading: given.read(task) }));
      if (readings.some(({ reading }) => reading === undefined)) {
        this.used.add(given);
        continue;
      }
      const fitting = readings.filter(({ reading }) => typeof reading !== "string");
      if (fitting.length === 0) throw new InputError(given.place, readings[0].reading as string);
      // Where every row has an output, questions are about inputs that are not in the file.
      const mayBeAsked = fitting.some(({ task }) => !hasOpenRows.get(task));
      if (this.used.has(given) || mayBeAsked) continue;
      throw new InputError(
        given.place,
        `no row of ${shown(fitting[0].task.name)} has these inputs; copy them from the file or from the report's questions`,
      );
    }
  }

  /** Those about rows of the task's file. */
  forRows(task: Task): Example[] {
    const rows = new Set([...task.examples, ...task.unlabelled].map(({ inputs }) => inputsText(inputs)));
    return this.take(task, ({ inputs }) => rows.has(inputsText(inputs)));
  }

  /** Those to questions that were asked. */
  forQuestions(task: Task, questions: readonly Question[]): Example[] {
    const asked = new Set(questions.map(({ inputs }) => inputsText(inputs)));
    return this.take(task, ({ inputs }) => asked.has(inputsText(inputs)));
  }

  /** Complaints about answers that were not used: nobody asked. */
  unused(): string[] {
    return this.given
      .filter((given) => !this.used.has(given))
      .map(
        ({ place }) =>
          `${place}: not used, because this was not asked; its inputs are in no row and in no question`,
      );
  }

  private take(task: Task, fits: (example: Example) => boolean): Example[] {
    const taken = new Map<string, Example>();
    for (const given of this.given) {
      if (given.task !== undefined && given.task !== task.name) continue;
      const example = given.read(task);
      if (typeof example !== "object" || !fits(example)) continue;
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
    read: (task) => {
      const { name, signature } = task;
      const { params, result } = signature;
      if (inputs.length !== params.length) {
        const names = listed(params.map((param) => param.name));
        return `${count(inputs.length, "input")} where ${shown(name)} has ${params.length}: ${names}`;
      }
      const values = params.map(
        ({ type }, i) => pictureIn(task, i, inputs[i]) ?? valueOfJson(inputs[i], type),
      );
      const odd = values.indexOf(undefined);
      if (odd >= 0) return notOf(`the input ${shown(params[odd].name)}`, inputs[odd], params[odd].type);
      if (output === null && !acceptsNull(result)) return { inputs: values, output: undefined };
      const value = valueOfJson(output, result);
      return value === undefined ? notOf("the output", output, result) : { inputs: values, output: value };
    },
  };
}

/** The picture that an answer names as the file does. */
function pictureIn({ signature, examples, unlabelled }: Task, at: number, name: unknown): Value {
  if (baseType(signature.params[at].type).kind !== "image") return undefined;
  const row = [...examples, ...unlabelled].find(({ inputs }) => {
    const picture = inputs[at];
    return picture instanceof Picture && picture.name === name;
  });
  return row?.inputs[at];
}

function notOf(what: string, value: unknown, type: Type): string {
  const text = JSON.stringify(value);
  const remedy = type.kind === "text" && typeof value === "number" ? `; write it as "${text}"` : "";
  return `${what} is ${text.length > 40 ? `${text.slice(0, 40)}…` : text}, which is no ${hintFor(type)}${remedy}`;
}

async function readRows(source: Source): Promise<Given[]> {
  const table = await readTable(source);
  const columns = new Map(table.columns.map((name, i) => [name, i]));
  const cells = new Map<string, readonly Value[]>();
  /** The cell's text; ⊥ where it is bare. */
  const textAt = (name: string, row: number, as: "input" | "target"): string | undefined => {
    const column = columns.get(name);
    if (column === undefined) return undefined;
    const values = cells.get(`${as} ${name}`) ?? table.read(column, as).values;
    cells.set(`${as} ${name}`, values);
    const value = values[row];
    return value === undefined || value === null ? undefined : String(value);
  };
  return Array.from({ length: table.rows }, (_, row) => ({
    place: `${source.name}, row ${row + 1}`,
    task: textAt("task", row, "input") || undefined,
    read: (task) => {
      const { name, signature } = task;
      const { params, result } = signature;
      const outputs = columns.has("output") ? "output" : name;
      const missing = [...params.map((param) => param.name), outputs].find((column) => !columns.has(column));
      if (missing !== undefined) {
        return `no column ${shown(missing)}; there must be one for each input, and "output" or ${shown(name)}`;
      }
      const output = textAt(outputs, row, "target");
      if (output === undefined) return undefined;
      const texts = params.map((param) => textAt(param.name, row, "input") ?? "");
      const values = params.map(({ type }, i) => pictureIn(task, i, texts[i]) ?? valueOfText(texts[i], type));
      const odd = values.indexOf(undefined);
      if (odd >= 0) return notOf(`the input ${shown(params[odd].name)}`, texts[odd], params[odd].type);
      const value = valueOfText(output, result);
      return value === undefined ? notOf("the output", output, result) : { inputs: values, output: value };
    },
  }));
}
