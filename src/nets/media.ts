/** @file Pictures and recordings of a data set, from their files: all at one size and with the same channels, or all at one rate. */

import type { Picture, Sound } from "../language/value.ts";
import { count, InputError } from "../tasks/error.ts";
import { pictureHeader, readPicture } from "../tasks/picture.ts";
import type { PictureHeader } from "../tasks/picturesize.ts";
import { atRate, resized, samplesAt, withChannels } from "../tasks/resample.ts";
import { readWav } from "../tasks/wav.ts";
import { commonest } from "./commonest.ts";
import { type FileAt, placeOf, readBytes, readEach } from "./disk.ts";

/** Longest side of pictures. */
const SIDE = 512;
/** Most memory that the pictures and recordings of a data set take once they are read. */
export const MAX_MEMORY = 2 ** 30;

/** Of a sample in memory. */
const BYTES = Float32Array.BYTES_PER_ELEMENT;

export interface MediaOptions {
  /** Longest side of pictures; default 512. */
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
  const headers: PictureHeader[] = [];
  for await (const bytes of readEach(files))
    headers.push(pictureHeader(placeOf(files[headers.length]), bytes));
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
  for await (const bytes of readEach(files)) {
    const picture = await readPicture(placeOf(files[values.length]), bytes);
    values.push(withChannels(resized(picture, width, height), channels));
  }
  const others = headers.filter(
    (header) => header.width !== common.width || header.height !== common.height,
  ).length;
  return {
    values,
    memory,
    notes: [
      ...(others > 0
        ? [
            `${place}: ${others} of ${count(files.length, "picture")} resampled to ${width} × ${height}, the commonest size`,
          ]
        : []),
      ...(scale < 1
        ? [`${place}: pictures of ${common.width} × ${common.height} made smaller, ${width} × ${height}`]
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
  const sounds: Sound[] = [];
  let memory = 0;
  for (const file of files) {
    const sound = readWav(placeOf(file), await readBytes(file.path, undefined, file.place));
    memory += sound.samples.byteLength;
    if (memory > room) throw tooMuch(place, count(files.length, "recording"));
    sounds.push(sound);
  }
  const { rate } = commonest(sounds, (sound) => String(sound.rate));
  const others = sounds.filter((sound) => sound.rate !== rate).length;
  // A rate is whatever a header says: few samples may become thousands of times as many.
  memory = sounds.reduce((sum, sound) => sum + BYTES * samplesAt(sound, rate), 0);
  if (memory > room)
    throw tooMuch(place, `${count(files.length, "recording")} at ${rate} Hz, the commonest rate,`);
  // One by one, so that what each was before can be let go.
  for (const [i, sound] of sounds.entries()) sounds[i] = atRate(sound, rate);
  return {
    values: sounds,
    memory,
    notes:
      others > 0
        ? [
            `${place}: ${others} of ${count(files.length, "recording")} resampled to ${rate} Hz, the commonest rate`,
          ]
        : [],
  };
}

function tooMuch(place: string, what: string): InputError {
  const most = `at most ${MAX_MEMORY / 2 ** 30} GiB are read; take fewer or smaller ones`;
  return new InputError(place, `${what} take more memory than there may be: ${most}`);
}
