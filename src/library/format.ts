/**
 * @file The text of `name.knack.json`: one field a line and one example a line, so that version control shows what
 * changed. Whatever is read is checked here before anything else sees it.
 */

import { dirname } from "node:path";
import { type Json, jsonOf, valueOfJson } from "../evidence/json.ts";
import { parseProgram } from "../language/parse.ts";
import type { CalledNet, PrimitiveSource } from "../language/primitive.ts";
import { parseType, type Signature, showType, type Type, writeType } from "../language/type.ts";
import { mentions, partsOf } from "../language/typeparts.ts";
import {
  CivilDate,
  DATE_FIELDS,
  Grid,
  hasType,
  MAX_NESTING,
  Picture,
  RecordValue,
  type Value,
} from "../language/value.ts";
import { asBits } from "../tasks/bitvectors.ts";
import { InputError } from "../tasks/error.ts";
import type { Example } from "../tasks/task.ts";
import { spelled } from "../tasks/text.ts";
import { digestOf } from "./digest.ts";
import { Field } from "./field.ts";
import type { Module, Provenance, SetAside } from "./module.ts";
import { pack, pictureJson, picturesIn, unpack } from "./pictures.ts";

/** Of the file format. */
const VERSION = 1;
/** Of a module's JSON file, in characters. */
export const MAX_SIZE = 1 << 20;
/** Of its JSON: of a value, and of what stands around it. */
const MAX_DEPTH = MAX_NESTING + 8;

/** What the files beside the JSON had in them when it was saved. */
export interface Digests {
  readonly typescript: string;
  readonly test: string;
}

/** The JSON file's text. The digest of its own content is computed here. */
export async function writeModule(module: Module, digests: Digests): Promise<string> {
  await pack(picturesIn(module));
  const content = contentOf(module);
  const digest = { content: await digestOf(content), ...digests };
  return `{\n${content},\n  "digest": ${JSON.stringify(digest, null, 2).replaceAll("\n", "\n  ")}\n}\n`;
}

function contentOf(module: Module): string {
  const { params: typed, result } = module.signature;
  const example = ({ inputs, output }: Example): Json => ({
    inputs: inputs.map((value, i) => encodeValue(value, typed[i].type)),
    output: encodeValue(output, result),
  });
  const lines = (items: readonly Json[]): string =>
    items.length === 0 ? "[]" : `[\n    ${items.map((item) => JSON.stringify(item)).join(",\n    ")}\n  ]`;
  const params = module.signature.params.map(({ name, type }) => ({ name, type: writeType(type) }));
  const { knack, seed, budget, grammar } = module.provenance;
  const fields: [string, string][] = [
    ["version", String(VERSION)],
    ["name", JSON.stringify(module.name)],
    ["description", JSON.stringify(module.description)],
    ["target", JSON.stringify(module.target)],
    ["inputs", lines(params)],
    ["output", JSON.stringify(writeType(module.signature.result))],
    ...(module.nets
      ? [["nets", lines(module.nets.map(({ file, sha256 }) => ({ file, sha256 })))] as [string, string]]
      : []),
    ["program", JSON.stringify(module.program.text)],
    ["examples", lines(module.examples.map(example))],
    ["answers", lines(module.answers.map(example))],
    [
      "suspects",
      lines(
        module.suspects.map(({ inputs, given, expected }) => ({
          inputs: inputs.map((value, i) => encodeValue(value, typed[i].type)),
          given: encodeValue(given, result),
          expected: encodeValue(expected, result),
        })),
      ),
    ],
    ["provenance", JSON.stringify({ knack, seed, budget, grammar })],
  ];
  return fields.map(([name, text]) => `  ${JSON.stringify(name)}: ${text}`).join(",\n");
}

/** Reads what `writeModule` wrote. Every failure is an InputError that names the file and the field. */
export async function readModule(
  text: string,
  file: string,
  primitives: PrimitiveSource,
): Promise<{ module: Module; digests: Digests }> {
  const root = new Field(file, "", parseJson(text, file));
  const version = root.at("version").number();
  if (version > VERSION) {
    root.at("version").fail(`is ${version}: saved by a newer Knack; this one reads version ${VERSION}`);
  }
  if (version !== VERSION) root.at("version").fail(`should be ${VERSION}`);
  root.only(FIELDS);
  const signature = readSignature(root);
  const nets = root.has("nets") ? readNets(root.at("nets")) : undefined;
  const known = nets ? await withNets(root.at("nets"), nets, primitives) : primitives;
  await unpack(root, signature);
  const module: Module = {
    name: root.at("name").text(),
    description: root.at("description").text(),
    target: root.at("target").text(),
    signature,
    ...(nets && { nets }),
    program: readProgram(root.at("program"), signature, known),
    examples: root
      .at("examples")
      .items()
      .map((item) => readExample(item, signature)),
    answers: root
      .at("answers")
      .items()
      .map((item) => readExample(item, signature)),
    suspects: root
      .at("suspects")
      .items()
      .map((item) => readSetAside(item, signature)),
    provenance: readProvenance(root.at("provenance")),
  };
  const digest = root.at("digest");
  digest.only(["content", "typescript", "test"]);
  if (digest.at("content").text() !== (await digestOf(contentOf(module)))) {
    digest
      .at("content")
      .fail(
        "does not match the rest of the file: it was edited or damaged; restore it, or learn and save it again",
      );
  }
  return { module, digests: readDigests(root) };
}

/** Only what a save needs to know of the module that it may replace. */
export function readHeader(text: string, file: string): { name: string; digests: Digests } {
  const root = new Field(file, "", parseJson(text, file));
  return { name: root.at("name").text(), digests: readDigests(root) };
}

const readDigests = (root: Field): Digests => ({
  typescript: root.at("digest").at("typescript").text(),
  test: root.at("digest").at("test").text(),
});

const FIELDS = [
  "version",
  "name",
  "description",
  "target",
  "inputs",
  "output",
  "nets",
  "program",
  "examples",
  "answers",
  "suspects",
  "provenance",
  "digest",
];

function parseJson(text: string, file: string): Json {
  if (text.length > MAX_SIZE) throw new InputError(file, `is larger than a module may be (1 MiB)`);
  let depth = 0;
  // A string is skipped as a whole, so that brackets in it do not count.
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (token === "[" || token === "{") depth++;
    else if (token === "]" || token === "}") depth--;
    if (depth > MAX_DEPTH) throw new InputError(file, `is nested more than ${MAX_DEPTH} levels deep`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = (error as Error).message.replace(/\s+/g, " ").slice(0, 120);
    throw new InputError(file, `is not JSON (${reason}); a module is what \`knack learn --save\` writes`);
  }
}

function readType(field: Field): Type {
  const type = parseType(field.text());
  if (!type || !isData(type)) {
    return field.fail(
      `should be a type such as text, int, real, bool, date, list<text> or text?, not ${JSON.stringify(field.value).slice(0, 80)}`,
    );
  }
  return type;
}

/** Whether values of the type can stand in a file. */
const isData = (type: Type): boolean => !mentions(type, ({ kind }) => NO_DATA.has(kind));

const NO_DATA: ReadonlySet<Type["kind"]> = new Set(["function", "variable", "label", "sound"]);

function readNets(field: Field): CalledNet[] {
  return field.items().map((item) => {
    item.only(["file", "sha256"]);
    return { file: item.at("file").text(), sha256: item.at("sha256").text() };
  });
}

async function withNets(
  { file }: Field,
  nets: readonly CalledNet[],
  primitives: PrimitiveSource,
): Promise<PrimitiveSource> {
  if (primitives.withNets) return primitives.withNets(nets, dirname(file));
  throw new InputError(file, "calls nets, which are not at hand here");
}

function readSignature(root: Field): Signature {
  const params = root
    .at("inputs")
    .items()
    .map((item) => {
      const param = { name: item.at("name").text(), type: readType(item.at("type")) };
      item.only(["name", "type"]);
      return param;
    });
  const signature = { params, result: readType(root.at("output")) };
  const twice = nameGivenTwice(signature);
  if (twice !== undefined)
    root.at("inputs").fail(`names two types ${twice}; each recursive type has a name of its own`);
  return signature;
}

/** A name that stands for two recursive types. */
function nameGivenTwice({ params, result }: Signature): string | undefined {
  const known = new Map<string, string>();
  for (const type of [...params.map((param) => param.type), result].flatMap(partsOf)) {
    if (type.kind !== "recursive") continue;
    if ((known.get(type.name) ?? showType(type)) !== showType(type)) return type.name;
    known.set(type.name, showType(type));
  }
  return undefined;
}

function readProgram(field: Field, signature: Signature, primitives: PrimitiveSource) {
  const text = field.text();
  const program = (() => {
    try {
      return parseProgram(text, { signature, primitives });
    } catch (error) {
      const reason = (error as Error).message.replace(/\s+/g, " ");
      return field.fail(`is no program that this Knack knows: ${reason}`);
    }
  })();
  if (showType(program.type) !== showType(signature.result)) {
    field.fail(`gives ${showType(program.type)} where "output" says ${showType(signature.result)}`);
  }
  return program;
}

function readInputs(field: Field, signature: Signature): Value[] {
  const items = field.items();
  if (items.length !== signature.params.length) {
    field.fail(`should have ${signature.params.length} values, one for each input, not ${items.length}`);
  }
  return items.map((item, i) => decodeValue(item, signature.params[i].type));
}

function readExample(field: Field, signature: Signature): Example {
  const inputs = readInputs(field.at("inputs"), signature);
  const output = decodeValue(field.at("output"), signature.result);
  field.only(["inputs", "output"]);
  return { inputs, output };
}

function readSetAside(field: Field, signature: Signature): SetAside {
  const inputs = readInputs(field.at("inputs"), signature);
  const given = decodeValue(field.at("given"), signature.result);
  // The program may have no value there at all.
  const expected = field.has("expected") ? decodeValue(field.at("expected"), signature.result) : undefined;
  field.only(["inputs", "given", "expected"]);
  return { inputs, given, expected };
}

function readProvenance(field: Field): Provenance {
  const provenance = {
    knack: field.at("knack").text(),
    ...(field.has("seed") && { seed: field.at("seed").number() }),
    ...(field.has("budget") && { budget: field.at("budget").text() }),
    ...(field.has("grammar") && { grammar: field.at("grammar").text() }),
  };
  field.only(["knack", "seed", "budget", "grammar"]);
  return provenance;
}

/** JSON as it is; dates as `{"date":[year, month, …]}` with null for an absent field, grids as `{"grid":[[…],…]}`, pictures as PNG files, bit-vectors as text. */
function encodeValue(given: Value, type: Type): Json {
  const value = spelled(given, type);
  if (value instanceof Picture) return pictureJson(value);
  if (value instanceof CivilDate) return { date: DATE_FIELDS.map((name) => value[name] ?? null) };
  if (value instanceof Grid) {
    const row = (y: number) => [...value.cells.subarray(y * value.width, (y + 1) * value.width)];
    return { grid: Array.from({ length: value.height }, (_, y) => row(y)) };
  }
  if (Array.isArray(value)) {
    const of = (i: number): Type =>
      type.kind === "list" ? type.of : type.kind === "tuple" ? type.of[i] : type;
    return value.map((item, i) => encodeValue(item, of(i)));
  }
  return value instanceof RecordValue ? jsonOf(value) : (value as Json);
}

function decodeValue(field: Field, type: Type): Value {
  const value = toValue(field, type);
  if (hasType(value, type)) return value;
  return field.fail(field.value === undefined ? "is missing" : `should be of type ${showType(type)}`);
}

function toValue(field: Field, type: Type): Value {
  const { value } = field;
  if (value === null || value === undefined) return value;
  if (type.kind === "option") return toValue(field, type.of);
  if (type.kind === "image") return value as unknown as Value;
  if (type.kind === "list") return field.items().map((item) => decodeValue(item, type.of));
  if (type.kind === "date") {
    const fields = field.at("date").items();
    if (fields.length !== 7) field.at("date").fail("should have 7 fields, from year to millisecond");
    return new CivilDate(...fields.map((item) => (item.value === null ? undefined : item.number())));
  }
  if (type.kind === "grid") {
    const rows = field
      .at("grid")
      .items()
      .map((row) => row.items().map((cell) => cell.number()));
    const width = rows[0]?.length ?? 0;
    if (rows.some((row) => row.length !== width)) field.at("grid").fail("should have rows of one length");
    return new Grid(width, rows.length, Uint8Array.from(rows.flat()));
  }
  if (DATA.has(type.kind)) return valueOfJson(value, type);
  return typeof value === "object" ? undefined : asBits(value, type);
}

const DATA: ReadonlySet<Type["kind"]> = new Set(["tuple", "record", "variant", "recursive"]);
