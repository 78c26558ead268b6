/** Lesson 17: in each phase one version works and never two, and by day no order of the lab's moves goes well. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeOrder, labRequest } from '../../src/rollout/challenge.ts';
import { matrixOf } from '../../src/rollout/matrix.ts';
import { lessonNumbered, NOW, playHere } from '../support/course.ts';
import { openHere } from '../support/database.ts';

const { lesson, opened, plays } = await playHere(lessonNumbered(17));
const lab = lesson.lab!;
const database = await openHere();

async function reasons(title: string, order: readonly string[]): Promise<readonly string[]> {
  const challenge = lab.challenges.find((each) => each.title === title)!;
  const request = labRequest(lesson, lab, challenge, opened, plays)!;
  return judgeOrder(lab, challenge, await database.lab({ ...request, now: NOW }, order)).reasons;
}

test('one version works in each phase, and never two', () => {
  const rows = matrixOf(lesson, plays, { steps: plays.length, actions: 0, fleet: [], detour: null }).rows.map(({ phase, probe }) => [
    phase,
    ...['A0', 'A3'].map((version) => `${probe?.versions[version]?.write}/${probe?.versions[version]?.read}`),
  ]);
  assert.deepEqual(rows, [
    ['original', 'ok/ok', 'fails/fails'],
    ['replaced', 'fails/fails', 'ok/ok'],
  ]);
});

test('the lab: at night in four moves; by day one move alone, and no order of all four', async () => {
  const ids = lab.moves.map(({ id }) => id);
  assert.deepEqual(await reasons('At night', ['answers', 'replace', 'check', 'a3']), []);
  assert.deepEqual(await reasons('Called off', ['answers', 'replace', 'a3']), []);
  const alone = [];
  for (const id of ids) if ((await reasons('By day', [id])).length === 0) alone.push(id);
  assert.deepEqual(alone, ['answers']);
  const day = lab.challenges.find(({ title }) => title === 'By day');
  const request = labRequest(lesson, lab, day, opened, plays)!;
  const { orders, safe } = await database.allOrders({ ...request, now: NOW });
  assert.deepEqual([orders, safe], [24, []]);
});
