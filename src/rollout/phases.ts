/** The phases of a walkthrough, each with the action that entered it first. */
import type { ActionPlay, StepPlay } from '../lesson/play.ts';

export interface PhaseEntry {
  readonly phase: string;
  /** What entered it: a migration or a rollback that ran to its end. */
  readonly action: ActionPlay;
  /** The step that it stands in. */
  readonly play: StepPlay;
}

/**
 * The phases in the order in which they were entered, each once. A phase that
 * a rollback led into, and that the lesson leaves for a phase it was in before,
 * is a detour and no part of the way.
 */
export function phaseEntries(plays: readonly StepPlay[]): readonly PhaseEntry[] {
  const entered = plays.flatMap((play) =>
    play.actions.flatMap((action): readonly PhaseEntry[] => {
      const phase = phaseOf(action);
      return phase === null ? [] : [{ phase, action, play }];
    }),
  );
  const first = (phase: string): number => entered.findIndex((entry) => entry.phase === phase);
  return entered.filter(({ phase, action }, index) => {
    const next = entered.slice(index + 1).find((entry) => entry.phase !== phase);
    const detour = action.action.type === 'rollback' && next !== undefined && first(next.phase) < index;
    return first(phase) === index && !detour;
  });
}

/** The phase that an action led into, or null. */
export function phaseOf({ action, played }: ActionPlay): string | null {
  const entered = action.type === 'migration' || action.type === 'rollback' ? action.phase : null;
  return played.error === null ? entered : null;
}
