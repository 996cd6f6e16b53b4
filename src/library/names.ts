/** @file The one way from names of tasks, which are hostile text, to names of files. */

/** Names that Windows keeps for devices, whatever their extension. */
const RESERVED = /^(con|prn|aux|nul|(com|lpt)\d)$/;

/** In UTF-8 bytes, extension not counted: file systems allow 255 in all, archives and other tools less. */
const MAX_BYTES = 100;

/**
 * A file name without extension: words joined by dashes, lower case, letters and digits only. Two names that
 * some file system would take for the same (case, accents written in two ways, wide or ligature forms) give
 * the same file name, so `uniqueName` sees every collision.
 */
export function fileNameOf(taskName: string): string {
  // More than this cannot matter, and keeps the work small on hostile input.
  const folded = fold(
    taskName
      .slice(0, 1000)
      .normalize("NFKD")
      .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2"),
  );
  const words = folded.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const name = cut(words.join("-"), MAX_BYTES);
  if (!/[\p{L}\p{N}]/u.test(name)) return "program";
  return RESERVED.test(name) ? `${name}-program` : name;
}

/** The name itself, or the first of `name-2`, `name-3`, … that is not taken. */
export function uniqueName(name: string, isTaken: (name: string) => boolean): string {
  let candidate = name;
  for (let i = 2; isTaken(candidate); i++) {
    const suffix = `-${i}`;
    candidate = cut(name, MAX_BYTES - suffix.length) + suffix;
  }
  return candidate;
}

/** Compatibility forms unified, accents dropped, case folded (ß as ss, final sigma as sigma), composed. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .toUpperCase()
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replaceAll("ς", "σ")
    .normalize("NFC");
}

/** At most that many UTF-8 bytes, without cutting a character or ending in a dash. */
function cut(text: string, bytes: number): string {
  const encoder = new TextEncoder();
  let used = 0;
  let out = "";
  for (const char of text) {
    used += encoder.encode(char).length;
    if (used > bytes) break;
    out += char;
  }
  return out.replace(/-+$/, "");
}
