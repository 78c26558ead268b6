/** Splits a lesson's blocks at its headings: introduction, steps, exercise. */
import type { Heading, Root, RootContent } from 'mdast';
import { lineOf, plainText } from './markdown.ts';
import type { Context } from './tidy.ts';

export interface Section {
  readonly heading: Heading;
  readonly title: string;
  readonly nodes: readonly RootContent[];
}

export interface Sections {
  readonly introduction: readonly RootContent[];
  readonly steps: readonly Section[];
  /** The title is what stands behind `Exercise:`. */
  readonly exercise: Section | null;
}

/** `title` is the front matter's, with which a `#` heading must agree, or null where that is at fault. */
export function splitSections(root: Root, title: string | null, context: Context): Sections {
  const introduction: RootContent[] = [];
  const sections: (Section & { readonly nodes: RootContent[] })[] = [];
  let titled = false;
  for (const node of root.children) {
    if (node.type === 'yaml') continue;
    if (node.type === 'heading' && node.depth <= 2) {
      checkHeading(node, context);
      if (node.depth === 2) {
        sections.push({ heading: node, title: plainText(node).trim(), nodes: [] });
      } else {
        checkTitle(node, title, titled || sections.length > 0, context);
        titled = true;
      }
      continue;
    }
    (sections.at(-1)?.nodes ?? introduction).push(node);
  }
  const at = sections.findIndex(isExercise);
  const exercise = sections[at];
  if (exercise === undefined) return { introduction, steps: sections, exercise: null };
  const behind = sections.slice(at + 1);
  for (const section of behind) checkBehind(section, context);
  return {
    introduction,
    steps: [...sections.slice(0, at), ...behind.filter((section) => !isExercise(section))],
    exercise: { ...exercise, title: exercise.title.replace(EXERCISE, '').trim() },
  };
}

const EXERCISE = /^exercise\s*(:|$)/i;

function isExercise(section: Section): boolean {
  return EXERCISE.test(section.title);
}

/** The exercise is the last thing that a learner does in a lesson. */
function checkBehind(section: Section, { source, report }: Context): void {
  const line = lineOf(section.heading);
  const [message, mend] = isExercise(section)
    ? [
        'The lesson has a second exercise.',
        'Keep one; where it needs several migrations, give it several parts.',
      ]
    : ['A step stands below the exercise.', 'Move it above the `## Exercise: …` heading.'];
  report.add(line, source.line(line), message, mend);
}

function checkHeading(node: Heading, { source, report }: Context): void {
  const line = lineOf(node);
  if (!source.of(node).startsWith('#')) {
    const mend = 'Write `##` in front of a heading, or put an empty line above the line of dashes.';
    report.add(line, source.line(line), 'A line of dashes or `=` makes the text above it a heading.', mend);
  } else if (plainText(node).trim() === '') {
    report.add(line, source.line(line), 'The heading is empty.', 'Write what the step is about.');
  }
}

function checkTitle(node: Heading, title: string | null, late: boolean, { source, report }: Context): void {
  const line = lineOf(node);
  if (late) {
    const mend = 'Begin a step with `##`; the one `#` heading is the title, above the first step.';
    report.add(line, source.line(line), 'A `#` heading has no place here.', mend);
  } else if (title !== null && plainText(node).trim() !== title) {
    const mend = `Write \`# ${title}\`, or leave the heading out.`;
    report.add(line, source.line(line), "The heading differs from the front matter's title.", mend);
  }
}
