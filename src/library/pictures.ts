/**
 * @file Pictures in a module's files: PNG in base64, as browsers show them. They are packed and unpacked before anything else is
 * written or read, since that takes turns; and what was read is written again as it was.
 */

import type { Json } from "../evidence/json.ts";
import { baseType, type Signature } from "../language/type.ts";
import { Picture, type Value } from "../language/value.ts";
import { InputError } from "../tasks/error.ts";
import type { Field } from "./field.ts";
import type { Module } from "./module.ts";

/** Characters of pictures in one module, at most: its JSON file has room for them twice. */
const MAX_TEXT = 400_000;

const texts = new WeakMap<Picture, string>();

export function picturesIn({ examples, answers, suspects }: Module): Picture[] {
  const inputs = [...examples, ...answers, ...suspects].flatMap((row) => row.inputs);
  return inputs.filter((value) => value instanceof Picture);
}

export async function pack(pictures: readonly Picture[]): Promise<void> {
  const open = pictures.filter((picture) => !texts.has(picture));
  if (open.length === 0) return;
  const { encode } = await import("fast-png");
  for (const picture of open) {
    const { width, height, channels, pixels: data } = picture;
    texts.set(picture, Buffer.from(encode({ width, height, channels, data, depth: 8 })).toString("base64"));
  }
}

/** The file in base64. It was packed before. */
export function textOf(picture: Picture): string {
  const text = texts.get(picture);
  if (text === undefined) throw new Error("internal: a picture that was not packed");
  return text;
}

export const pictureJson = (picture: Picture): Json => ({
  png: textOf(picture),
  ...(picture.name !== undefined && { name: picture.name }),
});

/** The module with as many of its examples, the first ones, as its files have room for. */
export async function withinRoom(module: Module): Promise<Module> {
  const pictures = picturesIn(module);
  if (pictures.length === 0) return module;
  await pack(pictures);
  let left = MAX_TEXT;
  const isFitting = ({ inputs }: Module["examples"][number]): boolean => {
    for (const value of inputs) if (value instanceof Picture) left -= textOf(value).length;
    return left >= 0;
  };
  const examples = module.examples.filter(isFitting);
  if (examples.length === 0)
    throw new InputError(
      module.name,
      "the pictures of one example are larger than a module may be; give smaller ones, cut to what is read",
    );
  return {
    ...module,
    examples,
    answers: module.answers.filter(isFitting),
    suspects: module.suspects.filter(({ inputs, given }) => isFitting({ inputs, output: given })),
  };
}

/** Where the signature has pictures: the parsed JSON's inputs, read, in place of their texts. */
export async function unpack(root: Field, { params }: Signature): Promise<void> {
  const places = [...params.keys()].filter((i) => baseType(params[i].type).kind === "image");
  if (places.length === 0) return;
  const { readPicture } = await import("../tasks/picture.ts");
  for (const rows of ["examples", "answers", "suspects"]) {
    for (const row of root.at(rows).items()) {
      const inputs = row.at("inputs");
      const items = inputs.items();
      for (const i of places) {
        if (items[i] === undefined || items[i].value === null) continue;
        items[i].only(["png", "name"]);
        const text = items[i].at("png").text();
        const bytes = new Uint8Array(Buffer.from(text, "base64"));
        const { width, height, channels, pixels } = await readPicture(items[i].file, bytes);
        const name = items[i].has("name") ? items[i].at("name").text() : undefined;
        const picture = new Picture(width, height, channels, pixels, name);
        // Written again as it was, whatever encodes by then.
        texts.set(picture, text);
        (inputs.value as unknown as Value[])[i] = picture;
      }
    }
  }
}
