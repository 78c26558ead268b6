/** One lesson file: text to a checked Lesson, or everything that is wrong with it. */
import type { Nodes, Root } from 'mdast';
import { startApps } from './apps.ts';
import { readExercise } from './exercise/exercise.ts';
import { reportFor, sortFaults, type Report } from '../faults.ts';
import { startFleet } from './fleet.ts';
import { readFrontMatter, type FrontMatterResult } from './yaml/frontMatter.ts';
import { frozen } from '../frozen.ts';
import { startHistory } from './history.ts';
import { readIntroduction } from './introduction.ts';
import { readLab } from './lab.ts';
import { isUnclosedFence, lineOf, parseMarkdown, sourceOfText, type Source } from './markdown.ts';
import type { Fault, Lesson, Step } from '../model.ts';
import { LESSON_FILE_PATTERN, lessonFileName } from '../names.ts';
import { splitSections } from './sections.ts';
import { readStep, type Thread } from './step.ts';
import { collectDefinitions, type Context } from './tidy.ts';

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
  const report = reportFor(file);
  const source = sourceOfText(text);
  const name = lessonFileName(file.replace(/^.*\//, ''));
  if (name === null) {
    const mend = `Name it ${LESSON_FILE_PATTERN}, for instance 03-add-a-required-column.md.`;
    report.add(1, '', 'The name of a lesson file gives its number and slug, and this one does not.', mend);
  }
  checkCharacters(source, report);
  const root = checkNesting(source, report) ? parse(source, report) : null;
  if (root === null) return { lesson: null, faults: report.faults, refers: { needs: [], fixture: null } };

  const front = findFrontMatter(root, source, report);
  // Without its end everything below would be taken for something else.
  if (front === null) return { lesson: null, faults: report.faults, refers: { needs: [], fixture: null } };

  checkClosings(root, source, report);
  const context: Context = { source, report, definitions: collectDefinitions(root) };
  const { values } = front;
  const sections = splitSections(root, values?.title ?? null, context);
  const introduction = readIntroduction(sections.introduction, context);
  const { application } = front;
  const thread: Thread = {
    history: startHistory(values?.baseline ?? null),
    fleet: startFleet(application),
    apps: startApps(application?.versions ?? null),
  };
  const faultsBeforeSteps = report.faults.length;
  const steps = sections.steps.map((section, index) => readStep(section, index + 1, thread, context));
  if (steps.length === 0) {
    report.add(1, '', 'The lesson has no steps.', 'Begin each step with a `##` heading.');
  }
  // A fence at fault is missing, and that is told already.
  const soundSteps = report.faults.length === faultsBeforeSteps;
  if (soundSteps) {
    for (const { line, message, mend } of thread.apps.missing())
      report.add(line, source.line(line), message, mend);
  }
  if (soundSteps) checkMatrixAfter(front, steps, context);
  const lab =
    sections.lab && readLab(sections.lab, { steps: soundSteps ? steps : null, application }, context);
  const exerciseLesson = { slug: name?.slug ?? '', baseline: values?.baseline ?? null };
  const exercise = sections.exercise && readExercise(sections.exercise, exerciseLesson, context);

  const sound = report.faults.length === 0 && values !== null && name !== null;
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
    lesson: frozen(lesson),
    faults: sortFaults(report.faults),
    refers: { needs: front.needs, fixture: front.fixture },
  };
}

/** The migration that uncovers the matrix has to run somewhere. */
function checkMatrixAfter(
  { matrixAfter }: FrontMatterResult,
  steps: readonly Step[],
  { report, source }: Context,
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
  report.add(
    matrixAfter.line,
    source.line(matrixAfter.line),
    `No step runs a migration "${matrixAfter.value}".`,
    'Name the migration after which the matrix shows what works.',
  );
}

/** Null when the front matter is never closed. */
function findFrontMatter(root: Root, source: Source, report: Report): FrontMatterResult | null {
  const [first] = root.children;
  if (first?.type === 'yaml') return readFrontMatter(first.value, report);
  if (/^---[ \t]*(\n|$)/.test(source.text)) {
    report.add(1, source.line(1), 'The front matter is not closed.', 'Put a line `---` below its last key.');
    return null;
  }
  const mend = 'Begin the file with `---`, its keys, and `---` again.';
  report.add(1, source.line(1), 'The lesson does not begin with front matter.', mend);
  return { values: null, needs: [], fixture: null, matrixAfter: null, application: null };
}

/** Control characters end SQL early (NUL) or reach a terminal (escape sequences). */
function checkCharacters(source: Source, report: Report): void {
  source.text.split('\n').forEach((line, index) => {
    const found = /(?!\t)\p{Cc}/u.exec(line)?.[0];
    if (found === undefined) return;
    const code = found.charCodeAt(0);
    const hex = code.toString(16).toUpperCase().padStart(4, '0');
    const called = code === 0 ? 'A NUL character' : `A control character (U+${hex})`;
    report.add(index + 1, line, `${called} stands in the text.`, `Remove it; in SQL, write char(${code}).`);
  });
}

/** Markdown's parsers need time by the square of the nesting; true when it is within reason. */
function checkNesting(source: Source, report: Report): boolean {
  const deep = /^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])){50}/m.exec(source.text);
  if (deep === null) return true;
  const line = source.text.slice(0, deep.index).split('\n').length;
  report.add(line, source.line(line), 'The text is nested too deeply.', 'Write it with fewer levels.');
  return false;
}

function parse(source: Source, report: Report): Root | null {
  try {
    return parseMarkdown(source.text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report.add(1, '', `The Markdown cannot be read: ${reason}.`, 'Write it more simply.');
    return null;
  }
}

/** A fence without an end swallows the rest of the file, wherever it is. */
function checkClosings(node: Nodes, source: Source, report: Report, depth = 0): void {
  if (node.type === 'code' && isUnclosedFence(node, source)) {
    const line = lineOf(node);
    report.add(
      line,
      source.line(line),
      'The fence is not closed.',
      'Put a line of backticks below its last line.',
    );
  }
  // `tidy` reports what is nested more deeply than that.
  if ('children' in node && depth < 100) {
    for (const child of node.children) checkClosings(child, source, report, depth + 1);
  }
}
