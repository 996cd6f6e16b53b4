/** @file csv that streams: rows in batches, rewritten and encoded batch by batch, in memory that does not grow. */

import { joined } from "./bytes.ts";
import { HEAD, headerOf } from "./csv.ts";
import { type CsvRows, CsvScanner, dialectOf } from "./csvrows.ts";
import { type Encoding, encode, StreamDecoder } from "./encoding.ts";
import { InputError } from "./error.ts";

export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * A csv file that is read once, from front to back. Write `stream.encode(stream.header.rewrite(…))` and then
 * `stream.encode(batch.rewrite(…))` for every batch, and the file is the same but for the cells rewritten.
 */
export interface CsvStream {
  readonly columns: readonly string[];
  readonly notes: readonly string[];
  /** One row, the header. */
  readonly header: CsvRows;
  /** All data rows in order. Rejects with nothing but `InputError` and the source's own errors. */
  readonly batches: AsyncIterable<CsvRows>;
  /** Bytes in the file's own encoding; the first call writes its byte order mark. */
  encode(text: string): Uint8Array;
}

/** Begins to read: takes enough of the source to know its encoding, dialect and header. */
export async function streamCsv(name: string, chunks: Chunks, delimiter?: string): Promise<CsvStream> {
  const pieces = pieceByPiece(chunks);
  const first = await firstBytes(pieces);
  if (first.length === 0) throw new InputError(name, "the file is empty; it needs a header row");
  const decoder = new StreamDecoder(first, name);
  let text = decoder.decode(first);
  const scanner = new CsvScanner(dialectOf(text.slice(0, HEAD), delimiter), name);
  let header = scanner.push(text, false, 1);
  let ended = false;
  while (header.length === 0 && !ended) {
    const next = await pieces.next();
    ended = next.done === true;
    text = next.done ? decoder.decode(new Uint8Array(), true) : decoder.decode(next.value);
    header = scanner.push(text, ended, 1);
  }
  if (header.length === 0) throw new InputError(name, "the file is empty; it needs a header row");
  const { columns, notes } = headerOf(header, name);

  async function* batches(): AsyncGenerator<CsvRows> {
    let rows = scanner.push("", ended);
    if (rows.text !== "") yield rows;
    while (!ended) {
      const next = await pieces.next();
      ended = next.done === true;
      const piece = next.done ? decoder.decode(new Uint8Array(), true) : decoder.decode(next.value);
      rows = scanner.push(piece, ended);
      if (rows.text !== "") yield rows;
    }
  }

  let encoding: Encoding = decoder.encoding;
  return {
    columns,
    notes: [...decoder.notes, ...notes],
    header,
    batches: batches(),
    encode: (part) => {
      const bytes = encode(part, encoding, name);
      encoding = { ...encoding, mark: false };
      return bytes;
    },
  };
}

/** The chunks that are not empty, one at a time. */
async function* pieceByPiece(chunks: Chunks): AsyncGenerator<Uint8Array, undefined> {
  for await (const chunk of chunks) if (chunk.length > 0) yield chunk;
}

/** Enough bytes to judge the encoding and the dialect by, or all there are. */
async function firstBytes(pieces: AsyncIterator<Uint8Array, undefined>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD) {
    const next = await pieces.next();
    if (next.done) break;
    parts.push(next.value);
    length += next.value.length;
  }
  return joined(parts);
}
