/** The same change in other tools, one tool at a time. */
import { currentStep } from '../../lesson/place.ts';
import type { LessonState, ToolsPanel, Tutor } from '../../tutor/state.ts';
import { frame, type Frame, type Surface } from '../frame.ts';
import { scrolled } from '../../render/terminal/scroll.ts';
import { highlightSql } from '../../render/terminal/text/highlight.ts';
import type { Line, Span } from '../../render/spans/line.ts';
import { printable } from '../../render/spans/visible.ts';
import { lineWidth } from '../../render/terminal/text/width.ts';
import { wrapLine } from '../../render/terminal/text/wrap.ts';
import { lessonHeader } from './lessonHeader.ts';
import { statusLine } from './status.ts';

/** The examples of the current step. */
export function toolsFrame(tutor: Tutor, lesson: LessonState, panel: ToolsPanel, size: Surface): Frame {
  const step = currentStep(lesson);
  const tools = step?.tools ?? [];
  const shown = tools[panel.index];
  return frame(tutor, size, {
    ...lessonHeader(lesson),
    body: ({ columns, rows }, scrolling) => {
      const top = [
        [{ text: `${printable(step?.title ?? '')}, in other tools`, style: 'heading' as const }],
        [],
        ...tabs(
          tools.map((tool) => tool.tool),
          panel.index,
          columns,
        ),
        [],
      ];
      const code = shown === undefined ? [] : codeLines(shown.language, shown.code, columns);
      const region = scrolling.region('rows', 'tools', [panel]);
      return [...top, ...scrolled(code, region, rows - top.length, '↑ ↓')];
    },
    status: statusLine(tutor),
  });
}

/** Blanks between two names. */
const BETWEEN = 3;

/**
 * The names of the tools, the chosen one marked; a name is never broken over
 * two lines, and each keeps its place whichever is chosen.
 */
function tabs(names: readonly string[], chosen: number, columns: number): readonly Line[] {
  const lines: Span[][] = [[]];
  for (const [index, name] of names.entries()) {
    const here = index === chosen;
    const tab: Span = { text: `${here ? '▶ ' : '  '}${printable(name)}`, style: here ? 'current' : 'quiet' };
    const last = lines.at(-1) ?? [];
    const needed = lineWidth(last) + (last.length === 0 ? 0 : BETWEEN) + lineWidth([tab]);
    if (last.length > 0 && needed > columns) lines.push([tab]);
    else last.push(...(last.length === 0 ? [] : [{ text: ' '.repeat(BETWEEN) }]), tab);
  }
  return lines;
}

function codeLines(language: string, code: string, columns: number): readonly Line[] {
  return code.split('\n').flatMap((line) => {
    const text = printable(line.replaceAll('\t', '    '));
    const spans: readonly Span[] = language === 'sql' ? highlightSql(text) : [{ text }];
    return wrapLine(spans, columns, { keepIndent: true, rest: [{ text: '    ' }] });
  });
}
