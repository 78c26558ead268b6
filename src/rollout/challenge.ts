/** The order lab: what is run, and whether an order meets a challenge. */
import type { Lab, LabChallenge, Lesson } from '../course/model.ts';
import type { LabRequest, LabStep } from './database.ts';
import type { Opened } from '../migrate/model.ts';
import type { Checkpoint } from '../database/port.ts';
import { playedActions, rollbackAtHand, unitOf, type StepPlay } from '../lesson/play.ts';
import type { LabMoveRun, LabRun } from './model.ts';

/** Whether the state in which the lab begins is there: the steps before it have been played. */
export function isLabReady(lab: Lab, opened: Opened | null, plays: readonly StepPlay[]): boolean {
  return opened !== null && plays.length >= lab.after;
}

/** What the database needs to run orders; null while the step after which the lab begins has not been played. */
export function labRequest(
  lesson: Lesson,
  lab: Lab,
  challenge: LabChallenge | undefined,
  opened: Opened | null,
  plays: readonly StepPlay[],
): Omit<LabRequest, 'now'> | null {
  if (opened === null || !isLabReady(lab, opened, plays)) return null;
  const actions = plays.slice(0, lab.after).flatMap((play) => play.actions);
  const from: Checkpoint = actions.at(-1)?.played.checkpoint ?? opened.checkpoint;
  return {
    from,
    apps: lesson.apps,
    fleet: lab.fleet,
    steps: lab.moves.map((move): LabStep => ({ ...move, ...unitsOf(lesson, move) })),
    traffic: challenge?.traffic ?? 'reads and writes',
  };
}

/** A migration's SQL and its way back, from wherever in the lesson they stand first. */
function unitsOf(lesson: Lesson, move: Lab['moves'][number]): Pick<LabStep, 'up' | 'rollback'> {
  if (move.type !== 'migration') return { up: null, rollback: null };
  for (const step of lesson.steps) {
    const action = playedActions(step).find(
      (each) => each.type === 'migration' && each.name === move.migration,
    );
    if (action === undefined) continue;
    const back = rollbackAtHand(step);
    return { up: unitOf(action), rollback: back === null ? null : unitOf(back) };
  }
  return { up: null, rollback: null };
}

/** How an order stands to a challenge. */
export interface Judgement {
  readonly met: boolean;
  /** What keeps it from being met, one sentence each; the first is the one to look at. */
  readonly reasons: readonly string[];
}

export function judgeOrder(lab: Lab, challenge: LabChallenge, run: LabRun): Judgement {
  const label = (id: string): string => lab.moves.find((move) => move.id === id)?.label ?? id;
  const order = run.moves.map((move) => move.id);
  const missing = challenge.needs.filter((id) => !order.includes(id));
  const wrong = run.firstWrong === null ? undefined : run.moves[run.firstWrong];
  const stuck = challenge.backAfter === null ? [] : stuckMoves(lab, run, challenge.backAfter);
  const reasons = [
    ...(wrong === undefined
      ? []
      : isFoundLater(lab, wrong)
        ? [`“${label(wrong.id)}” finds rows: it went wrong before that.`]
        : [`It goes wrong at “${label(wrong.id)}”.`]),
    ...(missing.length === 0 ? [] : [`Still to do: ${missing.map(label).join(', ')}.`]),
    ...(challenge.most !== null && order.length > challenge.most
      ? [`${order.length} moves; at most ${challenge.most} are asked for.`]
      : []),
    ...stuck.map((id) => `“${label(id)}” cannot be taken back without losing values.`),
  ];
  return { met: reasons.length === 0, reasons };
}

/** Whether a move only asks. */
function isCheck(lab: Lab, id: string): boolean {
  return lab.moves.some((move) => move.id === id && move.type === 'check');
}

/** Whether a move went wrong only as a check that found rows: what it found went wrong before it. */
export function isFoundLater(lab: Lab, { id, requests }: LabMoveRun): boolean {
  return isCheck(lab, id) && requests.every(({ verdict }) => verdict === 'ok');
}

/** One of the things that a challenge asks for, and how an order stands to it so far. */
export interface Goal {
  readonly words: string;
  /** `open`: not yet, and it can still be. `missed`: only by taking moves back. */
  readonly state: 'reached' | 'open' | 'missed';
}

/** What a challenge asks for, one by one; `run` is null before the order ran. */
export function goalsOf(lab: Lab, challenge: LabChallenge, run: LabRun | null): readonly Goal[] {
  const label = (id: string): string => lab.moves.find((move) => move.id === id)?.label ?? id;
  const order = run?.moves.map((move) => move.id) ?? [];
  const { needs, most, backAfter, traffic } = challenge;
  const missing = needs.filter((id) => !order.includes(id));
  const done = missing.length === 0;
  const well = traffic === 'none' ? 'no move is refused' : 'nothing fails, no version reads wrong';
  const made = run?.moves ?? [];
  const checks = made.filter(({ id }) => isCheck(lab, id));
  const refused = made.some(({ id, error }) => error !== null && !isCheck(lab, id));
  const served = made.every(({ requests }) => requests.every(({ verdict }) => verdict === 'ok'));
  return [
    { words: well, state: made.length === 0 ? 'open' : refused || !served ? 'missed' : 'reached' },
    ...(checks.length === 0 && !needs.some((id) => isCheck(lab, id))
      ? []
      : [
          {
            words: 'the check finds nothing',
            state:
              checks.length === 0
                ? 'open'
                : checks.some(({ error }) => error !== null)
                  ? 'missed'
                  : 'reached',
          } as const,
        ]),
    ...(most === null
      ? []
      : [
          {
            words: `${order.length} of at most ${most} moves`,
            state: order.length > most ? 'missed' : done ? 'reached' : 'open',
          } as const,
        ]),
    ...(backAfter === null
      ? []
      : [
          {
            words: 'every migration can go back without a loss',
            state:
              run !== null && stuckMoves(lab, run, backAfter).length > 0
                ? 'missed'
                : order.includes(backAfter)
                  ? 'reached'
                  : 'open',
          } as const,
        ]),
    ...(needs.length === 0
      ? []
      : [
          {
            words: done
              ? `made: ${needs.map(label).join(', ')}`
              : `to make: ${missing.map(label).join(', ')}`,
            state: done ? 'reached' : 'open',
          } as const,
        ]),
  ];
}

/** Migrations up to a move that do not come back whole. */
function stuckMoves(lab: Lab, run: LabRun, last: string): readonly string[] {
  const at = run.moves.findIndex((move) => move.id === last);
  // Before that move has been made, all that was made so far counts.
  return run.moves
    .slice(0, at < 0 ? undefined : at + 1)
    .filter(
      (move) =>
        !move.reversible && lab.moves.some((each) => each.id === move.id && each.type === 'migration'),
    )
    .map((move) => move.id);
}

/** Whether an order that meets a challenge is better than the best so far: fewer moves. */
export function isBetter(order: readonly string[], best: readonly string[] | undefined): boolean {
  return best === undefined || order.length < best.length;
}
