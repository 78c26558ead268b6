/** The course as a list: what there is, how far one has come, what to take next. */
import type { LessonHead } from '../../course/model.ts';
import { textOf } from '../../tutor/editor/buffer.ts';
import { listedHeads } from '../../tutor/select.ts';
import type { ExerciseProgress, Progress, Tutor } from '../../tutor/state.ts';
import { frame, type Frame, type Surface } from '../frame.ts';
import { type Size } from '../../render/terminal/layout.ts';
import type { Scrolling } from '../scroll.ts';
import { editorView } from '../editor/view.ts';
import { printable } from '../../render/spans/visible.ts';
import type { Line, Span } from '../../render/spans/line.ts';
import { cutLine, padLine } from '../../render/terminal/text/width.ts';
import { wrapLine } from '../../render/terminal/text/wrap.ts';
import { statusLine } from './status.ts';
import { counted } from '../../words/sentence.ts';
import { pad } from '../../words/width.ts';

/** The home screen. */
export function homeFrame(tutor: Tutor, size: Surface): Frame {
  const done = tutor.heads.filter((head) => tutor.progress[head.slug]?.done === true).length;
  const count = tutor.heads.length;
  return frame(tutor, size, {
    title: [{ text: tutor.title, style: 'title' }],
    place: [{ text: `${done} of ${counted(count, 'lesson')} done`, style: 'quiet' }],
    share: count === 0 ? 0 : done / count,
    body: (body, scrolling) => homeBody(tutor, body, scrolling),
    status: statusLine(tutor),
  });
}

function homeBody(tutor: Tutor, { columns, rows }: Size, scrolling: Scrolling): readonly Line[] {
  const heads = listedHeads(tutor);
  const above: Line[] = [[]];
  if (tutor.home.filter !== null) above.push(...filterLines(tutor, columns), []);
  const about = aboutLines(tutor, heads[tutor.home.cursor], columns);
  const room = Math.max(1, rows - above.length - about.length - 1);
  scrolling.list(Math.min(room, heads.length));
  return [...above, ...listLines(tutor, heads, columns, room), [], ...about];
}

function filterLines(tutor: Tutor, columns: number): readonly Line[] {
  const { filter, typing } = tutor.home;
  if (filter === null) return [];
  const label: Span = { text: 'Filter: ', style: 'strong' };
  if (!typing) return [[label, { text: printable(textOf(filter)) }]];
  const view = editorView(filter, { width: columns - 9, height: 1 });
  return [[label, ...(view.lines[0] ?? [])]];
}

/** The lessons around the cursor, as many as fit. */
function listLines(
  tutor: Tutor,
  heads: readonly LessonHead[],
  columns: number,
  room: number,
): readonly Line[] {
  if (heads.length === 0) return [[{ text: 'No lesson has these words.', style: 'quiet' }]];
  const { cursor } = tutor.home;
  const first = Math.min(Math.max(0, cursor - Math.floor(room / 2)), Math.max(0, heads.length - room));
  return heads
    .slice(first, first + room)
    .map((head, index) => listLine(head, tutor.progress[head.slug], first + index === cursor, columns));
}

function listLine(head: LessonHead, progress: Progress | undefined, chosen: boolean, columns: number): Line {
  const state = stateWord(head, progress);
  const time: Span = { text: `${pad(String(head.minutes), 3, 'right')} min`, style: 'quiet' };
  const name = cutLine(
    [
      { text: chosen ? '▶ ' : '  ', style: 'current' },
      { text: `${pad(String(head.number), 2, 'right')}  ` },
      { text: printable(head.title), ...(chosen ? { style: 'current' as const } : {}) },
    ],
    columns - STATE_WIDTH - 9,
  );
  return [...padLine(name, columns - STATE_WIDTH - 8), ...padLine([state], STATE_WIDTH), { text: ' ' }, time];
}

const STATE_WIDTH = 15;

/** How far a lesson has come, by sign and word. */
function stateWord(head: LessonHead, progress: Progress | undefined): Span {
  if (progress === undefined) return { text: '· not begun', style: 'quiet' };
  if (progress.done) return { text: '✓ done', style: 'success' };
  return { text: `◐ step ${progress.position.step} of ${head.stepCount}` };
}

function aboutLines(tutor: Tutor, head: LessonHead | undefined, columns: number): readonly Line[] {
  if (head === undefined) return [];
  return [
    ...wrapLine([{ text: printable(head.summary) }], columns),
    ...wrapLine([{ text: needsText(tutor, head), style: 'quiet' }], columns),
    ...exerciseLines(tutor.progress[head.slug]?.exercise ?? null, columns),
  ];
}

/** How far an exercise has come, once it has been checked; empty before. */
export function exerciseStanding(exercise: ExerciseProgress | null): string {
  if (exercise === null || exercise.attempts === 0) return '';
  const best = `${exercise.points} of ${counted(exercise.maxPoints, 'point')}`;
  return exercise.solved ? `Exercise solved: ${best}.` : `Exercise not solved yet: ${best}.`;
}

function exerciseLines(exercise: ExerciseProgress | null, columns: number): readonly Line[] {
  const words = exerciseStanding(exercise);
  if (words === '') return [];
  const solved = exercise?.solved === true;
  const line: Span = solved ? { text: `✓ ${words}`, style: 'success' } : { text: words, style: 'quiet' };
  return wrapLine([line], columns);
}

/** What a lesson builds on, with a tick at what is done. */
function needsText(tutor: Tutor, head: LessonHead): string {
  if (head.needs.length === 0) return 'Needs nothing before it.';
  const names = head.needs.map((slug) => {
    const needed = tutor.heads.find((candidate) => candidate.slug === slug);
    const tick = tutor.progress[slug]?.done === true ? ' ✓' : '';
    return `${needed?.number ?? ''} ${printable(needed?.title ?? slug)}${tick}`.trim();
  });
  return `Needs: ${names.join('; ')}`;
}
