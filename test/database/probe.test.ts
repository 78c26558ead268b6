/** What the application's versions can do in each phase of lesson 18, and that asking leaves no trace. */
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { performance } from 'node:perf_hooks';
import { LIMITS } from '../../src/database/limits.ts';
import { probeCheckpoint, probeVersions } from '../../src/rollout/run/probe.ts';
import type { App } from '../../src/course/model.ts';
import type { Probe, Verdict } from '../../src/rollout/model.ts';
import { APPS, PHASES, checkpointAt, VERSIONS, type Phase, type Version } from '../support/codes.ts';
import { openClient } from '../support/database.ts';
import { engine, NOW, opened } from './support.ts';

const phases = Object.keys(PHASES) as Phase[];
const database = openClient();
after(() => database.close());

const probes = new Map<Phase, Probe>();
for (const phase of phases) {
  probes.set(phase, await probeCheckpoint(engine, { from: checkpointAt(phase), apps: APPS, now: NOW }));
}
function probeAt(phase: Phase): Probe {
  return probes.get(phase)!;
}

/** Write / read, as CURRICULUM has it. */
const TABLE: Readonly<Record<Phase, readonly [string, string, string, string]>> = {
  S0: ['ok / ok', 'fails / ok', 'fails / fails', 'fails / fails'],
  S1: ['ok / ok', 'ok / ok', 'ok / null', 'fails / null'],
  S2a: ['ok / ok', 'ok / ok', 'ok / ok', 'fails / ok'],
  S2b: ['fails / ok', 'ok / ok', 'ok / ok', 'fails / ok'],
  S3: ['fails / ok', 'ok / ok', 'ok / ok', 'ok / ok'],
  S4: ['fails / fails', 'fails / fails', 'fails / ok', 'ok / ok'],
};

for (const phase of phases) {
  test(`${phase}: every version is asked`, () => {
    const { versions } = probeAt(phase);
    assert.deepEqual(Object.keys(versions), VERSIONS, 'in the order of the lesson');
    assert.deepEqual(
      VERSIONS.map((version) => `${versions[version]!.write} / ${versions[version]!.read}`),
      TABLE[phase],
    );
  });
}

function afterwards(phase: Phase, writer: Version): Readonly<Record<string, Verdict>> {
  return probeAt(phase).versions[writer]!.afterwards;
}

test('whose rows are read as NULL by whom', () => {
  assert.deepEqual(afterwards('S2a', 'A0'), { A0: 'ok', A1: 'ok', A2: 'null', A3: 'null' });
  assert.deepEqual(afterwards('S2a', 'A1'), { A0: 'ok', A1: 'ok', A2: 'ok', A3: 'ok' });
  assert.deepEqual(afterwards('S3', 'A3'), { A0: 'null', A1: 'null', A2: 'ok', A3: 'ok' });
  assert.deepEqual(afterwards('S3', 'A2'), { A0: 'ok', A1: 'ok', A2: 'ok', A3: 'ok' });
});

test('the pairs that may run side by side, and no others', () => {
  const safe = Object.fromEntries(
    phases.map((phase) => {
      const { versions } = probeAt(phase);
      const works = (one: Version, other: Version) =>
        versions[one]!.write === 'ok' && versions[one]!.afterwards[other] === 'ok';
      const crowds = VERSIONS.flatMap((one, index) =>
        VERSIONS.slice(index).map((other) => [one, other] as const),
      );
      const found = crowds.filter((crowd) => crowd.every((one) => crowd.every((other) => works(one, other))));
      return [phase, found.map(([one, other]) => (one === other ? one : `${one}+${other}`)).sort()];
    }),
  );
  assert.deepEqual(safe, {
    S0: ['A0'],
    S1: ['A0', 'A0+A1', 'A1'],
    S2a: ['A0', 'A0+A1', 'A1', 'A1+A2', 'A2'],
    S2b: ['A1', 'A1+A2', 'A2'],
    S3: ['A1', 'A1+A2', 'A2', 'A2+A3', 'A3'],
    S4: ['A3'],
  });
});

test('a failure comes with the words of the database, a wrong read with its rows', () => {
  assert.equal(probeAt('S0').versions.A1!.error, 'table visits has no column named dx_icd10');
  assert.equal(probeAt('S2b').versions.A0!.error, 'NOT NULL constraint failed: visits.dx_icd10');
  assert.equal(probeAt('S4').versions.A2!.error, 'table visits has no column named dx_code');
  const { error, evidence } = probeAt('S1').versions.A2!;
  assert.equal(error, null);
  assert.equal(evidence.length, 5, 'of seven');
  assert.deepEqual(evidence[0], { kind: 'null', key: '1', read: 'NULL', expected: 'a code' });
});

for (const phase of phases) {
  test(`${phase}: asking changes no byte of the database`, async () => {
    const from = checkpointAt(phase);
    const connection = await engine.open({ from, foreignKeys: false, now: NOW, seed: [], limits: LIMITS });
    const { bytes: before } = await connection.checkpoint();
    await probeVersions(connection, APPS);
    const { bytes: afterProbe } = await connection.checkpoint();
    assert.deepEqual(before, from.bytes);
    assert.deepEqual(afterProbe, before);
  });
}

/** A version with its names in double quotes. */
function quoted({ writes, reads, ...app }: App): App {
  const inQuotes = (sql: string) => sql.replace(/\bdx_\w+\b/g, '"$&"');
  return {
    ...app,
    writes: writes.map((write) => ({ ...write, sql: inQuotes(write.sql) })),
    reads: reads.map((read) => ({ ...read, sql: inQuotes(read.sql) })),
  };
}

test('double quotes cannot make a broken version look healthy', async () => {
  for (const phase of phases) {
    const { versions } = await probeCheckpoint(engine, {
      from: checkpointAt(phase),
      apps: APPS.map(quoted),
      now: NOW,
    });
    assert.deepEqual(
      VERSIONS.map((version) => `${versions[version]!.write} / ${versions[version]!.read}`),
      TABLE[phase],
      phase,
    );
  }
  const quotedText: App = {
    version: 'X',
    about: 'takes a name for a text',
    writes: [{ name: null, sql: 'INSERT INTO visits (patient_id, dx_code) VALUES (1, "no_such")', line: 1 }],
    // Another table does have a column of this name.
    reads: [{ name: null, sql: 'SELECT id, "mrn" FROM visits', line: 1, expects: [] }],
  };
  const { X } = (
    await probeCheckpoint(engine, { from: (await opened()).checkpoint, apps: [quotedText], now: NOW })
  ).versions;
  assert.deepEqual([X!.write, X!.read, X!.error], ['fails', 'fails', 'no such column: no_such']);
});

test('what a version may not do is a failure of its own, and undone as well', async () => {
  const { checkpoint } = await opened();
  const ask = async (write: string, read = 'SELECT id, dx_code FROM visits') =>
    (
      await probeCheckpoint(engine, {
        from: checkpoint,
        apps: [
          {
            version: 'X',
            about: '',
            writes: [{ name: null, sql: write, line: 1 }],
            reads: [
              {
                name: null,
                sql: read,
                line: 1,
                expects: [{ sql: 'SELECT id, dx_code FROM visits', line: 1 }],
              },
            ],
          },
        ],
        now: NOW,
      })
    ).versions.X!;
  assert.equal((await ask("INSERT INTO visits VALUES (9, 1, 'x'); COMMIT;")).write, 'fails');
  assert.equal((await ask("INSERT OR ROLLBACK INTO visits VALUES (1, 1, 'x')")).write, 'fails');
  assert.equal(
    (await ask("INSERT INTO visits VALUES (9, 1, 'x'); INSERT INTO visits VALUES (1, 1, 'x')")).write,
    'fails',
  );
  assert.equal(
    (await ask("INSERT INTO visits VALUES (9, 1, 'x')", 'DELETE FROM visits RETURNING id')).read,
    'fails',
  );
  assert.deepEqual(await ask("INSERT INTO visits VALUES (9, 1, 'x')"), {
    write: 'ok',
    read: 'ok',
    afterwards: { X: 'ok' },
    error: null,
    evidence: [],
    effects: [],
  });
});

test('a runaway version is stopped, and the lesson can go on', async () => {
  const endless = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c';
  const impatient = openClient({ timeoutMs: 200 });
  const apps: readonly App[] = [
    { version: 'X', about: '', writes: [], reads: [{ name: null, sql: endless, line: 1, expects: [] }] },
  ];
  const { checkpoint } = await opened();
  await assert.rejects(impatient.probe({ from: checkpoint, apps, now: NOW }), /Stopped after 0\.2 s/);
  const { versions } = await impatient.probe({ from: checkpoint, apps: [], now: NOW });
  assert.deepEqual(versions, {});
  await impatient.close();
});

test('through the worker the answer is the same, and soon there', async () => {
  const request = { from: checkpointAt('S2a'), apps: APPS, now: NOW };
  assert.deepEqual(await database.probe(request), probeAt('S2a'));
  const start = performance.now();
  for (let times = 0; times < 10; times++) await database.probe(request);
  console.log(`a probe of four versions takes ${((performance.now() - start) / 10).toFixed(1)} ms`);
});
