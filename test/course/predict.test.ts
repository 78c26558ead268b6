import assert from 'node:assert/strict';
import test from 'node:test';
import { actionsOf, bodyFaults, fence, onlyStep } from './helpers.ts';

const HEAD = '## S\n\nText.\n\n### Predict\n\n';
const text = (value: string) => ({ type: 'text', value });
const paragraph = (...children: readonly object[]) => ({ type: 'paragraph', children });

test('question, options and explanation', () => {
  const step = onlyStep(
    `${HEAD}What\nhappens?\n\n- [ ] \`a\` stays\n- [x] It fails\n\nBecause.\n\n- of\n- this\n`,
  );
  assert.ok(step.predict);
  assert.deepEqual(step.predict.question, [paragraph(text('What\nhappens?'))]);
  assert.deepEqual(step.predict.options, [
    { text: [{ type: 'inlineCode', value: 'a' }, text(' stays')], correct: false },
    { text: [text('It fails')], correct: true },
  ]);
  assert.equal(step.predict.explanation.length, 2);
  assert.equal(step.parts.length, 1);
});

test('a heading, a labelled fence or a callout ends the section', () => {
  const predict = `${HEAD}Q?\n\n- [ ] a\n- [X] b\n\nBecause.\n\n`;
  for (const [end, types] of [
    ['### Next\n\nText.\n', ['prose']],
    [`${fence('sql query')}\nText.\n`, ['prose', 'action', 'prose']],
    ['> [!NOTE]\n> Text.\n\nText.\n', ['prose', 'callout', 'prose']],
    [`${fence('sql')}\nText.\n`, ['prose']],
  ] as const) {
    const step = onlyStep(predict + end);
    assert.deepEqual(
      step.parts.map((part) => part.type),
      types,
    );
    assert.ok(step.predict);
  }
  assert.equal(actionsOf(onlyStep(predict + fence('sql query'))).length, 1);
});

test('a note inside the section belongs to the step', () => {
  const step = onlyStep(`${HEAD}Q?\n\n- [ ] a\n- [x] b\n\n<!-- note: Wait. -->\n\nBecause.\n`);
  assert.deepEqual(step.notes, ['Wait.']);
  assert.equal(step.predict?.explanation.length, 1);
});

const wrong: readonly (readonly [body: string, ...faults: readonly string[]])[] = [
  [
    'Q?\n',
    '13 | ### Predict | The Predict section has no task list. | List the answers as `- [ ]`, the true ones as `- [x]`.',
  ],
  [
    'Q?\n\n- a\n- b\n\nWhy.\n',
    '13 | ### Predict | The Predict section has no task list. | List the answers as `- [ ]`, the true ones as `- [x]`.',
  ],
  [
    '- [ ] a\n- [x] b\n\nWhy.\n',
    '13 | ### Predict | The Predict section asks nothing. | Write the question above the task list.',
  ],
  [
    'Q?\n\n- [ ] a\n- [x] b\n',
    '17 | - [ ] a | The Predict section does not say why. | Write the explanation below the task list.',
  ],
  ['Q?\n\n- [x] a\n\nWhy.\n', '17 | - [x] a | There is only one answer. | List at least two.'],
  [
    'Q?\n\n- [ ] a\n- [ ] b\n\nWhy.\n',
    '17 | - [ ] a | No answer is marked as true. | Mark the true ones as `- [x]`.',
  ],
  [
    'Q?\n\n- [x] a\n- [x] b\n\nWhy.\n',
    '17 | - [x] a | Every answer is marked as true. | Add one that is not, as `- [ ]`.',
  ],
  [
    'Q?\n\n- [x] a\n- b\n- [ ] c\n\nWhy.\n',
    '18 | - b | An answer has no box. | Begin it with `- [ ]`, or `- [x]` where it is true.',
  ],
  [
    'Q?\n\n- [x] a\n\n  More.\n- [ ] c\n\nWhy.\n',
    '17 | - [x] a | An answer is more than one paragraph. | Write it as one; the explanation goes below the list.',
  ],
  [
    'Q?\n\n- [x] a\n- [ ] c\n\nOr:\n\n- [ ] d\n\nWhy.\n',
    '22 | - [ ] d | The Predict section has a second task list. | Keep all answers in one list.',
  ],
  [
    'Q?\n\n- [x] a\n- [ ] c\n\nWhy.\n\n### Predict\n\nQ?\n\n- [x] a\n- [ ] c\n\nWhy.\n',
    '22 | ### Predict | The step has a second Predict section. | Keep one question a step; begin a new step for another.',
  ],
  [
    '- [ ] a\n- [ ] b\n',
    '13 | ### Predict | The Predict section asks nothing. | Write the question above the task list.',
    '15 | - [ ] a | The Predict section does not say why. | Write the explanation below the task list.',
    '15 | - [ ] a | No answer is marked as true. | Mark the true ones as `- [x]`.',
  ],
];

for (const [body, ...faults] of wrong) {
  test(`predict at fault: ${faults.map((fault) => fault.split(' | ')[2]).join(' ')}`, () => {
    assert.deepEqual(bodyFaults(HEAD + body), faults);
  });
}
