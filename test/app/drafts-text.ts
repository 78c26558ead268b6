/** Drafts that show whether they are whole. */
import assert from 'node:assert/strict';

/** A long draft with its number at both ends. */
export function draftNumber(number: number): string {
  return `-- ${number}\n${'SELECT 1;\n'.repeat(5_000 + (number % 7))}-- ${number}\n`;
}

/** The number of a draft, which must be whole. */
export function numberOf(text: string): number {
  const number = Number(/^-- (\d+)\n/.exec(text)?.[1]);
  assert.equal(text, draftNumber(number), 'a damaged draft');
  return number;
}
