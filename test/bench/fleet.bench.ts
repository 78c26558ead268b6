/** Asking an application's versions after a step, and running every order of a lab: on the clinic's data. */
import { performance } from 'node:perf_hooks';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Lesson } from '../../src/course/model.ts';
import { createDatabase } from '../../src/worker/client.ts';
import type { Database } from '../../src/rollout/database.ts';
import type { Checkpoint } from '../../src/database/port.ts';
import { labRequest } from '../../src/rollout/challenge.ts';
import type { StepPlay } from '../../src/lesson/play.ts';
import { playLesson } from '../../src/lesson/player.ts';
import { atMost, information, milliseconds, type Figure, type Part } from './figure.ts';
import { ROOT } from './processes.ts';
import { median } from './statistics.ts';

/** The lesson with four versions and a lab. */
const LESSON = 18;
const ROUNDS = 15;
/** Aims: milliseconds that a step's probes add, and seconds for all orders. */
const PROBE = 10;
const SURVEY = 60;

export const fleet: Part = {
  name: 'fleet',
  needsBuild: true,
  async measure() {
    const { fixtureOf, lessonNumbered } = await import('../support/course.ts');
    const lesson = lessonNumbered(LESSON);
    // On the worker as it ships.
    const database = createDatabase({
      workerUrl: pathToFileURL(join(ROOT, 'dist', 'worker.js')),
      spare: false,
    });
    try {
      const now = Date.now();
      const plays: StepPlay[] = [];
      let opened = null;
      for await (const event of playLesson(lesson, { database, fixture: fixtureOf(lesson), now })) {
        if (event.type === 'step') plays.push(event.play);
        if (event.type === 'opened') ({ opened } = event);
      }
      const request = lesson.lab === null ? null : labRequest(lesson, lesson.lab, undefined, opened, plays);
      if (request === null) throw new Error(`lesson ${LESSON} has no lab`);
      return [await probes(database, lesson, plays, now), await everyOrder(database, { ...request, now })];
    } finally {
      await database.close();
    }
  },
};

/** The slowest step of the lesson, by the median of its rounds. */
async function probes(
  database: Database,
  { apps }: Lesson,
  plays: readonly StepPlay[],
  now: number,
): Promise<Figure> {
  const checkpoints = plays.flatMap(({ actions }): readonly Checkpoint[] => {
    const last = actions.at(-1);
    return last === undefined ? [] : [last.played.checkpoint];
  });
  const medians: number[] = [];
  for (const from of checkpoints) {
    const taken: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      await database.probe({ from, apps, now });
      taken.push(performance.now() - start);
    }
    medians.push(median(taken));
  }
  const slowest = Math.max(...medians);
  const text = `${milliseconds(median(medians))}; the slowest step ${milliseconds(slowest)}`;
  return atMost(`a step's probes, ${apps.length} versions`, slowest, PROBE, ' ms', text);
}

async function everyOrder(
  database: Database,
  request: Parameters<Database['allOrders']>[0],
): Promise<Figure> {
  const start = performance.now();
  const { orders, safe, runs } = await database.allOrders(request);
  const seconds = (performance.now() - start) / 1000;
  if (safe.length === 0) return information('every order of the lab', 'none is safe: something is wrong');
  const text = `${seconds.toFixed(1)} s: ${orders.toLocaleString('en')} orders of ${request.steps.length} moves in ${runs.toLocaleString('en')} runs, ${safe.length} safe`;
  return atMost(`every order of lesson ${LESSON}'s lab`, seconds, SURVEY, ' s', text);
}
