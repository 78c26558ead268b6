/** What the exercise's screen needs beside the report: the tables as the answer leaves them. */
import type { StatementOutcome } from '../rollout/unit.ts';
import type { DatabaseState } from '../database/state.ts';
import type { Report } from './model.ts';

export interface Graded {
  /** The learner's text that was graded. */
  readonly text: string;
  readonly report: Report;
  /** How the answer ran on the shown data; null where it could not be cut into parts. */
  readonly shown: ShownRun | null;
}

export interface ShownRun {
  /** The fixture before the answer. */
  readonly before: DatabaseState;
  /** After the last part, or after what ran of them. */
  readonly after: DatabaseState;
  /** Parts that ran, the failing one included, in order. */
  readonly parts: readonly { readonly name: string; readonly statements: readonly StatementOutcome[] }[];
}
