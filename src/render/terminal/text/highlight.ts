/** SQL as styled spans. */
import { getSegments } from 'sql-highlight';
import type { Span, Style } from '../../spans/line.ts';

/** Longer SQL stays unstyled: nobody reads it by colour, and it would cost a frame. */
const LIMIT = 50_000;

/** SQLite's words that sql-highlight does not know. */
const MORE_KEYWORDS = new Set(
  (
    'ABORT ACTION AFTER ALWAYS ANALYZE ATTACH AUTOINCREMENT BEFORE CAST COLLATE CONFLICT CROSS CURRENT_TIMESTAMP ' +
    'DEFERRABLE DEFERRED DETACH DO ESCAPE EXCEPT EXCLUSIVE EXPLAIN FAIL FOREIGN FULL GENERATED GLOB IGNORE IMMEDIATE ' +
    'INDEXED INITIALLY INSTEAD INTERSECT NATURAL NO NOCASE NOTHING NULLS NUMERIC OF OFFSET OVER PARTITION PLAN RAISE ' +
    'REAL RECURSIVE REGEXP REINDEX RELEASE RENAME RESTRICT ROLLBACK ROW ROWS SAVEPOINT STORED STRICT TEMP TEMPORARY ' +
    'TRANSACTION TRIGGER USING VACUUM VIRTUAL WINDOW WITHOUT INNER ISNULL NOTNULL BEGIN INT'
  ).split(' '),
);

function styleOf(name: string, text: string): Style | undefined {
  switch (name) {
    case 'keyword':
      return 'keyword';
    case 'string':
      // In SQL double quotes hold a name.
      return text.startsWith("'") ? 'string' : undefined;
    case 'number':
      return 'number';
    case 'comment':
      return 'comment';
    case 'identifier':
    case 'function':
      return MORE_KEYWORDS.has(text.toUpperCase()) ? 'keyword' : undefined;
    default:
      return undefined;
  }
}

/** The SQL cut into spans by what it is. Joined they give the SQL exactly, line breaks and all. */
export function highlightSql(sql: string): Span[] {
  if (sql.length > LIMIT) return [{ text: sql }];
  // SQL has neither backslash escapes nor # comments, though the library thinks so:
  // it sees `_` in their place, and the text itself is taken from the original by length.
  const segments = getSegments(sql.replace(/[\\#]/g, '_'));
  const spans: Span[] = [];
  let at = 0;
  for (const segment of segments) {
    const text = sql.slice(at, at + segment.content.length);
    at += segment.content.length;
    const style = styleOf(segment.name, text);
    const last = spans.at(-1);
    // Joined before anything else, because the library cuts between the halves of a surrogate pair.
    if (last !== undefined && last.style === style)
      spans[spans.length - 1] = { ...last, text: last.text + text };
    else spans.push(style === undefined ? { text } : { text, style });
  }
  return at === sql.length ? spans : [{ text: sql }];
}
