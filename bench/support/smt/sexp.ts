/** @file S-expressions as SMT-LIB 2.6 (section 3.1, 3.2) writes them, with where in the text each one stands. */

export interface Atom {
  readonly kind: "symbol" | "text" | "numeral" | "decimal" | "hex" | "binary" | "keyword";
  /** Without the quotes of `"…"` and `|…|`, and without `#x` and `#b`; the escapes of a text stand as written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface List {
  readonly kind: "list";
  readonly items: readonly Node[];
  readonly start: number;
  readonly end: number;
}

export type Node = Atom | List;

const TOKEN =
  /\s+|;[^\n]*|(?<open>\()|(?<close>\))|"(?<text>(?:[^"]|"")*)"|\|(?<quoted>[^|\\]*)\||#x(?<hex>[0-9a-fA-F]+)|#b(?<binary>[01]+)|(?<plain>[^\s()";|]+)/gy;

/** Every expression of the text. Throws where parentheses or quotes do not match. */
export function readNodes(text: string): Node[] {
  const open: { items: Node[]; start: number }[] = [{ items: [], start: 0 }];
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (!found) throw new Error(`offset ${at}: not a token: ${text.slice(at, at + 20)}`);
    const start = at;
    const end = TOKEN.lastIndex;
    at = end;
    const { open: opens, close, text: quotedText, quoted, hex, binary, plain } = found.groups ?? {};
    const add = (kind: Atom["kind"], content: string): void => {
      open[open.length - 1].items.push({ kind, text: content, start, end });
    };
    if (opens) open.push({ items: [], start });
    else if (close) {
      const { items, start: began } = open.pop()!;
      if (open.length === 0) throw new Error(`offset ${start}: ")" without "("`);
      open[open.length - 1].items.push({ kind: "list", items, start: began, end });
    } else if (quotedText !== undefined) add("text", quotedText.replaceAll('""', '"'));
    else if (quoted !== undefined) add("symbol", quoted);
    else if (hex) add("hex", hex);
    else if (binary) add("binary", binary);
    else if (plain) add(kindOf(plain), plain);
  }
  if (open.length > 1) throw new Error(`offset ${open[1].start}: "(" without ")"`);
  return open[0].items;
}

function kindOf(plain: string): Atom["kind"] {
  if (/^(0|[1-9]\d*)$/.test(plain)) return "numeral";
  if (/^\d+\.\d+$/.test(plain)) return "decimal";
  return plain.startsWith(":") ? "keyword" : "symbol";
}

export const isList = (node: Node | undefined): node is List => node?.kind === "list";

export const isSymbol = (node: Node | undefined, text?: string): node is Atom =>
  node?.kind === "symbol" && (text === undefined || node.text === text);

/** The items of a list; throws for an atom. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  if (!isList(node)) throw new Error(`a list was expected, not ${node ? node.text : "nothing"}`);
  return node.items;
}

/** The name of a symbol; throws for anything else. */
export function nameOf(node: Node | undefined): string {
  if (!isSymbol(node)) throw new Error(`a symbol was expected, not ${node ? shown(node) : "nothing"}`);
  return node.text;
}

/** The expression in one line, spaced in one way. */
export function shown(node: Node): string {
  if (isList(node)) return `(${node.items.map(shown).join(" ")})`;
  if (node.kind === "text") return `"${node.text.replaceAll('"', '""')}"`;
  if (node.kind === "hex") return `#x${node.text.toLowerCase()}`;
  if (node.kind === "binary") return `#b${node.text}`;
  if (node.kind !== "symbol" || /^[^\s()";|]+$/.test(node.text)) return node.text;
  return `|${node.text}|`;
}
