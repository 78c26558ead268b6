/** Paints screens one after the other, and knows the one that is on the terminal: what is scrolled starts from there. */
import type { Command } from '../tutor/command.ts';
import type { Tutor } from '../tutor/state.ts';
import type { Size } from '../render/terminal/layout.ts';
import type { Frame } from './frame.ts';
import { screenOf } from './screens/screen.ts';
import { scrolledBy, TABLE, type Offsets } from './scroll.ts';

/** What keys ask of the screen in view. */
export interface Viewport {
  /** Scrolls what the command scrolls on the screen of this state; nothing for any other command. */
  scroll(tutor: Tutor, command: Command): void;
  /** Items of the list under the cursor that are in view; null without a list. */
  page(tutor: Tutor): number | null;
  /** The first row in view of the lesson's table, from 0; 0 without one. */
  firstRow(tutor: Tutor): number;
}

export interface Painter extends Viewport {
  /** The screen of a state. Painting the same state once more gives the same screen. */
  paint(tutor: Tutor, size: Size): Frame;
  /** Hears when something was scrolled; the answer ends that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** What is scrolled: another value after each change. */
  readonly offsets: () => Offsets;
}

interface Painted {
  readonly tutor: Tutor;
  readonly size: Size;
  readonly offsets: Offsets;
  readonly frame: Frame;
}

export function createPainter(): Painter {
  const listeners = new Set<() => void>();
  let offsets: Offsets = new Map();
  let seen: Painted | null = null;

  function paint(tutor: Tutor, size: Size): Frame {
    if (
      seen?.tutor === tutor &&
      seen.offsets === offsets &&
      seen.size.columns === size.columns &&
      seen.size.rows === size.rows
    )
      return seen.frame;
    const { editor } = seen?.frame ?? {};
    const frame = screenOf(tutor, size, { offsets, ...(editor !== undefined && { editor }) });
    seen = { tutor, size, offsets, frame };
    return frame;
  }

  /** Keys may come faster than frames: they count on the screen that the keys before them led to. */
  function placement(tutor: Tutor): Frame['placement'] {
    return seen === null ? null : paint(tutor, seen.size).placement;
  }

  return {
    paint,
    scroll(tutor, command) {
      const placed = placement(tutor);
      const next = placed === null ? offsets : scrolledBy(command, placed, offsets);
      if (next === offsets) return;
      offsets = next;
      for (const listener of listeners) listener();
    },
    page: (tutor) => placement(tutor)?.list ?? null,
    firstRow(tutor) {
      const rows = placement(tutor)?.regions.get('rows');
      return rows?.name === TABLE ? rows.offset : 0;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    offsets: () => offsets,
  };
}
