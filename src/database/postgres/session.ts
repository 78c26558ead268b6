/** One session with PostgreSQL, in its wire protocol: PGlite's own queries read all rows, and do not tell how the transaction stands. */
import type { PGlite } from '@electric-sql/pglite';
import type { Library } from './library.ts';

/** `idle` outside a transaction, `open` inside one, `failed` inside one that can only be taken back. */
export type TransactionStatus = 'idle' | 'open' | 'failed';

export interface AnswerColumn {
  readonly name: string;
  /** The type's number in pg_type. */
  readonly type: number;
}

export interface SqlFault {
  readonly code: string;
  readonly message: string;
  readonly detail: string | null;
  /** From 1, in characters; null where PostgreSQL says none. */
  readonly position: number | null;
}

export interface Answer {
  /** `INSERT 0 2`; null where rows were left, and for an error. */
  readonly tag: string | null;
  /** Null for a statement that returns no columns. */
  readonly columns: readonly AnswerColumn[] | null;
  /** Values as PostgreSQL writes them. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** Whether there are more rows than were asked for. */
  readonly more: boolean;
  readonly fault: SqlFault | null;
}

export interface Session {
  readonly pg: PGlite;
  status(): TransactionStatus;
  /** Runs one statement, with values for `$1` and so on; of its rows no more than `most` are read. Rejects when PostgreSQL broke down. */
  ask(sql: string, most?: number, values?: readonly string[]): Promise<Answer>;
  /** Runs statements of the program's own; rejects with the first error, too. */
  must(...statements: readonly string[]): Promise<void>;
  /** Asks a query of the program's own that is planned once a session: planning is most of what a long one takes. */
  askAgain(sql: string): Promise<Answer>;
  /** Forgets all that SET, PREPARE and the like have left in the session; outside a transaction only. */
  discard(): Promise<void>;
}

/** More than fit into memory. */
const ALL = 0;

export function createSession(pg: PGlite, serialize: Library['serialize']): Session {
  let status: TransactionStatus = 'idle';

  /** By their SQL, the names of the statements that are planned. */
  const planned = new Map<string, string>();

  async function exchange(requests: readonly Uint8Array[]): Promise<Answer> {
    const message = Buffer.concat([...requests, serialize.sync()]);
    const { messages } = await pg.execProtocol(message, { throwOnError: false });
    const replies = messages as readonly { readonly name: string }[] as readonly Reply[];
    const answer = answerOf(replies);
    const ready = replies.findLast((reply) => reply.name === 'readyForQuery');
    if (ready === undefined || answer === null) throw new Error('PostgreSQL broke down');
    status = statusOf(ready.status);
    return answer;
  }

  /** The messages that run a statement which was parsed under a name. */
  function running(statement: string, most: number, values: readonly string[] = []): readonly Uint8Array[] {
    return [
      serialize.bind({ statement, values: [...values] }),
      serialize.describe({ type: 'P' }),
      serialize.execute({ rows: most }),
    ];
  }

  const ask: Session['ask'] = (sql, most = ALL, values) =>
    exchange([serialize.parse({ text: sql }), ...running('', most, values)]);

  async function must(...statements: readonly string[]): Promise<void> {
    for (const statement of statements) {
      const { fault } = await ask(statement);
      if (fault !== null) throw new Error(`${fault.message} (${statement})`);
    }
  }

  return {
    pg,
    status: () => status,
    ask,
    must,
    async askAgain(sql) {
      const known = planned.get(sql);
      const name = known ?? `planned_${planned.size + 1}`;
      const parse = known === undefined ? [serialize.parse({ name, text: sql })] : [];
      const answer = await exchange([...parse, ...running(name, ALL)]);
      if (answer.fault !== null) throw new Error(answer.fault.message);
      planned.set(sql, name);
      return answer;
    },
    async discard() {
      planned.clear();
      await must('DISCARD ALL');
    },
  };
}

/** What is used of PostgreSQL's messages. */
type Reply =
  | { readonly name: 'rowDescription'; readonly fields: readonly { name: string; dataTypeID: number }[] }
  | { readonly name: 'dataRow'; readonly fields: readonly (string | null)[] }
  | { readonly name: 'commandComplete'; readonly text: string }
  | { readonly name: 'emptyQuery' | 'portalSuspended' }
  | { readonly name: 'readyForQuery'; readonly status: string }
  | ({ readonly name: 'error' } & Failure);

interface Failure {
  readonly severity?: string | undefined;
  readonly code?: string | undefined;
  readonly message: string;
  readonly detail?: string | undefined;
  readonly position?: string | undefined;
}

function statusOf(letter: string): TransactionStatus {
  if (letter === 'E') return 'failed';
  return letter === 'T' ? 'open' : 'idle';
}

/** Null where the replies are those of no statement that was run. */
function answerOf(replies: readonly Reply[]): Answer | null {
  let tag: string | null = null;
  let columns: readonly AnswerColumn[] | null = null;
  const rows: (readonly (string | null)[])[] = [];
  let more = false;
  let fault: SqlFault | null = null;
  let known = false;
  for (const reply of replies) {
    switch (reply.name) {
      case 'rowDescription':
        columns = reply.fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
        continue;
      case 'dataRow':
        rows.push(reply.fields);
        continue;
      case 'commandComplete':
        tag = reply.text;
        break;
      case 'portalSuspended':
        more = true;
        break;
      case 'error':
        fault ??= faultOf(reply);
        break;
      case 'emptyQuery':
        break;
      default:
        continue;
    }
    known = true;
  }
  return known ? { tag, columns, rows, more, fault } : null;
}

/** Throws for what ends a server's process: nothing in it can be trusted then. */
function faultOf({ severity, code, message, detail, position }: Failure): SqlFault {
  if (severity === 'PANIC' || severity === 'FATAL') throw new Error(`PostgreSQL broke down: ${message}`);
  return {
    code: code ?? '',
    message,
    detail: detail ?? null,
    position: position === undefined ? null : Number(position),
  };
}
