/** What is lost, in words. */
import type { Lost } from '../../rollout/wayBack.ts';
import { counted, listed } from '../../words/sentence.ts';

/** `6 values`, `1 row and 2 values`; empty where nothing is. */
export function lostWords({ rows, values }: Lost): string {
  return listed([
    ...(rows === 0 ? [] : [counted(rows, 'row')]),
    ...(values === 0 ? [] : [counted(values, 'value')]),
  ]);
}
