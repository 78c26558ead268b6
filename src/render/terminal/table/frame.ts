/** A grid in a given number of lines: what is shown of it, and what is said of the rest. */
import type { Line } from '../../spans/line.ts';
import { cutLine } from '../text/width.ts';
import {
  bodyLines,
  cutsTypes,
  headLines,
  layGrid,
  type Grid,
  type GridSpace,
  type Laid,
  type TypeLines,
} from './grid.ts';
import { cut, widthOf } from '../../../words/width.ts';
import { counted, grouped } from '../../../words/sentence.ts';

/** Lines with what a viewport must know to scroll them. */
export interface TableFrame {
  readonly lines: readonly Line[];
  /** First row shown, counted from 0 in the view's order. */
  readonly firstRow: number;
  readonly rowsShown: number;
  readonly rowCount: number;
  /** Columns (the key apart) scrolled away on the left, and how many are when the last one is in view. */
  readonly columns: { readonly offset: number; readonly most: number };
  /** Names of the columns that are out of view. */
  readonly hiddenColumns: readonly string[];
  /** Columns in front of the state afterwards: where its side begins. */
  readonly after: number;
}

export interface FrameSpace extends GridSpace {
  /** Lines in all, title included. */
  readonly height: number;
  readonly title: Line | null;
  /** Says how to reach hidden columns. */
  readonly columnHint: string;
  /** How many of the rows outside these (first, count) differ. */
  readonly changedOutside: (first: number, count: number) => number;
}

/** Which lines there are above the rows, and how many are left for rows and what follows them. */
export interface Budget {
  readonly title: boolean;
  readonly header: boolean;
  /** With one line of types at most; a second one is taken from `body`. */
  readonly types: TypeLines;
  /** Whether there is room for a second line of types. */
  readonly typesRoom: boolean;
  readonly rule: boolean;
  readonly body: number;
  /** Lines that words about rows and columns out of view may take. */
  readonly footers: number;
}

/** Shares out the height. What goes first where it is short: the types, the rule, the words below, the rows. */
export function budgetOf(height: number, title: boolean, types: TypeLines): Budget {
  const rest = height - (title ? 1 : 0);
  const header = rest >= 1;
  const rule = rest >= 4;
  const withTypes = types > 0 && rest >= 6;
  return {
    title: title && height >= 1,
    header,
    types: withTypes ? 1 : 0,
    typesRoom: withTypes && rest >= 8,
    rule,
    body: Math.max(0, rest - Number(header) - Number(rule) - Number(withTypes)),
    footers: rest >= 7 ? 2 : rest >= 3 ? 1 : 0,
  };
}

/** `… 12 more rows, 3 of them changed`; empty where all rows are in view. */
export function moreRows(first: number, count: number, total: number, changed: number): string {
  const below = total - first - count;
  if (first + below <= 0) return '';
  const some = changed > 0 ? `, ${grouped(changed)} of them changed` : '';
  if (first === 0) return `… ${counted(below, 'more row')}${some}`;
  if (below === 0) return `… ${counted(first, 'row')} above${some}`;
  return `… ${counted(first, 'row')} above, ${grouped(below)} below${some}`;
}

/** `3 more columns: a, b, c  [ ] to scroll`, the names cut where they must be; null where all columns are in view. */
export function moreColumns(names: readonly string[], width: number, hint: string): Line | null {
  if (names.length === 0) return null;
  const words = `${counted(names.length, 'more column')}: ${names.join(', ')}`;
  const tail = hint === '' ? '' : `  ${hint}`;
  const room = width - widthOf(tail);
  // The names matter more than the hint.
  if (room < 30 && widthOf(words) > room) return cutLine([{ text: words, style: 'quiet' }], width);
  return [
    { text: cut(words, room), style: 'quiet' },
    ...(tail === '' ? [] : [{ text: tail, style: 'key' as const }]),
  ];
}

/** The words below: on one line where that is wide enough, at most `limit` lines. */
function footerLines(rows: string, columns: Line | null, width: number, limit: number): Line[] {
  const rowsLine: Line | null = rows === '' ? null : [{ text: rows, style: 'quiet' }];
  if (rowsLine === null || columns === null) {
    return [rowsLine ?? columns].flatMap((line) =>
      line === null || limit === 0 ? [] : [cutLine(line, width)],
    );
  }
  const both: Line = [...rowsLine, { text: ' · ', style: 'quiet' }, ...columns];
  if (limit < 2) return limit === 1 ? [cutLine(both, width)] : [];
  return [cutLine(rowsLine, width), cutLine(columns, width)];
}

/** The grid in at most `height` lines of at most `width` columns. */
export function frameGrid(grid: Grid, space: FrameSpace): TableFrame {
  const budget = budgetOf(space.height, space.title !== null, space.types);
  let { types, body } = budget;
  let footers: Line[] = [];
  let laid: Laid = layGrid(grid, { ...space, types }, body);
  if (budget.typesRoom && cutsTypes(grid, laid)) {
    types = 2;
    body--;
    laid = layGrid(grid, { ...space, types }, body);
  }
  let count = laid.cells.length;
  const names = (): string[] => laid.fit.hidden.map((index) => grid.columns[index]?.name ?? '');
  // Words below cost rows, and fewer rows may need words: settled after two rounds at most.
  for (let round = 0; round < 3; round++) {
    const changed = space.changedOutside(laid.first, count);
    const rows = moreRows(laid.first, count, grid.rowCount, changed);
    const columns = moreColumns(names(), space.width, space.columnHint);
    footers = footerLines(rows, columns, space.width, Math.min(budget.footers, Math.max(0, body - 1)));
    const room = body - footers.length;
    if (count + footers.length <= body) break;
    laid = layGrid(grid, { ...space, types }, room);
    count = laid.cells.length;
  }
  const lines: Line[] = [];
  if (budget.title && space.title !== null) lines.push(cutLine(space.title, space.width));
  if (budget.header && grid.columns.length > 0)
    lines.push(...headLines(grid, laid, { types, rule: budget.rule }));
  lines.push(...bodyLines(grid, laid, count));
  if (grid.rowCount === 0 && budget.body > 0 && grid.columns.length > 0) {
    lines.push(
      cutLine([{ text: `${grid.gutter === null ? '' : '  '}no rows`, style: 'quiet' }], space.width),
    );
  }
  lines.push(...footers);
  return {
    lines: lines.slice(0, Math.max(0, space.height)).map((line) => cutLine(line, space.width)),
    firstRow: laid.first,
    rowsShown: count,
    rowCount: grid.rowCount,
    columns: laid.fit,
    hiddenColumns: names(),
    after: 0,
  };
}
