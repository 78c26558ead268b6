/** Which version runs from when to when, along the phases of a walkthrough. */
import type { FleetMove } from '../../content/model.ts';
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

/**
 * The moves of the fleet in the lesson's order. A phase lasts until a later one
 * is entered for the first time, detours included. Moves before the first phase
 * are left out.
 */
export function fleetMoves(walkthrough: Walkthrough): readonly PlacedMove[] {
  const phases = walkthrough.entries.length + walkthrough.opening;
  const moves: FleetMove[][] = Array.from({ length: phases }, () => []);
  walk(walkthrough, (move, phase) => moves[phase]?.push(move));
  return moves.flatMap((inPhase, phase) =>
    inPhase.map((move, index) => ({ ...move, at: phase + (index + 1) / (inPhase.length + 1) })),
  );
}

/** When a version runs, within the phases; `fleet` are the versions that run when the lesson begins. */
export function stretches(
  version: string,
  fleet: readonly string[],
  walkthrough: Walkthrough,
): readonly Stretch[] {
  let runs = fleet.includes(version);
  walk(walkthrough, (move, phase) => {
    if (phase < 0 && move.version === version) runs = move.type === 'deploy';
  });
  const found: Stretch[] = [];
  let from: number | null = runs ? 0 : null;
  for (const move of fleetMoves(walkthrough)) {
    if (move.version !== version) continue;
    if (move.type === 'deploy') from ??= move.at;
    else if (from !== null) {
      found.push({ from, to: move.at });
      from = null;
    }
  }
  return from === null ? found : [...found, { from, to: walkthrough.entries.length + walkthrough.opening }];
}

/** Goes through the parts of all steps and tells each move with the index of its phase, -1 before the first. */
function walk(
  { plays, entries, opening }: Walkthrough,
  tell: (move: FleetMove, phase: number) => void,
): void {
  let phase = opening - 1;
  for (const { step, actions } of plays) {
    const played = playedActions(step);
    for (const part of step.parts) {
      if (part.type === 'fleet') for (const move of part.moves) tell(move, phase);
      if (part.type !== 'action') continue;
      const play = actions[played.indexOf(part.action)];
      const entered = play === undefined ? null : phaseOf(play);
      const index = entries.findIndex((entry) => entry.phase === entered);
      if (index >= 0) phase = Math.max(phase, index + opening);
    }
  }
}
