/** A played step as text: its name, its SQL with what each statement did, and the tables it changed. */
import { describeDiff } from '../../diff/describe.ts';
import { hasRowChange, hasSchemaChange } from '../../diff/summary.ts';
import { joinParts } from '../../diff/words.ts';
import type { RequestOutcome } from '../../rollout/model.ts';
import type { ShownError, ShownStatement, SqlBlock, StatusBlock } from '../../view/blocks.ts';
import type { PlayedAction, StepView } from '../../view/step.ts';
import { meanwhileLine, requestLine } from '../terminal/blocks/requests.ts';
import { tableLines } from '../terminal/table/lines.ts';
import { resultLines } from '../terminal/table/result.ts';
import type { Line, Span } from '../spans/line.ts';
import { sqlLines } from '../terminal/text/sql.ts';
import { printable } from '../spans/visible.ts';
import { wrapLine } from '../terminal/text/wrap.ts';
import { actionDetails, actionName } from '../words/actions.ts';
import { countWords } from '../words/requests.ts';
import { versionsLine } from '../terminal/matrix/versions.ts';

/** Tables are printed whole: a page is not scrolled. */
const ENDLESS = 10_000;

/** The lines of a step, at most `columns` wide, with a blank line at the end. */
export function stepLines(view: StepView, columns: number): readonly Line[] {
  const { step, actions } = view;
  const heading: Line = [{ text: `${step.number}. ${printable(step.title)}`, style: 'title' }];
  return [
    heading,
    [{ text: '─'.repeat(Math.min(columns, 80)), style: 'quiet' }],
    ...actions.flatMap((action) => [...actionLines(action, columns), []]),
    ...changedTables(view, columns),
    ...applicationLines(view, columns),
    [],
  ];
}

/** The requests of the step, and what the application's versions can do after it. */
function applicationLines({ step, probe, requests }: StepView, columns: number): readonly Line[] {
  return [
    ...(requests === null ? [] : [[{ text: countWords(requests) }]]),
    ...(probe === null ? [] : [versionsLine(probe, step.fleet, columns)]),
  ];
}

function actionLines({ sql, did }: PlayedAction, columns: number): readonly Line[] {
  const details = actionDetails(sql).map((detail): Span => ({ text: ` · ${detail}`, style: 'quiet' }));
  return [
    ...wrapLine([{ text: actionName(sql.action), style: 'strong' }, ...details], columns),
    ...sql.statements.flatMap((statement, index) => [
      ...sqlLines(statement.sql, columns - 2).map(({ line }): Line => [{ text: '  ' }, ...line]),
      ...(statement.made?.type === 'request'
        ? requestLines(sql, statement.made.request, columns)
        : didLines(statement, did[index], columns)),
    ]),
    ...(sql.error === null ? [] : errorLines(sql.error, columns)),
  ];
}

function didLines(
  { error, made }: ShownStatement,
  did: StatusBlock | undefined,
  columns: number,
): readonly Line[] {
  if (error !== null) return errorLines(error, columns);
  if (did?.type === 'found') return resultLines(did.result, columns, ENDLESS);
  const batch = made?.type === 'batch' ? `batch ${made.number} of ${made.batches}: ` : '';
  const parts = did?.type === 'changed' ? describeDiff(did.change.diff, { after: did.change.after }) : [];
  return indented([{ text: `${batch}${printable(joinParts(parts))}`, style: 'quiet' }], columns);
}

function errorLines({ message, announced }: ShownError, columns: number): readonly Line[] {
  const words = `✗ ${printable(message)}${announced ? ' (as the lesson says)' : ''}`;
  return indented([{ text: words, style: 'error' }], columns);
}

/** What a request got, and why it went wrong. */
function requestLines({ action }: SqlBlock, request: RequestOutcome, columns: number): readonly Line[] {
  // Traffic is the step's own doing, and nothing goes on meanwhile.
  const line = action.type === 'traffic' ? requestLine(request) : meanwhileLine(request);
  const why = request.error === null ? [] : [{ text: `: ${printable(request.error)}` }];
  return indented([...line, ...why], columns);
}

/** Under the SQL that it is about. */
function indented(line: Line, columns: number): readonly Line[] {
  const indent = [{ text: '  ' }];
  return wrapLine(line, columns, { first: indent, rest: indent });
}

/** Before and after of every table that the step changed. */
function changedTables({ tables }: StepView, columns: number): readonly Line[] {
  return tables.flatMap(({ table }) =>
    table?.diff != null && (hasSchemaChange(table.diff) || hasRowChange(table.diff))
      ? [...tableLines(table, { width: columns, height: ENDLESS, types: true }), []]
      : [],
  );
}
