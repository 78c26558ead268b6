/** Fences: which of them act, which show another tool, and which are just code in the prose. */
import type { Code } from 'mdast';
import { appProblem, toAppFence, type AppFence } from './appFence.ts';
import { actionKinds, type PlaceAction } from '../actions.ts';
import type { FaultList, Problem } from '../../faults.ts';
import { isFleetFence, readFleetFence, type FleetFence } from './fleetFence.ts';
import { isLabelWord, parseLabel, type Label } from './label.ts';
import type { LabelRule } from './labelRule.ts';
import { labelRules, type LabelPlace } from './labelRules.ts';
import { fenceInfo, lineOf, type Source } from '../markdown.ts';
import type { ToolExample } from '../../model.ts';
import { MIGRATION_NAME } from '../../names.ts';
import { isBlankSql } from '../../../sql/problems.ts';

/** An action that does not have its place in the lesson yet. */
export interface ActionDraft {
  /** Line of the fence's first line, from 1. */
  readonly line: number;
  readonly place: PlaceAction;
}

export type ReadFence =
  | { readonly type: 'action'; readonly action: ActionDraft }
  | { readonly type: 'app'; readonly fence: AppFence }
  | { readonly type: 'fleet'; readonly fence: FleetFence }
  | Exclude<LabelledFence<'step'>, { readonly type: 'labelled' }>;

/** A fence, with its label where it has one. */
export type LabelledFence<Place extends LabelPlace> =
  | { readonly type: 'code' }
  | { readonly type: 'labelled'; readonly label: Label<Place> }
  | { readonly type: 'tool'; readonly example: ToolExample }
  /** Its fault is added already. */
  | { readonly type: 'fault' };

/** Reads a fence of the top level of a step by its first line. */
export function readFence(node: Code, source: Source, faults: FaultList): ReadFence {
  if (isFleetFence(node)) {
    const fence = readFleetFence(node, faults);
    return fence === null ? { type: 'fault' } : { type: 'fleet', fence };
  }
  const fence = readLabelled(node, 'step', source, faults);
  if (fence.type !== 'labelled') return fence;
  const read = toFence(fence.label, node.value, lineOf(node));
  if (!('message' in read)) return read;
  faults.add(read, read.line === undefined ? lineOf(node) : lineOf(node) + 1);
  return { type: 'fault' };
}

/** Reads the first line of a fence that stands in a step or in an exercise; only a starter may be without SQL. */
export function readLabelled<Place extends LabelPlace>(
  node: Code,
  place: Place,
  source: Source,
  faults: FaultList,
): LabelledFence<Place> {
  const info = fenceInfo(node, source);
  const [language = ''] = info.split(/\s/, 1);
  const rest = info.slice(language.length).trim();
  const [word = ''] = rest.split(/[\s"]/, 1);
  const line = lineOf(node);
  const fault: FaultInFence = (message, mend) => {
    faults.add({ line, text: info, message, mend });
    return { type: 'fault' };
  };

  if (word === 'tool') return readTool(node, language, rest, fault);
  if (node.lang === 'fleet' || node.lang === 'lab') {
    const mend = language === 'lab' ? 'Move it below a `## Lab: …` heading.' : 'Move it into a step.';
    return fault(`A fence \`${language}\` has no place here.`, mend);
  }
  if (language.toLowerCase() !== 'sql') {
    const first = isLabelWord(language) ? language : isLabelWord(word) ? word : null;
    if (first === null) return { type: 'code' };
    return fault(
      `"${first}" is a label, and only a fence that begins with \`sql\` is run.`,
      'Write `sql` in front.',
    );
  }
  if (rest === '') return { type: 'code' };

  const label = parseLabel(rest, place);
  if ('message' in label) return fault(label.message, label.mend);
  const name = label.words[0];
  const rules: Readonly<Record<string, LabelRule>> = labelRules[place];
  if (name !== undefined && rules[label.kind]?.named === 'a name' && !MIGRATION_NAME.test(name)) {
    const mend = 'Use letters, digits, `_`, `-` and `.`, a letter or digit first.';
    return fault(`"${name}" cannot be the name of a migration.`, mend);
  }
  if (label.kind !== 'starter' && isBlankSql(node.value)) {
    return fault('The fence holds no SQL.', 'Write the SQL, or remove the fence.');
  }
  return { type: 'labelled', label };
}

type FaultInFence = (message: string, mend: string) => { readonly type: 'fault' };

/** The fence, or what is wrong with its SQL; `line` is that of its first line. */
function toFence(label: Label<'step'>, sql: string, line: number): ReadFence | Problem {
  if (label.kind === 'app') {
    const fence = toAppFence(label, sql, line);
    return appProblem(sql, fence.does) ?? { type: 'app', fence };
  }
  const place = actionKinds[label.kind].read(label, { sql, line: line + 1, fails: label.fails });
  return typeof place === 'function' ? { type: 'action', action: { line, place } } : place;
}

function readTool(
  node: Code,
  language: string,
  rest: string,
  fault: FaultInFence,
): { readonly type: 'tool'; readonly example: ToolExample } | { readonly type: 'fault' } {
  const usage = `Write \`${language} tool "Alembic 1.8.1"\`, with the version it was checked on.`;
  const tool = /^tool\s+"([^"\\]+)"$/.exec(rest)?.[1]?.trim();
  if (tool === undefined || !/^\S.*\s.*\d/.test(tool)) {
    return fault('"tool" needs a name with a version in quotation marks.', usage);
  }
  if (node.value.trim() === '')
    return fault('The fence holds no code.', 'Write the code, or remove the fence.');
  return { type: 'tool', example: { tool, language, code: node.value } };
}
