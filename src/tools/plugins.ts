/** What the bundle takes of its libraries, and what it leaves or replaces so as to start sooner. */
import type { Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { keepInkCaches } from './inkCaches.ts';

/** Ink imports the devtools only where DEV is set; the package is large and not installed. */
export const noDevtools: Plugin = {
  name: 'no-devtools',
  setup(build) {
    build.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'devtools', namespace: 'stub' }));
    build.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'export default {};' }));
  },
};

/** Commander loads this module for subcommands that are programs of their own; ours are none, and it costs start-up. */
const noSubprograms: Plugin = {
  name: 'no-subprograms',
  setup(build) {
    build.onResolve({ filter: /^(node:)?child_process$/ }, ({ importer }) =>
      /node_modules.commander/.test(importer) ? { path: 'child_process', namespace: 'empty' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({
      contents: 'module.exports = {};',
      loader: 'js',
    }));
  },
};

/** Importing this module costs milliseconds, because Node wraps every property; the global is the same object. */
export const globalProcess: Plugin = {
  name: 'global-process',
  setup(build) {
    build.onResolve({ filter: /^(node:)?process$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'process', namespace: 'global' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'global' }, () => ({
      contents:
        'const { process } = globalThis; export default process; export const { env, cwd } = process;',
    }));
  },
};

/** Where there is fetch, Ink's layout takes its wasm through it, from a data: address; that loads all of Node's HTTP. */
const noFetch: Plugin = {
  name: 'no-fetch',
  setup(build) {
    build.onLoad({ filter: /yoga-layout.*wasm-base64-esm\.js$/ }, async ({ path }) => ({
      contents: `const fetch = undefined;\n${await readFile(path, 'utf8')}`,
      loader: 'js',
    }));
  },
};

/**
 * What this library makes when it is loaded (a segmenter, long patterns) takes longer than most commands do, so it is
 * loaded by the first text that needs it.
 */
const lateWidths: Plugin = {
  name: 'late-widths',
  setup(build) {
    build.onResolve({ filter: /^string-width$/ }, ({ kind, resolveDir }) =>
      kind === 'import-statement' ? { path: resolveDir, namespace: 'late-widths' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'late-widths' }, ({ path }) => ({
      contents: `import { plainWidth } from ${JSON.stringify(resolve('src/words/plain.ts'))};
let real;
export default function stringWidth(text, options) {
  const width = options === undefined && typeof text === 'string' ? plainWidth(text) : null;
  if (width !== null) return width;
  real ??= require('string-width').default;
  return real(text, options);
}`,
      resolveDir: path,
    }));
  },
};

/** For every part of the program. */
export const PLUGINS: readonly Plugin[] = [
  noDevtools,
  noSubprograms,
  globalProcess,
  lateWidths,
  noFetch,
  keepInkCaches,
];
