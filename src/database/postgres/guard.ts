/**
 * What SQL from a lesson or a learner may not do on PostgreSQL: reach for files,
 * other databases and other roles, or leave the runner's transaction. The role
 * that runs it may do most of this as little (`superuser` is another), so what a
 * DO block hides from these eyes PostgreSQL itself refuses.
 */
import { describeStatement, type Statement } from '../../sql/describe.ts';
import { DIALECTS } from '../../sql/dialects.ts';
import { codeTokens } from '../../sql/lexer.ts';
import { keyword } from '../../sql/tokens.ts';
import type { RunMode } from '../port.ts';

/** By verb and the kind of object: what belongs to the whole server. */
const OF_THE_SERVER =
  /^(?:CREATE|ALTER|DROP) (?:(?:OR REPLACE|TRUSTED|PROCEDURAL) )*(?:DATABASE|TABLESPACE|ROLE|USER|GROUP|SERVER|FOREIGN DATA|PUBLICATION|SUBSCRIPTION|EVENT TRIGGER|ACCESS METHOD|EXTENSION|LANGUAGE|SYSTEM)\b/;

const OF_THE_SESSION = /^(?:SET|RESET) (?:(?:LOCAL|SESSION) )?(?:ROLE|AUTHORIZATION)\b/;

/** Why a statement is not let through, or null. Asked before PostgreSQL sees it. */
export function refuseStatement(sql: string, mode: RunMode): string | null {
  const statement = describeStatement(sql, DIALECTS.postgresql);
  const words = firstWords(sql);
  return refuseWords(words) ?? refuseMode(statement, words, mode);
}

/** As many as it takes to know what a statement is. */
const MOST_WORDS = 12;

/** The words with which a statement begins, in capitals; tokens that are no words stand as `·`. */
function firstWords(sql: string): string {
  return codeTokens(sql, DIALECTS.postgresql)
    .slice(0, MOST_WORDS)
    .map((token) => keyword(token) ?? '·')
    .join(' ');
}

function refuseWords(words: string): string | null {
  if (words.startsWith('COPY')) {
    return 'COPY is not allowed here: it reads and writes files or the stream of a client, and there are none.';
  }
  const server = OF_THE_SERVER.exec(words)?.[0];
  if (server !== undefined) {
    return `${server} is not allowed here: it is about the whole server, and there is just the one database of the lesson.`;
  }
  if (OF_THE_SESSION.test(words) || /^(?:DISCARD|DEALLOCATE (?:PREPARE )?ALL)\b/.test(words)) {
    return 'The role and the session that run the SQL stay as they are here.';
  }
  if (words.startsWith('LOAD')) return 'LOAD is not allowed here: it would load a library into the server.';
  if (/^CREATE UNLOGGED\b|^ALTER TABLE .*\bSET UNLOGGED\b/.test(words)) {
    return 'UNLOGGED is not allowed here: such a table is emptied when its database is restored.';
  }
  return null;
}

function refuseMode({ verb, kind }: Statement, words: string, mode: RunMode): string | null {
  const ends = ENDING.has(verb) || words.startsWith('PREPARE TRANSACTION');
  if (mode === 'query' && (ends || kind === 'transaction')) {
    return `A query only looks, so ${verb} has no place in it.`;
  }
  return ends && mode === 'transaction'
    ? `${verb} is not allowed in the middle: this runs in one transaction, which the runner commits after the last statement.`
    : null;
}

const ENDING = new Set(['ABORT', 'COMMIT', 'END', 'ROLLBACK']);
