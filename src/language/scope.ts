/** @file Where a part of a printed function is bound, what is known of it there, and where it should be bound. */

import type { Block, Local } from "./block.ts";
import type { Facts } from "./facts.ts";
import type { Apply, Program } from "./program.ts";

export class Scope {
  private readonly facts: Facts;

  constructor(facts: Facts) {
    this.facts = facts;
  }

  /** The blocks from this one outwards in which the part means the same. */
  private *around(node: Program, block: Block): Iterable<Block> {
    const level = this.facts.freeLevel(node);
    for (let at: Block | undefined = block; at; at = at.parent) {
      yield at;
      if (at.level !== undefined && level >= at.level) return;
    }
  }

  /** The outermost such block that fits. */
  outermost(node: Program, block: Block, fits: (block: Block) => boolean): Block | undefined {
    let found: Block | undefined;
    for (const outer of this.around(node, block)) if (fits(outer)) found = outer;
    return found;
  }

  /** The constant that holds the part. */
  local(node: Program, block: Block): Local | undefined {
    for (const outer of this.around(node, block)) {
      const local = outer.locals.get(node.text);
      if (local) return local;
    }
    return undefined;
  }

  isBound(node: Program, block: Block): boolean {
    return this.local(node, block) !== undefined;
  }

  /** Whether the fact is known here; `node` is the part that it is about. */
  isKnown(key: string, node: Program, block: Block): boolean {
    for (const outer of this.around(node, block)) if (outer.known.has(key)) return true;
    return false;
  }

  /** Where a part that is used more than once gets its constant. */
  home(node: Apply, block: Block): Block | undefined {
    if (node.args.length === 0) return undefined;
    return this.outermost(node, block, (outer) => {
      const isUsedAgain = (this.facts.counts(outer.root).get(node.text) ?? 0) > 1;
      return isUsedAgain && this.facts.demands(outer.root).has(node.text);
    });
  }
}
