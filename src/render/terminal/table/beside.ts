/** A table before and after beside each other, the same row on the same line. */
import type { Column } from '../../../database/state.ts';
import type { Line, Span } from '../../spans/line.ts';
import { cutLine, lineWidth } from '../text/width.ts';
import { gridCell, NO_CELL, type GridCell } from './cell.ts';
import type { ViewColumn } from '../../../view/table/columns.ts';
import { budgetOf, moreColumns, moreRows, type TableFrame } from './frame.ts';
import {
  beside,
  bodyLines,
  cutsTypes,
  headLines,
  layGrid,
  type Grid,
  type GridSpace,
  type Laid,
  type TypeLines,
} from './grid.ts';
import { headerLine } from './header.ts';
import { shownName, typeWords } from '../../words/schema.ts';
import { cellAt, type TableView } from '../../../view/table/table.ts';
import { statusAt } from '../../../view/table/order.ts';
import { frameSpace, gridColumn, type TableOptions } from './space.ts';
import { sideTitle } from './title.ts';

/** Columns between the two tables. */
const BETWEEN = 4;
/** Wider than any screen. */
const UNBOUNDED = 100_000;

type Side = 'before' | 'after';

/** One side as a grid over the rows of both: a row that this side lacks is blank. */
function sideGrid(view: TableView, side: Side): Grid {
  const own = view.columns.flatMap((column, index) => {
    const named = column[side];
    return named === null ? [] : [{ column, named, index }];
  });
  return {
    columns: own.map(({ column, named }) => ({
      ...gridColumn(column, sideHeader(column, named, side), typeWords(named), named),
      name: shownName(named.name),
    })),
    rowCount: view.rows.length,
    gutter: (row) => sideMark(view, side, row),
    cell: (row, at) => sideCell(view, side, row, own[at]?.index ?? -1),
  };
}

/** Marks stand on the side where the thing is: `-` before, `+`, `~` and `→` (renamed) afterwards. */
function sideHeader(column: ViewColumn, own: Column, side: Side): Line {
  if (side === 'before' && !column.removed) {
    return [{ text: shownName(own.name), style: column.renamed ? 'removed' : 'strong' }];
  }
  if (!column.renamed) return headerLine(column);
  return [
    ...(column.changed ? [{ text: '~', style: 'changed' as const }] : []),
    { text: '→ ', style: 'quiet' },
    { text: shownName(own.name), style: 'renamed' },
  ];
}

function sideMark(view: TableView, side: Side, row: number): Span {
  const status = statusAt(view.rows, row);
  if (status === 'changed') return { text: '~ ', style: 'changed' };
  if (status === 'added' && side === 'after') return { text: '+ ', style: 'added' };
  if (status === 'removed' && side === 'before') return { text: '- ', style: 'removed' };
  return { text: '  ' };
}

/** A changed cell carries an arrow on the right, so that it is found without colour. */
function sideCell(view: TableView, side: Side, row: number, index: number): GridCell {
  const column = view.columns[index];
  const found = cellAt(view, row, index);
  const value = found[side];
  if (column === undefined || value === undefined) return NO_CELL;
  const context = { numbers: column.numbers || found.change?.how === 'coerced' };
  if (side === 'before') {
    const gone = found.status === 'removed' || column.removed || found.change !== null;
    return gridCell(value, context, gone ? 'removed' : undefined);
  }
  if (found.status === 'added' || column.added) return gridCell(value, context, 'added');
  if (found.change === null) return gridCell(value, context);
  const cell = gridCell(value, context, 'changed');
  return { ...cell, text: [{ text: '→ ', style: 'quiet' }, ...cell.text] };
}

/** Columns that a side takes where nothing is cut or left out. */
function naturalWidth(grid: Grid, space: GridSpace, capacity: number, title: Line): number {
  const { fit } = layGrid(grid, { ...space, width: UNBOUNDED }, capacity);
  const columns = fit.shown.reduce((sum, column) => sum + column.width + 2, 0);
  return Math.max(columns, lineWidth(title));
}

/** Shares the width: half each where that does, and what one does not need goes to the other. */
function shareWidth(before: number, after: number, width: number): [number, number] {
  const room = Math.max(0, width - BETWEEN);
  const half = Math.floor(room / 2);
  if (before + after <= room) {
    const left = Math.min(Math.max(half, before), room - after);
    return [left, room - left];
  }
  if (before <= half) return [before, room - before];
  if (after <= room - half) return [room - after, after];
  return [half, room - half];
}

interface Pair {
  readonly left: Laid;
  readonly right: Laid;
  readonly widths: readonly [number, number];
}

/** Both tables in at most `height` lines of at most `width` columns. */
export function besideFrame(view: TableView, options: TableOptions): TableFrame {
  const space = frameSpace(view, options);
  const before = sideGrid(view, 'before');
  const after = sideGrid(view, 'after');
  const titles = { before: sideTitle(view, 'before'), after: sideTitle(view, 'after') };
  const budget = budgetOf(space.height, space.title !== null, space.types);
  const lay = (capacity: number, lines: TypeLines): Pair => {
    const own = { ...space, types: lines };
    const naturals = (types: TypeLines): [number, number] => [
      naturalWidth(before, { ...own, types }, capacity, titles.before),
      naturalWidth(after, { ...own, types }, capacity, titles.after),
    ];
    // Whole type texts only where both sides have room for them.
    const whole = naturals(lines);
    const fits = whole[0] + whole[1] + BETWEEN <= space.width ? whole : naturals(0);
    const widths = shareWidth(fits[0], fits[1], space.width);
    return {
      left: layGrid(before, { ...own, width: widths[0] }, capacity),
      right: layGrid(after, { ...own, width: widths[1] }, capacity),
      widths,
    };
  };
  const below = (pair: Pair): Line[] => {
    const { first, cells } = pair.left;
    const changed = space.changedOutside(first, cells.length);
    const rows = moreRows(first, cells.length, view.rows.length, changed);
    const [left, right] = [
      moreColumns(namesOf(before, pair.left), pair.widths[0], ''),
      moreColumns(namesOf(after, pair.right), pair.widths[1], space.columnHint),
    ];
    const lines: Line[] = rows === '' ? [] : [[{ text: rows, style: 'quiet' }]];
    if (left !== null || right !== null) lines.push(beside(left ?? [], pair.widths[0], BETWEEN, right ?? []));
    return lines.slice(0, Math.min(budget.footers, Math.max(0, body - 1)));
  };

  let { types, body } = budget;
  let pair = lay(body, types);
  if (budget.typesRoom && (cutsTypes(before, pair.left) || cutsTypes(after, pair.right))) {
    types = 2;
    body--;
    pair = lay(body, types);
  }
  let footers = below(pair);
  for (let round = 0; round < 2 && pair.left.cells.length + footers.length > body; round++) {
    pair = lay(body - footers.length, types);
    footers = below(pair);
  }
  const count = Math.min(pair.left.cells.length, Math.max(0, body - footers.length));
  const blank = (length: number): Line[] => Array.from({ length }, () => []);
  const table = (grid: Grid, laid: Laid): Line[] => {
    const height = Number(budget.header) + types + Number(budget.rule) + count;
    if (grid.columns.length === 0) return blank(height);
    return [
      ...(budget.header ? headLines(grid, laid, { types, rule: budget.rule }) : []),
      ...bodyLines(grid, laid, count),
    ];
  };
  const left = table(before, pair.left);
  const right = table(after, pair.right);
  const title = cutLine(titles.before, pair.widths[0]);
  const lines: Line[] = [
    ...(budget.title ? [beside(title, pair.widths[0], BETWEEN, cutLine(titles.after, pair.widths[1]))] : []),
    ...left.map((line, at) =>
      beside(cutLine(line, pair.widths[0]), pair.widths[0], BETWEEN, right[at] ?? []),
    ),
    ...(view.rows.length === 0 && budget.body > 0 ? [noRows(view, pair.widths[0] + BETWEEN)] : []),
    ...footers,
  ];
  return {
    lines: lines.slice(0, Math.max(0, space.height)).map((line) => cutLine(line, space.width)),
    firstRow: pair.left.first,
    rowsShown: count,
    rowCount: view.rows.length,
    columns: {
      offset: Math.max(pair.left.fit.offset, pair.right.fit.offset),
      most: Math.max(pair.left.fit.most, pair.right.fit.most),
    },
    hiddenColumns: [...new Set([...namesOf(before, pair.left), ...namesOf(after, pair.right)])],
    after: pair.widths[0] + BETWEEN,
  };
}

/** Said under the table that is there: beneath its after where it is new. */
function noRows({ before }: TableView, after: number): Line {
  const indent = before === null ? after : 0;
  return [{ text: `${' '.repeat(indent)}  no rows`, style: 'quiet' }];
}

function namesOf(grid: Grid, laid: Laid): string[] {
  return laid.fit.hidden.map((index) => grid.columns[index]?.name ?? '');
}
