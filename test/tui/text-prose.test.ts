import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { calloutLines, proseLines } from '../../src/render/terminal/text/prose.ts';
import { proseText } from '../../src/render/words/prose.ts';
import { columnsOf, inStyle, prose, texts } from './text-lines.ts';

const lines = (markdown: string, width: number): string => texts(proseLines(prose(markdown), width));

test('paragraphs are wrapped and parted; line breaks in the file are blanks', () => {
  assert.equal(lines('One\ntwo three.\n\nFour.', 9), 'One two\nthree.\n\nFour.');
});

test('code, strong and emphasis by style', () => {
  const found = proseLines(prose('`NOT NULL` is **not** a *wish*.'), 40);
  assert.equal(texts(found), 'NOT NULL is not a wish.');
  assert.deepEqual(inStyle(found, 'code'), ['NOT NULL']);
  assert.deepEqual(inStyle(found, 'strong'), ['not']);
  assert.deepEqual(inStyle(found, 'emphasis'), ['wish']);
});

test('lists, nested and numbered, hang', () => {
  assert.equal(
    lines('- one two three\n  1. first\n  2. second\n- four', 12),
    '• one two\n  three\n  1. first\n  2. second\n• four',
  );
  assert.equal(lines('9. nine\n10. ten', 12), ' 9. nine\n10. ten');
  assert.equal(lines('- a\n\n- b', 12), '• a\n\n• b');
  assert.equal(lines('- [x] yes\n- [ ] no', 12), '• [x] yes\n• [ ] no');
});

test('a link shows its address once', () => {
  assert.equal(lines('[SQLite](https://sqlite.org)', 60), 'SQLite (https://sqlite.org)');
  assert.equal(lines('<https://sqlite.org>', 60), 'https://sqlite.org');
  assert.equal(lines('[here][1]\n\n[1]: https://sqlite.org', 60), 'here (https://sqlite.org)');
});

test('code blocks stand two columns in and go on further in; SQL is highlighted', () => {
  const found = proseLines(prose('Run:\n\n```sql\nSELECT id\n  FROM visits;\n```'), 40);
  assert.equal(texts(found), 'Run:\n\n  SELECT id\n    FROM visits;');
  assert.deepEqual(inStyle(found, 'keyword'), ['SELECT', 'FROM']);
  assert.equal(lines('```\nabc def ghi\n```', 10), '  abc def\n      ghi');
});

test('quotes have a bar, rules a line', () => {
  assert.equal(lines('> a\n>\n> b', 20), '▌ a\n▌\n▌ b');
  assert.equal(lines('a\n\n---\n\nb', 4), 'a\n\n────\n\nb');
});

test('a table keeps its columns and wraps inside them', () => {
  const table = '| phase | reads |\n|---|--:|\n| S0 | 7 |\n| new column added | 12 |';
  assert.equal(
    lines(table, 40),
    'phase             reads\n────────────────  ─────\nS0                    7\nnew column added     12',
  );
  assert.equal(
    lines(table, 18),
    'phase        reads\n───────────  ─────\nS0               7\nnew column      12\nadded',
  );
  assert.equal(lines(table, 8), 'phase:\nS0\nreads: 7\nphase:\nnew\ncolumn\nadded\nreads:\n12');
});

test('control characters in prose are shown', () => {
  assert.equal(lines('a\u001b[31mb `\u202e`', 40), 'a\\x1b[31mb \\u202e');
});

test('a callout says what it is and stands behind a bar', () => {
  const found = calloutLines('trap', prose('Casts never fail.\n\nStrict tables do.'), 14);
  assert.equal(texts(found), '▌ Trap\n▌ Casts never\n▌ fail.\n▌\n▌ Strict\n▌ tables do.');
  assert.ok(found.every((line) => line[0]?.style === 'warning'));
  assert.equal(texts(calloutLines('insight', prose('Yes.'), 20)), '▌ Insight\n▌ Yes.');
});

test('plain text, a block a line', () => {
  const markdown =
    '# A *title*\n\nText with `code`.\n\n1. one\n2. two\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |';
  assert.equal(proseText(prose(markdown)), 'A title\nText with code.\n1. one\n2. two\nquoted\na, b\n1, 2');
  assert.equal(proseText(prose('<!-- note: hidden -->')), '');
});

test('no line of prose is too wide', () => {
  const piece = fc.constantFrom(
    '# h',
    '- item with words',
    '  - nested 李小龍',
    '> quote',
    '1. n',
    '| a | b |\n|---|---|\n| long words here | 👩‍⚕️ |',
    '```sql\nSELECT * FROM a_very_long_table_name;\n```',
    'words `code` **b** [l](https://example.org/long)',
    '---',
    '',
    '* * *',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.integer({ min: 1, max: 50 }), (parts, width) => {
      const content = prose(parts.join('\n'));
      for (const line of proseLines(content, width)) assert.ok(columnsOf(line) <= width);
      for (const line of calloutLines('aside', content, width)) assert.ok(columnsOf(line) <= width);
    }),
    { numRuns: 500 },
  );
});
