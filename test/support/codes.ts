/** The clinic's application in its four versions, and the phases of lesson 18 in which they are asked. */
import type { App, AppRead, SqlFence } from '../../src/course/model.ts';
import type { Database, LabRequest, LabStep } from '../../src/rollout/database.ts';
import type { Checkpoint } from '../../src/database/port.ts';
import { rollbackAtHand, unitOf, type ActionPlay } from '../../src/lesson/play.ts';
import { lessonNumbered, NOW, playHere } from './course.ts';

export const VERSIONS = ['A0', 'A1', 'A2', 'A3'] as const;
export type Version = (typeof VERSIONS)[number];

function fence(sql: string): SqlFence {
  return { sql, line: 1 };
}

// What a code means stands in dx_target; once a column is gone, the other one is all that there is.
const OLD: AppRead = {
  name: 'codes',
  ...fence('SELECT id, dx_code FROM visits'),
  expects: [
    fence(`SELECT v.id, coalesce(v.dx_code, (SELECT min(t.icd9) FROM dx_target AS t WHERE t.icd10 = v.dx_icd10))
      FROM visits AS v`),
    fence('SELECT id, dx_code FROM visits'),
    fence("SELECT id, 'a code' FROM visits"),
  ],
};
const NEW: AppRead = {
  name: 'codes',
  ...fence('SELECT id, dx_icd10 FROM visits'),
  expects: [
    fence(`SELECT v.id, coalesce((SELECT t.icd10 FROM dx_target AS t WHERE t.icd9 = v.dx_code), v.dx_icd10)
      FROM visits AS v`),
    fence("SELECT id, coalesce(dx_icd10, 'a code') FROM visits"),
  ],
};

function app(version: Version, about: string, write: string, read: AppRead): App {
  return { version, about, writes: [{ name: 'books a visit', ...fence(write) }], reads: [read] };
}

const BOTH = "INSERT INTO visits (patient_id, dx_code, dx_icd10) VALUES (1, '401.9', 'I10')";

export const APPS: readonly App[] = [
  app('A0', 'knows the old column', "INSERT INTO visits (patient_id, dx_code) VALUES (1, '401.9')", OLD),
  app('A1', 'writes both, reads the old', BOTH, OLD),
  app('A2', 'writes both, reads the new', BOTH, NEW),
  app('A3', 'knows the new column', "INSERT INTO visits (patient_id, dx_icd10) VALUES (1, 'I10')", NEW),
];

/** The migration with which each phase begins. */
export const PHASES = {
  S0: '0002_require_dx_code',
  S1: '0003_add_dx_icd10',
  S2a: '0008_backfill_dx_icd10',
  S2b: '0009_require_dx_icd10',
  S3: '0010_relax_dx_code',
  S4: '0012_drop_dx_code',
} as const;
export type Phase = keyof typeof PHASES;

const { lesson, opened, plays } = await playHere(lessonNumbered(18));

/** Lesson 18's migrations by name, as they ran. */
export const migrations: ReadonlyMap<string, ActionPlay> = new Map(
  plays
    .flatMap(({ actions }) => actions)
    .flatMap((play) => (play.action.type === 'migration' ? [[play.action.name, play] as const] : [])),
);

/** The database as a phase begins. */
export function checkpointAt(phase: Phase): Checkpoint {
  const play = migrations.get(PHASES[phase]);
  if (play === undefined) throw new Error(`Lesson 18 has no migration ${PHASES[phase]}`);
  return play.played.checkpoint;
}

/** A migration of lesson 18 as a move of the lab. */
function migrationMove(id: string, migration: string): LabStep {
  const step = lesson.steps.find(({ parts }) =>
    parts.some((part) => part.type === 'action' && 'name' in part.action && part.action.name === migration),
  );
  const back = step === undefined ? null : rollbackAtHand(step);
  const { action } = migrations.get(migration)!;
  return {
    id,
    label: migration,
    type: 'migration',
    migration,
    up: unitOf(action),
    rollback: back === null ? null : unitOf(back),
  };
}

function deploy(version: Version): LabStep {
  return { id: version, label: `deploy ${version}`, type: 'deploy', version, up: null, rollback: null };
}

/** The order that the lesson takes: four deploys, the first of which ran before. */
export const FOUR_DEPLOYS = ['S1', 'A1', 'S2a', 'S2b', 'A2', 'S3', 'A3', 'S4'] as const;

/** Where S0 holds and the decisions about codes stand in dx_target, before anything else. */
export async function preparedFor(database: Database): Promise<Checkpoint> {
  let { checkpoint } = opened;
  for (const name of [PHASES.S0, '0006_one_target_per_code', '0007_decide_dx_codes']) {
    const played = await database.play({ from: checkpoint, unit: migrations.get(name)!.unit, now: NOW });
    if (played.error !== null) throw new Error(played.error.message);
    ({ checkpoint } = played);
  }
  return checkpoint;
}

/** A lab over all phases, from `preparedFor`. */
export function labRequest(prepared: Checkpoint): LabRequest {
  const move = (id: string): LabStep =>
    id.startsWith('A') ? deploy(id as Version) : migrationMove(id, PHASES[id as Phase]);
  return {
    from: prepared,
    apps: APPS,
    fleet: ['A0'],
    steps: FOUR_DEPLOYS.map(move),
    traffic: 'reads and writes',
    now: NOW,
  };
}
