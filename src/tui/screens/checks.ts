/** What a check of the answer said: each check with its mark, then the first difference, expected beside actual. */
import type { Graded } from '../../engine/grade/graded.ts';
import type { CheckResult, Report, ReportValue } from '../../engine/grade/model.ts';
import type { Line, Span } from '../text/line.ts';
import { printable, showCell } from '../text/visible.ts';
import { cutLine, padLine, plainLine } from '../text/width.ts';
import { wrapLine } from '../text/wrap.ts';

/** Wide enough that nothing is cut or wrapped. */
const ENDLESS = 10_000;

/** The verdict in one line. */
export function verdictLine(report: Report): Line {
  const points = `${report.points} of ${report.maxPoints} points`;
  return report.solved
    ? [{ text: `✓ Solved: ${points}. S shows the reference.`, style: 'success' }]
    : [{ text: `Not yet: ${points}.`, style: 'strong' }];
}

/** The report of a check, at most `width` columns wide. */
export function checkLines({ report, text }: Graded, width: number): readonly Line[] {
  const lines: Line[] = [[...verdictLine(report)], []];
  if (report.error !== null) lines.push(...errorLines(report, text, width), []);
  if (report.knownMistake !== null) {
    lines.push(
      ...wrapLine(
        [{ text: 'This is a well-known trap: ', style: 'insight' }, { text: printable(report.knownMistake) }],
        width,
      ),
      [],
    );
  }
  lines.push(...report.checks.flatMap((check) => checkLine(check, width)));
  const failed = report.checks.find((check) => check.passed === false);
  if (failed !== undefined) lines.push([], ...differenceLines(failed, width));
  return lines;
}

/** The same for a screen reader, one sentence a line. */
export function checksSpoken({ report, text }: Graded): readonly string[] {
  const { error, knownMistake, checks } = report;
  const failed = checks.find((check) => check.passed === false);
  const values = failed === undefined || (failed.expected === null && failed.actual === null) ? null : failed;
  return [
    plainLine(verdictLine(report)),
    ...(error === null ? [] : errorLines(report, text, ENDLESS).map(plainLine)),
    ...(knownMistake === null ? [] : [`This is a well-known trap: ${printable(knownMistake)}`]),
    ...checks.flatMap((check) => checkLine(check, ENDLESS).map(plainLine)),
    ...(failed === undefined ? [] : [printable(failed.message)]),
    ...(values === null
      ? []
      : [
          ...valueLines('expected:', values.expected, ENDLESS),
          ...valueLines('yours:', values.actual, ENDLESS),
        ].map(plainLine)),
  ];
}

/** `✓ passes   every visit is still there · on hidden data · 2 points`, further lines below the name. */
function checkLine(check: CheckResult, width: number): readonly Line[] {
  const where = check.dataset === 'hidden' ? ' · on hidden data' : '';
  const points = check.points === 1 ? '1 point' : `${check.points} points`;
  const mark = markOf(check);
  return wrapLine(
    [mark, { text: printable(check.name) }, { text: `${where} · ${points}`, style: 'quiet' }],
    width,
    { rest: [{ text: ' '.repeat(mark.text.length) }] },
  );
}

function markOf({ passed }: CheckResult): Span {
  if (passed === null) return { text: '– not run  ', style: 'quiet' };
  return passed ? { text: '✓ passes   ', style: 'success' } : { text: '✗ not yet  ', style: 'error' };
}

function errorLines({ error }: Report, text: string, width: number): readonly Line[] {
  if (error === null) return [];
  const source = text.split('\n')[error.line - 1] ?? '';
  return [
    ...wrapLine(
      [
        {
          text: `✗ Line ${error.line}, statement ${error.statement}: ${printable(error.message)}`,
          style: 'error',
        },
      ],
      width,
      {
        rest: [{ text: '  ' }],
      },
    ),
    cutLine([{ text: `  ${error.line} │ `, style: 'quiet' }, { text: printable(source) }], width),
  ];
}

/** The first check that does not pass: its sentence, then expected beside actual. */
function differenceLines(check: CheckResult, width: number): readonly Line[] {
  const half = Math.floor((width - 3) / 2);
  const left = valueLines('expected', check.expected, half);
  const right = valueLines('yours', check.actual, half);
  const both = Array.from({ length: Math.max(left.length, right.length) }, (_, row): Line => [
    ...padLine(left[row] ?? [], half + 3),
    ...(right[row] ?? []),
  ]);
  const shown = check.expected === null && check.actual === null ? [] : [[], ...both];
  return [...wrapLine([{ text: printable(check.message) }], width), ...shown];
}

function valueLines(title: string, value: ReportValue, width: number): readonly Line[] {
  const head: Line = [{ text: title, style: 'strong' }];
  if (value === null) return [head, [{ text: 'nothing', style: 'quiet' }]];
  if (typeof value === 'string')
    return [head, ...value.split('\n').flatMap((line) => wrapLine([{ text: printable(line) }], width))];
  return [
    head,
    ...value.rows.slice(0, 6).flatMap((row) =>
      value.columns.flatMap((column, index) => {
        const cell = row[index] ?? null;
        return wrapLine([{ text: `${printable(column)}: `, style: 'quiet' }, ...cellSpans(cell)], width);
      }),
    ),
  ];
}

/** A number in a report does not tell INTEGER from REAL, so a whole one is shown without a point. */
function cellSpans(cell: null | number | string | { readonly blob: string }): readonly Span[] {
  if (typeof cell === 'object' && cell !== null) return [{ text: `x'${cell.blob}'` }];
  return showCell(typeof cell === 'number' && Number.isInteger(cell) ? BigInt(cell) : cell);
}
