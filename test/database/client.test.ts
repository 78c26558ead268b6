import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test, { after } from 'node:test';
import { FixtureError, type OpenRequest } from '../../src/migrate/model.ts';
import type { Checkpoint } from '../../src/database/port.ts';
import { createDatabase, type WorkerDatabase } from '../../src/worker/client.ts';
import { createPool } from '../../src/worker/workerPool.ts';
import { createHandler } from '../../src/worker/handler.ts';
import { createQueue } from '../../src/worker/callQueue.ts';
import { LIMITS } from '../../src/database/limits.ts';
import type { Reply } from '../../src/worker/protocol.ts';
import type { Engine } from '../../src/database/port.ts';
import { loadEngine } from '../../src/database/registry.ts';
import { openClient, workerBundle } from '../support/database.ts';
import { CLINIC, ENDLESS, migration, NOW, opened, play, table } from './support.ts';

const request: OpenRequest = {
  scripts: [{ file: 'schema.sql', sql: CLINIC }],
  foreignKeys: false,
  baseline: null,
  now: NOW,
};

const databases: WorkerDatabase[] = [];
function database(timeoutMs?: number): WorkerDatabase {
  const made = openClient(timeoutMs === undefined ? {} : { timeoutMs });
  databases.push(made);
  return made;
}
after(() => Promise.all(databases.map((one) => one.close())));

const DELETE_THEN_ENDLESS = migration(`DELETE FROM visits; ${ENDLESS} SELECT 2`);

test('through the worker comes what the worker’s core gives', async () => {
  const client = database();
  assert.match(await client.version(), /^3\.\d+\.\d+$/);
  const start = await client.open(request);
  const here = await opened();
  assert.deepEqual(start.state, here.state);
  assert.deepEqual(Buffer.from(start.checkpoint.bytes), Buffer.from(here.checkpoint.bytes));
  for (const sql of [
    'DELETE FROM visits; SELECT random(); ALTER TABLE patients ADD x',
    'DELETE FROM visits; SELECT nope',
    '',
  ]) {
    const there = await client.play({ from: start.checkpoint, unit: migration(sql), now: NOW });
    const { checkpoint, ...rest } = await play(here, sql);
    assert.deepEqual({ ...there, checkpoint: null }, { ...rest, checkpoint: null });
    assert.deepEqual(Buffer.from(there.checkpoint.bytes), Buffer.from(checkpoint.bytes));
  }
});

test('states that are equal are the same object, and so is an unchanged checkpoint', async () => {
  const client = database();
  const start = await client.open(request);
  const played = await client.play({
    from: start.checkpoint,
    unit: migration('DELETE FROM visits'),
    now: NOW,
  });
  assert.equal(table(played.state, 'patients'), table(start.state, 'patients'));
  const query = await client.play({
    from: played.checkpoint,
    unit: { type: 'query', sql: 'SELECT 1' },
    now: NOW,
  });
  assert.equal(query.state, played.state);
  assert.equal(query.checkpoint, played.checkpoint);
  const copy: Checkpoint = { ...played.checkpoint };
  const unknown = await client.play({ from: copy, unit: { type: 'query', sql: 'SELECT 1' }, now: NOW });
  assert.deepEqual(unknown.state, played.state);
});

test('a runaway statement is stopped by the time-out, and the state before is there', async () => {
  const client = database(800);
  const start = await client.open(request);
  const bytes = Buffer.from(start.checkpoint.bytes);
  const stopped = await client.play({ from: start.checkpoint, unit: DELETE_THEN_ENDLESS, now: NOW });
  assert.deepEqual(stopped.error, {
    kind: 'timeout',
    message: 'Stopped after 0.8 s without coming to an end. The database is as it was before.',
  });
  assert.deepEqual(
    stopped.statements.map(({ sql, error }) => [sql, error?.kind]),
    [
      ['DELETE FROM visits;', undefined],
      [ENDLESS, 'timeout'],
    ],
  );
  assert.equal(table(stopped.statements[0]!.state, 'visits').rowCount, 0);
  assert.equal(stopped.rest, 'SELECT 2');
  assert.equal(stopped.state, start.state);
  assert.equal(stopped.checkpoint, start.checkpoint);
  assert.deepEqual(Buffer.from(start.checkpoint.bytes), bytes);
  const next = await client.play({ from: start.checkpoint, unit: migration('DELETE FROM visits'), now: NOW });
  assert.equal(next.error, null);

  const copy: Checkpoint = { ...start.checkpoint };
  const unknown = await client.play({ from: copy, unit: DELETE_THEN_ENDLESS, now: NOW });
  assert.deepEqual([unknown.error?.kind, unknown.checkpoint], ['timeout', copy]);
  assert.deepEqual(unknown.state, start.state);
});

test('a signal stops what runs and what waits', async () => {
  const client = database();
  const start = await client.open(request);
  const abort = new AbortController();
  const running = client.play({ from: start.checkpoint, unit: DELETE_THEN_ENDLESS, now: NOW }, abort.signal);
  const waiting = client.play({ from: start.checkpoint, unit: DELETE_THEN_ENDLESS, now: NOW }, abort.signal);
  const other = client.play({ from: start.checkpoint, unit: migration('DELETE FROM visits'), now: NOW });
  abort.abort();
  for (const stopped of [await running, await waiting]) {
    assert.equal(stopped.error?.kind, 'cancelled');
    assert.deepEqual(stopped.state, start.state);
  }
  assert.equal((await other).error, null);
});

test('a signal stops a statement while it runs, and the next call finds another worker', async () => {
  const pool = createPool({ engine: 'sqlite', url: workerBundle() }, true);
  const queue = createQueue(pool, 60_000);
  const { checkpoint: from } = await opened();
  const abort = new AbortController();
  const stopped = await queue.call({
    task: { type: 'play', request: { from, unit: DELETE_THEN_ENDLESS, now: NOW }, known: false },
    signal: abort.signal,
    onReply: (reply) => {
      if (reply.type === 'started' && reply.statement.sql === ENDLESS) abort.abort();
    },
  });
  assert.equal('stopped' in stopped && stopped.stopped.kind, 'cancelled');
  assert.equal(queue.steady(), false);
  const next = await queue.call({ task: { type: 'inspect', request: { from, now: NOW } } });
  assert.equal('result' in next && next.result.type, 'state');
  await queue.close();
  await pool.close();
});

test('a worker that ends by itself, or does not start, is said', async () => {
  const { checkpoint: from } = await opened();
  const worker = (body: string) =>
    createDatabase({
      workerUrl: new URL(
        `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'; ${body}`)}`,
      ),
    });
  const ending = worker(
    `parentPort.postMessage({ type: 'ready' }); parentPort.on('message', () => process.exit(3))`,
  );
  await assert.rejects(
    ending.open(request),
    (error) => error instanceof FixtureError && /broke down/.test(error.message),
  );
  await assert.rejects(ending.console({ from, after: null, now: NOW }), /broke down/);
  await ending.close();
  const breaking = worker(
    `parentPort.postMessage({ type: 'ready' });
     parentPort.on('message', ({ id }) =>
       parentPort.postMessage({ type: 'replies', id, replies: [{ type: 'done', result: { type: 'broken', message: 'stack' } }] }))`,
  );
  await assert.rejects(
    breaking.version(),
    /^Error: The database broke down and was started anew.*\(stack\)\.$/,
  );
  await breaking.close();
  const failing = worker(`throw new Error('no room')`);
  await assert.rejects(failing.version(), /could not be started: no room/);
  await failing.close();
});

test('what breaks SQLite itself is answered, not thrown', async () => {
  const replies: Reply[] = [];
  const engine = await loadEngine('sqlite');
  const broken: Engine = {
    ...engine,
    version: () => Promise.reject(new RangeError('Maximum call stack size exceeded')),
  };
  const handle = createHandler(broken, LIMITS, (_, sent) => replies.push(...sent));
  await handle({ id: 1, task: { type: 'version' } });
  assert.deepEqual(replies, [
    { type: 'done', result: { type: 'broken', message: 'Maximum call stack size exceeded' } },
  ]);
});

test('a fixture that does not run, or does not end, is a FixtureError', async () => {
  const client = database(300);
  const failing = (sql: string) =>
    client.open({ ...request, scripts: [...request.scripts, { file: 'rows.sql', sql }] });
  await assert.rejects(
    failing('\nSELECT nope'),
    (error) => error instanceof FixtureError && error.line === 2,
  );
  await assert.rejects(
    failing(ENDLESS),
    (error) => error instanceof FixtureError && error.file === 'rows.sql',
  );
  assert.deepEqual((await client.open(request)).state, (await opened()).state);
});

test('a console is as it was before a text that had to be stopped', async () => {
  const client = database(1_000);
  const start = await client.open(request);
  const bytes = Buffer.from(start.checkpoint.bytes);
  const unit = migration("UPDATE visits SET dx_code = 'x'; DELETE FROM visits");
  const prompt = await client.console({ from: start.checkpoint, after: { unit, statements: 1 }, now: NOW });
  const opening = await prompt.run('');
  assert.deepEqual(
    table(opening.state, 'visits').rows.map((row) => row[2]),
    ['x', 'x', 'x'],
  );
  await prompt.run('CREATE TEMP TABLE seen (a); INSERT INTO seen SELECT random(); SELECT nope');
  const before = await prompt.run('DELETE FROM visits WHERE id = 1; SELECT a FROM seen');

  const abort = new AbortController();
  const running = prompt.run(`DELETE FROM patients; ${ENDLESS} SELECT 2`, abort.signal);
  abort.abort();
  const stopped = await running;
  assert.equal(stopped.error?.kind, 'cancelled');
  assert.equal(stopped.state, before.state);
  const late = await prompt.run(`DELETE FROM patients; ${ENDLESS} SELECT 2`);
  assert.equal(late.error?.kind, 'timeout');
  assert.deepEqual(
    late.statements.map(({ error }) => error?.kind),
    [undefined, 'timeout'],
  );

  const again = await prompt.run('SELECT a FROM seen');
  assert.deepEqual(again.statements[0]?.result, before.statements[1]?.result);
  assert.deepEqual(again.state, before.state);
  await prompt.close();
  await prompt.close();
  await assert.rejects(prompt.run('SELECT 1'), /closed/);
  assert.deepEqual(Buffer.from(start.checkpoint.bytes), bytes);
  const query = await client.play({
    from: start.checkpoint,
    unit: { type: 'query', sql: 'SELECT 1' },
    now: NOW,
  });
  assert.deepEqual(query.state, start.state);
});

test('stopping a console leaves the lesson’s own database alone, and the other way round', async () => {
  const client = database(500);
  const start = await client.open(request);
  const prompt = await client.console({ from: start.checkpoint, after: null, now: NOW });
  await prompt.run('CREATE TEMP TABLE mine (a)');
  const [stopped, played] = await Promise.all([
    client.play({ from: start.checkpoint, unit: DELETE_THEN_ENDLESS, now: NOW }),
    prompt.run('INSERT INTO mine VALUES (1) RETURNING a'),
  ]);
  assert.equal(stopped.error?.kind, 'timeout');
  assert.deepEqual(played.statements[0]?.result?.rows, [[1n]]);
});

test('after close nothing runs, and closing twice is fine', async () => {
  const client = database();
  const start = await client.open(request);
  const running = client.play({ from: start.checkpoint, unit: DELETE_THEN_ENDLESS, now: NOW });
  await Promise.all([client.close(), client.close()]);
  assert.equal((await running).error?.kind, 'cancelled');
  await assert.rejects(client.version(), /closed/);
  await assert.rejects(client.console({ from: start.checkpoint, after: null, now: NOW }), /closed/);
  await openClient().close();
});

test('a process ends by itself with a database warmed, used, and never closed', () => {
  const program = `
    const { createDatabase } = await import(${JSON.stringify(new URL('../../src/worker/client.ts', import.meta.url).href)});
    const database = createDatabase();
    database.warm();
    console.log(await database.version());
  `;
  const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  assert.equal(run.stderr, '');
  assert.match(run.stdout, /^3\./);
  assert.equal(run.status, 0);
});
