/** SQLite's conversions: by affinity and by CAST. */
import type { Cell } from '../cell.ts';
import type { Conversions } from '../conversions.ts';
import { affinityOf, castCell, isCoercion, withAffinity } from './affinity.ts';
import { defaultCells } from './defaults.ts';

export const sqliteConversions: Conversions = {
  isConversion: isCoercion,
  loosened(cell) {
    const text = cell instanceof Uint8Array ? castCell(cell, 'TEXT') : cell;
    return withAffinity(text, 'NUMERIC');
  },
  defaultCells,
  asKey(cell, target): Cell {
    const kept = withAffinity(cell, affinityOf(target.type));
    if (typeof kept !== 'string' || target.collation === null) return kept;
    switch (target.collation.toUpperCase()) {
      case 'NOCASE':
        return kept.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
      case 'RTRIM':
        return kept.replace(/ +$/, '');
      default:
        return kept;
    }
  },
};
