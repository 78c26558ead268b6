/** What the application's versions can do with the database as it stands, found by asking it. */

/** `fails`: the SQL is an error. `null`: NULL where a value should be. `stale`: another value, or a row is missing. */
export type Verdict = 'ok' | 'fails' | 'null' | 'stale';

/** All versions asked in one state; nothing of it stays in the database. */
export interface Probe {
  /** By version, in the lesson's order. */
  readonly versions: Readonly<Record<string, VersionProbe>>;
}

export interface VersionProbe {
  /** Whether its writes run, and whether it reads them back right itself. */
  readonly write: Verdict;
  /** What it reads in the state as it stands. */
  readonly read: Verdict;
  /** What each version (itself included) reads after this version wrote: that version's read verdict then. */
  readonly afterwards: Readonly<Record<string, Verdict>>;
  /** The database's words where the write or the read failed, else null. */
  readonly error: string | null;
  /** Up to five rows that are read wrong: what is read and what should be. */
  readonly evidence: readonly ProbeEvidence[];
  /** What its writes make wrong for itself and for others; nothing where they fail. */
  readonly effects: readonly WriteEffect[];
}

/** A row that is read wrong. Its texts are data and may hold control characters. */
export interface ProbeEvidence {
  /** `missing`: the row is not read at all. `surplus`: a row is read that should not be there. */
  readonly kind: 'null' | 'stale' | 'missing' | 'surplus';
  /** The row's first column, as SQLite writes it. */
  readonly key: string;
  /** The other columns, commas between; `no row` where there is none. */
  readonly read: string;
  readonly expected: string;
}

/** A row that a version reads wrong since a write. Its texts are data, as those of evidence. */
export interface WriteEffect {
  /** Name of the write. */
  readonly write: string | null;
  /** Who reads it wrong. */
  readonly version: string;
  /** `behind`: it reads the row as before the write, while the writer reads what it wrote: that is `expected`. */
  readonly kind: ProbeEvidence['kind'] | 'behind';
  readonly key: string;
  readonly read: string;
  readonly expected: string;
}

/** One request of a running version that really happened. */
export interface RequestOutcome {
  readonly version: string;
  readonly kind: 'read' | 'write';
  readonly name: string | null;
  readonly sql: string;
  readonly verdict: Verdict;
  readonly error: string | null;
  /** Up to five rows that are read wrong, those first that decide the verdict. */
  readonly evidence: readonly ProbeEvidence[];
  /** What a write makes wrong for the versions that run; nothing for a read. */
  readonly effects: readonly WriteEffect[];
}

/** Counted over a step. */
export interface TrafficCount {
  /** Requests that were answered rightly. */
  readonly served: number;
  readonly failed: number;
  /** Reads that were answered with a stale value. */
  readonly stale: number;
  /** Reads that were answered with NULL or without a row that was written. */
  readonly lost: number;
}

/** How an order of moves went in the lab. */
export interface LabRun {
  readonly moves: readonly LabMoveRun[];
  /** Index of the first move at which something went wrong, or null: all went well. */
  readonly firstWrong: number | null;
  readonly count: TrafficCount;
}

export interface LabMoveRun {
  readonly id: string;
  /** The database refused the migration, or the check found rows. */
  readonly error: string | null;
  /** Versions that ran during and after the move. */
  readonly fleet: readonly string[];
  /** The requests while the move was under way and after it. */
  readonly requests: readonly RequestOutcome[];
  /** Whether the move can be taken back without losing values. */
  readonly reversible: boolean;
  /** What taking it back costs; null where that is nothing. */
  readonly cost: LabCost | null;
}

/** Why a move of the lab cannot be taken back, or what is lost by it. */
export type LabCost =
  | { readonly type: 'noRollback' }
  | { readonly type: 'refused'; readonly error: string }
  /** Rows, and values in rows that are still there, that do not come back. */
  | { readonly type: 'loses'; readonly rows: number; readonly values: number }
  /** A version of before the deploy that does not work with what was written since. */
  | { readonly type: 'unfit'; readonly version: string; readonly verdict: Verdict };
