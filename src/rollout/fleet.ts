/** Which versions run when. Pure. */
import type { Action, FleetMove, Lesson, Step } from '../course/model.ts';
import { playedActions } from '../lesson/play.ts';

/** The fleet after some moves: a version that is deployed stands behind those that run. */
export function movedFleet(fleet: readonly string[], moves: readonly FleetMove[]): readonly string[] {
  let running = fleet;
  for (const { type, version } of moves) {
    const others = running.filter((other) => other !== version);
    if (type === 'retire') running = others;
    else if (!running.includes(version)) running = [...running, version];
  }
  return running;
}

/** The versions that run as a step, counted from 1, begins. */
export function fleetBefore(lesson: Pick<Lesson, 'fleet' | 'steps'>, step: number): readonly string[] {
  return lesson.steps[step - 2]?.fleet ?? lesson.fleet;
}

/** The versions that run at each action of a step, given those at its beginning. */
export function fleetAt(step: Step, before: readonly string[]): ReadonlyMap<Action, readonly string[]> {
  const running = new Map<Action, readonly string[]>();
  let fleet = before;
  for (const part of step.parts) {
    if (part.type === 'fleet') fleet = movedFleet(fleet, part.moves);
    if (part.type === 'action') running.set(part.action, fleet);
  }
  return running;
}

/**
 * The versions that run at a place of a step, in the lesson's order: every move
 * that stands above played action number `action` (from 0) has been made, all of
 * the step's where that is null.
 */
export function fleetAbove(
  lesson: Pick<Lesson, 'apps' | 'fleet' | 'steps'>,
  number: number,
  action: number | null,
): readonly string[] {
  const step = lesson.steps[number - 1];
  const before = fleetBefore(lesson, number);
  const next = step === undefined || action === null ? undefined : playedActions(step)[action];
  const running =
    next === undefined || step === undefined
      ? (step?.fleet ?? before)
      : (fleetAt(step, before).get(next) ?? before);
  return lesson.apps.flatMap(({ version }) => (running.includes(version) ? [version] : []));
}
