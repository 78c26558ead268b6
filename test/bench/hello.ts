/** The smallest program that Ink can make, bundled like ours: what the first frame is measured against. */
import { build, type Plugin } from 'esbuild';
import { join } from 'node:path';
import { ROOT, temporaryFolder } from './processes.ts';

/** What it shows. */
export const GREETING = 'Hello, world';

// src/tools/build.ts builds as soon as it is imported, so what its bundle is made with stands here once more:
// the options that change how fast a bundle starts, and two of its plugins: without them it would do worse than any Ink program needs to.
const plugins: Plugin[] = [
  {
    name: 'no-devtools',
    setup(build) {
      build.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'devtools', namespace: 'stub' }));
      build.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'export default {};' }));
    },
  },
  {
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
  },
];

const HEAD = [
  `import { createRequire as __createRequire } from 'node:module';`,
  `import { fileURLToPath as __fileURLToPath } from 'node:url';`,
  `const require = __createRequire(import.meta.url);`,
  `const __filename = __fileURLToPath(import.meta.url);`,
  `const __dirname = __filename.replace(/[\\\\/][^\\\\/]*$/, '');`,
].join('');

/** Bundles it, and returns its file. */
export async function bundleHello(): Promise<string> {
  const outfile = join(temporaryFolder(), 'hello.mjs');
  await build({
    stdin: {
      contents: `import { render, Text } from 'ink'; render(<Text>${GREETING}</Text>);`,
      loader: 'tsx',
      resolveDir: ROOT,
    },
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    jsx: 'automatic',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: { js: HEAD },
    plugins,
    logLevel: 'error',
  });
  return outfile;
}
