/** Which checkpoint a running PostgreSQL holds, and whether it still does: a restore is a start, which takes half a second. */
import type { Limits } from '../limits.ts';
import type { DatabaseState } from '../state.ts';
import type { Session } from './session.ts';

export interface Holding {
  /** The checkpoint that the database is exactly as in; null once anything has changed. */
  checkpoint(): string | null;
  /** To be called when the database was written to a checkpoint. */
  stored(checkpoint: string): void;
  /** To be called before a transaction of the program's own begins. */
  beginning(): Promise<void>;
  /** To be called behind whatever may have changed the database. */
  ran(): void;
  /** To be called behind the end of such a transaction that took everything back. */
  rolledBack(): Promise<void>;
  /** The state, if it was read within these limits since anything has changed. */
  known(limits: Limits): DatabaseState | null;
  read(state: DatabaseState, limits: Limits): void;
}

export function createHolding(session: Session, first: string): Holding {
  let checkpoint = first;
  /** `open`: in a transaction that has not ended yet. */
  let changed: 'no' | 'open' | 'yes' = 'no';
  let sequences = '';
  let known: { readonly state: DatabaseState; readonly limits: Limits } | null = null;

  return {
    checkpoint: () => (changed === 'no' ? checkpoint : null),
    stored(id) {
      checkpoint = id;
      changed = 'no';
    },
    async beginning() {
      sequences = await readSequences(session);
    },
    ran() {
      if (session.status() !== 'idle') {
        if (changed === 'no') changed = 'open';
        return;
      }
      changed = 'yes';
      known = null;
    },
    async rolledBack() {
      // Of all that a transaction does, only what sequences gave out is not taken back.
      const same = (await readSequences(session)) === sequences;
      if (!same) known = null;
      if (changed === 'open') changed = same ? 'no' : 'yes';
    },
    // Inside a transaction there is another state.
    known: (limits) => (session.status() === 'idle' && known?.limits === limits ? known.state : null),
    read(state, limits) {
      if (session.status() === 'idle') known = { state, limits };
    },
  };
}

const SEQUENCES = `SELECT string_agg(format('SELECT %s, last_value, is_called FROM %I.%I', c.oid, n.nspname, c.relname),
  ' UNION ALL ' ORDER BY c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'S' AND c.relpersistence <> 't'`;

/** Where all sequences stand, as a text. */
async function readSequences(session: Session): Promise<string> {
  const query = (await session.ask(SEQUENCES)).rows[0]?.[0] ?? null;
  return query === null ? '' : JSON.stringify((await session.ask(query)).rows);
}
