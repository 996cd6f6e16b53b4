/** @file SHA-256 of text, by WebCrypto. */

/** Hexadecimal. Line ends count as `\n`, so that a checkout which rewrites them is not taken for an edit. */
export async function digestOf(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text.replaceAll("\r\n", "\n"));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
