/** SQL as styled spans. */
import { highlight, type Piece } from '../../../sql/highlight.ts';
import type { Span, Style } from '../../spans/line.ts';

/** Longer SQL stays unstyled: it is not read by colour, and would cost a frame. */
const LIMIT = 50_000;

const STYLES: Readonly<Record<Piece['role'], Style | null>> = {
  keyword: 'keyword',
  string: 'string',
  number: 'number',
  comment: 'comment',
  plain: null,
};

/** The SQL cut into spans by what it is. Joined they give the SQL exactly, line breaks and all. */
export function highlightSql(sql: string): Span[] {
  if (sql.length > LIMIT) return [{ text: sql }];
  return highlight(sql).map(({ role, text }) => {
    const style = STYLES[role];
    return style === null ? { text } : { text, style };
  });
}
