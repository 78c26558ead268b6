/** MySQL and MariaDB: backticks, `#` comments, backslashes in strings, DELIMITER. */
import { blockComment, quotation, run, words, type Dialect } from '../dialect.ts';
import { COMMON_KEYWORDS, COMMON_TYPES, COMMON_VERBS } from './common.ts';

export const MYSQL: Dialect = {
  name: 'mysql',
  rules: [
    { kind: 'space', starts: /[\s\uFEFF]/, take: run(/[ \t\n\v\f\r\uFEFF]+/y) },
    { kind: 'comment', starts: /#/, take: run(/#[^\n]*/y) },
    // Two hyphens without a blank behind them are two minus signs.
    { kind: 'comment', starts: /-/, take: run(/--(?=[\s\0-\x1f]|$)[^\n]*/y) },
    // What stands in `/*!80000 … */` is run, so only its marks are passed over.
    { kind: 'comment', starts: /\//, take: run(/\/\*M?!\d*/y) },
    { kind: 'comment', starts: /\//, take: blockComment(false) },
    { kind: 'blob', starts: /[bBxX]/, take: quotation(/[bBxX]'/y, "'", { doubled: false }) },
    { kind: 'string', starts: /[nN']/, take: quotation(/[nN]?'/y, "'", { backslash: true }) },
    { kind: 'string', starts: /"/, take: quotation(/"/y, '"', { backslash: true }) },
    { kind: 'name', starts: /`/, take: quotation(/`/y, '`') },
    {
      kind: 'number',
      starts: /[0-9.]/,
      take: run(
        /(?:0[xX][0-9a-fA-F]+|0b[01]+|[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)(?![\w$\u0080-\uFFFF])/y,
      ),
    },
    // A name may begin with a digit.
    { kind: 'word', starts: /[\w$\u0080-\uFFFF]/, take: run(/[\w$\u0080-\uFFFF]+/y) },
    { kind: 'variable', starts: /[?@]/, take: run(/\?|@@?[\w$.\u0080-\uFFFF]*/y) },
  ],
  bodies: [
    {
      opening:
        /^CREATE (?:OR REPLACE )?(?:AGGREGATE )?(?:DEFINER(?: \S+){2,4} )?(?:EVENT|FUNCTION|PROCEDURE|TRIGGER)$/,
      ends: 'depth',
    },
  ],
  parenthesesHold: false,
  delimiterLines: true,
  verbs: {
    ...COMMON_VERBS,
    DESC: 'query',
    DESCRIBE: 'query',
    LOAD: 'data',
    LOCK: 'transaction',
    RENAME: 'schema',
    REPLACE: 'data',
    SET: 'pragma',
    SHOW: 'query',
    START: 'transaction',
    TABLE: 'query',
    TRUNCATE: 'data',
    UNLOCK: 'transaction',
    USE: 'pragma',
  },
  harmless: words('ANALYZE', 'SET', 'USE'),
  keywords: words(
    COMMON_KEYWORDS,
    COMMON_TYPES,
    'AUTO_INCREMENT CALL CHANGE CHARSET COMMENT DECLARE DEFINER DELIMITER DO ELSEIF ENGINE ENUM EVENT FULLTEXT ' +
      'FUNCTION GRANT IGNORE JSON KEYS LONGTEXT LOOP MEDIUMTEXT MODIFY ON PROCEDURE REGEXP REPEAT RETURN RETURNS ' +
      'REVOKE SCHEMA SHOW SIGNAL START STORED STRAIGHT_JOIN TEMPORARY TINYINT TRUNCATE UNSIGNED USE VIRTUAL WHILE ZEROFILL',
  ),
};
