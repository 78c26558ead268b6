/** The question before a step runs, and what was right after it ran, for a screen reader. */
import type { PhrasingContent } from 'mdast';
import type { QuestionBlock, VerdictBlock } from '../../view/blocks.ts';
import { phrasingText, proseText } from '../words/prose.ts';
import { ended } from '../../words/sentence.ts';

/** The question, then each answer with whether it is chosen and where the cursor is. */
export function questionSpoken({ question, several, options }: QuestionBlock): readonly string[] {
  return [
    `Predict: ${proseText(question)}`,
    several ? 'Several answers may hold.' : 'One answer holds.',
    ...options.map(({ text, chosen, here }, index) => {
      const mark = chosen ? 'chosen' : 'not chosen';
      return `${here ? 'Here: ' : ''}${index + 1}, ${mark}: ${phrasingText(text)}`;
    }),
  ];
}

/** How the learner's answer compares with what happened, and why. */
export function verdictSpoken({
  question,
  outcome,
  said,
  correct,
  explanation,
}: VerdictBlock): readonly string[] {
  const options = (label: string, texts: readonly (readonly PhrasingContent[])[]): readonly string[] =>
    texts.map((text) => `${label}: ${ended(phrasingText(text))}`);
  switch (outcome) {
    case 'unanswered':
      return [
        `The question was: ${proseText(question)}`,
        ...options('It is', correct),
        proseText(explanation),
      ];
    case 'right':
      return ['You predicted it.', ...options('You said', correct), proseText(explanation)];
    case 'wrong':
      return [
        'Not what you predicted.',
        ...options('You said', said),
        ...options('It is', correct),
        proseText(explanation),
      ];
  }
}
