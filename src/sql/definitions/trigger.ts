/** CREATE TRIGGER of SQLite. */
import { codeTokens } from '../lexer.ts';
import { memoize } from '../memoize.ts';
import { keyword } from '../tokens.ts';

export interface TriggerDefinition {
  readonly timing: 'BEFORE' | 'AFTER' | 'INSTEAD OF';
  /** `INSERT`, `DELETE`, `UPDATE`, `UPDATE OF a, b` */
  readonly event: string;
  /** The condition of WHEN, or null. */
  readonly when: string | null;
  /** The statements between BEGIN and END. */
  readonly body: string;
}

const TIMINGS: Readonly<Record<string, TriggerDefinition['timing']>> = {
  BEFORE: 'BEFORE',
  AFTER: 'AFTER',
  INSTEAD: 'INSTEAD OF',
};

/** Reads a CREATE TRIGGER as SQLite keeps it; it runs AFTER where nothing is said. */
export const readTrigger = memoize((sql): TriggerDefinition => {
  const tokens = codeTokens(sql);
  const words = tokens.map(keyword);
  // Not before the name, which may be a word like any other.
  const trigger = words.indexOf('TRIGGER');
  const start = trigger + (words[trigger + 1] === 'IF' ? 5 : 2);
  const event = words.findIndex(
    (word, at) => at >= start && (word === 'INSERT' || word === 'DELETE' || word === 'UPDATE'),
  );
  const on = words.findIndex((word, at) => at > event && word === 'ON');
  const begin = words.findIndex((word, at) => at > on && word === 'BEGIN');
  const when = words.findIndex((word, at) => at > on && at < begin && word === 'WHEN');
  const timing = words.slice(start, event).find((word) => word !== null && word in TIMINGS);
  const end = words.lastIndexOf('END');
  return {
    timing: TIMINGS[timing ?? 'AFTER'] ?? 'AFTER',
    event: sql.slice(tokens[event]?.start, tokens[on]?.start).replace(/\s+/g, ' ').trim(),
    when: when < 0 ? null : sql.slice(tokens[when]?.end, tokens[begin]?.start).trim(),
    body: sql.slice(tokens[begin]?.end, tokens[end]?.start).trim(),
  };
});
