/** From what Ink reports of the keyboard to what the tutor is told. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { KeyContext } from '../../src/tutor/command.ts';
import { contextOf } from '../../src/tutor/commands.ts';
import { textOf } from '../../src/tutor/editor/buffer.ts';
import { BINDINGS, bindingsOf, CONTEXT_TITLES, keySign, takesText } from '../../src/tui/keymap.ts';
import { databaseAtOnce } from '../support/atOnce.ts';
import { openDesk, type Desk } from '../support/desk.ts';
import { SEQUENCES } from '../support/keys.ts';
import { playSamples } from '../support/sample.ts';
import { openTerminal } from '../support/terminal.ts';

const played = await playSamples();
const engine = databaseAtOnce();

function press(desk: Desk, ...sent: readonly string[]): void {
  openTerminal(desk).press(...sent);
}

function atHome(): Desk {
  return openDesk({ played, engine });
}

function inLesson(): Desk {
  const desk = atHome();
  desk.send({ type: 'open', slug: 'shapes', step: 1 });
  return desk;
}

function at(desk: Desk): string {
  return `${desk.lesson().position.step}.${desk.lesson().position.moment}`;
}

function typed(desk: Desk): string {
  const { home, lesson } = desk.state();
  if (lesson === null) return textOf(home.filter!);
  if (lesson.panel?.type === 'prompt') return textOf(lesson.panel.prompt.buffer);
  return lesson.panel?.type === 'search' ? textOf(lesson.panel.buffer) : '';
}

test('arrows, blanks and pages step; a clicker’s keys do the same', () => {
  const desk = inLesson();
  press(desk, SEQUENCES.right, ' ', '\r');
  assert.equal(at(desk), '1.1');
  press(desk, ' ', SEQUENCES.pageDown, SEQUENCES.right);
  assert.equal(at(desk), '1.4');
  press(desk, SEQUENCES.left, SEQUENCES.pageUp, '\u007f');
  assert.equal(at(desk), '1.1');
});

test('digits before G are a number, and a digit answers a question', () => {
  const desk = inLesson();
  press(desk, '3', 'G');
  assert.equal(at(desk), '3.0');
  press(desk, '2G');
  assert.equal(at(desk), '2.0');
  press(desk, ' 13\r');
  assert.deepEqual(desk.lesson().answers, { '2': [0, 2] });
});

test('letters are letters where text is typed, whatever they do elsewhere', () => {
  const letters = '/?qgGsthjkl'.split('');
  const filter = atHome();
  press(filter, '/', ...letters, ' ', '1');
  assert.equal(typed(filter), `${letters.join('')} 1`);
  const search = inLesson();
  press(search, '/', ...letters);
  assert.equal(typed(search), letters.join(''));
  const prompt = inLesson();
  press(prompt, 's', ...letters, ' ');
  assert.equal(typed(prompt), `${letters.join('')} `);
});

test('keys that come in one piece count one by one, each where the one before it led', () => {
  const desk = atHome();
  press(desk, '/another\r');
  assert.equal(desk.lesson().head.slug, 'another');
  press(desk, SEQUENCES.escape);
  assert.equal(desk.state().lesson, null);

  const lesson = inLesson();
  press(lesson, '  ');
  assert.equal(contextOf(lesson.state()), 'predict', 'the second blank chooses');
  press(lesson, '\r s1+1');
  assert.equal(at(lesson), '1.2');
  assert.equal(typed(lesson), '1+1');
});

test('Enter runs the SQL that came with it; more lines come by Alt-Enter or Ctrl-J', () => {
  const desk = inLesson();
  press(desk, 's', 'SELECT 1,', SEQUENCES.altEnter, '2', '\n', '+ 3\r');
  const { panel } = desk.lesson();
  assert.ok(panel?.type === 'prompt');
  assert.equal(panel.last?.sql, 'SELECT 1,\n2\n+ 3');
  assert.deepEqual(panel.last.reply.statements[0]?.result?.rows, [[1n, 5n]]);
});

test('the prompt is edited as hands expect', () => {
  const desk = inLesson();
  press(desk, 's', 'abc', SEQUENCES.left, '\u007f', 'x', SEQUENCES.home, 'y', SEQUENCES.end, 'z');
  assert.equal(typed(desk), 'yaxcz');
  press(desk, '\u0015', '李 👩‍⚕️', '\u007f');
  assert.equal(typed(desk), '李 ');
});

test('Ctrl-G is help where ? is a letter; Esc, ? and q close it', () => {
  for (const open of [() => atHome(), () => inLesson()]) {
    for (const close of [SEQUENCES.escape, '?', 'q']) {
      const desk = open();
      press(desk, '?');
      assert.equal(contextOf(desk.state()), 'help');
      press(desk, close);
      assert.notEqual(contextOf(desk.state()), 'help');
      assert.ok(!desk.effects().some((effect) => effect.type === 'leave'));
    }
  }
  const prompt = inLesson();
  press(prompt, 's', '\u0007');
  assert.equal(contextOf(prompt.state()), 'help');
});

test('keys without a meaning do nothing', () => {
  const desk = inLesson();
  const before = desk.state();
  press(desk, 'Z', '#', '~', 'ü', '\u001bq', '\u0001', '\u001b[3~', '漢');
  assert.deepEqual(desk.state(), before);
});

test('no two bindings of a context share a key, and the footer’s key is a binding’s own', () => {
  for (const context of Object.keys(CONTEXT_TITLES) as KeyContext[]) {
    const seen = new Map<string, string>();
    for (const { keys, command, contexts } of bindingsOf(context)) {
      assert.ok(contexts.includes(context));
      assert.ok(keys.length > 0);
      for (const key of keys) {
        assert.equal(seen.get(key), undefined, `${key} in ${context} is ${command} and ${seen.get(key)}`);
        seen.set(key, command);
        if (takesText(context)) assert.ok(key.length > 1, `${key} is a letter in ${context}`);
      }
    }
  }
  for (const binding of BINDINGS) {
    assert.ok(binding.description !== '' || binding.label === '');
    for (const key of binding.keys) assert.doesNotMatch(keySign(key), /^[a-z]+\+|^(?:page|escape|enter)/);
  }
});

test('Ctrl-C, a key without a meaning, Ctrl-C: the second one only asks again', () => {
  const desk = inLesson();
  press(desk, '\u0003');
  assert.ok(desk.state().leaving);
  press(desk, 'Z');
  assert.ok(!desk.state().leaving);
  press(desk, '\u0003');
  assert.ok(!desk.effects().some((effect) => effect.type === 'leave'));
});
