/** In one sentence, what the statement just did. */
import { describeDiff } from '../../../diff/describe.ts';
import { joinParts } from '../../../diff/words.ts';
import type { Change } from '../../../lesson/changes.ts';
import type { StatusBlock } from '../../../view/blocks.ts';
import { countWords } from '../../words/requests.ts';
import type { StatusRoom } from '../layout.ts';
import { resultWords } from '../../words/result.ts';
import type { Line } from '../../spans/line.ts';
import { capitalized } from '../../../words/sentence.ts';
import { printable } from '../../spans/visible.ts';
import { wrapLine } from '../text/wrap.ts';

/**
 * What the moment changed, in at most `room`. `shown` is the table on screen:
 * what changed elsewhere is marked; null where there is none to compare with.
 */
export function statusWords(status: StatusBlock, shown: string | null, room: StatusRoom): Line {
  switch (status.type) {
    case 'running':
      return [{ text: 'Running… Ctrl-C stops it.' }];
    case 'failed': {
      const text = status.rolledBack ? 'It failed. The whole migration was rolled back.' : 'It failed.';
      return [{ text, style: 'error' }];
    }
    case 'requests':
      return [{ text: `${countWords(status.count)}.` }];
    case 'found':
      return [{ text: `${capitalized(resultWords(status.result))}.` }];
    case 'changed':
      return changeLine(status.change, shown, room);
  }
}

/** A change in words, losses first, as many of them as `room` holds. */
function changeLine({ diff, after }: Change, shown: string | null, room: StatusRoom): Line {
  const parts = describeDiff(diff, { after, ...(shown !== null && { shown: [shown] }) });
  const text = (width: number): Line => [{ text: printable(joinParts(parts, width)) }];
  // Words do not break evenly: the longest text that really fits its lines.
  for (let width = room.columns * room.lines; width > room.columns; width--) {
    const line = text(width);
    if (wrapLine(line, room.columns).length <= room.lines) return line;
  }
  return text(room.columns);
}
