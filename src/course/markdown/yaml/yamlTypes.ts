/** What YAML values in lessons may be. */
import { z } from 'zod';

/** Text on one line, without control characters. */
export const textLine = z
  .string()
  .trim()
  .min(1)
  .regex(/^\P{Cc}*$/u);

/** Whether no value stands there twice. */
export function distinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
