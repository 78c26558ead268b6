/** Plays a lesson on a database, step by step. The terminal, `run` and the lessons' own check all play through here. */
import type { Action, Fixture, Lesson } from '../course/model.ts';
import { checksum } from '../course/checksum.ts';
import type { Database } from '../rollout/database.ts';
import type { Opened } from '../migrate/model.ts';
import type { Checkpoint } from '../database/port.ts';
import {
  playedActions,
  surprise,
  unitOf,
  type ActionPlay,
  type Breakage,
  type StepPlay,
  type Versions,
} from './play.ts';
import { lineAt } from '../sql/describe.ts';
import { excerptOf } from '../sql/excerpt.ts';
import { countRequests, requestsIn } from '../rollout/count.ts';
import { fleetAt, fleetBefore } from '../rollout/fleet.ts';
import type { Probe, TrafficCount } from '../rollout/model.ts';
import type { DatabaseState } from '../database/state.ts';

/** What a lesson is played on. */
export interface Stage {
  readonly database: Database;
  readonly fixture: Fixture;
  /** The database's clock, in milliseconds since 1970: fixed, so that replays show equal states. */
  readonly now: number;
  readonly signal?: AbortSignal;
}

export type PlayEvent =
  | { readonly type: 'opened'; readonly opened: Opened }
  | { readonly type: 'step'; readonly play: StepPlay }
  | { readonly type: 'broken'; readonly breakage: Breakage };

/** Opens a lesson's database: its fixture, with the baseline in the ledger where the lesson asks for one. */
function openLesson(lesson: Lesson, stage: Stage): Promise<Opened> {
  return stage.database.open({
    scripts: stage.fixture.scripts,
    foreignKeys: lesson.foreignKeys,
    baseline:
      lesson.baseline === null
        ? null
        : { name: lesson.baseline, checksum: checksum(stage.fixture.scripts.map((s) => s.sql).join('\n')) },
    now: stage.now,
  });
}

/**
 * Plays all steps in order, up to and including step number `last` (from 1),
 * and ends at the first breakage. Throws FixtureError when the fixture fails.
 */
export async function* playLesson(
  lesson: Lesson,
  stage: Stage,
  last = lesson.steps.length,
): AsyncGenerator<PlayEvent> {
  const opened = await openLesson(lesson, stage);
  yield { type: 'opened', opened };
  const ask = proberOf(lesson, stage);
  let { checkpoint, state } = opened;
  for (const step of lesson.steps.slice(0, last)) {
    const before = state;
    const actions: ActionPlay[] = [];
    const fleet = fleetAt(step, fleetBefore(lesson, step.number));
    let broken: Breakage | null = null;
    for (const action of playedActions(step)) {
      const versions = { apps: lesson.apps, running: fleet.get(action) ?? [] };
      const play = await playAction(action, checkpoint, state, stage, versions);
      ({ checkpoint, state } = play.played);
      const since = await ask(checkpoint);
      actions.push({ ...play, probe: 'probe' in since ? since.probe : null });
      const message = surprise(action, play.played.error);
      if (message === null) continue;
      broken = breakageAt(step.number, play, message);
      break;
    }
    const asked = broken === null ? await ask(checkpoint) : { probe: null };
    if ('message' in asked) broken = { step: step.number, line: step.line, sql: '', message: asked.message };
    const probe = 'probe' in asked ? asked.probe : null;
    yield { type: 'step', play: { step, actions, before, after: state, probe, traffic: trafficOf(actions) } };
    if (broken === null) continue;
    yield { type: 'broken', breakage: broken };
    return;
  }
}

/** Asks the lesson's versions what they can do, if it has any; a database that has not changed is not asked again. */
function proberOf(
  { apps }: Lesson,
  { database, now, signal }: Stage,
): (from: Checkpoint) => Promise<{ readonly probe: Probe | null } | { readonly message: string }> {
  let last: { readonly from: Checkpoint; readonly probe: Probe } | null = null;
  return async (from) => {
    if (apps.length === 0) return { probe: null };
    try {
      if (last?.from !== from) last = { from, probe: await database.probe({ from, apps, now }, signal) };
      return { probe: last.probe };
    } catch (error) {
      return { message: error instanceof Error ? error.message : String(error) };
    }
  };
}

function trafficOf(actions: readonly ActionPlay[]): TrafficCount | null {
  const requests = actions.flatMap(({ played }) => requestsIn(played));
  return requests.length === 0 ? null : countRequests(requests);
}

interface PlayOptions extends Pick<Stage, 'now' | 'signal'> {
  readonly database: Pick<Database, 'play'>;
  readonly brief?: boolean;
}

/** Runs one action from a checkpoint; `brief` as in a request to the database. */
export async function playAction(
  action: Action,
  from: Checkpoint,
  before: DatabaseState,
  { database, now, signal, brief = false }: PlayOptions,
  versions?: Versions,
): Promise<ActionPlay> {
  const unit = unitOf(action, versions);
  const played = await database.play({ from, unit, now, brief }, signal);
  return { action, unit, from, before, played, probe: null };
}

function breakageAt(step: number, { action, played }: ActionPlay, message: string): Breakage {
  const last = played.statements.at(-1);
  const failing = last?.error == null ? { sql: action.sql, offset: 0 } : last;
  const { text, offset } = excerptOf(failing.sql);
  return { step, line: action.line - 1 + lineAt(action.sql, failing.offset + offset), sql: text, message };
}
