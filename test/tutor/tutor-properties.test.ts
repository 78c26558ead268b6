/** The tutor under any keys at all. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { unavailable } from '../../src/tutor/commands.ts';
import type { Command } from '../../src/tutor/command.ts';
import type { TutorEvent } from '../../src/tutor/events.ts';
import { sceneAt } from '../../src/lesson/scene.ts';
import { momentsAt } from '../../src/lesson/place.ts';
import type { Tutor } from '../../src/tutor/state.ts';
import { update } from '../../src/tutor/update.ts';
import { BINDINGS } from '../../src/tui/keymap.ts';
import { databaseAtOnce } from '../support/atOnce.ts';
import { openDesk, tutorAtHome } from '../support/desk.ts';
import { playSamples, sampleHeads } from '../support/sample.ts';

const played = await playSamples();
const engine = databaseAtOnce();

const COMMANDS: readonly Command[] = [...new Set(BINDINGS.map((binding) => binding.command))];
const command = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<Command>('next', 'accept', 'back', 'escape', 'choose') },
  { weight: 3, arbitrary: fc.constantFrom(...COMMANDS) },
);
const event: fc.Arbitrary<TutorEvent> = fc.oneof(
  { weight: 8, arbitrary: command.map((name) => ({ type: 'command', command: name }) as const) },
  { weight: 1, arbitrary: fc.nat(9).map((digit) => ({ type: 'digit', digit }) as const) },
  {
    weight: 1,
    arbitrary: fc
      .oneof(fc.constantFrom('SELECT 1', 'DELETE FROM goods', 'column', '1', 'price'), fc.string())
      .map((text) => ({ type: 'edit', edit: { type: 'insert', text } }) as const),
  },
);

test('whatever is pressed, the place is one of the lesson and everything has its answer', () => {
  fc.assert(
    fc.property(fc.constantFrom(...sampleHeads), fc.array(event, { maxLength: 60 }), (head, events) => {
      const desk = openDesk({ played, engine });
      desk.send({ type: 'open', slug: head.slug });
      let console = false;
      for (const each of events) {
        desk.effects();
        desk.send(each);
        const tutor = desk.state();
        for (const effect of desk.effects()) {
          if (effect.type === 'openConsole') console = true;
          if (effect.type === 'closeConsole' || effect.type === 'closeLesson') console = false;
          if (effect.type === 'runSql') assert.ok(console, 'SQL runs only on an open console');
          if (effect.type === 'save') {
            assert.deepEqual(tutor.progress[effect.slug], { ...effect.progress, updatedAt: '' });
          }
        }
        assert.equal(
          console,
          tutor.lesson?.panel?.type === 'prompt',
          'a console is open as long as its prompt',
        );
        assertSound(tutor);
      }
    }),
    { numRuns: 150 },
  );
});

function assertSound({ lesson, home, heads }: Tutor): void {
  assert.ok(home.cursor >= 0 && home.cursor < heads.length);
  assert.ok(home.filter !== null || !home.typing);
  if (lesson === null) return;
  const { step, moment } = lesson.position;
  assert.ok(step >= 1 && step <= lesson.head.stepCount);
  assert.ok(moment >= 0 && moment < momentsAt(lesson, step).length);
  assert.ok(lesson.furthest >= step && lesson.furthest <= lesson.head.stepCount);
  const scene = sceneAt(lesson);
  assert.ok(scene !== null && scene.state !== null && !scene.waiting);
  assert.ok(Object.values(lesson.view).every((value) => typeof value !== 'number' || value >= 0));
}

test('a command that is not available says why and does nothing else', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), fc.constantFrom(...COMMANDS), (events, name) => {
      const desk = openDesk({ played, engine });
      desk.send({ type: 'open', slug: 'shapes' });
      events.forEach(desk.send);
      const before = desk.state();
      const reason = before.help === null ? unavailable(before, name) : null;
      fc.pre(reason !== null && !['help', 'quit', 'interrupt'].includes(name));
      const { state, effects } = update(before, { type: 'command', command: name });
      assert.deepEqual(effects, []);
      assert.deepEqual(state, {
        ...before,
        leaving: false,
        notice: { text: reason, tone: 'plain', refused: name },
      });
    }),
    { numRuns: 100 },
  );
});

test('keys before the answers: nothing is lost, and the place is sound once they are there', () => {
  const [first] = played;
  const { slug } = first!.lesson;
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          event.map((key) => ({ key })),
          fc.constant({ key: null }),
        ),
        { maxLength: 50 },
      ),
      (keys) => {
        const answers: TutorEvent[] = [
          { type: 'lessonRead', slug, lesson: first!.lesson },
          { type: 'databaseOpened', slug, opened: first!.opened },
          ...first!.plays.map((play) => ({ type: 'stepPlayed', slug, play }) as const),
        ];
        let tutor = update(tutorAtHome(sampleHeads), { type: 'open', slug }).state;
        const send = (each: TutorEvent): void => {
          // Leaving or opening anew would need answers of its own.
          const leaves = each.type === 'command' && ['escape', 'quit', 'interrupt'].includes(each.command);
          if (leaves) return;
          const { state, effects } = update(tutor, each);
          // Forward from the end opens the next lesson.
          if (effects.every(({ type }) => type !== 'openLesson')) tutor = state;
        };
        for (const { key } of keys) {
          const next = key ?? answers.shift();
          if (next !== undefined) send(next);
        }
        answers.forEach(send);
        assertSound({ ...tutor, lesson: tutor.lesson && { ...tutor.lesson, rollback: null, panel: null } });
        assert.equal(tutor.lesson?.plays.length, first!.plays.length);
      },
    ),
    { numRuns: 150 },
  );
});
