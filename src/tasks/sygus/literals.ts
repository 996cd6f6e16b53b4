/**
 * @file String constants as SMT-LIB 2.6 escapes them (`""`, `\u{1F600}`, `\u00e9`) and as files of SyGuS-IF 1 did, with
 * C's escapes besides (`\n`, `\x41`, `\\`).
 */

export type Version = 1 | 2;

/** Largest code point that an escape can name; a greater number is no escape. */
const LAST_CODE = 0x2ffff;

const ESCAPE = /\\u\{([0-9a-fA-F]{1,5})\}|\\u([0-9a-fA-F]{4})/g;
const OLD_ESCAPE =
  /\\u\{([0-9a-fA-F]{1,5})\}|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([0-7]{1,3})|\\([abefnrtv\\"'])/g;

const C_ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  e: 27,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
};

/** The text of a string constant with its quotes; the number of the code point where that is half a surrogate pair. */
export function decodeString(quoted: string, version: Version): string | number {
  const inside = quoted.slice(1, -1).replaceAll('""', '"');
  if (!inside.includes("\\")) return loneSurrogate(inside) ?? inside;
  let half: number | undefined;
  const text = inside.replace(
    version === 1 ? OLD_ESCAPE : ESCAPE,
    (whole, ...parts: (string | undefined)[]) => {
      const [braced, four, two, octal, letter] = parts;
      if (version === 1 && letter !== undefined)
        return String.fromCharCode(C_ESCAPES[letter] ?? letter.charCodeAt(0));
      const hexadecimal = braced ?? four ?? (version === 1 ? two : undefined);
      const code =
        hexadecimal === undefined ? Number.parseInt(octal as string, 8) : Number.parseInt(hexadecimal, 16);
      if (code > LAST_CODE) return whole;
      if (code >= 0xd800 && code <= 0xdfff) half ??= code;
      return String.fromCodePoint(code);
    },
  );
  return half ?? loneSurrogate(text) ?? text;
}

function loneSurrogate(text: string): number | undefined {
  if (!/[\ud800-\udfff]/.test(text)) return undefined;
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    if (code >= 0xd800 && code <= 0xdfff) return code;
  }
  return undefined;
}

/** The text as a string constant that reads back: printable ASCII as it is, the rest escaped. */
export function encodeString(text: string, version: Version): string {
  let out = "";
  const all = [...text];
  all.forEach((char, i) => {
    const code = char.codePointAt(0) as number;
    const opensEscape = char === "\\" && (version === 1 || all[i + 1] === "u");
    if (char === '"') out += '""';
    else if (opensEscape) out += version === 1 ? "\\\\" : "\\u{5c}";
    else if ((code >= 0x20 && code < 0x7f) || code > LAST_CODE) out += char;
    else if (version === 1 && code < 0x100) out += `\\x${code.toString(16).padStart(2, "0")}`;
    else out += `\\u{${code.toString(16)}}`;
  });
  return `"${out}"`;
}
