/** @file `knack probe --near` and `--analogy`: words as a net has learned them. */

import { loadModel } from "../nets/saved/files.ts";
import { type Likeness, type WordVectors, wordVectors } from "../nets/words.ts";
import { InputError, visible } from "../tasks/error.ts";
import { padEnd, width } from "./columns.ts";
import { Exit, type Io, write } from "./io.ts";
import { readCount } from "./options.ts";

interface WordOptions {
  readonly top?: string;
  readonly json?: string;
}

export async function near(
  positionals: readonly string[],
  word: string,
  options: WordOptions,
  io: Io,
): Promise<number> {
  if (positionals.length !== 1) throw new InputError("", "use it as: knack probe MODEL --near WORD");
  return list(positionals[0], options, io, (vectors, most) => vectors.near(word, most));
}

export async function analogy(positionals: readonly string[], options: WordOptions, io: Io): Promise<number> {
  if (positionals.length !== 4) {
    throw new InputError("", "use it as: knack probe MODEL --analogy A B C, for what is to C as B is to A");
  }
  const [path, a, b, c] = positionals;
  return list(path, options, io, (vectors, most) => vectors.analogy(a, b, c, most));
}

async function list(
  path: string,
  { top, json }: WordOptions,
  io: Io,
  found: (vectors: WordVectors, most: number) => readonly Likeness[],
): Promise<number> {
  if (json !== undefined && json !== "-") {
    throw new InputError(`--json ${json}`, "of words, --json - writes to standard output");
  }
  const most = top === undefined ? 10 : readCount("top", top, 1, 1000);
  const model = await loadModel(path);
  try {
    const words = found(wordVectors(model), most);
    if (json !== undefined) await write(io.stdout, `${JSON.stringify(words)}\n`);
    else {
      const widest = Math.max(0, ...words.map(({ word }) => width(visible(word))));
      const lines = words.map(
        ({ word, cosine }) => `${padEnd(visible(word), widest)}  ${cosine.toFixed(3).padStart(6)}`,
      );
      await write(io.stdout, `${lines.join("\n")}\n`);
    }
    return Exit.Success;
  } finally {
    await model.dispose();
  }
}
