/** Ink as the bundle has it: it draws what Ink draws, keeps what it found between frames, and not without bounds. */
import assert from 'node:assert/strict';
import { build, type Plugin } from 'esbuild';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { keepingCaches, keepInkCaches } from '../../src/tools/inkCaches.ts';
import { RecentMap } from '../../src/tools/recentMap.ts';
import { ROOT } from '../support/course.ts';

const SOURCE = join(ROOT, 'node_modules', 'ink', 'build', 'output.js');

/** The part of Ink's `Output` that its renderer uses. */
interface Output {
  write(x: number, y: number, text: string, options: { readonly transformers: readonly never[] }): void;
  clip(clip: Clip): void;
  unclip(): void;
  get(): { readonly output: string; readonly height: number };
}
type OutputClass = new (size: { readonly width: number; readonly height: number }) => Output;

interface Clip {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
}

interface Written {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly clip: Clip | null;
}

mkdirSync(join(ROOT, 'node_modules', '.cache'), { recursive: true });
const folder = mkdtempSync(join(ROOT, 'node_modules', '.cache', 'ink-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function outputOf(name: string, plugins: Plugin[]): Promise<OutputClass> {
  const outfile = join(folder, `${name}.mjs`);
  await build({ entryPoints: [SOURCE], outfile, bundle: true, format: 'esm', platform: 'node', plugins });
  return ((await import(pathToFileURL(outfile).href)) as { default: OutputClass }).default;
}

function drawn(Output: OutputClass, frame: readonly Written[]): string {
  const output = new Output({ width: 12, height: 5 });
  for (const { x, y, text, clip } of frame) {
    if (clip !== null) output.clip(clip);
    output.write(x, y, text, { transformers: [] });
    if (clip !== null) output.unclip();
  }
  return output.get().output;
}

/** What ends which of the styles below. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  22: ['1'],
  24: ['4'],
  39: ['31'],
  49: ['44'],
  0: ['1', '4', '31', '44'],
};

/** A frame as a terminal shows it: each character with its styles, whose order in the text means nothing. */
function seen(text: string): readonly string[] {
  let styles: readonly string[] = [];
  return Array.from(text.matchAll(/\u001b\[([\d;]*)m|[^]/gu), ([character, codes]) => {
    if (codes === undefined) return [character, ...styles].join(' ');
    for (const code of codes.split(';')) {
      const ended = ENDS[code];
      styles = (
        ended ? styles.filter((each) => !ended.includes(each)) : [...new Set([...styles, code])]
      ).sort();
    }
    return '';
  }).filter((cell) => cell !== '');
}

const ESC = '\u001b[';
const piece = fc
  .tuple(
    fc.constantFrom('', '', `${ESC}31m`, `${ESC}1m`, `${ESC}4;44m`, `${ESC}39m`, `${ESC}0m`),
    fc.constantFrom('a', 'b ', '  ', '│', '界', 'é', '👩‍👩‍👧', '\u200b', '\n', 'word'),
  )
  .map((parts) => parts.join(''));
const written: fc.Arbitrary<Written> = fc.record({
  x: fc.integer({ min: -2, max: 8 }),
  y: fc.integer({ min: -1, max: 5 }),
  text: fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
  clip: fc.option(
    fc.record({
      x1: fc.integer({ min: 0, max: 6 }),
      x2: fc.integer({ min: 3, max: 12 }),
      y1: fc.integer({ min: 0, max: 2 }),
      y2: fc.integer({ min: 1, max: 5 }),
    }),
    { nil: null },
  ),
});
const anyhow = fc.array(written, { maxLength: 6 });
/** A text a row, as our screens are. */
const rows = anyhow.map((frame) => frame.map((each, y) => ({ ...each, x: 0, y })));

test('every frame is what Ink draws, whatever was drawn before', async () => {
  const [own, kept] = await Promise.all([outputOf('own', []), outputOf('kept', [keepInkCaches])]);
  fc.assert(
    fc.property(fc.oneof(anyhow, rows), (frame) => {
      const expected = seen(drawn(own, frame));
      assert.deepEqual(seen(drawn(kept, frame)), expected);
      assert.deepEqual(seen(drawn(kept, frame)), expected, 'once more, from what was kept');
    }),
    { numRuns: 500 },
  );
});

test('an Ink whose source has changed fails the build, and says where to look', () => {
  const source = readFileSync(SOURCE, 'utf8');
  const kept = keepingCaches(source);
  const message = /Ink's output\.js has changed: src\/tools\/inkCaches\.ts/;
  assert.throws(() => keepingCaches(''), message);
  assert.throws(() => keepingCaches(source + source), message);
  assert.throws(() => keepingCaches(kept), message);
  // Whatever line of those that are replaced is another one.
  const lines = source.split('\n');
  const lost = lines.filter((text) => !kept.split('\n').includes(text));
  assert.ok(lost.length > 0);
  for (const text of lost) {
    const changed = lines.map((each) => (each === text ? `${each} // changed` : each)).join('\n');
    assert.throws(() => keepingCaches(changed), message, text);
  }
});

test('nothing is kept but in maps with bounds', () => {
  const kept = keepingCaches(readFileSync(SOURCE, 'utf8'));
  assert.doesNotMatch(kept, /new Map\(/);
  assert.equal(kept.match(/new RecentMap\(\d+\)/g)?.length, 6);
});

test('a map with bounds has the latest entries, and not more than twice as many', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 200 }), (keys) => {
      const map = new RecentMap<number, string>(5);
      let latest: number[] = [];
      for (const key of keys) {
        assert.equal(map.get(key) ?? String(key), String(key));
        map.set(key, String(key));
        latest = [...latest.filter((each) => each !== key), key].slice(-5);
        assert.ok(map.size <= 10, String(map.size));
        for (const each of latest) assert.equal(map.get(each), String(each));
      }
    }),
  );
});
