/** Splits a lesson's blocks at its headings: introduction, steps, lab, exercise. */
import type { Heading, Root, RootContent } from 'mdast';
import { lineOf, plainText } from './markdown.ts';
import type { ParseContext } from './normalize.ts';

export interface Section {
  readonly heading: Heading;
  readonly title: string;
  readonly nodes: readonly RootContent[];
}

export interface Sections {
  readonly introduction: readonly RootContent[];
  readonly steps: readonly Section[];
  /** The title is what stands behind `Lab:`. */
  readonly lab: Section | null;
  /** The title is what stands behind `Exercise:`. */
  readonly exercise: Section | null;
}

/** `title` is the front matter's, with which a `#` heading must agree, or null where that is at fault. */
export function splitSections(root: Root, title: string | null, context: ParseContext): Sections {
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
  const steps: Section[] = [];
  const special: Record<Special, Section | null> = { lab: null, exercise: null };
  let last: Special | null = null;
  for (const section of sections) {
    const kind = specialOf(section);
    if (kind === null) {
      // What a learner does alone comes last.
      if (last !== null) misplaced(section, `A step stands below the ${last}.`, headings[last], context);
      steps.push(section);
    } else {
      if (special[kind] !== null) second(section, kind, context);
      else special[kind] = { ...section, title: section.title.replace(SPECIAL, '').trim() };
      last ??= kind;
    }
  }
  return { introduction, steps, ...special };
}

type Special = 'lab' | 'exercise';

const SPECIAL = /^(lab|exercise)\s*(?::|$)/i;

const headings: Readonly<Record<Special, string>> = { lab: '## Lab: …', exercise: '## Exercise: …' };

function specialOf(section: Section): Special | null {
  const word = SPECIAL.exec(section.title)?.[1]?.toLowerCase();
  return word === 'lab' || word === 'exercise' ? word : null;
}

function misplaced(section: Section, message: string, heading: string, { faults }: ParseContext): void {
  const line = lineOf(section.heading);
  faults.add({ line, message, mend: `Move it above the \`${heading}\` heading.` });
}

function second(section: Section, kind: Special, { faults }: ParseContext): void {
  const line = lineOf(section.heading);
  const mends: Readonly<Record<Special, string>> = {
    lab: 'Keep one; where it asks for several things, give it several challenges.',
    exercise: 'Keep one; where it needs several migrations, give it several parts.',
  };
  faults.add({ line, message: `The lesson has a second ${kind}.`, mend: mends[kind] });
}

function checkHeading(node: Heading, { source, faults }: ParseContext): void {
  const line = lineOf(node);
  if (!source.of(node).startsWith('#')) {
    const mend = 'Write `##` in front of a heading, or put an empty line above the line of dashes.';
    faults.add({ line, message: 'A line of dashes or `=` makes the text above it a heading.', mend });
  } else if (plainText(node).trim() === '') {
    faults.add({ line, message: 'The heading is empty.', mend: 'Write what the step is about.' });
  }
}

function checkTitle(node: Heading, title: string | null, late: boolean, { faults }: ParseContext): void {
  const line = lineOf(node);
  if (late) {
    const mend = 'Begin a step with `##`; the one `#` heading is the title, above the first step.';
    faults.add({ line, message: 'A `#` heading has no place here.', mend });
  } else if (title !== null && plainText(node).trim() !== title) {
    const mend = `Write \`# ${title}\`, or leave the heading out.`;
    faults.add({ line, message: "The heading differs from the front matter's title.", mend });
  }
}
