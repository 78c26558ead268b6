import assert from 'node:assert/strict';
import test from 'node:test';
import { faultList, formatFault, makeFault, sortFaults } from '../../src/course/faults.ts';

test('a fault is written on one line: place, message, text, mend', () => {
  const fault = makeFault({
    file: 'lessons/18-x.md',
    line: 42,
    text: 'sql migrat a',
    message: 'There is no label "migrat".',
    mend: 'Did you mean "migration"?',
  });
  assert.equal(
    formatFault(fault),
    'lessons/18-x.md:42: There is no label "migrat". [sql migrat a] Did you mean "migration"?',
  );
  assert.equal(
    formatFault({ ...fault, text: '' }),
    'lessons/18-x.md:42: There is no label "migrat". Did you mean "migration"?',
  );
});

test('a fault is given by its line in the file, and by its column where it is known', () => {
  const faults = faultList('lessons/18-x.md', 'first\nsecond\nthird');
  const problem = { message: 'It is wrong.', mend: 'Mend it.' };
  faults.add(problem);
  faults.add({ ...problem, line: 2, column: 4 });
  // In a piece of the file that begins in line 2.
  faults.add({ ...problem, line: 2 }, 2);
  faults.add({ ...problem, text: '' }, 3);
  faults.add({ ...problem, line: 9 });
  assert.deepEqual(faults.found.map(formatFault), [
    'lessons/18-x.md:1: It is wrong. [first] Mend it.',
    'lessons/18-x.md:2:4: It is wrong. [second] Mend it.',
    'lessons/18-x.md:3: It is wrong. [third] Mend it.',
    'lessons/18-x.md:3: It is wrong. Mend it.',
    'lessons/18-x.md:9: It is wrong. Mend it.',
  ]);
});

test('texts lose line breaks and control characters, and long ones are cut', () => {
  const fault = makeFault({
    file: 'a\u001b.md',
    text: `x\n\t\u0000y\u009b\u202e ${'z'.repeat(200)}`,
    message: 'a\nb',
    mend: 'c',
  });
  assert.equal(fault.file, 'a␛.md');
  assert.equal(fault.text, `x ␀y\ufffd\ufffd ${'z'.repeat(72)}…`);
  assert.equal(fault.message, 'a b');
});

test('cutting keeps whole characters', () => {
  assert.equal(
    makeFault({ file: 'a.md', text: '😀'.repeat(100), message: 'm', mend: 'n' }).text,
    `${'😀'.repeat(79)}…`,
  );
});

test('faults sort by file, then line, and keep their order within a line', () => {
  const at = (file: string, line: number, message: string) => makeFault({ file, line, message, mend: '' });
  const sorted = sortFaults([at('b', 1, '1'), at('a', 10, '2'), at('a', 9, '3'), at('a', 9, '4')]);
  assert.deepEqual(
    sorted.map((fault) => fault.message),
    ['3', '4', '2', '1'],
  );
});
