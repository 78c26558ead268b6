/** The matrix over a lesson: which version works in which phase; Enter opens one version in one phase. */
import type { AppRead, AppWrite } from '../../course/model.ts';
import { blinded, type Matrix, type MatrixRow } from '../../rollout/matrix.ts';
import type { VersionProbe } from '../../rollout/model.ts';
import { currentMatrix } from '../../lesson/application.ts';
import type { LessonState, MatrixPanel, Tutor } from '../../tutor/state.ts';
import { frame, type Frame } from '../frame.ts';
import { type Size } from '../../render/terminal/layout.ts';
import type { Line, Span } from '../../render/terminal/text/line.ts';
import { packed } from '../../render/terminal/text/packed.ts';
import { printable } from '../../render/terminal/text/visible.ts';
import { wrapLine } from '../../render/terminal/text/wrap.ts';
import { effectsByVersion, effectWords, evidenceWords } from './evidenceWords.ts';
import { lessonHeader } from './lessonHeader.ts';
import { matrixLines } from './matrixGrid.ts';
import { statusLine } from './status.ts';
import { LOOKS, outcomesOf, type Outcome } from './verdictLooks.ts';
import { counted, listed } from '../../words/sentence.ts';

/** The matrix over a lesson, with a cursor on one version in one phase, or that cell opened. */
export function matrixFrame(tutor: Tutor, lesson: LessonState, panel: MatrixPanel, size: Size): Frame {
  const matrix = currentMatrix(lesson);
  return frame(tutor, size, {
    ...lessonHeader(lesson),
    body: (room) => {
      if (matrix === null) return [];
      return panel.open
        ? cellLines(matrix, lesson, panel, room.columns)
        : gridBody(matrix, lesson, panel, room);
    },
    status: statusLine(tutor, matrix === null ? [] : [{ text: fleetWords(matrix.fleet) }]),
  });
}

/** `A0 and A1 run now.` */
export function fleetWords(fleet: readonly string[]): string {
  if (fleet.length === 0) return '';
  return `${listed(fleet.map(printable))} ${fleet.length === 1 ? 'runs' : 'run'} now.`;
}

/** Heading, matrix, one line about the cell under the cursor, legend: the matrix never moves, the rest gives way. */
function gridBody(
  matrix: Matrix,
  lesson: LessonState,
  panel: MatrixPanel,
  { columns, rows }: Size,
): readonly Line[] {
  const grid = matrixLines(matrix, columns, panel);
  const legend = legendLines(columns);
  const about = wrapLine(cellSummary(matrix, lesson, panel), columns).slice(0, 1);
  const sections = [grid, legend, about];
  const need = sections.reduce((sum, section) => sum + section.length, 0);
  const heading: readonly Line[] =
    need + 2 <= rows ? [[{ text: 'Which version works when', style: 'heading' }], []] : [];
  const left = rows - need - heading.length;
  const gap = (size: number): readonly Line[] => (left >= size ? [[]] : []);
  return [...heading, ...grid, ...gap(1), ...about, ...gap(2), ...legend];
}

const ORDER: readonly Outcome[] = ['ok', 'fails', 'null', 'stale', 'blinds', 'unknown'];

/** What every mark means, and how the present is told. */
function legendLines(width: number): readonly Line[] {
  const entries = ORDER.map((outcome): Line => {
    const { mark, word, meaning, style } = LOOKS[outcome];
    const sign = outcome === 'unknown' ? mark : `${mark} ${word}`;
    return [
      { text: sign, style },
      { text: ` ${meaning}`, style: 'quiet' },
    ];
  });
  return packed(
    [
      ...entries,
      [
        { text: '▶ [ ]', style: 'strong' },
        { text: ' now, and what runs; past phases as they began', style: 'quiet' },
      ],
    ],
    width,
  );
}

/** `A0 in S2a blinds A2 and A3 when it writes. Enter: why.` */
export function cellSummary(matrix: Matrix, lesson: LessonState, panel: MatrixPanel): Line {
  const cell = cellAt(matrix, panel);
  if (cell === null) return [];
  const { phase, version, probe, row } = cell;
  const name: Span = { text: `${printable(version)} in ${printable(phase)}`, style: 'strong' };
  if (probe === null || row.probe === null)
    return [name, { text: `: ${unknownWords(matrix)}`, style: 'quiet' }];
  const blind = blinded(row.probe, version);
  const [evidence] = probe.evidence;
  const [effect] = probe.effects;
  const words =
    probe.error !== null
      ? printable(probe.error)
      : blind.length > 0
        ? `what it writes, ${listed(blind.map((other) => printable(other.version)))} read wrong`
        : probe.read === 'ok' && effect !== undefined
          ? `after it wrote, ${effectWords(effect)}`
          : evidence !== undefined
            ? evidenceWords(version, evidence)
            : printable(lesson.lesson?.apps.find((app) => app.version === version)?.about ?? '');
  return [name, { text: `: ${words}` }];
}

/** Why nothing is known of a cell. */
export function unknownWords({ uncovered }: Matrix): string {
  return uncovered ? 'the lesson has not come here yet.' : 'predict first; it is shown when it has run.';
}

interface Cell {
  readonly row: MatrixRow;
  readonly phase: string;
  readonly version: string;
  readonly probe: VersionProbe | null;
}

function cellAt(matrix: Matrix, panel: MatrixPanel): Cell | null {
  const row = matrix.rows[panel.row];
  const version = matrix.versions[panel.column];
  if (row === undefined || version === undefined) return null;
  return { row, phase: row.phase, version, probe: row.probe?.versions[version] ?? null };
}

/** One version in one phase: what it asked, what came of it, and what its writing does to the others. */
export function cellLines(
  matrix: Matrix,
  lesson: LessonState,
  panel: MatrixPanel,
  width: number,
): readonly Line[] {
  const cell = cellAt(matrix, panel);
  if (cell === null) return [];
  const { row, phase, version, probe } = cell;
  const app = lesson.lesson?.apps.find((each) => each.version === version);
  const title: Line = [
    { text: `${printable(version)} in ${printable(phase)}`, style: 'heading' },
    { text: ` · ${printable(app?.about ?? '')}`, style: 'quiet' },
  ];
  if (probe === null || row.probe === null) {
    return [title, [], [{ text: unknownWords(matrix), style: 'quiet' }]];
  }
  const { write, read } = outcomesOf(row.probe, version);
  // Where its reads are right, the evidence is of its writes.
  const wrong =
    read === 'ok' ? [] : probe.evidence.map((evidence): Line => [{ text: evidenceWords(version, evidence) }]);
  return [
    title,
    [],
    writeLine(write),
    ...indented(writtenLines(app?.writes ?? [], probe, version, matrix.fleet), width),
    [],
    outcomeLine('read', read),
    ...indented(askedLines(app?.reads ?? []), width),
    ...indented(wrong, width),
    ...(probe.error === null
      ? []
      : [[], ...wrapLine([{ text: `The error: ${printable(probe.error)}`, style: 'error' }], width)]),
  ];
}

/** Each write, and below it who reads what wrong since. */
function writtenLines(
  writes: readonly AppWrite[],
  { effects }: VersionProbe,
  version: string,
  fleet: readonly string[],
): readonly Line[] {
  return writes.flatMap((write) => [
    ...askedLines([write]),
    ...effectsByVersion(effects.filter((effect) => effect.write === write.name)).map(
      ({ effect, more }): Line => {
        const runs = effect.version !== version && fleet.includes(effect.version) ? ', and it runs now' : '';
        const rows = more === 0 ? '' : ` (and ${counted(more, 'more row')})`;
        return [
          { text: `After ${printable(version)} wrote, ` },
          { text: `${effectWords(effect)}${rows}`, style: 'warning' },
          { text: `${runs}.` },
        ];
      },
    ),
  ]);
}

/** A write reads nothing: its verdict is what it leaves behind. */
function writeLine(outcome: Outcome): Line {
  const line = outcomeLine('write', outcome);
  const meaning =
    outcome === 'stale'
      ? 'runs, then not all versions read the same'
      : outcome === 'null'
        ? 'runs, then its own version reads NULL'
        : null;
  return meaning === null ? line : [...line.slice(0, -1), { text: ` ${meaning}`, style: 'quiet' }];
}

function outcomeLine(what: string, outcome: Outcome): Line {
  const { mark, word, meaning, style } = LOOKS[outcome];
  return [
    { text: `${what}  `, style: 'strong' },
    { text: `${mark} ${word}`, style },
    { text: ` ${meaning}`, style: 'quiet' },
  ];
}

function askedLines(asked: readonly (AppWrite | AppRead)[]): readonly Line[] {
  return asked.map(({ sql }): Line => [{ text: printable(sql.replace(/\s+/g, ' ').trim()), style: 'code' }]);
}

function indented(lines: readonly Line[], width: number): readonly Line[] {
  return lines.flatMap((line) => wrapLine(line, width - 2).map((part): Line => [{ text: '  ' }, ...part]));
}
