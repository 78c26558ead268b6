/**
 * Ink takes every line of a frame apart into its cells, and keeps what it found for that one frame. Most lines of a
 * frame were in the one before, so the bundle has an Ink that keeps it, within bounds.
 */
import type { Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/** Lines (and cells, for widths) that are kept: those of a dozen screens. */
const MOST = 1_000;

/**
 * What Ink's `output.js` says, and what the bundle's says in its place. Beside the cells of a line these keep the lines
 * of a text, the part of a line that is inside its box, and a whole row of the screen that a single text makes.
 */
const CHANGES: readonly (readonly [string, string])[] = [
  ['    widths = new Map();\n', `    widths = new RecentMap(${MOST});\n`],
  ['    blockWidths = new Map();\n', `    blockWidths = new RecentMap(${MOST});\n`],
  [
    '    styledChars = new Map();\n',
    `    styledChars = new RecentMap(${MOST});
    lines = new RecentMap(${MOST});
    slices = new RecentMap(${MOST});
    rows = new RecentMap(${MOST});
    kept(cache, key, make) {
        let value = cache.get(key);
        if (value === undefined) {
            value = make();
            cache.set(key, value);
        }
        return value;
    }
    joined(characters) {
        const text = styledCharsToString(characters);
        this.kept(this.styledChars, text, () => characters);
        return text;
    }
`,
  ],
  [
    'export default class Output {\n',
    'const keptCaches = new OutputCaches();\nexport default class Output {\n',
  ],
  ['    caches = new OutputCaches();\n', '    caches = keptCaches;\n'],
  [
    '        const characterLines = [[]];\n',
    '        let lines = this.caches.kept(this.caches.lines, text, () => {\n        const characterLines = [[]];\n',
  ],
  [
    '        let lines = characterLines.map(line => styledCharsToString(line));\n',
    '        return characterLines.map(line => this.caches.joined(line));\n        });\n',
  ],
  [
    '                    return this.sliceLineToColumns(line, from, to);\n',
    '                    return this.caches.kept(this.caches.slices, `${from} ${to} ${line}`, () => this.sliceLineToColumns(line, from, to));\n',
  ],
  [
    '            let offsetX = x;\n',
    '            let offsetX = x;\n            currentLine.only = currentLine.only === undefined && x === 0 ? characters : null;\n',
  ],
  [
    '            const lineWithoutEmptyItems = line.filter(item => item !== undefined);\n',
    `            if (line.only)
                return this.caches.kept(this.caches.rows, line.only, () => styledCharsToString(line.only).trimEnd());
            const lineWithoutEmptyItems = line.filter(item => item !== undefined);
`,
  ],
];

/** Ink's `output.js` with its caches kept. Throws where its source is not the one that this was written for. */
export function keepingCaches(source: string): string {
  const head = `import { RecentMap } from ${JSON.stringify(resolve('src/tools/recentMap.ts'))};\n`;
  return CHANGES.reduce((text, [found, replacement]) => {
    if (text.split(found).length !== 2) {
      throw new Error(
        `Ink's output.js has changed: src/tools/inkCaches.ts looks for “${found.trim()}” in it, once.`,
      );
    }
    return text.replace(found, () => replacement);
  }, head + source);
}

export const keepInkCaches: Plugin = {
  name: 'keep-ink-caches',
  setup(build) {
    build.onLoad({ filter: /[\\/]ink[\\/]build[\\/]output\.js$/ }, async ({ path }) => ({
      contents: keepingCaches(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};
