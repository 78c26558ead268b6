/** Which version runs from when to when, along the phases of a walkthrough. */
import type { FleetMove } from '../course/model.ts';
import { playedActions, type StepPlay } from '../lesson/play.ts';
import { phaseOf, type PhaseEntry } from './phases.ts';

/**
 * A move of the fleet with its place: 0 is where the first phase begins, 1 the
 * second, and the moves in a phase divide it evenly.
 */
export interface PlacedMove extends FleetMove {
  readonly at: number;
}

/** From one place to another, both as in `PlacedMove`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The steps as they ran, and the phases that they entered. */
export interface Walkthrough {
  readonly plays: readonly StepPlay[];
  readonly entries: readonly PhaseEntry[];
  /** 1 where a phase of its own stands for what was before the first entry, else 0. */
  readonly opening: 0 | 1;
}

/** The fleet along the phases. */
export interface FleetFlow {
  /** Versions that run where the first phase begins. */
  readonly atFirst: readonly string[];
  /** In order. */
  readonly moves: readonly PlacedMove[];
  /** How many phases there are: the end of the last one. */
  readonly end: number;
}

/**
 * How the fleet moves from phase to phase; `fleet` are the versions that run
 * when the lesson begins. Each phase shows its first visit: what moves while the
 * lesson is back in an earlier phase, or in one for the second time, is made up
 * for at once where the next new phase begins.
 */
export function fleetFlow({ plays, entries, opening }: Walkthrough, fleet: readonly string[]): FleetFlow {
  const end = entries.length + opening;
  const running = new Set(fleet);
  let atFirst = fleet;
  let shown = new Set(fleet);
  const moves: PlacedMove[] = [];
  let visit: FleetMove[] = [];
  let reached = opening - 1;
  let first = opening === 1;
  const endVisit = (): void => {
    moves.push(...visit.map((move, index) => ({ ...move, at: reached + (index + 1) / (visit.length + 1) })));
    visit = [];
    first = false;
  };
  const enter = (phase: string): void => {
    const index = entries.findIndex((entry) => entry.phase === phase) + opening;
    const known = entries.some((entry) => entry.phase === phase);
    if (known && index === reached) return;
    endVisit();
    if (!known || index < reached) return;
    if (reached < 0) atFirst = [...running];
    else moves.push(...difference(shown, running).map((move) => ({ ...move, at: index })));
    shown = new Set(running);
    reached = index;
    first = true;
  };
  const make = (move: FleetMove): void => {
    apply(move, running);
    if (!first) return;
    apply(move, shown);
    visit.push(move);
  };

  for (const { step, actions } of plays) {
    const played = playedActions(step);
    for (const part of step.parts) {
      if (part.type === 'fleet') part.moves.forEach(make);
      const play = part.type === 'action' ? actions[played.indexOf(part.action)] : undefined;
      const phase = play === undefined ? null : phaseOf(play);
      if (phase !== null) enter(phase);
    }
  }
  endVisit();
  return { atFirst, moves, end };
}

/** When a version runs, within the phases. */
export function stretches(version: string, { atFirst, moves, end }: FleetFlow): readonly Stretch[] {
  const found: Stretch[] = [];
  let from: number | null = atFirst.includes(version) ? 0 : null;
  for (const move of moves) {
    if (move.version !== version) continue;
    if (move.type === 'deploy') from ??= move.at;
    else if (from !== null) {
      found.push({ from, to: move.at });
      from = null;
    }
  }
  return from === null ? found : [...found, { from, to: end }];
}

function apply({ type, version }: FleetMove, running: Set<string>): void {
  if (type === 'deploy') running.add(version);
  else running.delete(version);
}

/** The moves from one fleet to another. */
function difference(from: ReadonlySet<string>, to: ReadonlySet<string>): readonly FleetMove[] {
  return [
    ...[...to].flatMap((version): FleetMove[] => (from.has(version) ? [] : [{ type: 'deploy', version }])),
    ...[...from].flatMap((version): FleetMove[] => (to.has(version) ? [] : [{ type: 'retire', version }])),
  ];
}
