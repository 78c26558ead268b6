/** What changed in a table's schema, for a screen reader. */
import type { Column } from '../../database/state.ts';
import type { TableDiff } from '../../diff/model.ts';
import { schemaChanges, typeWords } from '../words/schema.ts';

/** A sentence for each change; columns are said with the table. */
export function schemaSpoken(diff: TableDiff): readonly string[] {
  return schemaChanges(diff, 'to').map(({ kind, before, after }) => {
    switch (kind) {
      case 'removed':
        return `Removed: ${before ?? ''}.`;
      case 'added':
        return `Added: ${after ?? ''}.`;
      case 'changed':
        return before === after
          ? `Changed: ${after ?? ''}.`
          : `Changed: ${before ?? ''}, now ${after ?? ''}.`;
    }
  });
}

/** A type as it is said: `integer primary key`. */
export function typeSpoken(column: Column): string {
  return typeWords(column, { withDefault: true, key: 'primary key' });
}
