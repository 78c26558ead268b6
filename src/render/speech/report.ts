/** What a check of an answer said, for a screen reader: sentences, what stands in the way first. */
import type { CheckResult, Report, ReportValue } from '../../grading/model.ts';
import { cellPlain, printable } from '../spans/visible.ts';
import { counted, ended } from '../../words/sentence.ts';

/** The whole report, one sentence or more a line. `text` is the answer, of which the line at fault is read. */
export function reportSpoken(report: Report, text: string): readonly string[] {
  const { error, knownMistake, checks } = report;
  const failed = checks.filter(({ passed }) => passed === false);
  // Behind an error it goes without saying why nothing else was looked at.
  const notRun = checks.filter(({ passed }) => passed === null);
  const passed = checks.filter((check) => check.passed === true);
  return [
    verdictSentence(report),
    ...(error === null ? [] : errorSentences(error, text)),
    ...(knownMistake === null ? [] : [`This is a well-known trap: ${ended(printable(knownMistake))}`]),
    ...failed.map(failedSentences),
    ...(notRun.length === 0 ? [] : [`Not run: ${notRun.map(checkWords).join('; ')}.`]),
    ...(passed.length === 0 ? [] : [`Passed: ${passed.map(checkWords).join('; ')}.`]),
  ];
}

/** The report in a sentence or two: the verdict, and what stands in the way first. */
export function summarySpoken(report: Report): string {
  const { error, checks } = report;
  if (error !== null) {
    const place = error.about === 'answer' ? '' : `Line ${error.line}: `;
    return `${place}${ended(printable(error.message))}`;
  }
  const failed = checks.find(({ passed }) => passed === false);
  const verdict = verdictSentence(report);
  return failed === undefined ? verdict : `${verdict} ${ended(printable(failed.message))}`;
}

function verdictSentence({ points, maxPoints, solved }: Report): string {
  return `${solved ? 'Solved' : 'Not yet'}: ${points} of ${counted(maxPoints, 'point')}.`;
}

function errorSentences(
  { about, line, statement, message }: NonNullable<Report['error']>,
  text: string,
): readonly string[] {
  if (about === 'answer') return [ended(printable(message))];
  const place = about === 'line' ? `line ${line}` : `line ${line}, statement ${statement}`;
  const source = (text.split(/\r\n?|\n/)[line - 1] ?? '').trim();
  return [
    `The error is in ${place}: ${ended(printable(message))}`,
    ...(source === '' ? [] : [`Line ${line} is: ${printable(source.slice(0, 400).replaceAll('\t', ' '))}`]),
  ];
}

function failedSentences(check: CheckResult): string {
  const { message, expected, actual } = check;
  const values =
    expected === null && actual === null
      ? ''
      : ` Expected: ${ended(valueWords(expected))} Yours: ${ended(valueWords(actual))}`;
  return `Failed: ${checkWords(check)}. ${ended(printable(message))}${values}`;
}

/** `every visit is still there, on hidden data, 2 points` */
function checkWords({ name, dataset, points }: CheckResult): string {
  return `${printable(name)}${dataset === 'hidden' ? ', on hidden data' : ''}, ${counted(points, 'point')}`;
}

function valueWords(value: ReportValue): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') {
    const lines = value.split('\n').map((line) => printable(line.trim()));
    return lines.filter((line) => line !== '').join('; ');
  }
  if (value.rows.length === 0) return 'no such row';
  const rows = value.rows.map((row) =>
    value.columns.map((column, place) => `${printable(column)} ${cellWords(row[place] ?? null)}`).join(', '),
  );
  return rows.join('; ');
}

function cellWords(cell: null | number | string | { readonly blob: string }): string {
  if (cell !== null && typeof cell === 'object') return `blob ${cell.blob}`;
  // As the report has it: a REAL without a fraction is a number like any other.
  return typeof cell === 'number' ? String(cell) : cellPlain(cell, { numbers: true });
}
