/** Builds dist/: the bundle, the database worker, SQLite's wasm, the compiled course and the licences of what is bundled. */
import { build as esbuild, type OutputFile, type Plugin } from 'esbuild';
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeCompiled } from '../content/compile.ts';
import type { Course } from '../content/model.ts';
import { formatFault } from '../content/faults.ts';
import { loadCourse } from '../content/load.ts';

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

async function bundle(): Promise<{ files: readonly OutputFile[]; inputs: readonly string[] }> {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  const { metafile, outputFiles } = await esbuild({
    entryPoints: { bin: 'src/bin.ts', worker: 'src/db/worker.ts' },
    outdir: OUT,
    // Beside the entries, so that import.meta.url means dist/ in all of them.
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    jsx: 'automatic',
    legalComments: 'none',
    metafile: true,
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.PROGRAM_VERSION': JSON.stringify(version),
    },
    plugins: [noDevtools, noSubprograms, globalProcess],
    write: false,
  });
  return { files: outputFiles, inputs: Object.keys(metafile.inputs) };
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
  const [first = '', ...rest] = code.split('\n');
  return first.startsWith('#!') ? [first, head, ...rest].join('\n') : `${head}\n${code}`;
}

/** The licence texts of the packages that the bundle holds: most licences ask for it. */
async function writeLicences(inputs: readonly string[]): Promise<void> {
  const folders = new Set(
    inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []),
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

// Everything that can fail for what is in the sources comes before the old build goes.
const [bundled, course] = await Promise.all([bundle(), compileCourse()]);
await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await Promise.all([
  ...bundled.files.map(({ path, text }) => writeFile(path, withRequire(text), { mode: 0o755 })),
  writeCompiled(course, join(OUT, 'course')),
  copyFile('node_modules/sql.js/dist/sql-wasm.wasm', join(OUT, 'sql-wasm.wasm')),
  writeLicences(bundled.inputs),
]);
