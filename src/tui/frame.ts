/** A screen's lines put together: a header, a body, a status line and the keys, exactly as tall as the terminal. */
import type { Tutor } from '../tutor/state.ts';
import type { Scroll } from './editor/scroll.ts';
import { footerWords } from './footer.ts';
import { startLayout, type Offsets, type Placement, type Scrolling } from './scroll.ts';
import { MARGIN, type Size, type StatusRoom } from '../render/terminal/layout.ts';
import type { Line, Span } from '../render/spans/line.ts';
import { cutLine, lineWidth, padLine } from '../render/terminal/text/width.ts';
import { wrapLine } from '../render/terminal/text/wrap.ts';
import { widthOf } from '../words/width.ts';

/** What Ink paints: at most `rows` lines, none wider than `columns`. */
export interface Frame {
  readonly lines: readonly Line[];
  /** Where the terminal's cursor stands, in cells from 0, or null: hidden. */
  readonly caret: { readonly x: number; readonly y: number } | null;
  /** How what scrolls was placed; null where nothing does. */
  readonly placement: Placement | null;
  /** What of the text being edited is in view; the next frame begins from there. */
  readonly editor?: Scroll;
}

/** The terminal's room, and what the screen before left in it. */
export interface Surface extends Size {
  readonly offsets: Offsets;
  /** What was in view of the text being edited. */
  readonly editor?: Scroll;
}

/** The smallest terminal in which the screens still work. */
export const SMALLEST: Size = { columns: 60, rows: 20 };

export interface FrameParts {
  readonly title: Line;
  /** On the right of the title. */
  readonly place: Line;
  /** Part of the rule under the title that is drawn heavy, 0 to 1. */
  readonly share: number;
  /** May be asked more than once, the last time with the room that it gets. */
  readonly body: (size: Size, scrolling: Scrolling) => readonly Line[];
  /** One sentence, asked for after the body; a function makes the most of `lines` lines of `columns`. */
  readonly status: Line | ((room: StatusRoom) => Line);
  /** Stands between status and keys, as tall at every moment. One line of it takes the place of the blank above the status. */
  readonly foot?: readonly Line[];
}

/** Rows that the frame takes besides its body, a foot not counted: title, rule, blank, status and keys. */
const CHROME = 5;

/** Lines that a status has at most; a warning may name a file, and is said whole. */
const STATUS_LINES = { plain: 2, warning: 5 };

/** From this height on the body gives a row to a status that needs a second line. */
const ROOMY = 24;

/** A screen with its title, rule, body, status line and footer. */
export function frame(tutor: Tutor, size: Surface, parts: FrameParts): Frame {
  const width = size.columns - 2 * MARGIN;
  const foot = parts.foot ?? [];
  const blank: Line = [];
  const gap = foot.length === 1 ? [] : [blank];
  let height = Math.max(0, size.rows - CHROME + 1 - gap.length - foot.length);
  let scrolling = startLayout(size.offsets);
  let body = parts.body({ columns: width, rows: height }, scrolling).slice(0, height);
  const tone = tutor.notice?.tone ?? 'plain';
  const room: StatusRoom = { columns: width, lines: STATUS_LINES[tone] };
  let status = statusLines(parts.status, room);
  if (status.length > 1) {
    const more = status.length - 1;
    if (body.length + more <= height) height -= more;
    else if (size.rows >= ROOMY || tone === 'warning') {
      height = Math.max(0, height - more);
      scrolling = startLayout(size.offsets);
      body = parts.body({ columns: width, rows: height }, scrolling).slice(0, height);
      status = statusLines(parts.status, room);
      // What the smaller body shows may take fewer words.
      height += more - (status.length - 1);
    } else status = statusLines(parts.status, { columns: width, lines: 1 });
  }
  const lines = [
    spread(parts.title, parts.place, width),
    rule(width, parts.share),
    ...body,
    ...Array.from({ length: height - body.length }, () => blank),
    ...gap,
    ...status,
    ...foot.map((line) => cutLine(line, width)),
    footer(tutor, width),
  ];
  return {
    lines: lines.map((line) => indent(line, size.columns)),
    caret: null,
    placement: scrolling.placement(),
  };
}

/** The status in one line, or where that does not hold it in as many as there are; always at least one. */
function statusLines(status: FrameParts['status'], room: StatusRoom): readonly Line[] {
  const line = typeof status === 'function' ? status(room) : status;
  const wrapped = wrapLine(line, room.columns);
  if (wrapped.length <= 1 || room.lines === 1) return [cutLine(line, room.columns)];
  if (wrapped.length <= room.lines) return wrapped;
  // What is beyond the last line is owned up to.
  const last = wrapped.slice(room.lines - 1, room.lines + 1);
  const joined = last.flatMap((part, index): Line => (index === 0 ? part : [{ text: ' ' }, ...part]));
  return [...wrapped.slice(0, room.lines - 1), cutLine(joined, room.columns)];
}

/** The lines moved in by the margin and cut at the terminal's edge. */
function indent(line: Line, columns: number): Line {
  return line.length === 0 ? line : [{ text: ' '.repeat(MARGIN) }, ...cutLine(line, columns - 2 * MARGIN)];
}

/** One line at the left and one at the right edge; the left one gives way. */
function spread(left: Line, right: Line, width: number): Line {
  const room = width - lineWidth(right) - 2;
  return [...padLine(cutLine(left, room), room), { text: '  ' }, ...right];
}

/** A rule whose first part is heavy: how far one has come. */
function rule(width: number, share: number): Line {
  const heavy = Math.round(width * Math.min(1, Math.max(0, share)));
  return [{ text: '━'.repeat(heavy) }, { text: '─'.repeat(width - heavy), style: 'quiet' }];
}

/** The keys that work now, those that matter most staying longest. */
function footer(tutor: Tutor, width: number): Line {
  const words = footerWords(tutor).map(({ key, label, weight }) => ({
    weight,
    spans: [{ text: key, style: 'key' }, { text: ` ${label}` }] as const,
  }));
  const fitting = [...words].sort((a, b) => a.weight - b.weight);
  const room = (list: typeof words): number =>
    list.reduce((sum, word) => sum + lineWidth(word.spans), 0) + 3 * Math.max(0, list.length - 1);
  while (room(fitting) > width) fitting.pop();
  return words
    .filter((word) => fitting.includes(word))
    .flatMap((word, index): Span[] => [...(index === 0 ? [] : [{ text: '   ' }]), ...word.spans]);
}

/** What is said in a terminal that is too small. */
export function tooSmall(size: Size): Frame {
  const text = `learn-migrations needs ${SMALLEST.columns}×${SMALLEST.rows}; this is ${size.columns}×${size.rows}.`;
  const words = [text, 'Enlarge the window, or press q to leave.'];
  const lines = words.flatMap((sentence) => broken(sentence, Math.max(1, size.columns)));
  return { lines: lines.slice(0, size.rows).map((line) => [{ text: line }]), caret: null, placement: null };
}

function broken(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.slice(0, width));
  }
  return lines;
}

/** Whether the screens do not work at this size. */
export function isTooSmall({ columns, rows }: Size): boolean {
  return columns < SMALLEST.columns || rows < SMALLEST.rows;
}
