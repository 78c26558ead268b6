// Bundles test files, so that many of them run in one process and none of them is compiled while it runs.
import { build } from 'esbuild';
import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ownPlace } from './ownPlace.mjs';

/** Test files declare their tests to the group that loads them. */
const grouped = {
  name: 'grouped',
  setup({ onResolve }) {
    const path = resolve('test/runner/group.mjs');
    onResolve({ filter: /^node:test$/ }, ({ importer }) => (importer === path ? undefined : { path }));
  },
};

/** Builds the code that loads test files and then runs their tests. */
function bundle(loads, outfile, options = {}) {
  const contents = [`import { load, start } from './test/runner/group.mjs';`, ...loads, 'start();'].join(
    '\n',
  );
  return build({
    stdin: { contents, resolveDir: '.' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    jsx: 'automatic',
    sourcemap: true,
    logLevel: 'silent',
    plugins: [ownPlace, grouped],
    ...options,
  });
}

function loading(file) {
  return `await load(${JSON.stringify(file)}, () => import(${JSON.stringify(`./${file}`)}));`;
}

/** As `loading`, but for a file that has an error in it or in what it imports: that one fails, the others run. */
async function loadingIfItBuilds(file, outfile) {
  try {
    await bundle([loading(file)], outfile, { write: false });
    return loading(file);
  } catch (error) {
    return `await load(${JSON.stringify(file)}, () => Promise.reject(${JSON.stringify(error.message)}));`;
  }
}

/**
 * Writes one bundle for each group of test files (those of one folder, or one file; paths with `/`, from the project's
 * folder) into a folder inside the project, so that packages are found from there. Answers with what to start for
 * each, in order, named like its folder or file.
 */
export function bundleGroups(groups, folder) {
  return Promise.all(
    groups.map(async (files) => {
      const name = (files.length === 1 ? files[0] : dirname(files[0])).replaceAll('/', '-');
      const outfile = join(folder, `${name}.bundle.mjs`);
      try {
        await bundle(files.map(loading), outfile);
      } catch {
        const loads = await Promise.all(files.map((file) => loadingIfItBuilds(file, outfile)));
        await bundle(loads, outfile);
      }
      // Source maps count for what is loaded after they are turned on.
      const start = join(folder, `${name}.mjs`);
      await writeFile(start, `process.setSourceMapsEnabled(true);\nawait import('./${name}.bundle.mjs');\n`);
      return start;
    }),
  );
}
