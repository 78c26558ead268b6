/** The interface through Ink: what is typed at a terminal comes out on its screen. */
import assert from 'node:assert/strict';
import test, { afterEach } from 'node:test';
import { render as renderHundred } from 'ink-testing-library';
import { contextOf } from '../../src/tutor/commands.ts';
import { textOf } from '../../src/tutor/editor/buffer.ts';
import { App } from '../../src/tui/app.tsx';
import { screenOf } from '../../src/tui/screens/screen.ts';
import { createTheme } from '../../src/tui/theme.ts';
import { openHere } from '../support/database.ts';
import { frameText } from '../support/frames.ts';
import { renderInk, type InkTerminal, type InkTerminalOptions } from '../support/ink.tsx';
import { SEQUENCES } from '../support/keys.ts';
import { openSession, type Session } from '../support/session.ts';
import { deadline } from '../support/wait.ts';

const open: InkTerminal[] = [];
afterEach(async () => {
  for (const terminal of open.splice(0)) await terminal.close();
});

/** The whole program but the command line: a real store and effects, with the database in this thread. */
async function start(
  options: InkTerminalOptions = {},
): Promise<Session & { readonly terminal: InkTerminal }> {
  const session = openSession({ database: await openHere() });
  const terminal = renderInk(<App store={session.store} theme={createTheme('color')} />, options);
  open.push(terminal);
  return { ...session, terminal };
}

test('in the testing library’s terminal too, the course opens', async () => {
  const session = openSession({ database: await openHere() });
  const app = renderHundred(<App store={session.store} theme={createTheme('none')} />);
  try {
    await deadline('the home screen', (done) => {
      const look = (): void => {
        if (app.lastFrame()?.includes('Replace a column, expand and contract')) done(undefined);
        else setImmediate(look);
      };
      look();
      return () => undefined;
    });
    for (const frame of app.frames) assert.ok(frame.split('\n').length <= 24);
  } finally {
    app.unmount();
  }
});

/** A terminal does not tell blanks at the end of a line from none. */
function trimLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

test('the screen is the frame, at every size, and follows each resize', async () => {
  const { terminal, store, ...session } = await start();
  await session.open('expand-and-contract', 13);
  session.command('next', 'choose', 'accept');
  await terminal.screen.until('2 rows changed in dx_icd10');
  for (const [columns, rows] of [
    [120, 40],
    [60, 20],
    [93, 31],
    [80, 24],
    [59, 19],
    [200, 60],
  ] as const) {
    terminal.resize(columns, rows);
    const frame = trimLines(frameText(screenOf(store.state(), { columns, rows })));
    await terminal.screen.until(`the frame at ${columns}×${rows}`, (text) => trimLines(text) === frame);
  }
  assert.deepEqual(session.lesson().position, { step: 13, moment: 1 });
});

test('a lesson by hand: choose, open, forward, predict, back', async () => {
  const { terminal, ...session } = await start();
  const { screen, press } = terminal;
  await screen.until('▶  1  Schema, data, or both');
  press(SEQUENCES.down);
  await screen.until('▶  3  Add a required column');
  press('/contract\r');
  await screen.until('step 1 of 23');
  await session.until('all steps', ({ lesson }) => lesson?.plays.length === 23);
  press('13G');
  await screen.until('S2a: the backfill');
  press(`${SEQUENCES.right}3`);
  await screen.until('(x) 3  nothing');
  press('\r');
  await screen.until('NULL → E11.9');
  press(SEQUENCES.left);
  await screen.until(/Now the backfill is a plain look-up/);
  assert.deepEqual(session.lesson().answers, { '13': [2] });
});

test('keys in one chunk all count', async () => {
  const { terminal, ...session } = await start();
  await session.open('expand-and-contract', 7);
  terminal.press('\u001b[C');
  await terminal.screen.until('Predict');
  terminal.press('3\r\u001b[C\u001b[C\u001b[C');
  await session.until('four moments further', ({ lesson }) => lesson?.position.step === 8);
  assert.deepEqual(session.lesson().position, { step: 8, moment: 1 });
  terminal.press('\u001b[D\u001b[D');
  await session.until('two back', ({ lesson }) => lesson?.position.step === 7);
  assert.deepEqual(session.lesson().position, { step: 7, moment: 2 });
});

test('the prompt: abc and Enter in one chunk, a paste of several lines, a caret, and no trace', async () => {
  const { terminal, ...session } = await start();
  const { screen, press } = terminal;
  await session.open('expand-and-contract', 6);
  const before = session.lesson();
  press('s');
  await screen.until('sql>');
  await session.until('the copy', ({ lesson }) => lesson?.panel?.type === 'prompt' && lesson.panel.ready);
  press('abc\r');
  await screen.until('✗ near "abc": syntax error');
  press('\u001b[200~DELETE FROM visits;\nSELECT count(*) AS left_over\nFROM visits;\u001b[201~');
  await screen.until(/sql> DELETE FROM visits;\n {3}-> SELECT count\(\*\) AS left_over\n {3}-> FROM visits;/);
  const { panel } = session.lesson();
  assert.ok(panel?.type === 'prompt');
  assert.equal(
    textOf(panel.prompt.buffer),
    'DELETE FROM visits;\nSELECT count(*) AS left_over\nFROM visits;',
  );
  await screen.until('the caret behind the text', () => screen.cursorVisible() && screen.cursor().x === 18);
  press('\r');
  await screen.until(/left_over\n[ ─]+\n +0\n/);
  press('\u001b');
  await screen.until('S1: add the new column');
  assert.deepEqual(session.lesson(), before);
});

test('a paste where no text is taken does nothing', async () => {
  const { terminal, ...session } = await start();
  await session.open('expand-and-contract', 6);
  await terminal.screen.until('S1: add the new column');
  terminal.press('\u001b[200~qqq\r\u001b[201~');
  terminal.press('l');
  await terminal.screen.until('schema_migrations');
  assert.equal(contextOf(session.state()), 'lesson');
  assert.ok(!session.left());
  assert.deepEqual(session.lesson().position, { step: 6, moment: 0 });
});

test('escape sequences in data do not reach the terminal', async () => {
  const { terminal, ...session } = await start({ columns: 120, rows: 40 });
  await session.open('expand-and-contract', 6);
  session.command('prompt');
  await session.until('the copy', ({ lesson }) => lesson?.panel?.type === 'prompt' && lesson.panel.ready);
  session.paste(
    "SELECT char(27) || ']0;owned' || char(7) AS a, char(27) || '[2J' AS b, char(155) || '31m' AS c",
  );
  session.command('run');
  await terminal.screen.until('\\x1b]0;owned\\x07');
  await terminal.screen.until('\\x9b31m');
  const written = terminal.written();

  assert.doesNotMatch(written, /\u001b\]0;owned|\u001b\[2J|\u009b/);
});

test('in a terminal that is too small nothing is typed, and q leaves, also in the middle of writing', async () => {
  const { terminal, ...session } = await start();
  await session.open('add-a-required-column');
  session.command('exercise', 'edit');
  await terminal.screen.until('Esc when done');
  const typed = (): string => {
    const panel = session.lesson().panel;
    assert.ok(panel?.type === 'exercise' && panel.editing);
    return textOf(panel.buffer);
  };
  const before = typed();
  terminal.resize(50, 12);
  await terminal.screen.until('or press q to leave');
  terminal.press('x');
  terminal.press('\u001b[200~pasted\u001b[201~');
  terminal.press('\r');
  terminal.resize(80, 24);
  await terminal.screen.until('Esc when done');
  assert.equal(typed(), before);
  terminal.press('yz');
  await session.until('typing', () => typed().startsWith('yz'));
  terminal.resize(50, 12);
  await terminal.screen.until('or press q to leave');
  assert.ok(!session.left());
  terminal.press('q');
  await session.ended;
  assert.equal(typed(), `yz${before}`);
});

test('Ctrl-C asks, and the second one leaves', async () => {
  const { terminal, ...session } = await start();
  await terminal.screen.until('Schema, data, or both');
  terminal.press('\u0003');
  await terminal.screen.until('Ctrl-C again leaves.');
  assert.ok(!session.left());
  terminal.press('\u0003');
  await session.ended;
});

test('for a screen reader the lesson comes as sentences, in order', async () => {
  const { terminal, ...session } = await start({ screenReader: true, columns: 200, rows: 60 });
  await session.open('expand-and-contract', 13);
  session.command('next', 'choose', 'accept');
  const text = await terminal.screen.until(/Row 1, id 1 changed[^]*Keys:/);
  const order = [
    'Lesson 18,',
    'Statement 1 ran:',
    '2 rows changed',
    'Table visits',
    'Row 1, id 1 changed',
    'Row 7: id 7',
    'Keys:',
  ];
  const places = order.map((words) => text.indexOf(words));
  assert.deepEqual(
    [...places].sort((a, b) => a - b),
    places,
  );
  assert.ok(!places.includes(-1));
  assert.doesNotMatch(text, /[─━▶]/);
});

test('a frame that fills its terminal is not cleared and drawn anew at every key', async () => {
  const { terminal, ...session } = await start();
  await session.open('expand-and-contract', 6);
  await terminal.screen.until('S1: add the new column');
  const before = terminal.written().length;
  session.command('ledger');
  await terminal.screen.until('schema_migrations');
  const drawn = terminal.written().slice(before);
  assert.doesNotMatch(drawn, /\u001b\[2J|\u001b\[3J/);
});
