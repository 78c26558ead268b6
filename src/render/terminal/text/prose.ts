/** Markdown blocks as lines for the screen. */
import type { List, ListItem, PhrasingContent, RootContent } from 'mdast';
import type { CalloutKind, Prose } from '../../../course/model.ts';
import { calloutWord } from '../../words/prose.ts';
import { highlightSql } from './highlight.ts';
import { definitionsOf, inlineLines, type Definitions } from '../../spans/inline.ts';
import type { Line, Style } from '../../spans/line.ts';
import { tableOfProse } from './proseTable.ts';
import { printable } from '../../spans/visible.ts';
import { cutLine } from './width.ts';
import { wrapLine, type WrapOptions } from './wrap.ts';

/** The prose as lines of at most `width` columns, blocks parted by an empty line. */
export function proseLines(prose: Prose, width: number): Line[] {
  if (width <= 0) return [];
  // Bars and marks want two columns; where there are fewer, the line is cut.
  return blocks(prose, width, definitionsOf(prose)).map((line) => cutLine(line, width));
}

/** The inline content of a heading, an option or a title, wrapped. */
export function phrasingLines(
  content: readonly PhrasingContent[],
  width: number,
  options: WrapOptions = {},
): Line[] {
  return inlineLines(content, new Map()).flatMap((line) => wrapLine(line, width, options));
}

function blocks(
  nodes: readonly RootContent[],
  width: number,
  definitions: Definitions,
  tight = false,
): Line[] {
  const lines: Line[] = [];
  for (const node of nodes) {
    const part = block(node, width, definitions);
    if (part.length === 0) continue;
    if (lines.length > 0 && !tight) lines.push([]);
    lines.push(...part);
  }
  return lines;
}

function block(node: RootContent, width: number, definitions: Definitions): Line[] {
  switch (node.type) {
    case 'paragraph':
      return inlineLines(node.children, definitions).flatMap((line) => wrapLine(line, width));
    case 'heading':
      return inlineLines(node.children, definitions, 'heading').flatMap((line) => wrapLine(line, width));
    case 'list':
      return list(node, width, definitions);
    case 'blockquote':
      return barred(blocks(node.children, Math.max(1, width - 2), definitions), 'quiet');
    case 'code':
      return code(node.value, node.lang ?? null, width);
    case 'table':
      return tableOfProse(node, width, definitions);
    case 'thematicBreak':
      return [[{ text: '─'.repeat(width), style: 'quiet' }]];
    case 'html':
      // A comment holds nothing for the reader.
      return node.value.startsWith('<!--') ? [] : code(node.value, null, width);
    default:
      return [];
  }
}

/** Lines with a bar in front of each: a frame that a reader without colour sees too. */
function barred(lines: readonly Line[], style: Style): Line[] {
  return lines.map((line) => [{ text: line.length === 0 ? '▌' : '▌ ', style }, ...line]);
}

function list(node: List, width: number, definitions: Definitions): Line[] {
  const start = node.start ?? 1;
  const marks = node.children.map((item, index) =>
    markOf(item, node.ordered === true ? start + index : null),
  );
  const widest = Math.max(0, ...marks.map((mark) => mark.length));
  const lines: Line[] = [];
  node.children.forEach((item, index) => {
    const content = blocks(item.children, Math.max(1, width - widest), definitions, item.spread !== true);
    if (node.spread === true && index > 0) lines.push([]);
    const mark = (marks[index] ?? '').padStart(widest);
    if (content.length === 0) lines.push(cutLine([{ text: mark.trimEnd() }], width));
    content.forEach((line, at) => {
      if (line.length === 0) lines.push([]);
      // Where the marks alone take the whole width there is no room to indent.
      else if (widest >= width) lines.push(line);
      else lines.push([{ text: at === 0 ? mark : ' '.repeat(widest) }, ...line]);
    });
  });
  return lines;
}

function markOf(item: ListItem, number: number | null): string {
  const task = typeof item.checked === 'boolean' ? (item.checked ? '[x] ' : '[ ] ') : '';
  return `${number === null ? '•' : `${number}.`} ${task}`;
}

/** Code two columns in; SQL highlighted; a long line goes on below, further in. */
function code(value: string, language: string | null, width: number): Line[] {
  const indent = width > 4 ? '  ' : '';
  const spans = language === 'sql' ? highlightSql(value) : [{ text: value, style: 'code' as const }];
  const lines: { text: string; style?: Style }[][] = [[]];
  for (const span of spans) {
    span.text.split('\n').forEach((part, index) => {
      if (index > 0) lines.push([]);
      lines.at(-1)?.push({ ...span, text: printable(part.replace(/\r$/, '').replaceAll('\t', '    ')) });
    });
  }
  return lines.flatMap((line) =>
    wrapLine(line, width, { keepIndent: true, first: [{ text: indent }], rest: [{ text: `${indent}    ` }] }),
  );
}

const CALLOUTS: Readonly<Record<CalloutKind, Style>> = {
  insight: 'insight',
  trap: 'warning',
  aside: 'quiet',
};

/** A callout: a word that says what it is, then its content, all behind a bar. */
export function calloutLines(kind: CalloutKind, content: Prose, width: number): Line[] {
  if (width <= 0) return [];
  const style = CALLOUTS[kind];
  const lines = barred(
    [[{ text: calloutWord(kind), style }], ...proseLines(content, Math.max(1, width - 2))],
    style,
  );
  return lines.map((line) => cutLine(line, width));
}
