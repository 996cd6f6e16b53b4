/** @file S-expressions as SMT-LIB writes them (2.6, section 3.1), one after the other, without recursion. */

import { InputError, shown, visible } from "../error.ts";

export type Form = Atom | List;

export interface Atom {
  readonly kind: "symbol" | "string" | "numeral" | "decimal" | "hexadecimal" | "binary" | "keyword";
  /** As written; a quoted symbol without its bars. */
  readonly text: string;
  readonly offset: number;
}

export interface List {
  readonly kind: "list";
  readonly items: readonly Form[];
  readonly offset: number;
}

/** Nesting that is read; keeps every walk over a form within the stack. */
export const MAX_NESTING = 400;

/** Words and lists in one command. */
const MAX_PARTS = 4_000_000;

/** Characters of a form that messages show. */
const SHOWN = 80;

const TOKEN =
  /[ \t\r\n\f\uFEFF]+|;[^\r\n]*|([()])|(")|\|([^|\\]*)\||(#x[0-9a-fA-F]+)(?![^\s();"|])|(#b[01]+)(?![^\s();"|])|([0-9]+\.[0-9]+)(?![^\s();"|])|([0-9]+)(?![^\s();"|])|(:[A-Za-z0-9~!@$%^&*_\-+=<>.?/]+)|([A-Za-z~!@$%^&*_\-+=<>.?/][A-Za-z0-9~!@$%^&*_\-+=<>.?/]*)/y;

const KINDS = [
  "string",
  "symbol",
  "hexadecimal",
  "binary",
  "decimal",
  "numeral",
  "keyword",
  "symbol",
] as const;

/** The text of one file, for places and excerpts in messages. */
export class FormSource {
  readonly name: string;
  readonly text: string;
  /** Lines are counted from the last place that was asked for. */
  private known = { offset: 0, line: 1 };

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }

  lineOf({ offset }: { readonly offset: number }): number {
    let { offset: at, line } = offset >= this.known.offset ? this.known : { offset: 0, line: 1 };
    for (at = this.text.indexOf("\n", at); at >= 0 && at < offset; at = this.text.indexOf("\n", at + 1))
      line++;
    this.known = { offset, line };
    return line;
  }

  error(at: { readonly offset: number }, problem: string): InputError {
    return new InputError(`${this.name}, line ${this.lineOf(at)}`, problem);
  }

  /** The forms at the top level. Throws an InputError where the text is none. */
  *forms(): Iterable<List> {
    const { text } = this;
    const open: { readonly items: Form[]; readonly offset: number }[] = [];
    let parts = 0;
    for (let offset = 0; offset < text.length; ) {
      TOKEN.lastIndex = offset;
      const match = TOKEN.exec(text);
      if (!match) throw this.unreadable(offset);
      const isString = match[2] !== undefined;
      const next = isString ? this.endOfString(offset) : TOKEN.lastIndex;
      if (open.length === 0) parts = 0;
      if (++parts > MAX_PARTS) {
        throw this.error(open[0], `one command of more than ${MAX_PARTS} words; split it into several`);
      }
      if (match[1] === "(") {
        if (open.length === MAX_NESTING) {
          throw this.error({ offset }, `parentheses are nested more than ${MAX_NESTING} deep`);
        }
        open.push({ items: [], offset });
      } else if (match[1] === ")") {
        const closed = open.pop();
        if (!closed) throw this.error({ offset }, `")" without its "("`);
        const list: List = { kind: "list", ...closed };
        const around = open.at(-1);
        if (around) around.items.push(list);
        else {
          yield list;
        }
      } else {
        const group = match.findIndex((part, i) => i > 1 && part !== undefined);
        if (group > 0) {
          const around = open.at(-1);
          if (!around) {
            throw this.error(
              { offset },
              `${shownText(text.slice(offset, next))} outside of every command such as (check-synth)`,
            );
          }
          around.items.push({
            kind: KINDS[group - 2],
            text: isString ? text.slice(offset, next) : match[group],
            offset,
          });
        }
      }
      offset = next;
    }
    const last = open.at(-1);
    if (last) {
      const what = excerptOf({ kind: "list", ...last });
      throw this.error(last, `"(" is never closed: ${what.slice(0, -1)}`);
    }
  }

  /** Past the closing quote; two quotes are one within the string. */
  private endOfString(offset: number): number {
    const { text } = this;
    for (let at = text.indexOf('"', offset + 1); at >= 0; at = text.indexOf('"', at + 2))
      if (text[at + 1] !== '"') return at + 1;
    throw this.error({ offset }, 'a string without its closing "');
  }

  private unreadable(offset: number): InputError {
    const char = this.text[offset];
    if (char === "|") return this.error({ offset }, "a quoted symbol without its closing |");
    const word = /^[^\s()]{1,20}/.exec(this.text.slice(offset, offset + 20))?.[0] ?? char;
    return this.error({ offset }, `${shownText(word)} is no symbol, number, string or bit-vector of SMT-LIB`);
  }
}

/** The beginning of a text in a message. */
export const shownText = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

const SIMPLE = /^[A-Za-z~!@$%^&*_\-+=<>.?/][A-Za-z0-9~!@$%^&*_\-+=<>.?/]*$/;

export const symbolText = (name: string): string => (SIMPLE.test(name) ? name : `|${name}|`);

/** Words that no name may be, as they mean something else wherever they stand. */
const RESERVED =
  /^(?:!|_|as|let|par|match|forall|exists|true|false|BINARY|DECIMAL|HEXADECIMAL|NUMERAL|STRING|-[0-9]+|)$/;

/** What keeps a symbol from being a name that can be declared and written back; ⊥ where nothing does. */
export function faultOfName(name: string): string | undefined {
  if (RESERVED.test(name)) return `${shown(name)} means something of its own in SMT-LIB; take another name`;
  if (visible(name) !== name) return `${shown(name)} has a line break or control in it; take another name`;
  return undefined;
}

/** The form on one line, without comments. */
export function formText(form: Form, limit = Number.POSITIVE_INFINITY): string {
  if (form.kind === "symbol") return symbolText(form.text);
  if (form.kind !== "list") return form.text;
  let text = "(";
  for (const item of form.items) {
    if (text.length > limit) break;
    text += (text.length > 1 ? " " : "") + formText(item, limit);
  }
  return `${text})`;
}

/** The form in a message. */
export function excerptOf(form: Form): string {
  const text = formText(form, SHOWN);
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
}

/** The name of the command or operator that a form begins with. */
export const headOf = (form: Form | undefined): string | undefined =>
  form?.kind === "list" && form.items[0]?.kind === "symbol" ? form.items[0].text : undefined;
