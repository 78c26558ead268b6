import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { parseLabel } from '../../src/course/markdown/fences/label.ts';
import { parseLesson } from '../../src/course/markdown/lesson.ts';
import { APPS_FRONT, APPS_STEP, fence, FRONT } from './helpers.ts';

const LAB =
  'after: 0\nfleet: [A0]\nmoves: [{ id: a, label: b, deploy: A1 }]\nchallenges: [{ title: a, goal: b }]';

/** Pieces that lessons are made of, whole and broken. */
const piece = fc.oneof(
  fc.constantFrom(
    FRONT,
    '---\n',
    '# Add a column\n',
    '## S\n',
    '## Exercise: x\n',
    '## Lab: x\n',
    '### Predict\n',
    '### In other tools\n',
    'Text.\n',
    '\n',
    '- [ ] a\n',
    '- [x] b\n',
    '> [!NOTE]\n> a\n',
    '> [!',
    '<!-- note: a -->\n',
    '<!--',
    '<b>',
    '[x]: y\n',
    '[x][x] ![x]\n',
    '[^1] ',
    '[^1]: a\n',
    '```',
    '\r\n',
    '\0',
    '| a |\n| - |\n',
    '  ',
    fence('sql migration a'),
    fence('sql rollback'),
    fence('sql query "t" fails "x"'),
    '> [!TIP]\n> a\n\n',
    fence('sql starter p', '-- here'),
    fence('sql solution'),
    fence('sql solution p twice strict="triggers"'),
    fence('sql solution rollback'),
    fence('sql wrong "a"', '-- migration p\nSELECT 2;'),
    fence('sql check "c" points=2 after=p'),
    fence('python tool "Alembic 1"'),
    fence('sql app A0 write "w"', 'UPDATE t SET a = 1;'),
    fence('sql app A0 read'),
    fence('sql app A0 expect', 'SELECT "a";'),
    fence('sql traffic A0'),
    fence('sql migration b phase=S1 batches requests=2 seed=7', 'UPDATE t SET a = 1;'),
    fence('fleet', 'deploy A1\nretire A0'),
    fence('lab', LAB),
    fence('lab', 'moves: ['),
  ),
  fc.string({ unit: 'binary' }),
);

/** Either a sound lesson and no faults, or faults that say everything and no lesson. */
function holds(file: string, text: string): void {
  const { lesson, faults } = parseLesson(file, text);
  assert.equal(lesson === null, faults.length > 0);
  const lines = text.split(/\r\n?|\n/).length;
  for (const fault of faults) {
    assert.ok(fault.line >= 1 && fault.line <= lines, `line ${fault.line} of ${lines}`);
    assert.equal(fault.file, file);
    assert.match(fault.message, /^\P{Cc}+\.$/u);
    assert.match(fault.mend, /^\P{Cc}+[.?]$/u);
    assert.doesNotMatch(fault.text, /\p{Cc}/u);
  }
  if (lesson !== null) assert.deepEqual(JSON.parse(JSON.stringify(lesson)), lesson);
}

test('any text is a lesson or has faults', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => holds('lessons/01-a.md', text)),
    { numRuns: 500 },
  );
});

test('so is any text behind sound front matter, and any mix of pieces', () => {
  const mix = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(mix, (text) => {
      holds('lessons/01-a.md', FRONT + text);
      holds('lessons/01-a.md', APPS_FRONT + APPS_STEP + text);
      holds('lessons/01-a.md', `${FRONT}## S\n\nText.\n\n${text}`);
      holds('lessons/01-a.md', text);
    }),
    { numRuns: 500 },
  );
});

test('so is any mix of pieces in an exercise', () => {
  const mix = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(mix, (text) => {
      holds('lessons/01-a.md', `${FRONT}## S\n\nText.\n\n## Exercise: x\n\nText.\n\n${text}`);
    }),
    { numRuns: 500 },
  );
});

test('so is any text as front matter', () => {
  const line = fc.oneof(
    fc.constantFrom(
      'format: 1',
      'title: a',
      'needs: [a]',
      'show: [a',
      'a: &b c',
      'd: *b',
      '- x',
      '? y',
      '!!int x',
      '<<: *b',
      'needs:\n- [a]',
      'apps: { A0: x }',
      'fleet: [A0]',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) =>
      holds('lessons/01-a.md', `---\n${lines.join('\n')}\n---\n## S\n\nText.\n`),
    ),
    { numRuns: 500 },
  );
});

test('so is any text as a lab', () => {
  const line = fc.oneof(
    fc.constantFrom(...LAB.split('\n'), 'moves:', '  - id: a', '    check: x', '&a', '*a', '- [', 'most: {}'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) =>
      holds(
        'lessons/01-a.md',
        `${APPS_FRONT}${APPS_STEP}## Lab: x\n\nText.\n\n~~~~~~~~~~lab\n${lines.join('\n')}\n~~~~~~~~~~\n`,
      ),
    ),
    { numRuns: 500 },
  );
});

test('a label is read or has a fault', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'migration',
      'rollback',
      'query',
      'fails',
      'transaction=none',
      'solution',
      'check',
      'app',
      'read',
      'traffic',
      'batches',
      'phase=S1',
      'requests=2',
      'twice',
      'strict=',
      'points=2',
      '"',
      '\\',
      '"x"',
      'a',
      '=',
      'constructor',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(word), (words) => {
      for (const place of ['step', 'exercise'] as const) {
        const result = parseLabel(words.join(' '), place);
        assert.ok('kind' in result || (result.message !== '' && result.mend !== ''));
      }
    }),
  );
});

test('a text in quotation marks survives the label', () => {
  const text = fc.string().filter((value) => value.trim() !== '');
  fc.assert(
    fc.property(text, (value) => {
      const quoted = `"${value.replace(/["\\]/g, '\\$&')}"`;
      assert.deepEqual(parseLabel(`query ${quoted} fails ${quoted}`, 'step'), {
        kind: 'query',
        words: [],
        flags: [],
        text: value,
        settings: {},
        fails: value,
      });
    }),
  );
});
