/** A fence's SQL with a line that says what it is, the current statement marked and in view. */
import type { ShownStatement, SqlBlock } from '../../../view/blocks.ts';
import { actionDetails, actionName } from '../../words/actions.ts';
import type { Line, Span } from '../../spans/line.ts';
import { sqlLines, type SqlLine, type SqlOptions } from '../text/sql.ts';
import { printable } from '../../spans/visible.ts';
import { cutLine, lineWidth } from '../text/width.ts';
import { wrapLine } from '../text/wrap.ts';
import { batchLine, meanwhileLine, requestVerdict } from './requests.ts';

/** The SQL as lines, in as many as it gets. */
export interface SqlPane {
  /** Lines that it takes to show everything. */
  height(width: number): number;
  /** Lines that it takes to show the statement in hand whole. */
  least(width: number): number;
  lines(width: number, height: number): readonly Line[];
}

export function sqlPane(block: SqlBlock): SqlPane {
  const { action, statements } = block;
  const current = inHand(block);
  const { sql, options } = shownSql(block);
  const above = (width: number): readonly Line[] => [
    ...label(block, width),
    // Traffic is one request, and says with its name what it got.
    ...(action.type === 'traffic' || current === undefined ? [] : madeLines(current, width)),
  ];
  const below = (width: number): readonly Line[] =>
    errorLines(block.current === null ? statements.at(-1) : current, width);
  const height = (width: number, lines: number): number => above(width).length + lines + below(width).length;
  return {
    height: (width) => height(width, sqlLines(sql, width, options).length),
    least: (width) => {
      const { first, last } = extent(sqlLines(sql, width, options), options.current ?? null);
      return height(width, last - first + 1);
    },
    lines(width, rows) {
      const [head, foot] = [above(width), below(width)];
      const room = Math.max(1, rows - head.length - foot.length);
      return [...head, ...windowed(sqlLines(sql, width, options), options.current ?? null, room), ...foot];
    },
  };
}

function inHand({ statements, current }: SqlBlock): ShownStatement | undefined {
  return current === null ? undefined : statements[current];
}

/** Which text is shown, and which statement of it is marked. In batches one statement runs again and again, between requests. */
function shownSql(block: SqlBlock): { readonly sql: string; readonly options: SqlOptions } {
  const { action, statements, current: index } = block;
  const current = inHand(block);
  if (current?.made != null) {
    const failed = current.error === null ? null : 0;
    const whole = [{ offset: 0, length: current.sql.length }];
    return { sql: current.sql, options: { statements: whole, current: 0, done: 1, failed } };
  }
  if (action.type === 'migration' && action.batches !== null) return { sql: action.sql, options: {} };
  const failed = statements.findIndex(({ error }) => error !== null);
  return {
    sql: action.sql,
    options: {
      statements: statements.map(({ offset, sql }) => ({ offset, length: sql.length })),
      current: index,
      done: index === null ? statements.length : index + 1,
      failed: failed >= 0 && (index === null || index === failed) ? failed : null,
    },
  };
}

/** How far the batches have come, or what the request got. */
function madeLines({ made }: ShownStatement, width: number): readonly Line[] {
  switch (made?.type) {
    case undefined:
      return [];
    case 'batch':
      return [cutLine(batchLine(made), width)];
    case 'request':
      return [cutLine(meanwhileLine(made.request), width)];
  }
}

function errorLines(current: ShownStatement | undefined, width: number): readonly Line[] {
  if (current?.error == null) return [];
  const text: Line = [{ text: `✗ ${printable(current.error.message)}`, style: 'error' }];
  return wrapLine(text, width, { rest: [{ text: '  ' }] }).slice(0, 3);
}

/** The first and the last line of a statement; of all where there is none in hand. */
function extent(
  all: readonly SqlLine[],
  current: number | null,
): { readonly first: number; readonly last: number } {
  const belongs = ({ statement }: SqlLine): boolean => statement !== null && statement === current;
  const first = all.findIndex(belongs);
  return first < 0 ? { first: 0, last: all.length - 1 } : { first, last: all.findLastIndex(belongs) };
}

/** The current statement whole, then as many lines around it as fit; what is left out is counted. */
function windowed(all: readonly SqlLine[], current: number | null, room: number): readonly Line[] {
  const lines = all.map(({ line }) => line);
  if (lines.length <= room) return lines;
  const { first, last } = extent(all, current);
  const whole = last - first + 1;
  if (whole >= room) return beginning(lines.slice(first, first + whole), room);
  const after = lines.slice(last + 1);
  // What comes next is read before what is done already.
  const below = Math.min(after.length, room - whole);
  const above = Math.min(first, room - whole - below);
  return [
    ...(above === 0 ? [] : doneAbove(all, first, above)),
    ...lines.slice(first, last + 1),
    ...(below === 0
      ? []
      : below === 1 && after.length > 1
        ? [moreLine(after.length)]
        : beginning(after, below)),
  ];
}

/** The lines, or the first of them and how many more there are. */
function beginning(lines: readonly Line[], room: number): readonly Line[] {
  if (lines.length <= room || room <= 1) return lines.slice(0, room);
  return [...lines.slice(0, room - 1), moreLine(lines.length - room + 1)];
}

/** How the statement in front of line `first` begins, with its mark; or how many lines there are. */
function doneAbove(all: readonly SqlLine[], first: number, room: number): readonly Line[] {
  const lines = all.map(({ line }) => line);
  if (first <= room) return lines.slice(0, first);
  if (room === 1) return [moreLine(first)];
  const before = all[first - 1]?.statement ?? null;
  const begins = all.findIndex(({ statement }) => statement !== null && statement === before);
  return beginning(lines.slice(Math.max(0, begins), first), room);
}

function moreLine(count: number): Line {
  return [{ text: `  … ${count} more line${count === 1 ? '' : 's'}`, style: 'quiet' }];
}

/** What the SQL is, in one line where that holds it. */
function label(block: SqlBlock, width: number): readonly Line[] {
  const { action } = block;
  const name: Span = { text: actionName(action), style: 'strong' };
  const made = inHand(block)?.made;
  const verdict: Line =
    action.type === 'traffic' && made?.type === 'request'
      ? [{ text: '  ' }, ...requestVerdict(made.request)]
      : [];
  for (const place of ['statement ', '']) {
    const quiet = actionDetails(block, place).map((text): Span => ({ text: ` · ${text}`, style: 'quiet' }));
    const line: Line = [name, ...quiet, ...verdict];
    if (lineWidth(line) <= width) return [line];
  }
  const rest = actionDetails(block, 'statement ').join(' · ');
  return [
    ...wrapLine([name], width, { rest: [{ text: '  ' }] }).slice(0, 2),
    ...(rest === '' && verdict.length === 0
      ? []
      : [cutLine([{ text: `  ${rest}`, style: 'quiet' }, ...verdict], width)]),
  ];
}
