import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import stringWidth from 'string-width';
import type { Cell } from '../../src/database/cell.ts';
import { cellPlain, literal, printable, showCell, showText } from '../../src/render/spans/visible.ts';
import { ownSqlJs } from '../support/sqlJs.ts';
import { text } from './text-lines.ts';

const shown = (cell: Cell, numbers = false): string => text(showCell(cell, { numbers }));
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

test('NULL, the text NULL, the empty text, two quotes and a blank all look different without colour', () => {
  assert.equal(shown(null), 'NULL');
  assert.equal(shown('NULL'), "'NULL'");
  assert.equal(shown('null'), "'null'");
  assert.equal(shown(''), "''");
  assert.equal(shown("''"), "''''''");
  assert.equal(shown(' '), '·');
  assert.deepEqual(showCell(null), [{ text: 'NULL', style: 'null' }]);
});

test('codes stay bare; a text that reads as a number is quoted only where numbers are possible', () => {
  assert.equal(shown('250.00'), '250.00');
  assert.equal(shown('250.00', true), "'250.00'");
  assert.equal(shown('v70.0', true), 'v70.0');
  assert.equal(shown(1n, true), '1');
  assert.equal(shown('1', true), "'1'");
  assert.equal(shown(1, true), '1.0');
  assert.equal(shown(-0), '-0.0');
  assert.equal(shown(1e300), '1e+300');
  assert.equal(shown(9007199254740993n), '9007199254740993');
});

test('blanks at the ends are seen, those inside are left alone', () => {
  assert.equal(shown('  Mary  Ann Smith '), '··Mary  Ann Smith·');
  assert.deepEqual(showText(' a'), [{ text: '·', style: 'null' }, { text: 'a' }]);
  assert.equal(shown('·a·b·'), '\\u00b7a·b\\u00b7');
});

test('control characters, escapes, turned text and hidden characters are shown', () => {
  assert.equal(shown('\x1b[31mred'), '\\x1b[31mred');
  assert.equal(shown('a\nb\tc\0'), 'a⏎b⇥c\\x00');
  assert.equal(shown('\x9b2J'), '\\x9b2J');
  assert.equal(shown('abc\u202edef'), 'abc\\u202edef');
  assert.equal(shown('zero\u200bwidth\ufeff'), 'zero\\u200bwidth\\ufeff');
  assert.equal(shown('no\u00a0break'), 'no\\u00a0break');
  assert.equal(shown('\ud800'), '\\ud800');
  assert.equal(shown('\u0301x'), '\\u0301x');
  assert.equal(shown('\u{e0041}'), '\\u{e0041}');
});

test('text that holds an escape or a sign itself is not taken for one', () => {
  assert.equal(shown('C:\\temp'), 'C:\\temp');
  assert.equal(shown('\\u202e'), '\\\\u202e');
  assert.equal(shown('\\x1b'), '\\\\x1b');
  assert.equal(shown('⏎'), '\\u23ce');
});

test('emoji and letters with marks stay whole', () => {
  assert.equal(shown('👩‍⚕️ Zoe\u0308 ❤️'), '👩‍⚕️ Zoe\u0308 ❤️');
});

test('a blob shows its first bytes and its size, and no text looks like one', () => {
  assert.equal(shown(bytes(10, 255)), "x'0aff' 2 B");
  assert.equal(shown(new Uint8Array(12)), "x'0000000000000000…' 12 B");
  assert.equal(shown("x'0aff' 2 B"), "'x''0aff'' 2 B'");
});

test('no two values look the same, whatever the colours, and nothing unprintable is left', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.constantFrom(
      ' ',
      '·',
      '\\',
      '\\u',
      '\\x1b',
      '\x1b',
      "'",
      'NULL',
      '1',
      'u202e',
      '\u202e',
      '\n',
      '⏎',
      'e\u0301',
    ),
  );
  const value = fc.array(piece, { maxLength: 4 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(value, value, fc.boolean(), (a, b, numbers) => {
      if (a !== b) assert.notEqual(shown(a, numbers), shown(b, numbers));
      assert.notEqual(shown(a, numbers), 'NULL');
      assert.doesNotMatch(shown(a), /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u);
      assert.doesNotMatch(printable(a), /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u);
      const spans = showCell(a, { numbers });
      const sum = spans.reduce((total, span) => total + stringWidth(span.text), 0);
      assert.equal(sum, stringWidth(text(spans)));
    }),
    { numRuns: 3000 },
  );
});

test('in words, for a screen reader', () => {
  assert.equal(cellPlain(null), 'null');
  assert.equal(cellPlain(''), 'empty text');
  assert.equal(cellPlain('NULL'), 'the text NULL');
  assert.equal(cellPlain('7', { numbers: true }), 'the text 7');
  assert.equal(cellPlain(7n), '7');
  assert.equal(cellPlain('  Mary '), 'Mary with 2 blanks before and 1 blank behind');
  assert.equal(cellPlain('   '), '3 blanks');
  assert.equal(cellPlain(bytes(1)), 'blob of 1 byte');
});

test('a literal gives the same value and type back', async () => {
  const sqlite = await ownSqlJs();
  const db = new sqlite.Database();
  const values: Cell[] = [
    null,
    0n,
    1.5,
    1,
    '',
    "O'Brien",
    'a\0b',
    bytes(),
    bytes(0, 255),
    -(2n ** 63n),
    1e300,
    Infinity,
  ];
  for (const value of values) {
    const statement = db.prepare(`SELECT ${literal(value)}`);
    statement.step();
    const get = statement.get.bind(statement) as (params: null, config: { useBigInt: true }) => Cell[];
    assert.deepEqual(get(null, { useBigInt: true }), [value], literal(value));
    statement.free();
  }
  db.close();
});
