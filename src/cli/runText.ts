/** A played step as text: its name, its SQL with what each statement did, and the tables it changed. */
import { describeDiff } from '../engine/diff/describe.ts';
import { hasRowChange, hasSchemaChange } from '../engine/diff/summary.ts';
import { joinParts } from '../engine/diff/words.ts';
import { statementChange, stepChange } from '../engine/lesson/changes.ts';
import type { ActionPlay, StepPlay } from '../engine/lesson/play.ts';
import { viewOf } from '../tui/screens/tablePane.ts';
import { nameOf } from '../tui/screens/sqlPane.ts';
import { tableLines } from '../tui/table/lines.ts';
import { resultLines } from '../tui/table/result.ts';
import type { Line } from '../tui/text/line.ts';
import { sqlLines } from '../tui/text/sql.ts';
import { printable } from '../tui/text/visible.ts';
import { wrapLine } from '../tui/text/wrap.ts';

/** Tables are printed whole: nobody scrolls a page. */
const ENDLESS = 10_000;

/** The lines of a step, at most `columns` wide, with a blank line at the end. */
export function stepText(play: StepPlay, columns: number): readonly Line[] {
  const { step } = play;
  const heading: Line = [{ text: `${step.number}. ${printable(step.title)}`, style: 'title' }];
  return [
    heading,
    [{ text: '─'.repeat(Math.min(columns, 80)), style: 'quiet' }],
    ...play.actions.flatMap((action) => [...actionText(action, columns), []]),
    ...tablesText(play, columns),
    [],
  ];
}

function actionText(play: ActionPlay, columns: number): readonly Line[] {
  const { action, played } = play;
  return [
    [{ text: printable(nameOf(action)), style: 'strong' }],
    ...played.statements.flatMap((statement, index) => {
      const sql = sqlLines(statement.sql, columns - 2).map(({ line }): Line => [{ text: '  ' }, ...line]);
      const { error, result } = statement;
      if (error !== null) {
        const announced = action.fails === null ? '' : ' (as the lesson says)';
        return [
          ...sql,
          ...wrapLine([{ text: `  ✗ ${printable(error.message)}${announced}`, style: 'error' }], columns),
        ];
      }
      if (result !== null) return [...sql, ...resultLines(result, columns, ENDLESS)];
      const change = statementChange(play)[index];
      const parts = change === undefined ? [] : describeDiff(change.diff, { after: change.after });
      return [...sql, ...wrapLine([{ text: `  ${printable(joinParts(parts))}`, style: 'quiet' }], columns)];
    }),
  ];
}

/** Before and after of every table that the step changed. */
function tablesText(play: StepPlay, columns: number): readonly Line[] {
  const change = stepChange(play);
  return change.diff.tables
    .filter((table) => hasSchemaChange(table) || hasRowChange(table))
    .flatMap((table) => {
      const view = viewOf(table.after ?? table.before ?? '', play.after, change, false);
      return [...tableLines(view, { width: columns, height: ENDLESS, types: true }), []];
    });
}
