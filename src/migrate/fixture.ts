/** Opens a lesson's database: a fixture's scripts on an empty one. */
import { LIMITS, type Limits } from '../database/limits.ts';
import type { Connection, Engine } from '../database/port.ts';
import { emptyState } from '../database/state.ts';
import { OTHER_LEDGER, recordMigration } from './ledger.ts';
import { FixtureError, type Opened, type OpenRequest } from './model.ts';
import { runScript } from './script.ts';
import { lineAt } from '../sql/describe.ts';
import { excerptOf } from '../sql/excerpt.ts';

/** Runs a fixture's scripts on an empty database. `opening` is called with each file before it runs. Rejects with FixtureError. */
export async function openFixture(
  engine: Engine,
  request: OpenRequest,
  limits: Limits = LIMITS,
  opening?: (file: string) => void,
): Promise<Opened> {
  const { scripts, foreignKeys, baseline, now } = request;
  const seed = scripts.map((script) => script.sql);
  const connection = await engine.open({ from: null, foreignKeys, now, seed, limits });
  for (const script of scripts) {
    opening?.(script.file);
    await runFixtureScript(connection, script);
  }
  if (baseline !== null) {
    const presence = await connection.ledger.presence();
    const message =
      presence === 'other'
        ? OTHER_LEDGER
        : (await recordMigration(connection.ledger, presence, baseline, now))?.message;
    if (message !== undefined) throw new FixtureError(scripts.at(-1)?.file ?? '', 1, '', message);
  }
  return { state: await connection.state(null), checkpoint: await connection.checkpoint() };
}

async function runFixtureScript(
  connection: Connection,
  { file, sql }: OpenRequest['scripts'][number],
): Promise<void> {
  const state = emptyState(connection.capabilities.dialect);
  const { statements, error } = await runScript(connection, { sql, mode: 'bare', state });
  if (error !== null) {
    const last = statements.at(-1);
    const { text, offset } = excerptOf(last?.sql ?? '');
    throw new FixtureError(file, lineAt(sql, (last?.offset ?? 0) + offset), text, error.message);
  }
  if (await connection.inTransaction()) {
    const line = lineAt(sql, sql.length);
    throw new FixtureError(file, line, '', 'The script leaves a transaction open: a COMMIT is missing.');
  }
}
