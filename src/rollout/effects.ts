/** What a write does to those who read: whose rows are wrong since, going by what each reads before and after it. Pure. */
import type { ProbeEvidence, WriteEffect } from './model.ts';
import { judgeWrite, NO_ROW, valuesByKey, type Judgement, type KeyedRows } from './verdict.ts';

/** One read of a version: the rows as they came (null where it failed), and how they were judged. */
export interface ReadSide {
  readonly rows: KeyedRows | null;
  readonly judgement: Judgement;
}

/** A version that reads, before the write and after it; as many reads on both sides. */
export interface Reader {
  readonly version: string;
  readonly before: readonly ReadSide[];
  readonly after: readonly ReadSide[];
}

/** Effects that are kept of one write on one version. */
const MOST_EFFECTS = 5;

/**
 * The rows that are read wrong since the write, the writer's own in front. A
 * version that read nothing right before has nothing to lose. Where the writer
 * reads what it wrote, and by what is expected that differs, those are named
 * who have been left behind: they read that row as before.
 */
export function effectsOf(
  writer: string,
  write: string | null,
  readers: readonly Reader[],
): readonly WriteEffect[] {
  const own = readers.find(({ version }) => version === writer);
  const others = readers.filter((reader) => reader !== own);
  const spoiled = others.flatMap((reader) =>
    seesAnything(reader.before)
      ? wrongSince(reader).map((row): WriteEffect => ({ write, version: reader.version, ...row }))
      : [],
  );
  const ownRows = own === undefined ? [] : wrongSince(own);
  const atOwn = ownRows.flatMap((row): readonly WriteEffect[] => {
    const behind = own !== undefined && row.kind === 'stale' ? leftBehind(own, others, row) : [];
    return behind.length > 0
      ? behind.map((effect) => ({ ...effect, write }))
      : [{ write, version: writer, ...row }];
  });
  return [...atOwn, ...spoiled];
}

/** Whether a version reads without an error, and at least one row right or none wrong. */
function seesAnything(reads: readonly ReadSide[]): boolean {
  return reads.every(
    ({ judgement }) => judgement.error === null && (judgement.wrong.size === 0 || judgement.right > 0),
  );
}

/** How a write turned out for one reader, going by its reads before and after it. */
export function judgeReader({ before, after }: Reader): Judgement {
  const judgements = (sides: readonly ReadSide[]): readonly Judgement[] =>
    sides.map(({ judgement }) => judgement);
  return judgeWrite(judgements(before), judgements(after));
}

function wrongSince(reader: Reader): readonly ProbeEvidence[] {
  return [...judgeReader(reader).wrong.values()].slice(0, MOST_EFFECTS);
}

/** Those who read a row that the writer has changed as they read it before. */
function leftBehind(
  own: Reader,
  others: readonly Reader[],
  { key, read }: ProbeEvidence,
): readonly Omit<WriteEffect, 'write'>[] {
  const { now, changed } = rowOf(own, key);
  if (!changed || now !== read) return [];
  return others.flatMap((other) => {
    const row = rowOf(other, key);
    return row.changed || row.now === NO_ROW || row.now === read
      ? []
      : [{ version: other.version, kind: 'behind' as const, key, read: row.now, expected: read }];
  });
}

/** A row in the first of a version's reads that has it, now, and whether it has changed. */
function rowOf({ before, after }: Reader, key: string): { readonly now: string; readonly changed: boolean } {
  for (const [index, side] of after.entries()) {
    const now = valuesByKey(side.rows ?? []).get(key);
    if (now !== undefined) return { now, changed: valuesByKey(before[index]?.rows ?? []).get(key) !== now };
  }
  return { now: NO_ROW, changed: false };
}
