/** What a lesson runs on its database: a migration tool's units, and those that happen among running versions. */
import type { App, AppRead } from '../course/model.ts';
import type { Batch, MigrationUnit, Outcome, QueryUnit, RollbackUnit, UnitRun } from '../migrate/model.ts';
import type { RequestOutcome } from './model.ts';

/** A piece of SQL to run as one, with the way in which to run it. */
export type Unit =
  /** With batches null it runs once. */
  (MigrationUnit & { readonly batches: BatchPlan | null }) | RollbackUnit | TrafficUnit | QueryUnit;

/** A write of an application version that really happens, outside any migration; the ledger does not know it. */
export interface TrafficUnit {
  readonly type: 'traffic';
  readonly version: string;
  readonly name: string | null;
  readonly sql: string;
  /** What the version reads, to judge whether it reads its write back right. */
  readonly reads: readonly AppRead[];
  /** The versions that run beside it, to tell what the write does to them. */
  readonly others: readonly App[];
}

/** A migration in batches: its one statement until it changes no row, requests of the running versions between. */
export interface BatchPlan {
  /** Requests between two batches. */
  readonly requests: number;
  readonly seed: number;
  /** The versions that run meanwhile. */
  readonly apps: readonly App[];
}

/** What made a statement that is not simply the next of its text; a request stands on the last statement of its SQL. */
export type Maker = Batch | { readonly type: 'request'; readonly request: RequestOutcome };

export type StatementOutcome = Outcome<Maker>;

export type Played = UnitRun<Maker>;
