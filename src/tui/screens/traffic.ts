/** The running application while a migration goes on: how far the batches are, and what each request got. */
import type { StatementOutcome } from '../../rollout/unit.ts';
import type { RequestOutcome, TrafficCount } from '../../rollout/model.ts';
import type { Line, Span, Style } from '../../render/terminal/text/line.ts';
import { printable } from '../../render/terminal/text/visible.ts';
import { effectsByVersion, effectWords } from './evidenceWords.ts';
import { counted, listed } from '../../words/sentence.ts';

const BAR = 20;

interface Progress {
  readonly number: number;
  readonly batches: number;
  readonly done: number;
  readonly rows: number;
}

/**
 * How far the batches are after one of them. Rows that are still to be booked
 * are not known yet: no more are counted than the table has by now.
 */
function progressOf(statements: readonly StatementOutcome[], current: StatementOutcome): Progress {
  const batches = statements.filter((statement) => statement.made?.type === 'batch');
  const number = batches.indexOf(current) + 1;
  const rows = (list: readonly StatementOutcome[]): number =>
    list.reduce((sum, batch) => sum + batch.rowsChanged, 0);
  const done = rows(batches.slice(0, number));
  const known = rowsIn(statements, current) ?? Infinity;
  return { number, batches: batches.length, done, rows: Math.max(done, Math.min(rows(batches), known)) };
}

/** Rows in the table that the batches change, as it stands after a statement; null where that cannot be told. */
function rowsIn(statements: readonly StatementOutcome[], current: StatementOutcome): number | null {
  for (const [index, { made, state, rowsChanged }] of statements.entries()) {
    const before = statements[index - 1];
    if (made?.type !== 'batch' || rowsChanged === 0 || before === undefined) continue;
    const changed = state.tables.find(
      ({ schema, rows }) =>
        rows !== before.state.tables.find((table) => table.schema.name === schema.name)?.rows,
    );
    const name = changed?.schema.name;
    return current.state.tables.find(({ schema }) => schema.name === name)?.rowCount ?? null;
  }
  return null;
}

/** `batch 2 of 4  ██████████░░░░░░░░░░  4 of 7 rows`. */
export function batchLine(statements: readonly StatementOutcome[], current: StatementOutcome): Line {
  const { number, batches, done, rows } = progressOf(statements, current);
  const full = rows === 0 ? BAR : Math.round((BAR * done) / rows);
  return [
    { text: `batch ${number} of ${batches}  `, style: 'strong' },
    { text: '█'.repeat(full) },
    { text: '░'.repeat(BAR - full), style: 'quiet' },
    { text: `  ${done} of ${rows} rows` },
  ];
}

const WORDS = {
  ok: { mark: '✓', word: 'served' },
  fails: { mark: '✗', word: 'failed' },
  null: { mark: '∅', word: 'read NULL' },
  stale: { mark: '≠', word: 'read a stale value' },
} as const;

/** `A0 writes: books a visit`. */
function requestName(request: RequestOutcome): string {
  const does = request.kind === 'read' ? 'reads' : 'writes';
  const name = request.name === null ? '' : `: ${printable(request.name)}`;
  return `${printable(request.version)} ${does}${name}`;
}

/** `meanwhile A0 writes: books a visit  ✓ served`. */
export function requestLine(request: RequestOutcome): Line {
  return [
    { text: 'meanwhile ', style: 'quiet' },
    { text: `${requestName(request)}  `, style: 'strong' },
    ...requestVerdict(request),
  ];
}

/** `✓ served`, and of a write what it made wrong: `✓ served, but A0 still reads 493.90 in row 5, not I10`. */
export function requestVerdict(request: RequestOutcome): Line {
  const { kind, verdict } = request;
  if (kind === 'write' && verdict !== 'fails') {
    const after = afterWords(request);
    const served: Span = { text: `${WORDS.ok.mark} ${WORDS.ok.word}`, style: 'success' };
    return after === '' ? [served] : [served, { text: `, but ${after}`, style: 'warning' }];
  }
  const style: Style = verdict === 'ok' ? 'success' : verdict === 'fails' ? 'error' : 'warning';
  const { mark, word } = WORDS[verdict];
  return [{ text: `${mark} ${word}`, style }];
}

/** Who reads what wrong since a write, one row each; empty: nobody. */
function afterWords({ version, verdict, effects }: RequestOutcome): string {
  const said = effectsByVersion(effects).map(({ effect }) => effectWords(effect));
  if (said.length > 0) return listed(said);
  return verdict === 'ok' ? '' : `${printable(version)} does not read it back`;
}

/** A batch or a request in a sentence, for a screen reader; empty for an ordinary statement. */
export function madeSpoken(statements: readonly StatementOutcome[], current: StatementOutcome): string {
  switch (current.made?.type) {
    case undefined:
      return '';
    case 'batch': {
      const { number, batches, done, rows } = progressOf(statements, current);
      return `Batch ${number} of ${batches}, ${done} of ${rows} rows done.`;
    }
    case 'request': {
      const { request } = current.made;
      const error = request.error === null ? '' : ` ${printable(request.error)}`;
      const said = requestVerdict(request).map(({ text }) => text);
      return `Meanwhile ${requestName(request)}: ${said.join('').replace(/^\S+ /, '')}.${error}`;
    }
  }
}

/** `6 requests: 5 served, 1 failed`. */
export function countWords(count: TrafficCount): string {
  const total = count.served + count.failed + count.stale + count.lost;
  const parts = [
    // Beside others that were answered, and wrongly, it has to be said.
    `${count.served} served${count.stale + count.lost > 0 ? ' right' : ''}`,
    count.failed > 0 ? `${count.failed} failed` : '',
    count.stale > 0 ? `${count.stale} stale` : '',
    count.lost > 0 ? `${count.lost} lost` : '',
  ].filter((part) => part !== '');
  return `${counted(total, 'request')}: ${parts.join(', ')}`;
}
