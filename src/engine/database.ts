/**
 * The database behind the tutor, as an interface: one implementation today
 * (SQLite in a worker thread, src/db). Nothing here knows SQLite's API; a state
 * is asked for by naming the snapshot it starts from, so an implementation may
 * be stopped and replaced between any two calls without losing anything.
 */
import type { Cell } from './cell.ts';
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
    }
  | { readonly type: 'rollback'; readonly name: string; readonly sql: string; readonly transaction: boolean }
  /** Only looks; a statement that writes is refused. */
  | { readonly type: 'query'; readonly sql: string };

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
  readonly error: DatabaseError | null;
  /** What the database holds after it: inside the open transaction, or after the ROLLBACK that an error caused. */
  readonly state: DatabaseState;
}

export interface ResultSet {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** True when the row cap cut it. */
  readonly truncated: boolean;
}

export interface DatabaseError {
  /** `sql`: the database said so. `refused`: the tutor does not let it through. `timeout`, `cancelled`: it was stopped. */
  readonly kind: 'sql' | 'refused' | 'timeout' | 'cancelled' | 'memory';
  /** A plain sentence or the database's own words. */
  readonly message: string;
}

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

export interface Database {
  /** Throws FixtureError when a script fails. */
  open(request: OpenRequest): Promise<Opened>;
  /** Never throws for what SQL does: errors, time-outs and cancellation are in the answer, with the state before. */
  play(request: PlayRequest, signal?: AbortSignal): Promise<Played>;
  console(request: ConsoleRequest): Promise<Console>;
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
