/** Which versions run when. Pure. */
import type { Action, FleetMove, Lesson, Step } from '../../content/model.ts';

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
