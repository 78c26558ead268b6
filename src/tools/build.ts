/** Builds dist/: the bundle, the database worker, SQLite's wasm, the compiled course and the licences of what is bundled. */
import { build as esbuild, type Plugin } from 'esbuild';
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeCompiled } from '../course/files/compile.ts';
import { exerciseFile } from '../course/files/compiled.ts';
import type { Course } from '../course/model.ts';
import { formatFault } from '../course/faults.ts';
import { loadCourse } from '../course/files/load.ts';
import { createDatabase } from '../worker/client.ts';
import { compileReference } from '../grading/run/compileReference.ts';
import { referenceFor } from '../grading/run/reference.ts';

const OUT = 'dist';

/** Ink imports the devtools only where DEV is set; the package is large and not installed. */
const noDevtools: Plugin = {
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
const globalProcess: Plugin = {
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
 * The parts that start at once, as CommonJS: Node's loader of ES modules takes a quarter of the time in which Node
 * itself starts. Each is one file.
 */
const QUICK: Readonly<Record<string, string>> = {
  bin: 'src/bin.ts',
  main: 'src/cli/main.ts',
  check: 'src/cli/check.ts',
  worker: 'src/worker/worker.ts',
};

/** The terminal's part: Ink has to be an ES module. One file, because each file that is loaded on the way to the first frame delays it. */
const TERMINAL: Readonly<Record<string, string>> = { interactive: 'src/cli/interactive.ts' };

/** The parts that are loaded when a command needs them, as ES modules, which share what they have in common. */
const OTHERS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['run', 'export', 'progress', 'reset', 'dev'].map((name) => `cli/${name}`),
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

interface Bundle {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly inputs: readonly string[];
}

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

async function bundle(): Promise<Bundle> {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  const common = {
    outdir: OUT,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20.19',
    jsx: 'automatic',
    legalComments: 'none',
    metafile: true,
    write: false,
  } as const;
  const plugins = [noDevtools, noSubprograms, globalProcess, lateWidths, noFetch];
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
      plugins: [...plugins, apart],
    }),
    esbuild({ ...modules, entryPoints: TERMINAL, plugins: [...plugins, apart] }),
    esbuild({
      ...modules,
      entryPoints: OTHERS,
      splitting: true,
      // Beside the entries, so that import.meta.dirname means dist/ in all of them.
      chunkNames: '[name]-[hash]',
      plugins,
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

/** CommonJS inside an ES module expects these three; a file that does not, starts faster without them. */
function withRequire(code: string): string {
  if (!/\brequire\b|\b__filename\b|\b__dirname\b/.test(code)) return code;
  const head = [
    `import { createRequire as __createRequire } from 'node:module';`,
    `import { fileURLToPath as __fileURLToPath } from 'node:url';`,
    `const require = __createRequire(import.meta.url);`,
    `const __filename = __fileURLToPath(import.meta.url);`,
    `const __dirname = __filename.replace(/[\\\\/][^\\\\/]*$/, '');`,
  ].join('');
  return `${head}\n${code}`;
}

/** The licence texts of the packages that the bundle holds: most licences ask for it. */
async function writeLicences(inputs: readonly string[]): Promise<void> {
  const folders = new Set(
    inputs.flatMap((input) => /^([^:]*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []),
  );
  const texts = await Promise.all(
    [...folders].sort().map(async (folder) => {
      const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
        name: string;
        version: string;
        license?: string;
      };
      const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file === undefined ? '' : `\n\n${(await readFile(join(folder, file), 'utf8')).trim()}`;
      return `${name} ${version} (${license ?? 'see its package'})${text}`;
    }),
  );
  await writeFile(join(OUT, 'THIRD-PARTY-LICENCES.txt'), texts.join(`\n\n${'-'.repeat(72)}\n\n`) + '\n');
}

async function compileCourse(): Promise<Course> {
  const loaded = await loadCourse('.', 'learn-migrations');
  if (!loaded.ok) {
    for (const fault of loaded.faults) console.error(formatFault(fault));
    throw new Error('the lessons are broken');
  }
  return loaded.course;
}

/** What grading measures answers against, run by the worker that was just built. Where an exercise does not hold, grading says so itself. */
async function compileExercises({ lessons, fixtures }: Course): Promise<void> {
  const answers = createDatabase({ workerUrl: pathToFileURL(join(OUT, 'worker.js')), spare: false });
  for (const lesson of lessons) {
    const { exercise, slug } = lesson;
    const fixture = fixtures[lesson.fixture];
    if (exercise === null || fixture === undefined) continue;
    try {
      const reference = referenceFor(lesson, exercise, fixture, { answers, now: Date.now() });
      const bytes = await compileReference(exercise, fixture, reference);
      if (bytes !== null) await writeFile(join(OUT, 'course', exerciseFile(slug)), bytes);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      console.error(`The exercise of ${slug} is left to be worked out when it is graded: ${message}`);
    }
  }
  await answers.close();
}

// Everything that can fail for what is in the sources comes before the old build goes.
const [bundled, course] = await Promise.all([bundle(), compileCourse()]);
await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await Promise.all([
  ...bundled.files.map(({ path, text }) => writeFile(path, text, { mode: 0o755 })),
  // What ends in .js is CommonJS here.
  writeFile(join(OUT, 'package.json'), '{ "type": "commonjs" }\n'),
  writeCompiled(course, join(OUT, 'course')),
  copyFile('node_modules/sql.js/dist/sql-wasm.wasm', join(OUT, 'sql-wasm.wasm')),
  writeLicences(bundled.inputs),
]);
await compileExercises(course);
