/** What every frame promises its terminal. */
import assert from 'node:assert/strict';
import stringWidth from 'string-width';
import { contextOf, unavailable } from '../../src/tutor/commands.ts';
import type { Tutor } from '../../src/tutor/state.ts';
import { SMALLEST, type Frame } from '../../src/tui/frame.ts';
import { type Size } from '../../src/render/terminal/layout.ts';
import { footerWords } from '../../src/tui/footer.ts';
import { commandFor } from '../../src/tui/keymap.ts';
import { screenOf } from '../../src/tui/screens/screen.ts';
import type { Line } from '../../src/render/spans/line.ts';
import { lineWidth } from '../../src/render/terminal/text/width.ts';

/** The three sizes that the screens are designed for. */
export const SIZES: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 60, rows: 20 },
];

/** What a terminal might obey: control characters, and those that turn the direction of text. */
const OBEYED = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

export function lineText(line: Line): string {
  return line.map((span) => span.text).join('');
}

/** A frame as it is read: lines without the blanks behind them. */
export function frameText({ lines }: Frame): string {
  return lines.map((line) => lineText(line).trimEnd()).join('\n');
}

/** Draws the state and checks what must hold of any frame. */
export function checkedFrame(
  tutor: Tutor,
  size: Size,
  paint: (tutor: Tutor) => Frame = (state) => screenOf(state, size),
): Frame {
  const frame = paint(tutor);
  assertFits(frame, size, () => placeOf(tutor));
  if (size.columns >= SMALLEST.columns && size.rows >= SMALLEST.rows) assertFooter(tutor, frame, size);
  return frame;
}

function placeOf({ lesson, help }: Tutor): string {
  const where =
    lesson === null ? 'home' : `${lesson.head.slug} ${lesson.position.step}.${lesson.position.moment}`;
  return `${where} ${lesson?.panel?.type ?? ''} ${help === null ? '' : 'help'}`;
}

function assertFits({ lines, caret }: Frame, { columns, rows }: Size, place: () => string): void {
  const say = (what: string, line: Line = []) =>
    `${place()} at ${columns}×${rows}: ${what}\n${lineText(line)}`;
  assert.ok(lines.length <= rows, say(`${lines.length} lines`));
  for (const line of lines) {
    const text = lineText(line);
    assert.ok(!OBEYED.test(text), say('a control character', line));
    // As the terminal counts, not only as the screens do.
    const width = Math.max(lineWidth(line), terminalWidth(text));
    assert.ok(width <= columns, say(`a line of ${width} columns`, line));
  }
  if (caret === null) return;
  assert.ok(
    caret.x >= 0 && caret.x < columns && caret.y >= 0 && caret.y < lines.length,
    say('the caret is outside'),
  );
}

/** Widths of lines that were seen: frames that follow each other have most of their lines in common. */
const widths = new Map<string, number>();

function terminalWidth(text: string): number {
  let width = widths.get(text);
  if (width === undefined) widths.set(text, (width = stringWidth(text)));
  return width;
}

/** The keys in the footer are keys that work, and do what the footer says. */
function assertFooter(tutor: Tutor, { lines }: Frame, { rows }: Size): void {
  assert.equal(lines.length, rows, `${placeOf(tutor)}: the frame fills its terminal`);
  const context = contextOf(tutor);
  const text = lineText(lines.at(-1)!).trim();
  if (text === '') return;
  for (const entry of text.split('   ')) {
    const binding = footerWords(tutor).find(({ key, label }) => entry === `${key} ${label}`)?.binding;
    assert.ok(binding !== undefined, `${placeOf(tutor)}: “${entry}” is no key of ${context}`);
    assert.equal(commandFor(context, binding.keys[0]!), binding.command, `${entry} does something else`);
    if (tutor.help === null) assert.equal(unavailable(tutor, binding.command), null, `${entry} does nothing`);
  }
}
