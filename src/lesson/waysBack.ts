/** Finds what each phase change costs to take back, by taking it back. */
import type { Action, Lesson, RollbackAction } from '../course/model.ts';
import { phaseEntries, type PhaseEntry } from '../rollout/phases.ts';
import { lostThrough, type WayBack } from '../rollout/wayBack.ts';
import type { ActionPlay, StepPlay } from './play.ts';
import type { DatabaseState } from '../database/state.ts';
import { playAction, type Stage } from './player.ts';

/**
 * The way back from each phase that the steps entered, by phase: the rollback
 * at hand, or else one that a later step plays, run right after the change. What
 * it does not bring back counts as lost only where going forward again does not
 * bring it back either. Nothing of it stays.
 */
export async function waysBack(
  lesson: Lesson,
  plays: readonly StepPlay[],
  stage: Pick<Stage, 'database' | 'now' | 'signal'>,
): Promise<Readonly<Record<string, WayBack>>> {
  const entries = phaseEntries(plays);
  const ways: Record<string, WayBack> = {};
  for (const [index, entry] of entries.entries()) {
    ways[entry.phase] = await wayBack(entry, rollbackOf(lesson, entry), entries[index + 1] ?? null, stage);
  }
  return ways;
}

async function wayBack(
  { action: entering }: PhaseEntry,
  rollback: RollbackAction | null,
  next: PhaseEntry | null,
  stage: Pick<Stage, 'database' | 'now' | 'signal'>,
): Promise<WayBack> {
  // What running versions write between two batches is not the migration's doing.
  const action = withoutRequests(entering.action);
  const up =
    action === entering.action ? entering : await playAction(action, entering.from, entering.before, stage);
  const trail = [up.before, ...statesOf(up)];
  if (rollback === null) return { type: 'none', error: null, lost: lostThrough(trail), closes: null };
  const back = await playAction(rollback, up.played.checkpoint, up.played.state, stage);
  if (back.played.error !== null) {
    return { type: 'refused', error: back.played.error.message, lost: lostThrough(trail), closes: null };
  }
  const forth = await playAction(action, back.played.checkpoint, back.played.state, stage);
  const trailBack = [...trail, ...statesOf(back)];
  const trails = forth.played.error === null ? [trailBack, [...trailBack, ...statesOf(forth)]] : [trailBack];
  const late = next === null ? null : await playAction(rollback, next.action.from, next.action.before, stage);
  return {
    type: 'back',
    error: null,
    lost: lostThrough(...trails),
    closes: late?.played.error?.message ?? null,
  };
}

function withoutRequests(action: Action): Action {
  if (action.type !== 'migration' || action.batches === null) return action;
  return { ...action, batches: { ...action.batches, requests: 0 } };
}

/** The rollback of what entered a phase: the one in its own step, or else the next in the lesson. */
function rollbackOf(lesson: Lesson, { action: { action }, play }: PhaseEntry): RollbackAction | null {
  if (action.type !== 'migration') return null;
  const rollbacks = lesson.steps
    .filter(({ number }) => number >= play.step.number)
    .flatMap(({ parts }) =>
      parts.flatMap((part) =>
        part.type === 'action' && part.action.type === 'rollback' ? [part.action] : [],
      ),
    );
  return rollbacks.find(({ name }) => name === action.name) ?? null;
}

function statesOf({ played }: ActionPlay): readonly DatabaseState[] {
  return [...played.statements.map((statement) => statement.state), played.state];
}
