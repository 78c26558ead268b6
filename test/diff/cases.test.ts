/** Scripts as people write them: the comments in front say what is there before and what must be said of it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import type { Action } from '../../src/course/model.ts';
import { describeDiff } from '../../src/diff/describe.ts';
import { totals } from '../../src/diff/summary.ts';
import { actionChange, statementChange, type Change } from '../../src/lesson/changes.ts';
import type { ActionPlay } from '../../src/lesson/play.ts';
import { play } from '../support/sqlite.ts';

const FOLDER = new URL('../cases/', import.meta.url);

interface Case {
  readonly before: string;
  /** Of the last statement, first of all. */
  readonly said: readonly string[];
  /** Of the whole script. */
  readonly inAll: readonly string[];
  readonly statements: readonly string[];
}

function readCase(file: string): Case {
  const text = readFileSync(new URL(file, FOLDER), 'utf8');
  const lines = (label: string): readonly string[] =>
    [...text.matchAll(new RegExp(`^-- ${label}: (.*)$`, 'gm'))].map(([, rest = '']) => rest);
  return {
    before: lines('before').join('\n'),
    said: lines('said'),
    inAll: lines('in all'),
    statements: text
      .replace(/^--.*\n/gm, '')
      .split(/;\n/)
      .filter((sql) => sql.trim() !== ''),
  };
}

/** The script as one action of a lesson. */
function actionOf({ before: setup, statements }: Case): ActionPlay {
  const [before, ...states] = play(setup, statements);
  const state = states.at(-1);
  assert.ok(before && state);
  return {
    action: { type: 'migration' } as Action,
    before,
    played: {
      statements: statements.map((sql, index) => ({ sql, error: null, state: states[index] ?? state })),
      error: null,
      state,
    },
  } as unknown as ActionPlay;
}

const saidOf = (change: Change | undefined): readonly string[] =>
  change === undefined ? [] : describeDiff(change.diff, { after: change.after });

for (const file of readdirSync(FOLDER)) {
  test(file, () => {
    const found = readCase(file);
    const action = actionOf(found);
    const last = saidOf(statementChange(action).at(-1));
    assert.deepEqual(last.slice(0, found.said.length), found.said);
    const whole = actionChange(action);
    const all = saidOf(whole);
    for (const sentence of found.inAll) assert.ok(all.includes(sentence), all.join('\n'));
    assert.deepEqual(totals(whole.diff).lost, { rows: 0, values: 0, coerced: 0 });
  });
}
