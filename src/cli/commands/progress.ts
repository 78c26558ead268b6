/** `progress`: what has been done, as text, JSON or CSV. */
import type { LessonHead } from '../../course/model.ts';
import type { Progress } from '../../tutor/state.ts';
import { stateFolder } from '../../app/progress/folder.ts';
import { readProgress } from '../../app/progress/read.ts';
import { openCourse } from '../course.ts';
import { EXIT, ExitError } from '../exit.ts';
import { print, printError } from '../output.ts';
import { counted } from '../../words/sentence.ts';
import type { Common } from '../options.ts';

interface Entry {
  readonly number: number;
  readonly lesson: string;
  readonly title: string;
  readonly steps: number;
  /** Furthest step reached, 0 for a lesson not begun. */
  readonly furthest: number;
  readonly done: boolean;
  readonly exercise: boolean;
  readonly solved: boolean;
  readonly attempts: number;
  readonly hints: number;
  readonly solutionSeen: boolean;
  readonly points: number;
  readonly maxPoints: number | null;
  /** ISO 8601, or null. */
  readonly updatedAt: string | null;
}

export async function showProgress(
  options: Common & { readonly json?: true; readonly csv?: true },
): Promise<void> {
  if (options.json === true && options.csv === true) {
    throw new ExitError(EXIT.usage, 'learn-migrations: choose one of --json and --csv.');
  }
  const source = await openCourse(options.lessons);
  const { lessons, notices } = readProgress(stateFolder(process.env, options.lessons ?? null));
  for (const notice of notices) await printError(notice);
  const entries = source.heads().map((head) => entryOf(head, lessons[head.slug]));
  if (options.json === true) await print(JSON.stringify({ format: 1, lessons: entries }, null, 2));
  else await print(options.csv === true ? csvOf(entries) : textOf(entries));
}

function entryOf(head: LessonHead, progress: Progress | undefined): Entry {
  const exercise = progress?.exercise ?? null;
  return {
    number: head.number,
    lesson: head.slug,
    title: head.title,
    steps: head.stepCount,
    furthest: progress?.furthest ?? 0,
    done: progress?.done ?? false,
    exercise: head.hasExercise,
    solved: exercise?.solved ?? false,
    attempts: exercise?.attempts ?? 0,
    hints: exercise?.hints ?? 0,
    solutionSeen: exercise?.solutionSeen ?? false,
    points: exercise?.points ?? 0,
    // Zero until something has been checked.
    maxPoints: exercise?.maxPoints || null,
    updatedAt: progress?.updatedAt ?? null,
  };
}

function textOf(entries: readonly Entry[]): string {
  const exercises = entries.map(exerciseText);
  const width = Math.max(30, ...exercises.map((text) => text.length));
  return entries
    .map((entry, index) => {
      const steps = entry.done ? 'done' : `${entry.furthest} of ${entry.steps} steps`;
      const exercise = (exercises[index] ?? '').padEnd(width);
      return `${String(entry.number).padStart(2)}  ${steps.padEnd(14)}  ${exercise}  ${entry.title}`;
    })
    .join('\n');
}

function exerciseText(entry: Entry): string {
  if (!entry.exercise) return '';
  const hints = entry.hints === 0 ? '' : `, ${counted(entry.hints, 'hint')}`;
  const help = `${hints}${entry.solutionSeen ? ', solution seen' : ''}`;
  // Nothing has been checked yet.
  if (entry.maxPoints === null) {
    return help === '' ? 'exercise not begun' : `exercise not run yet${help}`;
  }
  return `exercise ${entry.solved ? 'solved' : 'begun'}, ${entry.points} of ${entry.maxPoints}${help}`;
}

/** RFC 4180: fields with a comma, a quote or a line break are quoted. */
function csvOf(entries: readonly Entry[]): string {
  const first = entries[0];
  if (first === undefined) return '';
  const names = Object.keys(first) as (keyof Entry)[];
  const rows = entries.map((entry) => names.map((name) => csvField(entry[name])).join(','));
  return [names.join(','), ...rows].join('\r\n');
}

function csvField(value: string | number | boolean | null): string {
  const text = value === null ? '' : String(value);
  // A spreadsheet takes a field that begins so for a formula.
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
