/**
 * The port behind which a database engine stands, inside its worker. The
 * runner, the ledger, batches, probes and the order lab are written on it, so
 * nothing here names an engine. What SQL does wrong is an answer
 * (`DatabaseError`); a method rejects only when the engine itself broke down
 * and nothing in it can be trusted any more: its worker is replaced then.
 */
import type { StatementText } from '../sql/statements.ts';
import type { DatabaseError } from './error.ts';
import type { Limits } from './limits.ts';
import type { ResultSet } from './result.ts';
import type { DatabaseState, Dialect, LedgerEntry } from './state.ts';

/** A database engine. It holds one open database at most. */
export interface Engine {
  readonly capabilities: Capabilities;
  /** As people write it: `3.54.1`. */
  version(): Promise<string>;
  /** Opens a database in place of the one that was open. */
  open(request: OpenDatabase): Promise<Connection>;
  /** Closes the open database, if there is one, so that the next `open` has less to do. */
  close(): Promise<void>;
}

/** What an engine can do, for those who must know before they try. */
export interface Capabilities {
  readonly dialect: Dialect;
  /** Whether a transaction takes CREATE, ALTER and DROP back. */
  readonly transactionalDdl: boolean;
  readonly savepoints: boolean;
  /** Whether the same SQL on the same checkpoint, with the same clock and seed, gives the same values again. */
  readonly replayable: boolean;
}

export interface OpenDatabase {
  /** What to restore; null for an empty database. */
  readonly from: Checkpoint | null;
  /** Whether foreign keys are enforced, where the engine leaves one the choice and `from` does not say. */
  readonly foreignKeys: boolean;
  /** What the database takes for now, in milliseconds since 1970, where it is replayable. */
  readonly now: number;
  /** Texts by which its random values differ from those of another database, where it is replayable. */
  readonly seed: readonly string[];
  readonly limits: Limits;
}

/**
 * A whole database, to start from again, as plain data. Both members are the
 * engine's own business; the bytes stand apart so that a message can hand them
 * over rather than copy them.
 */
export interface Checkpoint {
  readonly bytes: Uint8Array;
  /** What the bytes do not hold. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
}

/**
 * How SQL runs: `transaction` within the runner's own, which it must not end,
 * `bare` without one, `query` only looking.
 */
export type RunMode = 'transaction' | 'bare' | 'query';

/** The open database. Its methods are called one after the other. */
export interface Connection {
  readonly capabilities: Capabilities;
  readonly limits: Limits;
  /** The ledger's table in this database. */
  readonly ledger: LedgerTable;

  /** Walks a text, to run it statement by statement. */
  script(sql: string, options: SqlOptions): Script;
  /** The statements of a text, each let through by the engine's guard; none is run. */
  statements(sql: string, options: SqlOptions): Statements;
  /** Runs one statement that `statements` has let through, to its end. */
  run(statement: string): Promise<StatementRun>;
  /** Rows of a SELECT that `statements` has let through: as many as a table's state holds. */
  select(statement: string): Promise<Selected>;

  begin(): Promise<void>;
  /** Null, or why the transaction could not be committed; it is still open then. */
  commit(): Promise<DatabaseError | null>;
  /** Takes the open transaction back; does nothing where none is open. */
  rollback(): Promise<void>;
  inTransaction(): Promise<boolean>;
  /** Sets a savepoint. Where no transaction is open it opens one, which ends with this savepoint. */
  savepoint(name: string): Promise<void>;
  /** Keeps what happened since a savepoint. Null, or why that cannot be; the savepoint is still there then. */
  release(name: string): Promise<DatabaseError | null>;
  /** Takes back what happened since a savepoint, and the savepoint; nothing where an error has ended it already. */
  undo(name: string): Promise<void>;

  /**
   * The state of the database, inside an open transaction as well. What equals
   * `previous` is shared with it (the very same objects).
   */
  state(previous: DatabaseState | null): Promise<DatabaseState>;
  /** The whole database, to be opened again by `from`. Outside a transaction only. */
  checkpoint(): Promise<Checkpoint>;
}

export interface SqlOptions {
  readonly mode: RunMode;
  /** Whether a quoted name that names nothing is always an error, even where the engine would take it for a text. */
  readonly strictNames?: boolean;
}

/** A text on its way through the database, one statement at a time. */
export interface Script {
  /** Why nothing of the text is run, or null. */
  readonly refusal: DatabaseError | null;
  /** The statement that comes next, before the database sees it; null behind the last one. */
  next(): StatementText | null;
  /** Runs the statement that `next` told of last. None is run behind an error. */
  run(): Promise<ScriptStatement>;
  /** The text behind the last statement that was run; empty where no statement follows. */
  rest(): string;
  /** To be called at the end, early or not. */
  close(): void;
}

export interface StatementRun {
  /** Rows that it inserted, updated or deleted itself, triggers and cascades left out. */
  readonly rowsChanged: number;
  /** For a statement that returns columns. */
  readonly result: ResultSet | null;
  /** It was refused, or failed. */
  readonly error: DatabaseError | null;
}

export interface ScriptStatement extends StatementRun {
  /** Where the engine saw it begin and end. */
  readonly text: StatementText;
  /** Whether it is known to have left every table as it was. */
  readonly leavesTables: boolean;
}

export type Statements =
  { readonly statements: readonly StatementText[] } | { readonly refusal: DatabaseError };

export type Selected = { readonly result: ResultSet } | { readonly error: DatabaseError };

/** The ledger's table, as each dialect has it. Its name and columns are in ledger.ts. */
export interface LedgerTable {
  presence(): Promise<LedgerPresence>;
  /** Makes the table. */
  create(): Promise<DatabaseError | null>;
  insert(entry: LedgerEntry): Promise<DatabaseError | null>;
  /** Takes an entry out, if there still is one of that name. */
  remove(name: string): Promise<DatabaseError | null>;
}

/** `absent` when nothing has the ledger's name; `other` when that is a view, or a table with other columns. */
export type LedgerPresence = 'absent' | 'present' | 'other';
