/**
 * What the screens are made of before Ink sees it: lines of styled spans, with
 * widths known. Layout and widgets are pure functions that return lines, so
 * they can be tested and measured without a terminal.
 */

/** A run of text in one style. `text` holds no control characters and no line breaks. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

export type Line = readonly Span[];

/** What a span means; the theme decides how it looks. Never colour alone: the text carries the meaning too. */
export type Style =
  | 'title'
  | 'heading'
  | 'strong'
  | 'emphasis'
  | 'code'
  | 'link'
  | 'quiet' // frames, hints, unchanged context
  | 'null' // NULL, blanks made visible, escapes: things that stand for a value
  | 'added'
  | 'removed'
  | 'changed'
  | 'renamed'
  | 'error'
  | 'warning'
  | 'insight'
  | 'success'
  | 'keyword' // SQL
  | 'string'
  | 'number'
  | 'comment'
  | 'current' // the statement or row where the reader is
  | 'selected' // the item under the cursor (inverse)
  | 'key'; // a key's name in footer and help

/** The spans with neighbours of one style made one, and empty ones left out. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    if (span.text === '') continue;
    const last = joined.at(-1);
    if (last !== undefined && last.style === span.style) {
      joined[joined.length - 1] = { ...last, text: last.text + span.text };
    } else joined.push(span);
  }
  return joined;
}

/** A line's text without its styles. */
export function plainLine(line: Line): string {
  return line.map((span) => span.text).join('');
}
