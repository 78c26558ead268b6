/** What SQLite makes of a value when it is cast, or stored in a column of a declared type. */
import { sameCell, storageClass, type Cell, type StorageClass } from '../cell.ts';

/** How a column's declared type pulls at what is stored in it. */
export type Affinity = 'INTEGER' | 'REAL' | 'NUMERIC' | 'TEXT' | 'BLOB';

const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);
const INTEGER_PREFIX = /^[ \t\n\v\f\r]*([+-]?\d+)/;
const REAL_PREFIX = /^[ \t\n\v\f\r]*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/;
/** A REAL as a cast writes it: with a point, and no more zeros than it takes. */
const REAL_TEXT = /^-?\d+\.(?:0|\d*[1-9])(?:e[+-]\d+)?$/;
const WHOLE_INTEGER = /^[ \t\n\v\f\r]*([+-]?\d+)[ \t\n\v\f\r]*$/;
const WHOLE_NUMBER = /^[ \t\n\v\f\r]*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[ \t\n\v\f\r]*$/;

/**
 * `CAST(cell AS to)`: never fails; text without a number in front becomes 0. Of a
 * REAL that takes 15 digits or more to write, the last may be other than SQLite's.
 */
export function castCell(cell: Cell, to: StorageClass): Cell {
  if (cell === null) return null;
  switch (to) {
    case 'NULL':
      return null;
    case 'INTEGER':
      if (typeof cell === 'bigint') return cell;
      if (typeof cell === 'number') return truncated(cell);
      return clamped(BigInt(INTEGER_PREFIX.exec(textOf(cell))?.[1]?.replace('+', '') ?? 0));
    case 'REAL':
      if (typeof cell === 'number') return cell;
      return typeof cell === 'bigint' ? Number(cell) : Number(REAL_PREFIX.exec(textOf(cell))?.[1] ?? 0);
    case 'TEXT':
      return textOf(cell);
    case 'BLOB':
      return cell instanceof Uint8Array ? cell : new TextEncoder().encode(textOf(cell));
  }
}

/**
 * Whether `after` is what a cast makes of `before` in another storage class:
 * '02115' → 2115, '250.00' → 250 or 250.0, 'abc' → 0, 3.7 → 3, 5 → '5'.
 */
export function isCoercion(before: Cell, after: Cell): boolean {
  if (before === null || after === null) return false;
  const to = storageClass(after);
  if (to === storageClass(before)) return false;
  if (sameCell(castCell(before, to), after)) return true;
  if (typeof before === 'number' && typeof after === 'string') {
    // SQLite's digits are off by a little at the end for some numbers.
    return REAL_TEXT.test(after) && Math.abs(Number(after) - before) <= Math.abs(before) * 1e-15;
  }
  // An INTEGER or NUMERIC column reads '1e3' as 1000, where CAST('1e3' AS INTEGER) stops at the 1.
  return to === 'INTEGER' && castCell(castCell(before, 'REAL'), 'INTEGER') === after;
}

/** SQLite's five rules, from a declared type as written. */
export function affinityOf(type: string): Affinity {
  const upper = type.toUpperCase();
  if (upper.includes('INT')) return 'INTEGER';
  if (/CHAR|CLOB|TEXT/.test(upper)) return 'TEXT';
  if (upper === '' || upper.includes('BLOB')) return 'BLOB';
  if (/REAL|FLOA|DOUB/.test(upper)) return 'REAL';
  return 'NUMERIC';
}

/** What a column of this affinity keeps of a value: '5' becomes 5 in an INTEGER column, '5x' stays text. */
export function withAffinity(cell: Cell, affinity: Affinity): Cell {
  if (cell === null || typeof cell === 'object' || affinity === 'BLOB') return cell;
  if (affinity === 'TEXT') return textOf(cell);
  const number = typeof cell === 'string' ? wellFormed(cell) : cell;
  if (number === null) return cell;
  if (affinity === 'REAL') return Number(number);
  if (typeof number === 'bigint' || !Number.isInteger(number)) return number;
  return Math.abs(number) < 2 ** 63 ? BigInt(number) : number;
}

/** Text that is a number from end to end, or null. */
function wellFormed(text: string): bigint | number | null {
  const integer = WHOLE_INTEGER.exec(text)?.[1];
  if (integer !== undefined) {
    const value = BigInt(integer.replace('+', ''));
    return value === clamped(value) ? value : Number(integer);
  }
  const real = WHOLE_NUMBER.exec(text)?.[1];
  return real === undefined ? null : Number(real);
}

function textOf(cell: Exclude<Cell, null>): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return realText(cell);
  if (typeof cell === 'bigint') return cell.toString();
  return cell instanceof Uint8Array ? new TextDecoder().decode(cell) : cell.text;
}

/** A REAL as SQLite writes it: 15 digits where they are enough, else 17; always with a point. */
function realText(value: number): string {
  if (value === 0 || Number.isNaN(value)) return '0.0';
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  const short = value.toExponential(14);
  const [mantissa = '', power = '0'] = (Number(short) === value ? short : value.toExponential(16)).split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '').replace(/0+$/, '');
  const exponent = Number(power);
  if (exponent < -4 || exponent > 16) {
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${digits[0]}.${digits.slice(1) || '0'}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  return `${sign}${digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')}.${digits.slice(exponent + 1) || '0'}`;
}

function truncated(value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  if (Math.abs(value) >= 2 ** 63) return value > 0 ? INT64_MAX : INT64_MIN;
  return BigInt(Math.trunc(value));
}

function clamped(value: bigint): bigint {
  if (value > INT64_MAX) return INT64_MAX;
  return value < INT64_MIN ? INT64_MIN : value;
}
