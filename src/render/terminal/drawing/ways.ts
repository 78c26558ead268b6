/** Ways back in words, as long as the room allows. */
import { isLossy, type WayBack } from '../../../rollout/wayBack.ts';
import type { Style } from '../../spans/line.ts';
import { lostWords } from '../../words/lost.ts';
import { WAYS } from './signs.ts';
import { cut, widthOf } from '../../../words/width.ts';

/** What a way back says in a cell of this width, in one line or two. */
export function wayTexts(back: WayBack, width: number): readonly string[] {
  const fitting = variants(back).find((texts) => texts.every((text) => widthOf(text) <= width));
  return fitting ?? [cut(signOf(back), width)];
}

/** How it is drawn; the words say the same. */
export function wayStyle(back: WayBack): Style {
  if (isLossy(back)) return 'error';
  return back.type === 'back' && back.closes === null ? 'success' : 'warning';
}

/** From the longest to the shortest. */
function variants(back: WayBack): readonly (readonly string[])[] {
  const sign = signOf(back);
  const { rows, values } = back.lost;
  if (isLossy(back)) {
    const words = lostWords(back.lost);
    return [[`${sign} loses ${words}`], [`${sign} loses`, words], [sign, `${rows + values} lost`]];
  }
  if (back.type !== 'back') return [[sign]];
  return back.closes === null ? [[`${sign} no loss`], [sign]] : [['↩ at first'], [sign]];
}

function signOf({ type, closes }: WayBack): string {
  switch (type) {
    case 'back':
      return closes === null ? WAYS.back : WAYS.closing;
    case 'refused':
      return 'fails';
    case 'none':
      return 'none';
  }
}
