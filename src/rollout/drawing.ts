/** The walkthrough of a column's replacement as a drawing shows it: phases, the two columns, the versions, the ways back. */
import type { Lesson } from '../course/model.ts';
import type { ActionPlay, StepPlay } from '../lesson/play.ts';
import type { DatabaseState } from '../database/state.ts';
import {
  findPair,
  standing,
  touched,
  type ColumnPair,
  type ColumnStanding,
  type Touched,
} from './columns.ts';
import { statesByFirstName } from './lineage.ts';
import type { Probe } from './model.ts';
import { phaseEntries } from './phases.ts';
import { fleetFlow, stretches, type PlacedMove, type Stretch } from './timeline.ts';
import { isLossy, type WayBack } from './wayBack.ts';

export interface Drawing {
  readonly columns: ColumnPair;
  /** In order; at least two. */
  readonly phases: readonly DrawnPhase[];
  /** In the lesson's order; empty in a lesson without versions. */
  readonly versions: readonly DrawnVersion[];
  /** Deploys and retirements, from the first phase on. */
  readonly moves: readonly PlacedMove[];
  /** Index of the phase that cannot be left again without a loss, at least 1; null where every change can be taken back. */
  readonly noReturn: number | null;
}

export interface DrawnPhase {
  readonly phase: string;
  /** The step that entered it, from 1; 0 for what was there before the first. */
  readonly step: number;
  readonly old: ColumnStanding;
  readonly new: ColumnStanding;
  /** The way back to the phase before it; null for the first phase, and where it has not been tried. */
  readonly back: WayBack | null;
}

export interface DrawnVersion {
  readonly version: string;
  readonly writes: Touched;
  readonly reads: Touched;
  /** By phase: whether it can write and read there; null where it was not asked. */
  readonly works: readonly (boolean | null)[];
  /** When it runs in the lesson. */
  readonly runs: readonly Stretch[];
}

/** The phase that stands for the beginning, where the first phase has changed the columns already. */
const START = 'start';

/**
 * The drawing, from a lesson's steps as they ran and the ways back by phase.
 * Null where the phases replace no column by another.
 */
export function drawingOf(
  lesson: Lesson,
  plays: readonly StepPlay[],
  ways: Readonly<Record<string, WayBack>>,
): Drawing | null {
  const entries = phaseEntries(plays);
  const [first] = entries;
  if (first === undefined) return null;
  const start = first.action.before;
  const named = statesByFirstName(plays);
  const stateOf = (action: ActionPlay): DatabaseState => named.get(action) ?? action.played.state;
  const states = entries.map(({ action }) => stateOf(action));
  const pair = findPair([start, ...states], lesson.apps);
  if (pair === null) return null;

  const began = first.play.step.number;
  const opening = shapes(start, pair) === shapes(states[0] ?? start, pair) ? 0 : 1;
  const beginning = { phase: START, step: 0, state: start, probe: probeBefore(plays, began) };
  const entered = entries.map(({ phase, action, play }) => ({
    phase,
    step: play.step.number,
    state: stateOf(action),
    probe: play.probe,
  }));
  const flow = fleetFlow({ plays, entries, opening }, lesson.fleet);
  const moments = opening === 0 ? entered : [beginning, ...entered];
  const phases = moments.map(({ phase, step, state }, index): DrawnPhase => ({
    phase,
    step,
    old: standing(state, pair.table, pair.old),
    new: standing(state, pair.table, pair.new),
    back: index === 0 ? null : (ways[phase] ?? null),
  }));
  const lossy = phases.findIndex(({ back }) => back !== null && isLossy(back));
  return {
    columns: pair,
    phases,
    versions: lesson.apps.map(({ version, writes, reads }) => ({
      version,
      writes: touched(
        writes.map(({ sql }) => sql),
        pair,
      ),
      reads: touched(
        reads.map(({ sql }) => sql),
        pair,
      ),
      works: moments.map(({ probe }) => works(probe, version)),
      runs: stretches(version, flow),
    })),
    moves: flow.moves,
    noReturn: lossy < 0 ? null : lossy,
  };
}

/** Which of the two columns are there. */
function shapes(state: DatabaseState, pair: ColumnPair): string {
  return [pair.old, pair.new]
    .map((column) => standing(state, pair.table, column).shape === 'absent')
    .join(' ');
}

function probeBefore(plays: readonly StepPlay[], step: number): Probe | null {
  return plays.findLast((play) => play.step.number < step)?.probe ?? null;
}

function works(probe: Probe | null, version: string): boolean | null {
  const found = probe?.versions[version];
  return found === undefined ? null : found.write === 'ok' && found.read === 'ok';
}
