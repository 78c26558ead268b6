/** A screen as an SVG picture: the same lines that Ink paints, for documents. */
import type { Line, Style } from '../render/spans/line.ts';
import type { Size } from '../render/terminal/layout.ts';
import { graphemes, widthOf } from '../words/width.ts';

const CELL = 8.4;
const ROW = 19;
const PADDING = 14;
const INK = '#1f2328';
const PAPER = '#ffffff';

interface Look {
  readonly fill?: string;
  readonly bold?: true;
  readonly italic?: true;
  readonly inverse?: true;
}

/** The theme's colours as a light terminal has them. */
const LOOKS: Readonly<Record<Style, Look>> = {
  title: { bold: true },
  heading: { bold: true },
  strong: { bold: true },
  emphasis: { italic: true },
  code: { fill: '#0a6b75' },
  link: { fill: '#0a6b75' },
  quiet: { fill: '#6e7781' },
  null: { fill: '#6e7781', italic: true },
  added: { fill: '#1a7f37', bold: true },
  removed: { fill: '#b62324' },
  changed: { fill: '#8250df', bold: true },
  renamed: { fill: '#0a6b75', bold: true },
  error: { fill: '#b62324', bold: true },
  warning: { fill: '#b62324', bold: true },
  insight: { fill: '#0a6b75', bold: true },
  success: { fill: '#1a7f37', bold: true },
  keyword: { bold: true },
  string: { fill: '#0a6b75' },
  number: { fill: '#0a6b75' },
  comment: { fill: '#6e7781' },
  current: { bold: true },
  selected: { inverse: true },
  key: { bold: true },
};

/** The picture of a screen of this size. `title` is what a screen reader says of it. */
export function screenSvg(lines: readonly Line[], { columns, rows }: Size, title: string): string {
  const width = Math.ceil(columns * CELL + 2 * PADDING);
  const height = rows * ROW + 2 * PADDING;
  const parts = lines.flatMap((line, row) => lineParts(line, row));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${PAPER}" stroke="#d0d7de"/>`,
    `<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="${INK}" xml:space="preserve">`,
    ...parts,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function lineParts(line: Line, row: number): readonly string[] {
  const y = PADDING + row * ROW;
  let column = 0;
  return line.flatMap(({ text, style }) => {
    const look = style === undefined ? {} : LOOKS[style];
    const start = column;
    const width = widthOf(text);
    column += width;
    if (text.trim() === '' && look.inverse !== true) return [];
    const back =
      look.inverse === true
        ? [
            `<rect x="${at(start)}" y="${y}" width="${(width * CELL).toFixed(1)}" height="${ROW}" fill="${INK}"/>`,
          ]
        : [];
    return [...back, ...textParts(text, start, y, look)];
  });
}

/** One element a run of narrow letters; a wide one gets its own, so that columns hold whatever the font. */
function textParts(text: string, start: number, y: number, look: Look): readonly string[] {
  const attributes = [
    look.inverse === true ? ` fill="${PAPER}"` : look.fill === undefined ? '' : ` fill="${look.fill}"`,
    look.bold === true ? ' font-weight="bold"' : '',
    look.italic === true ? ' font-style="italic"' : '',
  ].join('');
  const element = (run: string, column: number): string =>
    `<text x="${at(column)}" y="${y + ROW - 5}" textLength="${(widthOf(run) * CELL).toFixed(1)}"${attributes}>${escape(run)}</text>`;
  const parts: string[] = [];
  let run = '';
  let runStart = start;
  let column = start;
  const end = (): void => {
    if (run.trim() !== '') parts.push(element(run, runStart));
    run = '';
  };
  for (const grapheme of graphemes(text)) {
    const width = widthOf(grapheme);
    if (width === 1) {
      if (run === '') runStart = column;
      run += grapheme;
    } else {
      end();
      parts.push(element(grapheme, column));
    }
    column += width;
  }
  end();
  return parts;
}

function at(column: number): string {
  return (PADDING + column * CELL).toFixed(1);
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
