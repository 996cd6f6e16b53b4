/**
 * @file The account that a search keeps of itself: what each strategy did, how long it took and what it found, the rounds, and
 * why it stopped. Nothing in it decides anything: times differ from run to run, answers do not.
 */

/** A goal's expansion is about as much work as this many candidates. */
export const EXPANSION = 24;

/** What is at work, in the order of a round. */
const STRATEGIES = [
  "preparing",
  "bottom-up",
  "goals",
  "goals on some rows",
  "goals for conditions",
  "loops",
  "division",
  "branches",
  "edits",
  "judging",
] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** How a program was come by. */
export interface Way {
  readonly strategy: Strategy;
  /** For people: the strategy, or "tree of 3 leaves". */
  readonly foundBy: string;
}

export const treeBy = (strategy: Strategy, leaves: number): Way => ({
  strategy,
  foundBy: `tree of ${leaves} ${leaves === 1 ? "leaf" : "leaves"}`,
});

/** When a program first stood. */
export interface Origin extends Way {
  /** Candidates tried until then. */
  readonly candidate: number;
  /** Of searching, until then. */
  readonly milliseconds: number;
}

export interface StrategyAccount {
  readonly strategy: Strategy;
  readonly runs: number;
  /** What it used of the budget; a goal's expansion counts as several. */
  readonly candidates: number;
  readonly milliseconds: number;
  /** Further counts by name: expansions, programs, conditions … */
  readonly counts: Readonly<Record<string, number>>;
  /** Of the present answers, those that it found. */
  readonly answers: number;
}

export interface Round {
  /** How often the search had begun: again when rows joined. */
  readonly start: number;
  /** In all, at its end. */
  readonly candidates: number;
  /** In the bank, at its end. */
  readonly entries: number;
  /** Programs below this cost, in bits, were enumerated; absent where all were. */
  readonly bits?: number;
  /** Cost of the best answer, in bits. */
  readonly best?: number;
  /** It was not finished. */
  readonly open?: true;
}

/** Why a search ended of itself. Bits are those of the best answer, and of storing all outputs. */
export type Stop =
  /** The best is so much shorter than its table, or nothing better came for so many rounds. */
  | { readonly why: "undoubted"; readonly rounds: number; readonly bits: number; readonly table: number }
  /** Whatever could be cheaper was enumerated. */
  | { readonly why: "frontier"; readonly bits: number }
  /** Nothing is left to enumerate. */
  | { readonly why: "exhausted" }
  /** Nothing is left to enumerate over what memory had room for, in bytes. */
  | { readonly why: "memory"; readonly limit: number }
  | { readonly why: "candidates"; readonly limit: number };

/** Why an example became a core row after others: a program that fits the core was wrong on it; nothing found was right on it; it was told. */
export type Joining = "failed" | "uncovered" | "told";

export interface Account {
  readonly grammar: { readonly sorts: number; readonly productions: number; readonly closed: boolean };
  readonly rows: {
    readonly core: number;
    readonly guards: number;
    /** Examples that only programs that fit the core are run on. */
    readonly checks: number;
    /** Positions of core rows that joined late. */
    readonly joined: readonly { readonly example: number; readonly why: Joining }[];
    /** Positions of examples that contradict others, and are not known to be right. */
    readonly doubtful: readonly number[];
  };
  readonly rounds: readonly Round[];
  /** Those that ran. */
  readonly strategies: readonly StrategyAccount[];
  /** Of searching, in all. */
  readonly milliseconds: number;
  /** Of the present answers, the cheapest first. */
  readonly answers: readonly Origin[];
  /** Absent while there is more to try. */
  readonly stop?: Stop;
  /** What storing all outputs would cost, in bits. */
  readonly table: number;
  readonly memory: {
    /** Bytes by what they are for. */
    readonly parts: Readonly<Record<string, number>>;
    readonly limit: number;
    /** Memory was refused: candidates were tested, and not kept. */
    readonly full: boolean;
  };
}

/** What the ledger does not know itself. */
export type State = Omit<Account, "rows" | "rounds" | "strategies" | "milliseconds" | "stop"> & {
  readonly rows: Omit<Account["rows"], "joined"> & { readonly coreExamples: ReadonlySet<number> };
  /** The round at work. */
  readonly round?: Omit<Round, "start" | "open">;
};

interface Entry {
  runs: number;
  candidates: number;
  milliseconds: number;
  readonly counts: Record<string, number>;
}

/** Writes the account. The clock is read when the search begins, pauses, or turns to another strategy. */
export class Ledger {
  /** Why the search stopped. */
  stop: Stop | undefined;
  strategy: Strategy = "preparing";
  private readonly entries = new Map<Strategy, Entry>();
  private entry = this.entryOf("preparing");
  private since: number | undefined;
  private readonly rounds: Round[] = [];
  private starts = 0;
  private readonly joined = new Map<number, Joining>();

  /** The search works from now on. */
  resume(): void {
    this.since = performance.now();
  }

  pause(): void {
    this.clock();
    this.since = undefined;
  }

  /** Turns to a strategy; with no run more, where it was left for another. */
  enter(strategy: Strategy, runs = 1): void {
    this.clock();
    this.strategy = strategy;
    this.entry = this.entryOf(strategy);
    this.entry.runs += runs;
  }

  /** The strategy at work used that many candidates. */
  used(candidates: number): void {
    this.entry.candidates += candidates;
  }

  /** Of the strategy at work. */
  count(what: string, more: number): void {
    this.entry.counts[what] = (this.entry.counts[what] ?? 0) + more;
  }

  /** The same for what is counted anew each time. */
  most(what: string, count: number): void {
    this.entry.counts[what] = Math.max(this.entry.counts[what] ?? 0, count);
  }

  /** The search begins, or begins again. */
  start(): void {
    this.starts++;
    this.stop = undefined;
  }

  round(round: Omit<Round, "start">): void {
    this.rounds.push({ start: this.starts, ...round });
  }

  join(example: number, why: Joining): void {
    this.joined.set(example, why);
  }

  /** Of searching, until now. */
  get milliseconds(): number {
    this.clock();
    let sum = 0;
    for (const { milliseconds } of this.entries.values()) sum += milliseconds;
    return sum;
  }

  account({ round, rows: { coreExamples, ...rows }, ...state }: State): Account {
    const { milliseconds } = this;
    const strategies = STRATEGIES.flatMap((strategy) => {
      const entry = this.entries.get(strategy);
      if (!entry) return [];
      const answers = state.answers.filter((origin) => origin.strategy === strategy).length;
      return [{ strategy, ...entry, counts: { ...entry.counts }, answers }];
    });
    const joined = [...this.joined]
      .filter(([example]) => coreExamples.has(example))
      .map(([example, why]) => ({ example, why }));
    return {
      ...state,
      rows: { ...rows, joined },
      rounds: [...this.rounds, ...(round ? [{ start: this.starts, ...round, open: true as const }] : [])],
      strategies,
      milliseconds,
      ...(this.stop && { stop: this.stop }),
    };
  }

  private clock(): void {
    if (this.since === undefined) return;
    const now = performance.now();
    this.entry.milliseconds += now - this.since;
    this.since = now;
  }

  private entryOf(strategy: Strategy): Entry {
    let entry = this.entries.get(strategy);
    if (!entry) {
      entry = { runs: 0, candidates: 0, milliseconds: 0, counts: {} };
      this.entries.set(strategy, entry);
    }
    return entry;
  }
}
