/** @file The domain of lists of anything. */

import type { Domain } from "../../language/grammar.ts";
import type { Primitive } from "../../language/primitive.ts";
import { baseType } from "../../language/type.ts";
import * as access from "./access.ts";
import * as combine from "./combine.ts";
import * as cut from "./cut.ts";
import * as edit from "./edit.ts";
import * as folds from "./folds.ts";
import * as higher from "./higher-order.ts";
import { listLayout } from "./layout.ts";
import { propose } from "./propose.ts";
import * as sums from "./sums.ts";

const primitives: readonly Primitive[] = [
  access.size,
  access.isEmpty,
  access.head,
  access.last,
  access.at,
  access.contains,
  access.indexOf,
  access.count,
  access.largest,
  access.smallest,
  access.equal,
  cut.tail,
  cut.init,
  cut.take,
  cut.drop,
  cut.slice,
  cut.everyKth,
  cut.prefixes,
  cut.suffixes,
  cut.chunks,
  cut.windows,
  cut.groupEqual,
  edit.prepend,
  edit.append,
  edit.insertAt,
  edit.removeAt,
  edit.replaceAt,
  edit.swapAt,
  edit.present,
  edit.remove,
  edit.replace,
  edit.reverse,
  edit.rotate,
  edit.sort,
  edit.unique,
  combine.concat,
  combine.flatten,
  combine.zip,
  combine.interleave,
  combine.transpose,
  combine.intersection,
  combine.difference,
  combine.repeatItems,
  combine.replicate,
  combine.range,
  sums.sum,
  sums.realSum,
  sums.product,
  sums.fromDigits,
  sums.digits,
  higher.map,
  higher.mapIndexed,
  higher.filter,
  higher.filterIndexed,
  higher.flatMap,
  higher.mapNeighbours,
  higher.zipWith,
  higher.mapProduct,
  higher.find,
  higher.indexWhere,
  higher.any,
  higher.all,
  higher.countWhere,
  higher.takeWhile,
  higher.dropWhile,
  higher.partition,
  higher.groupBy,
  higher.sortBy,
  higher.maxBy,
  higher.minBy,
  folds.fold,
  folds.foldRight,
  folds.scan,
  folds.iterate,
  folds.iterateUntil,
  folds.unfold,
];

export const listsDomain: Domain = {
  name: "lists",
  layouts: [],
  layoutOf: (type, inner) =>
    type.kind === "list" ? listLayout(type.of, inner(baseType(type.of))) : undefined,
  primitives,
  propose,
};
