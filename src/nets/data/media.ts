/** @file Pictures and recordings of a data set, from their files: all at one size and with the same channels, or all at one rate. */

import type { Picture, Sound } from "../../language/value.ts";
import { count, InputError } from "../../tasks/error.ts";
import { pictureHeader, readPicture } from "../../tasks/picture.ts";
import type { PictureHeader } from "../../tasks/picturesize.ts";
import { atRate, resized, samplesAt, withChannels } from "../../tasks/resample.ts";
import { readWav } from "../../tasks/wav.ts";
import { commonest } from "./commonest.ts";
import { type FileAt, placeOf, readBytes, readEach } from "./disk.ts";

/** Longest side of pictures: what a net with convolutions can learn from in some minutes. */
export const SIDE = 64;
/** Most memory that the pictures and recordings of a data set take once they are read; a file that is named often counts as often, since a net is given it so. */
export const MAX_MEMORY = 2 ** 30;

/** Of a sample in memory. */
const BYTES = Float32Array.BYTES_PER_ELEMENT;

export interface MediaOptions {
  /** Longest side of pictures; default 64. */
  readonly side?: number;
}

export interface Media<T> {
  readonly values: readonly T[];
  /** What the user should know about how they were brought together; each is one line. */
  readonly notes: readonly string[];
  /** Bytes of memory. */
  readonly memory: number;
}

/**
 * Headers are read first, so that nothing large is decoded in vain.
 *
 * @param place of all of them, for messages
 * @param room bytes of memory that they may take
 */
export async function readPictures(
  place: string,
  files: readonly FileAt[],
  { side = SIDE }: MediaOptions = {},
  room = MAX_MEMORY,
): Promise<Media<Picture>> {
  const { once, placeIn } = distinct(files);
  const known: PictureHeader[] = [];
  for await (const bytes of readEach(once)) known.push(pictureHeader(placeOf(once[known.length]), bytes));
  const headers = placeIn.map((at) => known[at]);
  const common = commonest(headers, ({ width, height }) => `${width} × ${height}`);
  const scale = Math.min(1, side / Math.max(common.width, common.height));
  const [width, height] = [common.width, common.height].map((length) =>
    Math.max(1, Math.round(length * scale)),
  );
  const channels = headers.reduce<1 | 3 | 4>(
    (most, header) => (header.channels > most ? header.channels : most),
    1,
  );
  const memory = files.length * width * height * channels;
  if (memory > room) throw tooMuch(place, `${count(files.length, "picture")} of ${width} × ${height}`);
  const values: Picture[] = [];
  for await (const bytes of readEach(once)) {
    const picture = await readPicture(placeOf(once[values.length]), bytes);
    values.push(withChannels(resized(picture, width, height), channels));
  }
  const others = headers.filter(
    (header) => header.width !== common.width || header.height !== common.height,
  ).length;
  return {
    values: placeIn.map((at) => values[at]),
    memory,
    notes: [
      ...(others > 0
        ? [
            `${place}: ${others} of ${count(files.length, "picture")} resampled to ${width} × ${height}, the commonest size`,
          ]
        : []),
      ...(scale < 1
        ? [
            `${place}: pictures of ${common.width} × ${common.height} made smaller, ${width} × ${height} (--side allows larger ones)`,
          ]
        : []),
    ],
  };
}

/**
 * @param place of all of them, for messages
 * @param room bytes of memory that they may take
 */
export async function readSounds(
  place: string,
  files: readonly FileAt[],
  room = MAX_MEMORY,
): Promise<Media<Sound>> {
  const { once, placeIn } = distinct(files);
  const known: Sound[] = [];
  let memory = 0;
  for (const file of once) {
    const sound = readWav(placeOf(file), await readBytes(file.path, undefined, file.place));
    memory += sound.samples.byteLength;
    if (memory > room) throw tooMuch(place, count(files.length, "recording"));
    known.push(sound);
  }
  const rates = placeIn.map((at) => known[at].rate);
  const rate = commonest(rates, String);
  const others = rates.filter((other) => other !== rate).length;
  // A rate is whatever a header says: few samples may become thousands of times as many.
  memory = placeIn.reduce((sum, at) => sum + BYTES * samplesAt(known[at], rate), 0);
  if (memory > room)
    throw tooMuch(place, `${count(files.length, "recording")} at ${rate} Hz, the commonest rate,`);
  // One by one, so that what each was before can be let go.
  for (const [i, sound] of known.entries()) known[i] = atRate(sound, rate);
  return {
    values: placeIn.map((at) => known[at]),
    memory,
    notes:
      others > 0
        ? [
            `${place}: ${others} of ${count(files.length, "recording")} resampled to ${rate} Hz, the commonest rate`,
          ]
        : [],
  };
}

/** The files, each once, and where among these each of those given is: tables name one often. */
function distinct(files: readonly FileAt[]): {
  readonly once: readonly FileAt[];
  readonly placeIn: readonly number[];
} {
  const places = new Map<string, number>();
  const once: FileAt[] = [];
  const placeIn = files.map((file) => {
    const place = places.get(file.path) ?? once.push(file) - 1;
    places.set(file.path, place);
    return place;
  });
  return { once, placeIn };
}

function tooMuch(place: string, what: string): InputError {
  const most = `at most ${MAX_MEMORY / 2 ** 30} GiB are read; take fewer or smaller ones`;
  return new InputError(place, `${what} take more memory than there may be: ${most}`);
}
