/**
 * @file SyGuS-IF files, versions 1 and 2, that state a function by examples: `readSygus` makes a task with the file's own
 * grammar of them, `defineFun` writes an answer back.
 */

import type { Grammar } from "../../language/grammar.ts";
import type { Primitive } from "../../language/primitive.ts";
import { type Program, typedText } from "../../language/program.ts";
import type { Signature } from "../../language/type.ts";
import { type Contradiction, contradiction } from "../contradiction.ts";
import { count, InputError } from "../error.ts";
import type { Example, Task } from "../task.ts";
import { Commands } from "./commands.ts";
import { defaultGrammar } from "./default.ts";
import { excerptOf, FormSource, shownText, symbolText } from "./forms.ts";
import { GrammarReader } from "./grammar.ts";
import { unfolded } from "./macro.ts";
import { definition, operatorOf, type Spelling, termText, unspelled } from "./print.ts";
import { readProgram, underivable } from "./program.ts";

/** A function to learn, as a SyGuS file states it. */
export interface SygusTask {
  /** Named after the function; its `language` has the same grammar. */
  readonly task: Task;
  readonly grammar: Grammar;
  /** What the user should know about how the file was read; each is one line. */
  readonly notes: readonly string[];
  readonly spelling: Spelling;
}

/** Longest file, in bytes, hence in UTF-16 units of its text. */
export const MAX_LENGTH = 32 * 2 ** 20;

export const tooLong = (name: string): InputError =>
  new InputError(
    name,
    `the file is longer than a SyGuS file may be (${MAX_LENGTH / 2 ** 20} MiB); give fewer constraints`,
  );

/** Reads a SyGuS file. Throws nothing but `InputError`. */
export function readSygus(name: string, text: string): SygusTask {
  if (text.length > MAX_LENGTH) throw tooLong(name);
  const source = new FormSource(name, text);
  const commands = new Commands(source);
  commands.read();
  const { terms, command, signature, examples } = commands;
  if (!command || !examples) {
    throw new InputError(name, "there is no function to learn; give (synth-fun f ((x Sort) …) Sort grammar)");
  }
  if (examples.examples.length === 0) {
    throw new InputError(
      name,
      `there is no example; give constraints such as (constraint (= (${commands.name} …) …))`,
    );
  }
  if (signature.params.length === 0) {
    throw source.error(command, `${excerptOf(command)} has no parameters; a task needs at least one input`);
  }
  const contradictory = contradiction(examples);
  // As many as learning may call mistakes.
  if (contradictory && contradictory.wrong > Math.floor(examples.examples.length / 5)) {
    throw new InputError(
      name,
      `${conflictText(contradictory, examples.examples, signature)}; no function does both, so correct one of them`,
    );
  }
  const wanted = commands.grammar
    ? new GrammarReader(terms, signature, examples.examples).read(commands.grammar)
    : undefined;
  const read = wanted ?? {
    grammar: defaultGrammar(signature, examples.examples, commands.logic),
    operators: new Map<Primitive, string>(),
    constants: new Map<string, string>(),
    notes: [],
  };
  const operators = new Map<Primitive, string>(read.operators);
  for (const [macro, primitive] of terms.macros) operators.set(primitive, symbolText(macro));
  const { version } = terms;
  const spelling = { name: commands.name, signature, version, operators, constants: read.constants };
  const task: Task = {
    name: commands.name,
    place: name,
    signature,
    examples: examples.examples,
    tests: [],
    unlabelled: [],
    language: {
      grammar: read.grammar,
      macros: [...operators.keys()].filter(({ body }) => body !== undefined),
      write: (program) => definition(program, spelling),
      writePart: (part, extent) =>
        extent === "operator" && part.kind === "apply"
          ? operatorOf(part.primitive, spelling)
          : termText(part, spelling),
      isStated: wanted !== undefined,
      read: (place, text) => readProgram(place, text, terms, signature, wanted),
      refuse: (place, program) => {
        const foreign = unspelled(program, spelling);
        if (foreign) throw new InputError(place, `${foreign.name} is no operator of SMT-LIB`);
        const odd = wanted && underivable(program, wanted);
        if (!odd) return;
        const part = termText(odd.part, spelling);
        throw new InputError(
          place,
          `is not in the file's grammar: ${shownText(part)} is no term of ${odd.sort}`,
        );
      },
      plain: unfolded,
    },
  };
  const notes = [
    ...read.notes,
    ...(contradictory === undefined
      ? []
      : [
          `${name}: ${conflictText(contradictory, examples.examples, signature)}; ${count(contradictory.wrong, "example")} cannot be right`,
        ]),
    ...(commands.isChecked
      ? []
      : [`${name}: there is no (check-synth) at its end; learned as if there were`]),
  ];
  return { task, grammar: read.grammar, notes, spelling };
}

/** What the first two examples say that contradict each other. */
function conflictText({ pair }: Contradiction, examples: readonly Example[], { result }: Signature): string {
  const [first, second] = pair.map((i) => examples[i]);
  const outputs = [first, second].map(({ output }) => typedText(output, result)).join(" and ");
  return `lines ${first.line} and ${second.line} give the same inputs different outputs, ${outputs}`;
}

/** The program as a `define-fun` in the file's own words, which any SyGuS checker accepts. */
export const defineFun = ({ spelling }: SygusTask, program: Program): string => definition(program, spelling);
