/** What changed in a table's schema beside its rows, a line each: columns, indexes, keys, checks, triggers. */
import type { Column } from '../../../database/state.ts';
import type { TableDiff } from '../../../diff/model.ts';
import type { Line, Span, Style } from '../../spans/line.ts';
import { schemaChanges, shownName, typeWords, type SchemaChange } from '../../words/schema.ts';
import { wrapLine } from '../text/wrap.ts';

const SIGNS: Readonly<Record<SchemaChange['kind'], string>> = {
  added: '+ ',
  removed: '- ',
  changed: '~ ',
};

function line(kind: SchemaChange['kind'], words: string): Span[] {
  const style: Style = kind;
  return [{ text: SIGNS[kind], style }, { text: words }];
}

export interface SchemaOptions {
  /** Columns too, in full: for where the type row has no room. Not unless set. */
  readonly columns?: boolean;
}

/** The changes as `+ index …` lines of at most `width` columns; none where nothing changed. */
export function schemaLines(diff: TableDiff, width: number, options: SchemaOptions = {}): Line[] {
  const all: Line[] = [
    ...(options.columns === true ? columnLines(diff.columns) : []),
    ...schemaChanges(diff, '→').map(({ kind, before, after }) =>
      line(
        kind,
        before === null || after === null || before === after
          ? (after ?? before ?? '')
          : `${before} → ${after}`,
      ),
    ),
  ];
  return all.flatMap((change) => wrapLine(change, width, { rest: [{ text: '    ' }] }));
}

function columnWords(column: Column): string {
  return `column ${shownName(column.name)} ${typeWords(column, { withDefault: true })}`;
}

function columnLines(columns: TableDiff['columns']): Line[] {
  const renamed = columns.renamed.map(({ from, to }): Line => [
    { text: '→ ', style: 'renamed' },
    { text: `column ${shownName(from)} → ${shownName(to)}` },
  ]);
  return [
    ...columns.removed.map((column) => line('removed', columnWords(column))),
    ...columns.added.map((column) => line('added', columnWords(column))),
    ...renamed,
    ...columns.changed.map(({ before, after }) =>
      line(
        'changed',
        `column ${shownName(after.name)} ${typeWords(before, { withDefault: true })} → ${typeWords(after, { withDefault: true })}`,
      ),
    ),
  ];
}
