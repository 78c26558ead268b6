/** The question before a step runs, and what was right after it ran. */
import type { Predict } from '../../course/model.ts';
import type { Command } from '../../tutor/commands.ts';
import type { PredictPanel } from '../../tutor/state.ts';
import { bindingsOf, keySign } from '../keymap.ts';
import type { Line, Span } from '../../render/terminal/text/line.ts';
import { phrasingLines, proseLines } from '../../render/terminal/text/prose.ts';

/** The question with its options, the cursor on one. */
export function questionLines(predict: Predict, panel: PredictPanel, width: number): readonly Line[] {
  const several = predict.options.filter((option) => option.correct).length > 1;
  return [
    [
      { text: 'Predict', style: 'insight' },
      { text: `  ${hintWords(several)}`, style: 'quiet' },
    ],
    [],
    ...proseLines(predict.question, width),
    [],
    ...predict.options.flatMap((option, index) => {
      const chosen = panel.chosen.includes(index);
      const [open, close] = several ? '[]' : '()';
      const mark: Span = {
        text: `${open}${chosen ? 'x' : ' '}${close} `,
        ...(chosen ? { style: 'current' as const } : {}),
      };
      const cursor: Span = { text: index === panel.cursor ? '▶ ' : '  ', style: 'current' };
      return phrasingLines(option.text, width, {
        first: [cursor, mark, { text: `${index + 1}  ` }],
        rest: [{ text: ' '.repeat(9) }],
      });
    }),
  ];
}

/** How to answer, in the keys' own names. Enter takes the answer under the cursor where none is chosen. */
function hintWords(several: boolean): string {
  const sign = (command: Command): string =>
    keySign(bindingsOf('predict').find((binding) => binding.command === command)?.keys[0] ?? '');
  const move = `${sign('up')} ${sign('down')}`;
  return several
    ? `Several may hold: ${sign('choose')} or their numbers, then ${sign('accept')}.`
    : `One holds: ${move} or its number, then ${sign('accept')}.`;
}

/** How the learner's answer compares with what happened, and why. */
export function verdictLines(
  predict: Predict,
  chosen: readonly number[] | undefined,
  width: number,
): readonly Line[] {
  const correct = predict.options.flatMap((option, index) => (option.correct ? [index] : []));
  const right =
    chosen !== undefined && chosen.length === correct.length && correct.every((i) => chosen.includes(i));
  // Several answers are right together: they are named once.
  const label = (index: number): string =>
    correct.length === 1 ? 'It is:' : index === correct[0] ? 'They are:' : '';
  const head: Line =
    chosen === undefined
      ? [{ text: 'The question was:', style: 'strong' }]
      : right
        ? [{ text: '✓ You predicted it.', style: 'success' }]
        : [{ text: '✗ Not what you predicted.', style: 'warning' }];
  return [
    head,
    ...(chosen === undefined ? proseLines(predict.question, width) : []),
    ...(right ? [] : (chosen ?? []).flatMap((index) => optionLines(predict, index, 'You said:', width))),
    ...correct.flatMap((index) => optionLines(predict, index, right ? 'You said:' : label(index), width)),
    [],
    ...proseLines(predict.explanation, width),
  ];
}

function optionLines(predict: Predict, index: number, label: string, width: number): readonly Line[] {
  const option = predict.options[index];
  if (option === undefined) return [];
  const first = `  ${label.padEnd(10)}`;
  return phrasingLines(option.text, width, {
    first: [{ text: first, style: 'quiet' }],
    rest: [{ text: ' '.repeat(first.length) }],
  });
}
