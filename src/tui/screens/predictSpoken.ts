/** The question before a step runs, and what was right after it ran, for a screen reader. */
import type { Predict } from '../../course/model.ts';
import { phrasingLines, proseText } from '../../render/terminal/text/prose.ts';
import { plainLine } from '../../render/terminal/text/width.ts';
import { ended } from '../../words/sentence.ts';

/** Wide enough that nothing is wrapped. */
const ENDLESS = 10_000;

/** The question, then each answer with whether it is chosen and where the cursor is. */
export function questionSpoken(
  predict: Predict,
  cursor: number,
  chosen: readonly number[],
): readonly string[] {
  const several = predict.options.filter((option) => option.correct).length > 1;
  return [
    `Predict: ${proseText(predict.question)}`,
    several ? 'Several answers may hold.' : 'One answer holds.',
    ...predict.options.map((_, index) => {
      const mark = chosen.includes(index) ? 'chosen' : 'not chosen';
      return `${index === cursor ? 'Here: ' : ''}${index + 1}, ${mark}: ${optionText(predict, index)}`;
    }),
  ];
}

/** How the learner's answer compares with what happened, and why; `chosen` is undefined where none was given. */
export function verdictSpoken(predict: Predict, chosen: readonly number[] | undefined): readonly string[] {
  const correct = predict.options.flatMap((option, index) => (option.correct ? [index] : []));
  const right =
    chosen !== undefined && chosen.length === correct.length && correct.every((i) => chosen.includes(i));
  const said = (label: string, indexes: readonly number[]): readonly string[] =>
    indexes.map((index) => `${label}: ${ended(optionText(predict, index))}`);
  return [
    ...(chosen === undefined
      ? [`The question was: ${proseText(predict.question)}`]
      : [right ? 'You predicted it.' : 'Not what you predicted.']),
    ...(right ? [] : said('You said', chosen ?? [])),
    ...said(right ? 'You said' : 'It is', correct),
    proseText(predict.explanation),
  ];
}

function optionText(predict: Predict, index: number): string {
  const option = predict.options[index];
  return option === undefined ? '' : phrasingLines(option.text, ENDLESS).map(plainLine).join(' ');
}
