/** States of a real SQLite for the tests of grading. */
import { compareStates } from '../../src/grading/compare.ts';
import type { DatabaseState } from '../../src/database/state.ts';
import type { Strictness } from '../../src/course/model.ts';
import { databaseAtOnce } from '../support/atOnce.ts';
import type { Comparison } from '../../src/grading/difference.ts';

const engine = databaseAtOnce();

/** What SQL leaves of an empty database. */
export function stateOf(...scripts: readonly string[]): DatabaseState {
  return engine.open({
    scripts: scripts.map((sql, index) => ({ file: `${index}.sql`, sql })),
    foreignKeys: false,
    baseline: null,
    now: 0,
  }).state;
}

/** The latest states by their scripts: properties compare the same two in both directions. */
const latest = new Map<string, DatabaseState>();
const MOST_STATES = 8;

function knownState(script: string): DatabaseState {
  const state = latest.get(script) ?? stateOf(script);
  latest.set(script, state);
  if (latest.size > MOST_STATES) latest.delete(latest.keys().next().value!);
  return state;
}

/** Compares what two scripts leave. */
export function compare(expected: string, actual: string, strict: readonly Strictness[] = []): Comparison {
  return compareStates(knownState(expected), knownState(actual), strict);
}
