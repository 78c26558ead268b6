/**
 * The database behind the tutor, as an interface: one implementation today
 * (SQLite in a worker thread, src/db). Nothing here knows SQLite's API; a state
 * is asked for by naming the snapshot it starts from, so an implementation may
 * be stopped and replaced between any two calls without losing anything.
 */
import type { App, AppRead, LabMove } from '../course/model.ts';
import type { DatabaseError } from './error.ts';
import type { LabRun, Probe, RequestOutcome } from '../rollout/model.ts';
import type { ResultSet } from './result.ts';
import type { DatabaseState } from './state.ts';

/** A whole database, to start from again. The bytes are the implementation's own business. */
export interface Snapshot {
  readonly bytes: Uint8Array;
  /** Whether `PRAGMA foreign_keys` was on: SQLite does not keep it in the file. */
  readonly foreignKeys: boolean;
}

/** A piece of SQL to run as one, with the way in which to run it. */
export type Unit =
  | {
      readonly type: 'migration';
      readonly name: string;
      readonly checksum: string;
      readonly sql: string;
      readonly transaction: boolean;
      /** Null: it runs once. */
      readonly batches: BatchPlan | null;
    }
  | { readonly type: 'rollback'; readonly name: string; readonly sql: string; readonly transaction: boolean }
  /** A write of an application version that really happens, outside any migration; the ledger does not know it. */
  | {
      readonly type: 'traffic';
      readonly version: string;
      readonly name: string | null;
      readonly sql: string;
      /** What the version reads, to judge whether it reads its write back right. */
      readonly reads: readonly AppRead[];
      /** The versions that run beside it, to tell what the write does to them. */
      readonly others: readonly App[];
    }
  /** Only looks; a statement that writes is refused. */
  | { readonly type: 'query'; readonly sql: string };

/** A migration in batches: its one statement until it changes no row, requests of the running versions between. */
export interface BatchPlan {
  /** Requests between two batches. */
  readonly requests: number;
  readonly seed: number;
  /** The versions that run meanwhile. */
  readonly apps: readonly App[];
}

export interface Clock {
  /** What the database takes for now, in milliseconds since 1970, so that a replay gives the same values. */
  readonly now: number;
}

export interface OpenRequest extends Clock {
  /** Run in order on an empty database. */
  readonly scripts: readonly { readonly file: string; readonly sql: string }[];
  readonly foreignKeys: boolean;
  /** Recorded in the ledger as applied already. */
  readonly baseline: { readonly name: string; readonly checksum: string } | null;
}

export interface PlayRequest extends Clock {
  readonly from: Snapshot;
  readonly unit: Unit;
  /** True where nobody looks at the state after each statement, which then may be that before the unit. */
  readonly brief?: boolean;
}

export interface Opened {
  readonly snapshot: Snapshot;
  readonly state: DatabaseState;
}

/** What running a unit did. */
export interface Played {
  /** Those that ran, the failing one included, in order. */
  readonly statements: readonly StatementOutcome[];
  /** SQL behind a failing statement, not run; empty when all ran. */
  readonly rest: string;
  /** Why it ended early, or null; also the error of a COMMIT or of the ledger, which no statement of the unit caused. */
  readonly error: DatabaseError | null;
  /** After COMMIT, or after ROLLBACK when it failed. */
  readonly state: DatabaseState;
  readonly snapshot: Snapshot;
}

export interface StatementOutcome {
  /** As written, without surrounding blanks and without the semicolon's trailing blanks; comments in front of it included. */
  readonly sql: string;
  /** Offset of `sql` in the unit's text, in UTF-16 units. */
  readonly offset: number;
  /** Rows that it inserted, updated or deleted itself, triggers and cascades left out: SQLite's changes(). */
  readonly rowsChanged: number;
  /** For a statement that returns columns. */
  readonly result: ResultSet | null;
  /** A request between batches that fails ends nothing: its error is in `made` alone. */
  readonly error: DatabaseError | null;
  /** What made it, in a migration in batches or as traffic; null for an ordinary statement. */
  readonly made: Maker | null;
  /** What the database holds after it: inside the open transaction, or after the ROLLBACK that an error caused. */
  readonly state: DatabaseState;
}

/**
 * A batch is counted from 1; the last one changes no row. A request stands on
 * the last statement of its SQL.
 */
export type Maker =
  | { readonly type: 'batch'; readonly number: number }
  | { readonly type: 'request'; readonly request: RequestOutcome };

/** A scratch copy of a state to try SQL on; closing it undoes everything. */
export interface Console {
  /**
   * Runs all statements of the text, stopping at the first error. Each is its
   * own transaction unless the text opens one. A stopped runaway leaves the
   * console as it was before the text.
   */
  run(sql: string, signal?: AbortSignal): Promise<ConsoleReply>;
  close(): Promise<void>;
}

export interface ConsoleReply {
  readonly statements: readonly StatementOutcome[];
  readonly rest: string;
  readonly error: DatabaseError | null;
  readonly state: DatabaseState;
}

export interface ConsoleRequest extends Clock {
  readonly from: Snapshot;
  /** A unit to run on the snapshot first, up to and including statement number `statements` of it. */
  readonly after: { readonly unit: Unit; readonly statements: number } | null;
}

export interface ProbeRequest extends Clock {
  readonly from: Snapshot;
  readonly apps: readonly App[];
}

/** A lab's move with the SQL that it runs. */
export type LabStep = LabMove & {
  readonly up: Unit | null;
  /** The way back of a migration, or null where there is none. */
  readonly rollback: Unit | null;
};

export interface LabRequest extends Clock {
  readonly from: Snapshot;
  /** All versions of the lesson. */
  readonly apps: readonly App[];
  /** Versions that run at the start. */
  readonly fleet: readonly string[];
  readonly steps: readonly LabStep[];
  readonly traffic: 'reads and writes' | 'none';
}

/** Every order of a lab's moves. */
export interface LabSurvey {
  /** How many orders there are. */
  readonly orders: number;
  /** Those in which nothing went wrong, as ids. */
  readonly safe: readonly (readonly string[])[];
  /** Moves that were really run; orders share their beginnings, and one that went wrong is not run on. */
  readonly runs: number;
}

export interface Database {
  /** Throws FixtureError when a script fails. */
  open(request: OpenRequest): Promise<Opened>;
  /** Never throws for what SQL does: errors, time-outs and cancellation are in the answer, with the state before. */
  play(request: PlayRequest, signal?: AbortSignal): Promise<Played>;
  console(request: ConsoleRequest): Promise<Console>;
  /** Asks every version in a state; nothing of it stays. */
  probe(request: ProbeRequest, signal?: AbortSignal): Promise<Probe>;
  /** Runs the lab's moves in this order (ids), requests of the running versions between and during them; stops nowhere. */
  lab(request: LabRequest, order: readonly string[], signal?: AbortSignal): Promise<LabRun>;
  /** Runs every order of all the moves, shared beginnings once. */
  survey(request: LabRequest, signal?: AbortSignal): Promise<LabSurvey>;
  /** `3.54.1` */
  version(): Promise<string>;
  close(): Promise<void>;
}

/** A fixture's script did not run: the course is broken. */
export class FixtureError extends Error {
  readonly file: string;
  /** Line of the failing statement, from 1. */
  readonly line: number;
  readonly statement: string;
  constructor(file: string, line: number, statement: string, message: string) {
    super(message);
    this.name = 'FixtureError';
    this.file = file;
    this.line = line;
    this.statement = statement;
  }
}
