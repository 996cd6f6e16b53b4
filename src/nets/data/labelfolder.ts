/** @file Data sets in folders: one subfolder a label, with pictures or recordings in it; `train` and `test` may stand around them. */

import { basename } from "node:path";
import { IMAGE, SOUND, TEXT } from "../../language/type.ts";
import { count, InputError, listed, shown } from "../../tasks/error.ts";
import { isPictureName } from "../../tasks/picture.ts";
import { isSoundName } from "../../tasks/wav.ts";
import type { Dataset, Row } from "./dataset.ts";
import { type Entry, entriesOf } from "./disk.ts";
import { type MediaOptions, readPictures, readSounds } from "./media.ts";

const ACCEPTED = "one subfolder for each label is needed, with PNG, JPEG or WAV files in it";

interface Labelled {
  readonly path: string;
  readonly label: string;
  readonly isTest: boolean;
}

export async function readLabelFolder(
  path: string,
  entries: readonly Entry[],
  options: MediaOptions = {},
): Promise<Dataset> {
  if (entries.length === 0) throw new InputError(path, `is empty; ${ACCEPTED}`);
  const { files, loose, notes } = await filesIn(path, entries);
  refuseLabels(path, files, loose);
  const isPictures = files.some(({ path: file }) => isPictureName(file));
  const other = files.find(({ path: file }) => isPictureName(file) !== isPictures);
  if (other) throw new InputError(other.path, "pictures and recordings are mixed; a data set has one kind");
  const name = basename(path);
  const read = isPictures ? await readPictures(name, files, options) : await readSounds(name, files);
  const rows: Row[] = files.map(({ label }, i) => ({ inputs: [read.values[i]], output: label }));
  const of = (isTest: boolean): Row[] => rows.filter((_, i) => files[i].isTest === isTest);
  return {
    name,
    inputs: [isPictures ? { name: "image", type: IMAGE } : { name: "sound", type: SOUND }],
    output: { name: "label", type: TEXT, isLabel: true },
    rows: of(false),
    tests: of(true),
    notes: [...notes, ...read.notes],
  };
}

const TRAIN = /^train(?:ing)?$/i;
const TEST = /^test(?:ing)?$/i;

interface Found {
  /** Every picture and recording with its label. */
  readonly files: readonly Labelled[];
  /** Names of those that stand in no subfolder, and so have none. */
  readonly loose: readonly string[];
  /** What is left out. */
  readonly notes: readonly string[];
}

const isMedia = (name: string): boolean => isPictureName(name) || isSoundName(name);

async function filesIn(path: string, entries: readonly Entry[]): Promise<Found> {
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
  const loose: string[] = [];
  const left: string[] = [];
  const empty: string[] = [];
  for (const { labels, isTest } of sets) {
    for (const label of labels) {
      const held = label.isFolder ? await entriesOf(label.path, path) : [];
      const before = files.length;
      for (const { name, path: file, isFolder } of held) {
        if (!isFolder && isMedia(name)) files.push({ path: file, label: label.name, isTest });
        else left.push(`${label.name}/${name}`);
      }
      if (files.length > before || held.length > 0) continue;
      (label.isFolder ? empty : isMedia(label.name) ? loose : left).push(label.name);
    }
  }
  const what = left.length === 1 ? "is no PNG, JPEG or WAV file" : "are no PNG, JPEG or WAV files";
  const alone =
    loose.length === 1
      ? "stands in no subfolder, and so has no label"
      : "stand in no subfolder, and so have no label";
  const bare = empty.length === 1 ? "is an empty folder" : "are empty folders";
  const notes = [
    ...(left.length > 0 ? [`${basename(path)}: ${listed(left, 4)} ${what}, and left out`] : []),
    ...(loose.length > 0 ? [`${basename(path)}: ${listed(loose, 4)} ${alone}: left out`] : []),
    ...(empty.length > 0 ? [`${basename(path)}: ${listed(empty, 4)} ${bare}, and left out`] : []),
  ];
  return { files, loose, notes };
}

function refuseLabels(path: string, files: readonly Labelled[], loose: readonly string[]): void {
  const labels = new Set(files.filter(({ isTest }) => !isTest).map(({ label }) => label));
  if (labels.size === 0 && loose.length > 0) {
    const what = count(
      loose.length,
      loose.every(isPictureName) ? "picture" : loose.some(isPictureName) ? "file" : "recording",
    );
    throw new InputError(path, `holds ${what}, but in no subfolder; ${ACCEPTED}, or a table that names them`);
  }
  if (labels.size === 0) throw new InputError(path, `holds no pictures or recordings; ${ACCEPTED}`);
  if (labels.size === 1) {
    const what = `only one label, ${shown([...labels][0])}: there is nothing to tell apart`;
    throw new InputError(path, `${what}; ${ACCEPTED}`);
  }
}
