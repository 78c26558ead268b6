/** Small helpers for tests of lines. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import stringWidth from 'string-width';
import type { Prose } from '../../src/course/model.ts';
import type { Line, Style } from '../../src/render/spans/line.ts';

/** A line's text. */
export function text(line: Line): string {
  return line.map((span) => span.text).join('');
}

/** The texts of lines, one a line. */
export function texts(lines: readonly Line[]): string {
  return lines.map(text).join('\n');
}

/** The columns that a terminal gives the line: measured on the whole, not span by span. */
export function columnsOf(line: Line): number {
  return stringWidth(text(line));
}

/** The texts that stand in a style. */
export function inStyle(lines: readonly Line[], style: Style): string[] {
  return lines.flatMap((line) => line.filter((span) => span.style === style).map((span) => span.text));
}

export function prose(markdown: string): Prose {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
    .children as Prose;
}
