/** The open PostgreSQL database as the port has it. */
import { quoteName } from '../../sql/names.ts';
import type { DatabaseError } from '../error.ts';
import type { Limits } from '../limits.ts';
import type { Capabilities, Checkpoint, Connection } from '../port.ts';
import { shareState } from '../shareState.ts';
import type { TypeNames } from './cells.ts';
import { databaseError } from './errors.ts';
import type { Holding } from './holding.ts';
import { postgresLedger } from './ledger.ts';
import { runStatement, type Runner } from './run.ts';
import { guarded, walk } from './script.ts';
import type { Session } from './session.ts';
import { captureState } from './state.ts';

export const CAPABILITIES: Capabilities = {
  dialect: 'postgresql',
  transactionalDdl: true,
  savepoints: true,
  replayable: false,
};

export interface ConnectionOptions {
  readonly session: Session;
  readonly types: TypeNames;
  /** From `readHarmlessFunctions`. */
  readonly harmless: ReadonlySet<string>;
  readonly limits: Limits;
  readonly holding: Holding;
  checkpoint(): Promise<Checkpoint>;
}

export function postgresConnection(options: ConnectionOptions): Connection {
  const { session, types, harmless, limits, holding } = options;
  const runner: Runner = { session, types, harmless, limits, ran: () => holding.ran() };
  /** Savepoints with which a transaction began, and with which it ends. */
  let opening: string | null = null;

  async function tried(sql: string): Promise<DatabaseError | null> {
    const { fault, tag } = await session.ask(sql);
    holding.ran();
    if (fault !== null) return databaseError(fault, sql, 'bare');
    return sql === 'COMMIT' && tag === 'ROLLBACK'
      ? { kind: 'sql', message: 'The transaction had failed, so COMMIT took it back.' }
      : null;
  }

  /** What is deferred is checked while the transaction is still open: an error of COMMIT itself would end it. */
  async function commit(): Promise<DatabaseError | null> {
    return (await tried('SET CONSTRAINTS ALL IMMEDIATE')) ?? (await tried('COMMIT'));
  }

  async function rollback(): Promise<void> {
    opening = null;
    if (session.status() === 'idle') return;
    await session.must('ROLLBACK');
    await holding.rolledBack();
  }

  return {
    capabilities: CAPABILITIES,
    limits,
    ledger: postgresLedger(session, () => holding.ran()),
    script: (sql, how) => walk(runner, sql, how),
    statements: guarded,
    run: (statement) => runStatement(runner, statement, 'bare', limits.resultRows),
    async select(statement) {
      const { result, error } = await runStatement(runner, statement, 'query', limits.tableRows);
      if (error !== null) return { error };
      return { result: result ?? { columns: [], rows: [], truncated: false } };
    },
    async begin() {
      await holding.beginning();
      await session.must('BEGIN');
    },
    commit,
    rollback,
    inTransaction: () => Promise.resolve(session.status() !== 'idle'),
    async savepoint(name) {
      if (session.status() === 'idle') {
        await holding.beginning();
        await session.must('BEGIN');
        opening = name;
      }
      await session.must(`SAVEPOINT ${quoteName(name)}`);
    },
    async release(name) {
      if (opening !== name) return tried(`RELEASE ${quoteName(name)}`);
      const error = await commit();
      if (error === null) opening = null;
      return error;
    },
    async undo(name) {
      if (opening === name) await rollback();
      else if (session.status() !== 'idle')
        await session.must(`ROLLBACK TO ${quoteName(name)}`, `RELEASE ${quoteName(name)}`);
    },
    async state(previous) {
      // Of a failed transaction nothing can be asked, and nothing of it stays.
      if (session.status() === 'failed') await rollback();
      const known = holding.known(limits);
      if (known !== null) return shareState(previous, known);
      const state = await captureState({ session, types, limits }, previous);
      holding.read(state, limits);
      return state;
    },
    checkpoint: () => options.checkpoint(),
  };
}
