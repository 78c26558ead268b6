/** What stands in the data is shown and never obeyed; and colours go when they are not wanted. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Tutor } from '../../src/tutor/state.ts';
import { screenOf } from '../../src/tui/screens/screen.ts';
import { spokenScreen } from '../../src/tui/screens/spoken.ts';
import { createTheme, themeKind } from '../../src/tui/theme.ts';
import { playAllHere } from '../support/course.ts';
import { databaseAtOnce } from '../support/atOnce.ts';
import { openDesk, placed, positionsOf, type Desk } from '../support/desk.ts';
import { checkedFrame, frameText, SIZES } from '../support/frames.ts';

const played = await playAllHere();
const engine = databaseAtOnce();

function atPrompt(): Desk {
  const desk = openDesk({ played, engine });
  desk.send({ type: 'open', slug: 'expand-and-contract', step: 5 });
  desk.command('prompt');
  return desk;
}

function ask(desk: Desk, sql: string): string {
  desk.send({ type: 'edit', edit: { type: 'paste', text: sql } });
  desk.command('run');
  return SIZES.map((size) => frameText(checkedFrame(desk.state(), size))).join('\n');
}

test('escape sequences in a value, a name, a title or an error are written out', () => {
  const red = "char(27) || '[31mred'";
  const sent = [
    [`SELECT ${red} AS value`, '\\x1b[31mred'],
    [`UPDATE patients SET name = ${red} WHERE id = 1`, '→ \\x1b[31mred'],
    ['CREATE TABLE "bad\u0007name" ("col\u001b[2J" TEXT); INSERT INTO "bad\u0007name" VALUES (1)', null],
    ['SELECT 1 AS "a\u001b]0;title\u0007b"', null],
    ["SELECT raise_\u001b[31m('x')", null],
    ["SELECT char(155, 49, 109), char(13, 10, 8, 0), char(8238) || 'abc'", '\\x9b1m'],
  ] as const;
  for (const [sql, shown] of sent) {
    const desk = atPrompt();
    const text = ask(desk, sql);
    if (shown !== null) assert.ok(text.includes(shown), `${shown} in\n${text}`);
    for (const line of spokenScreen(desk.state())) assert.doesNotMatch(line, /\p{Cc}/u);
    desk.command('nextTable', 'previousTable', 'escape', 'inspect');
    for (const size of SIZES) checkedFrame(desk.state(), size);
  }
});

test('what is typed, filtered and searched for is shown and not obeyed', () => {
  const text = '\u001b[2J\u009b31mx\u202e';
  const desk = openDesk({ played });
  desk.command('filter');
  desk.type(text);
  for (const size of SIZES) checkedFrame(desk.state(), size);
  desk.command('escape', 'escape', 'accept', 'search');
  desk.type(text);
  for (const size of SIZES) checkedFrame(desk.state(), size);
  desk.send({ type: 'notice', notice: { text: `${text}\nand more`, tone: 'warning' } });
  for (const size of SIZES) checkedFrame(desk.state(), size);
});

test('NULL, its text, an empty text and blanks look different, also without colour', () => {
  const desk = atPrompt();
  const text = ask(desk, "SELECT NULL AS a, 'NULL' AS b, '' AS c, ' x ' AS d, x'00ff' AS e, 1 AS f");
  assert.match(text, /NULL {2}'NULL' {2}'' {2}·x· {2}x'00ff'/);
});

/** A place in every lesson where much is on screen. */
function busyPlaces(): readonly Tutor[] {
  return played.flatMap(({ lesson }) => {
    const desk = openDesk({ played, engine });
    desk.send({ type: 'open', slug: lesson.slug, step: 1 });
    const tutor = desk.state();
    return positionsOf(tutor.lesson!).map((position) => placed(tutor, position));
  });
}

test('NO_COLOR leaves no colour, a dumb terminal no escape sequence, and the text is the same', () => {
  const themes = { color: createTheme('color'), plain: createTheme('plain'), none: createTheme('none') };
  const COLOUR = /\u001b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\d+)*m/;
  const ANY = /\u001b\[[\d;]*m/g;
  const seen = { colour: false, bold: false };
  for (const tutor of busyPlaces()) {
    for (const line of screenOf(tutor, SIZES[0]!).lines) {
      const [color, plain, none] = [themes.color(line), themes.plain(line), themes.none(line)];
      seen.colour ||= COLOUR.test(color);
      seen.bold ||= plain.includes('\u001b[1m');
      assert.doesNotMatch(plain, COLOUR);
      assert.doesNotMatch(none, /\u001b/);
      assert.equal(plain.replace(ANY, ''), none);
      assert.equal(color.replace(ANY, ''), none);
    }
  }
  assert.deepEqual(seen, { colour: true, bold: true });
});

test('which theme the environment asks for', () => {
  const kinds: readonly [NodeJS.ProcessEnv, boolean, string][] = [
    [{ TERM: 'xterm-256color' }, true, 'color'],
    [{ TERM: 'xterm-256color' }, false, 'plain'],
    [{ TERM: 'xterm', NO_COLOR: '1' }, true, 'plain'],
    [{ TERM: 'xterm', NO_COLOR: '0' }, true, 'plain'],
    [{ TERM: 'xterm', NO_COLOR: '' }, true, 'color'],
    [{ TERM: 'dumb' }, true, 'none'],
    [{ TERM: 'dumb', NO_COLOR: '1' }, false, 'none'],
    [{}, true, 'color'],
  ];
  for (const [env, flag, kind] of kinds)
    assert.equal(themeKind(env, flag), kind, JSON.stringify([env, flag]));
});
