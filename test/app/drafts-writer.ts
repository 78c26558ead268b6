/**
 * A copy of the program for the tests, as far as drafts go: somebody writes and
 * never pauses. With `flush` each text is kept at once, and its number said.
 *
 *   drafts-writer.ts <folder> <slug> <flush|type>
 */
import { setTimeout as pause } from 'node:timers/promises';
import { openDrafts } from '../../src/app/drafts.ts';
import { draftNumber } from './drafts-text.ts';

const [folder = '', slug = '', how = ''] = process.argv.slice(2);
const drafts = openDrafts(folder);
for (let number = 1; ; number++) {
  void drafts.save(slug, draftNumber(number));
  if (how === 'flush') {
    const notices = await drafts.flush();
    process.stdout.write(`${notices[0] ?? number}\n`);
  } else {
    await pause(2);
  }
}
