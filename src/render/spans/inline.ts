/** What stands inside a paragraph, as spans. */
import type { PhrasingContent, RootContent } from 'mdast';
import type { Line, Span, Style } from './line.ts';
import { printable } from './visible.ts';
import { joinSpans } from './line.ts';

/** Addresses by a reference's identifier. */
export type Definitions = ReadonlyMap<string, string>;

/** The addresses that the prose defines for its references, those inside lists and quotes included. */
export function definitionsOf(nodes: readonly RootContent[]): Definitions {
  const found = new Map<string, string>();
  const visit = (node: RootContent): void => {
    if (node.type === 'definition') {
      if (!found.has(node.identifier)) found.set(node.identifier, node.url);
    } else if (node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote') {
      node.children.forEach(visit);
    }
  };
  nodes.forEach(visit);
  return found;
}

/** Line breaks in Markdown's text are blanks; control characters become signs. */
function words(text: string): string {
  return printable(text.replace(/\s*[\r\n]+\s*/g, ' ').replaceAll('\t', ' '));
}

function linked(
  children: readonly PhrasingContent[],
  url: string | undefined,
  definitions: Definitions,
): Span[] {
  const label = spansOf(children, definitions, 'link');
  const text = label.map((span) => span.text).join('');
  if (url === undefined) return label;
  const address = words(url);
  // The address once: a bare link's label is the address already.
  if (text === '' || text === address || `mailto:${text}` === address)
    return [{ text: address, style: 'link' }];
  return [...label, { text: ` (${address})`, style: 'quiet' }];
}

/** Spans of inline content; a hard break is a line break in a span's text. `style` holds where nothing else does. */
function spansOf(content: readonly PhrasingContent[], definitions: Definitions, style?: Style): Span[] {
  const plain = (text: string): Span => (style === undefined ? { text } : { text, style });
  return content.flatMap((node): Span[] => {
    switch (node.type) {
      case 'text':
        return [plain(words(node.value))];
      case 'strong':
        return spansOf(node.children, definitions, 'strong');
      case 'emphasis':
        return spansOf(node.children, definitions, style ?? 'emphasis');
      case 'delete':
        return [plain('~'), ...spansOf(node.children, definitions, style), plain('~')];
      case 'inlineCode':
        return [{ text: printable(node.value), style: 'code' }];
      case 'link':
        return linked(node.children, node.url, definitions);
      case 'linkReference':
        return linked(node.children, definitions.get(node.identifier), definitions);
      case 'image':
      case 'imageReference':
        return [plain(`[${words(node.alt ?? '')}]`)];
      case 'break':
        return [{ text: '\n' }];
      case 'html':
        // A comment holds nothing for the reader.
        return node.value.startsWith('<!--') ? [] : [plain(words(node.value))];
      case 'footnoteReference':
        return [];
      default:
        return [];
    }
  });
}

/** Inline content as lines, one more for each hard break; not wrapped. */
export function inlineLines(
  content: readonly PhrasingContent[],
  definitions: Definitions,
  style?: Style,
): Line[] {
  const lines: Span[][] = [[]];
  for (const span of spansOf(content, definitions, style)) {
    if (span.text === '\n') lines.push([]);
    else lines.at(-1)?.push(span);
  }
  return lines.map((line) => joinSpans(line));
}

/** Inline content as plain text, hard breaks as blanks. */
export function inlineText(content: readonly PhrasingContent[], definitions: Definitions): string {
  return spansOf(content, definitions)
    .map((span) => (span.text === '\n' ? ' ' : span.text))
    .join('');
}
