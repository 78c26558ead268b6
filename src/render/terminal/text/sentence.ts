/** Small words of the screens that are read out. */
import { counted } from '../table/words.ts';

/** A text as a sentence: with a full stop, unless it ends already. */
export function ended(text: string): string {
  const words = text.trimEnd();
  return words === '' || /[.!?:…]["'”’)]?$/.test(words) ? words : `${words}.`;
}

/** A text as a sentence of its own: its first letter large. */
export function begun(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** `1 point`, `10 points`. */
export function pointsWords(points: number): string {
  return counted(points, 'point');
}
