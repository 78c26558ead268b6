/** What a migration tool runs, piece by piece, and what came of it. Plain data. */
import type { Checkpoint } from '../database/port.ts';
import type { DatabaseError } from '../database/error.ts';
import type { ResultSet } from '../database/result.ts';
import type { DatabaseState } from '../database/state.ts';

export interface MigrationUnit {
  readonly type: 'migration';
  readonly name: string;
  readonly checksum: string;
  readonly sql: string;
  /** Whether all of it runs in one transaction, as far as nothing else says how it runs. */
  readonly transaction: boolean;
}

export interface RollbackUnit {
  readonly type: 'rollback';
  readonly name: string;
  readonly sql: string;
  readonly transaction: boolean;
}

/** Only looks; a statement that writes is refused. */
export interface QueryUnit {
  readonly type: 'query';
  readonly sql: string;
}

/** A clock for the database, so that a replay gives the same values. */
export interface Clock {
  /** What it takes for now, in milliseconds since 1970. */
  readonly now: number;
}

export interface OpenRequest extends Clock {
  /** Run in order on an empty database. */
  readonly scripts: readonly { readonly file: string; readonly sql: string }[];
  readonly foreignKeys: boolean;
  /** Recorded in the ledger as applied already. */
  readonly baseline: { readonly name: string; readonly checksum: string } | null;
}

export interface Opened {
  readonly checkpoint: Checkpoint;
  readonly state: DatabaseState;
}

/** What one statement did. `Made`: what can have made it besides the text itself. */
export interface Outcome<Made = never> {
  /** As written, without surrounding blanks and without the semicolon's trailing blanks; comments in front of it included. */
  readonly sql: string;
  /** Offset of `sql` in the unit's text, in UTF-16 units. */
  readonly offset: number;
  /** Rows that it inserted, updated or deleted itself, triggers and cascades left out. */
  readonly rowsChanged: number;
  /** For a statement that returns columns. */
  readonly result: ResultSet | null;
  /** A request between batches that fails ends nothing: its error is in `made` alone. */
  readonly error: DatabaseError | null;
  /** Null for an ordinary statement of the text. */
  readonly made: Made | null;
  /** What the database holds after it: inside the open transaction, or after the rollback that an error caused. */
  readonly state: DatabaseState;
}

/** A batch of a migration in batches, counted from 1; the last one changes no row. */
export interface Batch {
  readonly type: 'batch';
  readonly number: number;
}

/** What running a text did. */
export interface TextRun<Made = never> {
  /** Those that ran, the failing one included, in order. */
  readonly statements: readonly Outcome<Made>[];
  /** SQL behind a failing statement, not run; empty when all ran. */
  readonly rest: string;
  /** Why it ended early, or null; also the error of a COMMIT or of the ledger, which no statement of the text caused. */
  readonly error: DatabaseError | null;
  /** After the last statement, or after the rollback when it failed. */
  readonly state: DatabaseState;
}

/** What running a unit did: with the database at its end. */
export interface UnitRun<Made = never> extends TextRun<Made> {
  readonly checkpoint: Checkpoint;
}

/** A fixture's script did not run: the course is broken. */
export class FixtureError extends Error {
  readonly file: string;
  /** Line of the failing statement's first code, from 1. */
  readonly line: number;
  /** The statement as an error quotes it (see `excerptOf`). */
  readonly statement: string;
  constructor(file: string, line: number, statement: string, message: string) {
    super(message);
    this.name = 'FixtureError';
    this.file = file;
    this.line = line;
    this.statement = statement;
  }
}
