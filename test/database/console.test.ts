import assert from 'node:assert/strict';
import test from 'node:test';
import { openConsoleAt } from '../../src/rollout/run/play.ts';
import { engine, migration, NOW, opened, play, table } from './support.ts';

test('a console runs as it is told, and leaves no trace', async () => {
  const start = await opened();
  const bytes = Buffer.from(start.checkpoint.bytes);
  const console = await openConsoleAt(engine, { from: start.checkpoint, after: null, now: NOW });
  assert.deepEqual(console.state, start.state);
  const reply = await console.run(
    'DELETE FROM visits; SELECT count(*) AS n FROM visits; SELECT nope; SELECT 2',
  );
  assert.deepEqual(reply.statements[1]?.result?.rows, [[0n]]);
  assert.deepEqual(reply.error, { kind: 'sql', message: 'no such column: nope', at: 7 });
  assert.equal(reply.rest, 'SELECT 2');
  assert.equal(
    table(reply.state, 'visits').rowCount,
    0,
    'what ran before the error stays: each is its own transaction',
  );
  assert.deepEqual((await console.run('')).state, reply.state);
  assert.deepEqual(Buffer.from(start.checkpoint.bytes), bytes);
  assert.deepEqual((await play(start, 'SELECT 1')).statements[0]?.state, start.state);
});

test('a transaction stays open from one text to the next, also after an error', async () => {
  const console = await openConsoleAt(engine, { from: (await opened()).checkpoint, after: null, now: NOW });
  await console.run('BEGIN; DELETE FROM visits');
  assert.equal((await console.run('SELECT nope')).error?.kind, 'sql');
  assert.equal(table((await console.run('ROLLBACK')).state, 'visits').rowCount, 3);
  assert.equal((await console.run('COMMIT')).error?.message, 'cannot commit - no transaction is active');
});

test('a console in the middle of a migration shows what the migration showed there', async () => {
  const start = await opened();
  const unit = migration(`ALTER TABLE visits ADD r; UPDATE visits SET r = random(); DELETE FROM visits`);
  const played = await play(start, unit);
  for (let statements = 0; statements <= 3; statements++) {
    const console = await openConsoleAt(engine, {
      from: start.checkpoint,
      after: { unit, statements },
      now: NOW,
    });
    const there = statements === 0 ? start.state : played.statements[statements - 1]!.state;
    assert.deepEqual(console.state, there);
    assert.equal((await console.run('BEGIN')).error, null, 'the part before is committed');
  }
});

test('after a failed migration the console stands where it was rolled back to', async () => {
  const start = await opened();
  const unit = migration('DELETE FROM visits; SELECT nope');
  const console = await openConsoleAt(engine, {
    from: start.checkpoint,
    after: { unit, statements: 2 },
    now: NOW,
  });
  assert.deepEqual(console.state, start.state);
});

test('where the part before cannot be committed, its transaction stays open', async () => {
  const start = await opened(
    'CREATE TABLE a(id INTEGER PRIMARY KEY); CREATE TABLE b(a REFERENCES a(id) DEFERRABLE INITIALLY DEFERRED)',
    true,
  );
  const unit = migration('INSERT INTO b VALUES (7); INSERT INTO a VALUES (7)');
  const console = await openConsoleAt(engine, {
    from: start.checkpoint,
    after: { unit, statements: 1 },
    now: NOW,
  });
  assert.equal(table(console.state, 'b').rowCount, 1);
  assert.equal((await console.run('COMMIT')).error?.message, 'FOREIGN KEY constraint failed');
  assert.equal((await console.run('INSERT INTO a VALUES (7); COMMIT')).error, null);
});

test('running out of memory in a console leaves it usable', async () => {
  const console = await openConsoleAt(engine, { from: (await opened()).checkpoint, after: null, now: NOW });
  for (let turn = 0; turn < 3; turn++) {
    assert.equal(
      (await console.run('INSERT INTO patients(name) SELECT randomblob(100000000)')).error?.kind,
      'memory',
    );
    assert.equal(table((await console.run('SELECT 1')).state, 'patients').rowCount, 3);
  }
  assert.equal((await console.run("ATTACH 'x' AS y")).error?.kind, 'refused');
});
