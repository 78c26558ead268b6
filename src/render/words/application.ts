/** The application's versions in words. Safe to print. */
import { listed } from '../../words/sentence.ts';
import { printable } from '../spans/visible.ts';

/** `A0 and A1 run now.`; empty where no version runs. */
export function fleetWords(fleet: readonly string[]): string {
  if (fleet.length === 0) return '';
  return `${listed(fleet.map(printable))} ${fleet.length === 1 ? 'runs' : 'run'} now.`;
}
