/** The fences of an exercise, one by one. */
import type { Code } from 'mdast';
import type { FaultList } from '../../faults.ts';
import { readLabelled, type LabelledFence } from './fence.ts';
import type { Label } from './label.ts';
import { lineOf, type Source } from '../markdown.ts';
import type { SqlFence } from '../../model.ts';
import { withoutBlankEnds } from '../../../sql/sections.ts';

export interface ExerciseFence extends Pick<Label<'exercise'>, 'kind' | 'flags' | 'settings'> {
  /** Line of the fence's first line, from 1. */
  readonly line: number;
  /** The part that it names, or null. */
  readonly part: string | null;
  /** Empty for a kind that has none. */
  readonly text: string;
  /** Without blank lines at its ends. */
  readonly content: SqlFence;
}

export type ReadExerciseFence =
  | { readonly type: 'exercise'; readonly fence: ExerciseFence }
  | Exclude<LabelledFence<'exercise'>, { readonly type: 'labelled' }>;

/** Reads a fence of the top level of an exercise. */
export function readExerciseFence(node: Code, source: Source, faults: FaultList): ReadExerciseFence {
  const fence = readLabelled(node, 'exercise', source, faults);
  if (fence.type !== 'labelled') return fence;
  const { kind, words, flags, text, settings } = fence.label;
  const line = lineOf(node);
  const content = withoutBlankEnds(node.value, line + 1);
  return {
    type: 'exercise',
    fence: { kind, flags, settings, line, part: words[0] ?? null, text: text ?? '', content },
  };
}
