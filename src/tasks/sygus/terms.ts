/** @file Terms of a SyGuS file as programs: sorts, constants, operators, macros, `let`. */

import { CallError, callOf, OPERATORS, sortText } from "../../domains/smt/index.ts";
import { bitsOf } from "../../language/bits.ts";
import { run } from "../../language/interpret.ts";
import { MAX_LENGTH, type Primitive } from "../../language/primitive.ts";
import { apply, type Literal, literal, type Program } from "../../language/program.ts";
import { BOOL, bitVector, INT, MAX_WIDTH, sameType, TEXT, type Type } from "../../language/type.ts";
import type { Value } from "../../language/value.ts";
import { nearest, shown } from "../error.ts";
import { type Atom, excerptOf, type Form, type FormSource, headOf, type List } from "./forms.ts";
import { decodeString, type Version } from "./literals.ts";

/** A term of more characters in canonical text is refused: `let` can make one of any size from a short form. */
const MAX_TERM = 100_000;

/** What names stand for in a term. */
export type Names = ReadonlyMap<string, Program>;

export const NO_NAMES: Names = new Map();

/** Decimal digits of a bit-vector, at most: 2^64 has twenty. */
const MOST_DIGITS = 20;

/** An operator or macro as a list names it. */
export interface Called {
  readonly name: string;
  readonly indices: readonly number[];
}

export class Terms {
  readonly source: FormSource;
  version: Version = 2;
  readonly macros = new Map<string, Primitive>();
  /** Names of primitives that are the file's own. */
  readonly taken = new Set<string>();
  readonly sorts = new Map<string, Type>([
    ["Int", INT],
    ["Bool", BOOL],
    ["String", TEXT],
  ]);

  constructor(source: FormSource) {
    this.source = source;
  }

  sort(form: Form | undefined, where: Form): Type {
    if (form?.kind === "symbol") {
      const type = this.sorts.get(form.text);
      if (type) return type;
    }
    if (form?.kind === "list") {
      const items = headOf(form) === "_" ? form.items.slice(1) : form.items;
      const [name, width] = items;
      if (
        items.length === 2 &&
        name.kind === "symbol" &&
        name.text === "BitVec" &&
        width.kind === "numeral"
      ) {
        const bits = Number(width.text);
        if (bits >= 1 && bits <= MAX_WIDTH) return bitVector(bits);
        throw this.source.error(width, `${excerptOf(form)}: widths are from 1 to ${MAX_WIDTH}`);
      }
    }
    const what = form ? excerptOf(form) : `a sort is missing in ${excerptOf(where)}`;
    const problem = form ? `${what} is no sort that is known` : what;
    throw this.source.error(form ?? where, `${problem}; there are Int, Bool, String and (_ BitVec 1…64)`);
  }

  /** The term as a program, its names replaced. */
  term(form: Form, names: Names): Program {
    if (form.kind !== "list") return this.atom(form, names);
    const constant = this.constant(form);
    if (constant) return constant;
    if (headOf(form) === "let") return this.letTerm(form, names);
    const called = this.called(form);
    const args = form.items.slice(1).map((item) => this.term(item, names));
    const program = this.call(called, args, form);
    if (program.text.length > MAX_TERM) throw this.source.error(form, "the term is too large");
    return program;
  }

  /** The value of a term without free names; it must have one. */
  value(form: Form, names: Names): { value: Value; type: Type } {
    const program = this.term(form, names);
    const value = program.kind === "literal" ? program.value : run(program, []);
    if (value === undefined) {
      throw this.source.error(form, `${excerptOf(form)} has no value (a division by 0, or beyond 2^53)`);
    }
    return { value, type: program.type };
  }

  private atom(form: Atom, names: Names): Program {
    const constant = this.constant(form);
    if (constant) return constant;
    if (form.kind === "symbol") {
      const named = names.get(form.text);
      if (named) return named;
      const macro = this.macros.get(form.text);
      if (macro?.params.length === 0) return apply(macro, []);
      if (macro) throw this.source.error(form, `${form.text} takes ${macro.params.length} arguments`);
    }
    const known = [...names.keys(), ...this.macros.keys()];
    throw this.source.error(form, `${excerptOf(form)} is not known here${meant(form.text, known)}`);
  }

  /** A constant: an atom, `(- 1)`, or `(_ bv3 8)`. */
  constant(form: Form): Literal | undefined {
    const found = this.constantOf(form);
    return found && literal(...found);
  }

  private constantOf(form: Form): [Value, Type] | undefined {
    switch (form.kind) {
      case "list": {
        if (headOf(form) === "_") return this.indexedBits(form);
        const [minus, numeral] = form.items;
        if (
          form.items.length !== 2 ||
          headOf(form) !== "-" ||
          minus === undefined ||
          numeral.kind !== "numeral"
        )
          return undefined;
        return [0 - this.integer(numeral, numeral.text), INT];
      }
      case "symbol":
        if (form.text === "true" || form.text === "false") return [form.text === "true", BOOL];
        return /^-[0-9]+$/.test(form.text) ? [this.integer(form, form.text) + 0, INT] : undefined;
      case "numeral":
        return [this.integer(form, form.text), INT];
      case "string": {
        const text = decodeString(form.text, this.version);
        if (typeof text === "string") {
          if (text.length <= MAX_LENGTH) return [text, TEXT];
          throw this.source.error(
            form,
            `a string of ${text.length} characters; up to ${MAX_LENGTH} are read`,
          );
        }
        const code = text.toString(16);
        throw this.source.error(form, `\\u{${code}} is half a surrogate pair, and no character by itself`);
      }
      case "hexadecimal":
      case "binary": {
        const width = (form.text.length - 2) * (form.kind === "binary" ? 1 : 4);
        if (width > MAX_WIDTH) {
          throw this.source.error(
            form,
            `${excerptOf(form)} has ${width} bits; widths are from 1 to ${MAX_WIDTH}`,
          );
        }
        return [bitsOf(BigInt(`0${form.text.slice(1)}`), width), bitVector(width)];
      }
      case "decimal":
        throw this.source.error(form, `${form.text}: there are no reals here; give whole numbers`);
      default:
        return undefined;
    }
  }

  /** `(_ bv3 8)`: 3 in eight bits. */
  private indexedBits(form: List): [Value, Type] | undefined {
    const [, name, size] = form.items;
    const digits = name?.kind === "symbol" ? /^bv([0-9]+)$/.exec(name.text)?.[1] : undefined;
    if (form.items.length !== 3 || digits === undefined || size.kind !== "numeral") return undefined;
    const width = Number(size.text);
    if (!(width >= 1 && width <= MAX_WIDTH))
      throw this.source.error(
        form,
        `${excerptOf(form)} has ${shown(size.text, 30)} bits; widths are from 1 to ${MAX_WIDTH}`,
      );
    if (digits.length > MOST_DIGITS || BigInt(digits) >> BigInt(width) !== 0n)
      throw this.source.error(
        form,
        `${excerptOf(form)} does not fit ${width} bits; give a number below 2^${width}`,
      );
    return [bitsOf(BigInt(digits), width), bitVector(width)];
  }

  private integer(form: Form, text: string): number {
    const value = Number(text);
    if (Number.isSafeInteger(value)) return value;
    throw this.source.error(form, `${shown(text, 30)} is beyond 2^53; whole numbers are exact up to there`);
  }

  private letTerm(form: List, names: Names): Program {
    const [, bindings, body] = form.items;
    if (form.items.length !== 3 || bindings.kind !== "list") {
      throw this.source.error(form, `${excerptOf(form)} should be (let ((x term) …) term)`);
    }
    const inner = new Map(names);
    for (const binding of bindings.items) {
      const [name, value, typed] = binding.kind === "list" ? binding.items : [];
      // SyGuS-IF 1 gives the sort as well: (x Int term).
      const term = typed ?? value;
      if (name?.kind !== "symbol" || !term) {
        throw this.source.error(binding, `${excerptOf(binding)} should be (x term)`);
      }
      inner.set(name.text, this.term(term, names));
    }
    return this.term(body, inner);
  }

  /** The operator or macro that a list applies. */
  called(form: List): Called {
    const [head] = form.items;
    if (head?.kind === "symbol") return this.knownCall(head, head.text, []);
    if (head?.kind === "list" && headOf(head) === "_") {
      const [, name, ...indices] = head.items;
      if (name?.kind === "symbol" && indices.every(({ kind }) => kind === "numeral")) {
        return this.knownCall(
          head,
          name.text,
          indices.map((index) => Number((index as Atom).text)),
        );
      }
    }
    throw this.source.error(form, `${excerptOf(form)} should be (operator argument …)`);
  }

  private knownCall(form: Form, name: string, indices: readonly number[]): Called {
    if (this.macros.has(name) || OPERATORS.includes(name)) return { name, indices };
    const known = [...this.macros.keys(), ...OPERATORS];
    throw this.source.error(form, `${shown(name)} is no operator that is known${meant(name, known)}`);
  }

  /** The application of an operator or macro. */
  call({ name, indices }: Called, args: readonly Program[], form: Form): Program {
    const macro = this.macros.get(name);
    if (macro) {
      const fits =
        args.length === macro.params.length && args.every(({ type }, i) => sameType(type, macro.params[i]));
      if (fits) return apply(macro, args);
      const [wanted, given] = [macro.params, args.map(({ type }) => type)].map((types) =>
        types.map(sortText).join(" "),
      );
      throw this.source.error(form, `${excerptOf(form)}: ${name} takes (${wanted}), not (${given})`);
    }
    try {
      return callOf(name, args, indices);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      throw this.source.error(form, `${excerptOf(form)}: ${name} ${error.message}`);
    }
  }
}

/** "; did you mean …?" where a name is near, else nothing. */
export function meant(name: string, known: readonly string[]): string {
  const near = name.length > 1 ? nearest(name, known) : undefined;
  return near === undefined ? "" : `; did you mean ${near}?`;
}
