/** Splits a lesson's blocks at its headings: introduction, steps, exercises. */
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
  /** Not read by this version: their fences have labels of their own. */
  readonly exercises: readonly Section[];
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
  return {
    introduction,
    steps: sections.filter((section) => !isExercise(section)),
    exercises: sections.filter(isExercise),
  };
}

function isExercise(section: Section): boolean {
  return /^exercise\s*(:|$)/i.test(section.title);
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
