/** A table in prose: read, not scrolled, so its cells wrap and nothing is cut. */
import type { Table } from 'mdast';
import { inlineLines, type Definitions } from '../../spans/inline.ts';
import type { Line } from '../../spans/line.ts';
import { lineWidth, padLine, trimLine } from './width.ts';
import { wrapLine } from './wrap.ts';

const GAP = 2;

/** Widths of at most `available` columns together, the widest ones giving way first. */
function fairWidths(natural: readonly number[], available: number): number[] {
  const widths = natural.map((width) => Math.max(1, width));
  let over = widths.reduce((sum, width) => sum + width, 0) - available;
  while (over > 0) {
    const widest = Math.max(...widths);
    if (widest <= 1) break;
    widths[widths.indexOf(widest)] = widest - 1;
    over -= 1;
  }
  return widths;
}

/** A table whose cells wrap; as a list of `heading: cell` where even that has no room. */
export function tableOfProse(node: Table, width: number, definitions: Definitions): Line[] {
  const rows = node.children.map((row, index) =>
    row.children.map((cell) =>
      inlineLines(cell.children, definitions, index === 0 ? 'strong' : undefined).flat(),
    ),
  );
  const columns = Math.max(0, ...rows.map((row) => row.length));
  if (columns === 0) return [];
  const natural = Array.from({ length: columns }, (_, at) =>
    Math.max(...rows.map((row) => lineWidth(row[at] ?? []))),
  );
  const available = width - GAP * (columns - 1);
  if (available < columns * 4) {
    return rows
      .slice(1)
      .flatMap((row) =>
        row.flatMap((cell, at) => wrapLine([...(rows[0]?.[at] ?? []), { text: ': ' }, ...cell], width)),
      );
  }
  const widths = fairWidths(natural, available);
  const lines: Line[] = [];
  rows.forEach((row, index) => {
    lines.push(...tableRow(row, widths, node));
    if (index === 0) {
      const rule = widths.map((columnWidth) => '─'.repeat(columnWidth)).join(' '.repeat(GAP));
      lines.push([{ text: rule, style: 'quiet' }]);
    }
  });
  return lines;
}

function tableRow(row: readonly Line[], widths: readonly number[], node: Table): Line[] {
  const cells = widths.map((width, at) => wrapLine(row[at] ?? [], width));
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) =>
    trimLine(
      widths.flatMap((width, at): Line => {
        const align = node.align?.[at] === 'right' ? 'right' : 'left';
        const gap = at === widths.length - 1 ? '' : ' '.repeat(GAP);
        return [...padLine(cells[at]?.[line] ?? [], width, align), { text: gap }];
      }),
    ),
  );
}
