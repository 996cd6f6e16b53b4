/** @file A caller's own primitives and constants, as a domain. */

import { bits, type Domain, type Production } from "./language/grammar.ts";
import type { Primitive } from "./language/primitive.ts";
import { helperCall, type Print } from "./language/print.ts";
import { BOOL, INT, REAL, showType, TEXT, type Type } from "./language/type.ts";
import { hasType, type Value } from "./language/value.ts";
import { InputError } from "./tasks/error.ts";

/** A function of the caller's that programs may use. */
export interface OwnPrimitive {
  /** An identifier: letters and digits, beginning with a letter. */
  readonly name: string;
  readonly params: readonly Type[];
  readonly result: Type;
  /** Pure. Returns `undefined` where it has no answer; what it throws counts as no answer too. */
  // biome-ignore lint/suspicious/noExplicitAny: callers write the parameters they declared in `params`
  readonly run: (...args: any[]) => Value;
  readonly doc?: string;
  /** In bits: how surprising its use is. Default 5; common operations cost 3 to 6. */
  readonly cost?: number;
  /** How a call is written. By default the source of `run` is printed beside the function: it must then use nothing outside itself, and must not throw. */
  readonly print?: Print;
}

const DEFAULT_COST = 5;
const CONSTANT_COST = 3;

/** A domain that offers the primitives and constants for every task. */
export function ownDomain(
  primitives: readonly OwnPrimitive[],
  constants: readonly (string | number | boolean)[],
): Domain {
  const own = primitives.map((given) => ({
    primitive: primitiveOf(given),
    cost: bits(given.cost ?? DEFAULT_COST),
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
    propose: () => ({ sorts: [], productions }),
  };
}

function typesOf(constant: string | number | boolean): readonly Type[] {
  if (typeof constant === "string") return [TEXT];
  if (typeof constant === "boolean") return [BOOL];
  return Number.isSafeInteger(constant) ? [INT, REAL] : [REAL];
}

function primitiveOf({ name, params, result, run, doc = "", print }: OwnPrimitive): Primitive {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) {
    throw new InputError(`primitive ${name}`, `the name must be letters and digits, beginning with a letter`);
  }
  return {
    name,
    params,
    result,
    doc,
    partial: true,
    run(args) {
      try {
        const value = run(...args);
        return hasType(value, result) ? value : undefined;
      } catch {
        return undefined;
      }
    },
    print: print ?? helperCall({ name, source: sourceOf(name, params, result, run) }),
  };
}

/** A declaration that gives the function its types, so that its plain source passes a strict compiler. */
function sourceOf(name: string, params: readonly Type[], result: Type, run: OwnPrimitive["run"]): string {
  const source = run.toString();
  if (/\[native code\]\s*\}$/.test(source)) {
    throw new InputError(`primitive ${name}`, `the source of run is not available; give print`);
  }
  const isMethod = /^(?!function\b)[\w$]+\s*\(/.test(source);
  const types = params
    .map((param, i) => `${String.fromCharCode(97 + i)}: ${typescriptType(param)}`)
    .join(", ");
  const expression = isMethod ? `{ ${source} }.${/^[\w$]+/.exec(source)?.[0]}` : source;
  return `const ${name}: (${types}) => ${typescriptType(result)} | undefined = ${expression};`;
}

function typescriptType(type: Type): string {
  switch (type.kind) {
    case "int":
    case "real":
      return "number";
    case "bool":
      return "boolean";
    case "text":
    case "label":
      return "string";
    case "list":
      return `readonly (${typescriptType(type.of)})[]`;
    case "option":
      return `${typescriptType(type.of)} | null`;
    default:
      throw new InputError(
        "",
        `a primitive over ${showType(type)} has no default way of printing; give print`,
      );
  }
}
