/**
 * @file json and jsonl files: rows (objects, one key a column; a missing key is unlabelled, `null` is a value), or
 * tasks that are stated as `{"name", "description"?, "examples": [{"inputs", "output"?}], "tests"?}`.
 */

import type { Value } from "../language/value.ts";
import { decode, type Encoding, encodeAll } from "./encoding.ts";
import { InputError, shown } from "./error.ts";
import { at, columnType, type Typed } from "./infer.ts";
import { type Json, type JsonObject, JsonReader, type Member } from "./jsontree.ts";
import { asDescribed, type RowSchema } from "./rowschema.ts";
import { readStated, type StatedTasks } from "./stated.ts";
import type { Fill, Table } from "./table.ts";
import { jsonText } from "./text.ts";

const ACCEPTED =
  'rows such as [{"name": "Ada", "initials": "A."}, …], or tasks {"name", "examples": [{"inputs", "output"}]}';

/** Reads a whole file. */
export function readJson(
  name: string,
  bytes: Uint8Array,
  format: "json" | "jsonl",
  schema?: RowSchema,
): Table | StatedTasks {
  const file = JsonFile.open(name, bytes);
  const reader = new JsonReader(file.text, name);
  if (reader.atEnd()) throw new InputError(name, `the file is empty; it needs ${ACCEPTED}`);
  const objects: JsonObject[] = [];
  const accept = (json: Json): void => {
    if (json.kind !== "object")
      throw reader.error(json.start, `an object was expected; Knack reads ${ACCEPTED}`);
    objects.push(json);
  };
  if (format === "jsonl") {
    for (let from = 0; !reader.atEnd(); from = reader.position) {
      if (from > 0 && !file.text.slice(from, reader.position).includes("\n")) {
        throw reader.error(reader.position, "a second value on one line; jsonl has one a line");
      }
      accept(reader.read());
    }
  } else {
    const json = reader.read();
    if (!reader.atEnd()) {
      throw reader.error(
        reader.position,
        "text after the end of the JSON value; one value a line is jsonl: name the file .jsonl",
      );
    }
    if (json.kind === "array") json.items.forEach(accept);
    else accept(json);
  }
  if (objects.length === 0) throw new InputError(name, `no rows; the file needs ${ACCEPTED}`);
  const stated = objects.filter((object) => object.members.get("examples")?.value.kind === "array");
  if (stated.length === objects.length) return readStated(file, objects, reader, schema);
  if (stated.length > 0) {
    const other = objects.find((object) => !stated.includes(object)) as JsonObject;
    throw reader.error(other.start, 'some items of this file are tasks, but this one has no "examples"');
  }
  return new JsonTable(file, objects, reader, schema);
}

/** The text of a JSON file, and the edits that fill it. */
export class JsonFile {
  readonly name: string;
  readonly text: string;
  readonly notes: readonly string[];
  readonly #encoding: Encoding;

  constructor(name: string, text: string, encoding: Encoding, notes: readonly string[]) {
    this.name = name;
    this.text = text;
    this.notes = notes;
    this.#encoding = encoding;
  }

  static open(name: string, bytes: Uint8Array): JsonFile {
    const { text, encoding, notes } = decode(bytes, name);
    return new JsonFile(name, text, encoding, notes);
  }

  /** The file with these members set. `after` says which keys a new member follows, where they are present. */
  edited(
    edits: readonly { object: JsonObject; key: string; value: Value; after: readonly string[] }[],
  ): Uint8Array {
    const changes: { at: number; end: number; text: string }[] = [];
    const order = [...edits].sort((a, b) => a.object.start - b.object.start);
    for (const { object, key, value, after } of order) {
      const present = object.members.get(key);
      const text = jsonText(value);
      if (present !== undefined) changes.push({ at: present.value.start, end: present.value.end, text });
      else changes.push(this.#insertion(object, key, text, after));
    }
    // A stable sort: members inserted at one place keep their order.
    changes.sort((a, b) => a.at - b.at);
    const parts: string[] = [];
    let done = 0;
    for (const { at, end, text } of changes) {
      parts.push(this.text.slice(done, at), text);
      done = end;
    }
    parts.push(this.text.slice(done));
    return encodeAll(parts, this.#encoding, this.name);
  }

  /** A new member, spaced as its neighbours are. */
  #insertion(object: JsonObject, key: string, value: string, after: readonly string[]) {
    const members = [...object.members.values()];
    if (members.length === 0) {
      return { at: object.start + 1, end: object.start + 1, text: `${JSON.stringify(key)}: ${value}` };
    }
    const [first, second] = members;
    const colon = this.text.slice(first.keyEnd, first.value.start);
    const margin = this.text.slice(object.start + 1, first.start);
    const gap =
      second !== undefined
        ? this.text.slice(first.value.end, second.start)
        : `,${margin.includes("\n") ? margin : colon === ":" ? "" : " "}`;
    const member = `${JSON.stringify(key)}${colon}${value}`;
    let previous: Member | undefined;
    for (const name of after) previous = object.members.get(name) ?? previous;
    if (previous === undefined) return { at: first.start, end: first.start, text: member + gap };
    return { at: previous.value.end, end: previous.value.end, text: gap + member };
  }
}

class JsonTable implements Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly notes: readonly string[];
  readonly #file: JsonFile;
  readonly #objects: readonly JsonObject[];
  readonly #reader: JsonReader;
  readonly #schema: RowSchema | undefined;

  constructor(file: JsonFile, objects: readonly JsonObject[], reader: JsonReader, schema?: RowSchema) {
    this.name = file.name;
    this.columns = [...new Set(objects.flatMap(({ members }) => [...members.keys()]))];
    this.rows = objects.length;
    if (this.columns.length === 0)
      throw new InputError(file.name, `no row has any key; the file needs ${ACCEPTED}`);
    this.notes = file.notes;
    this.#file = file;
    this.#objects = objects;
    this.#reader = reader;
    this.#schema = schema;
  }

  isBare(row: number, column: number): boolean {
    return !this.#objects[row - 1].members.has(this.columns[column]);
  }

  read(column: number, as: "input" | "target"): Typed {
    const name = this.columns[column];
    const values = this.#objects.map((object) => {
      const member = object.members.get(name);
      return member === undefined ? (as === "input" ? null : undefined) : this.#reader.value(member.value);
    });
    const place = (row: number): string => `${this.name}, row ${row + 1}, key ${shown(name)}`;
    const described = this.#schema?.column(name, as);
    if (described) {
      const fitting = asDescribed(values, described, (row, path) => `${place(row)}${path}`);
      return { type: described, values: fitting };
    }
    const type = columnType(values);
    if ("kind" in type) return { type, values };
    throw new InputError(
      `${place(type.at)}${at(type)}`,
      `${type.why}; a column has one type, so make them alike`,
    );
  }

  fill(cells: readonly Fill[]): Uint8Array {
    return this.#file.edited(
      cells.map(({ row, column, value }) => {
        const place = this.columns.indexOf(column);
        const after = place < 0 ? this.columns : this.columns.slice(0, place);
        const object = this.#objects[row - 1];
        return { object, key: column, value, after: place < 0 ? [...object.members.keys()] : after };
      }),
    );
  }
}
