/**
 * Wrapping of styled lines by words. Our own: wrap-ansi works on text with
 * escape sequences and normalises it, while our lines are spans whose text must stay as it is.
 */
import type { Line, Span, Style } from '../../spans/line.ts';
import { lineWidth } from './width.ts';
import { joinSpans } from '../../spans/line.ts';
import { graphemes, widthOf } from '../../../words/width.ts';

export interface WrapOptions {
  /** Stands before the first line. */
  readonly first?: Line;
  /** Stands before every further line: blanks for a hanging indent, or a bar. */
  readonly rest?: Line;
  /** Keeps blanks at the beginning of the first line: for code. */
  readonly keepIndent?: boolean;
}

interface Word {
  readonly spans: Span[];
  width: number;
  /** A blank may be broken at, and vanishes there. */
  readonly blank: boolean;
}

function styled(text: string, style: Style | undefined): Span {
  return style === undefined ? { text } : { text, style };
}

/** Words and runs of blanks; each wide character (CJK) is a word of its own, because it may be broken at. */
function wordsOf(line: Line): Word[] {
  const words: Word[] = [];
  let open = false;
  for (const span of line) {
    for (const piece of span.text.match(/ +|[^ ]+/g) ?? []) {
      if (piece.startsWith(' ')) {
        words.push({ spans: [styled(piece, span.style)], width: piece.length, blank: true });
        open = false;
        continue;
      }
      for (const part of /^[!-~]+$/.test(piece) ? [piece] : splitWide(piece)) {
        const width = widthOf(part);
        const last = words.at(-1);
        const alone = width === 2 && graphemes(part).length === 1;
        if (open && !alone && last !== undefined) {
          last.spans.push(styled(part, span.style));
          last.width += width;
        } else words.push({ spans: [styled(part, span.style)], width, blank: false });
        open = !alone;
      }
    }
  }
  return words;
}

function splitWide(text: string): string[] {
  const parts: string[] = [];
  let narrow = '';
  for (const grapheme of graphemes(text)) {
    if (widthOf(grapheme) < 2) narrow += grapheme;
    else {
      if (narrow !== '') parts.push(narrow);
      parts.push(grapheme);
      narrow = '';
    }
  }
  if (narrow !== '') parts.push(narrow);
  return parts;
}

/** Lines being filled from the left. */
class Filler {
  readonly lines: Line[] = [];
  readonly width: number;
  readonly rest: Line;
  spans: Span[];
  used: number;
  /** Nothing but the prefix is on the line yet. */
  empty = true;

  constructor(width: number, first: Line, rest: Line) {
    this.width = width;
    this.rest = rest;
    this.spans = [...first];
    this.used = lineWidth(first);
  }

  get room(): number {
    return this.width - this.used;
  }

  put(word: Word): void {
    this.spans.push(...word.spans);
    this.used += word.width;
    this.empty = false;
  }

  turn(): void {
    this.lines.push(joinSpans(this.spans));
    this.spans = [...this.rest];
    this.used = lineWidth(this.rest);
    this.empty = true;
  }

  /** A word too long for a line, broken between graphemes; one wider than a whole line becomes `…`. */
  putBroken(word: Word): void {
    for (const span of word.spans) {
      for (const grapheme of graphemes(span.text)) {
        if (widthOf(grapheme) > this.room && !this.empty) this.turn();
        const text = widthOf(grapheme) > this.room ? '…' : grapheme;
        this.put({ spans: [styled(text, span.style)], width: widthOf(text), blank: false });
      }
    }
  }
}

/**
 * The line in as many lines as it takes to be at most `width` columns wide each,
 * prefixes included; an empty line gives one line. A prefix that leaves no room is left out.
 */
export function wrapLine(line: Line, width: number, options: WrapOptions = {}): Line[] {
  if (width <= 0) return [];
  const fitting = (prefix: Line | undefined): Line =>
    prefix !== undefined && lineWidth(prefix) < width ? prefix : [];
  const filler = new Filler(width, fitting(options.first), fitting(options.rest));
  let blank: Word | null = null;
  for (const word of wordsOf(line)) {
    if (word.blank) {
      const kept = !filler.empty || (options.keepIndent === true && filler.lines.length === 0);
      blank = kept ? word : null;
      continue;
    }
    const gap: number = blank?.width ?? 0;
    if (gap + word.width > filler.room && !filler.empty) {
      filler.turn();
      blank = null;
    }
    if (blank !== null && blank.width < filler.room) filler.put(blank);
    if (word.width <= filler.room) filler.put(word);
    else filler.putBroken(word);
    blank = null;
  }
  return [...filler.lines, joinSpans(filler.spans)];
}
