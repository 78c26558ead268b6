/** The authors' guide, `lessons/README.md`, says what the program reads: nothing more, nothing less. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import type { Nodes } from 'mdast';
import { parse } from 'yaml';
import { labForm } from '../../src/course/markdown/fences/labForm.ts';
import { isLabelWord } from '../../src/course/markdown/fences/label.ts';
import { labelRules } from '../../src/course/markdown/fences/labelRules.ts';
import { parseLesson } from '../../src/course/markdown/lesson.ts';
import { parseMarkdown } from '../../src/course/markdown/markdown.ts';
import { frontMatterKeys } from '../../src/course/markdown/yaml/frontMatter.ts';
import { ROOT } from '../support/course.ts';

const guide = readFileSync(join(ROOT, 'lessons/README.md'), 'utf8');

/** The texts of the guide that are set as code, a fence's first line without its backticks. */
const code = inlineCode(parseMarkdown(guide));

function inlineCode(node: Nodes): readonly string[] {
  if (node.type === 'inlineCode') return [node.value.replace(/^`+/, '')];
  return 'children' in node ? node.children.flatMap(inlineCode) : [];
}

function isSaid(word: string): boolean {
  return code.some((text) => text.split(/[\s,]+/).includes(word));
}

test('every label, with all that may stand in it, is in the guide', () => {
  for (const [kind, rule] of Object.entries({ ...labelRules.step, ...labelRules.exercise })) {
    assert.ok(
      code.some((text) => text.startsWith(`sql ${kind}`)),
      `sql ${kind}`,
    );
    for (const flag of rule.flags) assert.ok(isSaid(flag), `${flag} of sql ${kind}`);
    for (const key of Object.keys(rule.settings)) {
      assert.ok(
        code.some((text) => new RegExp(`(?:^|\\s)${key}=`).test(text)),
        `${key}= of sql ${kind}`,
      );
    }
  }
});

test('every label in the guide is one', () => {
  const labels = code.flatMap((text) => /^sql (\S+)/.exec(text)?.[1] ?? []);
  assert.deepEqual(
    labels.filter((word) => !isLabelWord(word)),
    [],
  );
  assert.ok(labels.length > 10);
});

test('the keys of the front matter in the guide are those that are read', () => {
  const table = guide.split('## Front matter')[1]?.split('\n## ')[0] ?? '';
  const said = [...table.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, key]) => key),
  );
  assert.deepEqual(said.sort(), [...frontMatterKeys].sort());
});

test("the guide's lesson is sound", () => {
  const lesson = /^````markdown\n([^]*?)^````$/m.exec(guide)?.[1] ?? '';
  const { faults, lesson: read } = parseLesson('lessons/01-add-a-column.md', lesson);
  assert.deepEqual(faults, []);
  assert.equal(read?.steps[0]?.parts.length, 4);
});

test("the guide's lab is sound", () => {
  const lab = /^```yaml\n([^]*?)^```$/m.exec(guide)?.[1] ?? '';
  assert.deepEqual(labForm.schema.safeParse(parse(lab)).error, undefined);
});
