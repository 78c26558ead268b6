/** The shape of the source: what may know what, and what a command loads. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BIN, cli, temporaryFolder } from './support/cli.ts';
import { ROOT } from './support/course.ts';
import { cyclesIn, importGraph, importsOf, loadedWith } from './support/imports.ts';

/** From the bottom up: each group may know those before it and itself. */
const LAYERS = [
  ['sql'],
  ['words'],
  ['course'],
  ['database'],
  ['diff'],
  ['migrate'],
  ['rollout', 'lesson'],
  ['grading'],
  ['worker'],
  ['tutor'],
  ['view'],
  ['render'],
  ['app'],
  ['tui'],
  ['cli'],
];

/** Folders without files, processes, clock or React. */
const PURE =
  /^(?:words|sql|diff|tutor|view|render|lesson(?!\/player)|rollout(?!\/run)|grading(?!\/run)|database(?!\/(?:sqlite|postgres)))\//;

const graph = importGraph(join(ROOT, 'src'));

function layerOf(file: string): string {
  const [folder = '', ...rest] = file.split('/');
  return rest.length === 0 ? file : folder;
}

/** -1: in no layer. */
function levelOf(file: string): number {
  return LAYERS.findIndex((group) => group.includes(layerOf(file)));
}

test('the reader of imports reads all the forms that are in use', () => {
  const text = `/** import x from 'no'; */
// import y from 'no';
import a from 'a';
import { b, type B } from "b";
import type { C } from 'c';
import {
  d,
} from './d.ts';
import * as e from 'e';
import 'f';
export { g } from 'g';
export type { H } from 'h';
export * from 'i';
const j = await import('j');
export const notOne = 'from "no"';
`;
  assert.deepEqual(
    importsOf(text).map(({ specifier, kind }) => `${specifier} ${kind}`),
    [
      'a static',
      'b static',
      'c type',
      './d.ts static',
      'e static',
      'f static',
      'g static',
      'h type',
      'i static',
      'j dynamic',
    ],
  );
});

test('every file is in a layer, and no layer knows one above it', () => {
  const wrong: string[] = [];
  for (const [file, imports] of graph) {
    const layer = layerOf(file);
    if (layer === 'tools' || file === 'bin.ts') continue;
    assert.ok(levelOf(file) >= 0, `src/${file} is in no layer`);
    for (const { target, inside } of imports) {
      if (!inside) continue;
      const level = levelOf(target);
      if (level < 0 || level > levelOf(file)) wrong.push(`${file} imports ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('what there is to see, and how it is rendered, is told without the tutor', () => {
  const wrong = [...graph].flatMap(([file, imports]) =>
    ['view', 'render'].includes(layerOf(file))
      ? imports
          .filter(({ target }) => layerOf(target) === 'tutor')
          .map(({ target }) => `${file} imports ${target}`)
      : [],
  );
  assert.deepEqual(wrong, []);
});

test('what is spoken, written as JSON or put in words knows nothing of the terminal’s lines', () => {
  const wrong = [...graph].flatMap(([file, imports]) =>
    /^render\/(?:speech|words|json|spans)\//.test(file)
      ? imports
          .filter(({ target }) => target.startsWith('render/terminal/'))
          .map(({ target }) => `${file} imports ${target}`)
      : [],
  );
  assert.deepEqual(wrong, []);
});

test('nothing imports the tools or the entry', () => {
  const wrong = [...graph].flatMap(([file, imports]) =>
    imports.filter(
      ({ target }) => target === 'bin.ts' || (layerOf(target) === 'tools' && layerOf(file) !== 'tools'),
    ),
  );
  assert.deepEqual(wrong, []);
});

test('no file imports itself by a detour, not even for a type', () => {
  assert.deepEqual(cyclesIn(graph, ['static', 'dynamic', 'type']), []);
});

test('what only reckons is pure: no files, no processes, no clock, no React', () => {
  for (const [file, imports] of graph) {
    if (!PURE.test(file)) continue;
    for (const { target, inside } of imports) {
      const outside = /^(?:node:(?!util$)|react$|ink$|sql\.js|drizzle)/.test(target);
      assert.ok(inside || !outside, `src/${file} imports ${target}`);
    }
    const text = readFileSync(join(ROOT, 'src', file), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
    assert.doesNotMatch(
      text,
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bconsole\.(?:log|error|warn)|\bsetTimeout\(/,
      file,
    );
  }
});

test('only the terminal knows Ink and React, only a database engine knows sql.js and drizzle', () => {
  for (const [file, imports] of graph) {
    for (const { target, kind } of imports) {
      if (kind === 'type') continue;
      if (target.startsWith('@electric-sql/'))
        assert.equal(`${file} ${kind}`, 'database/postgres/library.ts dynamic');
      if (/^(?:ink|react)(?:\/|$)/.test(target))
        assert.equal(layerOf(file), 'tui', `src/${file} imports ${target}`);
      if (/^(?:sql\.js|drizzle-orm)(?:\/|$)/.test(target))
        assert.match(file, /^database\/[^/]+\//, `src/${file} imports ${target}`);
    }
  }
});

test('what is written on the port names no engine', () => {
  const wrong = [...graph].flatMap(([file, imports]) =>
    imports
      // What SQLite makes of a declared type is asked for where a column is shown or compared.
      .filter(({ target }) => /^database\/(?!sqlite\/affinity\.ts$)[^/]+\//.test(target))
      .filter(() => layerOf(file) !== 'database' && layerOf(file) !== 'tools')
      .map(({ target }) => `${file} imports ${target}`),
  );
  assert.deepEqual(wrong, []);
});

test('what each command imports: list no Ink and no sql.js, run no Ink', () => {
  const start = ['bin.ts', 'cli/main.ts'];
  const packages = (command: string): readonly string[] =>
    [...loadedWith(graph, ...start, `cli/commands/${command}.ts`)].filter((name) => !graph.has(name));
  assert.deepEqual(
    packages('list').filter((name) => /^(?:ink|react|sql\.js|drizzle-orm|mdast|zod|yaml)/.test(name)),
    [],
  );
  assert.deepEqual(
    packages('list').filter((name) => name.includes('worker_threads')),
    [],
  );
  for (const command of ['run', 'check', 'reset'].filter((name) => graph.has(`cli/commands/${name}.ts`))) {
    assert.deepEqual(
      packages(command).filter((name) => /^(?:ink|react|sql\.js|drizzle-orm)/.test(name)),
      [],
      command,
    );
  }
});

/** A module that writes the address of every file that the process or a worker of it loads into a file. */
function recorder(): { readonly node: readonly string[]; readonly loaded: () => readonly string[] } {
  const folder = temporaryFolder();
  const log = join(folder, 'loaded.txt');
  const hooks = join(folder, 'hooks.mjs');
  const register = join(folder, 'register.mjs');
  writeFileSync(log, '');
  writeFileSync(
    hooks,
    `import { appendFileSync } from 'node:fs';
export async function load(url, context, next) {
  appendFileSync(${JSON.stringify(log)}, url + '\\n');
  return next(url, context);
}`,
  );
  writeFileSync(
    register,
    // What is required does not pass through the hooks.
    `import module from 'node:module';
import { appendFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
module.register(${JSON.stringify(pathToFileURL(hooks).href)});
const compile = module._extensions['.js'];
module._extensions['.js'] = (loading, file) => {
  appendFileSync(${JSON.stringify(log)}, pathToFileURL(file).href + '\\n');
  compile(loading, file);
};`,
  );
  return {
    node: ['--import', pathToFileURL(register).href],
    loaded: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        // PGlite is a package of its own, not bundled.
        .filter((url) => url.startsWith(pathToFileURL(DIST).href) || url.includes('@electric-sql')),
  };
}

const DIST = join(ROOT, 'dist');

/** Texts by which a package is known in a minified bundle. */
const MARKS = {
  ink: 'INK_SCREEN_READER',
  react: 'react.transitional.element',
  sqlite: 'sqlite3_prepare_v2',
  postgres: 'pg_control_checkpoint',
  zod: 'ZodError',
  markdown: 'codeFencedFenceInfo',
} as const;
type Mark = keyof typeof MARKS;

function marksIn(files: readonly string[]): ReadonlySet<Mark> {
  const texts = files.map((url) => readFileSync(url.startsWith('file:') ? fileURLToPath(url) : url, 'utf8'));
  return new Set(
    (Object.keys(MARKS) as Mark[]).filter((mark) => texts.some((text) => text.includes(MARKS[mark]))),
  );
}

test('what is built has all of these packages, each to be known by its mark', () => {
  const built = readdirSync(DIST).filter((name) => /\.m?js$/.test(name));
  assert.deepEqual(
    [...marksIn(built.map((name) => join(DIST, name)))].sort(),
    (Object.keys(MARKS) as Mark[]).sort(),
  );
  assert.deepEqual([...marksIn([join(DIST, 'worker.js')])], ['sqlite']);
  assert.deepEqual([...marksIn([join(DIST, 'postgres.js')])], ['postgres']);
});

test('what is built and really loaded: list no Ink, no database, no parser; run no Ink and no PostgreSQL', async () => {
  const loads = async (args: readonly string[], status = 0) => {
    const { node, loaded } = recorder();
    const ran = await cli(args, { node });
    assert.equal(ran.status, status, ran.stderr);
    assert.ok(loaded().includes(pathToFileURL(BIN).href));
    assert.deepEqual(
      loaded().filter((url) => url.includes('@electric-sql')),
      [],
    );
    return [...marksIn(loaded())].sort();
  };
  assert.deepEqual(await loads(['list']), []);
  assert.deepEqual(await loads(['list', '--json']), []);
  assert.deepEqual(await loads(['--help']), []);
  assert.deepEqual(await loads([], 2), []);
  assert.deepEqual(await loads(['reset', '--yes']), []);
  assert.deepEqual(await loads(['run', '1', '--step', '1', '--json']), ['sqlite']);
});
