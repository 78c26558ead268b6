/** One cell opened whole. */
import type { Cell } from '../../../database/cell.ts';
import type { Line } from '../../spans/line.ts';
import { showCell } from '../../spans/visible.ts';
import { wrapLine } from '../text/wrap.ts';
import { columnName } from '../../../view/table/columns.ts';
import { typeText } from './header.ts';
import { cellAt, type TableView } from '../../../view/table/table.ts';
import { counted } from '../../../words/sentence.ts';

export interface CellDetail {
  /** The column's name, both where it was renamed. */
  readonly name: string;
  /** The column's type in words, both where it changed. */
  readonly type: string;
  /** Undefined where there is no such cell. */
  readonly before: Cell | undefined;
  readonly after: Cell | undefined;
  readonly changed: boolean;
}

/** Everything about the cell at a row and column of the view, or null where the view has no such place. */
export function cellDetail(view: TableView, row: number, column: number): CellDetail | null {
  const place = view.columns[column];
  if (place === undefined || row < 0 || row >= view.rows.length) return null;
  const { before, after, change, status } = cellAt(view, row, column);
  return {
    name: columnName(place),
    type: typeText(place),
    before: status === 'added' ? undefined : before,
    after: status === 'removed' ? undefined : after,
    changed: change !== null,
  };
}

/** What SQLite calls the value, and how long it is: `text, 5 characters`. */
function cellKind(cell: Cell): string {
  if (cell === null) return 'null';
  if (typeof cell === 'bigint') return 'integer';
  if (typeof cell === 'number') return 'real';
  if (typeof cell === 'string') return `text, ${counted(Array.from(cell).length, 'character')}`;
  return cell instanceof Uint8Array ? `blob, ${counted(cell.length, 'byte')}` : cell.type;
}

/** Bytes, and UTF-16 units of text, that are shown: more is not read, and would hold up the screen. */
const BLOB_SHOWN = 4096;
const TEXT_SHOWN = 20_000;

function wholeCell(cell: Cell, width: number): Line[] {
  if (cell instanceof Uint8Array) {
    const bytes = Array.from(cell.subarray(0, BLOB_SHOWN), (byte) => byte.toString(16).padStart(2, '0'));
    const more = cell.length > BLOB_SHOWN ? ' …' : '';
    return wrapLine([{ text: bytes.join(' ') + more }], width);
  }
  if (typeof cell !== 'string') return wrapLine(showCell(cell), width);
  // A line of the text is a line here, with its ⏎ so that the break stays a visible part of the value.
  const parts = cell.slice(0, TEXT_SHOWN).split('\n');
  const rest = cell.length - TEXT_SHOWN;
  const more: Line[] =
    rest > 0 ? wrapLine([{ text: `… and ${counted(rest, 'more character')}`, style: 'quiet' }], width) : [];
  const lines = parts.flatMap((part, at) => {
    const text = at < parts.length - 1 ? `${part}\n` : part;
    if (text === '' && parts.length > 1) return [];
    return wrapLine(showCell(text, {}), width);
  });
  return [...lines, ...more];
}

/** The cell's value or values in full, wrapped: `before` and `after` under their names where they differ. */
export function detailLines(detail: CellDetail, width: number): Line[] {
  const part = (title: string, cell: Cell): Line[] => [
    ...wrapLine(
      [
        { text: title, style: 'strong' },
        { text: ` · ${cellKind(cell)}`, style: 'quiet' },
      ],
      width,
    ),
    ...wholeCell(cell, width),
  ];
  if (!detail.changed && detail.after !== undefined) return part('value', detail.after);
  return [
    ...(detail.before === undefined ? [] : part('before', detail.before)),
    ...(detail.before === undefined || detail.after === undefined ? [] : [[]]),
    ...(detail.after === undefined ? [] : part('after', detail.after)),
  ];
}
