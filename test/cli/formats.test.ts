/** What the help says of the JSON formats is what the JSON has. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { CHECK_FORMAT, RUN_FORMAT } from '../../src/cli/formats.ts';
import { cli } from '../support/cli.ts';

/** Keys by which data is named, not the format: tables, versions, columns. */
type Named = readonly string[];

/** Every key of a value, however deep; of the entries of `maps` only what is in them. */
function keysIn(value: unknown, maps: Named, within = ''): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  const entries = Array.isArray(value)
    ? value.map((each: unknown) => [within, each] as const)
    : Object.entries(value);
  const own = Array.isArray(value) || maps.includes(within) ? [] : entries.map(([key]) => key);
  return new Set([...own, ...entries.flatMap(([key, each]) => [...keysIn(each, maps, key)])]);
}

/** The names in double quotes of the format that are no values: those before `:`, `,` or `}`, save behind `:` and `|`. */
function keysOf(format: string): ReadonlySet<string> {
  const object = /\n(\{[^]*?\})\n\n/.exec(format)?.[1] ?? '';
  return new Set([...object.matchAll(/(?<![:|]\s*)"(\w+)"/g)].map(([, key]) => key ?? ''));
}

test('run --help describes every key of run --json, and no other', async () => {
  const { stdout: help } = await cli(['run', '--help']);
  assert.ok(help.includes(RUN_FORMAT.trim()));
  // Between them, these two rename, lose, and have versions of an application.
  const runs = await Promise.all(['9', '18'].map((lesson) => cli(['run', lesson, '--json'])));
  const maps = ['tables', 'apps', 'afterwards'];
  const found = new Set(runs.flatMap(({ stdout }) => [...keysIn(JSON.parse(stdout), maps)]));
  const examples = ['visits', 'A0', 'A1', 'blob'];
  // What is in lists that are empty in these two.
  examples.push('how', 'what', 'now', 'table', 'target', 'missing');
  const said = [...keysOf(RUN_FORMAT)].filter((key) => !examples.includes(key));
  assert.deepEqual(said.sort(), [...found].sort());
});

test('check --help describes every key of check --json, and no other', async () => {
  const { stdout: help } = await cli(['check', '--help']);
  assert.ok(help.includes(CHECK_FORMAT.trim()));
  const answers = ['UPDATE visits SET nothing = 1;', 'SELECT 1;'];
  const reports = await Promise.all(
    answers.map(
      async (input) => JSON.parse((await cli(['check', '1', '-', '--json'], { input })).stdout) as object,
    ),
  );
  const found = new Set(reports.flatMap((report) => [...keysIn(report, ['expected', 'actual'])]));
  assert.deepEqual([...keysOf(CHECK_FORMAT)].sort(), [...found].sort());
});
