import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { sameSql, normalDefault, normalSql, NO_ALIASES } from '../../src/sql/compare.ts';
import type { DialectName } from '../../src/sql/dialect.ts';
import { DIALECTS } from '../../src/sql/dialects.ts';
import { highlight } from '../../src/sql/highlight.ts';
import { codeTokens, tokensFrom } from '../../src/sql/lexer.ts';
import { namesOnly } from '../../src/sql/names.ts';
import { closingOf, nameOf } from '../../src/sql/tokens.ts';

const PIECES = [
  ...[
    'SELECT',
    'x',
    'e',
    'E',
    'u&',
    'N',
    'CREATE TRIGGER',
    'BEGIN',
    'END',
    'DELIMITER //',
    '//',
    '$$',
    '$a$',
    '$1',
  ],
  ...["'a;b'", "'it''s'", "'\\''", '"q;"', '[b;]', '`c;`', "'", '"', '[', '`', "x'00'", "b'1"],
  ...['-- c;\n', '--x', '# c\n', '/* ; */', '/*', '*/', '/*!80000 ', '/', '*'],
  ...[';', '(', ')', ' ', '\n', '\v', '\r\n', '\uFEFF', '\0', '<>', '.', '..'],
  ...['1.5e-3', '0x1F', '1e', '?1', ':a', '$a(;)', '@@x', 'é', '日', '👩‍⚕️', '\ud800'],
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...PIECES)).map((pieces) => pieces.join('')),
);
const anyDialect = fc.constantFrom(...(Object.keys(DIALECTS) as DialectName[])).map((name) => DIALECTS[name]);

test('tokens cover a text without gaps, whatever it is and in every dialect', () => {
  fc.assert(
    fc.property(anyText, anyDialect, fc.constantFrom(';', '//', '$$'), (sql, dialect, delimiter) => {
      let at = 0;
      for (const { text, start, end } of tokensFrom(sql, 0, dialect, delimiter)) {
        assert.equal(start, at);
        assert.ok(end > start);
        assert.equal(text, sql.slice(start, end));
        at = end;
      }
      assert.equal(at, sql.length);
      assert.equal(
        highlight(sql, dialect)
          .map(({ text }) => text)
          .join(''),
        sql,
      );
    }),
    { numRuns: 1000 },
  );
});

/** The tokens of a text but for its blanks, as `kind text`. */
function read(sql: string, name: DialectName = 'sqlite'): readonly string[] {
  return [...tokensFrom(sql, 0, DIALECTS[name])]
    .filter(({ kind }) => kind !== 'space')
    .map(({ kind, text, closed }) => `${kind} ${text}${closed ? '' : ' …'}`);
}

test('SQLite: what its own tokenizer takes for one', () => {
  assert.deepEqual(read(`a "b""c" [d]] \`e\` 'f''g' x'0A' 1.5e-3 .5 0x1F ?1 :a $a(;) <>;`), [
    ...['word a', 'name "b""c"', 'name [d]', 'symbol ]', 'name `e`', "string 'f''g'", "blob x'0A'"],
    ...['number 1.5e-3', 'number .5', 'number 0x1F', 'variable ?1', 'variable :a', 'variable $a(;)'],
    ...['symbol <', 'symbol >', 'end ;'],
  ]);
  assert.deepEqual(read("E'\\' 'a' #b $$ /* /* */ */"), [
    ...[
      'word E',
      "string '\\'",
      "string 'a'",
      'variable #b',
      'variable $$',
      'comment /* /* */',
      'symbol *',
      'symbol /',
    ],
  ]);
  // A vertical tab is no blank of its own, nor is a byte order mark inside a name.
  assert.deepEqual(read('a \vb\vc\uFEFF'), ['word a', 'word b', 'symbol \v', 'word c\uFEFF']);
  assert.deepEqual(read("'a"), ["string 'a …"]);
  assert.deepEqual(read('/* a'), ['comment /* a …']);
});

test('PostgreSQL: dollar quotes, backslashes behind E alone, nested comments', () => {
  assert.deepEqual(read("$$a;$b$;$$ $b$ $$ $b$ a$b$ $1 E'\\'' '\\' U&\"d\" B'1'", 'postgresql'), [
    ...['string $$a;$b$;$$', 'string $b$ $$ $b$', 'word a$b$', 'variable $1', "string E'\\''", "string '\\'"],
    ...['name U&"d"', "blob B'1'"],
  ]);
  assert.deepEqual(read('/* a /* b */ ; */ 1..2 1.5e3', 'postgresql'), [
    ...['comment /* a /* b */ ; */', 'number 1', 'symbol .', 'symbol .', 'number 2', 'number 1.5e3'],
  ]);
  assert.deepEqual(read('$a$ b', 'postgresql'), ['string $a$ b …']);
});

test('MySQL: backticks, backslashes, # and two hyphens with a blank, comments that are run', () => {
  assert.deepEqual(read('`a``b` \'c\\\'d\' "e\\"f" # g\n1--1 -- h\n@x @@y 2x', 'mysql'), [
    ...['name `a``b`', "string 'c\\'d'", 'string "e\\"f"', 'comment # g', 'number 1', 'symbol -', 'symbol -'],
    ...['number 1', 'comment -- h', 'variable @x', 'variable @@y', 'word 2x'],
  ]);
  assert.deepEqual(read('/*!40101 SET x */', 'mysql'), [
    'comment /*!40101',
    'word SET',
    'word x',
    'symbol *',
    'symbol /',
  ]);
});

test('a script of a million characters is read once, whatever it holds', () => {
  const size = 1_000_000;
  const counted = (sql: string, name: DialectName = 'sqlite') =>
    [...tokensFrom(sql, 0, DIALECTS[name])].length;
  assert.equal(counted(';'.repeat(size)), size);
  assert.equal(counted("'".repeat(size)), 1);
  assert.equal(counted("'a'".repeat(size / 4)), 1);
  assert.equal(counted('"a" '.repeat(size / 4)), size / 2);
  assert.equal(counted('é'.repeat(size)), 1);
  assert.equal(counted('-'.repeat(size)), 1);
  assert.equal(counted('1e'.repeat(size / 2)), 1);
  for (const opening of ['/*', '[', '$a(', "x'"])
    assert.ok(counted(opening.repeat(size / 4)) <= size, opening);
  assert.equal(counted('/*'.repeat(size / 2), 'postgresql'), 1);
  assert.equal(counted('/*'.repeat(size / 4) + '*/'.repeat(size / 4), 'postgresql'), 1);
  assert.equal(counted('$a$ '.repeat(size / 4), 'postgresql'), size / 4);
  assert.equal(counted("'" + "\\'".repeat(size / 2), 'mysql'), 1);
  assert.equal(codeTokens('('.repeat(size)).length, size);
});

test('names are read through every way of quoting', () => {
  assert.deepEqual(codeTokens(`a "b""c" [d] \`e\`\`f\` 'g' 1`).map(nameOf), [
    'a',
    'b"c',
    'd',
    'e`f',
    'g',
    null,
  ]);
  assert.deepEqual(codeTokens(`"b`).map(nameOf), ['b']);
});

test('a name in double quotes stays the same name', () => {
  assert.equal(namesOnly(`SELECT "a""b\`c", 'x "y"' -- "z"`), `SELECT \`a"b\`\`c\`, 'x "y"' -- "z"`);
  assert.equal(namesOnly('SELECT [a "b"] FROM "t"'), 'SELECT [a "b"] FROM `t`');
});

test('two texts that say the same compare alike, whatever their blanks, case and quotes', () => {
  const same = (a: string, b: string) => sameSql(a, b, NO_ALIASES) && normalSql(a) === normalSql(b);
  assert.ok(same('a  > 0 -- x', '"A">0'));
  assert.ok(same("[b] || 'c'", "B||'c'"));
  assert.ok(!same("'a'", "'A'"));
  assert.ok(!same("'a'", 'a'));
  assert.ok(!same('a b', 'a'));
  assert.equal(normalSql('((a) + (b))'), normalSql('(A)+(B)'));
  assert.notEqual(normalSql('(a) + (b)'), normalSql('a) + (b'));
  assert.ok(sameSql('a > b', 'c > b', new Map([['a', new Set(['c'])]])));
  assert.equal(normalDefault('NULL'), null);
  assert.equal(normalDefault('("x")'), normalDefault("'x'"));
  assert.equal(closingOf(codeTokens('(a (b) c'), 0), 6);
});
