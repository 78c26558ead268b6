import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { parseAnswer, solutionText, starterText } from '../../src/course/answer.ts';
import { exerciseOf, fence, TASK } from './helpers.ts';

/** An exercise whose parts have these names. */
const asking = (...names: readonly string[]) => ({ parts: names.map((name) => ({ name })) });
const ONE = asking('split');
const TWO = asking('expand', 'contract');

/** `name line: up | line: rollback` for each part, or the fault. */
function cut(text: string, exercise = ONE): readonly string[] {
  const parsed = parseAnswer(text, exercise);
  if (!parsed.ok) return [`${parsed.line}: ${parsed.message}`];
  return parsed.answer.parts.map(({ name, up, rollback }) => {
    const back = rollback === null ? '' : ` | ${rollback.line}: ${rollback.sql}`;
    return `${name} ${up.line}: ${up.sql}${back}`;
  });
}

test('an answer of one part is plain SQL', () => {
  assert.deepEqual(cut('SELECT 1;'), ['split 1: SELECT 1;']);
  assert.deepEqual(cut('\ufeff\r\n-- mine\r\n  SELECT 1;\r\n\r\nSELECT 2\r\n \r\n'), [
    'split 2: -- mine\n  SELECT 1;\n\nSELECT 2',
  ]);
  assert.deepEqual(cut('\n\n  SELECT 1;'), ['split 3:   SELECT 1;']);
});

test('marks cut it, whatever their case and blanks', () => {
  assert.deepEqual(cut('-- Hello.\n-- migration split\n\nSELECT 1;\n-- rollback\n\nSELECT 2;\n'), [
    'split 4: SELECT 1; | 7: SELECT 2;',
  ]);
  assert.deepEqual(cut('SELECT 1\n\t--ROLLBACK  \nSELECT 2'), ['split 1: SELECT 1 | 3: SELECT 2']);
  assert.deepEqual(cut(' --  Migration\t Split \nSELECT 1;'), ['split 2: SELECT 1;']);
  assert.deepEqual(cut('-- migration expand\nA\n-- rollback\nB\n-- migration contract\nC', TWO), [
    'expand 2: A | 4: B',
    'contract 6: C',
  ]);
});

test('parts come in the order of the exercise', () => {
  assert.deepEqual(cut('-- migration contract\nC\n-- migration expand\nA', TWO), [
    'expand 4: A',
    'contract 2: C',
  ]);
});

test('a part without SQL is there; a rollback without SQL is not', () => {
  assert.deepEqual(
    cut('-- migration expand\nA\n-- rollback\n-- no idea\n\n-- migration contract\n-- later', TWO),
    ['expand 2: A', 'contract 7: -- later'],
  );
  assert.deepEqual(cut('-- migration expand\n-- migration contract\nC', TWO), [
    'expand 2: ',
    'contract 3: C',
  ]);
  assert.deepEqual(cut('-- rollback\nB'), ['split 1:  | 2: B']);
});

test('other comments are SQL', () => {
  for (const comment of [
    '-- rollback is easy',
    '-- rollbacks',
    '-- migration',
    '-- migration of the names',
    '---- migration split',
    '-- - rollback',
    'SELECT 0; -- rollback',
    '/* */ -- rollback',
  ]) {
    const text = `SELECT 1;\n${comment}\nSELECT 2;`;
    assert.deepEqual(cut(text), [`split 1: ${text}`], comment);
  }
});

test('a mark inside a quotation or a block comment cuts nothing', () => {
  for (const [opening, closing] of [
    ["'", "'"],
    ['"', '"'],
    ['`', '`'],
    ['[', ']'],
    ["x'", "'"],
    ["'it''s ", "'"],
    ["'-- ", "'"],
    ["'/* ", "'"],
    ['/*', '*/'],
    ["/* '", '*/'],
    ['/*/', '*/'],
    ["-- don't\n'", "'"],
    ['/* [ */ "', '"'],
  ]) {
    const up = `SELECT ${opening}\n-- rollback\n-- migration other\n${closing};`;
    const lines = up.split('\n').length;
    assert.deepEqual(cut(`${up}\n-- rollback\nB`), [`split 1: ${up} | ${lines + 2}: B`], up);
  }
});

test('an answer without SQL', () => {
  const none = '1: There is no SQL in the answer yet. Write the migration, then try again.';
  for (const text of [
    '',
    ' \n\n',
    ';\n;',
    '-- rollback\n',
    '-- migration nonsense',
    '/* SELECT 1; */',
    '\ufeff',
  ]) {
    assert.deepEqual(cut(text), [none], text);
    assert.deepEqual(cut(text, TWO), [none], text);
  }
});

test('parts that are unknown, missing or there twice', () => {
  assert.deepEqual(cut('A\n\n-- migration splt\nB'), [
    '3: The exercise has no migration "splt". Did you mean "split"?',
  ]);
  assert.deepEqual(cut('-- migration x\u001b[2J\nB', TWO), [
    '1: The exercise has no migration "x␛[2J". Its migrations are called "expand", "contract".',
  ]);
  assert.deepEqual(cut('-- migration expand\nA\n\n', TWO), [
    '2: The migration "contract" is missing. Write it below a line of its own: `-- migration contract`.',
  ]);
  const twice = (line: number, name: string) =>
    `${line}: The migration "${name}" begins a second time here. Put all of it below one line.`;
  assert.deepEqual(cut('-- migration expand\nA\n-- migration Expand\nB', TWO), [twice(3, 'expand')]);
  assert.deepEqual(cut('A\n-- migration split\nB'), [twice(2, 'split')]);
  assert.deepEqual(cut('-- rollback\nA\n-- migration split\nB'), [twice(3, 'split')]);
});

test('SQL and rollbacks that belong to no part, or to one twice', () => {
  const belongs =
    'The answer does not say to which migration this SQL belongs. Begin each migration with a line of its own: `-- migration expand`, `-- migration contract`.';
  assert.deepEqual(cut('\nA', TWO), [`2: ${belongs}`]);
  assert.deepEqual(cut('A\n-- migration expand\nB\n-- migration contract\nC', TWO), [`1: ${belongs}`]);
  assert.deepEqual(cut('-- rollback\nA\n-- migration expand\nB', TWO), [
    '1: The rollback stands above the first migration. Put it below the migration that it takes back.',
  ]);
  assert.deepEqual(cut('A\n-- rollback\nB\n-- rollback\nC'), [
    '4: The migration "split" has a second rollback here. Put all of it below one line `-- rollback`.',
  ]);
});

test('text that cannot be cut', () => {
  assert.deepEqual(cut('A;\n\0'), [
    '2: A NUL character stands in the text. Remove it; in SQL, write char(0).',
  ]);
  assert.deepEqual(cut("A;\nSELECT 'it''s;\n\n-- rollback\nB"), [
    "2: A quotation begins here with ' and does not end. Put ' at its end.",
  ]);
  assert.deepEqual(cut('A;\nSELECT [b;\n'), [
    '2: A quotation begins here with [ and does not end. Put ] at its end.',
  ]);
  assert.deepEqual(cut('A;\r\rB /* it is\n-- rollback'), [
    '3: A comment begins here with /* and does not end. Put */ at its end.',
  ]);
});

test('the time to cut an answer grows with its length, whatever it is made of', () => {
  // By the square of the length, each of these would take minutes.
  const size = 1_000_000;
  const lines = '-- migration split\n';
  for (const piece of [
    "'",
    '"',
    "''",
    '/*',
    '/**/',
    '--',
    '-',
    ';',
    ' ',
    '\n',
    '[',
    lines,
    '-- rollback\n',
  ]) {
    const started = performance.now();
    for (const text of [piece, `SELECT '${piece}'`, `A\n${piece}`]) {
      const filled = text.replace(piece, piece.repeat(size / piece.length));
      parseAnswer(filled, ONE);
    }
    assert.ok(performance.now() - started < 10_000, JSON.stringify(piece));
  }
});

test("the learner's beginning", () => {
  const solution = (words: string) => fence(`sql solution ${words}`, 'SELECT 9;');
  const starter = (words: string, sql: string) => fence(`sql starter ${words}`, sql);
  const text = (...fences: readonly string[]) => starterText(exerciseOf(TASK + fences.join('')));
  assert.equal(text(solution('')), '');
  assert.equal(text(solution(''), starter('', '-- here')), '-- here\n');
  assert.equal(text(solution(''), solution('rollback')), '\n\n-- rollback\n\n');
  assert.equal(
    text(solution('a'), solution('b'), starter('b', '-- here')),
    '-- migration a\n\n\n-- migration b\n-- here\n',
  );
  assert.equal(
    text(...['a', 'b', 'rollback a', 'rollback b'].map(solution), starter('a', 'X;')),
    '-- migration a\nX;\n\n-- rollback\n\n\n-- migration b\n\n\n-- rollback\n\n',
  );
});

/** SQL of pieces that might mislead the cutting, but holds no mark and leaves nothing open. */
const sql = fc
  .array(
    fc.constantFrom(
      'SELECT 1;',
      "'a\n-- rollback\n'",
      '"\n-- migration b\n"',
      '/*\n-- rollback\n*/',
      "-- it's\n",
      '-- rollback now\n',
      '[--]',
      '\n',
      '\n\n',
      '  ',
      'ADD b',
      "'李''é😀'",
    ),
    { maxLength: 8 },
  )
  .map((pieces) => ['SELECT 0;', ...pieces].join(' '));

test('the reference answer in the form of a file gives the solutions back, and so do its lines', () => {
  const part = fc.record({ up: sql, back: sql });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.boolean(), (parts, rollback) => {
      const fences = parts.map(({ up, back }, index) => {
        const name = parts.length === 1 ? '' : ` p${index}`;
        return (
          fence(`sql solution${name}`, up) + (rollback ? fence(`sql solution rollback${name}`, back) : '')
        );
      });
      const exercise = exerciseOf(TASK + fences.join(''));
      const text = solutionText(exercise);
      const parsed = parseAnswer(text, exercise);
      assert.ok(parsed.ok, parsed.ok ? '' : parsed.message);
      assert.deepEqual(
        parsed.answer.parts.map(({ name, up, rollback: back }) => [name, up.sql, back?.sql]),
        exercise.parts.map(({ name, solution, rollback: back }) => [name, solution.sql, back?.sql]),
      );
      const lines = text.split('\n');
      for (const { up, rollback: back } of parsed.answer.parts) {
        for (const section of back === null ? [up] : [up, back]) {
          assert.equal(lines[section.line - 1], section.sql.split('\n')[0]);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('any text is an answer or has a fault in one of its lines', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '-- migration expand\n',
      '-- migration contract\n',
      '-- rollback\n',
      '\n',
      "'",
      '/*',
      'A;',
    ),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      const parsed = parseAnswer(text, TWO);
      if (parsed.ok) {
        assert.deepEqual(
          parsed.answer.parts.map(({ name }) => name),
          ['expand', 'contract'],
        );
      } else {
        assert.ok(parsed.line >= 1 && parsed.line <= text.split(/\r\n?|\n/).length);
        assert.match(parsed.message, /^\P{Cc}+[.?]$/u);
      }
    }),
    { numRuns: 500 },
  );
});
