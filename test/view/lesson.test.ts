/** What there is to see at the moments of a lesson, made without a tutor and without a terminal. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { headOf } from '../../src/course/files/compiled.ts';
import { momentsAt } from '../../src/lesson/place.ts';
import { stepReport } from '../../src/render/json/step.ts';
import { lessonSpoken } from '../../src/render/speech/lesson.ts';
import { plainLine } from '../../src/render/spans/line.ts';
import { lessonBody } from '../../src/render/terminal/lesson.ts';
import { STILL_TABLE } from '../../src/render/terminal/scroll.ts';
import { lessonView, type LessonReading, type LessonView } from '../../src/view/lesson.ts';
import { stepLines } from '../../src/render/text/step.ts';
import type { SqlBlock } from '../../src/view/blocks.ts';
import { stepView, type PlayedAction } from '../../src/view/step.ts';
import { playAllHere } from '../support/course.ts';
import { playSamples, shapes } from '../support/sample.ts';

const [sample] = await playSamples();

function reading(more: Partial<LessonReading> = {}): LessonReading {
  return {
    head: headOf(shapes),
    lesson: shapes,
    opened: sample!.opened,
    plays: sample!.plays,
    breakage: null,
    position: { step: 1, moment: 0 },
    rollback: null,
    answers: {},
    view: { table: null, ledger: false },
    ...more,
  };
}

/** A view in a few words: its text, its SQL, its data, its status. */
function gist({ text, sql, data, status }: LessonView): string {
  const place = sql === null ? '–' : sql.ran ? `ran ${sql.current ?? 'all'}` : 'coming';
  const shown = data.map((block) =>
    block.type === 'table' ? `${block.table?.mode ?? 'no'} ${block.table?.nameAfter ?? 'table'}` : block.type,
  );
  return [text.map(({ type }) => type).join(' '), place, shown.join(' '), status?.type ?? '–'].join(' | ');
}

test('a step unfolds: its text and what comes, each statement with its table, the text behind them', () => {
  const gists = momentsAt(reading(), 1).map((_, moment) =>
    gist(lessonView(reading({ position: { step: 1, moment } }))!),
  );
  assert.deepEqual(gists, [
    'prose prose | coming | single goods | –',
    ' | ran 0 | compared goods | changed',
    ' | ran 1 | compared goods | changed',
    'prose | coming | compared goods | changed',
    ' | ran 0 | result single goods | found',
    'verdict callout | – | compared goods | changed',
  ]);
});

test('a question stands in place of the text while it is answered, and its verdict is there afterwards', () => {
  const asked = lessonView(reading(), { cursor: 1, chosen: [0] })!;
  assert.deepEqual(
    asked.text.map((block) =>
      block.type === 'question' ? block.options.map(({ chosen, here }) => [chosen, here]) : [],
    ),
    [
      [
        [true, false],
        [false, true],
      ],
    ],
  );
  const outcome = (answers: LessonReading['answers']) => {
    const { text } = lessonView(reading({ answers, position: { step: 1, moment: 5 } }))!;
    return text.flatMap((block) => (block.type === 'verdict' ? [block.outcome] : []));
  };
  assert.deepEqual(outcome({}), ['unanswered']);
  assert.deepEqual(outcome({ 1: [0] }), ['wrong']);
  assert.deepEqual(outcome({ 1: [1] }), ['right']);
});

test('what the reader turns to is in front; the ledger hides the rest', () => {
  const at = (view: LessonReading['view']) =>
    gist(lessonView(reading({ view, position: { step: 1, moment: 4 } }))!);
  assert.equal(at({ table: 'orders', ledger: false }), ' | ran 0 | single orders result | found');
  assert.equal(at({ table: null, ledger: true }), ' | ran 0 | ledger | found');
});

test('where a lesson breaks, on screen and spoken, it says so and where', () => {
  const view = lessonView(
    reading({
      plays: [],
      breakage: { step: 1, line: 23, sql: 'x', message: 'no such table: x' },
      position: { step: 1, moment: 1 },
    }),
  )!;
  const options = { scroll: { text: STILL_TABLE.rows, data: STILL_TABLE }, hints: { one: '', several: '' } };
  const screen = lessonBody(view, { columns: 78, rows: 20 }, options).lines.map(plainLine).join('\n');
  for (const text of [screen, lessonSpoken(view).join('\n')]) {
    assert.match(text, /The lesson stops here: no such table: x/);
    assert.match(text, /01-shapes\.md:23/);
  }
});

test('no moment of the course is silent: its text, its SQL, what it did and its table are spoken', async () => {
  for (const { lesson, opened, plays } of await playAllHere()) {
    const whole = { ...reading(), head: headOf(lesson), lesson, opened, plays };
    for (const { number } of lesson.steps) {
      momentsAt(whole, number).forEach((_, moment) => {
        const view = lessonView({ ...whole, position: { step: number, moment } })!;
        const said = lessonSpoken(view);
        const where = `${lesson.slug} ${number}.${moment}`;
        assert.ok(view.text.length === 0 || said.length > 2, where);
        if (view.sql !== null)
          assert.ok(
            said.some((line) => /^(?:Next|Statement \d+ ran): /.test(line)),
            where,
          );
        const [front] = view.data;
        if (front?.type === 'table')
          assert.ok(
            said.some((line) => line.startsWith('Table ')),
            where,
          );
        if (front?.type === 'result')
          assert.ok(
            said.some((line) => line.startsWith('Result: ')),
            where,
          );
      });
    }
  }
});

test('a whole step: what each statement did, and every table of the database', () => {
  const [view] = sample!.plays.map(stepView);
  assert.deepEqual(
    view!.actions.map(({ did }) => did.map(({ type }) => type)),
    [['changed', 'changed'], ['found']],
  );
  assert.deepEqual(Object.keys(stepReport(view!).tables), ['goods', 'orders']);
});

test('a step as text says as much as its screen: the kind, each batch, and an error that only the COMMIT had', () => {
  const [view] = sample!.plays.map(stepView);
  const [{ sql, did }] = view!.actions as [PlayedAction];
  const refused = { ...sql, error: { message: 'FOREIGN KEY constraint failed', announced: true } };
  const lines = (block: SqlBlock) =>
    stepLines({ ...view!, actions: [{ sql: block, did }] }, 80)
      .map(plainLine)
      .join('\n');
  assert.match(lines(sql), /^migration 0001_price · schema and data$/m);
  assert.match(lines(refused), /✗ FOREIGN KEY constraint failed \(as the lesson says\)/);
  const batched = sql.statements.map((statement, index) => ({
    ...statement,
    made: { type: 'batch' as const, number: index + 1, batches: 2, done: index, rows: 2 },
  }));
  assert.match(lines({ ...sql, statements: batched }), /^ {2}batch 2 of 2: goods: 1 row changed/m);
});
