/** PostgreSQL's errors as answers. */
import { refused, type DatabaseError } from '../error.ts';
import type { RunMode } from '../port.ts';
import type { SqlFault } from './session.ts';

const READ_ONLY = '25006';
/** Out of memory, disk full, a setting's limit reached. */
const RESOURCES = new Set(['53100', '53200', '53400']);

/** What PostgreSQL said of a statement. */
export function databaseError(fault: SqlFault, sql: string, mode: RunMode): DatabaseError {
  const { code, message, detail } = fault;
  if (mode === 'query' && code === READ_ONLY) {
    return refused('A query only looks; this statement would change the database.');
  }
  return {
    kind: RESOURCES.has(code) ? 'memory' : 'sql',
    message: detail === null ? message : `${message}: ${detail}`,
    code,
    ...(fault.position !== null && { at: offsetOf(sql, fault.position) }),
  };
}

/** Offset in UTF-16 units of a character counted from 1. */
function offsetOf(sql: string, position: number): number {
  let offset = 0;
  let left = position - 1;
  for (const character of sql) {
    if (left-- <= 0) break;
    offset += character.length;
  }
  return offset;
}
