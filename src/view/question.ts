/** A step's question before it runs, and its verdict afterwards, as blocks. */
import type { Predict } from '../course/model.ts';
import type { QuestionBlock, VerdictBlock } from './blocks.ts';

/** Where a learner is in answering. Options count from 0. */
export interface Answering {
  readonly cursor: number;
  readonly chosen: readonly number[];
}

export function questionBlock({ question, options }: Predict, { cursor, chosen }: Answering): QuestionBlock {
  return {
    type: 'question',
    question,
    several: options.filter(({ correct }) => correct).length > 1,
    options: options.map(({ text }, index) => ({
      text,
      chosen: chosen.includes(index),
      here: index === cursor,
    })),
  };
}

/** The verdict on the options `chosen`; undefined where the question was passed by. */
export function verdictBlock(predict: Predict, chosen: readonly number[] | undefined): VerdictBlock {
  const { question, options, explanation } = predict;
  const correct = options.flatMap((option, index) => (option.correct ? [index] : []));
  const right = chosen?.length === correct.length && correct.every((index) => chosen.includes(index));
  const texts = (indexes: readonly number[]): VerdictBlock['said'] =>
    indexes.flatMap((index) => (options[index] === undefined ? [] : [options[index].text]));
  return {
    type: 'verdict',
    question,
    outcome: chosen === undefined ? 'unanswered' : right ? 'right' : 'wrong',
    said: texts(chosen ?? []),
    correct: texts(correct),
    explanation,
  };
}
