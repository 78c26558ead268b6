import assert from 'node:assert/strict';
import test from 'node:test';
import { openScratch } from '../../src/migrate/consoleSession.ts';
import { engine, migration, NOW, opened, play, table } from './support.ts';

test('a console runs as it is told, and leaves no trace', () => {
  const start = opened();
  const bytes = Buffer.from(start.checkpoint.bytes);
  const scratch = openScratch(engine, { from: start.checkpoint, after: null, now: NOW });
  assert.deepEqual(scratch.state, start.state);
  const reply = scratch.run('DELETE FROM visits; SELECT count(*) AS n FROM visits; SELECT nope; SELECT 2');
  assert.deepEqual(reply.statements[1]?.result?.rows, [[0n]]);
  assert.deepEqual(reply.error, { kind: 'sql', message: 'no such column: nope', at: 7 });
  assert.equal(reply.rest, 'SELECT 2');
  assert.equal(
    table(reply.state, 'visits').rowCount,
    0,
    'what ran before the error stays: each is its own transaction',
  );
  assert.deepEqual(scratch.run('').state, reply.state);
  assert.deepEqual(Buffer.from(start.checkpoint.bytes), bytes);
  assert.deepEqual(play(start, 'SELECT 1').statements[0]?.state, start.state);
});

test('a transaction stays open from one text to the next, also after an error', () => {
  const scratch = openScratch(engine, { from: opened().checkpoint, after: null, now: NOW });
  scratch.run('BEGIN; DELETE FROM visits');
  assert.equal(scratch.run('SELECT nope').error?.kind, 'sql');
  assert.equal(table(scratch.run('ROLLBACK').state, 'visits').rowCount, 3);
  assert.equal(scratch.run('COMMIT').error?.message, 'cannot commit - no transaction is active');
});

test('a console in the middle of a migration shows what the migration showed there', () => {
  const start = opened();
  const unit = migration(`ALTER TABLE visits ADD r; UPDATE visits SET r = random(); DELETE FROM visits`);
  const played = play(start, unit);
  for (let statements = 0; statements <= 3; statements++) {
    const scratch = openScratch(engine, { from: start.checkpoint, after: { unit, statements }, now: NOW });
    const there = statements === 0 ? start.state : played.statements[statements - 1]!.state;
    assert.deepEqual(scratch.state, there);
    assert.equal(scratch.run('BEGIN').error, null, 'the part before is committed');
  }
});

test('after a failed migration the console stands where it was rolled back to', () => {
  const start = opened();
  const unit = migration('DELETE FROM visits; SELECT nope');
  const scratch = openScratch(engine, { from: start.checkpoint, after: { unit, statements: 2 }, now: NOW });
  assert.deepEqual(scratch.state, start.state);
});

test('where the part before cannot be committed, its transaction stays open', () => {
  const start = opened(
    'CREATE TABLE a(id INTEGER PRIMARY KEY); CREATE TABLE b(a REFERENCES a(id) DEFERRABLE INITIALLY DEFERRED)',
    true,
  );
  const unit = migration('INSERT INTO b VALUES (7); INSERT INTO a VALUES (7)');
  const scratch = openScratch(engine, { from: start.checkpoint, after: { unit, statements: 1 }, now: NOW });
  assert.equal(table(scratch.state, 'b').rowCount, 1);
  assert.equal(scratch.run('COMMIT').error?.message, 'FOREIGN KEY constraint failed');
  assert.equal(scratch.run('INSERT INTO a VALUES (7); COMMIT').error, null);
});

test('running out of memory in a console leaves it usable', () => {
  const scratch = openScratch(engine, { from: opened().checkpoint, after: null, now: NOW });
  for (let turn = 0; turn < 3; turn++) {
    assert.equal(
      scratch.run('INSERT INTO patients(name) SELECT randomblob(100000000)').error?.kind,
      'memory',
    );
    assert.equal(table(scratch.run('SELECT 1').state, 'patients').rowCount, 3);
  }
  assert.equal(scratch.run("ATTACH 'x' AS y").error?.kind, 'refused');
});
