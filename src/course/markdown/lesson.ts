/** One lesson file: text to a checked Lesson, or everything that is wrong with it. */
import type { Nodes, Root } from 'mdast';
import { collectApps } from './collectApps.ts';
import { readExercise } from './exercise/exercise.ts';
import { faultList, sortFaults, type FaultList, type Fault } from '../faults.ts';
import { trackFleet } from './trackFleet.ts';
import { readFrontMatter, type FrontMatterResult } from './yaml/frontMatter.ts';
import { deepFreeze } from '../deepFreeze.ts';
import { trackMigrations } from './trackMigrations.ts';
import { readIntroduction } from './introduction.ts';
import { readLab } from './lab.ts';
import { isUnclosedFence, lineOf, parseMarkdown, sourceOfText, type Source } from './markdown.ts';
import type { Lesson, Step } from '../model.ts';
import { LESSON_FILE_PATTERN, lessonFileName } from '../names.ts';
import { splitSections } from './sections.ts';
import { readStep, type Thread } from './step.ts';
import { collectDefinitions, type ParseContext } from './normalize.ts';

export interface ParsedLesson {
  /** Null when there is any fault. */
  readonly lesson: Lesson | null;
  /** By line. */
  readonly faults: readonly Fault[];
  /** What the lesson refers to, with lines, for the check of the course; sound even where the lesson is not. */
  readonly refers: Pick<FrontMatterResult, 'needs' | 'fixture'>;
}

/**
 * Reads a lesson. `file` is its path relative to the course; its last part
 * (`18-expand-and-contract.md`) gives number and slug. Never throws: whatever
 * is wrong with the text is among the faults.
 */
export function parseLesson(file: string, text: string): ParsedLesson {
  const source = sourceOfText(text);
  const faults = faultList(file, source.text);
  const name = lessonFileName(file.replace(/^.*\//, ''));
  if (name === null) {
    const mend = `Name it ${LESSON_FILE_PATTERN}, for instance 03-add-a-required-column.md.`;
    faults.add({
      line: 1,
      text: '',
      message: 'The name of a lesson file gives its number and slug, and this one does not.',
      mend,
    });
  }
  checkCharacters(source, faults);
  const root = checkNesting(source, faults) ? parse(source, faults) : null;
  if (root === null) return { lesson: null, faults: faults.found, refers: { needs: [], fixture: null } };

  const front = findFrontMatter(root, source, faults);
  // Without its end everything below would be taken for something else.
  if (front === null) return { lesson: null, faults: faults.found, refers: { needs: [], fixture: null } };

  checkClosings(root, source, faults);
  const context: ParseContext = { source, faults, definitions: collectDefinitions(root) };
  const { values } = front;
  const sections = splitSections(root, values?.title ?? null, context);
  const introduction = readIntroduction(sections.introduction, context);
  const { application } = front;
  const thread: Thread = {
    migrations: trackMigrations(values?.baseline ?? null),
    fleet: trackFleet(application),
    apps: collectApps(application?.versions ?? null),
  };
  const faultsBeforeSteps = faults.found.length;
  const steps = sections.steps.map((section, index) => readStep(section, index + 1, thread, context));
  if (steps.length === 0) {
    faults.add({
      line: 1,
      text: '',
      message: 'The lesson has no steps.',
      mend: 'Begin each step with a `##` heading.',
    });
  }
  // A fence at fault is missing, and that is told already.
  const soundSteps = faults.found.length === faultsBeforeSteps;
  if (soundSteps) {
    for (const { line, message, mend } of thread.apps.missing()) faults.add({ line, message, mend });
  }
  if (soundSteps) checkMatrixAfter(front, steps, context);
  const lab =
    sections.lab && readLab(sections.lab, { steps: soundSteps ? steps : null, application }, context);
  const exerciseLesson = { slug: name?.slug ?? '', baseline: values?.baseline ?? null };
  const exercise = sections.exercise && readExercise(sections.exercise, exerciseLesson, context);

  const sound = faults.found.length === 0 && values !== null && name !== null;
  const lesson: Lesson | null = !sound
    ? null
    : {
        number: name.number,
        slug: name.slug,
        title: values.title,
        summary: values.summary,
        minutes: values.minutes,
        needs: values.needs,
        stepCount: steps.length,
        hasExercise: exercise !== null,
        hasLab: lab !== null,
        file,
        fixture: values.fixture,
        show: values.show,
        foreignKeys: values.foreign_keys,
        baseline: values.baseline,
        apps: thread.apps.all(),
        fleet: application?.fleet ?? [],
        matrixAfter: values.matrix_after,
        lab,
        introduction,
        steps,
        exercise,
      };
  return {
    lesson: deepFreeze(lesson),
    faults: sortFaults(faults.found),
    refers: { needs: front.needs, fixture: front.fixture },
  };
}

/** The migration that uncovers the matrix has to run somewhere. */
function checkMatrixAfter(
  { matrixAfter }: FrontMatterResult,
  steps: readonly Step[],
  { faults }: ParseContext,
): void {
  if (matrixAfter === null) return;
  const runs = steps.some(({ parts }) =>
    parts.some(
      (part) =>
        part.type === 'action' &&
        part.action.type === 'migration' &&
        part.action.fails === null &&
        part.action.name === matrixAfter.value,
    ),
  );
  if (runs) return;
  faults.add({
    line: matrixAfter.line,
    message: `No step runs a migration "${matrixAfter.value}".`,
    mend: 'Name the migration after which the matrix shows what works.',
  });
}

/** Null when the front matter is never closed. */
function findFrontMatter(root: Root, source: Source, faults: FaultList): FrontMatterResult | null {
  const [first] = root.children;
  if (first?.type === 'yaml') return readFrontMatter(first.value, faults);
  if (/^---[ \t]*(\n|$)/.test(source.text)) {
    faults.add({
      line: 1,
      message: 'The front matter is not closed.',
      mend: 'Put a line `---` below its last key.',
    });
    return null;
  }
  const mend = 'Begin the file with `---`, its keys, and `---` again.';
  faults.add({ line: 1, message: 'The lesson does not begin with front matter.', mend });
  return { values: null, needs: [], fixture: null, matrixAfter: null, application: null };
}

/** Control characters end SQL early (NUL) or reach a terminal (escape sequences). */
function checkCharacters(source: Source, faults: FaultList): void {
  source.text.split('\n').forEach((line, index) => {
    const column = line.search(/(?!\t)\p{Cc}/u);
    if (column < 0) return;
    const code = line.charCodeAt(column);
    const hex = code.toString(16).toUpperCase().padStart(4, '0');
    const called = code === 0 ? 'A NUL character' : `A control character (U+${hex})`;
    faults.add({
      line: index + 1,
      column: column + 1,
      message: `${called} stands in the text.`,
      mend: `Remove it; in SQL, write char(${code}).`,
    });
  });
}

/** Markdown's parsers need time by the square of the nesting; true when it is within reason. */
function checkNesting(source: Source, faults: FaultList): boolean {
  const deep = /^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])){50}/m.exec(source.text);
  if (deep === null) return true;
  const line = source.text.slice(0, deep.index).split('\n').length;
  faults.add({ line, message: 'The text is nested too deeply.', mend: 'Write it with fewer levels.' });
  return false;
}

function parse(source: Source, faults: FaultList): Root | null {
  try {
    return parseMarkdown(source.text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    faults.add({
      line: 1,
      text: '',
      message: `The Markdown cannot be read: ${reason}.`,
      mend: 'Write it more simply.',
    });
    return null;
  }
}

/** A fence without an end swallows the rest of the file, wherever it is. */
function checkClosings(node: Nodes, source: Source, faults: FaultList, depth = 0): void {
  if (node.type === 'code' && isUnclosedFence(node, source)) {
    const line = lineOf(node);
    faults.add({
      line,
      message: 'The fence is not closed.',
      mend: 'Put a line of backticks below its last line.',
    });
  }
  // `normalize` reports what is nested more deeply than that.
  if ('children' in node && depth < 100) {
    for (const child of node.children) checkClosings(child, source, faults, depth + 1);
  }
}
