/** SQL for a screen reader: what just ran and what became of it, or what comes next. */
import type { ShownStatement, SqlBlock } from '../../view/blocks.ts';
import { printable } from '../spans/visible.ts';
import { requestAnswer, requestEffects, requestName, SERVED } from '../words/requests.ts';

/** The statement in hand, or the SQL that comes next. */
export function sqlSpoken({ action, statements, current }: SqlBlock): readonly string[] {
  const statement = current === null ? undefined : statements[current];
  if (statement === undefined || current === null) return [`Next: ${oneLine(action.sql)}`];
  return [`Statement ${current + 1} ran: ${oneLine(statement.sql)}`, ...madeSpoken(statement)];
}

/** A batch or a request in a sentence; nothing for an ordinary statement. */
function madeSpoken({ made }: ShownStatement): readonly string[] {
  switch (made?.type) {
    case undefined:
      return [];
    case 'batch':
      return [`Batch ${made.number} of ${made.batches}, ${made.done} of ${made.rows} rows done.`];
    case 'request': {
      const { request } = made;
      const effects = requestEffects(request);
      const answer = `${SERVED[requestAnswer(request)].word}${effects === '' ? '' : `, but ${effects}`}`;
      const error = request.error === null ? '' : ` ${printable(request.error)}`;
      return [`Meanwhile ${requestName(request)}: ${answer}.${error}`];
    }
  }
}

function oneLine(sql: string): string {
  return printable(sql.replace(/\s+/g, ' '));
}
