/** Whether a migration changed the schema, the data, or both: found from what it did. */
import type { DatabaseDiff } from '../diff/model.ts';
import { isChanged } from '../diff/schema.ts';
import { hasRowChange, hasSchemaChange } from '../diff/summary.ts';
import { tokensOf } from '../sql/pieces.ts';

export type MigrationKind = 'schema' | 'data' | 'both';

/**
 * The kind of a migration from the difference between its start and its end,
 * renames followed. The rows of a dropped table are no data change, nor is a
 * rebuild that leaves equal rows. One that changed nothing, because it failed or
 * found no rows, is judged by the first words of its statements; `sql` is all
 * of them.
 */
export function migrationKind(diff: DatabaseDiff, sql: string): MigrationKind {
  const schema = isChanged(diff.views) || diff.tables.some(hasSchemaChange);
  const data = diff.tables.some((table) => table.after !== null && hasRowChange(table));
  if (schema || data) return schema && data ? 'both' : schema ? 'schema' : 'data';
  const kinds = new Set([...firstWords(sql)].map(kindOfWord));
  if (!kinds.has('data')) return 'schema';
  return kinds.has('schema') ? 'both' : 'data';
}

function kindOfWord(word: string): 'schema' | 'data' | null {
  switch (word) {
    case 'CREATE':
    case 'ALTER':
    case 'DROP':
      return 'schema';
    case 'INSERT':
    case 'UPDATE':
    case 'DELETE':
    case 'REPLACE':
    case 'WITH':
      return 'data';
    default:
      return null;
  }
}

/** The first word of each statement, in capitals; the statements inside a trigger are part of it. */
export function* firstWords(sql: string): Generator<string> {
  let words: string[] = [];
  let depth = 0;
  for (const token of tokensOf(sql)) {
    if (token.text === ';' && token.kind === 'other' && depth === 0) {
      words = [];
      continue;
    }
    if (token.kind !== 'word') continue;
    const word = token.text.toUpperCase();
    if (words.length === 0) yield word;
    // CREATE [TEMP] TRIGGER: the third word at the latest.
    if (words.length < 3) words.push(word);
    if (words[0] !== 'CREATE' || !words.includes('TRIGGER')) continue;
    if (word === 'BEGIN' || (word === 'CASE' && depth > 0)) depth++;
    else if (word === 'END' && depth > 0) depth--;
  }
}
