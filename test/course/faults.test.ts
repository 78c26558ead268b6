import assert from 'node:assert/strict';
import test from 'node:test';
import { formatFault, makeFault, sortFaults } from '../../src/course/faults.ts';

test('a fault is written on one line: place, message, text, mend', () => {
  const fault = makeFault(
    'lessons/18-x.md',
    42,
    'sql migrat a',
    'There is no label "migrat".',
    'Did you mean "migration"?',
  );
  assert.equal(
    formatFault(fault),
    'lessons/18-x.md:42: There is no label "migrat". [sql migrat a] Did you mean "migration"?',
  );
  assert.equal(
    formatFault({ ...fault, text: '' }),
    'lessons/18-x.md:42: There is no label "migrat". Did you mean "migration"?',
  );
});

test('texts lose line breaks and control characters, and long ones are cut', () => {
  const fault = makeFault('a\u001b.md', 1, `x\n\t\u0000y\u009b\u202e ${'z'.repeat(200)}`, 'a\nb', 'c');
  assert.equal(fault.file, 'a␛.md');
  assert.equal(fault.text, `x ␀y\ufffd\ufffd ${'z'.repeat(72)}…`);
  assert.equal(fault.message, 'a b');
});

test('cutting keeps whole characters', () => {
  assert.equal(makeFault('a.md', 1, '😀'.repeat(100), 'm', 'n').text, `${'😀'.repeat(79)}…`);
});

test('faults sort by file, then line, and keep their order within a line', () => {
  const at = (file: string, line: number, message: string) => makeFault(file, line, '', message, '');
  const sorted = sortFaults([at('b', 1, '1'), at('a', 10, '2'), at('a', 9, '3'), at('a', 9, '4')]);
  assert.deepEqual(
    sorted.map((fault) => fault.message),
    ['3', '4', '2', '1'],
  );
});
