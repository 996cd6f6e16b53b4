/** @file Nets and pictures as programs load them that were printed: by path or address, or from bytes. */

import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { Picture } from "../../language/value.ts";
import { named, readPicture } from "../../tasks/picture.ts";
import { readBytes } from "../data/disk.ts";
import { confidently, NetReader } from "../reader.ts";
import { readModel } from "./files.ts";

/** A net that gives a label for a picture. */
export interface Net<L extends string | number | boolean> {
  /** The label of the whole picture. */
  read(picture: Picture): L;
  /** The labels of its parts, from left to right; `undefined` where there is nothing to read. */
  each(picture: Picture): L[] | undefined;
  /** What `run` gives, and the net's probability of all that it reads on the way. */
  confidently<T>(run: () => T): { readonly value: T; readonly confidence: number };
}

/**
 * @param path of NAME.net.json
 * @param sha256 of that file, where no other net will do
 */
export async function loadNet<L extends string | number | boolean>(
  path: string | URL,
  sha256?: string,
): Promise<Net<L>> {
  const { model } = await readModel(pathOf(path), sha256);
  const reader = await NetReader.open(model);
  return {
    read: (picture) => reader.read(picture) as L,
    each: (picture) => reader.each(picture)?.slice() as L[] | undefined,
    confidently: (run) => confidently([reader], run),
  };
}

/** A PNG or JPEG file. */
export async function loadPicture(path: string | URL): Promise<Picture> {
  const file = pathOf(path);
  return named(await readPicture(file, await readBytes(file)), basename(file));
}

/** A PNG or JPEG file's bytes, or these in base64. */
export async function pictureFrom(bytes: Uint8Array | string, name = "picture"): Promise<Picture> {
  const data = typeof bytes === "string" ? new Uint8Array(Buffer.from(bytes, "base64")) : bytes;
  return named(await readPicture(name, data), name);
}

const pathOf = (path: string | URL): string => (typeof path === "string" ? path : fileURLToPath(path));
