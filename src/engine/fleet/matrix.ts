/** The matrix of a column replacement, phases by versions, as far as it was played. Pure. */
import type { StepPlay } from '../lesson/play.ts';
import type { Probe } from './model.ts';

export interface MatrixRow {
  /** `S1` */
  readonly phase: string;
  /** Number of the step that is shown, from 1: the first that entered the phase, in the current phase the last. */
  readonly step: number;
  /** What the versions could do at the end of that step. */
  readonly probe: Probe;
  /** The versions that ran at the end of that step. */
  readonly fleet: readonly string[];
  /** Whether the database is in this phase now. */
  readonly current: boolean;
}

export interface Matrix {
  /** In the lesson's order; empty before the first probe. */
  readonly versions: readonly string[];
  /** In the order in which the phases came first. */
  readonly rows: readonly MatrixRow[];
  /** What the versions can do now: after the last of the steps. Null without versions. */
  readonly now: Probe | null;
  /** The versions that run now. */
  readonly fleet: readonly string[];
}

/**
 * The matrix after these steps, from the lesson's first one on. A step that
 * goes through several phases shows the last: it is asked at its end alone.
 */
export function matrixOf(plays: readonly StepPlay[]): Matrix {
  const last = plays.at(-1);
  const now = last?.probe ?? null;
  const first = new Map<string, Omit<MatrixRow, 'current'>>();
  let latest: Omit<MatrixRow, 'current'> | null = null;
  let current: string | null = null;
  for (const play of plays) {
    const phase = phaseAfter(play);
    if (phase === null || play.probe === null) continue;
    current = phase;
    latest = { phase, step: play.step.number, probe: play.probe, fleet: play.step.fleet };
    if (!first.has(phase)) first.set(phase, latest);
  }
  return {
    versions: Object.keys(now?.versions ?? {}),
    // A phase that a rollback came back to may work less well than on the way up: shown while one is in it.
    rows: [...first.values()].map((row) =>
      row.phase === current ? { ...(latest ?? row), current: true } : { ...row, current: false },
    ),
    now,
    fleet: last?.step.fleet ?? [],
  };
}

/** The phase that a step brought the database to, or null: it stayed where it was. */
function phaseAfter({ actions }: StepPlay): string | null {
  let phase: string | null = null;
  for (const { action, played } of actions) {
    if (played.error === null && 'phase' in action) phase = action.phase ?? phase;
  }
  return phase;
}
