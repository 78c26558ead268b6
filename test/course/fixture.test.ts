import assert from 'node:assert/strict';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { formatFault } from '../../src/course/faults.ts';
import { readFixtures, type ReadFixtures } from '../../src/course/files/fixture.ts';
import { folderWith } from './helpers.ts';

/** The fixture `f` with these files besides its schema. */
async function read(test: TestContext, files: Readonly<Record<string, string>>): Promise<ReadFixtures> {
  const all = { 'schema.sql': 'CREATE TABLE p (id);', ...files };
  const inFolder = Object.fromEntries(Object.entries(all).map(([name, text]) => [`f/${name}`, text]));
  return readFixtures(path.join(await folderWith(test, inFolder)), 'fixtures');
}

async function faultsIn(
  test: TestContext,
  files: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const { fixtures, faults } = await read(test, files);
  assert.equal(fixtures.length, faults.length > 0 ? 0 : 1);
  return faults.map((fault) => formatFault(fault).replace('fixtures/f/', ''));
}

test('variants by name, with what they are about', async (t) => {
  const { fixtures, faults } = await read(t, {
    'variants/two.sql': '--ABOUT :  two patients: one twice \r\nINSERT INTO p VALUES (1), (2);\r\n',
    'variants/no-rows.sql': '-- about: no rows\n',
  });
  assert.deepEqual(faults, []);
  assert.deepEqual(fixtures[0]?.variants, [
    {
      name: 'no-rows',
      about: 'no rows',
      script: { file: 'fixtures/f/variants/no-rows.sql', sql: '-- about: no rows\n' },
    },
    {
      name: 'two',
      about: 'two patients: one twice',
      script: {
        file: 'fixtures/f/variants/two.sql',
        sql: '--ABOUT :  two patients: one twice \nINSERT INTO p VALUES (1), (2);\n',
      },
    },
  ]);
});

test('variants at fault', async (t) => {
  const mend = 'Begin it with a line such as `-- about: two patients without an mrn`.';
  const stray =
    'This is not a variant. Keep each variant in a file with a lower-case name, such as no-rows.sql.';
  assert.deepEqual(
    await faultsIn(t, {
      'variants/a.sql': 'INSERT INTO p VALUES (1);\n-- about: one\n',
      'variants/b.sql': '-- about: \n',
      'variants/c.sql': '',
      'variants/d.sql': "-- about: x\nINSERT INTO p VALUES ('x);\n",
      'variants/Big.sql': '-- about: x',
      'variants/notes.txt': 'x',
      'variants/e/rows.sql': 'x',
    }),
    [
      `variants/Big.sql:1: ${stray}`,
      `variants/a.sql:1: The variant does not say what its data is about. [INSERT INTO p VALUES (1);] ${mend}`,
      `variants/b.sql:1: The variant does not say what its data is about. [-- about:] ${mend}`,
      `variants/c.sql:1: The variant does not say what its data is about. ${mend}`,
      "variants/d.sql:2: A quotation begins here with ' and does not end. [INSERT INTO p VALUES ('x);] Put ' at its end.",
      `variants/e:1: ${stray}`,
      `variants/notes.txt:1: ${stray}`,
    ],
  );
  assert.deepEqual(await faultsIn(t, { variants: 'x' }), [
    'variants:1: This does not belong to a fixture. Remove it; a fixture holds schema.sql, rows.sql, kinds.sql and the folder variants.',
  ]);
});

test('kinds of rows, in order, each with its query', async (t) => {
  const { fixtures, faults } = await read(t, {
    'kinds.sql': `-- Words for rows.

-- kind p: a patient without an mrn
SELECT id FROM p
WHERE mrn IS NULL; -- not ''

--kind v :  a visit: old
-- by year
WITH o AS (SELECT id FROM v WHERE note <> '
-- kind p: no
') SELECT id FROM o
-- KIND p: a patient
(VALUES (1))
`,
  });
  assert.deepEqual(faults, []);
  assert.deepEqual(fixtures[0]?.kinds, [
    {
      table: 'p',
      name: 'a patient without an mrn',
      query: { sql: "SELECT id FROM p\nWHERE mrn IS NULL; -- not ''", line: 4 },
    },
    {
      table: 'v',
      name: 'a visit: old',
      query: {
        sql: "-- by year\nWITH o AS (SELECT id FROM v WHERE note <> '\n-- kind p: no\n') SELECT id FROM o",
        line: 8,
      },
    },
    { table: 'p', name: 'a patient', query: { sql: '(VALUES (1))', line: 13 } },
  ]);
  assert.deepEqual((await read(t, { 'kinds.sql': '' })).fixtures[0]?.kinds, []);
});

test('kinds at fault', async (t) => {
  assert.deepEqual(
    await faultsIn(t, {
      'kinds.sql': `SELECT 0;
-- kind p: nothing
-- later
-- kind p patients
SELECT 1;
-- kind p: two
SELECT 1;
SELECT 2;
-- kind p: gone

DELETE FROM p;
`,
    }),
    [
      'kinds.sql:1: This SQL belongs to no kind of row. [SELECT 0;] Put a line such as `-- kind patients: a patient without an mrn` above it.',
      'kinds.sql:2: The kind "nothing" has no query. [-- kind p: nothing] Write a SELECT below it that gives the primary keys of such rows in p.',
      'kinds.sql:4: The line does not give a table and a kind of row. [-- kind p patients] Write it like `-- kind patients: a patient without an mrn`.',
      'kinds.sql:7: There is more than one statement. [SELECT 1;] Write one SELECT statement.',
      'kinds.sql:11: The query does not begin with SELECT. [DELETE FROM p;] Write one SELECT statement.',
    ],
  );
  assert.deepEqual(await faultsIn(t, { 'kinds.sql': '-- kind p: x\nSELECT /* 1;\n' }), [
    'kinds.sql:2: A comment begins here with /* and does not end. [SELECT /* 1;] Put */ at its end.',
  ]);
});
