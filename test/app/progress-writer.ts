/**
 * A copy of the program for the tests, as far as progress goes: saves one
 * answer after the other to a lesson and says each number once it is on disk.
 *
 *   progress-writer.ts <folder> <slug> <prefix> <count>
 */
import { openProgress } from '../../src/app/progress/store.ts';

const [folder = '', slug = '', prefix = '', count = '0'] = process.argv.slice(2);
const store = await openProgress(folder);
for (let number = 1; number <= Number(count); number++) {
  const saved = store.save(slug, {
    position: { step: number, moment: 0 },
    furthest: number,
    done: false,
    answers: { [`${prefix}${number}`]: [number] },
    exercise: null,
    lab: {},
  });
  await store.flush();
  const notice = await saved;
  process.stdout.write(`${notice ?? number}\n`);
}
