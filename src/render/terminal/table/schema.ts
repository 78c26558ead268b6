/** What changed in a table's schema beside its rows, a line each: columns, indexes, keys, checks, triggers. */
import type { Sides, TableDiff } from '../../../diff/model.ts';
import type { Column, ForeignKey, Index, KeyTerm, Trigger } from '../../../database/state.ts';
import type { Line, Span, Style } from '../text/line.ts';
import { printable } from '../text/visible.ts';
import { wrapLine } from '../text/wrap.ts';
import { shownName, typeWords } from './header.ts';

const SIGNS: Readonly<Record<'added' | 'removed' | 'changed', string>> = {
  added: '+ ',
  removed: '- ',
  changed: '~ ',
};

/** `index idx_mrn on (mrn) where …`. */
function indexWords(index: Index): string {
  const columns = `(${index.terms.map(termWords).join(', ')})`;
  const where = index.where === null ? '' : ` where ${oneLine(index.where)}`;
  if (index.origin === 'create') {
    return `${index.unique ? 'unique ' : ''}index ${shownName(index.name)} on ${columns}${where}`;
  }
  return `${index.origin} ${columns}`;
}

function termWords({ column, text, collation, descending }: KeyTerm): string {
  const what = column === null ? oneLine(text) : shownName(column);
  const collate = collation === null ? '' : ` collate ${printable(collation.toLowerCase())}`;
  return `${what}${collate}${descending ? ' desc' : ''}`;
}

/** `foreign key (patient_id) → patients(id), on delete cascade`. */
function foreignKeyWords(key: ForeignKey): string {
  const target = key.references.length === 0 ? '' : `(${key.references.map(shownName).join(', ')})`;
  const actions = [
    ...(key.onDelete === 'NO ACTION' || key.onDelete === ''
      ? []
      : [`, on delete ${key.onDelete.toLowerCase()}`]),
    ...(key.onUpdate === 'NO ACTION' || key.onUpdate === ''
      ? []
      : [`, on update ${key.onUpdate.toLowerCase()}`]),
  ].join('');
  return `foreign key (${key.columns.map(shownName).join(', ')}) → ${shownName(key.table)}${target}${actions}`;
}

function oneLine(sql: string): string {
  return printable(sql.replace(/\s+/g, ' ').trim());
}

function columnWords(column: Column): string {
  return `column ${shownName(column.name)} ${typeWords(column, true)}`;
}

function line(kind: keyof typeof SIGNS, words: string): Span[] {
  const style: Style = kind;
  return [{ text: SIGNS[kind], style }, { text: words }];
}

function sides<T>(of: Sides<T>, words: (thing: T) => string): Line[] {
  return [
    ...of.removed.map((thing) => line('removed', words(thing))),
    ...of.added.map((thing) => line('added', words(thing))),
    ...of.changed.map(({ before, after }) => {
      const [old, now] = [words(before), words(after)];
      // A trigger's words are its name: the same on both sides, and enough.
      return line('changed', old === now ? now : `${old} → ${now}`);
    }),
  ];
}

/** Without the index of a primary key: its columns say `pk`. */
function withoutKeys({ added, removed, changed }: Sides<Index>): Sides<Index> {
  const tell = (index: Index): boolean => index.origin !== 'primary key';
  return {
    added: added.filter(tell),
    removed: removed.filter(tell),
    changed: changed.filter(({ before, after }) => tell(before) && tell(after)),
  };
}

/** The same changes for a screen reader, a sentence each; columns are said with the table. */
export function schemaSpoken(diff: TableDiff): string[] {
  const said = <T>(of: Sides<T>, words: (thing: T) => string): string[] => {
    const spoken = (thing: T): string => words(thing).replace(' → ', ' to ');
    return [
      ...of.removed.map((thing) => `Removed: ${spoken(thing)}.`),
      ...of.added.map((thing) => `Added: ${spoken(thing)}.`),
      ...of.changed.map(({ before, after }) => {
        const [old, now] = [spoken(before), spoken(after)];
        return old === now ? `Changed: ${now}.` : `Changed: ${old}, now ${now}.`;
      }),
    ];
  };
  return [
    ...said(withoutKeys(diff.indexes), indexWords),
    ...said(diff.foreignKeys, foreignKeyWords),
    ...said(diff.checks, ({ expression }) => `check (${oneLine(expression)})`),
    ...said(diff.triggers, (trigger) => `trigger ${shownName(trigger.name)}`),
    ...said(diff.options, (option) => printable(option.toLowerCase())),
  ];
}

export interface SchemaOptions {
  /** Columns too, in full: for where the type row has no room. Not unless set. */
  readonly columns?: boolean;
}

/** The changes as `+ index …` lines of at most `width` columns; none where nothing changed. */
export function schemaLines(diff: TableDiff, width: number, options: SchemaOptions = {}): Line[] {
  const { columns } = diff;
  const all: Line[] = [
    ...(options.columns === true ? columnLines(columns) : []),
    ...sides(withoutKeys(diff.indexes), indexWords),
    ...sides(diff.foreignKeys, foreignKeyWords),
    ...sides(diff.checks, ({ expression }) => `check (${oneLine(expression)})`),
    ...sides(diff.triggers, (trigger: Trigger) => `trigger ${shownName(trigger.name)}`),
    ...sides(diff.options, (option) => printable(option.toLowerCase())),
  ];
  return all.flatMap((change) => wrapLine(change, width, { rest: [{ text: '    ' }] }));
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
        `column ${shownName(after.name)} ${typeWords(before, true)} → ${typeWords(after, true)}`,
      ),
    ),
  ];
}
