/** What a column's default puts into a row, where that is known without running SQL. */
import { valueOf } from '../../sql/compare.ts';
import { codeTokens, type Token } from '../../sql/lexer.ts';
import { withoutParentheses } from '../../sql/tokens.ts';
import type { Cell } from '../cell.ts';
import { hasOption, type Column, type TableSchema } from '../state.ts';
import { affinityOf, withAffinity } from './affinity.ts';

/**
 * The cells that stand for a column's default (nearly always one), NULL where it
 * has none; null for an expression, such as CURRENT_TIMESTAMP, and for a
 * generated column: whatever they hold counts as the default.
 */
export function defaultCells(column: Column, schema: TableSchema): readonly Cell[] | null {
  if (column.generated !== null) return null;
  if (column.default === null) return [null];
  const tokens = withoutParentheses(codeTokens(column.default));
  const value = literal(tokens);
  if (value === undefined) return null;
  const affinity =
    hasOption(schema, 'STRICT') && column.type.toUpperCase() === 'ANY' ? 'BLOB' : affinityOf(column.type);
  const cell = withAffinity(value, affinity);
  // ADD COLUMN … TEXT DEFAULT 1e3 gives '1e3' to the rows there are, and '1000.0' to those that come.
  const written =
    affinity === 'TEXT' && typeof value === 'number' ? tokens.map((token) => token.text).join('') : null;
  return written === null || written === cell ? [cell] : [cell, written];
}

/** The value of a literal, or undefined for anything else. */
function literal(tokens: readonly Token[]): Cell | undefined {
  const [first, second, ...more] = tokens;
  if (first === undefined || more.length > 0) return undefined;
  if (second !== undefined) {
    const signed = first.kind === 'symbol' && (first.text === '-' || first.text === '+');
    return signed && second.kind === 'number' ? numberLiteral(second.text, first.text === '-') : undefined;
  }
  switch (first.kind) {
    case 'number':
      return numberLiteral(first.text, false);
    case 'blob':
      return Uint8Array.from(first.text.slice(2, -1).match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
    case 'string':
    // SQLite takes a quoted or bare name for the text of it here.
    case 'name':
      return valueOf(first);
    case 'word':
      return wordLiteral(first.text);
    case 'variable':
    case 'symbol':
    case 'end':
    case 'space':
    case 'comment':
      return undefined;
  }
}

function wordLiteral(word: string): Cell | undefined {
  switch (word.toUpperCase()) {
    case 'NULL':
      return null;
    case 'TRUE':
      return 1n;
    case 'FALSE':
      return 0n;
    case 'CURRENT_TIMESTAMP':
    case 'CURRENT_DATE':
    case 'CURRENT_TIME':
      return undefined;
    default:
      return word;
  }
}

function numberLiteral(text: string, negative: boolean): Cell {
  const digits = text.replaceAll('_', '');
  if (/^0x/i.test(digits)) return BigInt.asIntN(64, negative ? -BigInt(digits) : BigInt(digits));
  if (/^\d+$/.test(digits)) {
    const value = negative ? -BigInt(digits) : BigInt(digits);
    if (BigInt.asIntN(64, value) === value) return value;
  }
  return negative ? -Number(digits) : Number(digits);
}
