/** What the check of a course runs on. */
import type { Database } from '../../rollout/database.ts';

/** Two databases, so that a learner's SQL cannot reach what it is compared with. */
export interface CheckContext {
  /** Where lessons are played and answers are tried. */
  readonly learner: Database;
  /** Where solutions and known wrong answers run. */
  readonly answers: Database;
  /** The databases' clock, in milliseconds since 1970. */
  readonly now: number;
}
