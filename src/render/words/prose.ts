/** Markdown as plain text: for a screen reader and for headings. */
import type { Nodes, PhrasingContent } from 'mdast';
import type { CalloutKind, Prose } from '../../course/model.ts';
import { definitionsOf, inlineText } from '../spans/inline.ts';
import { printable } from '../spans/visible.ts';

const CALLOUTS: Readonly<Record<CalloutKind, string>> = {
  insight: 'Insight',
  trap: 'Trap',
  aside: 'Note',
};

/** The word that opens a callout: `Insight`, `Trap`, `Note`. */
export function calloutWord(kind: CalloutKind): string {
  return CALLOUTS[kind];
}

/** An option or a title in one line. */
export function phrasingText(content: readonly PhrasingContent[]): string {
  return inlineText(content, new Map());
}

/** The prose as plain text, one block a line. */
export function proseText(prose: Prose): string {
  const definitions = definitionsOf(prose);
  const texts = (nodes: readonly Nodes[]): string[] =>
    nodes.flatMap((node): string[] => {
      switch (node.type) {
        case 'paragraph':
        case 'heading':
        case 'tableCell':
          return [inlineText(node.children, definitions)];
        case 'html':
          return node.value.startsWith('<!--') ? [] : [printable(node.value.replaceAll('\n', ' '))];
        case 'code':
          return [node.value.split('\n').map(printable).join('\n')];
        case 'tableRow':
          return [texts(node.children).join(', ')];
        case 'list':
          return node.children.flatMap((item, index) => {
            const mark = node.ordered === true ? `${(node.start ?? 1) + index}. ` : '';
            return texts(item.children).map((text, at) => (at === 0 ? mark + text : text));
          });
        case 'blockquote':
        case 'table':
          return texts(node.children);
        default:
          return [];
      }
    });
  return texts(prose).join('\n');
}
