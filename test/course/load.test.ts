import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { formatFault } from '../../src/course/faults.ts';
import { loadCourse } from '../../src/course/files/load.ts';
import type { Course } from '../../src/course/model.ts';
import { folderWith, FRONT } from './helpers.ts';

const lesson = (...replacements: readonly (readonly [string, string])[]) =>
  replacements.reduce((text, [from, to]) => text.replace(from, to), `${FRONT}## S\n\nText.\n`);
const needing = (slugs: string) => lesson(['minutes: 10', `minutes: 10\nneeds: [${slugs}]`]);
const SCHEMA = { 'fixtures/clinic/schema.sql': 'CREATE TABLE patients (id);\r\n' };

type Files = Readonly<Record<string, string | Uint8Array>>;

async function courseOf(folder: string): Promise<Course> {
  const loaded = await loadCourse(folder);
  assert.ok(loaded.ok, loaded.ok ? '' : loaded.faults.map(formatFault).join('\n'));
  return loaded.course;
}

async function faultsIn(test: TestContext, files: Files, folder = '.'): Promise<readonly string[]> {
  const loaded = await loadCourse(path.join(await folderWith(test, files), folder));
  return loaded.ok ? [] : loaded.faults.map(formatFault);
}

test('a whole course: lessons in order, fixtures by id, all frozen', async (t) => {
  const folder = await folderWith(t, {
    ...SCHEMA,
    'fixtures/clinic/rows.sql': 'INSERT INTO patients VALUES (1);',
    'fixtures/bare/schema.sql': 'CREATE TABLE a (b);',
    'lessons/100-later.md': needing('first'),
    'lessons/02-first.md': lesson(),
    'lessons/.DS_Store': '\xff',
    'README.md': '# Read me',
  });
  const course = await courseOf(folder);
  assert.equal(course.title, path.basename(folder));
  assert.deepEqual(
    course.lessons.map(({ number, slug, file }) => [number, slug, file]),
    [
      [2, 'first', 'lessons/02-first.md'],
      [100, 'later', 'lessons/100-later.md'],
    ],
  );
  assert.deepEqual(course.fixtures, {
    bare: {
      id: 'bare',
      scripts: [{ file: 'fixtures/bare/schema.sql', sql: 'CREATE TABLE a (b);' }],
      variants: [],
      kinds: [],
    },
    clinic: {
      id: 'clinic',
      scripts: [
        { file: 'fixtures/clinic/schema.sql', sql: 'CREATE TABLE patients (id);\n' },
        { file: 'fixtures/clinic/rows.sql', sql: 'INSERT INTO patients VALUES (1);' },
      ],
      variants: [],
      kinds: [],
    },
  });
  assert.ok(Object.isFrozen(course.fixtures.clinic.scripts[0]));
  assert.ok(Object.isFrozen(course.lessons[0]?.steps));
});

test('a given title is taken', async (t) => {
  const loaded = await loadCourse(
    await folderWith(t, { ...SCHEMA, 'lessons/01-a.md': lesson() }),
    'learn-migrations',
  );
  assert.equal(loaded.ok && loaded.course.title, 'learn-migrations');
});

test('a folder of lessons, with the fixtures in it or beside it', async (t) => {
  const inside = await folderWith(t, { ...SCHEMA, '01-a.md': lesson(), 'README.md': 'x' });
  assert.equal((await courseOf(inside)).lessons[0]?.file, '01-a.md');
  const beside = await folderWith(t, { ...SCHEMA, 'lessons/01-a.md': lesson() });
  const course = await courseOf(path.join(beside, 'lessons'));
  assert.equal(course.title, path.basename(beside));
  assert.equal(course.fixtures['clinic']?.scripts[0]?.file, '../fixtures/clinic/schema.sql');
});

test(
  'a linked lesson is read, a dangling link is stray',
  { skip: process.platform === 'win32' },
  async (t) => {
    const folder = await folderWith(t, {
      ...SCHEMA,
      'elsewhere/x.md': lesson(),
      'lessons/01-a.md': lesson(),
    });
    await symlink('../elsewhere/x.md', path.join(folder, 'lessons/02-b.md'));
    assert.equal((await courseOf(folder)).lessons.length, 2);
    await symlink('nowhere', path.join(folder, 'lessons/03-c.md'));
    const loaded = await loadCourse(folder);
    assert.deepEqual(loaded.ok || loaded.faults.map((fault) => [fault.file, fault.message]), [
      ['lessons/03-c.md', 'This is not a lesson file.'],
    ]);
  },
);

test('no folder, no lessons', async (t) => {
  const folder = await folderWith(t, { 'a.txt': '', 'b/lessons/note.txt': '' });
  const missing = path.join(folder, 'nowhere');
  assert.deepEqual(
    await faultsIn(t, {}, 'nowhere').then((faults) =>
      faults.map((fault) => fault.replace(/^.*nowhere/, 'nowhere')),
    ),
    [
      'nowhere:1: There is no such folder, or it cannot be read. Name a folder that holds a course: lesson files, or a folder lessons and a folder fixtures.',
    ],
  );
  assert.equal((await loadCourse(missing)).ok, false);
  const none =
    'There are no lessons in this folder. Add a file NN-slug.md, or name a folder that holds such files.';
  const empty = await loadCourse(folder);
  assert.deepEqual(empty.ok || empty.faults.map(formatFault), [`${folder}:1: ${none}`]);
  const stray = await loadCourse(path.join(folder, 'b'));
  assert.deepEqual(stray.ok || stray.faults.map(formatFault), [
    `lessons:1: ${none}`,
    'lessons/note.txt:1: This is not a lesson file. Rename it to NN-slug.md (lower-case words joined by hyphens), or move it away.',
  ]);
});

test('stray files', async (t) => {
  const mend =
    'This is not a lesson file. Rename it to NN-slug.md (lower-case words joined by hyphens), or move it away.';
  const files = {
    ...SCHEMA,
    'lessons/01-a.md': lesson(),
    'lessons/2-b.md': 'x',
    'lessons/README.md': 'for authors',
    'lessons/readme.txt': 'x',
    'lessons/03-c.md/x': '',
  };
  assert.deepEqual(await faultsIn(t, files), [
    `lessons/03-c.md:1: ${mend}`,
    `lessons/2-b.md:1: ${mend}`,
    `lessons/readme.txt:1: ${mend}`,
  ]);
  assert.deepEqual(await faultsIn(t, { ...SCHEMA, '01-a.md': lesson(), 'x.txt': '' }), [`x.txt:1: ${mend}`]);
});

test('numbers and slugs are unique', async (t) => {
  assert.deepEqual(
    await faultsIn(t, {
      ...SCHEMA,
      'lessons/01-a.md': lesson(),
      'lessons/001-b.md': lesson(),
      'lessons/02-a.md': lesson(),
    }),
    [
      'lessons/01-a.md:1: The number 1 is taken by lessons/001-b.md. Give one of the two files another number.',
      'lessons/02-a.md:1: The slug "a" is taken by lessons/01-a.md. Give one of the two files another slug.',
    ],
  );
});

test('needs exist, also in a lesson with other faults', async (t) => {
  const files = {
    ...SCHEMA,
    'lessons/01-a-ledger.md': `${FRONT}## S\n\n<div>\n`,
    'lessons/02-b.md': needing('a-leger').replace('summary: Add, fill, tighten', 'summary: 1'),
    'lessons/03-c.md': needing('a-ledger, something'),
  };
  assert.deepEqual(await faultsIn(t, files), [
    'lessons/01-a-ledger.md:11: HTML has no place in a lesson. [<div>] Write it in Markdown, or in `backticks` where it is meant as text.',
    'lessons/02-b.md:4:1: "summary" must be one line of text. [summary: 1] Write for instance `summary: Add, fill, tighten`.',
    'lessons/02-b.md:6: There is no lesson "a-leger". [a-leger] Did you mean "a-ledger"?',
    'lessons/03-c.md:6: There is no lesson "something". [something] Name a lesson by the slug in its file name, or remove it.',
  ]);
});

test('needs go in no circle', async (t) => {
  const files = {
    ...SCHEMA,
    'lessons/01-a.md': needing('c'),
    'lessons/02-b.md': needing('a'),
    'lessons/03-c.md': needing('b'),
    'lessons/04-d.md': needing('a, d'),
    'lessons/05-e.md': needing('d'),
  };
  assert.deepEqual(await faultsIn(t, files), [
    'lessons/01-a.md:6: No lesson of this circle can come first: a needs c needs b needs a. [c] Remove one of these needs.',
    'lessons/04-d.md:6: No lesson of this circle can come first: d needs d. [d] Remove one of these needs.',
  ]);
});

test('the fixture exists', async (t) => {
  const using = (id: string) => lesson(['fixture: clinic', `fixture: ${id}`]);
  assert.deepEqual(
    await faultsIn(t, {
      ...SCHEMA,
      'lessons/01-a.md': using('clinc'),
      'lessons/02-b.md': using('constructor'),
    }),
    [
      'lessons/01-a.md:6: There is no fixture "clinc". [clinc] Did you mean "clinic"?',
      'lessons/02-b.md:6: There is no fixture "constructor". [constructor] Make a folder fixtures/constructor with a schema.sql.',
    ],
  );
  assert.deepEqual(await faultsIn(t, { 'lessons/01-a.md': lesson() }), [
    'lessons/01-a.md:6: There is no fixture "clinic". [clinic] Make a folder fixtures/clinic with a schema.sql.',
  ]);
});

test('fixtures at fault', async (t) => {
  const files = {
    ...SCHEMA,
    'lessons/01-a.md': lesson(),
    'fixtures/clinic/rows.sql': 'SELECT 1;\r\nSELECT \0;\n',
    'fixtures/clinic/notes.txt': '',
    'fixtures/empty/rows.sql': '-- nothing\n',
    'fixtures/Clinic 2/schema.sql': 'SELECT 1;',
    'fixtures/stray.sql': 'SELECT 1;',
  };
  assert.deepEqual(await faultsIn(t, files), [
    'fixtures/Clinic 2:1: This is not a fixture. Keep each fixture in a folder with a lower-case name, such as clinic.',
    'fixtures/clinic/notes.txt:1: This does not belong to a fixture. Remove it; a fixture holds schema.sql, rows.sql, kinds.sql and the folder variants.',
    'fixtures/clinic/rows.sql:2:8: A NUL character stands in the text. [SELECT ␀;] Remove it; write char(0).',
    'fixtures/empty/rows.sql:1: The script holds no SQL. Write the SQL, or remove the file.',
    'fixtures/empty/schema.sql:1: The fixture "empty" has no schema.sql. Write the CREATE TABLE statements into it.',
    'fixtures/stray.sql:1: This is not a fixture. Keep each fixture in a folder with a lower-case name, such as clinic.',
  ]);
});

test('files that are not UTF-8 or too large', async (t) => {
  const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
  const files = {
    'lessons/01-a.md': latin1(`${FRONT}## S\r\n\r\nZo\xeb\n`),
    'lessons/02-b.md': lesson() + 'x'.repeat(256 * 1024),
    'lessons/03-c.md': '',
    'fixtures/clinic/schema.sql': latin1('SELECT 1;\n-- \xe9\n'),
  };
  assert.deepEqual(await faultsIn(t, files), [
    'fixtures/clinic/schema.sql:2: The file is not UTF-8. [-- \ufffd] Save it as UTF-8.',
    'lessons/01-a.md:11: The file is not UTF-8. [Zo\ufffd] Save it as UTF-8.',
    'lessons/02-b.md:1: The file is larger than 256 kB. Make it smaller, or divide it.',
    'lessons/03-c.md:1: The lesson does not begin with front matter. Begin the file with `---`, its keys, and `---` again.',
    'lessons/03-c.md:1: The lesson has no steps. Begin each step with a `##` heading.',
  ]);
});
