/** The README says what is there. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { actionKinds } from '../src/course/markdown/actions.ts';
import { cli } from './support/cli.ts';
import { ROOT } from './support/course.ts';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The text below a heading, up to the next of its level. */
function section(heading: string): string {
  const text = readme.split(`\n${heading}\n`)[1];
  assert.ok(text !== undefined, heading);
  return text.split(/\n##? /)[0] ?? '';
}

test('the layout names every folder of the source', () => {
  const said = [...section('## Source').matchAll(/^src\/(\S+?)\/? {2,}/gm)].map(([, name]) => name);
  assert.deepEqual(said.sort(), readdirSync(join(ROOT, 'src')).sort());
});

test('every command that the help lists is in the table of commands, and the other way round', async () => {
  const { stdout } = await cli(['--help']);
  const listed = [...(stdout.split('Commands:')[1] ?? '').matchAll(/^ {2}([a-z]+) /gm)].map(
    ([, name]) => name,
  );
  const said = [...section('## Commands').matchAll(/^\| `learn-migrations ([a-z]+)/gm)].map(
    ([, name]) => name,
  );
  assert.ok(listed.length > 5);
  assert.deepEqual([...new Set(said)].sort(), listed.sort());
});

test('every file that the README names is there', () => {
  const named = [
    ...[...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, file]) => file ?? ''),
    ...[...readme.matchAll(/`((?:src|test|lessons|fixtures)\/[^`\s<>]+)`/g)].map(([, file]) => file ?? ''),
  ];
  assert.ok(named.length > 2);
  assert.deepEqual(
    named.filter((file) => !existsSync(join(ROOT, file))),
    [],
  );
});

test('a kind of step action is spelled out in the files that the README names for it, and in no other', () => {
  const row = readme.split('\n').find((line) => line.startsWith('| a kind of step action |')) ?? '';
  const named = [...row.matchAll(/`(src\/[^`]+)`/g)].map(([, file]) => file ?? '');
  const kinds = Object.keys(actionKinds);
  const spellOut = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .filter((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return kinds.every((kind) => new RegExp(`(?:case |type: )'${kind}'|^  ${kind}: \\{`, 'm').test(text));
    });
  assert.equal(named.length, 4);
  assert.deepEqual(spellOut.sort(), named.sort());
});
