/** @file The one place that turns text from data into a quoted literal, for canonical programs and for printed code. */

const NAMED: ReadonlyMap<number, string> = new Map([
  [0x0a, "\\n"],
  [0x0d, "\\r"],
  [0x09, "\\t"],
  [0x22, '\\"'],
  [0x5c, "\\\\"],
]);

/**
 * A double-quoted literal that is at once JSON, JavaScript and TypeScript. Everything that could end a string,
 * a line or a comment, or that a reader cannot see, is escaped: quotes, controls, U+2028, U+2029, lone
 * surrogates, bidirectional controls, and the second character of a comment's end or an HTML comment.
 */
export function quote(text: string): string {
  // Runs without anything to escape are copied whole: texts may be long.
  let out = '"';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > SLASH && code < 0x7f && code !== BACKSLASH) continue;
    const escaped = escapeOf(text, i, code);
    if (escaped === undefined) continue;
    out += text.slice(from, i) + escaped;
    from = i + 1;
  }
  return `${out}${text.slice(from)}"`;
}

const SLASH = 0x2f;
const BACKSLASH = 0x5c;

/** What stands for the character at `i`; ⊥ where that may stand itself. */
function escapeOf(text: string, i: number, code: number): string | undefined {
  const named = NAMED.get(code);
  if (named !== undefined) return named;
  const before = text[i - 1];
  const endsComment = code === SLASH && (before === "*" || before === "<");
  const beginsComment = text[i] === "!" && before === "<";
  if (endsComment || beginsComment || code < 0x20 || isHidden(code) || isLoneSurrogate(text, i))
    return `\\u${code.toString(16).padStart(4, "0")}`;
  return undefined;
}

function isHidden(code: number): boolean {
  return (
    (code >= 0x7f && code <= 0xa0) ||
    code === 0xad ||
    code === 0x061c ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    code === 0xfeff
  );
}

function isLoneSurrogate(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  if (code >= 0xd800 && code <= 0xdbff) {
    const next = text.charCodeAt(i + 1);
    return !(next >= 0xdc00 && next <= 0xdfff);
  }
  if (code >= 0xdc00 && code <= 0xdfff) {
    const last = text.charCodeAt(i - 1);
    return !(last >= 0xd800 && last <= 0xdbff);
  }
  return false;
}
