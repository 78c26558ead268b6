/** Makes the picture of a screen that the README shows. */
import { writeFile } from 'node:fs/promises';
import { sourceOf } from '../course/files/source.ts';
import { loadCourse } from '../course/files/load.ts';
import { createDatabase } from '../worker/client.ts';
import { momentsAt } from '../lesson/place.ts';
import { FRESH_VIEW, type LessonState, type Tutor } from '../tutor/state.ts';
import { playLesson } from '../lesson/player.ts';
import { screenOf } from '../tui/screens/screen.ts';
import { screenSvg } from '../tui/svg.ts';

const PICTURE = 'src/tools/screen.svg';
const SIZE = { columns: 100, rows: 22 };
/** Lesson 18's backfill: what the program is about, on one screen. */
const SLUG = 'expand-and-contract';
const MIGRATION = '0008_backfill_dx_icd10';

async function picture(): Promise<string> {
  const loaded = await loadCourse('.', 'learn-migrations');
  if (!loaded.ok) throw new Error('the lessons are broken: run npm run build to see how');
  const source = sourceOf(loaded.course);
  const lesson = await source.lesson(SLUG);
  const fixture = await source.fixture(lesson.fixture);
  const database = createDatabase({ spare: false });
  const head = source.heads().find((candidate) => candidate.slug === SLUG);
  if (head === undefined) throw new Error(`there is no lesson ${SLUG}`);
  let state: LessonState = {
    head,
    lesson,
    opened: null,
    plays: [],
    breakage: null,
    drawing: null,
    position: { step: 1, moment: 0 },
    answers: {},
    furthest: 1,
    done: false,
    exercise: null,
    lab: {},
    practise: null,
    view: FRESH_VIEW,
    panel: null,
    rollback: null,
    digits: '',
  };
  for await (const event of playLesson(lesson, { database, fixture, now: 0 })) {
    if (event.type === 'opened') state = { ...state, opened: event.opened };
    if (event.type === 'step') state = { ...state, plays: [...state.plays, event.play] };
  }
  await database.close();
  const step = lesson.steps.find(({ parts }) =>
    parts.some(
      (part) => part.type === 'action' && part.action.type === 'migration' && part.action.name === MIGRATION,
    ),
  );
  if (step === undefined) throw new Error(`lesson ${SLUG} has no migration ${MIGRATION}`);
  const moment = momentsAt(state, step.number).findIndex((candidate) => candidate.type === 'statement');
  const tutor: Tutor = {
    title: loaded.course.title,
    heads: source.heads(),
    progress: {},
    home: { cursor: 0, filter: null, typing: false },
    lesson: { ...state, position: { step: step.number, moment } },
    help: null,
    notice: null,
    leaving: false,
  };
  const { lines } = screenOf(tutor, SIZE);
  return screenSvg(lines, SIZE, `Lesson ${head.number}, ${head.title}: ${step.title}`);
}

await writeFile(PICTURE, await picture());
