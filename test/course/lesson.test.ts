import assert from 'node:assert/strict';
import test from 'node:test';
import { parseLesson } from '../../src/course/markdown/lesson.ts';
import { bodyFaults, faultsOf, fence, FRONT, lessonOf, onlyStep, stepsOf } from './helpers.ts';

const STEP = '## S\n\nText.\n';
const text = (value: string) => ({ type: 'text', value });
const paragraph = (...children: readonly object[]) => ({ type: 'paragraph', children });

test('introduction, steps and parts keep the order of the file', () => {
  const body = `# Add a column\n\nHello.\n\n## One \`a\`\n\nText.\n\n### Aside\n\n${fence('sql query')}\nMore.\n\n> [!WARNING]\n> Careful.\n\n> Just quoted.\n\n## Two\n\nText.\n`;
  const lesson = lessonOf(FRONT + body);
  assert.deepEqual(lesson.introduction, [paragraph(text('Hello.'))]);
  assert.deepEqual(
    lesson.steps.map(({ number, title, line, parts }) => [
      number,
      title,
      line,
      parts.map((part) => part.type),
    ]),
    [
      [1, 'One a', 13, ['prose', 'action', 'prose', 'callout', 'prose']],
      [2, 'Two', 30, ['prose']],
    ],
  );
  assert.equal(lesson.stepCount, 2);
  assert.equal(lesson.file, 'lessons/03-add-a-column.md');
});

test('a lesson is frozen all the way down and holds no positions', () => {
  const lesson = lessonOf(FRONT + STEP);
  const [part] = lesson.steps[0]?.parts ?? [];
  assert.ok(part?.type === 'prose' && Object.isFrozen(part.content[0]));
  assert.doesNotMatch(JSON.stringify(lesson), /"position"|"offset"/);
  assert.deepEqual(JSON.parse(JSON.stringify(lesson)), lesson);
});

test('a byte order mark and Windows line endings change nothing', () => {
  const body = `## S\n\nText\nmore.\n\n${fence('sql migration a', 'A\nB')}`;
  assert.deepEqual(lessonOf(`\ufeff${(FRONT + body).replaceAll('\n', '\r\n')}`), lessonOf(FRONT + body));
  const broken = `${FRONT}## S\n\nText.\n\n${fence('sql nonsense')}`;
  assert.deepEqual(faultsOf(broken.replaceAll('\n', '\r\n')), faultsOf(broken));
});

test('callouts of each kind', () => {
  const kinds = ['IMPORTANT', 'WARNING', 'CAUTION', 'NOTE', 'TIP', 'note'].map((name) => {
    const [part] = onlyStep(`## S\n\n> [!${name}]\n> Some *text*.\n>\n> - a\n`).parts;
    assert.ok(part?.type === 'callout');
    assert.equal(part.content.length, 2);
    assert.deepEqual(
      part.content[0],
      paragraph(text('Some '), { type: 'emphasis', children: [text('text')] }, text('.')),
    );
    return part.kind;
  });
  assert.deepEqual(kinds, ['insight', 'trap', 'trap', 'aside', 'aside', 'aside']);
  for (const body of ['> [!NOTE]\n>\n> Text.\n', '> [!NOTE]  \n> Text.\n', '> [!NOTE]\\\n> Text.\n']) {
    const [part] = onlyStep(`## S\n\n${body}`).parts;
    assert.deepEqual(part, { type: 'callout', kind: 'aside', content: [paragraph(text('Text.'))] });
  }
});

test('callouts at fault', () => {
  assert.deepEqual(bodyFaults('## S\n\n> [!WARNIN]\n> Text.\n'), [
    '11 | > [!WARNIN] | There is no callout "WARNIN". | Did you mean "WARNING"?',
  ]);
  assert.deepEqual(bodyFaults('## S\n\n> [!INFO]\n> Text.\n'), [
    '11 | > [!INFO] | There is no callout "INFO". | Write one of IMPORTANT, WARNING, CAUTION, NOTE, TIP.',
  ]);
  const sameLine =
    'The text of a callout begins on the line below its marker. | Break the line behind the `]`.';
  assert.deepEqual(bodyFaults('## S\n\n> [!NOTE] Text.\n'), [`11 | > [!NOTE] Text. | ${sameLine}`]);
  assert.deepEqual(bodyFaults('## S\n\n> [!NOTE] `x`\n'), [`11 | > [!NOTE] \`x\` | ${sameLine}`]);
  assert.deepEqual(bodyFaults('## S\n\n> [!NOTE]\n'), [
    '11 | > [!NOTE] | The callout is empty. | Write its text on the lines below.',
  ]);
  assert.deepEqual(bodyFaults('## S\n\n- a\n\n  > [!NOTE]\n  > Text.\n'), [
    '13 | > [!NOTE] | A callout inside a list or a quotation is not seen as one. | Move it out, to the left margin.',
  ]);
});

test('presenter notes are kept aside, other comments dropped', () => {
  const body =
    '## S\n\n<!-- note: Ask first.\n     Then wait. -->\n\nText <!-- note: inline --> here.\n\n- a <!-- TODO -->\n\n<!-- note: a --> <!--note:b-->\n\n<!-- note: -->\n';
  const step = onlyStep(body);
  assert.deepEqual(step.notes, ['Ask first.\nThen wait.', 'inline', 'a', 'b']);
  assert.doesNotMatch(JSON.stringify(step.parts), /<!--|html/);
});

test('HTML is a fault, and so is a comment without its end', () => {
  const html =
    'HTML has no place in a lesson. | Write it in Markdown, or in `backticks` where it is meant as text.';
  assert.deepEqual(bodyFaults('## S\n\n<div>\n\nText <b>bold.\n'), [
    `11 | <div> | ${html}`,
    `13 | Text <b>bold. | ${html}`,
  ]);
  assert.deepEqual(bodyFaults('## S\n\nText.\n\n<!-- note: a --> b\n'), [
    `13 | <!-- note: a --> b | ${html}`,
  ]);
  assert.deepEqual(bodyFaults('## S\n\nText.\n\n<!-- note: a\n\n## T\n'), [
    '13 | <!-- note: a | A comment is not closed. | Put `-->` at its end; everything below it is lost otherwise.',
  ]);
});

test('links find their definitions anywhere in the file, and definitions go', () => {
  const [first, second] = stepsOf(
    '## S\n\nSee [this *one*][x] and ![pic][x].\n\n## T\n\nText.\n\n[x]: https://example.org "T"\n',
  );
  const url = 'https://example.org';
  const [part] = first?.parts ?? [];
  assert.ok(part?.type === 'prose');
  assert.deepEqual(part.content[0], {
    type: 'paragraph',
    children: [
      text('See '),
      {
        type: 'link',
        url,
        title: 'T',
        children: [text('this '), { type: 'emphasis', children: [text('one')] }],
      },
      text(' and '),
      { type: 'image', url, title: 'T', alt: 'pic' },
      text('.'),
    ],
  });
  assert.deepEqual(second?.parts, [{ type: 'prose', content: [paragraph(text('Text.'))] }]);
  assert.deepEqual(bodyFaults('## S\n\nSee [x].\n\n> [x]: https://example.org\n'), [
    '11 | See [x]. | The definition of [x] is nested. | Move the definition out of the list or quotation, to the left margin.',
  ]);
});

test('footnotes are a fault', () => {
  const fault =
    'A lesson cannot have footnotes. | Write the note into the text, or as a `> [!NOTE]` callout.';
  assert.deepEqual(bodyFaults('## S\n\nText[^1].\n\n[^1]: More.\n'), [
    `11 | Text[^1]. | ${fault}`,
    `13 | [^1]: More. | ${fault}`,
  ]);
});

test('the title heading', () => {
  assert.deepEqual(bodyFaults(`# Add a column\n\n${STEP}`), []);
  assert.deepEqual(bodyFaults(`# Something else\n\n${STEP}`), [
    "9 | # Something else | The heading differs from the front matter's title. | Write `# Add a column`, or leave the heading out.",
  ]);
  const late =
    'A `#` heading has no place here. | Begin a step with `##`; the one `#` heading is the title, above the first step.';
  assert.deepEqual(bodyFaults(`# Add a column\n\n# Again\n\n${STEP}`), [`11 | # Again | ${late}`]);
  assert.deepEqual(bodyFaults(`${STEP}\n# Add a column\n`), [`13 | # Add a column | ${late}`]);
});

test('headings at fault', () => {
  assert.deepEqual(bodyFaults('##\n\nText.\n'), [
    '9 | ## | The heading is empty. | Write what the step is about.',
  ]);
  assert.deepEqual(bodyFaults('## S\n\nText.\n\nOops\n---\n\nMore.\n'), [
    '13 | Oops | A line of dashes or `=` makes the text above it a heading. | Write `##` in front of a heading, or put an empty line above the line of dashes.',
  ]);
});

test('a lesson needs steps, and a step something in it', () => {
  assert.deepEqual(bodyFaults('Text.\n'), [
    '1 |  | The lesson has no steps. | Begin each step with a `##` heading.',
  ]);
  const nothing = 'The step says nothing and does nothing. | Write what it shows, or remove its heading.';
  assert.deepEqual(bodyFaults(`## Empty\n\n<!-- note: x -->\n\n${STEP}`), [`9 | ## Empty | ${nothing}`]);
  assert.deepEqual(bodyFaults(`## Tools\n\n### In other tools\n\n${fence('ts tool "Drizzle 1"')}`), [
    `9 | ## Tools | ${nothing}`,
  ]);
  assert.deepEqual(bodyFaults(`## Acts\n\n${fence('sql query')}`), []);
});

test('the introduction is prose', () => {
  const mend = 'Move it below the `##` heading of a step.';
  assert.deepEqual(bodyFaults(`${fence('sql')}\n${STEP}`), []);
  assert.deepEqual(bodyFaults(`${fence('sql query')}\n${STEP}`), [
    `9 | \`\`\`sql query | A labelled fence stands above the first step. | ${mend}`,
  ]);
  assert.deepEqual(bodyFaults(`> [!NOTE]\n> Text.\n\n${STEP}`), [
    `9 | > [!NOTE] | A callout stands above the first step. | ${mend}`,
  ]);
  assert.deepEqual(bodyFaults(`### Predict\n\n${STEP}`), [
    `9 | ### Predict | This section stands above the first step. | ${mend}`,
  ]);
  assert.deepEqual(bodyFaults(`Text.\n\n<!-- note: x -->\n\n${STEP}`), [
    '11 | <!-- note: x --> | A presenter note stands above the first step. | Move it below a `##` heading.',
  ]);
  assert.deepEqual(bodyFaults(`<!-- for authors -->\n\n${STEP}`), []);
});

test('control characters, in the text as in SQL', () => {
  assert.deepEqual(bodyFaults('## S\n\nA\0B\n\n```sql query\nSELECT \u001b[2J;\n```\n'), [
    '11 | A␀B | A NUL character stands in the text. | Remove it; in SQL, write char(0).',
    '14 | SELECT ␛[2J; | A control character (U+001B) stands in the text. | Remove it; in SQL, write char(27).',
  ]);
  assert.deepEqual(bodyFaults('## S\n\na\tb\n'), []);
});

test('nesting beyond reason', () => {
  const deep = 'The text is nested too deeply. | Write it with fewer levels.';
  assert.deepEqual(bodyFaults(`${STEP}\n${'> '.repeat(60)}x\n`), [`13 | ${'> '.repeat(39)}>… | ${deep}`]);
  const emphasis = `${'*a **b '.repeat(60)}x${'** *'.repeat(60)}`;
  assert.ok(bodyFaults(`${STEP}\n${emphasis}\n`).every((fault) => fault.endsWith(deep)));
});

test("the file's name gives number and slug", () => {
  const { number, slug } = lessonOf(FRONT + STEP, 'lessons/118-a-b2.md');
  assert.deepEqual([number, slug], [118, 'a-b2']);
  for (const name of [
    '3-x.md',
    '03-X.md',
    '03-x',
    '03_x.md',
    '00-x.md',
    '03--x.md',
    '03-x-.md',
    'x.md',
    '',
  ]) {
    assert.deepEqual(faultsOf(FRONT + STEP, `lessons/${name}`), [
      '1 |  | The name of a lesson file gives its number and slug, and this one does not. | Name it NN-slug.md, for instance 03-add-a-required-column.md.',
    ]);
  }
});

test('all faults come at once, by line, with the file', () => {
  const { lesson, faults } = parseLesson(
    'lessons/03-x.md',
    `${FRONT.replace('minutes: 10', 'minutes: no')}<div>\n\n## S\n\n${fence('sql qery')}\n> [!HELP]\n> x\n`,
  );
  assert.equal(lesson, null);
  assert.deepEqual(
    faults.map((fault) => [fault.file, fault.line]),
    [5, 9, 13, 17].map((line) => ['lessons/03-x.md', line]),
  );
});
