/** @file The one place that turns text from data into a quoted literal, for canonical programs and for printed code. */

const NAMED: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

/**
 * A double-quoted literal that is at once JSON, JavaScript and TypeScript. Everything that could end a string,
 * a line or a comment, or that a reader cannot see, is escaped: quotes, controls, U+2028, U+2029, lone
 * surrogates, bidirectional controls, and the second character of a comment's end or an HTML comment.
 */
export function quote(text: string): string {
  let out = '"';
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    const code = text.charCodeAt(i);
    const named = NAMED[char];
    if (named !== undefined) out += named;
    else if (char === "/" && (text[i - 1] === "*" || text[i - 1] === "<")) out += "\\u002f";
    else if (char === "!" && text[i - 1] === "<") out += "\\u0021";
    else if (code < 0x20 || isHidden(code) || isLoneSurrogate(text, i)) {
      out += `\\u${code.toString(16).padStart(4, "0")}`;
    } else out += char;
  }
  return `${out}"`;
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
