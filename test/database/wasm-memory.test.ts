import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { wasmPath } from '../../src/database/sqlite/location.ts';
import { withInitialPages } from '../../src/database/sqlite/wasmMemory.ts';
import { opened, play, table } from './support.ts';

const MODULE = readFileSync(wasmPath());

test('of a module nothing but the number of its first pages changes', () => {
  const changed = withInitialPages(MODULE, 96);
  const places = [...changed.keys()].filter((at) => changed[at] !== MODULE[at]);
  assert.equal(changed.length, MODULE.length);
  assert.ok(places.length > 0 && places.length <= 2, `${places.length} bytes differ`);
  assert.deepEqual([...withInitialPages(changed, 96)], [...changed], 'once more changes nothing');
});

test('what is no module with one memory, or begins with less, stays as it is', () => {
  const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const small = Uint8Array.of(...header, 5, 3, 1, 0, 2);
  const none = Uint8Array.of(...header, 1, 1, 0);
  for (const bytes of [small, none, Uint8Array.of(...header), new Uint8Array()]) {
    assert.equal(withInitialPages(bytes, 96), bytes);
  }
});

test('a database larger than the first pages is held all the same, and forgotten afterwards', async () => {
  const grown = await play(
    await opened(),
    `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 200)
     INSERT INTO patients (name) SELECT hex(randomblob(20000)) FROM c;
     CREATE INDEX by_name ON patients (name);`,
  );
  assert.equal(grown.error, null);
  assert.equal(table(grown.state, 'patients').rowCount, 203);
  const again = await play(await opened(), 'SELECT 1;');
  assert.equal(table(again.state, 'patients').rowCount, 3);
});

test('SQL that goes deep leaves nothing to the next: random values and bytes are as before', async () => {
  const start = await opened();
  const draw = 'CREATE TABLE drawn AS SELECT random() AS n, hex(randomblob(8)) AS h;';
  const before = await play(start, draw);
  const deep = `SELECT ${'abs(1 + '.repeat(400)}1${')'.repeat(400)};`;
  const nested = `SELECT * FROM ${'(SELECT * FROM '.repeat(60)}patients${')'.repeat(60)};`;
  assert.deepEqual((await play(start, `${deep}${nested}`)).error, null);
  const again = await play(start, draw);
  assert.deepEqual(again.state, before.state);
  assert.deepEqual(Buffer.from(again.checkpoint.bytes), Buffer.from(before.checkpoint.bytes));
});
