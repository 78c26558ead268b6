/** The running application while a migration goes on: how far the batches are, and what each request got. */
import type { StatementOutcome } from '../../engine/database.ts';
import type { RequestOutcome, TrafficCount } from '../../engine/fleet/model.ts';
import type { Line, Style } from '../text/line.ts';
import { printable } from '../text/visible.ts';

const BAR = 20;

/** `batch 2 of 4  ██████████░░░░░░░░░░  4 of 7 rows`. */
export function batchLine(statements: readonly StatementOutcome[], current: StatementOutcome): Line {
  const batches = statements.filter((statement) => statement.made?.type === 'batch');
  const number = batches.indexOf(current) + 1;
  const rows = (list: readonly StatementOutcome[]): number =>
    list.reduce((sum, batch) => sum + batch.rowsChanged, 0);
  const total = rows(batches);
  const done = rows(batches.slice(0, number));
  const full = total === 0 ? BAR : Math.round((BAR * done) / total);
  return [
    { text: `batch ${number} of ${batches.length}  `, style: 'strong' },
    { text: '█'.repeat(full) },
    { text: '░'.repeat(BAR - full), style: 'quiet' },
    { text: `  ${done} of ${total} rows` },
  ];
}

/** `meanwhile A0 writes: books a visit → ok`. */
export function requestLine(request: RequestOutcome): Line {
  const does = request.kind === 'read' ? 'reads' : 'writes';
  const name = request.name === null ? '' : `: ${printable(request.name)}`;
  const style: Style =
    request.verdict === 'ok' ? 'success' : request.verdict === 'fails' ? 'error' : 'warning';
  const words = {
    ok: '✓ served',
    fails: '✗ failed',
    null: '∅ read NULL',
    stale: '≠ read a stale value',
  } as const;
  return [
    { text: 'meanwhile ', style: 'quiet' },
    { text: `${printable(request.version)} ${does}${name}  `, style: 'strong' },
    { text: words[request.verdict], style },
  ];
}

/** `6 requests: 5 served, 1 failed`. */
export function countWords(count: TrafficCount): string {
  const total = count.served + count.failed + count.stale + count.lost;
  const parts = [
    `${count.served} served`,
    count.failed > 0 ? `${count.failed} failed` : '',
    count.stale > 0 ? `${count.stale} stale` : '',
    count.lost > 0 ? `${count.lost} lost` : '',
  ].filter((part) => part !== '');
  return `${total} request${total === 1 ? '' : 's'}: ${parts.join(', ')}`;
}
