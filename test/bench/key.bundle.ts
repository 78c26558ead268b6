/** The session at the keyboard as the program's bundle has it: its replacements are part of what a key costs. */
import { build, type Plugin } from 'esbuild';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MODULE_HEAD } from '../../src/tools/bundle.ts';
import { PLUGINS } from '../../src/tools/plugins.ts';
import { ownPlace } from '../runner/ownPlace.mjs';
import { ROOT } from './processes.ts';

/** Ink tells what a frame took it; the program does not ask, so the bundle's `render` does. */
const timedInk: Plugin = {
  name: 'timed-ink',
  setup(build) {
    build.onResolve({ filter: /^ink$/ }, ({ importer, resolveDir }) =>
      importer.endsWith('terminal.tsx') ? { path: resolveDir, namespace: 'timed-ink' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'timed-ink' }, ({ path }) => ({
      contents: `import { render as own } from 'ink';
export * from 'ink';
export const render = (node, options) =>
  own(node, {
    ...options,
    onRender(metrics) {
      process.emit('inkRendered', metrics.renderTime);
      options.onRender?.(metrics);
    },
  });`,
      resolveDir: path,
    }));
  },
};

/** Bundles it inside the project, where packages are found, and returns its file, which is gone when the bench ends. */
export async function bundleKeySession(): Promise<string> {
  const cache = join(ROOT, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'key-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'key.mjs');
  await build({
    entryPoints: [join(ROOT, 'test', 'bench', 'key.child.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    // What stands for the database and for the tests' own tools.
    external: ['sql.js', 'esbuild'],
    banner: { js: MODULE_HEAD },
    plugins: [timedInk, ...PLUGINS, ownPlace],
    logLevel: 'error',
  });
  return outfile;
}
