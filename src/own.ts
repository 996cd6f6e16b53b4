/** @file A caller's own primitives and constants, as a domain. */

import { commentText } from "./language/comment.ts";
import { bits, type Domain, type Production } from "./language/grammar.ts";
import { camelCase, Names } from "./language/names.ts";
import { completed, fromPlain, toPlain } from "./language/plain.ts";
import type { Primitive } from "./language/primitive.ts";
import { helperCall, type Print } from "./language/print.ts";
import { BOOL, baseType, INT, REAL, showType, TEXT, type Type } from "./language/type.ts";
import { mentions } from "./language/typeparts.ts";
import { typeText } from "./language/types.ts";
import { hasType, type Value } from "./language/value.ts";
import { InputError, shown, told } from "./tasks/error.ts";

/** A function of the caller's that programs may use. */
export interface OwnPrimitive {
  /** An identifier: letters and digits, beginning with a letter; not a primitive's that there is, nor the learned function's. */
  readonly name: string;
  readonly params: readonly Type[];
  readonly result: Type;
  /** Pure. Returns `undefined` where it has no answer; what it throws counts as no answer too. */
  // biome-ignore lint/suspicious/noExplicitAny: callers write the parameters they declared in `params`
  readonly run: (...args: any[]) => Value;
  /** What it does; stands in the comment of the source that is printed for it. */
  readonly doc?: string;
  /** In bits: how surprising its use is. Default 5; common operations cost 3 to 6. */
  readonly cost?: number;
  /**
   * How a call is written, where that is better known than by default: the source of `run` is printed beside the function, and
   * what it throws or returns is treated as here. It must then use nothing outside itself. A call that is written
   * otherwise must evaluate to `undefined` where `run` has no answer.
   */
  readonly print?: Print;
}

const DEFAULT_COST = 5;
const CONSTANT_COST = 3;

/**
 * A domain that offers the primitives and constants for a task of that name, beside other domains. Throws an
 * InputError where one of them cannot be offered.
 */
export function ownDomain(
  primitives: readonly OwnPrimitive[],
  constants: readonly (string | number | boolean)[],
  taskName: string,
  beside: readonly Domain[],
): Domain {
  const taken = new Set(beside.flatMap((domain) => domain.primitives.map(({ name }) => name)));
  for (const [i, given] of primitives.entries()) {
    refuseShape(given, i);
    const { name } = given;
    refuseName(name, taken, camelCase(taskName, "compute"));
    taken.add(name);
  }
  const own = primitives.map((given) => ({
    primitive: primitiveOf(given),
    cost: bits(costOf(given)),
  }));
  const productions: Production[] = [
    ...own.map(({ primitive, cost }) => ({
      sort: showType(primitive.result),
      head: { primitive },
      args: primitive.params.map((param) => ({ sort: showType(param) })),
      cost,
    })),
    ...constants.flatMap((literal) =>
      typesOf(literal).map((type) => ({
        sort: showType(type),
        head: { literal },
        args: [],
        cost: bits(CONSTANT_COST),
      })),
    ),
  ];
  return {
    name: "own",
    layouts: [],
    primitives: own.map(({ primitive }) => primitive),
    brings: (inputs) => broughtBy(primitives, inputs),
    propose: () => ({ sorts: [], productions }),
  };
}

/** What is seen on pictures, and heard in sounds: nothing else looks at these. */
const broughtBy = (primitives: readonly OwnPrimitive[], inputs: readonly Type[]): readonly Type[] =>
  primitives.flatMap(({ params, result }) =>
    params.some(
      ({ kind }) =>
        (kind === "image" || kind === "sound") && inputs.some((input) => baseType(input).kind === kind),
    )
      ? [result]
      : [],
  );

function typesOf(constant: string | number | boolean): readonly Type[] {
  if (typeof constant === "string") return [TEXT];
  if (typeof constant === "boolean") return [BOOL];
  if (!Number.isFinite(constant)) {
    throw new InputError(`constant ${constant}`, "give text, a finite number or a truth value");
  }
  return Number.isSafeInteger(constant) ? [INT, REAL] : [REAL];
}

function costOf({ name, cost = DEFAULT_COST }: OwnPrimitive): number {
  if (cost > 0 && cost < 1000) return cost;
  throw new InputError(`primitive ${name}`, `its cost is ${cost}; give bits above 0, such as 5`);
}

/** What canonical text means by it. */
const LAMBDA = "lambda";

/** For callers whose compiler did not check. */
function refuseShape(given: Partial<OwnPrimitive> | null | undefined, at: number): void {
  const place = `primitive ${at}`;
  if (typeof given !== "object" || given === null)
    throw new InputError(place, `is ${told(given)}; give an object with name, params, result and run`);
  const { name, params, result, run } = given;
  if (typeof name !== "string") throw new InputError(place, `its name is ${told(name)}; give text`);
  if (!Array.isArray(params) || !params.every(isType))
    throw new InputError(place, "its params are no list of types; give a list such as [TEXT]");
  if (!isType(result)) throw new InputError(place, "its result is no type; give one such as TEXT");
  if (typeof run !== "function") throw new InputError(place, `its run is ${told(run)}; give a function`);
}

const isType = (type: Partial<Type> | null | undefined): boolean => typeof type?.kind === "string";

function refuseName(name: string, taken: ReadonlySet<string>, functionName: string): void {
  const place = `primitive ${shown(name)}`;
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) {
    throw new InputError(place, `the name must be letters and digits, beginning with a letter`);
  }
  if (name === LAMBDA || new Names([]).isReserved(name)) {
    throw new InputError(place, `is a word or a global of TypeScript; choose another name`);
  }
  if (taken.has(name))
    throw new InputError(place, `there is a primitive of this name already; choose another name`);
  if (name === functionName) {
    throw new InputError(place, `the learned function has this name; choose another for one of them`);
  }
}

/** As programs call it: what it throws, or returns of another type, is no answer. */
export function primitiveOf(own: OwnPrimitive): Primitive {
  const { name, params, result, run, print } = own;
  const hold = params.map(holdsRecords);
  return {
    name,
    params,
    result,
    partial: true,
    run(args) {
      try {
        const value = plain(run(...args.map((arg, i) => (hold[i] ? toPlain(arg) : arg))), result);
        return hasType(value, result) ? value : undefined;
      } catch {
        return undefined;
      }
    },
    print: print ?? helperCall({ name, source: sourceOf(own) }),
  };
}

/**
 * The value with its lists copied, and plain objects as records: a proxy's items may change, or throw, when they are looked
 * at again. A promise is no value, and its rejection is nobody's to handle.
 */
function plain(value: Value, type: Type): Value {
  if (holdsRecords(type)) return completed(fromPlain(value), type);
  if (type.kind === "option") return plain(value, type.of);
  if (type.kind === "list" && Array.isArray(value)) {
    return Array.from(value as readonly Value[], (item) => plain(item, type.of));
  }
  if (typeof (value as { then?: unknown } | null | undefined)?.then !== "function") return value;
  Promise.resolve(value).catch(() => {});
  return undefined;
}

/** Callers have plain objects for them. */
const holdsRecords = (type: Type): boolean => mentions(type, ({ kind }) => kind === "record");

/** A function that gives what the interpreter gives: the source of `run`, typed, and the treatment of its results. */
function sourceOf({ name, params, result, run, doc }: OwnPrimitive): string {
  const place = `primitive ${shown(name)}`;
  for (const type of [...params, result]) {
    if (isPlain(type)) continue;
    throw new InputError(place, `has no default way of printing ${showType(type)}; give print`);
  }
  const names = params.map((_, i) => (params.length > 26 ? `input${i + 1}` : String.fromCharCode(97 + i)));
  const typed = params.map((param, i) => `${names[i]}: ${typeText(param, true)}`).join(", ");
  const returned = `What \`run\` returns; undefined where that is no ${showType(result)}, and where it throws.`;
  const comment = doc ? `/**\n * ${commentText(String(doc))}\n * ${returned}\n */` : `/** ${returned} */`;
  return `${comment}
function ${name}(${typed}): ${typeText(result, true)} | undefined {
  const run: (${typed}) => unknown = ${expressionOf(run, place)};
  try {
    const value = run(${names.join(", ")});
    return ${testText(result, "value")} ? value : undefined;
  } catch {
    return undefined;
  }
}`;
}

/** The function's source as an expression. */
function expressionOf(run: OwnPrimitive["run"], place: string): string {
  const source = run.toString();
  if (/\[native code\]\s*\}$/.test(source)) {
    throw new InputError(place, `the source of run is not available; give print`);
  }
  if (/^(\(|[\w$]+\s*=>|function\s*[\w$]*\s*\()/.test(source)) return source;
  // A method: `run(text) {…}`.
  if (/^(?!async\b)[\w$]+\s*\(/.test(source)) return source.replace(/^[\w$]+\s*/, "function ");
  throw new InputError(
    place,
    `run is neither a function nor a method that can be printed; write (…) => …, or give print`,
  );
}

function isPlain(type: Type): boolean {
  if (type.kind === "list" || type.kind === "option") return isPlain(type.of);
  return ["int", "real", "bool", "text"].includes(type.kind);
}

/** The test that a value in printed code is of the type, as `hasType` has it. */
function testText(type: Type, value: string): string {
  switch (type.kind) {
    case "int":
      return `typeof ${value} === "number" && Number.isSafeInteger(${value})`;
    case "real":
      return `typeof ${value} === "number" && Number.isFinite(${value})`;
    case "list":
      return `Array.isArray(${value}) && ${value}.every((item) => ${testText(type.of, "item")})`;
    case "option": {
      const test = testText(type.of, value);
      return `${value} === null || ${test.includes("&&") ? `(${test})` : test}`;
    }
    default:
      return `typeof ${value} === "${type.kind === "bool" ? "boolean" : "string"}"`;
  }
}
