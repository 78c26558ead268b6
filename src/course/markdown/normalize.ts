/**
 * Normalizes Markdown before it is sorted into steps: comments go (presenter notes
 * are kept aside), links find their definitions, and what has no place in a
 * lesson is a fault.
 */
import type { BlockContent, Definition, Nodes, Root, RootContent } from 'mdast';
import type { FaultList } from '../faults.ts';
import { fenceInfo, lineOf, type Source } from './markdown.ts';
import { isLabelWord } from './fences/label.ts';

/** Deeper nesting is no lesson's prose, and would exhaust the stack. */
const DEEPEST = 50;

export interface ParseContext {
  readonly source: Source;
  readonly faults: FaultList;
  /** Link definitions of the whole file by identifier. */
  readonly definitions: ReadonlyMap<string, Definition>;
}

export interface Normalized {
  /** Still with positions. */
  readonly blocks: readonly BlockContent[];
  readonly notes: readonly string[];
}

/** The link definitions at the top level of the file; the first of a name counts, as in Markdown. */
export function collectDefinitions(root: Root): ReadonlyMap<string, Definition> {
  const definitions = new Map<string, Definition>();
  for (const node of root.children) {
    if (node.type === 'definition' && !definitions.has(node.identifier))
      definitions.set(node.identifier, node);
  }
  return definitions;
}

/** Normalizes blocks of the file's top level. */
export function normalize(nodes: readonly RootContent[], context: ParseContext): Normalized {
  const notes: string[] = [];
  const blocks = nodes.flatMap((node) => normalizeNode(node, context, notes, 0)) as BlockContent[];
  return { blocks, notes };
}

/** None for a node that goes, one for a node that stays. */
function normalizeNode(node: Nodes, context: ParseContext, notes: string[], depth: number): readonly Nodes[] {
  const { source, faults, definitions } = context;
  const line = lineOf(node);
  if (depth > DEEPEST) {
    faults.add({ line, message: 'The text is nested too deeply.', mend: 'Write it with fewer levels.' });
    return [];
  }
  switch (node.type) {
    case 'html':
      readHtml(node.value, line, context, notes);
      return [];
    case 'definition':
      return [];
    case 'footnoteDefinition':
    case 'footnoteReference':
      faults.add({
        line,
        message: 'A lesson cannot have footnotes.',
        mend: 'Write the note into the text, or as a `> [!NOTE]` callout.',
      });
      return [];
    case 'linkReference':
    case 'imageReference': {
      const definition = definitions.get(node.identifier);
      if (definition === undefined) {
        // Markdown makes a reference only where a definition is: this one is inside a list or a quotation.
        const mend = 'Move the definition out of the list or quotation, to the left margin.';
        faults.add({ line, message: `The definition of [${node.identifier}] is nested.`, mend });
        return [];
      }
      const { url, title } = definition;
      if (node.type === 'imageReference') return [{ type: 'image', url, title, alt: node.alt }];
      const children = normalizeChildren(node.children, context, notes, depth);
      return [{ type: 'link', url, title, children: children as typeof node.children }];
    }
    case 'code': {
      const [language = '', label = ''] = fenceInfo(node, source).split(/\s+/);
      const labelled = language.toLowerCase() === 'sql' && isLabelWord(label);
      if (depth > 0 && (labelled || node.lang === 'fleet' || node.lang === 'lab')) {
        const message = 'A labelled fence inside a list or a quotation is not run.';
        faults.add({ line, message, mend: 'Move it out, to the left margin.' });
      }
      return [node];
    }
    case 'blockquote':
      if (depth > 0 && /^>\s*\[!\w+\]/.test(source.of(node))) {
        const message = 'A callout inside a list or a quotation is not seen as one.';
        faults.add({ line, message, mend: 'Move it out, to the left margin.' });
      }
      break;
    default:
  }
  if (!('children' in node)) return [node];
  const children = normalizeChildren(node.children, context, notes, depth);
  if (children.length === 0 && node.type === 'paragraph') return [];
  return [{ ...node, children } as Nodes];
}

function normalizeChildren(
  nodes: readonly Nodes[],
  context: ParseContext,
  notes: string[],
  depth: number,
): Nodes[] {
  return nodes.flatMap((node) => normalizeNode(node, context, notes, depth + 1));
}

/** Takes the notes out of comments; anything else in HTML is a fault. */
function readHtml(html: string, line: number, { faults }: ParseContext, notes: string[]): void {
  const rest = html.replace(/<!--([\s\S]*?)-->/g, (_, comment: string) => {
    const note = /^\s*note:([\s\S]*)$/i.exec(comment)?.[1];
    if (note !== undefined && note.trim() !== '') notes.push(dedent(note));
    return '';
  });
  if (rest.trim() === '') return;
  if (rest.trimStart().startsWith('<!--')) {
    const mend = 'Put `-->` at its end; everything below it is lost otherwise.';
    faults.add({ line, message: 'A comment is not closed.', mend });
  } else {
    const mend = 'Write it in Markdown, or in `backticks` where it is meant as text.';
    faults.add({ line, message: 'HTML has no place in a lesson.', mend });
  }
}

/** A note's lines without the indentation that they share in the file. */
function dedent(note: string): string {
  return note
    .trim()
    .split('\n')
    .map((line) => line.trim())
    .join('\n');
}
