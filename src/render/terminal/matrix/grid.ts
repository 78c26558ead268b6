/** The matrix as lines: phases down, versions across, what each can write and read; what runs now in brackets. */
import type { Matrix } from '../../../rollout/matrix.ts';
import type { Line, Span } from '../../spans/line.ts';
import { printable } from '../../spans/visible.ts';
import { cutLine, lineWidth } from '../text/width.ts';
import { pad, widthOf } from '../../../words/width.ts';
import { outcomesOf, type Outcome } from '../../../view/matrix.ts';
import { markAndWord, markOf, OUTCOME_STYLES, wordOf } from './outcomes.ts';

/** One of the ways to set a cell, from the roomiest to the tightest. */
interface Setting {
  /** Blanks between the phase and the first bracket. */
  readonly margin: number;
  /** Columns of the two outcomes, the gap behind them not counted. */
  readonly write: number;
  readonly read: number;
  readonly gap: number;
  readonly heads: readonly [write: string, read: string];
  /** Whether the right bracket of a version stands where the left one of the next does. */
  readonly shared: boolean;
  /** Blanks between two versions, besides their brackets. */
  readonly apart: number;
  readonly text: (outcome: Outcome) => string;
}

const ROOMY = { write: 8, read: 7, gap: 1, heads: ['write', 'read'], shared: false, apart: 0 } as const;
const NARROW = { write: 6, read: 5 } as const;

const SETTINGS: readonly [Setting, ...Setting[]] = [
  { ...ROOMY, margin: 1, apart: 1, text: markAndWord },
  { ...ROOMY, margin: 1, text: markAndWord },
  { ...ROOMY, margin: 0, text: markAndWord },
  { ...ROOMY, ...NARROW, margin: 1, apart: 1, text: wordOf },
  { ...ROOMY, ...NARROW, margin: 1, text: wordOf },
  { ...ROOMY, ...NARROW, margin: 0, shared: true, text: wordOf },
  { ...ROOMY, margin: 1, write: 1, read: 1, heads: ['w', 'r'], text: markOf },
];

/** The matrix; `cursor` points one cell out. As tall at every step of a lesson. */
export function matrixLines(
  matrix: Matrix,
  width: number,
  cursor: { readonly row: number; readonly column: number } | null,
): readonly Line[] {
  const fitting = SETTINGS.map((setting) => gridLines(matrix, setting, cursor)).find((lines) =>
    lines.every((line) => lineWidth(line) <= width),
  );
  return (fitting ?? gridLines(matrix, tightest(), cursor)).map((line) => cutLine(line, width));
}

function tightest(): Setting {
  return SETTINGS.at(-1) ?? SETTINGS[0];
}

function gridLines(
  { versions, rows, fleet }: Matrix,
  setting: Setting,
  cursor: { readonly row: number; readonly column: number } | null,
): readonly Line[] {
  const { margin, write, read, gap, heads, shared, apart, text } = setting;
  // Where brackets are shared there is no column to spare between the arrow and the phase.
  const [here, elsewhere] = shared ? ['▶', ' '] : ['▶ ', '  '];
  const label =
    margin + Math.max(widthOf('phase'), ...rows.map(({ phase }) => widthOf(phase) + widthOf(elsewhere)));
  const inner = write + gap + read;
  const names = versions.map((version) => printable(version));
  const cell = Math.max(inner, ...(shared ? [] : names.map(widthOf)));
  const runs = versions.map((version) => fleet.includes(version));
  const head = (line: readonly Span[], first: string): Line => [
    { text: pad(first, label), style: 'quiet' },
    ...line,
  ];
  /** Cells between brackets; of two that share a place, one that is there wins. */
  const row = (cells: readonly (readonly Span[])[], boxed: readonly boolean[]): readonly Span[] => {
    const edge = (left: boolean, right: boolean): Span => ({
      text: left && right ? '|' : left ? ']' : right ? '[' : ' ',
      style: 'strong',
    });
    if (!shared) {
      return cells.flatMap((spans, index) => {
        const box = boxed[index] ?? false;
        const before: Line = index > 0 && apart > 0 ? [{ text: ' '.repeat(apart) }] : [];
        return [...before, edge(false, box), ...spans, edge(box, false)];
      });
    }
    return [
      ...cells.flatMap((spans, index) => [edge(boxed[index - 1] ?? false, boxed[index] ?? false), ...spans]),
      edge(boxed.at(-1) ?? false, false),
    ];
  };
  const none = versions.map(() => false);
  const titles = versions.map((_, index): readonly Span[] => [
    {
      text: pad(runs[index] ? `[${names[index] ?? ''}]` : (names[index] ?? ''), cell),
      style: runs[index] ? 'strong' : 'quiet',
    },
  ]);
  const kinds = versions.map((): readonly Span[] => [
    { text: pad(`${pad(heads[0], write + gap)}${heads[1]}`, cell), style: 'quiet' },
  ]);
  const body = rows.map(({ phase, probe, current }, index): Line => {
    const cells = versions.map((version, column): readonly Span[] => {
      const outcomes = outcomesOf(probe, version);
      const span = (outcome: Outcome, columns: number): Span => ({
        text: pad(text(outcome), columns),
        style: OUTCOME_STYLES[outcome],
      });
      const spans = [span(outcomes.write, write + gap), span(outcomes.read, cell - write - gap)];
      const chosen = cursor?.row === index && cursor.column === column;
      return chosen ? spans.map((each) => ({ ...each, style: 'selected' as const })) : spans;
    });
    const name = `${current ? here : elsewhere}${printable(phase)}`;
    return [
      { text: pad(name, label), ...(current && { style: 'current' as const }) },
      ...row(cells, current ? runs : none),
    ];
  });
  return [head(row(titles, none), ''), head(row(kinds, none), 'phase'), ...body];
}
