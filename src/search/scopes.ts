/**
 * @file Scopes of lambdas: a goal on the body becomes a task of its own, with one row per distinct (outer row,
 * parameters), its own bank and its own grammar.
 */

import { bits, type Domain, type Grammar } from "../language/grammar.ts";
import { inputsText, literalText, type Program, variableOf } from "../language/program.ts";
import { baseType, DATE, GRID, IMAGE, SOUND, showType, type Type } from "../language/type.ts";
import { Grid, Picture, Sound, type Value } from "../language/value.ts";
import { type Application, agree, type Goal } from "../language/witness.ts";
import { Bank, type Frame } from "./bank.ts";
import { bodiesIn, bodiesOf } from "./bodies.ts";
import { CompiledGrammar, type CompiledProduction, type CompiledSort, grammarOf } from "./grammar.ts";
import { type Body, Meet, type OpenScope } from "./meet.ts";
import type { Nest } from "./nest.ts";

/** Rows that decide identity in a lambda's scope; applications beyond them are checked by the outer goal. */
const MAX_ROWS = 24;

/** The same of a scope for the lambdas of a function sort. */
const MAX_CALLS = 32;

/** Bodies proposed for one lambda. */
const BODIES = 3;

/** Candidates tried in a scope between two pauses. */
const CHUNK = 16;

/** Scopes for one goal's calls that are begun in a round for each that is worked on; and candidates at first. */
const FRESH = 8;
const FIRST_LOOK = 500;

/** Lambdas inside lambdas. */
const MAX_DEPTH = 3;

/** What a variable of an outer scope costs more than one of the scope's own. */
const OUTER = bits(3);

export interface ScopeFrame {
  readonly frames: readonly Frame[];
  /** Variables in scope, with their types: the task's inputs, then parameters from the outside in. */
  readonly variables: readonly { readonly program: Program; readonly type: Type }[];
}

interface Opened {
  readonly bank: Bank;
  readonly goal: Goal;
  readonly scope: ScopeFrame;
  readonly parameters: Type[];
  grown: number;
  bodies: readonly Body[] | undefined;
}

export class Scopes {
  private readonly domains: readonly Domain[];
  private readonly mayGrow: (bytes: number) => boolean;
  private readonly opened = new Map<string, Opened | undefined>();
  /** Scopes for the calls of one goal. */
  private readonly quests = new Map<string, Nest>();
  /** Which bank a scope stands in, for the keys: of two banks, productions and rows may be called the same. */
  private readonly banks = new Map<Bank, number>();
  /** Candidates a lambda's scope may try in the present round. */
  private quota = 0;
  /** Scopes that may still be worked on in the present round, and those that may be begun. */
  private left = 0;
  private fresh = 0;

  constructor(domains: readonly Domain[], mayGrow: (bytes: number) => boolean) {
    this.domains = domains;
    this.mayGrow = mayGrow;
  }

  /** A round of the search begins: so many scopes may be worked on, and each have tried `quota` candidates by its end. */
  allow(quota: number, scopes: number): void {
    this.quota = quota;
    this.left = scopes;
    this.fresh = scopes * FRESH;
  }

  get tried(): number {
    let tried = 0;
    for (const scope of this.opened.values()) tried += scope?.bank.tried ?? 0;
    for (const quest of this.quests.values()) tried += quest.tried;
    return tried;
  }

  get bytes(): number {
    let bytes = 0;
    for (const scope of this.opened.values()) bytes += scope?.bank.bytes ?? 0;
    for (const quest of this.quests.values()) bytes += quest.bytes;
    return bytes;
  }

  dispose(): void {
    for (const scope of this.opened.values()) scope?.bank.dispose();
    for (const quest of this.quests.values()) quest.bank.dispose();
    this.opened.clear();
    this.quests.clear();
    this.banks.clear();
  }

  private numberOf(bank: Bank): number {
    const number = this.banks.get(bank) ?? this.banks.size;
    this.banks.set(bank, number);
    return number;
  }

  /** The `open` of a meet over a bank of this scope. */
  opener(bank: Bank, outer: ScopeFrame, depth = 0): OpenScope {
    const scopes = this;
    return function* (production, argument, applications) {
      const sort = bank.grammar.sorts[production.args[argument]];
      if (sort.type.kind === "function") return yield* scopes.lambdas(bank, sort, applications);
      if (depth >= MAX_DEPTH) return [];
      const key = `${scopes.numberOf(bank)} ${production.id} ${argument} ${applications.map(applicationKey).join(";")}`;
      if (scopes.left <= 0 && !scopes.opened.has(key)) return [];
      if (!scopes.opened.has(key))
        scopes.opened.set(key, scopes.create(outer, production, argument, applications));
      const scope = scopes.opened.get(key);
      return scope ? yield* scopes.solve(scope, depth) : [];
    };
  }

  /**
   * Bodies for the lambdas of a function sort: from the scope that serves them all; where it has none, from one for these
   * calls alone, which grows further.
   */
  private *lambdas(
    bank: Bank,
    sort: CompiledSort,
    applications: readonly Application[],
  ): Generator<void, readonly Body[]> {
    const open = bodiesIn(bank);
    const found = yield* open(sort, applications);
    if (found.length > 0) return found;
    const key = `${this.numberOf(bank)} ${sort.name} ${applications.map(applicationKey).join(";")}`;
    let quest = this.quests.get(key);
    if (!quest) {
      if (this.fresh <= 0) return [];
      const calls = mergeApplications(applications)?.filter(({ result }) => result !== "any");
      quest = calls?.length ? bank.nestFor(sort, calls.slice(0, MAX_CALLS)) : undefined;
      if (!quest) return [];
      this.quests.set(key, quest);
      this.fresh--;
      // A first look at what is short; few are worth a second one.
      const short = yield* this.pursue(quest, applications, Math.min(this.quota, FIRST_LOOK));
      if (short.length > 0) return short;
    }
    if (this.left <= 0 || quest.tried >= this.quota) return [];
    this.left--;
    return yield* this.pursue(quest, applications, this.quota);
  }

  private *pursue(
    quest: Nest,
    applications: readonly Application[],
    quota: number,
  ): Generator<void, readonly Body[]> {
    while (quest.tried < quota) {
      if (quest.bank.grow(CHUNK) === "exhausted") break;
      yield;
    }
    return yield* bodiesOf(quest, applications);
  }

  private *solve(scope: Opened, depth: number): Generator<void, readonly Body[]> {
    if (this.left <= 0) return scope.bodies ?? [];
    if (scope.bodies && scope.grown >= this.quota) return scope.bodies;
    this.left--;
    while (scope.grown < this.quota) {
      scope.grown += CHUNK;
      if (scope.bank.grow(CHUNK) === "exhausted") scope.grown = Number.POSITIVE_INFINITY;
      yield;
    }
    const meet = new Meet(
      scope.bank,
      { keep: BODIES, expansions: 60, proposals: 200, slack: bits(10) },
      this.opener(scope.bank, scope.scope, depth + 1),
    );
    meet.start(scope.goal);
    while (!meet.run(1)) yield;
    scope.bodies = meet.solutions.map((solution) => ({
      body: meet.programOf(solution),
      cost: solution.cost,
      parameters: scope.parameters,
    }));
    return scope.bodies;
  }

  private create(
    outer: ScopeFrame,
    production: CompiledProduction,
    argument: number,
    applications: readonly Application[],
  ): Opened | undefined {
    const type = production.primitive?.params[argument];
    if (type?.kind !== "function" || !production.binds[argument]) return undefined;
    const distinct = mergeApplications(applications);
    if (!distinct || distinct.length === 0) return undefined;
    const rows = distinct.slice(0, MAX_ROWS);
    const parameters = type.params.map((param, i) =>
      param.kind === "variable" ? typeOf(rows[0].params[i]) : param,
    );
    const sample = {
      inputs: parameters.map((param, i) => ({
        name: `p${i}`,
        type: param,
        values: rows.map(({ params }) => params[i]),
      })),
      outputs: rows.map(({ result }) => (result !== "any" && "one" in result ? result.one : undefined)),
      result: type.result.kind === "variable" ? resultType(rows) : type.result,
    };
    const level = outer.frames[0].bound.length;
    const own = parameters.map((param, i) => ({ program: variableOf(level + i, param), type: param }));
    const variables = [...own, ...outer.variables];
    const grammar = new CompiledGrammar(withOuter(grammarOf(sample, this.domains), own.length, variables));
    if (!grammar.start) return undefined;
    const frames = rows.map(({ row, params }): Frame => {
      const { variables: values, inputs, bound } = outer.frames[row];
      return { variables: [...params, ...values], inputs, bound: [...bound, ...params] };
    });
    const bank = new Bank(
      grammar,
      frames,
      variables.map(({ program }) => program),
      this.mayGrow,
    );
    const goal = { sort: grammar.start.name, cells: rows.map(({ result }) => result) };
    return { bank, goal, scope: { frames, variables }, parameters, grown: 0, bodies: undefined };
  }
}

/** The scope's grammar, with the variables of the scopes around it at a higher cost. */
function withOuter(grammar: Grammar, own: number, variables: ScopeFrame["variables"]): Grammar {
  const names = new Set(grammar.sorts.map(({ name }) => name));
  const outer = variables.slice(own).flatMap(({ type }, i) => {
    const sort = showType(baseType(type));
    if (!names.has(sort)) return [];
    return [{ sort, head: { input: own + i }, args: [], cost: OUTER + bits(2) }];
  });
  return { ...grammar, productions: [...grammar.productions, ...outer] };
}

const applicationKey = ({ row, params, result }: Application): string =>
  `${row}:${params.map(literalText).join(",")}=${result === "any" ? "*" : "one" in result ? literalText(result.one) : JSON.stringify(result)}`;

/** One application for each (row, parameters); undefined when two of them contradict each other. */
function mergeApplications(applications: readonly Application[]): Application[] | undefined {
  const merged = new Map<string, Application>();
  for (const application of applications) {
    const key = `${application.row} ${inputsText(application.params)}`;
    const known = merged.get(key);
    if (!known || known.result === "any") merged.set(key, application);
    else if (!agree(known.result, application.result)) return undefined;
  }
  return [...merged.values()];
}

function resultType(rows: readonly Application[]): Type {
  for (const { result } of rows)
    if (result !== "any" && "one" in result && result.one !== null) return typeOf(result.one);
  return { kind: "text" };
}

/** The ground type of a value, for parameters whose primitive is polymorphic. */
function typeOf(value: Value): Type {
  if (typeof value === "string") return { kind: "text" };
  if (typeof value === "number") return Number.isSafeInteger(value) ? { kind: "int" } : { kind: "real" };
  if (typeof value === "boolean") return { kind: "bool" };
  if (Array.isArray(value))
    return { kind: "list", of: value.length > 0 ? typeOf(value[0]) : { kind: "text" } };
  if (value instanceof Picture) return IMAGE;
  if (value instanceof Sound) return SOUND;
  return value instanceof Grid ? GRID : DATE;
}
