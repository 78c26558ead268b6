/** The smallest program that Ink can make, bundled like ours: what the first frame is measured against. */
import { build } from 'esbuild';
import { join } from 'node:path';
import { MODULE_HEAD } from '../../src/tools/bundle.ts';
import { globalProcess, noDevtools } from '../../src/tools/plugins.ts';
import { ROOT, temporaryFolder } from './processes.ts';

/** What it shows. */
export const GREETING = 'Hello, world';

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
    banner: { js: MODULE_HEAD },
    // Without these it would do worse than any Ink program needs to.
    plugins: [noDevtools, globalProcess],
    logLevel: 'error',
  });
  return outfile;
}
