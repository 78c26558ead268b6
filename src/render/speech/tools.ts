/** The same change in other tools, for a screen reader. */
import type { ToolExample } from '../../course/model.ts';
import { printable } from '../spans/visible.ts';

/** Which tool of how many, and its code line by line. */
export function toolsSpoken(tools: readonly ToolExample[], index: number): readonly string[] {
  const shown = tools[index];
  if (shown === undefined) return [];
  return [
    `In other tools, ${index + 1} of ${tools.length}, ${printable(shown.tool)}:`,
    ...shown.code.split('\n').map((line) => printable(line.replaceAll('\t', '    '))),
  ];
}
