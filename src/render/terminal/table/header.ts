/** A column's head: its name with a mark of what happened to it, and its type. */
import type { Line, Span, Style } from '../../spans/line.ts';
import type { ViewColumn } from '../../../view/table/columns.ts';
import { shownName, typeWords } from '../../words/schema.ts';
import { ELLIPSIS, widthOf } from '../../../words/width.ts';

/** `name`, `+name`, `-name`, `~name`, `old → new`. */
export function headerLine(column: ViewColumn): Line {
  const { before, after } = column;
  if (column.added) return [{ text: `+${shownName(after?.name ?? '')}`, style: 'added' }];
  if (column.removed) return [{ text: `-${shownName(before?.name ?? '')}`, style: 'removed' }];
  const mark: Span[] = column.changed ? [{ text: '~', style: 'changed' }] : [];
  if (column.renamed && before !== null && after !== null) {
    const names: Span[] = [
      { text: shownName(before.name), style: 'removed' },
      { text: ' → ', style: 'quiet' },
      { text: shownName(after.name), style: 'renamed' },
    ];
    return [...mark, ...names];
  }
  const style: Style = column.changed ? 'changed' : 'strong';
  return [...mark, { text: shownName(after?.name ?? before?.name ?? ''), style }];
}

/** The type row's text for a column; `text → text not null` where that changed. */
export function typeText(column: ViewColumn): string {
  const { before, after } = column;
  const shown = after ?? before;
  if (shown === null) return '';
  if (!column.changed || before === null || after === null) return typeWords(shown);
  const withDefault = before.default !== after.default;
  return `${typeWords(before, { withDefault })} → ${typeWords(after, { withDefault })}`;
}

/** Whether the type text is that of a plain key, which `pk` alone tells. */
export function isKeyType(text: string): boolean {
  return /^\S+ pk( not null)?$/.test(text);
}

/**
 * The type in at most `lines` lines of `width` columns, broken and cut between
 * words; a key's `pk` is what stays longest. Empty lines at the end are left out.
 */
export function typeLines(text: string, width: number, lines: number): readonly string[] {
  if (text === '' || width < 1) return [];
  if (widthOf(text) <= width) return [text];
  if (isKeyType(text) && width >= 2) return ['pk'];
  const rows: string[] = [];
  let words = unitsOf(text);
  while (words.length > 0 && rows.length < lines) {
    const last = rows.length === lines - 1;
    let kept = 0;
    while (kept < words.length) {
      const row = words.slice(0, kept + 1).join(' ');
      const cutBehind = last && kept + 1 < words.length;
      if (widthOf(row) + (cutBehind ? 1 : 0) > width) break;
      kept++;
    }
    // A word that is wider than a line ends what can be shown.
    const stops = kept < words.length && (last || kept === 0);
    rows.push(words.slice(0, kept).join(' ') + (stops ? ELLIPSIS : ''));
    if (stops) break;
    words = words.slice(kept);
  }
  return rows;
}

/** The words of a type; `not null` is one. */
function unitsOf(text: string): string[] {
  return text.match(/not null|\S+/g) ?? [];
}

/** The width at which a type is whole in so many lines. */
export function typeWidth(text: string, lines: number): number {
  const words = unitsOf(text);
  const breaks = lines < 2 ? [] : words.slice(1).map((_, index) => index + 1);
  const widths = breaks.map((at) =>
    Math.max(widthOf(words.slice(0, at).join(' ')), widthOf(words.slice(at).join(' '))),
  );
  return Math.min(widthOf(text), ...widths);
}
