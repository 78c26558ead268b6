/** The running application while a migration goes on: how far the batches are, and what each request got. */
import type { RequestOutcome, Verdict } from '../../../rollout/model.ts';
import type { BatchProgress } from '../../../view/blocks.ts';
import { requestAnswer, requestEffects, requestName, SERVED } from '../../words/requests.ts';
import type { Line, Span, Style } from '../../spans/line.ts';

const BAR = 20;

/** `batch 2 of 4  ██████████░░░░░░░░░░  4 of 7 rows`. */
export function batchLine({ number, batches, done, rows }: BatchProgress): Line {
  const full = rows === 0 ? BAR : Math.round((BAR * done) / rows);
  return [
    { text: `batch ${number} of ${batches}  `, style: 'strong' },
    { text: '█'.repeat(full) },
    { text: '░'.repeat(BAR - full), style: 'quiet' },
    { text: `  ${done} of ${rows} rows` },
  ];
}

/** `meanwhile A0 writes: books a visit  ✓ served`. */
export function meanwhileLine(request: RequestOutcome): Line {
  return [{ text: 'meanwhile ', style: 'quiet' }, ...requestLine(request)];
}

/** `A0 writes: books a visit  ✓ served`. */
export function requestLine(request: RequestOutcome): Line {
  return [{ text: `${requestName(request)}  `, style: 'strong' }, ...requestVerdict(request)];
}

const STYLES: Readonly<Record<Verdict, Style>> = {
  ok: 'success',
  fails: 'error',
  null: 'warning',
  stale: 'warning',
};

/** `✓ served`, and of a write what it made wrong: `✓ served, but A0 still reads 493.90 in row 5, not I10`. */
export function requestVerdict(request: RequestOutcome): Line {
  const answer = requestAnswer(request);
  const { mark, word } = SERVED[answer];
  const said: Span = { text: `${mark} ${word}`, style: STYLES[answer] };
  const effects = requestEffects(request);
  return effects === '' ? [said] : [said, { text: `, but ${effects}`, style: 'warning' }];
}
