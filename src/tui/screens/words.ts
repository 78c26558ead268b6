/** The status line of a lesson: in one sentence, what the statement just did. */
import { currentPlay, type Scene } from '../../engine/tutor/select.ts';
import type { LessonState } from '../../engine/tutor/state.ts';
import { describeDiff } from '../../engine/diff/describe.ts';
import { joinParts } from '../../engine/diff/words.ts';
import type { Line } from '../text/line.ts';
import { printable } from '../text/visible.ts';
import { countWords } from './traffic.ts';

/** What the moment changed, as a line of at most `width` columns. */
export function changeLine(lesson: LessonState, scene: Scene, width: number): Line {
  const { action, statement, change, moment } = scene;
  const traffic = currentPlay(lesson)?.traffic ?? null;
  if (traffic !== null && moment.type === 'text' && moment.ran) return [{ text: `${countWords(traffic)}.` }];
  if (statement?.error != null) {
    const inTransaction = action !== null && 'transaction' in action.unit && action.unit.transaction;
    const text = inTransaction ? 'It failed. The whole migration was rolled back.' : 'It failed.';
    return [{ text, style: 'error' }];
  }
  if (scene.result !== null && change === null) {
    const count = scene.result.rows.length;
    return [{ text: `${count}${scene.result.truncated ? ' or more' : ''} row${count === 1 ? '' : 's'}.` }];
  }
  if (change === null) return [];
  const shown = lesson.lesson?.show ?? [];
  return [{ text: printable(joinParts(describeDiff(change.diff, { shown, after: change.after }), width)) }];
}
