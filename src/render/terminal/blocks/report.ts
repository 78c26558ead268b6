/**
 * What a check of an answer said, as lines: the verdict, the error with its line,
 * and every check, those that do not pass with what was expected beside what is
 * there. The exercise's screen and the command `check` say it in these words.
 */
import type { CheckResult, Report, ReportValue } from '../../../grading/model.ts';
import type { Line, Span } from '../../spans/line.ts';
import { printable } from '../../spans/visible.ts';
import { lineWidth, padLine } from '../text/width.ts';
import { wrapLine } from '../text/wrap.ts';
import { cutCharacters } from '../../../words/width.ts';
import { counted } from '../../../words/sentence.ts';

/** Columns of a check's mark, under which all that is said of the check is moved in. */
const INDENT = 11;

/** Columns between what was expected and what is there. */
const GAP = 3;

/** The verdict in one line. */
function verdictLine({ points, maxPoints, solved }: Report): Line {
  return solved
    ? [{ text: `✓ Solved: ${points} of ${maxPoints} points.`, style: 'success' }]
    : [{ text: `Not yet: ${points} of ${maxPoints} points.`, style: 'strong' }];
}

/** The report in one line: the verdict, and what stands in the way first. Not cut at any width. */
export function summaryLine(report: Report): Line {
  const { error, checks } = report;
  if (error !== null) {
    const place = error.about === 'answer' ? '' : `Line ${error.line}: `;
    return [{ text: `✗ ${place}${printable(error.message)}`, style: 'error' }];
  }
  const failed = checks.find(({ passed }) => passed === false);
  const verdict = verdictLine(report);
  if (failed === undefined) return verdict;
  return [...verdict, { text: ` ${printable(failed.message.replace(/ \(The first of .*\)$/, ''))}` }];
}

/** The whole report, at most `width` columns wide. `text` is the answer, of which the line at fault is shown. */
export function reportLines(report: Report, text: string, width: number): readonly Line[] {
  const { error, knownMistake, checks } = report;
  return [
    verdictLine(report),
    [],
    ...(error === null ? [] : [...errorLines(error, text, width), []]),
    ...(knownMistake === null ? [] : [...mistakeLines(knownMistake, width), []]),
    ...checks.flatMap((check) => [
      ...checkLines(check, width),
      ...explanation(check, width - INDENT, error !== null).map((line): Line =>
        line.length === 0 ? line : [{ text: ' '.repeat(INDENT) }, ...line],
      ),
    ]),
  ];
}

function mistakeLines(mistake: string, width: number): readonly Line[] {
  return wrapLine(
    [{ text: 'This is a well-known trap: ', style: 'insight' }, { text: printable(mistake) }],
    width,
  );
}

function errorLines(error: NonNullable<Report['error']>, text: string, width: number): readonly Line[] {
  const { about, line, message } = error;
  const source = about === 'answer' ? '' : (text.split(/\r\n?|\n/)[line - 1] ?? '');
  const said = `✗ ${placeOf(error)}${printable(message)}`;
  const place: Span = { text: `  ${line} │ `, style: 'quiet' };
  const shown = wrapLine([{ text: short(source) }], width, {
    keepIndent: true,
    first: [place],
    rest: [{ text: ' '.repeat(place.text.length) }],
  });
  return [
    ...wrapLine([{ text: said, style: 'error' }], width, { rest: [{ text: '  ' }] }),
    ...(source.trim() === '' ? [] : shown),
  ];
}

function placeOf({ about, line, statement }: NonNullable<Report['error']>): string {
  switch (about) {
    case 'statement':
      return `Line ${line}, statement ${statement}: `;
    case 'line':
      return `Line ${line}: `;
    case 'answer':
      return '';
  }
}

/** A line of SQL in an error: its beginning is enough to find it. */
function short(source: string): string {
  return cutCharacters(printable(source.slice(0, 400).replaceAll('\t', '    ')), 200);
}

/** `✓ passes   every visit is still there · on hidden data · 2 points`, further lines below the name. */
function checkLines(check: CheckResult, width: number): readonly Line[] {
  const where = check.dataset === 'hidden' ? ' · on hidden data' : '';
  const points = counted(check.points, 'point');
  return wrapLine(
    [markOf(check), { text: printable(check.name) }, { text: `${where} · ${points}`, style: 'quiet' }],
    width,
    { rest: [{ text: ' '.repeat(INDENT) }] },
  );
}

function markOf({ passed }: CheckResult): Span {
  if (passed === null) return { text: '– not run  ', style: 'quiet' };
  return passed ? { text: '✓ passes   ', style: 'success' } : { text: '✗ not yet  ', style: 'error' };
}

/** Why a check does not pass, or was not run. Behind an error it goes without saying why nothing else was looked at. */
function explanation(check: CheckResult, width: number, afterError: boolean): readonly Line[] {
  const { passed, message, expected, actual } = check;
  if (passed === true || (passed === null && afterError)) return [];
  const style = passed === null ? 'quiet' : 'emphasis';
  return [
    ...wrapLine([{ text: printable(message), style }], width),
    ...(expected === null && actual === null ? [] : besideLines(expected, actual, width)),
  ];
}

const EXPECTED = 'expected';
const ACTUAL = 'yours';

/** What was expected beside what is there, part by part on one height. */
function besideLines(expected: ReportValue, actual: ReportValue, width: number): readonly Line[] {
  const [want, have] = [valueParts(expected), valueParts(actual)];
  const room = Math.max(2, width - GAP);
  const first = firstWidth(widest(want, EXPECTED), widest(have, ACTUAL), room);
  const left = want.map((part) => wrapLine(part, first, { keepIndent: true }));
  const right = have.map((part) => wrapLine(part, room - first, { keepIndent: true }));
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, part) =>
    pairs(left[part] ?? [], right[part] ?? [], first + GAP),
  );
  const title = (text: string): Line => [{ text, style: 'quiet' }];
  return [...pairs([title(EXPECTED)], [title(ACTUAL)], first + GAP), ...rows.flat()];
}

function widest(parts: readonly Line[], title: string): number {
  return Math.max(title.length, ...parts.map(lineWidth));
}

/** Half of the room, unless one side needs more and the other can spare it. */
function firstWidth(left: number, right: number, room: number): number {
  const half = Math.floor(room / 2);
  if (right > half && left < half) return Math.max(left, room - right);
  if (left > half && right < half) return Math.min(left, room - right);
  return half;
}

function pairs(left: readonly Line[], right: readonly Line[], at: number): readonly Line[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row): Line => {
    const other = right[row] ?? [];
    return other.length === 0 ? (left[row] ?? []) : [...padLine(left[row] ?? [], at), ...other];
  });
}

/** A value in parts that begin on lines of their own: one row cell by cell, several rows row by row. */
function valueParts(value: ReportValue): readonly Line[] {
  if (value === null) return [[{ text: 'nothing', style: 'quiet' }]];
  if (typeof value === 'string') return value.split('\n').map((line) => [{ text: printable(line) }]);
  const rows = value.rows.map((row) =>
    value.columns.map((column, place): Line => [
      { text: `${printable(column)} `, style: 'quiet' },
      { text: cellText(row[place] ?? null) },
    ]),
  );
  const [only, ...more] = rows;
  if (only === undefined) return [[{ text: 'no such row', style: 'quiet' }]];
  return more.length === 0 ? only : rows.map(commaed);
}

function commaed(cells: readonly Line[]): Line {
  return cells.flatMap((cell, index) => (index === 0 ? cell : [{ text: ', ' }, ...cell]));
}

/** As in SQL, so that NULL, the text 'NULL' and an empty text cannot be taken for each other. */
function cellText(cell: null | number | string | { readonly blob: string }): string {
  if (cell === null) return 'NULL';
  if (typeof cell === 'object') return `x'${cell.blob}'`;
  return typeof cell === 'number' ? String(cell) : `'${printable(cell.replaceAll("'", "''"))}'`;
}
