/** @file Data sets in folders: one subfolder a label, with pictures or recordings in it; `train` and `test` may stand around them. */

import { basename } from "node:path";
import { IMAGE, SOUND, TEXT } from "../language/type.ts";
import type { Value } from "../language/value.ts";
import { count, InputError, listed, shown } from "../tasks/error.ts";
import { isPictureName, pictureHeader, readPicture } from "../tasks/picture.ts";
import type { PictureHeader } from "../tasks/picturesize.ts";
import { atRate, resized, withChannels } from "../tasks/resample.ts";
import { isSoundName, readWav } from "../tasks/wav.ts";
import { commonest } from "./commonest.ts";
import type { Dataset, Row } from "./dataset.ts";
import { type Entry, entriesOf, readBytes, readEach } from "./disk.ts";

export interface FolderOptions {
  /** Longest side of pictures; default 512. */
  readonly side?: number;
}

const SIDE = 512;
/** Most memory that pictures or recordings take once they are read. */
const MAX_MEMORY = 2 ** 30;

const ACCEPTED = "one subfolder for each label is needed, with PNG, JPEG or WAV files in it";

interface Labelled {
  readonly path: string;
  readonly label: string;
  readonly isTest: boolean;
}

export async function readLabelFolder(
  path: string,
  entries: readonly Entry[],
  options: FolderOptions = {},
): Promise<Dataset> {
  if (entries.length === 0) throw new InputError(path, `is empty; ${ACCEPTED}`);
  const { files, notes } = await filesIn(path, entries);
  refuseLabels(path, files);
  const isPictures = files.some(({ path: file }) => isPictureName(file));
  const other = files.find(({ path: file }) => isPictureName(file) !== isPictures);
  if (other) throw new InputError(other.path, "pictures and recordings are mixed; a data set has one kind");
  const read = isPictures ? await readPictures(path, files, options) : await readSounds(path, files);
  const rows: Row[] = files.map(({ label }, i) => ({ inputs: [read.values[i]], output: label }));
  const of = (isTest: boolean): Row[] => rows.filter((_, i) => files[i].isTest === isTest);
  return {
    name: basename(path),
    inputs: [isPictures ? { name: "image", type: IMAGE } : { name: "sound", type: SOUND }],
    output: { name: "label", type: TEXT },
    rows: of(false),
    tests: of(true),
    notes: [...notes, ...read.notes],
  };
}

const TRAIN = /^train(?:ing)?$/i;
const TEST = /^test(?:ing)?$/i;

/** Every picture and recording with its label; notes on what is left out. */
async function filesIn(
  path: string,
  entries: readonly Entry[],
): Promise<{ files: Labelled[]; notes: string[] }> {
  const folders = entries.filter(({ isFolder }) => isFolder);
  const train = folders.find(({ name }) => TRAIN.test(name));
  const test = folders.find(({ name }) => TEST.test(name));
  const isSplit = train !== undefined && test !== undefined && folders.length === 2;
  const sets = isSplit
    ? [
        { labels: await entriesOf(train.path, path), isTest: false },
        { labels: await entriesOf(test.path, path), isTest: true },
      ]
    : [{ labels: entries, isTest: false }];
  const files: Labelled[] = [];
  const left: string[] = [];
  const empty: string[] = [];
  for (const { labels, isTest } of sets) {
    for (const label of labels) {
      const held = label.isFolder ? await entriesOf(label.path, path) : [];
      const before = files.length;
      for (const { name, path: file, isFolder } of held) {
        if (!isFolder && (isPictureName(name) || isSoundName(name)))
          files.push({ path: file, label: label.name, isTest });
        else left.push(`${label.name}/${name}`);
      }
      if (files.length === before && held.length === 0) (label.isFolder ? empty : left).push(label.name);
    }
  }
  const what = left.length === 1 ? "is no PNG, JPEG or WAV file" : "are no PNG, JPEG or WAV files";
  const bare = empty.length === 1 ? "is an empty folder" : "are empty folders";
  const notes = [
    ...(left.length > 0 ? [`${basename(path)}: ${listed(left, 4)} ${what}, and left out`] : []),
    ...(empty.length > 0 ? [`${basename(path)}: ${listed(empty, 4)} ${bare}, and left out`] : []),
  ];
  return { files, notes };
}

function refuseLabels(path: string, files: readonly Labelled[]): void {
  const labels = new Set(files.filter(({ isTest }) => !isTest).map(({ label }) => label));
  if (labels.size === 0) throw new InputError(path, `holds no pictures or recordings; ${ACCEPTED}`);
  if (labels.size === 1) {
    const what = `only one label, ${shown([...labels][0])}: there is nothing to tell apart`;
    throw new InputError(path, `${what}; ${ACCEPTED}`);
  }
}

interface Read {
  readonly values: readonly Value[];
  readonly notes: readonly string[];
}

/** All at one size and with the same channels. Headers are read first, so that nothing large is decoded in vain. */
async function readPictures(
  path: string,
  files: readonly Labelled[],
  { side = SIDE }: FolderOptions,
): Promise<Read> {
  const headers: PictureHeader[] = [];
  const paths = files.map((file) => file.path);
  for await (const bytes of readEach(paths)) headers.push(pictureHeader(paths[headers.length], bytes));
  const common = commonest(headers, ({ width, height }) => `${width} × ${height}`);
  const scale = Math.min(1, side / Math.max(common.width, common.height));
  const [width, height] = [common.width, common.height].map((length) =>
    Math.max(1, Math.round(length * scale)),
  );
  const channels = headers.reduce<1 | 3 | 4>(
    (most, header) => (header.channels > most ? header.channels : most),
    1,
  );
  refuseMemory(
    path,
    files.length * width * height * channels,
    `${count(files.length, "picture")} of ${width} × ${height}`,
  );
  const values: Value[] = [];
  for await (const bytes of readEach(paths)) {
    const picture = await readPicture(paths[values.length], bytes);
    values.push(withChannels(resized(picture, width, height), channels));
  }
  const others = headers.filter(
    (header) => header.width !== common.width || header.height !== common.height,
  ).length;
  const name = basename(path);
  return {
    values,
    notes: [
      ...(others > 0
        ? [
            `${name}: ${others} of ${count(files.length, "picture")} resampled to ${width} × ${height}, the commonest size`,
          ]
        : []),
      ...(scale < 1
        ? [`${name}: pictures of ${common.width} × ${common.height} made smaller, ${width} × ${height}`]
        : []),
    ],
  };
}

/** All at one rate. */
async function readSounds(path: string, files: readonly Labelled[]): Promise<Read> {
  const sounds = [];
  let memory = 0;
  for (const file of files) {
    const sound = readWav(file.path, await readBytes(file.path));
    memory += sound.samples.byteLength;
    refuseMemory(path, memory, `${count(files.length, "recording")}`);
    sounds.push(sound);
  }
  const { rate } = commonest(sounds, (sound) => String(sound.rate));
  const others = sounds.filter((sound) => sound.rate !== rate).length;
  return {
    values: sounds.map((sound) => atRate(sound, rate)),
    notes:
      others > 0
        ? [
            `${basename(path)}: ${others} of ${count(files.length, "recording")} resampled to ${rate} Hz, the commonest rate`,
          ]
        : [],
  };
}

function refuseMemory(path: string, bytes: number, what: string): void {
  if (bytes <= MAX_MEMORY) return;
  const most = `at most ${MAX_MEMORY / 2 ** 30} GiB are read; take fewer or smaller ones`;
  throw new InputError(path, `${what} take more memory than there may be: ${most}`);
}
