/** A report as text: the verdict, what went wrong where, and every check with what it expected. */
import type { CheckResult, Report, ReportValue } from '../engine/grade/model.ts';
import type { Line } from '../tui/text/line.ts';
import { printable } from '../tui/text/visible.ts';
import { wrapLine } from '../tui/text/wrap.ts';

/** At most `columns` wide. `text` is the answer, of which the line at fault is shown. */
export function checkText(report: Report, text: string, columns: number): readonly Line[] {
  const { points, maxPoints, solved, error, knownMistake } = report;
  const verdict: Line = solved
    ? [{ text: `✓ Solved: ${points} of ${maxPoints} points.`, style: 'success' }]
    : [{ text: `Not yet: ${points} of ${maxPoints} points.`, style: 'strong' }];
  const lines: Line[] = [verdict, []];
  if (error !== null) lines.push(...errorText(error, text, columns), []);
  if (knownMistake !== null) {
    const head = { text: 'A known mistake: ', style: 'insight' } as const;
    lines.push(...wrapLine([head, { text: printable(knownMistake) }], columns), []);
  }
  return [...lines, ...report.checks.flatMap((check) => resultText(check, columns, error !== null))];
}

function errorText(error: NonNullable<Report['error']>, text: string, columns: number): readonly Line[] {
  const { line, statement, message } = error;
  const source = text.split(/\r\n?|\n/)[line - 1] ?? '';
  const said = `✗ Line ${line}, statement ${statement}: ${printable(message)}`;
  const shown =
    source.trim() === ''
      ? []
      : wrapLine([{ text: `${line} │ `, style: 'quiet' }, { text: short(source) }], columns - 2);
  return [...wrapLine([{ text: said, style: 'error' }], columns), ...shown.map(indented(2))];
}

/** Nobody reads a longer line of SQL in an error. */
function short(source: string): string {
  const points = Array.from(printable(source.slice(0, 400)));
  return points.length <= 200 ? points.join('') : `${points.slice(0, 199).join('')}…`;
}

function resultText(check: CheckResult, columns: number, afterError: boolean): readonly Line[] {
  const { passed, name, points, dataset } = check;
  const mark: Line =
    passed === null
      ? [{ text: '– not run  ', style: 'quiet' }]
      : [passed ? { text: '✓ passes   ', style: 'success' } : { text: '✗ not yet  ', style: 'error' }];
  const tail = ` · ${dataset === 'hidden' ? 'hidden data · ' : ''}${points} ${points === 1 ? 'point' : 'points'}`;
  const head = wrapLine([...mark, { text: printable(name) }, { text: tail, style: 'quiet' }], columns, {
    rest: [{ text: ' '.repeat(11) }],
  });
  // Behind an error it goes without saying why nothing else was looked at.
  if (passed === true || (passed === null && afterError)) return head;
  const room = columns - 11;
  const message = wrapLine(
    [{ text: printable(check.message), style: passed === null ? 'quiet' : 'emphasis' }],
    room,
  );
  const values =
    check.expected === null && check.actual === null
      ? []
      : [...valueText('expected', check.expected, room), ...valueText('yours', check.actual, room)];
  return [...head, ...[...message, ...values].map(indented(11))];
}

const LABEL = 10;

function valueText(label: string, value: ReportValue, room: number): readonly Line[] {
  return valueLines(value).flatMap((text, index) =>
    wrapLine([{ text: text }], room, {
      first: [{ text: (index === 0 ? label : '').padEnd(LABEL), style: 'quiet' }],
      rest: [{ text: ' '.repeat(LABEL) }],
    }),
  );
}

function valueLines(value: ReportValue): readonly string[] {
  if (value === null) return ['nothing'];
  if (typeof value === 'string') return value.split('\n').map(printable);
  if (value.rows.length === 0) return ['no such row'];
  return value.rows.map((row) =>
    value.columns.map((column, place) => `${printable(column)} ${cellText(row[place] ?? null)}`).join(', '),
  );
}

/** As in SQL, so that NULL, the text 'NULL' and an empty text cannot be taken for each other. */
function cellText(cell: null | number | string | { readonly blob: string }): string {
  if (cell === null) return 'NULL';
  if (typeof cell === 'object') return `x'${cell.blob}'`;
  return typeof cell === 'number' ? String(cell) : `'${printable(cell.replaceAll("'", "''"))}'`;
}

function indented(width: number): (line: Line) => Line {
  return (line) => [{ text: ' '.repeat(width) }, ...line];
}
