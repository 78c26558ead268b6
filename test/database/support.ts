/** What the database's tests share: a small clinic, and short ways to play units on it. */
import type { BatchPlan, Played, Unit } from '../../src/rollout/unit.ts';
import type { Opened } from '../../src/migrate/model.ts';
import type { DatabaseState, TableState } from '../../src/database/state.ts';
import { openFixture } from '../../src/migrate/fixture.ts';
import { playUnit } from '../../src/rollout/run/play.ts';
import { loadEngine } from '../../src/database/registry.ts';

export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

export const engine = await loadEngine('sqlite');

export const CLINIC = `
  CREATE TABLE patients (id INTEGER PRIMARY KEY, mrn TEXT, name TEXT NOT NULL);
  CREATE TABLE visits (
    id INTEGER PRIMARY KEY,
    patient_id INTEGER NOT NULL REFERENCES patients(id) ON DELETE CASCADE,
    dx_code TEXT
  );
  INSERT INTO patients VALUES (1, '000123', 'Zoë O''Brien'), (2, NULL, '李 小龍'), (3, '000126', '  Mary ');
  INSERT INTO visits VALUES (1, 1, '250.00'), (2, 2, NULL), (3, 3, '008.8');
`;

export function opened(sql = CLINIC, foreignKeys = false): Promise<Opened> {
  return openFixture(engine, {
    scripts: [{ file: 'schema.sql', sql }],
    foreignKeys,
    baseline: null,
    now: NOW,
  });
}

export function migration(
  sql: string,
  more: { name?: string; checksum?: string; transaction?: boolean; batches?: BatchPlan } = {},
): Unit {
  return {
    type: 'migration',
    name: '0002_x',
    checksum: 'c0ffee00aa',
    transaction: true,
    batches: null,
    ...more,
    sql,
  };
}

export function play(from: Opened | Played, unit: Unit | string): Promise<Played> {
  const played = typeof unit === 'string' ? migration(unit) : unit;
  return playUnit(engine, { from: from.checkpoint, unit: played, now: NOW });
}

export function table(state: DatabaseState, name: string): TableState {
  const found = state.tables.find(({ schema }) => schema.name === name);
  if (found === undefined) throw new Error(`There is no table ${name}`);
  return found;
}

export const ENDLESS =
  'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c;';
