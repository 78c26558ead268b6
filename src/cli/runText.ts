/** A played step as text: its name, its SQL with what each statement did, and the tables it changed. */
import { describeDiff } from '../diff/describe.ts';
import type { RequestOutcome } from '../rollout/model.ts';
import { hasRowChange, hasSchemaChange } from '../diff/summary.ts';
import { joinParts } from '../diff/words.ts';
import { statementChange, stepChange } from '../lesson/changes.ts';
import type { ActionPlay, StepPlay } from '../lesson/play.ts';
import { viewOf } from '../tui/screens/tablePane.ts';
import { nameOf } from '../tui/screens/sqlPane.ts';
import { versionsLine } from '../tui/screens/matrixGrid.ts';
import { countWords, requestLine } from '../tui/screens/traffic.ts';
import { tableLines } from '../render/terminal/table/lines.ts';
import { resultLines } from '../render/terminal/table/result.ts';
import type { Line } from '../render/terminal/text/line.ts';
import { sqlLines } from '../render/terminal/text/sql.ts';
import { printable } from '../render/terminal/text/visible.ts';
import { wrapLine } from '../render/terminal/text/wrap.ts';

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
    ...applicationText(play, columns),
    [],
  ];
}

/** The requests of the step, and what the application's versions can do after it. */
function applicationText({ step, probe, traffic }: StepPlay, columns: number): readonly Line[] {
  return [
    ...(traffic === null ? [] : [[{ text: countWords(traffic) }]]),
    ...(probe === null ? [] : [versionsLine(probe, step.fleet, columns)]),
  ];
}

function actionText(play: ActionPlay, columns: number): readonly Line[] {
  const { action, played } = play;
  return [
    [{ text: printable(nameOf(action)), style: 'strong' }],
    ...played.statements.flatMap((statement, index) => {
      const sql = sqlLines(statement.sql, columns - 2).map(({ line }): Line => [{ text: '  ' }, ...line]);
      const { error, result, made } = statement;
      if (made?.type === 'request') return [...sql, ...requestText(play, made.request, columns)];
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

/** What a request got, and why it went wrong. */
function requestText({ action }: ActionPlay, request: RequestOutcome, columns: number): readonly Line[] {
  const line = requestLine(request);
  // Traffic is the step's own doing, and nothing goes on meanwhile.
  const said = action.type === 'traffic' ? line.slice(1) : line;
  const why = request.error === null ? [] : [{ text: `: ${printable(request.error)}` }];
  return wrapLine([{ text: '  ' }, ...said, ...why], columns);
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
