/** A paste that begins and does not end must not silence the keyboard. */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import fc from 'fast-check';
import { createPasteGuard, guardPastes } from '../../src/tui/pasteGuard.ts';

const START = '\u001b[200~';
const END = '\u001b[201~';

function through(chunks: readonly string[]): { readonly text: string; readonly open: boolean } {
  const guard = createPasteGuard();
  const text = chunks.map((chunk) => guard.chunk(chunk)).join('');
  return { text, open: guard.open() };
}

test('what is not an open paste passes as it is, however it is cut', () => {
  const pieces = fc.array(fc.constantFrom('a', '日', START, END, '\u001b', '[20', '0~', '1~', '\r'));
  fc.assert(
    fc.property(pieces, fc.nat(5), (parts, cut) => {
      const whole = parts.join('');
      const chunks = whole.match(new RegExp(`[^]{1,${cut + 1}}`, 'g')) ?? [];
      const { text, open } = through(chunks);
      assert.equal(text, whole);
      assert.equal(open, through([whole]).open);
    }),
    { numRuns: 500 },
  );
});

test('a paste is open from its first marker to its last', () => {
  assert.equal(through([`${START}a`]).open, true);
  assert.equal(through(['\u001b[20', '0~a', '\u001b[2', '01~']).open, false);
  assert.equal(through([`${START}a${END}b`]).open, false);
  assert.equal(through([`${START}a${END}${START}`]).open, true);
});

test('Ctrl-C in an open paste ends the paste and is a key', () => {
  assert.deepEqual(through([`${START}ab`, '\u0003q']), { text: `${START}ab${END}\u0003q`, open: false });
  assert.deepEqual(through(['\u0003']), { text: '\u0003', open: false });
  assert.deepEqual(through([`${START}a\u0003`]), { text: `${START}a${END}\u0003`, open: false });
});

test('a reader gets the missing end once the paste is quiet, and nothing where it ended', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const stdin = new PassThrough({ encoding: 'utf8' });
  const stop = guardPastes(stdin as unknown as NodeJS.ReadStream, 700);
  const read = (): string => String(stdin.read() ?? '');
  stdin.write(`${START}half`);
  assert.equal(read(), `${START}half`);
  context.mock.timers.tick(699);
  assert.equal(read(), '');
  context.mock.timers.tick(1);
  assert.equal(read(), END);
  stdin.write(START);
  assert.equal(read(), START);
  for (const key of 'keys') {
    context.mock.timers.tick(150);
    stdin.write(key);
    assert.equal(read(), key);
  }
  context.mock.timers.tick(100);
  assert.equal(read(), END, 'keys that somebody presses do not keep it open');
  stdin.write(`${START}whole${END}`);
  assert.equal(read(), `${START}whole${END}`);
  context.mock.timers.tick(5000);
  assert.equal(read(), '');
  stop();
  await new Promise<void>((resolve) => stdin.end(resolve).resume());
});
