/** PostgreSQL without PostgreSQL: values, errors, the guard, files and what the catalogue says. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Cell } from '../../../src/database/cell.ts';
import { LIMITS } from '../../../src/database/limits.ts';
import { cellOf, cellsOf } from '../../../src/database/postgres/cells.ts';
import {
  changesBetween,
  pack,
  unpackChanges,
  unpackFiles,
  withChanges,
  type Files,
} from '../../../src/database/postgres/dataDirectory.ts';
import { databaseError } from '../../../src/database/postgres/errors.ts';
import { refuseStatement } from '../../../src/database/postgres/guard.ts';
import type { Answer, SqlFault } from '../../../src/database/postgres/session.ts';

test('a value keeps its type: what JavaScript has none for is text with the type’s name', () => {
  const cells: readonly (readonly [string | null, string, Cell])[] = [
    [null, 'integer', null],
    ['7', 'smallint', 7n],
    ['9007199254740993', 'bigint', 9_007_199_254_740_993n],
    ['1.5', 'real', 1.5],
    ['NaN', 'double precision', NaN],
    ['1', 'text', '1'],
    ['', 'character varying', ''],
    ['\\x00ff', 'bytea', new Uint8Array([0, 255])],
    ['\\000', 'bytea', { type: 'bytea', text: '\\000' }],
    ['1.50', 'numeric', { type: 'numeric', text: '1.50' }],
    ['t', 'boolean', { type: 'boolean', text: 'true' }],
    ['2024-02-29', 'date', { type: 'date', text: '2024-02-29' }],
    ['{"a": 1}', 'jsonb', { type: 'jsonb', text: '{"a": 1}' }],
    ['{1,2}', 'integer[]', { type: 'integer[]', text: '{1,2}' }],
  ];
  for (const [text, type, cell] of cells) assert.deepEqual(cellOf(text, type), cell, `${text} ${type}`);
});

test('an answer is read as far as the limits go', () => {
  const answer: Answer = {
    tag: 'SELECT 3',
    columns: [{ name: 'a', type: 25 }],
    rows: [['abcdef'], ['gh'], ['ij']],
    more: false,
    fault: null,
  };
  const types = new Map([[25, 'text']]);
  assert.deepEqual(cellsOf(answer, types, LIMITS), { rows: [['abcdef'], ['gh'], ['ij']], cut: false });
  assert.deepEqual(cellsOf(answer, types, { ...LIMITS, cellLength: 3 }).rows[0], ['abc…']);
  assert.deepEqual(cellsOf(answer, types, { ...LIMITS, totalLength: 8 }), {
    rows: [['abcdef'], ['gh']],
    cut: true,
  });
});

const FAULT: SqlFault = { code: '42P01', message: 'no', detail: null, position: null };

test('an error has PostgreSQL’s code and words, and its place in UTF-16 units', () => {
  assert.deepEqual(databaseError(FAULT, 'SELECT', 'bare'), { kind: 'sql', code: '42P01', message: 'no' });
  assert.equal(databaseError({ ...FAULT, detail: 'Key 1.' }, '', 'bare').message, 'no: Key 1.');
  const sql = "SELECT '😀' FROM x";
  assert.equal(databaseError({ ...FAULT, position: 17 }, sql, 'bare').at, sql.indexOf('x'));
  assert.equal(databaseError({ ...FAULT, code: '53200' }, sql, 'bare').kind, 'memory');
  assert.equal(databaseError({ ...FAULT, code: '25006' }, sql, 'query').kind, 'refused');
  assert.equal(databaseError({ ...FAULT, code: '25006' }, sql, 'bare').kind, 'sql');
});

test('refused is what reaches for files, for other databases and roles, and what a restore would lose', () => {
  for (const sql of [
    "COPY patients TO '/tmp/x'",
    "copy patients from program 'ls'",
    'COPY patients FROM stdin',
    '/* a /* nested */ comment */ COPY patients TO stdout',
    'CREATE EXTENSION hstore',
    'CREATE OR REPLACE TRUSTED LANGUAGE plperl',
    'CREATE DATABASE other',
    'DROP DATABASE other',
    'ALTER DATABASE postgres SET work_mem = 1',
    'CREATE ROLE other',
    'ALTER USER learner SUPERUSER',
    "ALTER SYSTEM SET work_mem = '1GB'",
    'SET ROLE postgres',
    'SET LOCAL ROLE postgres',
    'SET SESSION AUTHORIZATION postgres',
    'RESET ROLE',
    'RESET SESSION AUTHORIZATION',
    'DISCARD ALL',
    'DEALLOCATE ALL',
    "LOAD 'x'",
    'CREATE UNLOGGED TABLE t (a int)',
    'ALTER TABLE t SET UNLOGGED',
  ]) {
    assert.match(refuseStatement(sql, 'bare') ?? 'let through', /here/, sql);
  }
});

test('not refused is what is like it, and what PostgreSQL has that SQLite has not', () => {
  for (const sql of [
    'SELECT copy FROM patients',
    "COMMENT ON TABLE patients IS 'COPY'",
    "DO $$ BEGIN RAISE NOTICE 'COPY'; END $$",
    'CREATE SCHEMA role',
    'CREATE TABLE role (a int)',
    'ALTER TABLE t SET LOGGED',
    'SET search_path = app',
    'SET SESSION work_mem = 100',
    'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
    'CREATE INDEX CONCURRENTLY i ON t (a)',
    'VACUUM FULL',
    'PREPARE x AS SELECT 1',
    'DEALLOCATE x',
  ]) {
    assert.equal(refuseStatement(sql, 'bare'), null, sql);
  }
});

test('within the runner’s transaction nothing ends it, and a query holds no transaction', () => {
  for (const sql of ['COMMIT', 'END', 'ROLLBACK', 'ABORT', 'COMMIT AND CHAIN', "PREPARE TRANSACTION 'x'"]) {
    assert.match(refuseStatement(sql, 'transaction') ?? '', /not allowed in the middle/, sql);
    assert.match(refuseStatement(sql, 'query') ?? '', /A query only looks/, sql);
  }
  for (const sql of ['SAVEPOINT a', 'ROLLBACK TO a', 'RELEASE a', 'PREPARE x AS SELECT 1']) {
    assert.equal(refuseStatement(sql, 'transaction'), null, sql);
  }
  assert.equal(refuseStatement('COMMIT', 'bare'), null);
});

test('files and what differs between two of them come back from their bytes as they were', () => {
  const before = new Map([
    ['base/', new Uint8Array()],
    ['base/1', new Uint8Array([1, 2, 3])],
    ['base/2', new Uint8Array([4])],
    ['pg_wal/1', new Uint8Array(9_000)],
  ]);
  const after = new Map([
    ['base/', new Uint8Array()],
    ['base/1', new Uint8Array([1, 2, 4])],
    ['base/2', new Uint8Array([4])],
    ['base/3', new Uint8Array([5])],
  ]);
  const changes = changesBetween(before, after);
  assert.deepEqual([...changes.keys()].sort(), ['base/1', 'base/3', 'pg_wal/1']);
  const back = withChanges(unpackFiles(pack(before)), unpackChanges(pack(changes)));
  assert.deepEqual(bytesOf(back), bytesOf(after));
  // Bytes that a message hands over have to be alone in their buffer.
  assert.equal(pack(changes).buffer.byteLength, pack(changes).byteLength);
});

function bytesOf(files: Files): readonly (readonly [string, readonly number[]])[] {
  return [...files].map(([path, bytes]) => [path, [...bytes]]);
}
