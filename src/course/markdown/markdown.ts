/** Markdown text to mdast, and the few things about nodes that the rest of the loader asks. */
import type { Code, Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';

/** The tree with positions; GitHub's Markdown, front matter as a `yaml` node. */
export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, {
    extensions: [gfm(), frontmatter(['yaml'])],
    mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown(['yaml'])],
  });
}

/** The line on which a node begins, from 1. */
export function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1;
}

/** A lesson's text with one kind of line ending, and its parts by node. */
export interface Source {
  readonly text: string;
  /** What the node was parsed from. */
  of(node: Nodes): string;
}

/** Drops a byte order mark and makes every line ending \n, which keeps line numbers as they are. */
export function sourceOfText(raw: string): Source {
  const text = raw.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  return {
    text,
    of: (node) => text.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0),
  };
}

/** The text of a node without its markup. */
export function plainText(node: Nodes): string {
  if ('value' in node) return node.value;
  if ('alt' in node) return node.alt ?? '';
  return 'children' in node ? node.children.map(plainText).join('') : '';
}

/**
 * What stands on a fence's first line behind the backticks. Taken from the
 * source, since Markdown would swallow the backslash of `\"`.
 */
export function fenceInfo(node: Code, source: Source): string {
  const [opening = ''] = source.of(node).split('\n', 1);
  return opening.replace(/^[`~]+/, '').trim();
}

/** Whether a fence lacks its closing line; indented code has none to lack. */
export function isUnclosedFence(node: Code, source: Source): boolean {
  const lines = source.of(node).split('\n');
  const opening = /^(`{3,}|~{3,})/.exec(lines[0] ?? '')?.[1];
  if (opening === undefined) return false;
  const last = lines.length === 1 ? '' : (lines.at(-1) ?? '');
  // Inside a quotation its lines begin with `>`.
  const closing = /^[>\s]*(`{3,}|~{3,})\s*$/.exec(last)?.[1];
  return closing === undefined || closing[0] !== opening[0] || closing.length < opening.length;
}

/** A copy of a node without positions, as the model keeps it. */
export function withoutPosition<Node extends Nodes>(node: Node): Node {
  const copy = { ...node };
  delete copy.position;
  if ('children' in copy) copy.children = copy.children.map(withoutPosition) as typeof copy.children;
  return copy;
}
