/** The matrix: phases down, versions across, what each can write and read; the fleet that runs now in brackets. */
import type { Matrix } from '../../engine/fleet/matrix.ts';
import type { Verdict, VersionProbe } from '../../engine/fleet/model.ts';
import { currentMatrix } from '../../engine/tutor/fleet.ts';
import type { LessonState, MatrixPanel, Tutor } from '../../engine/tutor/state.ts';
import { frame, type Frame, type Size } from '../frame.ts';
import type { Line, Span, Style } from '../text/line.ts';
import { printable } from '../text/visible.ts';
import { cutLine, padLine, pad } from '../text/width.ts';
import { wrapLine } from '../text/wrap.ts';
import { lessonHeader } from './lessonHeader.ts';
import { statusLine } from './status.ts';

/** Columns of the two verdicts: a mark, a blank, the longest word, and a gap between the two. */
const WRITE = 8;
const READ = 7;
/** Both, with the brackets that a running version has. */
const VERSION = WRITE + READ + 2;
const PHASE = 6;

const LOOKS: Readonly<
  Record<Verdict, { readonly mark: string; readonly word: string; readonly style: Style }>
> = {
  ok: { mark: '✓', word: 'ok', style: 'success' },
  fails: { mark: '✗', word: 'fails', style: 'error' },
  null: { mark: '∅', word: 'NULL', style: 'warning' },
  stale: { mark: '≠', word: 'stale', style: 'warning' },
};

/** The matrix over a lesson, with a cursor on one version in one phase. */
export function matrixFrame(tutor: Tutor, lesson: LessonState, panel: MatrixPanel, size: Size): Frame {
  const matrix = currentMatrix(lesson);
  return frame(tutor, size, {
    ...lessonHeader(lesson),
    body: ({ columns, rows }) => {
      if (matrix === null) return [];
      const grid = matrixLines(matrix, columns, panel);
      const detail = detailLines(matrix, lesson, panel, columns).slice(
        0,
        Math.max(0, rows - grid.length - 3),
      );
      return [[{ text: 'Which version works when', style: 'heading' }], [], ...grid, [], ...detail];
    },
    status: statusLine(tutor, matrix === null ? [] : [{ text: fleetWords(matrix.fleet) }]),
  });
}

/** `A0 and A1 run now.` */
export function fleetWords(fleet: readonly string[]): string {
  if (fleet.length === 0) return '';
  const names = fleet.map(printable);
  const last = names.at(-1) ?? '';
  return names.length === 1 ? `${last} runs now.` : `${names.slice(0, -1).join(', ')} and ${last} run now.`;
}

/** The matrix as lines; `cursor` points one cell out. */
export function matrixLines(
  matrix: Matrix,
  width: number,
  cursor: { readonly row: number; readonly column: number } | null,
): readonly Line[] {
  const names: Line = [
    { text: pad('', PHASE) },
    ...matrix.versions.map((version): Span => {
      const runs = matrix.fleet.includes(version);
      return {
        text: pad(runs ? `[${version}]` : ` ${version}`, VERSION),
        style: runs ? 'strong' : 'quiet',
      };
    }),
  ];
  const heads: Line = [
    { text: pad('phase', PHASE), style: 'quiet' },
    ...matrix.versions.map((): Span => ({
      text: ` ${pad('write', WRITE)}${pad('read', READ + 1)}`,
      style: 'quiet',
    })),
  ];
  if (matrix.rows.length === 0) {
    return [names, heads, [{ text: 'No phase has been reached yet.', style: 'quiet' }]];
  }
  const rows = matrix.rows.map(({ phase, probe, current: here }, row): Line => {
    return [
      {
        text: pad(`${here ? '▶' : ' '} ${printable(phase)}`, PHASE),
        ...(here && { style: 'current' as const }),
      },
      ...matrix.versions.flatMap((version, column): readonly Span[] => {
        const boxed = here && matrix.fleet.includes(version);
        const chosen = cursor?.row === row && cursor.column === column;
        return cellSpans(probe.versions[version], boxed, chosen);
      }),
    ];
  });
  return [names, heads, ...rows].map((line) => cutLine(line, width));
}

function cellSpans(probe: VersionProbe | undefined, boxed: boolean, chosen: boolean): readonly Span[] {
  if (probe === undefined) return [{ text: pad('', VERSION) }];
  const edge = (sign: string): Span => ({ text: boxed ? sign : ' ', style: 'strong' });
  const spans = [edge('['), verdictSpan(probe.write, WRITE), verdictSpan(probe.read, READ), edge(']')];
  return chosen ? spans.map((span) => ({ ...span, style: 'selected' })) : spans;
}

function verdictSpan(verdict: Verdict, width: number): Span {
  const { mark, word, style } = LOOKS[verdict];
  return { text: pad(`${mark} ${word}`, width), style };
}

/** What the cell under the cursor rests on: the error, the rows that are read wrong, what others read afterwards. */
function detailLines(
  matrix: Matrix,
  lesson: LessonState,
  panel: MatrixPanel,
  width: number,
): readonly Line[] {
  const phase = matrix.rows[panel.row];
  const version = matrix.versions[panel.column];
  const probe = version === undefined ? undefined : phase?.probe.versions[version];
  if (phase === undefined || version === undefined || probe === undefined) return [];
  const about = lesson.lesson?.apps.find((app) => app.version === version)?.about ?? '';
  const lines: Line[] = [
    padLine(
      [
        { text: `${printable(version)} in ${printable(phase.phase)}`, style: 'strong' },
        { text: ` · ${printable(about)}`, style: 'quiet' },
      ],
      0,
    ),
  ];
  if (probe.error !== null)
    lines.push(...wrapLine([{ text: `✗ ${printable(probe.error)}`, style: 'error' }], width));
  for (const { key, read, expected } of probe.evidence) {
    lines.push(
      ...wrapLine(
        [
          {
            text: `row ${printable(key)}: reads ${printable(read)}, and it should be ${printable(expected)}`,
          },
        ],
        width,
      ),
    );
  }
  const troubled = Object.entries(probe.afterwards).filter(
    ([other, verdict]) => other !== version && verdict !== 'ok' && phase.probe.versions[other]?.read === 'ok',
  );
  for (const [other, verdict] of troubled) {
    const { word, style } = LOOKS[verdict];
    lines.push([
      { text: `After ${printable(version)} wrote, ${printable(other)} reads ` },
      { text: word, style },
      { text: '.' },
    ]);
  }
  if (lines.length === 1)
    lines.push([
      { text: 'It works: its writes are kept, its reads are right, for the others too.', style: 'success' },
    ]);
  return lines;
}
