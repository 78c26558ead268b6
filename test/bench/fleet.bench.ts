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
import { atMost, information, milliseconds, times, type Figure, type Part } from './figure.ts';
import { nothings, ROOT } from './processes.ts';
import { median } from './statistics.ts';

/** The lesson with four versions and a lab. */
const LESSON = 18;
const ROUNDS = 15;
/** Aims, as times in which Node does nothing: what a step's probes add, and what all orders take. */
const PROBE = 0.25;
const ALL_ORDERS = 1_500;

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
  const before = nothings();
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
  const unit = median([...before, ...nothings()]);
  const slowest = Math.max(...medians);
  const text = `${times(slowest / unit)} at the slowest step, ${milliseconds(slowest)} against ${milliseconds(unit)}; mostly ${times(median(medians) / unit)}`;
  return atMost(
    `a step's probes, ${apps.length} versions, against node -e 0`,
    slowest / unit,
    PROBE,
    '×',
    text,
  );
}

async function everyOrder(
  database: Database,
  request: Parameters<Database['allOrders']>[0],
): Promise<Figure> {
  const before = nothings();
  const start = performance.now();
  const { orders, safe, runs } = await database.allOrders(request);
  const taken = performance.now() - start;
  const ratio = taken / median([...before, ...nothings()]);
  if (safe.length === 0) return information('every order of the lab', 'none is safe: something is wrong');
  const found = `${orders.toLocaleString('en')} orders of ${request.steps.length} moves in ${runs.toLocaleString('en')} runs, ${safe.length} safe`;
  const text = `${ratio.toFixed(0)}×, ${(taken / 1000).toFixed(1)} s: ${found}`;
  return atMost(`every order of lesson ${LESSON}'s lab against node -e 0`, ratio, ALL_ORDERS, '×', text);
}
