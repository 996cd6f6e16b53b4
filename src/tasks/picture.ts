/** @file Pictures from files: which format it is, its size before anything is decoded, and the picture. */

import { Picture } from "../language/value.ts";
import { InputError } from "./error.ts";
import { isJpeg, jpegHeader, readJpeg } from "./jpeg.ts";
import type { PictureHeader } from "./picturesize.ts";
import { isPng, pngHeader, readPng } from "./png.ts";

/** What its name says to be a picture. */
export const isPictureName = (name: string): boolean => /\.(?:png|jpe?g)$/i.test(name);

/** The size, without decoding anything. Throws an InputError for what is no picture, or too large. */
export function pictureHeader(place: string, bytes: Uint8Array): PictureHeader {
  if (isPng(bytes)) return pngHeader(place, bytes);
  if (isJpeg(bytes)) return jpegHeader(place, bytes);
  throw notAPicture(place, bytes);
}

export async function readPicture(place: string, bytes: Uint8Array): Promise<Picture> {
  if (isPng(bytes)) return readPng(place, bytes);
  if (isJpeg(bytes)) return readJpeg(place, bytes);
  throw notAPicture(place, bytes);
}

/** The picture with a name for people. */
export const named = ({ width, height, channels, pixels }: Picture, name: string): Picture =>
  new Picture(width, height, channels, pixels, name);

const notAPicture = (place: string, bytes: Uint8Array): InputError =>
  new InputError(
    place,
    `${bytes.length === 0 ? "the file is empty" : "this is no picture"}; PNG and JPEG are accepted`,
  );
