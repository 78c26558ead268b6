/** What grading says of an answer. `check --json` prints it, so the names here are public: version 1. */

export interface Report {
  readonly format: 1;
  /** The lesson's slug. */
  readonly lesson: string;
  readonly solved: boolean;
  readonly points: number;
  readonly maxPoints: number;
  /** What the lesson says to whoever gives this wrong answer, or null. */
  readonly knownMistake: string | null;
  readonly checks: readonly CheckResult[];
  readonly error: AnswerError | null;
  readonly engine: { readonly sqlite: string };
}

export interface CheckResult {
  readonly name: string;
  /** Hidden data sets are one: nothing of them is told apart. */
  readonly dataset: 'shown' | 'hidden';
  /** Null: not run, because an earlier one failed. */
  readonly passed: boolean | null;
  /** One sentence; on hidden data it names the kind of row, never the row. */
  readonly message: string;
  /** The first difference, in words or as values; null where there is nothing to show, always on hidden data. */
  readonly expected: ReportValue;
  readonly actual: ReportValue;
  readonly points: number;
}

export type ReportValue =
  | null
  | string
  | {
      readonly columns: readonly string[];
      readonly rows: readonly (readonly (null | number | string | { readonly blob: string })[])[];
    };

/** The answer did not run on the shown data. */
export interface AnswerError {
  /**
   * A statement that failed; a line at which the answer cannot be read, where
   * `statement` says nothing; or the answer as a whole, where `line` says nothing either.
   */
  readonly about: 'statement' | 'line' | 'answer';
  /** Number of the statement within its section, from 1. */
  readonly statement: number;
  /** Line in the learner's text, from 1. */
  readonly line: number;
  readonly message: string;
}
