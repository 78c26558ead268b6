/** A worker that is ended as soon as it is started is let start first: Node can abort the process otherwise. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startWorkerHandle } from '../../src/worker/workerHandle.ts';
import { workerBundle } from '../support/database.ts';

test('a worker that is ended while it starts has started by then, and answers nothing', async () => {
  for (let run = 0; run < 5; run++) {
    const handle = startWorkerHandle({ engine: 'sqlite', url: workerBundle() });
    const replies: unknown[] = [];
    handle.give(
      { type: 'version' },
      (reply) => replies.push(reply),
      () => replies.push('lost'),
    );
    let started = false;
    const watching = handle.ready.then(() => (started = true));
    await handle.kill();
    await watching;
    assert.equal(started, true);
    assert.equal(handle.alive(), false);
    assert.deepEqual(replies, []);
  }
});
