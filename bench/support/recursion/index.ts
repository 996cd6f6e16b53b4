/**
 * @file The 45 classics that Myth (Osera and Zdancewic 2015) and Trio (Lee and Cho 2023) are measured on, by their names.
 * The examples are ours: cases that a person would write down, the smaller cases of a larger one among them. Where the
 * original takes a function as an argument, ours has one built in: map doubles, filter keeps the even ones, fold adds.
 */

import { BOOLEANS } from "./booleans.ts";
import type { Classic } from "./classic.ts";
import { LIST_PAIRS } from "./listpairs.ts";
import { LISTS } from "./lists.ts";
import { NATURALS } from "./naturals.ts";
import { TREES } from "./trees.ts";

export const CLASSICS: readonly Classic[] = [...BOOLEANS, ...LISTS, ...LIST_PAIRS, ...NATURALS, ...TREES];
