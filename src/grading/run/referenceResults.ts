/** What an exercise's solution and known wrong answers do on each data set: what an answer is compared with. */
import type { WrongAnswer } from '../../course/model.ts';
import type { Opened } from '../../migrate/model.ts';
import type { Trace } from '../attempt.ts';
import type { KindRows } from '../kinds.ts';

export interface ReferenceResults {
  /** The clock of every attempt that is measured by it, in milliseconds since 1970. */
  readonly now: number;
  /** The shown one first, then the hidden ones. */
  readonly dataSets: readonly ReferenceData[];
  /** Of SQLite. */
  readonly version: Promise<string>;
}

/** A data set, and what is known of it. */
export interface ReferenceData {
  /** `two patients without an mrn`; null for the shown data. */
  readonly about: string | null;
  /** The variant's name; null for the shown data. */
  readonly variant: string | null;
  start(): Promise<Opened>;
  /** `end`: possibly no more than what the parts do. */
  solution(extent: 'end'): Promise<Trace>;
  wrong(wrong: WrongAnswer, extent: 'end' | 'whole'): Promise<Trace>;
  kinds(): Promise<readonly KindRows[]>;
}
