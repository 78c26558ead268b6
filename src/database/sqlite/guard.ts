/**
 * What SQL from a lesson or a learner may not do: reach for another database,
 * or lift the bounds on memory. Each refusal is one plain sentence.
 */
import type { RunMode } from '../port.ts';
import { describeStatement, type Statement } from '../../sql/describe.ts';
import { codeTokens } from '../../sql/lexer.ts';
import { isSymbol, keyword } from '../../sql/tokens.ts';

/**
 * Why a statement is not let through, or null. It is asked before SQLite
 * prepares the statement, and looks at every part between semicolons, so that a
 * statement taken for a trigger's body cannot hide one that acts at once.
 */
export function refuseStatement(sql: string, mode: RunMode): string | null {
  for (const [index, part] of partsOf(sql).entries()) {
    const statement = describeStatement(part);
    // EXPLAIN does not keep a PRAGMA from acting: it acts while it is prepared.
    const reason =
      refusePart(part, statement.explained ?? statement, mode) ??
      (index === 0 && mode === 'transaction' ? refuseEnding(statement) : null);
    if (reason !== null) return reason;
  }
  return null;
}

/** What stands between semicolons, whether it is a statement or a part of one. */
function partsOf(sql: string): readonly string[] {
  const parts: string[] = [];
  let from: number | null = null;
  let to = 0;
  for (const { kind, start, end } of codeTokens(sql)) {
    if (kind !== 'end') {
      from ??= start;
      to = end;
    } else if (from !== null) {
      parts.push(sql.slice(from, to));
      from = null;
    }
  }
  return from === null ? parts : [...parts, sql.slice(from, to)];
}

function refusePart(sql: string, { verb, object }: Statement, mode: RunMode): string | null {
  switch (verb) {
    case 'ATTACH':
    case 'DETACH':
      return 'ATTACH and DETACH are not allowed here: there is just the one database of the lesson.';
    case 'VACUUM':
      return codeTokens(sql).some((token) => keyword(token) === 'INTO')
        ? 'VACUUM INTO is not allowed here: it would write a second database. A plain VACUUM is.'
        : null;
    case 'PRAGMA':
      return refusePragma(sql, (object?.name ?? '').toLowerCase(), mode);
    default:
      return null;
  }
}

/** Ask something of a table or of the whole database; the value says of which. */
const ASKING = new Set([
  'foreign_key_check',
  'foreign_key_list',
  'index_info',
  'index_list',
  'index_xinfo',
  'integrity_check',
  'quick_check',
  'table_info',
  'table_list',
  'table_xinfo',
]);

/** May be set: they change how SQL behaves, not what it may use. */
const SETTINGS = new Set([
  'analysis_limit',
  'application_id',
  'automatic_index',
  'busy_timeout',
  'case_sensitive_like',
  'defer_foreign_keys',
  'foreign_keys',
  'ignore_check_constraints',
  'legacy_alter_table',
  'optimize',
  'recursive_triggers',
  'reverse_unordered_selects',
  'synchronous',
  'user_version',
]);

const BOUNDS = new Set([
  'cache_size',
  'cache_spill',
  'default_cache_size',
  'hard_heap_limit',
  'max_page_count',
  'mmap_size',
  'page_size',
  'soft_heap_limit',
  'temp_store',
  'temp_store_directory',
  'threads',
]);

const DAMAGING = new Set(['schema_version', 'writable_schema']);

function refusePragma(sql: string, name: string, mode: RunMode): string | null {
  // Without a value a PRAGMA tells, it does not set.
  if (!codeTokens(sql).some((token) => isSymbol(token, '=') || isSymbol(token, '('))) return null;
  if (ASKING.has(name)) return null;
  if (mode === 'query') return `A query only looks, so it cannot set PRAGMA ${name}.`;
  if (SETTINGS.has(name)) return null;
  if (BOUNDS.has(name)) {
    return `PRAGMA ${name} cannot be set here: it would change how much memory the database may use.`;
  }
  if (DAMAGING.has(name)) {
    return `PRAGMA ${name} cannot be set here: with it, SQL can damage the database beyond repair.`;
  }
  return `PRAGMA ${name} cannot be set here.`;
}

/** COMMIT, END and ROLLBACK (but not ROLLBACK TO a savepoint) would end the runner's own transaction. */
function refuseEnding({ verb }: Statement): string | null {
  return verb === 'COMMIT' || verb === 'END' || verb === 'ROLLBACK'
    ? `${verb} is not allowed in the middle: this runs in one transaction, which the runner commits after the last statement.`
    : null;
}
