/** @file A task: what a reader makes of its input, and all that learning needs to know. */

import type { Grammar } from "../language/grammar.ts";
import type { Primitive } from "../language/primitive.ts";
import type { Program } from "../language/program.ts";
import type { Signature } from "../language/type.ts";
import type { Value } from "../language/value.ts";

export interface Example {
  /** One value per parameter of the signature. */
  readonly inputs: readonly Value[];
  readonly output: Value;
  /** Where the example stands in its file, 1-based data row; absent for examples given by a caller. */
  readonly row?: number;
  /** The line it begins in, where its file is not one of rows. */
  readonly line?: number;
}

export interface Task {
  readonly name: string;
  /** Where it stands, for messages: its file and its place there; default its name. */
  readonly place?: string;
  readonly description?: string;
  readonly signature: Signature;
  readonly examples: readonly Example[];
  /** Held out: never seen by the search. */
  readonly tests: readonly Example[];
  /** Inputs without an output: to fill, to choose guards from, and to ask about. */
  readonly unlabelled: readonly { readonly inputs: readonly Value[]; readonly row?: number }[];
  /** Of files that say which programs are wanted. */
  readonly language?: TaskLanguage;
}

/** The programs that a file wants. */
export interface TaskLanguage {
  readonly grammar: Grammar;
  /** Primitives of the file's own, with bodies. */
  readonly macros: readonly Primitive[];
  /** The program as the file's language writes it. */
  write(program: Program): string;
  /** A part of a program in that language: its operator alone, or the whole of it. */
  writePart(part: Program, extent: "operator" | "whole"): string;
  /** The file states a grammar; else every term is wanted. */
  readonly isStated: boolean;
  /** The program that a text in the file's language stands for. Throws an InputError, at `place`, where it is none. */
  read(place: string, text: string): Program;
  /** Throws an InputError, at `place`, for a program that the file's grammar does not derive. */
  refuse(place: string, program: Program): void;
  /** The program without the file's own primitives; ⊥ where it would be too large. */
  plain(program: Program): Program | undefined;
}
