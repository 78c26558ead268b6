/** The matrix of a column replacement, phases by versions, as far as the lesson has come. Pure. */
import type { Lesson } from '../course/model.ts';
import { playedActions, type StepPlay } from '../lesson/play.ts';
import type { Probe, Verdict } from './model.ts';
import { phaseOf } from './phases.ts';

export interface MatrixRow {
  /** `S1` */
  readonly phase: string;
  /**
   * What the versions can do in it: as it was entered first, and in the present
   * phase as the database stands. Null: not there yet, or still to be predicted.
   */
  readonly probe: Probe | null;
  /** Whether the database is in this phase now. */
  readonly current: boolean;
}

export interface Matrix {
  /** In the lesson's order. */
  readonly versions: readonly string[];
  /** Every phase of the lesson, in the order in which they come first: as many from the first step to the last. */
  readonly rows: readonly MatrixRow[];
  /** The versions that run now. */
  readonly fleet: readonly string[];
  /** False while the outcomes are still to be predicted. */
  readonly uncovered: boolean;
}

/** How far the lesson has come. */
export interface Reached {
  /** Steps in front of the present one. */
  readonly steps: number;
  /** Actions of the present step that have run to their end. */
  readonly actions: number;
  /** The versions that run now. */
  readonly fleet: readonly string[];
  /** The phase that a rollback has led to which the lesson itself does not play here, or null. */
  readonly detour: string | null;
}

/** The matrix at a place of a lesson. */
export function matrixOf(
  lesson: Pick<Lesson, 'apps' | 'steps' | 'matrixAfter'>,
  plays: readonly StepPlay[],
  { steps, actions, fleet, detour }: Reached,
): Matrix {
  const first = new Map<string, Probe>();
  let current: string | null = null;
  let now: Probe | null = null;
  let uncovered = lesson.matrixAfter === null;
  for (const [index, play] of plays.slice(0, steps + 1).entries()) {
    for (const action of index < steps ? play.actions : play.actions.slice(0, actions)) {
      const { type } = action.action;
      if (type === 'migration' && action.played.error === null)
        uncovered ||= action.action.name === lesson.matrixAfter;
      now = action.probe;
      const phase = phaseOf(action);
      if (phase === null) continue;
      current = phase;
      if (now !== null && !first.has(phase)) first.set(phase, now);
    }
  }
  if (detour !== null) {
    current = detour;
    now = null;
  }
  return {
    versions: lesson.apps.map(({ version }) => version),
    rows: phasesOf(lesson).map((phase) => {
      const known = phase === current ? (now ?? first.get(phase)) : first.get(phase);
      return { phase, probe: uncovered ? (known ?? null) : null, current: phase === current };
    }),
    fleet,
    uncovered,
  };
}

/** Every phase that a lesson's steps lead to, each once. */
function phasesOf({ steps }: Pick<Lesson, 'steps'>): readonly string[] {
  const phases = steps.flatMap((step) =>
    playedActions(step).flatMap((action) =>
      'phase' in action && action.phase !== null && action.fails === null ? [action.phase] : [],
    ),
  );
  return [...new Set(phases)];
}

/**
 * Versions for which this one's writing makes rows wrong, whatever else they read
 * wrong before, and what they read after it; empty where its write does not work.
 */
export function blinded(
  { versions }: Probe,
  writer: string,
): readonly { readonly version: string; readonly verdict: Verdict }[] {
  const writing = versions[writer];
  if (writing?.write !== 'ok') return [];
  const spoiled = new Set(writing.effects.map(({ version }) => version));
  return Object.entries(writing.afterwards).flatMap(([version, verdict]) =>
    version !== writer && spoiled.has(version) ? [{ version, verdict }] : [],
  );
}
