/** @file What a domain proposes for a sample, as it is collected. */

import { bits, type Head, type Production } from "../language/grammar.ts";
import type { Type } from "../language/type.ts";

export class Proposal {
  readonly sorts: { name: string; type: Type }[] = [];
  readonly productions: Production[] = [];

  /** @param cost in bits */
  produce(sort: string, head: Head, cost: number, args: readonly string[] = [], climbs?: false): void {
    this.productions.push({
      sort,
      head,
      args: args.map((arg) => ({ sort: arg })),
      cost: bits(cost),
      ...(climbs === false && { climbs }),
    });
  }
}
