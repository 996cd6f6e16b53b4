/** @file Blocks: where the printer's statements go, and what is known there. */

import type { Code, Traits } from "./print.ts";
import type { Program } from "./program.ts";
import { arePresent, type Missing, type Statement } from "./statements.ts";

/** A constant that holds a part. */
export interface Local {
  readonly name: string;
  readonly block: Block;
  readonly partial: boolean;
  readonly nullable: boolean;
  readonly traits: Traits;
}

/** What has been found out about the function that is being printed. */
export interface Frame {
  partial: boolean;
  nullable: boolean;
}

/** What a missing value does: it leaves the function, or only skips the rest of the block. */
export type Failure = "return" | "skip";

export class Block {
  readonly statements: Statement[] = [];
  /** Parts that have a constant here. */
  readonly locals = new Map<string, Local>();
  /** Texts of parts that were found to have a value, and `notNull` of parts that were found not to be null. */
  readonly known = new Set<string>();
  /** The part whose value the block computes. */
  readonly root: Program;
  readonly parent: Block | undefined;
  readonly failure: Failure;
  readonly frame: Frame;
  /** Names of lambda parameters by level. */
  readonly variables: readonly string[];
  /** Level of its first parameter, where the block is a lambda's body. */
  readonly level: number | undefined;
  /** How far its lines are indented. */
  readonly depth: number;
  private cursor = this.statements;

  private constructor(
    root: Program,
    parent: Block | undefined,
    failure: Failure,
    frame: Frame,
    variables: readonly string[],
    level?: number,
  ) {
    this.root = root;
    this.parent = parent;
    this.failure = failure;
    this.frame = frame;
    this.variables = variables;
    this.level = level;
    this.depth = (parent?.depth ?? 0) + 1;
  }

  static ofFunction(
    root: Program,
    parent: Block | undefined,
    frame: Frame,
    variables: readonly string[],
    level: number,
  ): Block {
    return new Block(root, parent, "return", frame, variables, level);
  }

  /** A block inside this one, which fails as this one does unless told otherwise. */
  child(root: Program, failure = this.failure): Block {
    return new Block(root, this, failure, this.frame, this.variables);
  }

  get isEmpty(): boolean {
    return this.statements.length === 0;
  }

  push(statement: Statement): void {
    this.cursor.push(statement);
  }

  /** Whatever follows is only reached where nothing is missing. */
  guard(missing: readonly Missing[]): void {
    if (this.failure === "return") {
      this.cursor.push({ kind: "guard", missing });
      return;
    }
    const then: Statement[] = [];
    this.cursor.push({ kind: "if", test: arePresent(missing), then });
    this.cursor = then;
  }

  /** The test, where the statements are constants followed by one condition with nothing in it yet. */
  asOneTest(): Code | undefined {
    const last = this.statements.at(-1);
    const before = this.statements.slice(0, -1);
    if (last?.kind !== "if" || last.then.length > 0 || last.else) return undefined;
    return before.every(({ kind }) => kind === "const") ? last.test : undefined;
  }

  /** Takes over the constants of a block that is one test. */
  adopt(inner: Block): void {
    for (const statement of inner.statements.slice(0, -1)) this.push(statement);
  }
}
