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

const primitives: readonly Primitive[] = [access, cut, edit, combine, sums, higher, folds].flatMap((group) =>
  Object.values<Primitive>(group),
);

export const listsDomain: Domain = {
  name: "lists",
  layouts: [],
  layoutOf: (type, inner) =>
    type.kind === "list" ? listLayout(type.of, inner(baseType(type.of))) : undefined,
  primitives,
  propose,
};
