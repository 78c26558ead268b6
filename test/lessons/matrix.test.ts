/**
 * Lesson 18's table of phases: which version of the application works on which
 * schema, found by running lesson 18's own migrations and asking each version.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test, { after, before } from 'node:test';
import type { Checkpoint } from '../../src/database/port.ts';
import type { ActionPlay } from '../../src/lesson/play.ts';
import { playLesson } from '../../src/lesson/player.ts';
import { fixtureOf, lessonNumbered, NOW } from '../support/course.ts';
import { openClient } from '../support/database.ts';

const VERSIONS = ['A0', 'A1', 'A2', 'A3'] as const;
type Version = (typeof VERSIONS)[number];

// Bare names: in double quotes a missing column would be a text, and every version would look healthy.
const WRITES: Readonly<Record<Version, string>> = {
  A0: "INSERT INTO visits (patient_id, dx_code) VALUES (1, '401.9')",
  A1: "INSERT INTO visits (patient_id, dx_code, dx_icd10) VALUES (1, '401.9', 'I10')",
  A2: "INSERT INTO visits (patient_id, dx_code, dx_icd10) VALUES (1, '401.9', 'I10')",
  A3: "INSERT INTO visits (patient_id, dx_icd10) VALUES (1, 'I10')",
};
const READS: Readonly<Record<Version, string>> = {
  A0: 'SELECT id, dx_code FROM visits',
  A1: 'SELECT id, dx_code FROM visits',
  A2: 'SELECT id, dx_icd10 FROM visits',
  A3: 'SELECT id, dx_icd10 FROM visits',
};

/** The migration with which each phase begins: the first of that name. */
const PHASES = {
  S0: '0002_require_dx_code',
  S1: '0003_add_dx_icd10',
  S2a: '0008_backfill_dx_icd10',
  S2b: '0009_require_dx_icd10',
  S3: '0010_relax_dx_code',
  S4: '0012_drop_dx_code',
} as const;
type Phase = keyof typeof PHASES;

/** What came of a write, or of a read of every row. */
type Outcome = 'ok' | 'fails' | 'NULLs';

const lesson = lessonNumbered(18);
const database = openClient();
const phases = new Map<Phase, ActionPlay>();

before(async () => {
  for await (const event of playLesson(lesson, { database, fixture: fixtureOf(lesson), now: NOW })) {
    assert.notEqual(event.type, 'broken');
    if (event.type !== 'step') continue;
    for (const play of event.play.actions) {
      for (const phase of Object.keys(PHASES) as Phase[]) {
        const { action } = play;
        const begins = action.type === 'migration' && action.name === PHASES[phase];
        if (begins && !phases.has(phase)) phases.set(phase, play);
      }
    }
  }
  assert.deepEqual([...phases.keys()], Object.keys(PHASES));
});
after(() => database.close());

function checkpointOf(phase: Phase): Checkpoint {
  return phases.get(phase)!.played.checkpoint;
}

function digest({ bytes }: Checkpoint): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Runs statements one after the other on a copy of a phase's database, and gives what came of each. */
async function ask(phase: Phase, ...sql: readonly string[]): Promise<readonly Answer[]> {
  const from = checkpointOf(phase);
  const digestBefore = digest(from);
  const console = await database.console({ from, after: null, now: NOW });
  const answers: Answer[] = [];
  for (const text of sql) {
    const { statements, error } = await console.run(text);
    const rows = statements[0]?.result?.rows ?? [];
    const holes = rows.filter((row) => row.includes(null)).length;
    const outcome: Outcome = error !== null ? 'fails' : holes > 0 ? 'NULLs' : 'ok';
    answers.push({ outcome, holes, rows: rows.length, error: error?.message ?? null });
  }
  await console.close();
  assert.equal(digest(from), digestBefore, 'what an application does leaves no trace in the lesson');
  return answers;
}

interface Answer {
  readonly outcome: Outcome;
  /** Rows with a NULL. */
  readonly holes: number;
  readonly rows: number;
  readonly error: string | null;
}

/** What each version can do in a phase, each asked on a copy of its own; a phase is asked once. */
function versionsAt(phase: Phase): Promise<readonly { readonly write: Answer; readonly read: Answer }[]> {
  const known = asked.get(phase);
  if (known !== undefined) return known;
  const answers = Promise.all(
    VERSIONS.map(async (version) => {
      const [read, write] = await ask(phase, READS[version], WRITES[version]);
      return { write: write!, read: read! };
    }),
  );
  asked.set(phase, answers);
  return answers;
}
const asked = new Map<Phase, ReturnType<typeof versionsAt>>();

const TABLE: Readonly<Record<Phase, readonly [string, string, string, string]>> = {
  S0: ['ok / ok', 'fails / ok', 'fails / fails', 'fails / fails'],
  S1: ['ok / ok', 'ok / ok', 'ok / NULLs', 'fails / NULLs'],
  S2a: ['ok / ok', 'ok / ok', 'ok / ok', 'fails / ok'],
  S2b: ['fails / ok', 'ok / ok', 'ok / ok', 'fails / ok'],
  S3: ['fails / ok', 'ok / ok', 'ok / ok', 'ok / ok'],
  S4: ['fails / fails', 'fails / fails', 'fails / ok', 'ok / ok'],
};

for (const phase of Object.keys(PHASES) as Phase[]) {
  test(`${phase}: what each version can write / read`, async () => {
    const versions = await versionsAt(phase);
    assert.deepEqual(
      versions.map(({ write, read }) => `${write.outcome} / ${read.outcome}`),
      TABLE[phase],
    );
  });
}

test('each phase has the schema that its name says', () => {
  const columns = Object.fromEntries(
    [...phases].map(([phase, { played }]) => {
      const visits = played.state.tables.find(({ schema }) => schema.name === 'visits')!;
      const codes = visits.schema.columns.filter(({ name }) => name.startsWith('dx_'));
      return [phase, codes.map(({ name, notNull }) => `${name}${notNull ? ' NOT NULL' : ''}`).join(', ')];
    }),
  );
  assert.deepEqual(columns, {
    S0: 'dx_code NOT NULL',
    S1: 'dx_code NOT NULL, dx_icd10',
    S2a: 'dx_code NOT NULL, dx_icd10',
    S2b: 'dx_code NOT NULL, dx_icd10 NOT NULL',
    S3: 'dx_code, dx_icd10 NOT NULL',
    S4: 'dx_icd10 NOT NULL',
  });
});

test('no version fails for another reason than the one taught', async () => {
  const NEW_MISSING = 'table visits has no column named dx_icd10';
  const OLD_MISSING = 'table visits has no column named dx_code';
  const OLD_REQUIRED = 'NOT NULL constraint failed: visits.dx_code';
  const NEW_REQUIRED = 'NOT NULL constraint failed: visits.dx_icd10';
  const OLD_UNREAD = 'no such column: dx_code';
  const NEW_UNREAD = 'no such column: dx_icd10';
  const reasons = async (phase: Phase, what: 'write' | 'read') =>
    (await versionsAt(phase)).map((version) => version[what].error);
  assert.deepEqual(await reasons('S0', 'write'), [null, NEW_MISSING, NEW_MISSING, NEW_MISSING]);
  assert.deepEqual(await reasons('S0', 'read'), [null, null, NEW_UNREAD, NEW_UNREAD]);
  assert.deepEqual(await reasons('S1', 'write'), [null, null, null, OLD_REQUIRED]);
  assert.deepEqual(await reasons('S2a', 'write'), [null, null, null, OLD_REQUIRED]);
  assert.deepEqual(await reasons('S2b', 'write'), [NEW_REQUIRED, null, null, OLD_REQUIRED]);
  assert.deepEqual(await reasons('S3', 'write'), [NEW_REQUIRED, null, null, null]);
  assert.deepEqual(await reasons('S4', 'write'), [OLD_MISSING, OLD_MISSING, OLD_MISSING, null]);
  assert.deepEqual(await reasons('S4', 'read'), [OLD_UNREAD, OLD_UNREAD, null, null]);
});

test('S1: before the backfill A2 and A3 read NULL for every visit', async () => {
  const [read] = await ask('S1', READS.A2);
  assert.equal(read!.rows, 7);
  assert.equal(read!.holes, 7);
});

test('S2a: what A0 writes after the backfill, A2 and A3 read as NULL', async () => {
  const [write, a0, a1, a2, a3] = await ask('S2a', WRITES.A0, READS.A0, READS.A1, READS.A2, READS.A3);
  assert.equal(write!.outcome, 'ok');
  assert.deepEqual([a0!.outcome, a1!.outcome, a2!.outcome, a3!.outcome], ['ok', 'ok', 'NULLs', 'NULLs']);
  assert.deepEqual([a2!.holes, a3!.holes], [1, 1]);
});

test('S3: what A3 writes, A0 and A1 read as NULL', async () => {
  const [write, a0, a1, a2, a3] = await ask('S3', WRITES.A3, READS.A0, READS.A1, READS.A2, READS.A3);
  assert.equal(write!.outcome, 'ok');
  assert.deepEqual([a0!.outcome, a1!.outcome, a2!.outcome, a3!.outcome], ['NULLs', 'NULLs', 'ok', 'ok']);
  assert.deepEqual([a0!.holes, a1!.holes], [1, 1]);
});

test('the pairs that may run together while a deploy rolls', async () => {
  const crowds: readonly (readonly Version[])[] = [
    ...VERSIONS.map((version) => [version]),
    ...VERSIONS.flatMap((one, index) => VERSIONS.slice(index + 1).map((other) => [one, other])),
  ];
  /** The crowds of which all can write, and then all read every row without a hole. */
  const safeAt = async (phase: Phase): Promise<readonly string[]> => {
    const sql = crowds.map((crowd) => [
      'BEGIN',
      ...crowd.map((version) => WRITES[version]),
      ...crowd.map((version) => READS[version]),
      'ROLLBACK',
    ]);
    const answers = await ask(phase, ...sql.flat());
    return crowds.flatMap((crowd, index) => {
      const at = sql.slice(0, index).flat().length;
      const own = answers.slice(at, at + sql[index]!.length);
      return own.every(({ outcome }) => outcome === 'ok') ? [crowd.join('+')] : [];
    });
  };
  const found: Partial<Record<Phase, readonly string[]>> = {};
  for (const phase of phases.keys()) found[phase] = await safeAt(phase);
  assert.deepEqual(found, {
    S0: ['A0'],
    S1: ['A0', 'A1', 'A0+A1'],
    S2a: ['A0', 'A1', 'A2', 'A0+A1', 'A1+A2'],
    S2b: ['A1', 'A2', 'A1+A2'],
    S3: ['A1', 'A2', 'A3', 'A1+A2', 'A2+A3'],
    S4: ['A3'],
  });
});
