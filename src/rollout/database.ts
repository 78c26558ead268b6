/**
 * A lesson's database as the program has it, wherever it runs. A state is asked
 * for by naming the checkpoint it starts from, so that what runs it may be
 * stopped and replaced between any two calls without losing anything.
 */
import type { App, LabMove } from '../course/model.ts';
import type { Checkpoint } from '../database/port.ts';
import type { Clock, Opened, OpenRequest, TextRun } from '../migrate/model.ts';
import type { LabRun, Probe } from './model.ts';
import type { Maker, Played, Unit } from './unit.ts';

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
  allOrders(request: LabRequest, signal?: AbortSignal): Promise<AllOrders>;
  /** The engine's: `3.54.1` */
  version(): Promise<string>;
  close(): Promise<void>;
}

export interface PlayRequest extends Clock {
  readonly from: Checkpoint;
  readonly unit: Unit;
  /** True where the state after each statement is not looked at, which then may be that before the unit. */
  readonly brief?: boolean;
}

export interface ConsoleRequest extends Clock {
  readonly from: Checkpoint;
  /** A unit to run on the checkpoint first, up to and including statement number `statements` of it. */
  readonly after: { readonly unit: Unit; readonly statements: number } | null;
}

/** What running a text at the prompt did. */
export type ConsoleReply = TextRun<Maker>;

/** A copy of a state to try SQL on; closing it undoes everything. */
export interface Console {
  /**
   * Runs all statements of the text, stopping at the first error. Each is its
   * own transaction unless the text opens one. A stopped runaway leaves the
   * console as it was before the text.
   */
  run(sql: string, signal?: AbortSignal): Promise<ConsoleReply>;
  close(): Promise<void>;
}

export interface ProbeRequest extends Clock {
  readonly from: Checkpoint;
  readonly apps: readonly App[];
}

/** A lab's move with the SQL that it runs. */
export type LabStep = LabMove & {
  readonly up: Unit | null;
  /** The way back of a migration, or null where there is none. */
  readonly rollback: Unit | null;
};

export interface LabRequest extends Clock {
  readonly from: Checkpoint;
  /** All versions of the lesson. */
  readonly apps: readonly App[];
  /** Versions that run at the start. */
  readonly fleet: readonly string[];
  readonly steps: readonly LabStep[];
  readonly traffic: 'reads and writes' | 'none';
}

/** Every order of a lab's moves. */
export interface AllOrders {
  /** How many orders there are. */
  readonly orders: number;
  /** Those in which nothing went wrong, as ids. */
  readonly safe: readonly (readonly string[])[];
  /** Moves that were really run; orders share their beginnings, and one that went wrong is not run on. */
  readonly runs: number;
}
