/** PostgreSQL by PGlite behind the port of an engine. One is started for all of it: that takes a second of computing. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { LIMITS } from '../../../src/database/limits.ts';
import { loadEngine } from '../../../src/database/postgres/engine.ts';
import type { Checkpoint, Connection, RunMode, ScriptStatement } from '../../../src/database/port.ts';
import { ROOT } from '../../support/course.ts';
import { contract } from '../contract.ts';
import { table } from '../support.ts';

const engine = await loadEngine();
after(() => engine.stop());

contract({
  name: 'postgres',
  engine,
  endless: 'SELECT count(*) FROM pg_class a, pg_class b, pg_class c, pg_class d;',
  // Enough for a busy machine to restore a checkpoint in.
  timeoutMs: 4_000,
  // As it is built: PGlite is found from there.
  workerUrl: pathToFileURL(join(ROOT, 'dist/worker.js')),
});

function open(from: Checkpoint | null, limits = LIMITS): Promise<Connection> {
  return engine.open({ from, foreignKeys: true, now: 0, seed: [], limits });
}

/**
 * Tries something on a database and takes it back: what holds a checkpoint as it
 * was need not be started anew for the next test.
 */
async function tried(
  from: Checkpoint | null,
  work: (connection: Connection) => Promise<void>,
  limits = LIMITS,
) {
  const connection = await open(from, limits);
  await connection.savepoint('tried');
  await work(connection);
  await connection.undo('tried');
}

/** Runs a text to its end or its first error. */
async function run(
  connection: Connection,
  sql: string,
  mode: RunMode = 'bare',
): Promise<readonly ScriptStatement[]> {
  const script = connection.script(sql, { mode });
  const ran: ScriptStatement[] = [];
  while (script.next() !== null && ran.at(-1)?.error == null) ran.push(await script.run());
  script.close();
  return ran;
}

async function runAll(connection: Connection, sql: string): Promise<void> {
  assert.deepEqual(
    (await run(connection, sql)).flatMap(({ error }) => error ?? []),
    [],
  );
}

async function errorOf(connection: Connection, sql: string, mode: RunMode = 'bare') {
  return (await run(connection, sql, mode)).at(-1)?.error ?? null;
}

async function rowsOf(connection: Connection, name: string) {
  return table(await connection.state(null), name).rows;
}

const fixture = (name: string) => readFileSync(join(ROOT, 'fixtures/clinic', name), 'utf8');

let made: Promise<Checkpoint> | null = null;

/** The clinic, made once. */
function clinic(): Promise<Checkpoint> {
  made ??= (async () => {
    const connection = await open(null);
    await runAll(connection, fixture('schema.sql'));
    await runAll(connection, fixture('rows.sql'));
    return connection.checkpoint();
  })();
  return made;
}

test('the clinic’s schema and rows load unchanged', async () => {
  const connection = await open(await clinic());
  const state = await connection.state(null);
  assert.deepEqual(
    state.tables.map(({ schema, rowCount }) => [schema.name, rowCount]),
    [
      ['patients', 7],
      ['visits', 7],
      ['dx_map', 6],
    ],
  );
  assert.deepEqual(table(state, 'patients').rows[0], [1n, '000123', "Zoë O'Brien", '1984-02-29', '02115']);
  assert.equal(await engine.version(), '18.7');
});

test('a schema is read whole, in PostgreSQL’s own words', () =>
  tried(null, async (connection) => {
    await runAll(
      connection,
      `CREATE TABLE owners (id int PRIMARY KEY);
     CREATE TYPE mood AS ENUM ('good', 'bad');
     CREATE SCHEMA app;
     CREATE TABLE app.extra (a int);
     CREATE TABLE t (
       id integer GENERATED ALWAYS AS IDENTITY,
       code varchar(9) NOT NULL DEFAULT 'x',
       price numeric(6,2) CHECK (price > 0),
       twice numeric GENERATED ALWAYS AS (price * 2) STORED,
       upper_code text GENERATED ALWAYS AS (upper(code)),
       sorted text COLLATE "POSIX",
       owner int REFERENCES owners ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
       feeling mood,
       CONSTRAINT t_key PRIMARY KEY (id),
       CONSTRAINT t_code UNIQUE NULLS NOT DISTINCT (code)
     );
     CREATE INDEX t_lower ON t (lower(code) DESC, price) INCLUDE (owner) WHERE price > 1;
     CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.code = 'a;b'; RETURN NEW; END $$;
     CREATE TRIGGER t_touch BEFORE INSERT OR UPDATE OF code ON t
       FOR EACH ROW WHEN (NEW.code <> '') EXECUTE FUNCTION touch();
     ALTER TABLE t ADD CONSTRAINT cheap CHECK (price < 1000) NOT VALID;
     CREATE VIEW cheap AS SELECT id FROM t WHERE price < 10;
     INSERT INTO owners VALUES (1);
     INSERT INTO t (price, owner) VALUES (1.5, 1);`,
    );
    const state = await connection.state(null);
    assert.deepEqual(
      state.tables.map(({ schema }) => schema.name),
      ['owners', 'app.extra', 't'],
    );
    const { schema, rows, sequences } = table(state, 't');
    assert.deepEqual(
      schema.columns.map(({ name, type, notNull, default: text, collation, options }) =>
        [name, type, notNull && 'NOT NULL', text, collation, ...options].filter(Boolean).join(' '),
      ),
      [
        'id integer NOT NULL GENERATED ALWAYS AS IDENTITY',
        "code character varying(9) NOT NULL 'x'::character varying",
        'price numeric(6,2)',
        'twice numeric',
        'upper_code text',
        'sorted text "POSIX"',
        'owner integer',
        'feeling mood',
      ],
    );
    assert.deepEqual(
      schema.columns.flatMap(({ generated }) => generated ?? []),
      [
        { expression: 'price * (2)::numeric', kept: 'stored' },
        { expression: 'upper((code)::text)', kept: 'virtual' },
      ].map(({ expression, kept }) => ({
        expression: kept === 'stored' ? `(${expression})` : expression,
        kept,
      })),
    );
    assert.equal(schema.primaryKey?.name, 't_key');
    assert.deepEqual(schema.checks, [
      { name: 't_price_check', expression: 'price > 0::numeric' },
      { name: 'cheap', expression: 'price < 1000::numeric' },
    ]);
    assert.deepEqual(schema.options, ['CONSTRAINT cheap NOT VALID']);
    assert.deepEqual(schema.foreignKeys, [
      {
        name: 't_owner_fkey',
        columns: ['owner'],
        table: 'owners',
        references: ['id'],
        onDelete: 'CASCADE',
        onUpdate: 'NO ACTION',
        options: ['DEFERRABLE INITIALLY DEFERRED'],
      },
    ]);
    assert.deepEqual(
      schema.indexes.map(({ name, origin, unique, options, where }) => ({
        name,
        origin,
        unique,
        options,
        where,
      })),
      [
        { name: 't_key', origin: 'primary key', unique: true, options: [], where: null },
        { name: 't_code', origin: 'unique', unique: true, options: ['NULLS NOT DISTINCT'], where: null },
        {
          name: 't_lower',
          origin: 'create',
          unique: false,
          options: ['INCLUDE (owner)'],
          where: 'price > 1::numeric',
        },
      ],
    );
    assert.deepEqual(schema.indexes[2]?.terms, [
      { column: null, text: 'lower(code::text)', collation: null, descending: true },
      { column: 'price', text: 'price', collation: null, descending: false },
    ]);
    const [trigger] = schema.triggers;
    assert.equal(
      `${trigger?.timing} ${trigger?.event} ${trigger?.when}`,
      "BEFORE INSERT OR UPDATE OF code new.code::text <> ''::text",
    );
    assert.equal(trigger?.body, "BEGIN NEW.code = 'a;b'; RETURN NEW; END");
    assert.match(state.views[0]?.sql ?? '', /^CREATE VIEW cheap AS\n\s*SELECT id/);
    assert.equal(state.settings['type mood'], "enum ('good', 'bad')");
    assert.match(state.settings['function touch()'] ?? '', /RETURNS trigger/);
    assert.deepEqual(sequences, [{ column: 'id', last: 1n }]);
    assert.deepEqual(rows, [
      [1n, 'a;b', typed('numeric', '1.50'), typed('numeric', '3.00'), 'A;B', null, 1n, null],
    ]);
  }));

function typed(type: string, text: string) {
  return { type, text };
}

test('rows of a table are in the order of its key, as far as the limit goes', () =>
  tried(
    null,
    async (connection) => {
      await runAll(
        connection,
        `CREATE TABLE k (b int, a int, PRIMARY KEY (a, b)); INSERT INTO k VALUES (1, 3), (2, 1), (1, 1);
     CREATE TABLE "None ""here""" (); INSERT INTO "None ""here""" DEFAULT VALUES;`,
      );
      const state = await connection.state(null);
      const { rows, rowCount } = table(state, 'k');
      assert.deepEqual(rows, [
        [1n, 1n],
        [2n, 1n],
      ]);
      assert.equal(rowCount, 3);
      assert.deepEqual(table(state, 'None "here"').rows, [[]]);
    },
    { ...LIMITS, tableRows: 2 },
  ));

test('a generated column that cannot be made leaves the table readable, and a transaction open', () =>
  tried(null, async (connection) => {
    await runAll(
      connection,
      'CREATE TABLE g (id int PRIMARY KEY, inverse int GENERATED ALWAYS AS (10 / id) VIRTUAL); INSERT INTO g VALUES (0)',
    );
    assert.deepEqual(await rowsOf(connection, 'g'), [[0n, null]]);
    assert.equal((await run(connection, 'INSERT INTO g VALUES (2)', 'transaction'))[0]?.error, null);
    assert.equal((await rowsOf(connection, 'g')).length, 2);
  }));

test('a state shares what is equal with the one before it', async () =>
  tried(await clinic(), async (connection) => {
    const before = await connection.state(null);
    assert.equal(await connection.state(before), before);
    await runAll(connection, "UPDATE patients SET zip = '1' WHERE id = 2");
    const changed = await connection.state(before);
    assert.equal(table(changed, 'visits'), table(before, 'visits'));
    assert.notEqual(table(changed, 'patients'), table(before, 'patients'));
  }));

test('statements say what they did', async () =>
  tried(await clinic(), async (connection) => {
    const [written, returned, counted, made] = await run(
      connection,
      `UPDATE patients SET zip = zip;
     DELETE FROM visits WHERE id < 3 RETURNING id;
     SELECT count(*) AS n, 1.50 AS price FROM visits;
     CREATE TABLE copied AS SELECT * FROM visits;`,
    );
    assert.deepEqual([written?.rowsChanged, written?.result, written?.leavesTables], [7, null, false]);
    assert.deepEqual(returned?.result, { columns: ['id'], rows: [[1n], [2n]], truncated: false });
    assert.deepEqual(counted?.result?.rows, [[5n, typed('numeric', '1.50')]]);
    assert.equal(counted.leavesTables, true);
    assert.deepEqual([made?.rowsChanged, made?.result], [0, null]);
  }));

test('a query that calls what may write is not taken for one that leaves the tables', async () =>
  tried(await clinic(), async (connection) => {
    const ran = await run(
      connection,
      `CREATE SEQUENCE numbers;
       CREATE FUNCTION tidy() RETURNS int LANGUAGE sql AS $$ DELETE FROM visits; SELECT 1 $$;
       SELECT count(*), max(upper(name)) FROM patients WHERE id IN (1, 2) AND (zip IS NULL OR coalesce(zip, '') <> '');
       SELECT nextval('numbers');
       SELECT tidy();
       SELECT "tidy"();`,
      'transaction',
    );
    assert.deepEqual(
      ran.map(({ leavesTables, error }) => error?.message ?? leavesTables),
      [false, false, true, false, false, false],
    );
  }));

test('an endless SELECT ends at the cap, and one that writes is run to its end', async () =>
  tried(
    await clinic(),
    async (connection) => {
      const [endless, returning] = await run(
        connection,
        'SELECT generate_series(1, 1000000000000) AS n; UPDATE patients SET zip = NULL RETURNING id',
      );
      assert.deepEqual(endless?.result, { columns: ['n'], rows: [[1n], [2n]], truncated: true });
      assert.deepEqual([returning?.result?.rows.length, returning?.result?.truncated], [2, true]);
      assert.equal((await rowsOf(connection, 'patients')).filter((row) => row[4] === null).length, 7);
    },
    { ...LIMITS, resultRows: 2 },
  ));

test('an error has PostgreSQL’s code and its place; what follows is not run', async () => {
  const connection = await open(await clinic());
  const script = connection.script("SELECT 1;\n-- why\nSELECT '😀' FROM nobody; SELECT 2;", { mode: 'bare' });
  await script.run();
  assert.equal(script.next()?.offset, 10);
  const { error, text } = await script.run();
  assert.deepEqual(error, {
    kind: 'sql',
    code: '42P01',
    message: 'relation "nobody" does not exist',
    at: text.sql.indexOf('nobody'),
  });
  assert.equal(script.rest(), 'SELECT 2;');
  const twice = await errorOf(connection, "INSERT INTO patients VALUES (1, '', '', '', '')");
  assert.match(twice?.message ?? '', /patients_pkey": Key \(id\)=\(1\) already exists\.$/);
});

test('a failure in the middle of a transaction takes all of it back', async () => {
  const connection = await open(await clinic());
  const before = await connection.state(null);
  await connection.begin();
  const failed = await run(
    connection,
    'ALTER TABLE patients ADD COLUMN x int; UPDATE patients SET x = 1; SELECT 1 / 0; SELECT 2',
    'transaction',
  );
  assert.deepEqual(
    failed.map(({ error }) => error?.code ?? null),
    [null, null, '22012'],
  );
  assert.equal(await connection.inTransaction(), true);
  assert.match((await connection.commit())?.message ?? '', /aborted/);
  await connection.rollback();
  assert.equal(await connection.inTransaction(), false);
  assert.deepEqual(await connection.state(null), before);
});

test('the state after a failure in a transaction of the text’s own is that after its end', async () => {
  const connection = await open(await clinic());
  const before = await connection.state(null);
  await run(connection, 'BEGIN; DELETE FROM visits; SELECT 1 / 0');
  assert.equal(await connection.inTransaction(), true);
  assert.deepEqual(await connection.state(null), before);
  assert.equal(await connection.inTransaction(), false);
});

test('what is deferred is an error of commit and of release, with the transaction still open', async () => {
  const connection = await open(null);
  await runAll(
    connection,
    'CREATE TABLE d (id int PRIMARY KEY, up int REFERENCES d DEFERRABLE INITIALLY DEFERRED)',
  );
  await connection.begin();
  await run(connection, 'INSERT INTO d VALUES (1, 2)', 'transaction');
  assert.equal((await connection.commit())?.code, '23503');
  assert.equal(await connection.inTransaction(), true);
  await connection.rollback();
  await connection.savepoint('request');
  await run(connection, 'INSERT INTO d VALUES (1, 2)', 'transaction');
  assert.equal((await connection.release('request'))?.code, '23503');
  await connection.undo('request');
  assert.equal(await connection.inTransaction(), false);
  assert.deepEqual(await rowsOf(connection, 'd'), []);
});

test('savepoints stand inside one another, and outlive an error', async () => {
  const connection = await open(await clinic());
  await connection.savepoint('outer_one');
  await run(connection, 'DELETE FROM visits WHERE id = 1', 'transaction');
  await connection.savepoint('inner_one');
  await run(connection, 'DELETE FROM visits; SELECT 1 / 0', 'transaction');
  await connection.undo('inner_one');
  assert.equal((await rowsOf(connection, 'visits')).length, 6);
  assert.equal(await connection.release('outer_one'), null);
  assert.equal(await connection.inTransaction(), false);
  assert.equal((await rowsOf(connection, 'visits')).length, 6);
  await connection.undo('outer_one');
});

test('a query only looks, inside a transaction and outside', async () => {
  const connection = await open(await clinic());
  const before = await connection.state(null);
  for (const isOpen of [false, true]) {
    if (isOpen) await connection.begin();
    assert.deepEqual((await run(connection, 'SELECT count(*) FROM visits', 'query'))[0]?.result?.rows, [
      [7n],
    ]);
    assert.equal((await errorOf(connection, 'EXPLAIN SELECT 1', 'query')) ?? 'fine', 'fine');
    for (const sql of [
      'DELETE FROM visits',
      'WITH gone AS (DELETE FROM visits RETURNING id) SELECT * FROM gone',
      'CREATE TABLE x (a int)',
      'DO $$ BEGIN DELETE FROM visits; END $$',
      'SELECT * INTO x FROM visits',
      'BEGIN',
    ]) {
      assert.equal((await errorOf(connection, sql, 'query'))?.kind, 'refused', sql);
    }
  }
  // The transaction that was open is so still, and may be written in.
  assert.equal(await errorOf(connection, "UPDATE patients SET zip = ''", 'transaction'), null);
  await connection.rollback();
  assert.deepEqual(await connection.state(null), before);
  const selected = await connection.select('SELECT id FROM patients WHERE id < 3 ORDER BY id');
  assert.ok('result' in selected);
  assert.deepEqual(selected.result.rows, [[1n], [2n]]);
  const refused = await connection.select('DELETE FROM visits');
  assert.ok('error' in refused && refused.error.kind === 'refused');
});

test('a checkpoint gives exactly the database back, sequences too, however often', async () => {
  const connection = await open(await clinic());
  await runAll(
    connection,
    `CREATE TABLE numbered (id serial PRIMARY KEY, note text);
     INSERT INTO numbered (note) VALUES ('a'), ('b'), ('c');`,
  );
  const state = await connection.state(null);
  const checkpoint = await connection.checkpoint();
  // As it comes back from a message, to a session that has other things on.
  const copy = structuredClone(checkpoint);
  for (const undo of ['ROLLBACK', 'COMMIT']) {
    const changed = await open(copy);
    assert.deepEqual(await changed.state(null), state);
    await runAll(
      changed,
      `SET search_path = nowhere; CREATE TEMP TABLE visits (gone int); BEGIN;
       DELETE FROM public.numbered; DROP TABLE public.dx_map; SELECT nextval('public.numbered_id_seq'); ${undo}`,
    );
  }
  const restored = await open(copy);
  assert.deepEqual(await restored.state(null), state);
  const [inserted] = await run(restored, "INSERT INTO numbered (note) VALUES ('d') RETURNING id");
  assert.deepEqual(inserted?.result?.rows, [[4n]]);
  assert.deepEqual((await (await open(null)).state(null)).tables, []);
});

test('a session begins afresh where the database is still that of the checkpoint', async () => {
  const checkpoint = await clinic();
  const connection = await open(checkpoint);
  const own = await connection.checkpoint();
  await run(connection, 'SET search_path = nowhere; SET datestyle = german', 'query');
  await connection.begin();
  const again = await open(own);
  assert.equal(await again.inTransaction(), false);
  assert.deepEqual((await run(again, 'SHOW search_path'))[0]?.result?.rows, [['public']]);
});

test('the ledger is a table of the database', async () => {
  const connection = await open(await clinic());
  const { ledger } = connection;
  const entry = { name: '0002_x', checksum: 'c0ffee', appliedAt: '2026-01-02T03:04:05.000Z' };
  assert.equal(await ledger.presence(), 'absent');
  assert.equal((await connection.state(null)).ledger, null);
  assert.equal(await ledger.create(), null);
  assert.equal(await ledger.presence(), 'present');
  await connection.begin();
  assert.equal(await ledger.insert(entry), null);
  assert.equal(await connection.commit(), null);
  assert.deepEqual((await connection.state(null)).ledger, [entry]);
  assert.equal((await connection.state(null)).tables.length, 3);
  await connection.begin();
  assert.equal((await ledger.insert(entry))?.code, '23505');
  await connection.rollback();
  assert.equal(await ledger.remove(entry.name), null);
  assert.equal(await ledger.remove(entry.name), null);
  assert.deepEqual((await connection.state(null)).ledger, []);
  await runAll(connection, 'DROP TABLE schema_migrations; CREATE VIEW schema_migrations AS SELECT 1 AS id');
  assert.equal(await ledger.presence(), 'other');
});

test('what the guard cannot see, PostgreSQL refuses by itself', async () => {
  const connection = await open(await clinic());
  for (const sql of [
    "SELECT pg_read_file('postgresql.conf')",
    "DO $$ BEGIN EXECUTE 'COPY patients TO PROGRAM ''ls'''; END $$",
    "DO $$ BEGIN EXECUTE 'COPY patients TO ''/tmp/x'''; END $$",
    "DO $$ BEGIN EXECUTE 'CREATE ROLE other'; END $$",
    "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'x', 'y'",
    'SET temp_file_limit = -1',
  ]) {
    assert.equal((await errorOf(connection, sql))?.code, '42501', sql);
  }
  assert.equal((await rowsOf(connection, 'patients')).length, 7);
});

test('what a rolled back transaction leaves is the checkpoint, unless a sequence went on', async () => {
  const connection = await open(null);
  await runAll(connection, 'CREATE TABLE n (id serial PRIMARY KEY, note text)');
  const checkpoint = await connection.checkpoint();
  const state = await connection.state(null);
  for (const [sql, next] of [
    ["INSERT INTO n VALUES (7, 'a'); DROP TABLE n", 1n],
    ["INSERT INTO n (note) VALUES ('a')", 1n],
    ["SELECT setval('n_id_seq', 9, false)", 1n],
  ] as const) {
    const again = await open(checkpoint);
    assert.equal(await again.state(state), state);
    await again.savepoint('tried');
    await run(again, sql, 'transaction');
    await again.undo('tried');
    const [inserted] = await run(await open(checkpoint), "INSERT INTO n (note) VALUES ('b') RETURNING id");
    assert.deepEqual(inserted?.result?.rows, [[next]], sql);
  }
});
