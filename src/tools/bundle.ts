/** The program bundled: its parts, as the files of dist/. */
import { build as esbuild, type Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PLUGINS } from './plugins.ts';

/**
 * The parts that start at once, as CommonJS: Node's loader of ES modules takes a quarter of the time in which Node
 * itself starts. Each is one file.
 */
const QUICK: Readonly<Record<string, string>> = {
  bin: 'src/bin.ts',
  main: 'src/cli/main.ts',
  check: 'src/cli/commands/check.ts',
  worker: 'src/worker/worker.ts',
  // Apart from the worker, which has no need of it for SQLite.
  postgres: 'src/database/postgres/engine.ts',
};

/** The terminal's part: Ink has to be an ES module. One file, because each file that is loaded on the way to the first frame delays it. */
const TERMINAL: Readonly<Record<string, string>> = { interactive: 'src/cli/interactive.ts' };

/** The parts that are loaded when a command needs them, as ES modules, which share what they have in common. */
const OTHERS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['run', 'export', 'progress', 'reset', 'dev'].map((name) => `cli/commands/${name}`),
    'course/files/load',
    'course/faults',
  ].map((path) => [path.replace(/^.*\//, ''), `src/${path}.ts`]),
);

/** Lets one part load another when it is needed. */
const apart: Plugin = {
  name: 'apart',
  setup(build) {
    const files = new Map([
      ...Object.entries(QUICK).map(([name, file]) => [resolve(file), `./${name}.js`] as const),
      ...Object.entries({ ...TERMINAL, ...OTHERS }).map(
        ([name, file]) => [resolve(file), `./${name}.mjs`] as const,
      ),
    ]);
    build.onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      const part = kind === 'dynamic-import' ? files.get(resolve(resolveDir, path)) : undefined;
      return part === undefined ? undefined : { path: part, external: true };
    });
  },
};

export interface Bundle {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly inputs: readonly string[];
}

/** Packages too large for this one: taken from beside it, where they are installed. */
const BESIDE: string[] = ['@electric-sql/pglite'];

/** Bundles all parts for a folder; writes nothing. `inputs` are the files of the sources and packages that went in. */
export async function bundleProgram(folder: string): Promise<Bundle> {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  const common = {
    outdir: folder,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20.19',
    jsx: 'automatic',
    legalComments: 'none',
    metafile: true,
    write: false,
    external: BESIDE,
  } as const;
  const define = {
    'process.env.NODE_ENV': '"production"',
    'process.env.PROGRAM_VERSION': JSON.stringify(version),
  };
  const modules = { ...common, format: 'esm', outExtension: { '.js': '.mjs' }, define } as const;
  const [quick, terminal, others] = await Promise.all([
    esbuild({
      ...common,
      entryPoints: QUICK,
      format: 'cjs',
      define: {
        ...define,
        'import.meta.dirname': '__dirname',
        'import.meta.filename': '__filename',
        // For the source tree alone.
        'import.meta.resolve': 'undefined',
      },
      banner: { js: `'use strict';` },
      plugins: [...PLUGINS, apart],
    }),
    esbuild({ ...modules, entryPoints: TERMINAL, plugins: [...PLUGINS, apart] }),
    esbuild({
      ...modules,
      entryPoints: OTHERS,
      splitting: true,
      // Beside the entries, so that import.meta.dirname means dist/ in all of them.
      chunkNames: '[name]-[hash]',
      plugins: [...PLUGINS],
    }),
  ]);
  return {
    files: [
      ...quick.outputFiles.map(({ path, text }) => ({ path, text: requiring(text) })),
      ...[...terminal.outputFiles, ...others.outputFiles].map(({ path, text }) => ({
        path,
        text: withRequire(text),
      })),
    ],
    inputs: [quick, terminal, others].flatMap(({ metafile }) => Object.keys(metafile.inputs)),
  };
}

/** `import()` of one of our own CommonJS files would start the other loader after all. */
function requiring(code: string): string {
  return code.replace(/\bimport\(("\.\/\w+\.js")\)/g, 'Promise.resolve().then(()=>require($1))');
}

/** What CommonJS inside an ES module expects: `require`, `__filename` and `__dirname`. */
export const MODULE_HEAD = [
  `import { createRequire as __createRequire } from 'node:module';`,
  `import { fileURLToPath as __fileURLToPath } from 'node:url';`,
  `const require = __createRequire(import.meta.url);`,
  `const __filename = __fileURLToPath(import.meta.url);`,
  `const __dirname = __filename.replace(/[\\\\/][^\\\\/]*$/, '');`,
].join('');

/** A file that does without the head starts faster. */
function withRequire(code: string): string {
  return /\brequire\b|\b__filename\b|\b__dirname\b/.test(code) ? `${MODULE_HEAD}\n${code}` : code;
}
