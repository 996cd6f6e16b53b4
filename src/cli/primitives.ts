/** @file `knack primitives`: what programs are made of, by the names that `--explain` and `--without` go by. */

import { bitCount, lowBits, wholeValue } from "../domains/bits/numbers.ts";
import { bitsOperators, bitsPrimitive } from "../domains/bits/primitives.ts";
import { domains } from "../domains/index.ts";
import type { Primitive } from "../language/primitive.ts";
import { type Argument, type Helper, type PrintContext, primary } from "../language/print.ts";
import { quote } from "../language/quote.ts";
import { INT, showType, type Type } from "../language/type.ts";
import { mapParts } from "../language/typeparts.ts";
import { InputError, nearest, shown } from "../tasks/error.ts";
import { padEnd } from "./columns.ts";
import { Exit, type Io, write } from "./io.ts";
import { PRIMITIVES } from "./modules.ts";
import { parseOptions } from "./options.ts";

const HELP = `knack primitives [NAME...]    what programs are made of: names, types, and how a call is written

Without a NAME all are listed, by the field that they belong to; those on bit-vectors stand for one for every width,
such as bvand-8 for bvand-16. Fields and cases of records and trees bring primitives of their own along, which
--format sexpr shows. With NAMEs, their helpers are written out.

The names are those of --format sexpr, --explain and --without.

Exit status: 0 done · 2 there is no such primitive
`;

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(argv, { help: { type: "boolean", short: "h" } });
  if (values.help) {
    await write(io.stdout, HELP);
    return Exit.Success;
  }
  const named = positionals.map(find);
  await write(io.stdout, named.length > 0 ? named.map(inFull).join("\n") : all());
  return Exit.Success;
}

function find(name: string): Primitive {
  const found = PRIMITIVES.get(name);
  if (found) return found;
  const meant = nearest(
    name,
    listed().map((primitive) => primitive.name),
  );
  const hint = meant ? `did you mean ${meant}? ` : "";
  throw new InputError(shown(name), `there is no such primitive; ${hint}knack primitives lists them`);
}

/** Those of all fields, by field. */
const fields = (): readonly (readonly [name: string, primitives: readonly Primitive[]])[] =>
  domains
    .map(({ name, primitives }) => [name, name === "bits" ? bitsSamples() : primitives] as const)
    .filter(([, primitives]) => primitives.length > 0);

const listed = (): Primitive[] => fields().flatMap(([, primitives]) => primitives);

/** One for each operator, of 8 bits. */
const bitsSamples = (): Primitive[] => [
  ...bitsOperators.flatMap((operator) => {
    const [one, two] = [[8], [8, 8]];
    const ways = [[one], [two], [one, [4]], [one, [7, 4]]] as const;
    return ways.flatMap(([widths, indices]) => bitsPrimitive(operator, widths, indices) ?? []).slice(0, 1);
  }),
  ...[wholeValue, bitCount, lowBits].flatMap((make) => make(8) ?? []),
];

function all(): string {
  const rows = listed().map((primitive) => ({ primitive, type: typeOf(primitive) }));
  const width = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length));
  const name = width(rows.map(({ primitive }) => primitive.name));
  const type = Math.min(48, width(rows.map((row) => row.type)));
  const line = (primitive: Primitive): string =>
    `  ${padEnd(primitive.name, name)}  ${padEnd(typeOf(primitive), type)}  ${written(primitive).call}`.trimEnd();
  return `${fields()
    .map(([field, primitives]) => [field, ...primitives.map(line)].join("\n"))
    .join("\n\n")}\n`;
}

function inFull(primitive: Primitive): string {
  const { call, helpers } = written(primitive);
  const head = `${primitive.name}  ${typeOf(primitive)}${primitive.partial ? ", or no value" : ""}`;
  return `${[head, ...(call ? [`    ${call.replaceAll("\n", "\n    ")}`] : []), ...helpers.map((helper) => `\n${helper.source}`)].join("\n")}\n`;
}

const typeOf = ({ params, result }: Primitive): string =>
  `(${params.map(showType).join(", ")}) -> ${showType(result)}`;

/** How a call is written of `a`, `b` and so on, and of functions `f`; nothing where that hangs on what stands there. */
function written(primitive: Primitive): { readonly call: string; readonly helpers: readonly Helper[] } {
  const helpers = new Set<Helper>();
  const use = (helper: Helper): string => {
    for (const needed of helper.needs ?? []) use(needed);
    helpers.add(helper);
    return helper.name;
  };
  const context: PrintContext = {
    at: ({ text, binding }, level) => (binding < level ? `(${text})` : text),
    quote,
    use,
  };
  const names = [..."abcdeghijkl"];
  const functions = ["f", "g"];
  const args = primitive.params.map((type): Argument => {
    const name = (type.kind === "function" ? functions : names).shift() as string;
    return {
      ...primary(name),
      isLiteral: false,
      literal: undefined,
      type: ofNumbers(type),
      partialResult: false,
    };
  });
  const { selects, recovers } = primitive;
  if (selects) return { call: "a ? b : c", helpers: [] };
  if (recovers) return { call: "a ?? b", helpers: [] };
  const { text } = primitive.print(args, context);
  return { call: text === "undefined" ? "" : text, helpers: [...helpers] };
}

/** What is written differently by type is shown of whole numbers. */
const ofNumbers = (type: Type): Type => (type.kind === "variable" ? INT : mapParts(type, ofNumbers));
