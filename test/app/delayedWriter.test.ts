import assert from 'node:assert/strict';
import test from 'node:test';
import { delayedWriter } from '../../src/app/delayedWriter.ts';

/** A writer to a map that can be made to fail. */
function writerTo(disk: Map<string, string>, failing: Set<string>) {
  const writes: string[] = [];
  const put = (key: string, value: string): void => {
    if (failing.has(key)) throw new Error('read-only');
    writes.push(`${key}=${value}`);
    disk.set(key, value);
  };
  const writer = delayedWriter<string>({
    delay: 1,
    write: async (key, value) => {
      await Promise.resolve();
      put(key, value);
      return value === 'odd' ? `${key} is odd` : null;
    },
    writeSync: put,
    failure: (key, error) => `${key}: ${String(error)}`,
  });
  return { writer, writes };
}

test('what is saved within a moment is written once, the last value of each key', async () => {
  const disk = new Map<string, string>();
  const { writer, writes } = writerTo(disk, new Set());
  const saved = [writer.save('a', '1'), writer.save('b', '1'), writer.save('a', '2')];
  assert.deepEqual(await Promise.all(saved), [null, null, null]);
  assert.deepEqual(writes, ['a=2', 'b=1']);
  assert.equal(writer.pending.size, 0);
});

test('a notice is told once, and a failure again after it went well', async () => {
  const failing = new Set(['a']);
  const { writer } = writerTo(new Map(), failing);
  assert.equal(await writer.save('a', '1'), 'a: Error: read-only');
  assert.equal(await writer.save('a', '2'), null);
  assert.equal(writer.pending.get('a'), '2');
  failing.clear();
  assert.equal(await writer.save('a', '3'), null);
  failing.add('a');
  assert.equal(await writer.save('a', '4'), 'a: Error: read-only');
  assert.equal(await writer.save('b', 'odd'), 'b is odd');
});

test('one key that fails keeps no other from being written', async () => {
  const disk = new Map<string, string>();
  const { writer } = writerTo(disk, new Set(['a']));
  await Promise.all([writer.save('a', '1'), writer.save('b', '1')]);
  assert.deepEqual([...disk], [['b', '1']]);
});

test('flush does not wait for the moment, and tries again what failed', async () => {
  const disk = new Map<string, string>();
  const failing = new Set(['a']);
  const { writer } = writerTo(disk, failing);
  void writer.save('a', '1');
  assert.deepEqual(await writer.flush(), ['a: Error: read-only']);
  failing.clear();
  assert.deepEqual(await writer.flush(), []);
  assert.deepEqual([...disk], [['a', '1']]);
});

test('a process that is ending writes at once, and without a word', () => {
  const disk = new Map<string, string>();
  const { writer } = writerTo(disk, new Set(['a']));
  void writer.save('a', '1');
  void writer.save('b', '2');
  writer.flushSync();
  assert.deepEqual([...disk], [['b', '2']]);
});

test('other work takes its turn between writes', async () => {
  const { writer, writes } = writerTo(new Map(), new Set());
  void writer.save('a', '1');
  const flushed = writer.flush();
  await flushed;
  const seen = await writer.inTurn(() => Promise.resolve([...writes]));
  assert.deepEqual(seen, ['a=1']);
});
