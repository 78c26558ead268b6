/** The line above a table: its name, how many rows, and in short what changed. */
import { rowCounts } from '../../../diff/summary.ts';
import type { TableState } from '../../../database/state.ts';
import type { Line, Span, Style } from '../../spans/line.ts';
import { shownName } from '../../words/schema.ts';
import type { TableView } from '../../../view/table/table.ts';
import { counted, grouped } from '../../../words/sentence.ts';

function rowsWords(state: TableState): string {
  if (state.rowCount === 0) return 'no rows';
  const rows = counted(state.rowCount, 'row');
  return state.rows.length < state.rowCount ? `${rows}, the first ${grouped(state.rows.length)} here` : rows;
}

function mark(sign: string, count: number, one: string, style: Style): Span[] {
  return count === 0 ? [] : [{ text: `${sign}${counted(count, one)}`, style }];
}

/** Marks such as `+1 column  ~6 rows`, what was lost last. */
function marks(view: TableView): Span[] {
  const { diff } = view;
  if (diff === null || view.before === null || view.after === null) return [];
  const rows = rowCounts(diff.rows);
  const spans = [
    ...mark('+', diff.columns.added.length, 'column', 'added'),
    ...mark('-', diff.columns.removed.length, 'column', 'removed'),
    ...mark('→', diff.columns.renamed.length, 'column', 'renamed'),
    ...mark('~', diff.columns.changed.length, 'column', 'changed'),
    ...mark('+', rows.added, 'row', 'added'),
    ...mark('-', rows.removed, 'row', 'removed'),
    ...mark('~', rows.changed, 'row', 'changed'),
  ];
  return spans.flatMap((span, index) => (index === 0 ? [span] : [{ text: '  ' }, span]));
}

function nameSpans(view: TableView): Span[] {
  if (view.nameBefore === view.nameAfter) return [{ text: shownName(view.nameAfter), style: 'title' }];
  return [
    { text: shownName(view.nameBefore), style: 'removed' },
    { text: ' → ', style: 'quiet' },
    { text: shownName(view.nameAfter), style: 'renamed' },
  ];
}

function quiet(text: string): Span {
  return { text, style: 'quiet' };
}

/** `visits · 7 rows · ~6 rows  +1 column`; `visits does not exist yet`; `visits: gone`. */
export function titleLine(view: TableView): Line {
  const { before, after } = view;
  const alone = after ?? before;
  if (alone === null) return missingLine(view, view.missing);
  if (view.mode === 'single') return [...nameSpans(view), quiet(` · ${rowsWords(alone)}`)];
  if (after === null) {
    const lost =
      before === null || before.rowCount === 0 ? 'it had no rows' : `${rowsWords(before)} gone with it`;
    return [{ text: '- ', style: 'removed' }, ...missingLine(view, 'gone'), quiet(` · ${lost}`)];
  }
  if (before === null) {
    return [{ text: '+ ', style: 'added' }, ...nameSpans(view), quiet(` · new · ${rowsWords(after)}`)];
  }
  const rows =
    before.rowCount === after.rowCount
      ? rowsWords(after)
      : `${grouped(before.rowCount)} → ${rowsWords(after)}`;
  const changes = marks(view);
  return [...nameSpans(view), quiet(` · ${rows}`), ...(changes.length > 0 ? [quiet(' · ')] : []), ...changes];
}

/** The title of one side: `before · visits · 7 rows`. */
export function sideTitle(view: TableView, side: 'before' | 'after'): Line {
  const state = view[side];
  const front: Span = quiet(`${side} · `);
  if (state === null)
    return side === 'before' ? [quiet('before: no such table')] : [front, ...missingLine(view, 'gone')];
  const name: Span = { text: shownName(state.schema.name), style: 'title' };
  const changes = side === 'after' ? marks(view) : [];
  return [
    front,
    name,
    quiet(` · ${rowsWords(state)}`),
    ...(changes.length > 0 ? [quiet(' · ')] : []),
    ...changes,
  ];
}

function missingLine(view: TableView, how: 'yet' | 'gone'): Line {
  const name = shownName(how === 'yet' ? view.nameAfter : view.nameBefore);
  return how === 'yet'
    ? [{ text: name, style: 'title' }, quiet(' does not exist yet')]
    : [
        { text: name, style: 'title' },
        { text: ': gone', style: 'removed' },
      ];
}
