/** An attempt as one task for the database's side of the worker: one message an attempt, not one for each thing it asks. */
import type { Answer, Check } from '../../course/model.ts';
import { LIMITS, type Limits } from '../../database/limits.ts';
import type { Checkpoint, Engine } from '../../database/port.ts';
import { inspect } from '../../migrate/runner.ts';
import type { Database } from '../../rollout/database.ts';
import { playUnit } from '../../rollout/run/play.ts';
import type { Attempt } from '../attempt.ts';
import { runAttempt, type AttemptRequest, type AttemptScope } from './attempt.ts';

/** Plain data; of the exercise only what an attempt looks at, so that nothing secret reaches the learner's SQL. */
export interface AttemptTask extends AttemptScope {
  readonly exercise: {
    readonly twice: boolean;
    readonly rollback: boolean;
    readonly checks: readonly Check[];
  };
  readonly answer: Answer;
  readonly from: Checkpoint;
}

/** A database that may be able to carry out whole attempts. */
export interface GradingDatabase extends Database {
  /** Null where it had to be stopped. */
  attempt?(task: AttemptTask, signal?: AbortSignal): Promise<Attempt | null>;
}

/** Carries a task out where the engine is. */
export async function carryOutAttempt(
  engine: Engine,
  { from, ...task }: AttemptTask,
  limits: Limits = LIMITS,
): Promise<Attempt> {
  const state = await inspect(engine, { from, now: task.now }, limits);
  const database: AttemptRequest['database'] = { play: (request) => playUnit(engine, request, limits) };
  return runAttempt({ ...task, start: { checkpoint: from, state }, database });
}

/**
 * Runs an attempt as one task, where the database can. One that was stopped is
 * run again play by play, which tells what it was that did not come to its end.
 */
export async function attemptOnce(
  request: AttemptRequest & { readonly database: GradingDatabase },
): Promise<Attempt> {
  const { exercise, answer, start, database, now, signal, extent = 'whole', detailed = false } = request;
  const { twice, rollback, checks } = exercise;
  const task = {
    exercise: { twice, rollback, checks },
    answer,
    from: start.checkpoint,
    now,
    extent,
    detailed,
  };
  const whole = (await database.attempt?.(task, signal)) ?? null;
  return whole === null ? runAttempt(request) : withOwnChecks(whole, checks);
}

/** What came as a message holds copies of the exercise's checks; each stands on a line of its own. */
function withOwnChecks(whole: Attempt, checks: readonly Check[]): Attempt {
  const parts = whole.parts.map((part) => ({
    ...part,
    checks: part.checks.map((run) => ({
      ...run,
      check: checks.find(({ line }) => line === run.check.line) ?? run.check,
    })),
  }));
  return { ...whole, parts };
}
