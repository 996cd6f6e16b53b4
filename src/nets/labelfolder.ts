/** @file Data sets in folders: one subfolder a label, with pictures or recordings in it; `train` and `test` may stand around them. */

import { basename } from "node:path";
import { IMAGE, SOUND, TEXT } from "../language/type.ts";
import { InputError, listed, shown } from "../tasks/error.ts";
import { isPictureName } from "../tasks/picture.ts";
import { isSoundName } from "../tasks/wav.ts";
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
  const { files, notes } = await filesIn(path, entries);
  refuseLabels(path, files);
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
