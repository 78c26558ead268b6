/** The drawing of a walkthrough: phases across, below them the two columns, the versions and the ways back. */
import type { ColumnStanding, Touched } from '../../../rollout/columns.ts';
import type { DrawnVersion, Drawing } from '../../../rollout/drawing.ts';
import type { Stretch } from '../../../rollout/timeline.ts';
import type { Line } from '../../spans/line.ts';
import { drawRow, type Piece } from '../text/row.ts';
import { printable } from '../../spans/visible.ts';
import { cutLine } from '../text/width.ts';
import { legendLines } from './legend.ts';
import { BARS, RUNS, WALL } from './signs.ts';
import { wayTexts, wayStyle } from './ways.ts';
import { cut, pad, widthOf } from '../../../words/width.ts';

/** A drawing is no taller than this unless it is given less room. */
const MOST_LINES = 18;
/** Below this width the labels are set tight. */
const ROOMY = 72;
/** Columns of a phase at most: beyond it bars grow without saying more. */
const WIDEST_PHASE = 16;

const NO_RETURN = 'POINT OF NO RETURN';

/** Where things stand, in columns from 0. */
interface Layout {
  readonly width: number;
  readonly phases: number;
  /** Columns of a phase. */
  readonly cell: number;
  readonly left: (phase: number) => number;
  /** Column of the wall between two phases, or null. */
  readonly wall: number | null;
}

/**
 * The drawing in lines of at most `width` columns, at most `most` of them: blank
 * lines give way first, then the legend from its end. It is made for 60 columns
 * and more. `current` is the phase where the reader is.
 */
export function drawingLines(
  drawing: Drawing,
  width: number,
  current: string | null = null,
  most = MOST_LINES,
): readonly Line[] {
  const labels = labelsOf(drawing, width >= ROOMY);
  const layout = layoutOf(drawing, width, labels);
  const row = (label: string, pieces: readonly Piece[]): Line =>
    drawRow([{ at: 0, text: cut(label, layout.left(0) - 1) }, ...pieces, ...wallPieces(layout)], width);

  const { table, old, new: added } = drawing.columns;
  const title: Line = [
    { text: `${printable(table)}.${printable(old)}`, style: 'strong' },
    { text: ' gives way to ' },
    { text: printable(added), style: 'strong' },
  ];
  const columns = [
    row('', headPieces(drawing, layout, current)),
    row(
      labels.old,
      drawing.phases.flatMap((phase, index) => barPieces(phase.old, index, layout)),
    ),
    row(
      labels.new,
      drawing.phases.flatMap((phase, index) => barPieces(phase.new, index, layout)),
    ),
  ];
  const versions = drawing.versions.map((version, index) =>
    row(labels.versions[index] ?? '', versionPieces(version, layout)),
  );
  const sections = [
    [title],
    columns,
    versions,
    wayRows(drawing, layout).map((pieces, index) => row(index === 0 ? labels.back : '', pieces)),
    legendLines(drawing, width),
  ].filter((section) => section.length > 0);
  return joined(sections, row('', []), most).map((line) => cutLine(line, width));
}

interface Labels {
  readonly old: string;
  readonly new: string;
  readonly back: string;
  readonly versions: readonly string[];
}

function labelsOf({ columns, versions }: Drawing, roomy: boolean): Labels {
  const names = versions.map(({ version }) => printable(version));
  const widest = Math.max(3, ...names.map(widthOf));
  const gap = roomy ? '  ' : ' ';
  const arrow = (sign: string, touches: Touched): string =>
    `${sign}${roomy ? ' ' : ''}${pad(touches === 'neither' ? '–' : touches, 4)}`;
  return {
    old: `${pad('old', widest)}${gap}${printable(columns.old)}`,
    new: `${pad('new', widest)}${gap}${printable(columns.new)}`,
    back: 'way back',
    versions: versions.map(({ writes, reads }, index) =>
      [pad(names[index] ?? '', widest), arrow('w→', writes), arrow('r←', reads)].join(gap).trimEnd(),
    ),
  };
}

function layoutOf({ phases, noReturn }: Drawing, width: number, labels: Labels): Layout {
  const texts = [labels.old, labels.new, labels.back, ...labels.versions];
  const gap = width >= ROOMY ? 2 : 1;
  const label = Math.min(Math.max(...texts.map(widthOf)) + gap, Math.floor(width * 0.4));
  // The wall takes a blank on either side.
  const extra = noReturn === null ? 0 : 2;
  const room = width - label - (phases.length - 1) - extra;
  const cell = Math.min(WIDEST_PHASE, Math.max(1, Math.floor(room / phases.length)));
  const left = (phase: number): number =>
    label + phase * (cell + 1) + (noReturn !== null && phase >= noReturn ? extra : 0);
  return { width, phases: phases.length, cell, left, wall: noReturn === null ? null : left(noReturn) - 2 };
}

function wallPieces({ wall }: Layout): readonly Piece[] {
  return wall === null ? [] : [{ at: wall, text: WALL, style: 'error' }];
}

function headPieces({ phases }: Drawing, { left, cell }: Layout, current: string | null): readonly Piece[] {
  return phases.map(({ phase }, index): Piece => {
    const here = phase === current;
    const text = cut(here ? `▶${printable(phase)}` : printable(phase), cell);
    return { at: left(index), text, style: here ? 'current' : 'heading' };
  });
}

/** A column in one phase: how much of the bar is dense is how many rows have a value. */
function barPieces(
  { shape, values, rows }: ColumnStanding,
  phase: number,
  { left, cell }: Layout,
): readonly Piece[] {
  const at = left(phase);
  if (shape === 'absent') return [];
  if (shape === 'required') return [{ at, text: BARS.required.repeat(cell) }];
  const share = rows === 0 ? 0 : Math.round((values / rows) * cell);
  // Neither the first value nor the last missing one may vanish in the rounding.
  const dense =
    values === 0 ? 0 : values === rows ? cell : Math.min(Math.max(1, share), Math.max(1, cell - 1));
  return [
    { at, text: BARS.filled.repeat(dense) },
    { at: at + dense, text: BARS.empty.repeat(cell - dense), style: 'quiet' },
  ];
}

function versionPieces({ works, runs }: DrawnVersion, layout: Layout): readonly Piece[] {
  const { cell, left, phases } = layout;
  const idle = works.flatMap((work, phase): readonly Piece[] =>
    work === true ? [{ at: left(phase), text: RUNS.idle.repeat(cell), style: 'quiet' }] : [],
  );
  const running = runs.flatMap((stretch): readonly Piece[] => {
    const [from, to] = ends(stretch, layout);
    return Array.from({ length: to - from }, (_, index): Piece => {
      const at = from + index;
      const phase = Array.from({ length: phases }, (__, number) => number).findLast(
        (number) => left(number) <= at,
      );
      return works[phase ?? 0] === false
        ? { at, text: RUNS.fails, style: 'error' }
        : { at, text: RUNS.works, style: 'strong' };
    });
  });
  return [...idle, ...running];
}

/** First column of a stretch, and the one behind its last. */
function ends({ from, to }: Stretch, { left, cell }: Layout): readonly [from: number, to: number] {
  const first = left(Math.floor(from)) + Math.round((from % 1) * cell);
  const whole = Math.floor(to);
  const last = to === whole ? left(whole - 1) + cell : left(whole) + Math.round((to % 1) * cell);
  return [first, Math.max(first + 1, last)];
}

/** One or two rows of ways back, and the mark of the point of no return below its wall. */
function wayRows(
  { phases, noReturn }: Drawing,
  { width, left, cell, wall }: Layout,
): readonly (readonly Piece[])[] {
  const cells = phases.map(({ back }, index) => {
    const room = index === phases.length - 1 ? width - left(index) : cell;
    return back === null ? [] : wayTexts(back, room);
  });
  const height = Math.max(1, ...cells.map((texts) => texts.length));
  const rows = Array.from({ length: height }, (_, line) =>
    cells.flatMap((texts, index): readonly Piece[] => {
      const back = phases[index]?.back ?? null;
      const text = texts[line];
      return back === null || text === undefined ? [] : [{ at: left(index), text, style: wayStyle(back) }];
    }),
  );
  if (noReturn === null || wall === null) return phases.some(({ back }) => back !== null) ? rows : [];
  const before = wall - widthOf(NO_RETURN) - 1;
  return [...rows, [{ at: before >= 0 ? before : wall + 2, text: NO_RETURN, style: 'error' }]];
}

/** The sections one below the other, a blank line between them while there is room: first where it divides most. */
function joined(sections: readonly (readonly Line[])[], between: Line, most: number): readonly Line[] {
  const total = sections.reduce((sum, section) => sum + section.length, 0);
  const blanks = Math.max(0, Math.min(sections.length - 1, most - total));
  const lines = sections.flatMap((section, index): readonly Line[] => {
    const outer = index === 1 || index === sections.length - 1;
    return index === 0 || index < sections.length - blanks ? section : [outer ? [] : between, ...section];
  });
  return lines.slice(0, most);
}
