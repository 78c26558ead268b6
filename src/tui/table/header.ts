/** A column's head: its name with a mark of what happened to it, and its type. */
import type { Column } from '../../engine/state.ts';
import type { Line, Span, Style } from '../text/line.ts';
import { printable, showText } from '../text/visible.ts';
import { ELLIPSIS, widthOf } from '../text/width.ts';
import type { ViewColumn } from './columns.ts';

/** A name from the schema, safe to print; an empty one is shown as such. */
export function shownName(name: string): string {
  return name === ''
    ? "''"
    : showText(name)
        .map((span) => span.text)
        .join('');
}

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

/** A type in words: `integer pk`, `text not null`, `text not null default 'x'`. */
export function typeWords(column: Column, withDefault = false): string {
  return [
    column.type === '' ? 'any' : printable(column.type.toLowerCase()),
    ...(column.primaryKey > 0 ? ['pk'] : []),
    ...(column.notNull ? ['not null'] : []),
    ...(column.generated ? ['generated'] : []),
    ...(withDefault && column.default !== null ? [`default ${printable(column.default)}`] : []),
  ].join(' ');
}

/** The type row's text for a column; `text → text not null` where that changed. */
export function typeText(column: ViewColumn): string {
  const { before, after } = column;
  const shown = after ?? before;
  if (shown === null) return '';
  if (!column.changed || before === null || after === null) return typeWords(shown);
  const withDefault = before.default !== after.default;
  return `${typeWords(before, withDefault)} → ${typeWords(after, withDefault)}`;
}

/** Whether the type text is that of a plain key, which `pk` alone tells. */
export function isKeyType(text: string): boolean {
  return /^\S+ pk( not null)?$/.test(text);
}

/** The type in at most `width` columns, cut behind a word; a key's `pk` is what stays longest. */
export function cutType(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (isKeyType(text) && width >= 2) return 'pk';
  let kept = '';
  for (const word of text.split(' ')) {
    const next = kept === '' ? word : `${kept} ${word}`;
    if (widthOf(next) + 1 > width) break;
    kept = next;
  }
  return width < 1 ? '' : kept + ELLIPSIS;
}
