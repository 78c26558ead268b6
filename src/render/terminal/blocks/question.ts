/** The question before a step runs, and what was right after it ran. */
import type { PhrasingContent } from 'mdast';
import type { QuestionBlock, VerdictBlock } from '../../../view/blocks.ts';
import type { Line, Span } from '../../spans/line.ts';
import { phrasingLines, proseLines } from '../text/prose.ts';

/** The question with its options, the cursor on one. `hint` says how to answer. */
export function questionLines(
  { question, several, options }: QuestionBlock,
  width: number,
  hint = '',
): readonly Line[] {
  const [open, close] = several ? '[]' : '()';
  return [
    [
      { text: 'Predict', style: 'insight' },
      { text: `  ${hint}`, style: 'quiet' },
    ],
    [],
    ...proseLines(question, width),
    [],
    ...options.flatMap(({ text, chosen, here }, index) => {
      const mark: Span = {
        text: `${open}${chosen ? 'x' : ' '}${close} `,
        ...(chosen ? { style: 'current' as const } : {}),
      };
      const cursor: Span = { text: here ? '▶ ' : '  ', style: 'current' };
      return phrasingLines(text, width, {
        first: [cursor, mark, { text: `${index + 1}  ` }],
        rest: [{ text: ' '.repeat(9) }],
      });
    }),
  ];
}

const OUTCOMES: Readonly<Record<VerdictBlock['outcome'], Span>> = {
  unanswered: { text: 'The question was:', style: 'strong' },
  right: { text: '✓ You predicted it.', style: 'success' },
  wrong: { text: '✗ Not what you predicted.', style: 'warning' },
};

/** How the learner's answer compares with what happened, and why. */
export function verdictLines(verdict: VerdictBlock, width: number): readonly Line[] {
  const { question, outcome, said, correct, explanation } = verdict;
  // Several answers are right together: they are named once.
  const label = (index: number): string => (correct.length === 1 ? 'It is:' : index === 0 ? 'They are:' : '');
  return [
    [OUTCOMES[outcome]],
    ...(outcome === 'unanswered' ? proseLines(question, width) : []),
    ...(outcome === 'wrong' ? said.flatMap((option) => optionLines(option, 'You said:', width)) : []),
    ...correct.flatMap((option, index) =>
      optionLines(option, outcome === 'right' ? 'You said:' : label(index), width),
    ),
    [],
    ...proseLines(explanation, width),
  ];
}

function optionLines(option: readonly PhrasingContent[], label: string, width: number): readonly Line[] {
  const first = `  ${label.padEnd(10)}`;
  return phrasingLines(option, width, {
    first: [{ text: first, style: 'quiet' }],
    rest: [{ text: ' '.repeat(first.length) }],
  });
}
