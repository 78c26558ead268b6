/** The order lab on screen: what it is about, what went wrong first and why, and how the order stands to its goals. */
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import type { Command } from '../../src/tutor/command.ts';
import { spokenScreen } from '../../src/tui/screens/spoken.ts';
import { screenOf } from '../../src/tui/screens/screen.ts';
import { lessonNumbered, NOW, playHere } from '../support/course.ts';
import { openClient } from '../support/database.ts';
import { openDesk, type Desk } from '../support/desk.ts';
import { checkedFrame, frameText, SIZES } from '../support/frames.ts';
import { openTerminal } from '../support/terminal.ts';

const played = await playHere(lessonNumbered(18));
const { lesson } = played;
const database = openClient();
after(() => database.close());

function inLab(): Desk {
  const desk = openDesk({ played: [played] });
  desk.send({ type: 'open', slug: lesson.slug, practise: { what: 'lab', watching: null } });
  return desk;
}

/** Commands in the lab, each order run as soon as it is made; every screen on the way fits. */
async function work(desk: Desk, ...commands: readonly Command[]): Promise<void> {
  for (const command of commands) {
    desk.effects();
    desk.command(command);
    for (const effect of desk.effects()) {
      if (effect.type !== 'runLab') continue;
      const run = await database.lab({ ...effect.request, now: NOW }, effect.order);
      desk.send({ type: 'labRan', slug: lesson.slug, order: effect.order, run });
    }
    for (const size of SIZES) checkedFrame(desk.state(), size);
    for (const line of spokenScreen(desk.state())) assert.doesNotMatch(line, /[▶✓✗∅≠·…]|\[A\d\]|^ | {2}/);
  }
}

/** Makes the moves with these ids, in this order. */
async function make(desk: Desk, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const panel = () => {
      const found = desk.lesson().panel;
      assert.ok(found?.type === 'lab');
      return found;
    };
    const at = lesson.lab!.moves.findIndex((move) => move.id === id);
    while (panel().cursor !== at) await work(desk, panel().cursor < at ? 'down' : 'up');
    await work(desk, 'accept');
  }
}

function text(desk: Desk, columns = 80, rows = 24): string {
  return frameText(screenOf(desk.state(), { columns, rows }));
}

test('before the first move: the purpose, the challenges, the goals, and how it works', () => {
  const desk = inLab();
  const screen = text(desk);
  assert.match(screen, /\[A0\] · order lab\n/);
  assert.match(screen, /Put the moves in an order in which nothing fails\./);
  assert.match(screen, /▶1 · With the doors shut \(not met\) +2 · With the doors open +3 · Called off/);
  assert.match(screen, /· no move is refused +· the check finds nothing +· 0 of at most 7 moves\n/);
  assert.match(screen, /· to make: ask for mismatches, drop the old column, deploy A3\n/);
  assert.match(screen, /how it works\n.*Enter makes the move on the left/);
  assert.match(text(desk, 60, 20), /how it works/);
  assert.ok(spokenScreen(desk.state()).includes('Goal, not yet: no move is refused.'));
});

test('the first failure is named with its reason; taking it back makes it good', async () => {
  const desk = inLab();
  await work(desk, 'nextChallenge');
  await make(desk, 'add', 'a3');
  const screen = text(desk);
  assert.match(screen, /✓ 1\. add the new column {2}\[A0\]/);
  assert.match(screen, /✗ 2\. deploy A3 {2}\[A0\] \[A3\]\n.* It first goes wrong here:/);
  assert.match(screen, /A3 writes: books a visit {2}✗ failed|row 1: NULL, should be/);
  assert.match(screen, /✗ nothing fails, no version reads wrong/);
  assert.match(screen, /It goes wrong at “deploy A3”/);
  assert.match(text(desk, 60, 20), /It first goes wrong here:/);
  const spoken = spokenScreen(desk.state()).join('\n');
  assert.match(
    spoken,
    /^1, add the new column, goes well\. A0 runs\.\n2, deploy A3, goes wrong\. A0 and A3 run\.\n/m,
  );
  assert.match(spoken, /^It first goes wrong here:\n/m);
  assert.match(spoken, /^A3 writes: books a visit: failed\.$/m);
  await work(desk, 'undoMove');
  assert.match(text(desk), /✓ nothing fails, no version reads wrong/);
  assert.doesNotMatch(text(desk), /goes wrong/);
});

test('a check that finds rows has a goal of its own, and is not where it went wrong', async () => {
  const desk = inLab();
  await make(desk, 'add', 'check');
  const screen = text(desk);
  assert.match(screen, /✓ no move is refused/);
  assert.match(screen, /✗ the check finds nothing/);
  assert.match(screen, /It went wrong before this check:/);
  assert.match(screen, /“ask for mismatches” finds rows: it went wrong before that\./);
  await work(desk, 'nextChallenge', 'nextChallenge');
  assert.doesNotMatch(text(desk), /Tab: the next challenge/);
});

test('an order that meets the challenge: every goal reached, the best kept, and what the drop costs', async () => {
  const desk = inLab();
  await work(desk, 'nextChallenge');
  await make(desk, 'add', 'a1', 'answers', 'decide', 'backfill', 'a2', 'relax', 'a3', 'drop');
  const screen = text(desk);
  assert.match(screen, /\[A3\] · order lab\n/);
  assert.match(screen, /▶2 ✓ With the doors open \(met in 9 moves\)/);
  assert.match(screen, /✓ nothing fails, no version reads wrong +✓ 9 of at most 9 moves\n/);
  assert.match(screen, /✓ made: drop the old column, deploy A3\n/);
  assert.match(screen, / ✓ Met\. \d+ requests: \d+ served\. Tab: the next challenge\.\n/);
  assert.match(screen, /no way back: it has no rollback/);
  await work(desk, 'nextChallenge');
  assert.match(text(desk), /2 ✓ With the doors open +▶3 · Called off/);
  assert.match(text(desk), /· every migration can go back without a loss/);
});

test('a long timeline shows its end, or where it first went wrong, and scrolls', async () => {
  const desk = inLab();
  await make(desk, 'drop', 'add', 'answers', 'decide', 'backfill', 'check', 'require', 'relax', 'a1', 'a2');
  assert.match(text(desk, 60, 20), /It first goes wrong here|✗ 1\. drop|✓ 10\. deploy A2/);
  const terminal = openTerminal(desk, { columns: 60, rows: 20 });
  terminal.command('scrollPageDown', 'scrollPageDown');
  assert.match(terminal.text(), /10\. deploy A2/);
  terminal.command('scrollPageUp', 'scrollPageUp', 'scrollPageUp');
  assert.match(terminal.text(), / 1\. drop the old/);
});
