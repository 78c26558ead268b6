import assert from 'node:assert/strict';
import test from 'node:test';
import { actionsOf, bodyFaults, faultsOf, fence, FRONT, stepsOf } from './helpers.ts';

const up = (name: string, sql?: string) => fence(`sql migration ${name}`, sql);
const down = (name = '') => fence(`sql rollback ${name}`);
const step = (...fences: readonly string[]) => `## S\n\nText.\n\n${fences.join('\n')}\n`;

/** `name*` for a rollback at hand, `-name` for one that is played. */
function rollbacks(body: string): readonly string[] {
  return stepsOf(body).flatMap((each) =>
    actionsOf(each).flatMap((action) =>
      action.type === 'rollback' ? [action.atHand ? `${action.name}*` : `-${action.name}`] : [],
    ),
  );
}

test('in the step of its migration a rollback is at hand, in a later one it is played', () => {
  assert.deepEqual(rollbacks(step(up('a'), down())), ['a*']);
  assert.deepEqual(rollbacks(step(up('a')) + step(down())), ['-a']);
  assert.deepEqual(rollbacks(step(up('a')) + step(down(), fence('sql query'))), ['-a']);
});

test('without a name it belongs to the nearest migration above', () => {
  assert.deepEqual(
    rollbacks(step(up('a'), down()) + step(up('b'), down()) + step(down()) + step(down('a'))),
    ['a*', 'b*', '-b', '-a'],
  );
});

test('a migration may come again, unchanged, once it was taken back', () => {
  assert.deepEqual(rollbacks(step(up('a')) + step(down()) + step(up('a'), down())), ['-a', 'a*']);
  assert.deepEqual(bodyFaults(step(up('a')) + step(down()) + step(up('a', 'SELECT 2;'))), [
    '29 | ```sql migration a | The migration "a" differs from the one above. | Give it another name, or repeat the SQL as it is above.',
  ]);
  const twice =
    'There is a migration "a" above. | Give it another name, or play its rollback in a step between.';
  assert.deepEqual(bodyFaults(step(up('a')) + step(up('a'))), [`21 | \`\`\`sql migration a | ${twice}`]);
  assert.deepEqual(bodyFaults(step(up('a'), down()) + step(up('a'))), [
    `25 | \`\`\`sql migration a | ${twice}`,
  ]);
});

test('the baseline is taken', () => {
  const text = FRONT.replace(/---\n$/, 'baseline: a\n---\n') + step(up('a'));
  assert.deepEqual(faultsOf(text), [
    '14 | ```sql migration a | The ledger holds "a" already: it is the baseline. | Give the migration another name.',
  ]);
});

test('a rollback without its migration', () => {
  assert.deepEqual(bodyFaults(step(down()) + step(up('a'))), [
    '13 | ```sql rollback | There is no migration above this rollback. | Put it below its `sql migration` fence.',
  ]);
  assert.deepEqual(bodyFaults(step(up('0002_add')) + step(down('0002_ad'))), [
    '21 | ```sql rollback 0002_ad | There is no migration "0002_ad" above this rollback. | Did you mean "0002_add"?',
  ]);
  assert.deepEqual(bodyFaults(step(up('a')) + step(down('zebra'))), [
    '21 | ```sql rollback zebra | There is no migration "zebra" above this rollback. | Name a migration that stands above it.',
  ]);
  assert.deepEqual(bodyFaults(step(up('a'), down(), down())), [
    '21 | ```sql rollback | The migration "a" has two rollbacks in this step. | Keep one of the two; to play a rollback, put it into a later step.',
  ]);
});

test('a step plays one migration or rollback, and any number of queries', () => {
  const second = 'The step runs a second migration or rollback. | Begin a new step above it with `##`.';
  assert.deepEqual(bodyFaults(step(up('a'), fence('sql query'), down(), fence('sql query'))), []);
  assert.deepEqual(bodyFaults(step(up('a'), up('b'))), [`17 | \`\`\`sql migration b | ${second}`]);
  assert.deepEqual(bodyFaults(step(up('a')) + step(down(), up('b'))), [
    `25 | \`\`\`sql migration b | ${second}`,
  ]);
  assert.deepEqual(bodyFaults(step(up('a')) + step(up('b'), down('a'))), [
    `25 | \`\`\`sql rollback a | ${second}`,
  ]);
});
