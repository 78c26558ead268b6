/** A lesson's steps as they really ran: what each action did to the database. */
import type { Action, App, RollbackAction, Step } from '../course/model.ts';
import type { Played, StatementOutcome, Unit } from '../rollout/unit.ts';
import type { Checkpoint } from '../database/port.ts';
import type { DatabaseError } from '../database/error.ts';
import type { Probe, TrafficCount } from '../rollout/model.ts';
import type { DatabaseState } from '../database/state.ts';

export interface StepPlay {
  readonly step: Step;
  /** Those that are played, in the order of the file; rollbacks at hand are not among them. */
  readonly actions: readonly ActionPlay[];
  readonly before: DatabaseState;
  readonly after: DatabaseState;
  /** What the application's versions can do after the step; null in a lesson without versions. */
  readonly probe: Probe | null;
  /** The requests that really happened in the step; null where there were none. */
  readonly traffic: TrafficCount | null;
}

export interface ActionPlay {
  readonly action: Action;
  readonly unit: Unit;
  /** Where it started, so that any statement of it can be reached again. */
  readonly from: Checkpoint;
  readonly before: DatabaseState;
  readonly played: Played;
  /** What the application's versions can do right after it; null in a lesson without versions. */
  readonly probe: Probe | null;
}

/** A lesson did something that its file does not announce, or it was stopped: it cannot go on from here. */
export interface Breakage {
  /** Number of the step, from 1. */
  readonly step: number;
  /** Line of the statement's first code in the lesson's file, from 1. */
  readonly line: number;
  /** The statement as an error quotes it (see `excerptOf`). */
  readonly sql: string;
  readonly message: string;
}

/** The actions of a step that the walkthrough runs. */
export function playedActions(step: Step): readonly Action[] {
  return step.parts.flatMap((part) =>
    part.type === 'action' && !(part.action.type === 'rollback' && part.action.atHand) ? [part.action] : [],
  );
}

/** The rollback that a step keeps at hand, or null. */
export function rollbackAtHand(step: Step): RollbackAction | null {
  for (const part of step.parts) {
    if (part.type === 'action' && part.action.type === 'rollback' && part.action.atHand) return part.action;
  }
  return null;
}

/** The application around an action. */
export interface Versions {
  /** All versions of the lesson. */
  readonly apps: readonly App[];
  /** Those that run at the moment. */
  readonly running: readonly string[];
}

const NO_VERSIONS: Versions = { apps: [], running: [] };

/** How the database is to run an action, among the application's versions. */
export function unitOf(action: Action, { apps, running }: Versions = NO_VERSIONS): Unit {
  switch (action.type) {
    case 'migration': {
      const { name, checksum, sql, transaction } = action;
      const meanwhile = apps.filter((app) => running.includes(app.version));
      const batches = action.batches === null ? null : { ...action.batches, apps: meanwhile };
      return { type: 'migration', name, checksum, sql, transaction, batches };
    }
    case 'rollback': {
      const { name, sql, transaction } = action;
      return { type: 'rollback', name, sql, transaction };
    }
    case 'traffic': {
      const { version, name, sql } = action;
      const reads = apps.find((app) => app.version === version)?.reads ?? [];
      const others = apps.filter((app) => app.version !== version && running.includes(app.version));
      return { type: 'traffic', version, name, sql, reads, others };
    }
    case 'query':
      return { type: 'query', sql: action.sql };
  }
}

/**
 * Why an action did not go as its fence says, in one sentence, or null. An
 * error that the fence announces with `fails "…"` is as it should be.
 */
export function surprise(action: Action, error: DatabaseError | null): string | null {
  if (action.fails === null) return error === null ? null : error.message;
  if (error === null) return `it should fail with "${action.fails}", but it ran`;
  return error.message.includes(action.fails)
    ? null
    : `it should fail with "${action.fails}", but failed with "${error.message}"`;
}

/** The state that statement number `index` of an action started from. */
export function stateBefore(play: ActionPlay, index: number): DatabaseState {
  return index === 0 ? play.before : (play.played.statements[index - 1] as StatementOutcome).state;
}
