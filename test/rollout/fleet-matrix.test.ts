/** The matrix fills as lesson 18 goes on, and empties as it goes back. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { blinded, matrixOf } from '../../src/rollout/matrix.ts';
import type { Part } from '../../src/course/model.ts';
import type { Probe } from '../../src/rollout/model.ts';
import { phaseOf } from '../../src/rollout/phases.ts';
import { playedActions, type StepPlay } from '../../src/lesson/play.ts';
import { stepReport } from '../../src/render/json/step.ts';
import { stepView } from '../../src/view/step.ts';
import { currentFleet, currentMatrix } from '../../src/lesson/application.ts';
import { momentsAt } from '../../src/lesson/place.ts';
import type { LessonState } from '../../src/tutor/state.ts';
import type { Position } from '../../src/lesson/place.ts';
import { lessonNumbered, playHere } from '../support/course.ts';
import { openDesk } from '../support/desk.ts';

const played = await playHere(lessonNumbered(18));
const { lesson, plays } = played;
const desk = openDesk({ played: [played] });
desk.send({ type: 'open', slug: lesson.slug });
const open: LessonState = desk.lesson();

/** What the versions could do as lesson 18 entered a phase. */
function phaseProbe(phase: string): Probe {
  const probe = plays.flatMap(({ actions }) => actions).find((play) => phaseOf(play) === phase)?.probe;
  assert.ok(probe != null, phase);
  return probe;
}

function probeOf(verdict: 'ok' | 'fails'): Probe {
  return {
    versions: {
      A0: {
        write: verdict,
        read: verdict,
        afterwards: { A0: verdict },
        error: null,
        evidence: [],
        effects: [],
      },
    },
  };
}

/** A step of lesson 18, as if it had brought the database to a phase. */
function entering(
  step: number,
  phase: string | null,
  probe: Probe | null,
  fleet: readonly string[],
): StepPlay {
  const play = plays.find(({ actions }) => actions.some(({ action }) => action.type === 'migration'))!;
  const actions = play.actions.map((each) =>
    each.action.type === 'migration'
      ? { ...each, action: { ...each.action, phase }, probe }
      : { ...each, probe },
  );
  const parts = actions.map(({ action }): Part => ({ type: 'action', action }));
  return { ...play, step: { ...play.step, number: step, fleet, parts }, actions, probe };
}

test('every phase has a row from the beginning; one fills as it is entered, and the present one shows what is now', () => {
  const steps = [
    entering(1, null, probeOf('ok'), ['A0']),
    entering(2, 'S0', probeOf('ok'), ['A0']),
    entering(3, 'S1', probeOf('fails'), ['A0', 'A1']),
    entering(4, null, probeOf('ok'), ['A1']),
    entering(5, 'S0', probeOf('fails'), ['A1']),
  ];
  const made = { apps: lesson.apps, steps: steps.map(({ step }) => step), matrixAfter: null };
  const at = (count: number, actions = 0, detour: string | null = null) =>
    matrixOf(made, steps, { steps: count, actions, fleet: ['A0'], detour });
  const rows = (...place: Parameters<typeof at>) =>
    at(...place).rows.map(
      ({ phase, current, probe }) => `${phase} ${probe?.versions.A0!.read ?? '?'}${current ? ' now' : ''}`,
    );
  assert.deepEqual(rows(0), ['S0 ?', 'S1 ?']);
  assert.deepEqual(rows(1), ['S0 ?', 'S1 ?']);
  assert.deepEqual(rows(1, 9), ['S0 ok now', 'S1 ?'], 'as soon as its migration has run');
  assert.deepEqual(rows(2), ['S0 ok now', 'S1 ?']);
  assert.deepEqual(rows(3), ['S0 ok', 'S1 fails now']);
  assert.deepEqual(rows(4), ['S0 ok', 'S1 ok now']);
  assert.deepEqual(rows(4, 0, 'S0'), ['S0 ok now', 'S1 fails'], 'a rollback at hand');
  assert.deepEqual(rows(5), ['S0 fails now', 'S1 fails'], 'a phase that was left is as it was entered first');
  assert.deepEqual([at(4).versions, at(4).fleet], [['A0', 'A1', 'A2', 'A3'], ['A0']]);
});

test('until its migration has run, a matrix that is to be predicted hides what works', () => {
  const steps = [entering(1, 'S0', probeOf('ok'), ['A0']), entering(2, 'S1', probeOf('ok'), ['A0'])];
  const name = playedActions(steps[0]!.step).find(({ type }) => type === 'migration')!;
  assert.ok('name' in name);
  const shown = (matrixAfter: string | null, count: number) =>
    matrixOf({ apps: [], steps: steps.map(({ step }) => step), matrixAfter }, steps, {
      steps: count,
      actions: 0,
      fleet: [],
      detour: null,
    }).rows.map(({ probe }) => probe !== null);
  assert.deepEqual(shown(name.name, 0), [false, false]);
  assert.deepEqual(shown(name.name, 1), [true, false]);
  assert.deepEqual(shown('9999_never', 2), [false, false]);
});

test('at the end of lesson 18 every cell is as it should be, and every write that blinds others is known', () => {
  const { rows, versions } = matrixOf(lesson, plays, {
    steps: lesson.steps.length,
    actions: 0,
    fleet: ['A3'],
    detour: null,
  });
  const cells = rows.map(({ phase, probe }) => [
    phase,
    ...versions.map((version) => {
      const { write, read } = probe!.versions[version]!;
      const blind = blinded(probe!, version).map((other) => other.version);
      return `${write} / ${read}${blind.length === 0 ? '' : ` blinds ${blind.join(' ')}`}`;
    }),
  ]);
  assert.deepEqual(cells, [
    ['S0', 'ok / ok', 'fails / ok', 'fails / fails', 'fails / fails'],
    ['S1', 'ok / ok', 'ok / ok', 'ok / null', 'fails / null'],
    ['S2a', 'ok / ok blinds A2 A3', 'ok / ok', 'ok / ok', 'fails / ok'],
    ['S2b', 'fails / ok', 'ok / ok', 'ok / ok', 'fails / ok'],
    ['S3', 'fails / ok', 'ok / ok', 'ok / ok', 'ok / ok blinds A0 A1'],
    ['S4', 'fails / fails', 'fails / fails', 'fails / ok', 'ok / ok'],
    ['back', 'fails / null', 'ok / null', 'ok / ok', 'ok / ok blinds A0 A1'],
  ]);
});

test('a write that works and leaves others reading wrong blinds them', () => {
  const probe = phaseProbe('S2a');
  assert.equal(probe.versions.A0!.write, 'ok');
  assert.deepEqual(blinded(probe, 'A0'), [
    { version: 'A2', verdict: 'null' },
    { version: 'A3', verdict: 'null' },
  ]);
  assert.deepEqual(blinded(probe, 'A1'), []);
  assert.deepEqual(blinded(probe, 'A3'), [], 'its write fails');
  assert.deepEqual(
    blinded(phaseProbe('S3'), 'A3').map(({ version }) => version),
    ['A0', 'A1'],
  );
});

/** Where every moment of lesson 18 stands: `step.moment phase fleet`, wherever phase or fleet change. */
function changes(positions: readonly Position[]): readonly string[] {
  const found: string[] = [];
  let last = '';
  for (const position of positions) {
    const at = { ...open, position };
    const phase = currentMatrix(at)?.rows.find(({ current }) => current)?.phase ?? '-';
    const now = `${phase} ${currentFleet(at).join('+')}`;
    if (now !== last) found.push(`${position.step} ${now}`);
    last = now;
  }
  return found;
}

test('deploys take effect where they stand, a phase when its migration has run; back as forward', () => {
  const positions: Position[] = [];
  for (const { number } of lesson.steps) {
    momentsAt(open, number).forEach((_, moment) => positions.push({ step: number, moment }));
  }
  const forward = changes(positions);
  assert.deepEqual(forward, [
    '1 - A0',
    '5 S0 A0',
    '6 S1 A0',
    '6 S1 A0+A1',
    '7 S1 A1',
    '13 S2a A1',
    '14 S2b A1',
    '15 S2b A0+A1',
    '15 S2b A1',
    '16 S2b A1+A2',
    '17 S2b A2',
    '17 S3 A2',
    '17 S3 A2+A3',
    '20 S3 A3',
    '20 S4 A3',
    '21 back A3',
    '22 S4 A3',
  ]);
  const words = (change: string) => change.replace(/^\d+ /, '');
  assert.deepEqual(changes(positions.toReversed()).map(words), forward.map(words).toReversed());
});

test('the present row follows what happens inside a step: a late write leaves A3 stale at once', async () => {
  const late = await playHere(lessonNumbered(19));
  const other = openDesk({ played: [late] });
  other.send({ type: 'open', slug: late.lesson.slug });
  const lesson19: LessonState = other.lesson();
  const step = late.lesson.steps.find((each) => {
    const requests = playedActions(each).filter(({ type }) => type === 'traffic');
    return requests.length > 1;
  });
  assert.ok(step !== undefined, 'a step with two requests');
  const reads = momentsAt(lesson19, step.number).map((_, moment) => {
    const place = { ...lesson19, position: { step: step.number, moment } };
    return currentMatrix(place)?.rows.find(({ current }) => current)?.probe?.versions['A3']?.read;
  });
  const actions = late.plays[step.number - 1]!.actions.map(({ probe }) => probe?.versions['A3']?.read);
  assert.equal(reads[0], 'ok');
  assert.equal(actions[0], 'stale');
  assert.equal(reads[1], 'stale');
});

test('what a step says it leaves is what its last moment shows', () => {
  for (const step of lesson.steps) {
    const moment = momentsAt(open, step.number).length - 1;
    const fleet = currentFleet({ ...open, position: { step: step.number, moment } });
    assert.deepEqual(fleet, step.fleet, `step ${step.number}`);
  }
});

test('the report carries the fleet, the versions and the traffic', () => {
  const count = { served: 3, failed: 1, stale: 0, lost: 0 };
  const report = stepReport(stepView({ ...entering(1, 'S1', probeOf('ok'), ['A0', 'A1']), traffic: count }));
  assert.deepEqual(report.fleet, ['A0', 'A1']);
  assert.deepEqual(report.apps, { A0: { write: 'ok', read: 'ok', error: null, afterwards: { A0: 'ok' } } });
  assert.deepEqual(report.traffic, count);
  const without = stepReport(stepView({ ...entering(1, null, null, []), traffic: null }));
  assert.deepEqual([without.fleet, without.apps, without.traffic], [[], {}, null]);
});
