/** What a version of the application does, as its fences have it. */
import type { Problem } from '../../faults.ts';
import { BARE_LABEL, type LabelParts, type LabelRule } from './labelRule.ts';
import type { SqlFence } from '../../model.ts';
import {
  doubleQuotedProblem,
  queryProblem,
  transactionProblem,
  unclosedProblem,
} from '../../../sql/problems.ts';
import { withoutBlankEnds } from '../../../sql/sections.ts';

export interface AppFence extends SqlFence {
  readonly version: string;
  readonly does: 'read' | 'write' | 'expect';
  readonly name: string | null;
  /** Line of the fence's first line, from 1. */
  readonly fenceLine: number;
}

export const appLabel: LabelRule = {
  ...BARE_LABEL,
  usage: 'sql app <version> read|write|expect ["name"]',
  words: [1, 1],
  named: 'a version',
  flags: ['read', 'write', 'expect'],
  choice: true,
  text: 'optional',
};

/** A fence `sql app`; `line` is that of its first line. */
export function toAppFence(label: LabelParts, sql: string, line: number): AppFence {
  const [version = ''] = label.words;
  const does = label.flags[0] as AppFence['does'];
  return { version, does, name: label.text, fenceLine: line, ...withoutBlankEnds(sql, line + 1) };
}

/** What is wrong with the SQL of what a version does, or null. */
export function appProblem(sql: string, does: AppFence['does']): Problem | null {
  const whole = does === 'write' ? transactionProblem(sql) : queryProblem(sql);
  return trafficProblem(sql) ?? whole;
}

/** What is wrong with the SQL of a request that really happens, or null. */
export function trafficProblem(sql: string): Problem | null {
  return unclosedProblem(sql) ?? doubleQuotedProblem(sql);
}
