/** The exercise's screens, for every exercise of the course, in every page and at every size. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { solutionText, starterText } from '../../src/course/answer.ts';
import type { Exercise } from '../../src/course/model.ts';
import type { Graded } from '../../src/grading/graded.ts';
import type { Command } from '../../src/tutor/command.ts';
import type { Tutor } from '../../src/tutor/state.ts';
import type { Size } from '../../src/render/terminal/layout.ts';
import { proseText } from '../../src/render/words/prose.ts';
import { solutionLines } from '../../src/tui/screens/solution.ts';
import { spokenScreen } from '../../src/tui/screens/spoken.ts';
import { course, fixtureOf, playHere, ROOT } from '../support/course.ts';
import { openDesk } from '../support/desk.ts';
import { gradeHere } from '../support/exercise.ts';
import { createPainter } from '../../src/tui/painter.ts';
import { checkedFrame, frameText, lineText, SIZES } from '../support/frames.ts';
import { openTerminal } from '../support/terminal.ts';

/** Text that is hard to draw: wide, long, with control characters and with none at all. */
const DRAFTS = [
  '',
  '\n\n\n',
  `SELECT '${'李小龍'.repeat(40)}';`,
  `-- 👩‍⚕️ é\u0301 \u001b[31mred\u001b[0m\t\ttabs \u202eabc\u0007\n${'\n-- line'.repeat(60)}`,
  `UPDATE patients SET name = '${'long '.repeat(80)}'`,
];

interface Practised {
  readonly slug: string;
  readonly exercise: Exercise;
  /** The exercise open with nothing done. */
  readonly start: Tutor;
  /** What different answers came to, by what they are. */
  readonly graded: ReadonlyMap<string, Graded>;
}

async function practise(lesson: (typeof course.lessons)[number]): Promise<Practised> {
  const { slug, exercise } = lesson;
  assert.ok(exercise !== null);
  const played = [await playHere(lesson)];
  const desk = openDesk({ played });
  desk.send({ type: 'open', slug, practise: { what: 'exercise', watching: null } });
  const solution = solutionText(exercise);
  const folder = join(ROOT, 'test/answers', slug);
  const wrong = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('wrong-')) : [];
  const texts: (readonly [string, string])[] = [
    ['solution', solution],
    ['starter', starterText(exercise)],
    ['known mistake', exercise.wrong[0]?.sql ?? solution],
    ['empty', ''],
    ['no answer', '-- migration \u001b[2Jnobody\nSELECT 1;'],
    [
      'error',
      solution.replace(
        /;/,
        `;\nSELECT '${'李'.repeat(50)}' FROM "no\u001b[31m such table ${'x'.repeat(90)}";`,
      ),
    ],
    ...wrong.slice(0, 4).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const),
  ];
  const graded = new Map<string, Graded>();
  for (const [what, text] of texts) graded.set(what, await gradeHere(lesson, text, fixtureOf(lesson)));
  return { slug, exercise, start: desk.state(), graded };
}

const practised = await Promise.all(
  course.lessons.filter(({ exercise }) => exercise !== null).map((lesson) => practise(lesson)),
);

/** The state after more events; nothing answers what it asks for. */
function after(tutor: Tutor, ...events: readonly (Command | Graded | { readonly paste: string })[]): Tutor {
  const desk = openDesk({ played: [], answers: false, from: tutor });
  const { slug } = desk.lesson().head;
  for (const event of events) {
    if (typeof event === 'string') desk.command(event);
    else if ('paste' in event) desk.send({ type: 'edit', edit: { type: 'paste', text: event.paste } });
    else desk.send({ type: 'graded', slug, graded: event });
  }
  return desk.state();
}

/** The screens as they are read page by page; the last two lines of a page are the first of the next one. */
function pagesOf(tutor: Tutor, size: Size, pages: number): readonly string[] {
  const terminal = openTerminal(tutor, size);
  const texts = [terminal.text()];
  for (let page = 0; page < pages; page++) {
    terminal.command('scrollPageDown', 'scrollUp', 'scrollUp');
    texts.push(terminal.text());
  }
  terminal.command('scrollPageDown');
  return [...texts, terminal.text()];
}

function withDraft(tutor: Tutor, text: string): Tutor {
  const desk = openDesk({ played: [], answers: false, from: tutor });
  desk.send({ type: 'draftRead', slug: desk.lesson().head.slug, text });
  return desk.state();
}

function caretAt(tutor: Tutor, size: Size): { readonly row: string; readonly x: number } {
  const frame = checkedFrame(tutor, size);
  assert.ok(frame.caret !== null, 'a caret while writing');
  const row = frameText(frame).split('\n')[frame.caret.y];
  assert.ok(row !== undefined);
  return { row, x: frame.caret.x };
}

for (const { slug, exercise, start, graded } of practised) {
  test(`${slug}: the task, its hints and the draft fit`, () => {
    const hints = exercise.hints.map((): Command => 'hint');
    for (const size of SIZES) {
      for (const text of [null, ...DRAFTS]) {
        const here = text === null ? start : withDraft(start, text);
        const views = [
          here,
          after(here, ...hints),
          after(here, 'edit'),
          after(here, ...hints, 'edit'),
          after(here, 'help'),
          after(here, 'startOver'),
          after(here, 'solution'),
          after(here, 'check'),
          after(here, 'solution', 'yes'),
        ];
        for (const view of views) {
          const terminal = openTerminal(view, size);
          for (let page = 0; page < 3; page++) {
            assert.equal(terminal.frame().caret !== null, isWriting(view));
            terminal.command('scrollDown', 'scrollPageDown');
          }
        }
      }
      const reading = openDesk({ played: [], answers: false, from: after(start, 'escape') });
      reading.command('exercise');
      assert.match(frameText(checkedFrame(reading.state(), size)), /Reading your draft…/);
    }
  });

  test(`${slug}: all of the task can be read by scrolling, and each hint at once`, () => {
    for (const size of SIZES) {
      assert.match(frameText(checkedFrame(start, size)), /your SQL · e to edit/);
      const terminal = openTerminal(start, size);
      let pages = '';
      for (let page = 0; page < 40; page++) {
        pages += `${terminal.text()}\n`;
        terminal.command('scrollDown', 'scrollDown', 'scrollDown');
      }
      const words = proseText(exercise.task).split(/\s+/);
      assert.deepEqual(
        words.filter((word) => !pages.includes(word)),
        [],
      );
      let here = start;
      for (const [index, hint] of exercise.hints.entries()) {
        here = after(here, 'hint');
        const text = frameText(checkedFrame(here, size));
        assert.ok(text.includes(`${index + 1} of ${exercise.hints.length} hints used`));
        assert.ok(text.includes(proseText(hint).split(/\s+/).at(-1)!), `the end of hint ${index + 1}`);
      }
    }
  });

  test(`${slug}: what a check says fits, and says it in words`, () => {
    for (const [what, result] of graded) {
      for (const size of SIZES) {
        const here = after(start, result);
        const texts = pagesOf(here, size, 12);
        const all = texts.join('\n');
        const flat = texts.map((text) => text.replaceAll(/\s+/g, ' '));
        assert.match(texts[0]!, result.report.solved ? /✓ Solved: / : /Not yet: \d+ of \d+ points\./, what);
        for (const { name, passed } of result.report.checks) {
          const mark = passed === null ? '– not run' : passed ? '✓ passes' : '✗ not yet';
          assert.ok(
            flat.some((text) => text.includes(`${mark} ${name} ·`)),
            `${what}: ${name} at ${size.columns}`,
          );
        }
        const { error } = result.report;
        if (error?.about === 'statement') assert.match(all, /✗ Line \d+, statement \d+: /, what);
        if (error?.about === 'answer') assert.match(all, /✗ (?:There is no SQL|The migration )/, what);
        if (result.report.knownMistake !== null) assert.match(all, /This is a well-known trap: /, what);
      }
    }
  });

  test(`${slug}: the tables before and after, and the solution beside the answer, fit`, () => {
    for (const size of SIZES) {
      checkedFrame(after(start, 'nextTable'), size);
      for (const result of graded.values()) {
        const draft = withDraft(start, result.text);
        const here = after(draft, result);
        const terminal = openTerminal(here, size);
        for (const command of [
          'nextTable',
          'nextTable',
          'nextTable',
          'scrollDown',
          'scrollPageDown',
          'columnsRight',
          'nextTable',
        ] as const) {
          terminal.command(command);
          assert.equal(terminal.frame().caret, null);
        }
        assert.match(pagesOf(after(here, 'solution', 'yes'), size, 2)[0]!, /One way to do it\./);
      }
    }
  });

  test(`${slug}: for a screen reader, in sentences`, () => {
    for (const result of graded.values()) {
      const here = after(start, result);
      const spoken = spokenScreen(here);
      for (const { name, passed } of result.report.checks) {
        const word = passed === null ? 'Not run: ' : passed ? 'Passed: ' : 'Failed: ';
        assert.ok(
          spoken.some((line) => line.startsWith(word) && line.includes(name)),
          name,
        );
      }
      for (const view of [
        here,
        after(here, 'nextTable'),
        after(here, 'solution', 'yes'),
        after(here, 'escape'),
      ]) {
        for (const line of spokenScreen(view)) {
          assert.doesNotMatch(line, /[^\P{Cc}\n]/u);
          assert.doesNotMatch(line, /[✓✗–│▶∅≠░█─]/u);
          // A screen reader reads blanks that only line columns up as silence, or one by one.
          assert.doesNotMatch(line, / {40}/, line);
        }
      }
    }
  });
}

function isWriting({ lesson, help }: Tutor): boolean {
  return help === null && lesson?.panel?.type === 'exercise' && lesson.panel.editing;
}

test('the caret stands where the next letter comes, also behind wide characters and at the end of long text', () => {
  const { start } = practised[0]!;
  for (const size of SIZES) {
    const typed = after(withDraft(start, ''), 'edit', { paste: "SELECT '李小龍" });
    const { row, x } = caretAt(typed, size);
    const before = row.slice(0, row.lastIndexOf('龍') + 1);
    assert.match(before, /SELECT '李小龍$/);
    // Three of its characters take two cells.
    assert.equal(x, before.length + 3);
    const long = after(withDraft(start, ''), 'edit', { paste: `${'x'.repeat(500)}END` });
    const end = caretAt(long, size);
    assert.equal(end.row.slice(0, end.x).trimEnd().slice(-3), 'END');
    const tall = after(withDraft(start, ''), 'edit', { paste: `${'\n'.repeat(300)}LAST` });
    assert.match(caretAt(tall, size).row, /301 .*LAST/);
  }
});

test('while one writes, the task stays where it was read, pages scroll it, and the last result stands below', () => {
  for (const { start, graded } of practised) {
    const error = graded.get('error')!;
    for (const size of SIZES) {
      const desk = openDesk({ played: [], answers: false, from: after(start, 'edit') });
      const terminal = openTerminal(desk, size);
      const press = (command: Command): string => {
        terminal.command(command);
        return terminal.text();
      };
      // Read page by page, nothing is passed over.
      let read = frameText(checkedFrame(desk.state(), size));
      for (let page = 0; page < 30; page++) read += press('scrollPageDown');
      const words = proseText(desk.lesson().lesson!.exercise!.task).split(/\s+/);
      assert.deepEqual(
        words.filter((word) => !read.includes(word)),
        [],
      );
      const end = press('scrollPageDown');
      if (terminal.frame().placement!.regions.get('rows')!.most > 0)
        assert.notEqual(press('scrollPageUp'), end, 'however often one has gone on at the end');
      desk.send({ type: 'graded', slug: desk.lesson().head.slug, graded: error });
      assert.match(frameText(checkedFrame(desk.state(), size)), /\n Before: ✗ Line \d+: /);
      desk.send({ type: 'edit', edit: { type: 'replaceAll', text: error.text } });
      assert.match(frameText(checkedFrame(desk.state(), size)), /\n ✗ Line \d+: /);
    }
  }
});

test('the reference can be read as it is; below it, where there is room, it stands beside one’s own: what both have on one height', () => {
  const reference = '-- migration a\nSELECT 1;\nSELECT 2;\n-- rollback\nSELECT 3;';
  const own = '-- migration a\n\tSELECT 4;\n-- rollback\nSELECT 3;\nSELECT 5;';
  const wide = solutionLines(reference, own, 118).map((line) => lineText(line).trimEnd());
  assert.deepEqual(
    wide.slice(10).map((line) => line.replaceAll(/ {3,}/g, '   ')),
    [
      'yours   the reference',
      '  -- migration a   -- migration a',
      '-   SELECT 4;   + SELECT 1;',
      '   + SELECT 2;',
      '  -- rollback   -- rollback',
      '  SELECT 3;   SELECT 3;',
      '- SELECT 5;',
    ],
  );
  const narrow = solutionLines(reference, own, 78).map((line) => lineText(line).trimEnd());
  for (const lines of [wide, narrow]) {
    assert.deepEqual(
      lines.slice(2, 7).map((line) => line.trim()),
      reference.split('\n'),
      'nothing stands between its lines',
    );
  }
  assert.ok(solutionLines(reference, reference, 78).map(lineText).includes('Yours is the same.'));
  assert.ok(
    narrow.includes('-     SELECT 4;') && narrow.includes('+ SELECT 2;') && narrow.includes('  SELECT 3;'),
  );
});

test('whoever writes with a screen reader hears the line and the column, and the task before and behind', () => {
  const { start, graded, exercise } = practised[0]!;
  const error = graded.get('error')!;
  const task = proseText(exercise.task);
  const reading = spokenScreen(withDraft(start, 'SELECT 1;\nSELECT 2;'));
  assert.ok(reading.includes(task) && reading.includes('Line 2: SELECT 2;'));
  assert.ok(reading.includes(`Not checked yet. 0 of ${exercise.hints.length} hints used.`));
  const hinted = spokenScreen(after(start, 'hint'));
  assert.ok(hinted.some((line) => line.endsWith(`1 of ${exercise.hints.length} hints used.`)));
  assert.ok(hinted.some((line) => line.startsWith(`Hint 1 of ${exercise.hints.length}: `)));
  const writing = after(withDraft(start, ''), 'hint', 'edit', { paste: 'SELECT 1;\nALTER' });
  assert.deepEqual(spokenScreen(writing).slice(0, -1), ['Line 2, column 6, at the end: ALTER']);
  const desk = openDesk({ played: [], answers: false, from: writing });
  desk.send({ type: 'edit', edit: { type: 'left' } });
  assert.deepEqual(spokenScreen(desk.state()).slice(0, -1), ['Line 2, column 5, on R: ALTER']);
  desk.send({ type: 'edit', edit: { type: 'left', extend: true } });
  assert.deepEqual(spokenScreen(desk.state()).slice(0, -1), ['Line 2, column 4, on E: ALTER', 'Selected: E']);
  const again = spokenScreen(after(withDraft(start, error.text), error, 'edit'));
  assert.ok(again.some((line) => /^The last check: Line \d+: no such table/.test(line)));
  assert.ok(!again.includes(task));
  const { lesson } = start;
  assert.ok(lesson?.panel?.type === 'exercise');
  const watching = { ...start, lesson: { ...lesson, panel: { ...lesson.panel, watching: 'my.sql' } } };
  assert.ok(spokenScreen(watching).includes('Watching my.sql: save to check. It holds:'));
});

test('the line of the last error is marked in the draft until it is changed', () => {
  const { start, graded } = practised[0]!;
  const error = graded.get('error')!;
  const at = error.report.error!.line;
  for (const size of SIZES) {
    const desk = openDesk({ played: [], answers: false, from: withDraft(start, error.text) });
    desk.send({ type: 'graded', slug: desk.lesson().head.slug, graded: error });
    desk.command('edit');
    assert.match(frameText(checkedFrame(desk.state(), size)), new RegExp(` ${at}✗`));
    desk.send({ type: 'edit', edit: { type: 'down', lines: at - 1 } });
    desk.send({ type: 'edit', edit: { type: 'insert', text: 'x' } });
    assert.doesNotMatch(frameText(checkedFrame(desk.state(), size)), new RegExp(` ${at}✗`));
  }
});

test('Tab in the editor moves in by two blanks, and its own tabs are shown as blanks', () => {
  const { start } = practised[0]!;
  const desk = openDesk({ played: [], answers: false, from: after(withDraft(start, ''), 'edit') });
  openTerminal(desk).press('\t', 'S', '\r', 'T');
  desk.send({ type: 'edit', edit: { type: 'paste', text: '\n\tfrom elsewhere' } });
  assert.match(
    frameText(checkedFrame(desk.state(), SIZES[0]!)),
    / 1 {3}S\n {2}2 {3}T\n {2}3 {5}from elsewhere/,
  );
  const solution = pagesOf(after(desk.state(), 'escape', 'solution', 'yes'), SIZES[0]!, 4).join('\n');
  assert.match(solution, /\n - +from elsewhere/);
});

/** The last line: the keys. */
function keysOf(tutor: Tutor, size: Size): string {
  return frameText(checkedFrame(tutor, size)).split('\n').at(-1)!;
}

test('the keys named are those that are needed: help always, the solution not while a check runs, the way on first', () => {
  const { start, graded } = practised[0]!;
  const [narrow, usual, wide] = [
    { columns: 60, rows: 20 },
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
  ];
  const writing = withDraft(start, 'SELECT 1;');
  for (const size of [narrow, usual, wide]) {
    assert.match(keysOf(writing, size), /e edit +r check.* Esc lesson +\? help/);
    assert.match(keysOf(after(writing, graded.get('solution')!), size), /^ Esc back .*\? help/);
  }
  assert.match(keysOf(writing, usual), / S solution /);
  for (const word of ['E your editor', 'x start over', 'u undo'])
    assert.ok(keysOf(after(writing, graded.get('error')!), wide).includes(word), word);
  assert.doesNotMatch(keysOf(after(writing, 'check'), wide), /solution/);
  assert.equal(
    frameText(checkedFrame(after(writing, 'check', 'solution'), usual)).includes('It is remembered'),
    false,
  );
});

test('the file that is watched is named with its whole path, however long', () => {
  const { start } = practised[0]!;
  const { lesson } = start;
  assert.ok(lesson?.panel?.type === 'exercise');
  const path = `/home/somebody/${'a-folder-of-my-own/'.repeat(8)}add-a-required-column.sql`;
  const watching = { ...start, lesson: { ...lesson, panel: { ...lesson.panel, watching: path } } };
  for (const size of SIZES) {
    const text = frameText(checkedFrame(watching, size));
    const right = text
      .split('\n')
      .map((line) => (size.columns >= 112 ? line.slice(size.columns / 2 + 1) : line));
    assert.ok(
      right
        .map((line) => line.trim())
        .join('')
        .includes(path),
      text,
    );
  }
});

test('a warning that names a file is said whole, on a narrow screen as well', () => {
  const { start } = practised[0]!;
  const text = `Yours is kept as add-a-required-column.sql.other-2026-11-23T13-36-30-445Z in ~/.local/state/learn-migrations/${'courses/of-my-own/'.repeat(3)}drafts.`;
  const told = { ...start, notice: { text, tone: 'warning' as const } };
  for (const size of [{ columns: 60, rows: 20 }, ...SIZES]) {
    const shown = frameText(checkedFrame(told, size));
    assert.ok(shown.replaceAll(/\s/g, '').includes(text.replaceAll(' ', '')), shown);
  }
});

test('the line below the tables speaks of the table on screen first', () => {
  const { start, graded } = practised[0]!;
  const changed = after(start, graded.get('solution')!, 'nextTable');
  const text = frameText(checkedFrame(changed, SIZES[1]!));
  const table = /^ .?.?(\w+) · /m.exec(text)?.[1];
  assert.ok(table !== undefined);
  assert.doesNotMatch(text, new RegExp(`${table}[^;]*\\(not on screen\\)`));
});

test('a text that is longer than its view moves only when the caret would leave it', () => {
  const { start } = practised[0]!;
  for (const size of SIZES) {
    const painter = createPainter();
    const desk = openDesk({ played: [], answers: false, from: after(withDraft(start, ''), 'edit') });
    const lines = Array.from({ length: 90 }, (_, index) => `-- line ${index + 1} here`);
    desk.send({ type: 'edit', edit: { type: 'paste', text: lines.join('\n') } });
    const top = (): string => /-- line (\d+) here/.exec(frameText(painter.paint(desk.state(), size)))![1]!;
    const before = top();
    desk.send({ type: 'edit', edit: { type: 'up' } });
    desk.send({ type: 'edit', edit: { type: 'up' } });
    assert.equal(top(), before);
    desk.send({ type: 'edit', edit: { type: 'docStart' } });
    assert.equal(top(), '1');
  }
});

test('what is asked is asked whole, at every size', () => {
  const { start } = practised[0]!;
  for (const size of SIZES) {
    for (const command of ['startOver', 'solution'] as const) {
      const text = frameText(checkedFrame(after(start, command), size));
      assert.match(text, /\? .*y or n$/m, command);
      assert.match(text, /y yes {3}Esc|y yes {3}n no/);
    }
  }
});

test('solved is said where the lesson’s name stands, and it stays', () => {
  const { start, graded } = practised[0]!;
  const solved = after(start, graded.get('solution')!);
  const again = after(solved, graded.get('empty')!);
  for (const size of SIZES) {
    assert.match(frameText(checkedFrame(solved, size)).split('\n')[0]!, /exercise ✓ solved$/);
    assert.match(frameText(checkedFrame(again, size)).split('\n')[0]!, /exercise ✓ solved$/);
    assert.doesNotMatch(frameText(checkedFrame(start, size)), /solved/);
  }
});

test('an error names its line and shows it; expected stands beside what is there', () => {
  const { start, graded } = practised[0]!;
  const error = frameText(checkedFrame(after(start, graded.get('error')!), SIZES[0]!));
  assert.match(error, /✗ Line \d+, statement 2: no such table: no/);
  assert.match(error, /\n +\d+ │ SELECT '李/);
  const starter = frameText(checkedFrame(after(start, graded.get('starter')!), SIZES[0]!));
  assert.match(starter, /\n +expected +yours\n/);
});
