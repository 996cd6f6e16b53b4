/** @file Which vectorizer the values of a type get, from the data. */

import { baseType, showType, type Type } from "../../language/type.ts";
import { fieldType } from "../../language/typeparts.ts";
import {
  type CivilDate,
  caseOf,
  type Grid,
  hasType,
  type Picture,
  type RecordValue,
  type Sound,
  type Value,
} from "../../language/value.ts";
import { InputError, shown, told } from "../../tasks/error.ts";
import { BagVectorizer } from "./bag.ts";
import { BitsVectorizer } from "./bits.ts";
import { BoolVectorizer } from "./bool.ts";
import { DateVectorizer } from "./date.ts";
import { GridVectorizer } from "./grid.ts";
import { ImageVectorizer } from "./image.ts";
import { LabelVectorizer } from "./label.ts";
import { ListVectorizer } from "./list.ts";
import { NumberVectorizer } from "./number.ts";
import { OptionVectorizer } from "./option.ts";
import { RecordVectorizer, TupleVectorizer } from "./record.ts";
import { SoundVectorizer } from "./sound.ts";
import { TextVectorizer } from "./text.ts";
import { MAX_LENGTH } from "./tokens.ts";
import { ConstantVectorizer, VariantVectorizer } from "./variant.ts";
import { MAX_SIZE, type Vectorizer } from "./vectorizer.ts";

export interface VectorizerChoice {
  /** The column or field, for messages. */
  readonly name?: string;
  /** A net that gives labels for whole numbers is told so by few of them; one that is given them never is. Default: input. */
  readonly as?: "input" | "output";
  /** How texts that are no labels are seen. Default: as sequences of characters. */
  readonly text?: "tokens" | "bag";
  /** Whether texts and whole numbers are labels. Default: where there are few, each seen several times. */
  readonly isLabel?: boolean;
  /** Longest side of pictures. */
  readonly side?: number;
}

/** Most labels of texts, and of whole numbers, that are taken for a closed vocabulary. */
export const TEXTS = 256;
const NUMBERS = 20;
/** How often each of them is seen, on average. */
export const USES = 3;
/** Most texts, or most whole numbers from the least to the greatest, that the items of lists are to be tokens. */
const SYMBOLS = 256;

/** Throws an InputError where a value is not of the type (row and column are named), or no net takes the type. */
export function chooseVectorizer(
  type: Type,
  values: readonly Value[],
  choice: VectorizerChoice = {},
): Vectorizer {
  for (const [i, value] of values.entries()) if (!hasType(value, type)) throw misfit(value, i, type, choice);
  return chosen(type, values, choice);
}

function misfit(value: Value, at: number, type: Type, { name }: VectorizerChoice): InputError {
  const place = `row ${at + 1}${name === undefined ? "" : `, column ${shown(name)}`}`;
  const isNumber = ["int", "real"].includes(baseType(type).kind) && typeof value === "number";
  if (isNumber && !Number.isFinite(value))
    return new InputError(place, `${value} is no number that a net can learn from`);
  return new InputError(place, `${told(value)} where the others are of type ${showType(type)}`);
}

function chosen(type: Type, values: readonly Value[], choice: VectorizerChoice): Vectorizer {
  const inner = (of: Type, parts: readonly Value[]): Vectorizer =>
    chosen(of, parts, { ...choice, isLabel: undefined });
  switch (type.kind) {
    case "int": {
      const numbers = values as readonly number[];
      const isLabel = choice.isLabel ?? (choice.as === "output" && areLabels(numbers, NUMBERS));
      return isLabel ? LabelVectorizer.of(numbers) : NumberVectorizer.of(numbers, true);
    }
    case "real":
      return NumberVectorizer.of(values as readonly number[], false);
    case "bool":
      return choice.as === "output" ? new LabelVectorizer([false, true]) : new BoolVectorizer();
    case "bits":
      return new BitsVectorizer(type.width);
    case "text":
    case "label":
      return forTexts(values as readonly string[], choice);
    case "constant":
      return new ConstantVectorizer(type.value);
    case "date":
      return DateVectorizer.of(values as readonly CivilDate[]);
    case "grid":
      return GridVectorizer.of(values as readonly Grid[]);
    case "image":
      return ImageVectorizer.of(values as readonly Picture[], choice.side);
    case "list":
      return forLists(type.of, values as readonly (readonly Value[])[], inner);
    case "option":
      return new OptionVectorizer(
        chosen(
          type.of,
          values.filter((value) => value !== null),
          choice,
        ),
      );
    case "tuple": {
      const tuples = values as readonly (readonly Value[])[];
      return new TupleVectorizer(
        type.of.map((of, i) =>
          inner(
            of,
            tuples.map((parts) => parts[i]),
          ),
        ),
      );
    }
    case "record": {
      const records = values as readonly RecordValue[];
      const names = type.fields.map(({ name }) => name);
      const held = (name: string): Value[] => records.map((value) => value.get(name) ?? null);
      return new RecordVectorizer(
        names,
        type.fields.map((field) => inner(fieldType(field), held(field.name))),
      );
    }
    case "variant":
      return new VariantVectorizer(
        type.cases,
        type.cases.map((of) =>
          inner(
            of,
            values.filter((value) => caseOf(value, type.cases) === of),
          ),
        ),
      );
    case "sound":
      return SoundVectorizer.of(values as readonly Sound[]);
    case "recursive":
    case "self":
    case "function":
    case "variable":
      throw new InputError(choice.name ?? "", `no net takes values of type ${showType(type)}`);
  }
}

/** Few values, seen several times each. */
function areLabels(values: readonly Value[], most: number): boolean {
  const distinct = new Set(values).size;
  return distinct > 0 && distinct <= most && (distinct <= 2 || distinct * USES <= values.length);
}

function forTexts(texts: readonly string[], { isLabel, name, text }: VectorizerChoice): Vectorizer {
  if (isLabel ?? (text === undefined && areLabels(texts, TEXTS))) return LabelVectorizer.of(texts);
  return text === "bag" ? BagVectorizer.of(texts) : TextVectorizer.of(texts, name);
}

function forLists(
  of: Type,
  lists: readonly (readonly Value[])[],
  inner: (of: Type, items: readonly Value[]) => Vectorizer,
): Vectorizer {
  const items = lists.flat() as Value[];
  const length = lists.reduce((most, list) => Math.max(most, list.length), 1);
  const symbols = symbolsIn(of, items);
  const item = symbols ? new LabelVectorizer(symbols) : inner(of, items);
  if (length > MAX_LENGTH || length * (1 + item.size) > MAX_SIZE)
    throw new InputError("", `a list of ${length} items is too long for a net`);
  return new ListVectorizer(item, length);
}

/** The vocabulary of a list's items where it is small: of whole numbers all from the least to the greatest, so that none between is unknown. */
function symbolsIn(of: Type, items: readonly Value[]): (string | number)[] | undefined {
  if (items.length === 0) return undefined;
  if (of.kind === "text") {
    const texts = [...new Set(items as readonly string[])].sort();
    return texts.length <= SYMBOLS ? texts : undefined;
  }
  if (of.kind !== "int") return undefined;
  const numbers = items as readonly number[];
  const least = numbers.reduce((a, b) => Math.min(a, b));
  const count = numbers.reduce((a, b) => Math.max(a, b)) - least + 1;
  return count <= SYMBOLS ? Array.from({ length: count }, (_, i) => least + i) : undefined;
}
