import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Strictness } from '../../src/course/model.ts';
import type { ReportValue } from '../../src/grading/model.ts';
import { compare } from './states.ts';

/** Asserts that two scripts leave the same as far as grading looks. */
function alike(expected: string, actual: string, strict: readonly Strictness[] = []): void {
  const { equal, schema, rows } = compare(expected, actual, strict);
  assert.equal(equal, true, JSON.stringify({ schema, rows: rows.first }));
}

/** The first difference in the schemas, as `message | expected | actual`. */
function difference(expected: string, actual: string, strict: readonly Strictness[] = []): string {
  const { equal, schema } = compare(expected, actual, strict);
  assert.equal(equal, false);
  const [first] = schema;
  return first === undefined
    ? 'the schemas are alike'
    : [first.message, ...[first.expected, first.actual].map(textOf)].join(' | ');
}

function textOf(value: ReportValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const T = 'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b REAL);';

test('the order of columns does not count unless it is asked for', () => {
  const other =
    'CREATE TABLE t (b REAL, id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t (id, a, b) VALUES (1, 2, 3);';
  const expected = `${T} INSERT INTO t VALUES (1, 2, 3);`;
  alike(expected, other);
  assert.equal(
    difference(expected, other, ['column order']),
    'The columns of t stand in another order, which counts here. | id, a, b | b, id, a',
  );
  assert.equal(
    difference(T, 'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);'),
    't has no column b. | b REAL | no such column',
  );
  // A column that may be meant to be the one that is missing stands beside it, and no other.
  assert.equal(
    difference(T, 'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, c REAL);'),
    't has no column b. | b REAL | c REAL',
  );
  assert.equal(
    difference(T, 'CREATE TABLE t (id INTEGER PRIMARY KEY, c TEXT NOT NULL);'),
    't has no column a. | a TEXT | no such column',
  );
});

test('names of indexes do not count unless they are asked for', () => {
  const expected = `${T} CREATE INDEX by_a ON t (a);`;
  const other = `${T} CREATE INDEX something ON t (a ASC);`;
  alike(expected, other);
  assert.equal(
    difference(expected, other, ['index names']),
    'An index of t is another one. | INDEX (a) | INDEX (a)',
  );
  assert.equal(difference(expected, T), 'An index of t is missing. | INDEX (a) | no such index');
  assert.equal(
    difference(T, expected),
    'An index of t is one more than asked for. | no such index | INDEX (a)',
  );
});

test('an index counts with its columns in order, direction, collation, uniqueness and condition', () => {
  const expected = `${T} CREATE INDEX i ON t (a, b) WHERE a IS NOT NULL;`;
  alike(expected, `${T} create index j on "t" ( [a] , b ) where A is not null;`);
  for (const other of [
    'INDEX i ON t (b, a) WHERE a IS NOT NULL',
    'INDEX i ON t (a, b DESC) WHERE a IS NOT NULL',
    'INDEX i ON t (a COLLATE NOCASE, b) WHERE a IS NOT NULL',
    'UNIQUE INDEX i ON t (a, b) WHERE a IS NOT NULL',
    'INDEX i ON t (a, b) WHERE b IS NOT NULL',
    'INDEX i ON t (a, b)',
    'INDEX i ON t (lower(a), b) WHERE a IS NOT NULL',
  ]) {
    assert.match(difference(expected, `${T} CREATE ${other};`), /^An index of t is/);
  }
});

test('a UNIQUE constraint and a unique index on the same columns are alike', () => {
  const constraint = 'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE, b REAL);';
  const named = 'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b REAL, CONSTRAINT one UNIQUE (a));';
  alike(constraint, `${T} CREATE UNIQUE INDEX i ON t (a);`);
  alike(constraint, named);
  assert.equal(
    difference(constraint, `${T} CREATE INDEX i ON t (a);`),
    'An index of t is another one. | UNIQUE (a) | INDEX (a)',
  );
  assert.equal(
    difference(constraint, `${T} CREATE UNIQUE INDEX i ON t (b);`),
    'An index of t is missing. | UNIQUE (a) | no such index',
  );
});

test('formatting, case and quoting of SQL texts do not count', () => {
  const expected = `${T} CREATE VIEW v AS SELECT a, 'X' AS x FROM t WHERE b > 1;`;
  alike(expected, `${T} create view "V" as select  [a], 'X' as \`x\` -- as asked\n from T where B>1;`);
  assert.match(
    difference(expected, `${T} CREATE VIEW v AS SELECT a, 'x' AS x FROM t WHERE b > 1;`),
    /^The view v is made in another way\./,
  );
  assert.match(difference(expected, T), /^There is no view v\./);
  assert.match(difference(T, expected), /^The view v is there at the end/);
});

test('spellings of a type with one affinity are alike, except in STRICT tables and where they are asked for', () => {
  const expected = 'CREATE TABLE t (a TEXT, n INTEGER);';
  const other = 'CREATE TABLE t (a VARCHAR(20), n BIGINT);';
  alike(expected, other);
  assert.equal(
    difference(expected, other, ['type names']),
    't.a: the type is another one. | TEXT | VARCHAR(20)',
  );
  alike('CREATE TABLE t (a VARCHAR(20))', 'CREATE TABLE t (a varchar( 20 ))', ['type names']);
  assert.equal(
    difference(expected, 'CREATE TABLE t (a TEXT, n NUMERIC);'),
    't.n: the type is another one. | INTEGER | NUMERIC',
  );
  assert.equal(
    difference('CREATE TABLE t (a INTEGER) STRICT', 'CREATE TABLE t (a INT) STRICT'),
    't.a: the type is another one. | INTEGER | INT',
  );
});

test('INTEGER PRIMARY KEY is the rowid, and INT PRIMARY KEY is not', () => {
  assert.equal(
    difference('CREATE TABLE t (id INTEGER PRIMARY KEY)', 'CREATE TABLE t (id INT PRIMARY KEY)'),
    't.id: the type is another one. | INTEGER | INT',
  );
  assert.match(
    difference('CREATE TABLE t (id INTEGER PRIMARY KEY)', 'CREATE TABLE t (id INTEGER PRIMARY KEY DESC)'),
    /^The primary key of t is made in another way/,
  );
  alike('CREATE TABLE t (id INTEGER PRIMARY KEY)', 'CREATE TABLE t (id INTEGER NOT NULL, PRIMARY KEY (id))');
});

test('defaults are compared token by token', () => {
  const table = (rest: string) => `CREATE TABLE t (a TEXT ${rest})`;
  alike(table("DEFAULT 'x'"), table("default ('x')"));
  alike(table("DEFAULT 'x'"), table('DEFAULT "x"'));
  alike(table(''), table('DEFAULT NULL'));
  alike(table('DEFAULT CURRENT_TIMESTAMP'), table('DEFAULT current_timestamp'));
  alike(table("DEFAULT (lower( 'X' ))"), table("DEFAULT (LOWER('X'))"));
  assert.equal(
    difference(table("DEFAULT 'x'"), table("DEFAULT 'X'")),
    "t.a: the default is another one. | DEFAULT 'x' | DEFAULT 'X'",
  );
  assert.equal(
    difference(table(''), table("DEFAULT ''")),
    "t.a: the default is another one. | no default | DEFAULT ''",
  );
});

test('the order of rows and rowids do not count; values and their storage classes do', () => {
  const heap = 'CREATE TABLE t (a, b);';
  alike(
    `${heap} INSERT INTO t VALUES (1, 2), (3, 4), (1, 2);`,
    `${heap} INSERT INTO t VALUES (3, 4), (1, 2), (1, 2);`,
  );
  alike(`${heap} INSERT INTO t VALUES (1, 2);`, `${heap} INSERT INTO t (rowid, a, b) VALUES (77, 1, 2);`);
  for (const cells of ["'1', 2", '1.0, 2', "x'31', 2", 'NULL, 2', "'', 2", '2, 1']) {
    const { equal, rows } = compare(
      `${heap} INSERT INTO t VALUES (1, 2);`,
      `${heap} INSERT INTO t VALUES (${cells});`,
    );
    assert.equal(equal, false, cells);
    assert.equal(rows.first?.message, 't: 1 row is missing and 1 row too many.');
  }
  const twice = compare(
    `${heap} INSERT INTO t VALUES (1, 2), (1, 2);`,
    `${heap} INSERT INTO t VALUES (1, 2);`,
  );
  assert.equal(twice.rows.first?.message, 't: 1 row is missing.');
});

test('rows with a primary key are shown with the key and the cells that differ', () => {
  const rows = (cells: string) => `${T} INSERT INTO t VALUES ${cells};`;
  const { rows: changed } = compare(
    rows("(1, 'x', 1), (2, 'y', 2), (3, 'z', 3)"),
    rows("(1, 'x', 1), (2, 'Y', 2), (4, 'z', 3)"),
  );
  assert.equal(changed.first?.message, 't: 1 row differs in a, 1 row is missing and 1 row too many.');
  assert.deepEqual(changed.first.expected, { columns: ['id', 'a'], rows: [[2, 'y']] });
  assert.deepEqual(changed.first.actual, { columns: ['id', 'a'], rows: [[2, 'Y']] });
  assert.deepEqual(changed.tables[0]?.keys, [[2n], [3n], [4n]]);
  const missing = compare(rows("(1, 'x', 1), (2, 'y', 2)"), rows("(1, 'x', 1)")).rows;
  assert.deepEqual(missing.first, {
    message: 't: 1 row is missing.',
    expected: { columns: ['id', 'a', 'b'], rows: [[2, 'y', 2]] },
    actual: { columns: ['id', 'a', 'b'], rows: [] },
  });
});

test('cells that print alike are told apart by how they are stored', () => {
  const table = 'CREATE TABLE t (id INTEGER PRIMARY KEY, a);';
  const { rows } = compare(
    `${table} INSERT INTO t VALUES (1, 5);`,
    `${table} INSERT INTO t VALUES (1, 5.0);`,
  );
  assert.equal(
    rows.first?.message,
    't: 1 row differs in a. a should be stored as INTEGER, and is stored as REAL.',
  );
});

test('tables are compared by name, and one more left behind counts', () => {
  alike('CREATE TABLE "T" (a)', 'CREATE TABLE t (a)');
  assert.match(
    difference(T, 'CREATE TABLE u (a)'),
    /^There is no table t\. \| a table t \(id, a, b\) \| a table u \(a\)$/,
  );
  assert.equal(
    difference(T, `${T} CREATE TABLE t_old (a)`),
    'The table t_old is there at the end, one more than asked for. | no such table | a table t_old (a)',
  );
});

test('a missing table or column keeps rows from being taken for right', () => {
  const full = `${T} INSERT INTO t VALUES (1, 'x', 2);`;
  const dropped = compare(full, 'CREATE TABLE u (a)');
  assert.equal(dropped.rows.first?.message, 't is not there, and with it 1 row.');
  const narrow = compare(
    full,
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, 'x');",
  );
  assert.deepEqual([narrow.rows.first, narrow.rows.whole], [null, false]);
});

test('NOT NULL, generated columns and collations count', () => {
  const table = (rest: string) => `CREATE TABLE t (n INTEGER, a TEXT ${rest})`;
  assert.equal(
    difference(table('NOT NULL'), table('')),
    't.a: NULL is still allowed. | NOT NULL | NULL is allowed',
  );
  assert.equal(
    difference(table(''), table('NOT NULL')),
    't.a: NULL is not allowed. | NULL is allowed | NOT NULL',
  );
  assert.match(difference(table('COLLATE NOCASE'), table('')), /^t\.a: the collation is another one/);
  alike(table('AS (n + 1)'), table('GENERATED ALWAYS AS ( N+1 ) VIRTUAL'));
  assert.match(difference(table('AS (n + 1)'), table('AS (n + 2)')), /^t\.a: it is generated in another way/);
  assert.match(
    difference(table('AS (n + 1)'), table('AS (n + 1) STORED')),
    /^t\.a: it is generated in another way/,
  );
});

test('primary keys and table options count', () => {
  assert.equal(
    difference('CREATE TABLE t (a, b, PRIMARY KEY (a, b))', 'CREATE TABLE t (a, b, PRIMARY KEY (b, a))'),
    'The primary key of t is another one. | PRIMARY KEY (a, b) | PRIMARY KEY (b, a)',
  );
  assert.match(
    difference('CREATE TABLE t (a INTEGER PRIMARY KEY)', 'CREATE TABLE t (a INTEGER)'),
    /primary key/i,
  );
  assert.match(
    difference(
      'CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)',
      'CREATE TABLE t (a INTEGER PRIMARY KEY)',
    ),
    /^t is not AUTOINCREMENT/,
  );
  assert.match(difference('CREATE TABLE t (a TEXT) STRICT', 'CREATE TABLE t (a TEXT)'), /^t is not STRICT/);
});

test('foreign keys count with their actions, however they are written', () => {
  const p = 'CREATE TABLE p (id INTEGER PRIMARY KEY, x UNIQUE);';
  const table = (rest: string) => `${p} CREATE TABLE c (a, p_id INTEGER ${rest})`;
  alike(table('REFERENCES p'), table('REFERENCES P (id)'));
  alike(
    table('REFERENCES p (id)'),
    table(', CONSTRAINT fk FOREIGN KEY ("p_id") REFERENCES p ON DELETE NO ACTION'),
  );
  assert.equal(
    difference(table('REFERENCES p (id) ON DELETE CASCADE'), table('REFERENCES p (id)')),
    'A foreign key of c is another one. | FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE | FOREIGN KEY (p_id) REFERENCES p (id)',
  );
  assert.match(
    difference(table('REFERENCES p (id)'), table('REFERENCES p (x)')),
    /^A foreign key of c is another one/,
  );
  assert.match(difference(table('REFERENCES p (id)'), table('')), /^A foreign key of c is missing/);
});

test('checks count as a multiset, without their names', () => {
  const table = (rest: string) => `CREATE TABLE t (a TEXT ${rest})`;
  alike(
    table("CHECK (a <> '') CHECK (a <> 'x')"),
    table(", CONSTRAINT c CHECK (a<>'x'), CHECK ((\"A\" <> ''))"),
  );
  assert.equal(
    difference(table("CHECK (a <> '')"), table("CHECK (a <> 'x')")),
    "A CHECK of t is another one. | CHECK (a <> '') | CHECK (a <> 'x')",
  );
  assert.match(difference(table("CHECK (a <> '')"), table('')), /^A CHECK of t is missing/);
  assert.match(
    difference(table("CHECK (a <> '')"), table("CHECK (a <> '') CHECK (a <> '')")),
    /one more than asked for/,
  );
});

test('a trigger has to be there for its event; its name and text count only where that is asked for', () => {
  const trigger = (name: string, event: string, value = '1') =>
    `CREATE TRIGGER ${name} ${event} ON t BEGIN UPDATE t SET b = ${value}; END;`;
  const expected = T + trigger('a', 'AFTER INSERT');
  alike(expected, T + trigger('z', 'BEFORE INSERT', '2'));
  alike(expected, T + trigger('z', 'AFTER INSERT') + trigger('more', 'AFTER DELETE'));
  assert.equal(
    difference(expected, T + trigger('a', 'AFTER UPDATE OF a')),
    't has no trigger for INSERT. | a trigger for INSERT on t | only triggers for something else',
  );
  assert.match(difference(expected, T), /^t has no trigger for INSERT/);
  alike(expected, T + trigger('z', 'after  insert'), ['triggers']);
  assert.match(
    difference(expected, T + trigger('a', 'AFTER INSERT', '2'), ['triggers']),
    /^A trigger of t is another one/,
  );
  assert.match(
    difference(expected, T + trigger('a', 'AFTER INSERT') + trigger('b', 'AFTER DELETE'), ['triggers']),
    /one more than asked for/,
  );
});

test('a trigger of a view counts like that of a table', () => {
  const view = `${T} CREATE VIEW v AS SELECT a FROM t;`;
  const instead = 'CREATE TRIGGER i INSTEAD OF DELETE ON v BEGIN DELETE FROM t; END;';
  alike(view + instead, view + instead.replace('i INSTEAD', '"delete" INSTEAD'));
  assert.match(difference(view + instead, view), /^v has no trigger for DELETE/);
});

test('names that would drive a terminal are written out', () => {
  const name = '"a\u001b[31m"';
  assert.equal(
    difference('CREATE TABLE t (a)', `CREATE TABLE t (a, ${name})`),
    't has the column "a\\u001b[31m" at the end, one more than asked for. | no such column | "a\\u001b[31m"',
  );
});
