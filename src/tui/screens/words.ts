/** The status line of a lesson: in one sentence, what the statement just did. */
import { type Scene } from '../../lesson/scene.ts';
import { currentPlay } from '../../lesson/place.ts';
import type { LessonState } from '../../tutor/state.ts';
import type { Change } from '../../lesson/changes.ts';
import { describeDiff } from '../../diff/describe.ts';
import { joinParts } from '../../diff/words.ts';
import type { StatusRoom } from '../../render/terminal/layout.ts';
import type { Line } from '../../render/terminal/text/line.ts';
import { printable } from '../../render/terminal/text/visible.ts';
import { wrapLine } from '../../render/terminal/text/wrap.ts';
import { resultWords } from '../../render/terminal/table/result.ts';
import { countWords } from './traffic.ts';

/**
 * What the moment changed, in at most `room`. `drawn` is the table on screen:
 * what changed elsewhere is marked; null where there is none to compare with.
 */
export function changeLine(lesson: LessonState, scene: Scene, drawn: string | null, room: StatusRoom): Line {
  const { action, statement, change, moment } = scene;
  const traffic = currentPlay(lesson)?.traffic ?? null;
  if (traffic !== null && moment.type === 'text' && moment.ran) return [{ text: `${countWords(traffic)}.` }];
  if (statement?.error != null) {
    const inTransaction = action !== null && 'transaction' in action.unit && action.unit.transaction;
    const text = inTransaction ? 'It failed. The whole migration was rolled back.' : 'It failed.';
    return [{ text, style: 'error' }];
  }
  if (scene.result !== null && change === null) {
    return [{ text: sentence(resultWords(scene.result)) }];
  }
  return change === null ? [] : diffLine(change, drawn, room);
}

/** Words as a sentence of their own. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** A change in words, losses first, as many of them as `room` holds. */
export function diffLine({ diff, after }: Change, drawn: string | null, room: StatusRoom): Line {
  const parts = describeDiff(diff, { after, ...(drawn !== null && { shown: [drawn] }) });
  const text = (width: number): Line => [{ text: printable(joinParts(parts, width)) }];
  // Words do not break evenly: the longest text that really fits its lines.
  for (let width = room.columns * room.lines; width > room.columns; width--) {
    const line = text(width);
    if (wrapLine(line, room.columns).length <= room.lines) return line;
  }
  return text(room.columns);
}
