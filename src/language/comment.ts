/** @file The one place that turns text from data into the words of a comment. */

import { quote } from "./quote.ts";

/**
 * The text on one line, harmless in any comment and visible in full: it cannot end the comment or the line, and
 * holds no tag, pragma or source-map marker that a tool would obey.
 */
export function commentText(text: string): string {
  const line = quote(text.replace(/\s+/g, " ").trim()).slice(1, -1);
  return line
    .replace(/\\(["\\])/g, "$1")
    .replace(/([/*])(?=[#@])/g, "$1 ")
    .replace(/(?<![\w.])@(?=\w)/g, "\\@");
}

/** A doc comment of those paragraphs, wrapped; each must come from `commentText`. Lines of examples are kept whole. */
export function docComment(description: string, examples: readonly string[], width: number): string {
  const lines = wrap(description, width - 3);
  if (examples.length === 0 && lines.length <= 1) return lines.length === 1 ? `/** ${lines[0]} */\n` : "";
  if (lines.length > 0 && examples.length > 0) lines.push("");
  if (examples.length > 0) lines.push("@example", ...examples);
  return `/**\n${lines.map((line) => (line === "" ? " *" : ` * ${line}`)).join("\n")}\n */\n`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (word === "") continue;
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
