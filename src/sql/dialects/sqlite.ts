/** SQLite, as its own tokenizer reads: https://www.sqlite.org/lang.html */
import { blockComment, quotation, run, words, type Dialect } from '../dialect.ts';
import { COMMON_KEYWORDS, COMMON_TYPES, COMMON_VERBS } from './common.ts';

const BEYOND = String.raw`\u0080-\uFFFF`;

export const SQLITE: Dialect = {
  name: 'sqlite',
  rules: [
    // A vertical tab is a blank only behind another one; a byte order mark is a blank where a token could begin.
    { kind: 'space', starts: /[ \t\n\f\r\uFEFF]/, take: run(/\uFEFF|[ \t\n\f\r][ \t\n\v\f\r]*/y) },
    { kind: 'comment', starts: /-/, take: run(/--[^\n]*/y) },
    { kind: 'comment', starts: /\//, take: blockComment(false) },
    { kind: 'blob', starts: /[xX]/, take: quotation(/[xX]'/y, "'", { doubled: false }) },
    { kind: 'word', starts: /[A-Za-z_\u0080-\uFFFF]/, take: run(new RegExp(`[\\w$${BEYOND}]+`, 'y')) },
    { kind: 'string', starts: /'/, take: quotation(/'/y, "'") },
    { kind: 'name', starts: /"/, take: quotation(/"/y, '"') },
    { kind: 'name', starts: /`/, take: quotation(/`/y, '`') },
    { kind: 'name', starts: /\[/, take: quotation(/\[/y, ']', { doubled: false }) },
    {
      kind: 'number',
      starts: /[0-9.]/,
      take: run(new RegExp(`(?:[0-9]|\\.[0-9])(?:[eE][+-][0-9]|[\\w.$${BEYOND}])*`, 'y')),
    },
    // `$name(…)` may hold anything but blanks inside its parentheses, semicolons included.
    {
      kind: 'variable',
      starts: /[?@#:$]/,
      take: run(new RegExp(`\\?[0-9]*|[@#:$](?:::|[\\w$${BEYOND}])+(?:\\([^ \\t\\n\\v\\f\\r)]*\\)?)?`, 'y')),
    },
  ],
  bodies: [
    { opening: /^(?:EXPLAIN (?:QUERY PLAN )?)?CREATE (?:TEMP |TEMPORARY )?TRIGGER$/, ends: 'last END' },
  ],
  parenthesesHold: false,
  delimiterLines: false,
  verbs: { ...COMMON_VERBS, REPLACE: 'data', END: 'transaction', PRAGMA: 'pragma' },
  harmless: words('ANALYZE'),
  keywords: words(
    COMMON_KEYWORDS,
    COMMON_TYPES,
    'ABORT ATTACH AUTOINCREMENT CONFLICT CURRENT DEFERRABLE DEFERRED DETACH DO EXCLUDE EXCLUSIVE FAIL FILTER ' +
      'FOLLOWING GLOB GROUPS IGNORE IMMEDIATE INDEXED INITIALLY INSTEAD ISNULL MATCH MATERIALIZED NOTHING NOTNULL ' +
      'OTHERS PLAN PRAGMA PRECEDING QUERY RAISE RANGE REGEXP REINDEX RETURNING ROWID STORED STRICT TEMP TIES ' +
      'UNBOUNDED VACUUM VIRTUAL WITHOUT NOCASE',
  ),
};
