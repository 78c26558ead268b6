/** Which version of the application works in which phase, and one of them opened, as a block. */
import type { AppRead, AppWrite, Lesson } from '../course/model.ts';
import { currentMatrix } from '../lesson/application.ts';
import type { LessonAt } from '../lesson/place.ts';
import { blinded, type Matrix } from '../rollout/matrix.ts';
import type { Probe, ProbeEvidence, Verdict, WriteEffect } from '../rollout/model.ts';

/** What a cell of the matrix says: a verdict; a write that works and spoils others' reads; or nothing yet. */
export type Outcome = Verdict | 'blinds' | 'unknown';

export interface MatrixBlock {
  readonly type: 'matrix';
  readonly matrix: Matrix;
  /** The cell under the cursor; null where there is no such cell. */
  readonly cell: MatrixCell | null;
}

/** A version in a phase. */
export interface MatrixCell {
  /** Place in the matrix, from 0. */
  readonly row: number;
  readonly column: number;
  readonly phase: string;
  readonly version: string;
  /** What the author says of the version; may be empty. */
  readonly about: string;
  readonly found: CellFound | CellUnknown;
}

/** `later`: the lesson has not come to the phase. `predicted`: what happens is still to be predicted. */
export interface CellUnknown {
  readonly type: 'later' | 'predicted';
}

/** What came of asking the version. */
export interface CellFound {
  readonly type: 'found';
  readonly write: Outcome;
  readonly read: Outcome;
  /** The database's words where the write or the read failed, else null. */
  readonly error: string | null;
  /** Other versions that read wrong after this one wrote. */
  readonly blinds: readonly string[];
  /** What its writes make wrong. */
  readonly effects: readonly WriteEffect[];
  /** Rows that it reads wrong, or where its reads are right, that its writes leave wrong. */
  readonly evidence: readonly ProbeEvidence[];
  readonly writes: readonly {
    readonly sql: string;
    /** By version that reads wrong since: the first row, and how many more. */
    readonly effects: readonly CellEffect[];
  }[];
  readonly reads: readonly { readonly sql: string }[];
}

export interface CellEffect {
  readonly effect: WriteEffect;
  readonly more: number;
  /** The version that reads wrong is another one, and runs now. */
  readonly runs: boolean;
}

/** The matrix with a cursor, or null in a lesson without an application. */
export function matrixBlock(
  lesson: LessonAt,
  cursor: { readonly row: number; readonly column: number },
): MatrixBlock | null {
  const matrix = currentMatrix(lesson);
  return matrix === null ? null : { type: 'matrix', matrix, cell: cellOf(matrix, lesson.lesson, cursor) };
}

function cellOf(
  matrix: Matrix,
  lesson: Pick<Lesson, 'apps'> | null,
  { row, column }: { readonly row: number; readonly column: number },
): MatrixCell | null {
  const found = matrix.rows[row];
  const version = matrix.versions[column];
  if (found === undefined || version === undefined) return null;
  const app = lesson?.apps.find((each) => each.version === version);
  return {
    row,
    column,
    phase: found.phase,
    version,
    about: app?.about ?? '',
    found: foundOf(matrix, found.probe, version, app?.writes ?? [], app?.reads ?? []),
  };
}

function foundOf(
  { uncovered, fleet }: Matrix,
  probe: Probe | null,
  version: string,
  writes: readonly AppWrite[],
  reads: readonly AppRead[],
): CellFound | CellUnknown {
  const asked = probe?.versions[version];
  if (probe === null || asked === undefined) return { type: uncovered ? 'later' : 'predicted' };
  const { error, effects, evidence } = asked;
  return {
    type: 'found',
    ...outcomesOf(probe, version),
    error,
    blinds: blinded(probe, version).map((other) => other.version),
    effects,
    evidence,
    writes: writes.map(({ name, sql }) => ({
      sql,
      effects: effectsByVersion(effects.filter((effect) => effect.write === name)).map((each) => ({
        ...each,
        runs: each.effect.version !== version && fleet.includes(each.effect.version),
      })),
    })),
    reads,
  };
}

/** The two outcomes of a version; `probe` is null while the phase is still to come. */
export function outcomesOf(
  probe: Probe | null,
  version: string,
): { readonly write: Outcome; readonly read: Outcome } {
  const found = probe?.versions[version];
  if (probe === null || found === undefined) return { write: 'unknown', read: 'unknown' };
  return { write: blinded(probe, version).length > 0 ? 'blinds' : found.write, read: found.read };
}

/** The first effect on each version, in their order; `more` counts the other rows. */
export function effectsByVersion(
  effects: readonly WriteEffect[],
): readonly { readonly effect: WriteEffect; readonly more: number }[] {
  const firsts = effects.filter(
    (effect, index) => effects.findIndex(({ version }) => version === effect.version) === index,
  );
  return firsts.map((effect) => ({
    effect,
    more: effects.filter(({ version }) => version === effect.version).length - 1,
  }));
}
