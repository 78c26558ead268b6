/**
 * What every database engine behind the port has to do, and what is written on
 * the port has to do with it. An engine's test file calls this once.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { LIMITS, type Limits } from '../../src/database/limits.ts';
import type { Checkpoint, Connection, Engine } from '../../src/database/port.ts';
import type { EngineName } from '../../src/database/registry.ts';
import { openFixture } from '../../src/migrate/fixture.ts';
import { FixtureError, type Opened } from '../../src/migrate/model.ts';
import { inspect } from '../../src/migrate/runner.ts';
import type { LabStep } from '../../src/rollout/database.ts';
import { runAllOrders } from '../../src/rollout/run/allOrders.ts';
import { runLab } from '../../src/rollout/run/orderLab.ts';
import { openConsoleAt, playUnit } from '../../src/rollout/run/play.ts';
import { probeCheckpoint } from '../../src/rollout/run/probe.ts';
import type { Played, Unit } from '../../src/rollout/unit.ts';
import { createDatabase } from '../../src/worker/client.ts';
import { ROOT } from '../support/course.ts';
import { migration, NOW, table } from './support.ts';

export interface Subject {
  /** By which the registry knows it. */
  readonly name: EngineName;
  readonly engine: Engine;
  /** A SELECT that does not end by itself. */
  readonly endless: string;
  /** How long a runaway may take, in milliseconds, before it is stopped; long enough for all that is not one. */
  readonly timeoutMs: number;
  /** The worker's entry. */
  readonly workerUrl: URL;
}

const scripts = ['schema.sql', 'rows.sql'].map((file) => ({
  file,
  sql: readFileSync(join(ROOT, 'fixtures', 'clinic', file), 'utf8'),
}));
const CLINIC = {
  scripts,
  foreignKeys: true,
  baseline: { name: '0001_clinic', checksum: 'c0ffee' },
  now: NOW,
} as const;

const LOOK: Unit = { type: 'query', sql: 'SELECT count(*) AS n FROM patients' };

export function contract({ name, engine, endless, timeoutMs, workerUrl }: Subject): void {
  let clinic: Promise<Opened> | null = null;
  const start = (): Promise<Opened> => (clinic ??= openFixture(engine, CLINIC));
  const play = (from: { readonly checkpoint: Checkpoint }, unit: Unit | string, limits?: Limits) =>
    playUnit(
      engine,
      { from: from.checkpoint, unit: typeof unit === 'string' ? migration(unit) : unit, now: NOW },
      limits,
    );
  const stateAt = (from: Checkpoint) => inspect(engine, { from, now: NOW });
  const open = (from: Checkpoint | null): Promise<Connection> =>
    engine.open({ from, foreignKeys: true, now: NOW, seed: [], limits: LIMITS });
  const codes = ({ state }: Pick<Played, 'state'>) => table(state, 'visits').rows.map((row) => row[2]);
  const it = (what: string, work: () => Promise<void>) => test(`${name}: ${what}`, work);

  it('opens the clinic, with its baseline in the ledger', async () => {
    const { state, checkpoint } = await start();
    assert.deepEqual(
      state.tables.map(({ schema }) => schema.name),
      ['patients', 'visits', 'dx_map'],
    );
    assert.ok(table(state, 'patients').rowCount > 5);
    assert.deepEqual(state.ledger, [
      { name: '0001_clinic', checksum: 'c0ffee', appliedAt: new Date(NOW).toISOString() },
    ]);
    assert.equal(state.dialect, engine.capabilities.dialect);
    assert.deepEqual(await stateAt(checkpoint), state);
    assert.match(await engine.version(), /^\d+\.\d+/);
  });

  it('says which line of a fixture does not run', async () => {
    const broken = [{ file: 'a.sql', sql: 'CREATE TABLE a (id INTEGER PRIMARY KEY);\nSELECT nope FROM a;' }];
    await assert.rejects(
      openFixture(engine, { ...CLINIC, scripts: broken, baseline: null }),
      (error) => error instanceof FixtureError && error.file === 'a.sql' && error.line === 2,
    );
  });

  it('keeps values apart by their type', async () => {
    const ran = await play(
      await start(),
      `CREATE TABLE kinds (id INTEGER PRIMARY KEY, r DOUBLE PRECISION, t TEXT, b BIGINT);
       INSERT INTO kinds VALUES (1, 1.5, '1', 9007199254740993), (2, NULL, '', NULL);
       SELECT id, r, t, b FROM kinds ORDER BY id;`,
    );
    assert.equal(ran.error, null);
    const rows = [
      [1n, 1.5, '1', 9007199254740993n],
      [2n, null, '', null],
    ];
    assert.deepEqual(table(ran.state, 'kinds').rows, rows);
    assert.deepEqual(ran.statements[2]?.result, {
      columns: ['id', 'r', 't', 'b'],
      rows,
      truncated: false,
    });
  });

  it('runs a migration and its rollback, and the ledger follows', async () => {
    const from = await start();
    const up = await play(from, 'ALTER TABLE visits ADD COLUMN note TEXT; UPDATE visits SET note = dx_code;');
    assert.equal(up.error, null);
    assert.deepEqual(
      up.statements.map(({ rowsChanged }) => rowsChanged),
      [0, table(from.state, 'visits').rowCount],
    );
    assert.deepEqual(
      up.state.ledger?.map((entry) => entry.name),
      ['0001_clinic', '0002_x'],
    );
    assert.equal(table(up.state, 'patients'), table(up.statements[0]!.state, 'patients'), 'shared');
    const again = await play(up, 'ALTER TABLE visits ADD COLUMN note TEXT;');
    assert.deepEqual([again.error?.kind, again.checkpoint], ['refused', up.checkpoint]);
    const sql = 'ALTER TABLE visits DROP COLUMN note;';
    const down = await play(up, { type: 'rollback', name: '0002_x', sql, transaction: true });
    assert.equal(down.error, null);
    assert.deepEqual(down.state.ledger, from.state.ledger);
    assert.deepEqual(table(down.state, 'visits').rows, table(from.state, 'visits').rows);
    const twice = await play(down, { type: 'rollback', name: '0002_x', sql, transaction: true });
    assert.equal(twice.error?.kind, 'refused');
  });

  it('takes a migration that fails in the middle back as a whole', async () => {
    const from = await start();
    const failed = await play(
      from,
      'CREATE TABLE extra (id INTEGER PRIMARY KEY); DELETE FROM visits; SELECT nope FROM visits; DELETE FROM patients;',
    );
    assert.equal(failed.error?.kind, 'sql');
    assert.equal(failed.statements.length, 3);
    assert.equal(failed.statements[1]?.rowsChanged, table(from.state, 'visits').rowCount);
    assert.equal(failed.rest, 'DELETE FROM patients;');
    assert.equal(failed.checkpoint, from.checkpoint);
    assert.deepEqual(failed.state, from.state);
    assert.deepEqual(failed.statements[2]?.state, from.state, 'after the rollback that the error caused');
    assert.deepEqual(await stateAt(from.checkpoint), from.state);
  });

  it('leaves what ran before an error where a migration has no transaction', async () => {
    const from = await start();
    const failed = await play(
      from,
      migration('CREATE TABLE extra (id INTEGER PRIMARY KEY); SELECT nope FROM extra;', {
        transaction: false,
      }),
    );
    assert.equal(failed.error?.kind, 'sql');
    assert.deepEqual(table(failed.state, 'extra').rows, []);
    assert.deepEqual(failed.state.ledger, from.state.ledger, 'it is not applied');
    assert.deepEqual(await stateAt(failed.checkpoint), failed.state);
  });

  it('gives a checkpoint back as often as one asks, whatever was done since', async () => {
    const from = await start();
    const one = await play(from, "UPDATE visits SET dx_code = 'one';");
    const other = await play(from, "UPDATE visits SET dx_code = 'other';");
    assert.deepEqual(new Set(codes(one)), new Set(['one']));
    assert.deepEqual(new Set(codes(other)), new Set(['other']));
    assert.deepEqual(await stateAt(one.checkpoint), one.state);
    assert.deepEqual(await stateAt(from.checkpoint), from.state);
  });

  it('has savepoints, within a transaction and without one', async () => {
    const connection = await open((await start()).checkpoint);
    const before = await connection.state(null);
    for (const around of [false, true]) {
      if (around) await connection.begin();
      await connection.savepoint('outer');
      assert.equal((await connection.run("UPDATE visits SET dx_code = 'a'")).error, null);
      await connection.savepoint('inner');
      assert.equal((await connection.run('DELETE FROM visits')).error, null);
      assert.notEqual((await connection.run('SELECT nope FROM visits')).error, null);
      await connection.undo('inner');
      assert.deepEqual(new Set(codes({ state: await connection.state(before) })), new Set(['a']));
      await connection.undo('outer');
      assert.equal(await connection.inTransaction(), around);
      await connection.rollback();
      assert.deepEqual(await connection.state(null), before);
    }
    assert.equal(await connection.inTransaction(), false);
  });

  it('refuses a transaction’s end within a transaction, and a write in a query', async () => {
    const from = await start();
    const ended = await play(from, 'DELETE FROM visits; COMMIT;');
    assert.equal(ended.error?.kind, 'refused');
    assert.deepEqual(ended.state, from.state);
    for (const sql of ['DELETE FROM visits', 'CREATE TABLE extra (id INTEGER)', 'DROP TABLE visits']) {
      const asked = await play(from, { type: 'query', sql });
      assert.equal(asked.error?.kind, 'refused', sql);
      assert.equal(asked.checkpoint, from.checkpoint);
    }
    const { statements } = await play(from, LOOK);
    assert.deepEqual(statements[0]?.result?.rows, [[BigInt(table(from.state, 'patients').rowCount)]]);
    assert.deepEqual(await stateAt(from.checkpoint), from.state);
  });

  it('cuts long results and long tables, and says so', async () => {
    const limits = { ...LIMITS, resultRows: 3, tableRows: 4 };
    const from = await start();
    const { statements } = await play(from, { type: 'query', sql: 'SELECT id FROM patients' }, limits);
    assert.deepEqual([statements[0]?.result?.rows.length, statements[0]?.result?.truncated], [3, true]);
    const cut = await play(from, 'DELETE FROM dx_map;', limits);
    const { rows, rowCount } = table(cut.state, 'patients');
    assert.deepEqual([rows.length, rowCount], [4, table(from.state, 'patients').rowCount]);
  });

  it('runs a migration in batches until one changes no row, requests between', async () => {
    const from = await start();
    const sql = `UPDATE visits SET dx_code = 'done'
      WHERE id IN (SELECT id FROM visits WHERE dx_code IS NULL OR dx_code <> 'done' LIMIT 2);`;
    const batches = { requests: 1, seed: 7, apps: [app('SELECT id, dx_code FROM visits')] };
    const ran = await play(from, migration(sql, { batches }));
    assert.equal(ran.error, null);
    assert.deepEqual(new Set(codes(ran)), new Set(['done']));
    const made = ran.statements.map((statement) => statement.made?.type);
    const rounds = Math.ceil(table(from.state, 'visits').rowCount / 2);
    assert.equal(made.filter((type) => type === 'batch').length, rounds + 1);
    assert.equal(made.filter((type) => type === 'request').length, rounds);
    assert.deepEqual(
      ran.state.ledger?.map((entry) => entry.name),
      ['0001_clinic', '0002_x'],
    );
  });

  it('lets an application’s write happen, and judges it', async () => {
    const sql = "INSERT INTO visits (id, patient_id, dx_code) VALUES (900, 1, 'x');";
    const unit: Unit = { type: 'traffic', version: 'A', name: 'adds', sql, reads: [], others: [] };
    const from = await start();
    const ran = await play(from, unit);
    assert.equal(ran.error, null);
    assert.equal(table(ran.state, 'visits').rowCount, table(from.state, 'visits').rowCount + 1);
    const [made] = ran.statements.map((statement) => statement.made);
    assert.equal(made?.type === 'request' && made.request.verdict, 'ok');
    assert.deepEqual(ran.state.ledger, from.state.ledger);
  });

  it('probes versions without a trace, those that fail as well', async () => {
    const { checkpoint: from, state } = await start();
    const works = app('SELECT id, dx_code FROM visits', "UPDATE visits SET dx_code = 'x' WHERE id = 1");
    const fails = { ...app('SELECT nope FROM visits', 'DELETE FROM nope'), version: 'B' };
    const { versions } = await probeCheckpoint(engine, { from, apps: [works, fails], now: NOW });
    assert.deepEqual([versions['A']?.write, versions['A']?.read], ['ok', 'ok']);
    assert.deepEqual([versions['B']?.write, versions['B']?.read], ['fails', 'fails']);
    assert.deepEqual(await stateAt(from), state);
  });

  it('runs a lab’s moves in one order and in all of them', async () => {
    const { checkpoint: from } = await start();
    const up = (id: string, sql: string, back: string): LabStep => ({
      type: 'migration',
      id,
      label: id,
      migration: id,
      up: migration(sql, { name: id }),
      rollback: { type: 'rollback', name: id, sql: back, transaction: true },
    });
    const request = {
      from,
      apps: [app('SELECT id, dx_code FROM visits')],
      fleet: ['A'],
      steps: [
        up('add', 'ALTER TABLE visits ADD COLUMN note TEXT;', 'ALTER TABLE visits DROP COLUMN note;'),
        up('fill', 'UPDATE visits SET note = dx_code;', 'UPDATE visits SET note = NULL;'),
      ],
      traffic: 'reads and writes',
      now: NOW,
    } as const;
    const { moves, firstWrong } = await runLab(engine, request, ['fill', 'add']);
    assert.deepEqual([moves[0]?.error === null, moves[1]?.error, firstWrong], [false, null, 0]);
    const all = await runAllOrders(engine, request);
    assert.deepEqual([all.orders, all.safe, all.runs], [2, [['add', 'fill']], 3]);
  });

  it('keeps a console’s transaction open from one text to the next', async () => {
    const { checkpoint: from, state } = await start();
    const unit = migration("UPDATE visits SET dx_code = 'x'; DELETE FROM visits;");
    const console = await openConsoleAt(engine, { from, after: { unit, statements: 1 }, now: NOW });
    assert.deepEqual(new Set(codes(console)), new Set(['x']));
    const begun = await console.run('BEGIN; DELETE FROM visits;');
    assert.deepEqual([begun.error, codes(begun)], [null, []]);
    const back = await console.run('ROLLBACK;');
    assert.equal(codes(back).length, table(state, 'visits').rowCount);
    assert.equal(
      (await console.run("UPDATE visits SET dx_code = 'y'; SELECT nope FROM visits")).error?.kind,
      'sql',
    );
    assert.deepEqual(new Set(codes(await console.run('SELECT 1'))), new Set(['y']), 'each by itself');
  });

  it('is stopped in the middle of a runaway, with the state intact', async () => {
    const database = createDatabase({ engine: name, workerUrl, timeoutMs, spare: false });
    after(() => database.close());
    const from = await database.open(CLINIC);
    const unit = migration(`DELETE FROM visits; ${endless} SELECT 1;`);
    const stopped = await database.play({ from: from.checkpoint, unit, now: NOW });
    assert.equal(stopped.error?.kind, 'timeout');
    assert.deepEqual([stopped.statements.length, stopped.rest], [2, 'SELECT 1;']);
    assert.equal(stopped.checkpoint, from.checkpoint);
    assert.deepEqual(stopped.state, from.state);
    const next = await database.play({ from: from.checkpoint, unit: LOOK, now: NOW });
    assert.equal(next.error, null);
    assert.deepEqual(next.state, from.state);
  });
}

function app(read: string, ...writes: readonly string[]) {
  return {
    version: 'A',
    about: '',
    writes: writes.map((sql) => ({ name: null, sql, line: 1 })),
    reads: [{ name: null, sql: read, line: 1, expects: [] }],
  };
}
