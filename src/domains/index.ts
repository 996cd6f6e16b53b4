/** @file The domains that tasks over columns are learned with. */

import type { Domain } from "../language/grammar.ts";
import { logicDomain } from "./logic/index.ts";
import { textDomain } from "./text/index.ts";

export const domains: readonly Domain[] = [textDomain, logicDomain];
