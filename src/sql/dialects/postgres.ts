/** PostgreSQL: dollar quotes, E'' strings, nested comments. COPY … FROM stdin is read as any other text. */
import { blockComment, quotation, run, words, type Dialect, type Take } from '../dialect.ts';
import { COMMON_KEYWORDS, COMMON_TYPES, COMMON_VERBS } from './common.ts';

const TAG = /\$(?:[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*)?\$/y;

/** `$tag$ … $tag$` */
const dollarQuotation: Take = (sql, at) => {
  TAG.lastIndex = at;
  const tag = TAG.exec(sql)?.[0];
  if (tag === undefined) return -1;
  const end = sql.indexOf(tag, at + tag.length);
  return end < 0 ? Infinity : end + tag.length;
};

export const POSTGRES: Dialect = {
  name: 'postgresql',
  rules: [
    { kind: 'space', starts: /[\s\uFEFF]/, take: run(/[ \t\n\v\f\r\uFEFF]+/y) },
    { kind: 'comment', starts: /-/, take: run(/--[^\n\r]*/y) },
    { kind: 'comment', starts: /\//, take: blockComment(true) },
    { kind: 'string', starts: /[eE]/, take: quotation(/[eE]'/y, "'", { backslash: true }) },
    { kind: 'string', starts: /[nNuU']/, take: quotation(/(?:[nN]|[uU]&)?'/y, "'") },
    { kind: 'blob', starts: /[bBxX]/, take: quotation(/[bBxX]'/y, "'") },
    { kind: 'name', starts: /[uU"]/, take: quotation(/(?:[uU]&)?"/y, '"') },
    { kind: 'word', starts: /[A-Za-z_\u0080-\uFFFF]/, take: run(/[\w$\u0080-\uFFFF]+/y) },
    {
      kind: 'number',
      starts: /[0-9.]/,
      take: run(
        /(?:[0-9][\w]*(?:\.(?!\.)[0-9_]*)?|(?<!\.)\.[0-9][0-9_]*)(?:(?<=[eE])[+-]?[0-9]+|[eE][+-]?[0-9]+)?/y,
      ),
    },
    { kind: 'string', starts: /\$/, take: dollarQuotation },
    { kind: 'variable', starts: /\$/, take: run(/\$[0-9]+/y) },
  ],
  bodies: [{ opening: /^CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE)$/, ends: 'depth' }],
  parenthesesHold: true,
  delimiterLines: false,
  verbs: {
    ...COMMON_VERBS,
    ABORT: 'transaction',
    COMMENT: 'schema',
    COPY: 'data',
    END: 'transaction',
    LOCK: 'transaction',
    MERGE: 'data',
    REASSIGN: 'schema',
    RESET: 'pragma',
    SECURITY: 'schema',
    SET: 'pragma',
    SHOW: 'query',
    START: 'transaction',
    TABLE: 'query',
    TRUNCATE: 'data',
  },
  harmless: words('ANALYZE', 'LISTEN', 'NOTIFY', 'RESET', 'SET', 'UNLISTEN', 'VACUUM'),
  keywords: words(
    COMMON_KEYWORDS,
    COMMON_TYPES,
    'ANY ARRAY ATOMIC BIGSERIAL BYTEA CONCURRENTLY COPY CURRENT_USER DEFERRABLE DEFERRED DO EXECUTE EXTENSION FETCH ' +
      'FUNCTION GRANT IDENTITY ILIKE IMMEDIATE INHERITS INITIALLY INSTEAD JSON JSONB LANGUAGE LATERAL LOCK ' +
      'MATERIALIZED MERGE NOTHING ONLY OWNER POLICY PROCEDURE RETURNING RETURNS REVOKE RULE SCHEMA SEQUENCE SERIAL ' +
      'SHOW SIMILAR START STORED TEMP TIMESTAMPTZ TRUNCATE TYPE UNLOGGED UUID VACUUM VALIDATE ZONE',
  ),
};
