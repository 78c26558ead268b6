import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { writeCompiled } from '../../src/course/files/compile.ts';
import {
  headOf,
  readCompiledFixture,
  readCompiledIndex,
  readCompiledLesson,
} from '../../src/course/files/compiled.ts';
import { loadCourse } from '../../src/course/files/load.ts';
import { compiledSource, sourceOf } from '../../src/course/files/source.ts';
import { APPS_FRONT, APPS_STEP, fence, folderWith, FRONT, TASK } from './helpers.ts';

const FILES = {
  'lessons/01-con.md': `${FRONT}## S\n\n> [!NOTE]\n> Text.\n\n${fence('sql migration a')}`,
  'lessons/02-b.md': `${FRONT}## S\n\nText.\n\n## Exercise: x\n\n${TASK}${fence('sql solution twice')}`,
  'lessons/03-c.md': `${APPS_FRONT}${APPS_STEP}## Lab: x\n\nText.\n\n${fence('lab', 'after: 0\nfleet: [A0]\nmoves: [{ id: a, label: b, deploy: A1 }]\nchallenges: [{ title: a, goal: b }]')}`,
  'fixtures/clinic/schema.sql': 'CREATE TABLE patients (id);',
  'fixtures/clinic/kinds.sql': '-- kind patients: a patient\nSELECT id FROM patients;',
  'fixtures/clinic/variants/no-rows.sql': '-- about: no patients',
};

test('a compiled course reads back as it was', async (t) => {
  const folder = await folderWith(t, FILES);
  const loaded = await loadCourse(folder);
  assert.ok(loaded.ok);
  const { course } = loaded;
  const compiled = path.join(folder, 'dist/course');
  await writeCompiled(course, compiled);

  assert.deepEqual(await readCompiledIndex(compiled), {
    title: course.title,
    lessons: course.lessons.map(headOf),
  });
  assert.deepEqual(await readCompiledLesson(compiled, 'con'), course.lessons[0]);
  const exercised = await readCompiledLesson(compiled, 'b');
  assert.deepEqual(exercised, course.lessons[1]);
  assert.equal(exercised.exercise?.twice, true);
  const ordered = await readCompiledLesson(compiled, 'c');
  assert.deepEqual(ordered, course.lessons[2]);
  assert.deepEqual(
    [ordered.apps.length, ordered.fleet, ordered.steps[0]?.fleet, ordered.lab?.moves.length],
    [2, ['A0'], ['A0'], 1],
  );
  const fixture = await readCompiledFixture(compiled, 'clinic');
  assert.deepEqual(fixture, course.fixtures['clinic']);
  assert.deepEqual([fixture.variants.length, fixture.kinds.length], [1, 1]);
  await assert.rejects(readCompiledIndex(folder), { code: 'ENOENT' });
});

test('both sources tell the same', async (t) => {
  const folder = await folderWith(t, FILES);
  const loaded = await loadCourse(folder);
  assert.ok(loaded.ok);
  await writeCompiled(loaded.course, path.join(folder, 'compiled'));
  const sources = [sourceOf(loaded.course), await compiledSource(path.join(folder, 'compiled'))];
  for (const source of sources) {
    assert.equal(source.title, loaded.course.title);
    assert.deepEqual(
      source
        .heads()
        .map(({ slug, stepCount, hasExercise, hasLab }) => [slug, stepCount, hasExercise, hasLab]),
      [
        ['con', 1, false, false],
        ['b', 1, true, false],
        ['c', 1, false, true],
      ],
    );
    const [, head = {}] = source.heads();
    assert.ok(!('steps' in head) && !('exercise' in head) && !('lab' in head));
    const lesson = await source.lesson('con');
    assert.deepEqual(lesson, loaded.course.lessons[0]);
    assert.ok(Object.isFrozen(lesson.steps));
    assert.deepEqual(await source.fixture('clinic'), loaded.course.fixtures['clinic']);
    await assert.rejects(source.lesson('nope'));
    await assert.rejects(source.fixture('constructor'));
  }
});

test('reading a compiled course imports nothing but Node', async () => {
  const seen = new Set<string>();
  const visit = async (file: string): Promise<void> => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = await readFile(file, 'utf8');
    for (const [, specifier = ''] of text.matchAll(/^(?:import|export) (?!type)[^;]*?from '([^']+)'/gm)) {
      if (specifier.startsWith('.')) await visit(path.resolve(path.dirname(file), specifier));
      else assert.match(specifier, /^node:/, file);
    }
  };
  await visit(path.resolve(import.meta.dirname, '../../src/course/files/source.ts'));
  assert.ok(seen.size >= 3);
});
