/**
 * What there is to see, as blocks of meaning: for a moment of a lesson, an
 * exercise, a lab or a console. Nothing here knows a width, a colour or a key.
 * Texts are data as they came; each renderer makes them safe for its medium.
 */
import type { PhrasingContent } from 'mdast';
import type { Action, Prose } from '../course/model.ts';
import type { ResultSet } from '../database/result.ts';
import type { LedgerEntry } from '../database/state.ts';
import type { Change } from '../lesson/changes.ts';
import type { TextPart } from '../lesson/moments.ts';
import type { MigrationKind } from '../migrate/kind.ts';
import type { Drawing } from '../rollout/drawing.ts';
import type { RequestOutcome, TrafficCount } from '../rollout/model.ts';
import type { TableView } from './table/table.ts';

/** Text to read: what the author wrote, a question, its verdict, or a sentence of the program. */
export type TextBlock = TextPart | QuestionBlock | VerdictBlock | BreakageBlock | NoteBlock;

/** What the database holds or answered. */
export type DataBlock = TableBlock | ResultBlock | LedgerBlock | NoteBlock;

/** The lesson did something that its file does not announce, and cannot go on. */
export interface BreakageBlock {
  readonly type: 'breakage';
  readonly message: string;
  /** File and line. */
  readonly where: string;
}

/** A sentence of the program about what is shown. */
export interface NoteBlock {
  readonly type: 'note';
  readonly tone: 'quiet' | 'insight';
  readonly text: string;
}

/** A question before a step runs, with what has been chosen so far. */
export interface QuestionBlock {
  readonly type: 'question';
  readonly question: Prose;
  /** Whether several answers may hold. */
  readonly several: boolean;
  readonly options: readonly {
    readonly text: readonly PhrasingContent[];
    readonly chosen: boolean;
    /** The cursor is on it. */
    readonly here: boolean;
  }[];
}

/** How an answer compares with what happened. */
export interface VerdictBlock {
  readonly type: 'verdict';
  readonly question: Prose;
  /** `unanswered`: the question was passed by. */
  readonly outcome: 'right' | 'wrong' | 'unanswered';
  /** What was answered; empty where nothing was. */
  readonly said: readonly (readonly PhrasingContent[])[];
  /** What holds. */
  readonly correct: readonly (readonly PhrasingContent[])[];
  readonly explanation: Prose;
}

/** A fence's SQL: what it is, which statement is in hand, what became of it. */
export interface SqlBlock {
  readonly type: 'sql';
  readonly action: Action;
  /** What it turned out to change; null before it ran, so that nothing is given away, and for what is no migration. */
  readonly kind: MigrationKind | null;
  /** Whether it has run, to its end or to its error. */
  readonly ran: boolean;
  /** The statements that ran, in order; empty before. In batches one stands for each batch and each request. */
  readonly statements: readonly ShownStatement[];
  /** Index of the statement that just ran; null: none has, or all have. */
  readonly current: number | null;
  /** An error that no statement caused: when the transaction was to be kept. */
  readonly error: ShownError | null;
}

export interface ShownStatement {
  readonly sql: string;
  /** Where it stands in the action's SQL, in UTF-16 units. */
  readonly offset: number;
  /** Rows that it inserted, updated or deleted itself. */
  readonly rowsChanged: number;
  readonly error: ShownError | null;
  readonly result: ResultSet | null;
  /** What made it run, beside being written there. */
  readonly made: BatchProgress | ShownRequest | null;
}

export interface ShownError {
  readonly message: string;
  /** The lesson says that it comes. */
  readonly announced: boolean;
}

/** How far a migration in batches is after one of them. */
export interface BatchProgress {
  readonly type: 'batch';
  /** From 1. */
  readonly number: number;
  readonly batches: number;
  /** Rows changed so far, and rows to change as far as that is known. */
  readonly done: number;
  readonly rows: number;
}

/** A request of a running version that really happened. */
export interface ShownRequest {
  readonly type: 'request';
  readonly request: RequestOutcome;
}

/** A table, before and after where it was changed. */
export interface TableBlock {
  readonly type: 'table';
  /** Null: there is no table yet. */
  readonly table: TableView | null;
  /** A row that is to be in view where nothing changed, from 0; null: the first. */
  readonly near: number | null;
}

export interface ResultBlock {
  readonly type: 'result';
  readonly result: ResultSet;
  /** It is of the query before the one whose SQL is shown. */
  readonly earlier: boolean;
}

/** Which migrations have run. */
export interface LedgerBlock {
  readonly type: 'ledger';
  /** Oldest first; null where there is no ledger yet. */
  readonly entries: readonly LedgerEntry[] | null;
}

/** The whole walkthrough: phases, the two columns, the versions, the ways back. */
export interface DrawingBlock {
  readonly type: 'drawing';
  /** `pending`: it is being made. `none`: the phases do not replace one column by another. */
  readonly drawing: Drawing | 'pending' | 'none';
  /** The phase where the reader is, or null. */
  readonly phase: string | null;
}

/** In a sentence, what just happened. */
export type StatusBlock =
  | { readonly type: 'running' }
  /** `rolledBack`: the whole migration with it. */
  | { readonly type: 'failed'; readonly rolledBack: boolean }
  | { readonly type: 'requests'; readonly count: TrafficCount }
  | { readonly type: 'found'; readonly result: ResultSet }
  | { readonly type: 'changed'; readonly change: Change };
