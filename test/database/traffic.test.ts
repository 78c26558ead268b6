/** Writes that really happen, and migrations in batches with requests in between. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { MOST_BATCHES } from '../../src/migrate/batches.ts';
import { openConsoleAt } from '../../src/rollout/run/play.ts';
import type { App } from '../../src/course/model.ts';
import type { BatchPlan, Played, Unit } from '../../src/rollout/unit.ts';
import { countRequests, requestsIn } from '../../src/rollout/count.ts';
import { engine, migration, NOW, opened, play, table } from './support.ts';

const ROWS = `
  CREATE TABLE visits (id INTEGER PRIMARY KEY, dx_code TEXT NOT NULL, dx_icd10 TEXT);
  INSERT INTO visits (dx_code) VALUES ('a'), ('b'), ('c'), ('d'), ('e'), ('f'), ('g');
`;
const BACKFILL = `-- two at a time
UPDATE visits SET dx_icd10 = upper(dx_code)
  WHERE id IN (SELECT id FROM visits WHERE dx_icd10 IS NULL ORDER BY id LIMIT 2);`;

const READ_OLD = {
  name: 'codes',
  sql: 'SELECT id, dx_code FROM visits',
  line: 1,
  expects: [{ sql: 'SELECT id, dx_code FROM visits', line: 1 }],
};
const A1: App = {
  version: 'A1',
  about: 'writes both, reads the old',
  writes: [{ name: 'books', sql: "INSERT INTO visits (dx_code, dx_icd10) VALUES ('z', 'Z')", line: 1 }],
  reads: [READ_OLD],
};
const A2: App = {
  version: 'A2',
  about: 'reads the new',
  writes: A1.writes,
  reads: [
    {
      name: 'codes',
      sql: 'SELECT id, dx_icd10 FROM visits',
      line: 1,
      expects: [{ sql: 'SELECT id, upper(dx_code) FROM visits', line: 1 }],
    },
  ],
};

function inBatches(plan: Partial<BatchPlan> = {}, sql = BACKFILL): Unit {
  return migration(sql, { batches: { requests: 2, seed: 7, apps: [A1, A2], ...plan } });
}

function kinds({ statements }: Played): string {
  return statements
    .map(({ made }) => (made?.type === 'batch' ? String(made.number) : made?.type === 'request' ? '.' : '?'))
    .join('');
}

test('a migration in batches runs until a batch changes no row, with requests in between', async () => {
  const played = await play(await opened(ROWS), inBatches());
  assert.equal(played.error, null);
  assert.match(kinds(played), /^(\d\.\.)+\d$/);
  const batches = played.statements.filter(({ made }) => made?.type === 'batch');
  assert.deepEqual(
    batches.map(({ rowsChanged }) => rowsChanged),
    [2, 2, 2, 1, 0],
  );
  for (const { sql, offset } of batches) assert.equal(BACKFILL.slice(offset, offset + sql.length), sql);
  assert.ok(
    table(played.state, 'visits').rows.every(
      ([, code, icd10]) => typeof code === 'string' && icd10 === code.toUpperCase(),
    ),
  );
  assert.deepEqual(
    played.state.ledger?.map(({ name }) => name),
    ['0002_x'],
    'the ledger has it once all is done',
  );
  const requests = requestsIn(played);
  assert.equal(requests.length, 8);
  const count = countRequests(requests);
  assert.equal(count.served + count.failed + count.stale + count.lost, 8);
  assert.equal(count.lost, requests.filter(({ verdict }) => verdict === 'null').length);
});

test('writes of the running versions stay, and each statement has the state after it', async () => {
  const start = await opened(ROWS);
  const played = await play(start, inBatches({ apps: [A1], requests: 3 }));
  const writes = requestsIn(played).filter(({ kind }) => kind === 'write');
  assert.ok(writes.length > 0);
  assert.equal(table(played.state, 'visits').rows.length, 7 + writes.length);
  let before = table(start.state, 'visits').rows.length;
  for (const { made, state, result } of played.statements) {
    const { length } = table(state, 'visits').rows;
    const wrote = made?.type === 'request' && made.request.kind === 'write';
    assert.equal(length, before + (wrote ? 1 : 0));
    if (made?.type === 'request' && !wrote)
      assert.equal(result?.rows.length, length, 'what was read is there');
    before = length;
  }
});

test('the same seed gives the same run, another seed another', async () => {
  const requests = async (seed: number) =>
    requestsIn(await play(await opened(ROWS), inBatches({ seed, requests: 4 })));
  assert.deepEqual(await requests(7), await requests(7));
  const seven = JSON.stringify(await requests(7));
  let different = 0;
  for (const seed of [1, 2, 3, 4]) if (JSON.stringify(await requests(seed)) !== seven) different++;
  assert.ok(different > 2);
});

test('a request that fails stops nothing', async () => {
  const broken: App = {
    ...A1,
    writes: [{ name: 'breaks', sql: 'INSERT INTO visits (nope) VALUES (1)', line: 1 }],
    reads: [],
  };
  const played = await play(await opened(ROWS), inBatches({ apps: [broken], requests: 1 }));
  assert.equal(played.error, null);
  const requests = requestsIn(played);
  assert.deepEqual(countRequests(requests), { served: 0, failed: 4, stale: 0, lost: 0 });
  assert.equal(requests[0]?.error, 'table visits has no column named nope');
  assert.ok(played.statements.every(({ error }) => error === null));
});

test('a batch that fails ends it; those before stay, and the ledger does not have it', async () => {
  const checked = ROWS.replace('dx_icd10 TEXT', "dx_icd10 TEXT CHECK (dx_icd10 <> 'E')");
  const played = await play(await opened(checked), inBatches({ apps: [A1], requests: 1 }));
  assert.match(played.error!.message, /CHECK constraint failed/);
  assert.equal(kinds(played), '1.2.3');
  assert.equal(played.statements.at(-1)!.error, played.error);
  const filled = table(played.state, 'visits').rows.filter(
    ([, code, icd10]) => icd10 !== null && code !== 'z',
  );
  assert.equal(filled.length, 4);
  assert.equal(played.state.ledger, null);
  assert.deepEqual(
    (await play(played, inBatches({ requests: 0 }))).error?.message,
    played.error?.message,
    'it can be tried again',
  );
});

test('without versions there are batches alone', async () => {
  assert.equal(kinds(await play(await opened(ROWS), inBatches({ apps: [] }))), '12345');
});

test('what cannot run in batches is refused', async () => {
  const start = await opened(ROWS);
  const refused = async (sql: string) => {
    const { error, statements, state } = await play(start, inBatches({ apps: [] }, sql));
    assert.equal(error?.kind, 'refused');
    return { message: error.message, count: statements.length, state };
  };
  assert.match((await refused('UPDATE visits SET dx_icd10 = 1; SELECT 1;')).message, /is one statement/);
  assert.match((await refused('CREATE TABLE x (a)')).message, /is one statement/);
  const endless = await refused("UPDATE visits SET dx_icd10 = 'x' WHERE id = 1");
  assert.equal(endless.count, MOST_BATCHES);
  assert.match(endless.message, /1,000 batches/);
});

test('the prompt opens between two batches, with what happened until then', async () => {
  const { checkpoint } = await opened(ROWS);
  const unit = inBatches({ apps: [A1], requests: 1 });
  const { statements } = await play(await opened(ROWS), unit);
  for (const [index, statement] of statements.slice(0, -1).entries()) {
    const session = await openConsoleAt(engine, {
      from: checkpoint,
      after: { unit, statements: index + 1 },
      now: NOW,
    });
    assert.deepEqual(table(session.state, 'visits').rows, table(statement.state, 'visits').rows);
  }
});

function traffic(sql: string, reads: App['reads'] = A1.reads, others: readonly App[] = []): Unit {
  return { type: 'traffic', version: 'A1', name: 'books', sql, reads, others };
}

test('traffic really happens, and the ledger does not know it', async () => {
  const start = await opened(ROWS);
  const played = await play(start, traffic("INSERT INTO visits (dx_code) VALUES ('y')"));
  assert.equal(played.error, null);
  assert.equal(table(played.state, 'visits').rows.length, 8);
  assert.equal(played.state.ledger, null);
  const [request] = requestsIn(played);
  assert.deepEqual(request, {
    version: 'A1',
    kind: 'write',
    name: 'books',
    sql: "INSERT INTO visits (dx_code) VALUES ('y')",
    verdict: 'ok',
    error: null,
    evidence: [],
    effects: [],
  });
  assert.equal(
    (await play(played, traffic("INSERT INTO visits (dx_code) VALUES ('y')"))).error,
    null,
    'as often as it likes',
  );
});

test('a write that its version does not read back right is not well', async () => {
  const played = await play(
    await opened(ROWS),
    traffic("INSERT INTO visits (dx_code) VALUES ('y')", A2.reads),
  );
  const [request] = requestsIn(played);
  assert.equal(request?.verdict, 'null', 'seven rows were NULL before, and are not its doing; the eighth is');
  assert.deepEqual(request.evidence, [{ kind: 'null', key: '8', read: 'NULL', expected: 'Y' }]);
  assert.deepEqual(countRequests([request]), { served: 0, failed: 0, stale: 0, lost: 1 });
});

test('a write names who reads its row wrong since: who has NULL, and who was left behind', async () => {
  const filled = await opened(`${ROWS} UPDATE visits SET dx_icd10 = upper(dx_code);`);
  const effects = async (sql: string, others: readonly App[], reads?: App['reads']) =>
    requestsIn(await play(filled, traffic(sql, reads, others)))[0]!.effects.map(
      ({ version, kind, key, read, expected }) => [version, kind, key, read, expected].join(' '),
    );
  assert.deepEqual(await effects("INSERT INTO visits (dx_code) VALUES ('y')", [A2]), ['A2 null 8 NULL Y']);
  assert.deepEqual(await effects("UPDATE visits SET dx_code = 'y' WHERE id = 2", [A2]), ['A2 stale 2 B Y']);
  const old = { ...A1, version: 'A0' };
  const late = "UPDATE visits SET dx_icd10 = 'Y' WHERE id = 2";
  assert.deepEqual(
    await effects(late, [old], A2.reads),
    ['A0 behind 2 b Y'],
    'not the writer, who reads what it wrote',
  );
  assert.deepEqual(await effects(late, [], A2.reads), ['A1 stale 2 Y B'], 'nobody else runs: both values');
  assert.deepEqual(await effects("UPDATE visits SET dx_code = 'y', dx_icd10 = 'Y' WHERE id = 2", [A2]), []);
  const empty = traffic("INSERT INTO visits (dx_code) VALUES ('y')", A1.reads, [A2]);
  assert.deepEqual(
    requestsIn(await play(await opened(ROWS), empty))[0]!.effects,
    [],
    'A2 has read nothing right yet',
  );
});

test('traffic that fails says so; double quotes do not hide it', async () => {
  const start = await opened(ROWS);
  const failed = await play(start, traffic('INSERT INTO visits (dx_code) VALUES ("dx_icd9")'));
  assert.equal(failed.error?.message, 'no such column: dx_icd9');
  assert.equal(
    failed.statements[0]?.sql,
    'INSERT INTO visits (dx_code) VALUES ("dx_icd9")',
    'as it is written',
  );
  assert.equal(requestsIn(failed)[0]?.verdict, 'fails');
  const two = await play(
    start,
    traffic("INSERT INTO visits (dx_code) VALUES ('x'); INSERT INTO visits (dx_code) VALUES (NULL);"),
  );
  assert.match(two.error!.message, /NOT NULL/);
  assert.equal(table(two.state, 'visits').rows.length, 8, 'each statement is its own transaction');
  assert.equal(requestsIn(two).length, 1, 'and all of it one request');
  assert.match((await play(start, traffic('BEGIN; DELETE FROM visits;'))).error!.message, /left open/);
});
