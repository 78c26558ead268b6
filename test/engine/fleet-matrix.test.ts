/** The matrix fills as lesson 18 goes on, and empties as it goes back. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { matrixOf } from '../../src/engine/fleet/matrix.ts';
import type { Probe } from '../../src/engine/fleet/model.ts';
import type { StepPlay } from '../../src/engine/lesson/play.ts';
import { reportStep } from '../../src/engine/lesson/report.ts';
import { lessonNumbered, playHere } from '../support/course.ts';

const { plays } = await playHere(lessonNumbered(18));

function probeOf(verdict: 'ok' | 'fails'): Probe {
  return {
    versions: {
      A0: { write: verdict, read: verdict, afterwards: { A0: verdict }, error: null, evidence: [] },
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
    each.action.type === 'migration' ? { ...each, action: { ...each.action, phase } } : each,
  );
  return { ...play, step: { ...play.step, number: step, fleet }, actions, probe };
}

test('a phase has a row from the step on that enters it; the one last entered is current', () => {
  const steps = [
    entering(1, null, probeOf('ok'), ['A0']),
    entering(2, 'S0', probeOf('ok'), ['A0']),
    entering(3, 'S1', probeOf('fails'), ['A0', 'A1']),
    entering(4, null, probeOf('ok'), ['A1']),
    entering(5, 'S0', probeOf('fails'), ['A1']),
  ];
  const rows = (count: number) =>
    matrixOf(steps.slice(0, count)).rows.map(
      ({ phase, step, fleet, current, probe }) =>
        `${phase} ${step} ${fleet.join('+')} ${probe.versions.A0!.read}${current ? ' now' : ''}`,
    );
  assert.deepEqual(rows(0), []);
  assert.deepEqual(rows(1), []);
  assert.deepEqual(rows(2), ['S0 2 A0 ok now']);
  assert.deepEqual(rows(3), ['S0 2 A0 ok', 'S1 3 A0+A1 fails now']);
  assert.deepEqual(rows(4), rows(3), 'a phase is shown as its step left it');
  assert.deepEqual(rows(5), ['S0 5 A1 fails now', 'S1 3 A0+A1 fails']);
  const { versions, now, fleet } = matrixOf(steps.slice(0, 4));
  assert.deepEqual([versions, now, fleet], [['A0'], probeOf('ok'), ['A1']]);
});

test('a lesson without versions has no matrix', () => {
  const none = matrixOf([entering(1, 'S1', null, [])]);
  assert.deepEqual(none, { versions: [], rows: [], now: null, fleet: [] });
});

test('the report carries the fleet, the versions and the traffic', () => {
  const count = { served: 3, failed: 1, stale: 0, lost: 0 };
  const report = reportStep({ ...entering(1, 'S1', probeOf('ok'), ['A0', 'A1']), traffic: count });
  assert.deepEqual(report.fleet, ['A0', 'A1']);
  assert.deepEqual(report.apps, { A0: { write: 'ok', read: 'ok', error: null, afterwards: { A0: 'ok' } } });
  assert.deepEqual(report.traffic, count);
  const without = reportStep({ ...entering(1, null, null, []), traffic: null });
  assert.deepEqual([without.fleet, without.apps, without.traffic], [[], {}, null]);
});
