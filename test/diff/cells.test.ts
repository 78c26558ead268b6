import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sameCell, storageClass, type Cell, type StorageClass } from '../../src/database/cell.ts';
import { castCell, isCoercion } from '../../src/database/sqlite/affinity.ts';
import { evaluate } from '../support/sqlite.ts';

const blob = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

describe('sameCell', () => {
  const different: Cell[] = [null, '', 0n, 0, '0', 1n, 1, '1', ' 1', blob(), blob(49), 'NULL', 'a', 'A'];

  it('keeps every value and every storage class apart', () => {
    different.forEach((a, i) => {
      different.forEach((b, j) => {
        assert.equal(
          sameCell(a, b),
          i === j,
          `${storageClass(a)} ${inspect(a)} and ${storageClass(b)} ${inspect(b)}`,
        );
      });
    });
  });

  it('compares blobs byte by byte, and NaN with itself', () => {
    assert.ok(sameCell(blob(1, 2, 3), blob(1, 2, 3)));
    assert.ok(!sameCell(blob(1, 2, 3), blob(1, 2, 4)));
    assert.ok(!sameCell(blob(1, 2), blob(1, 2, 3)));
    assert.ok(sameCell(Number.NaN, Number.NaN));
  });
});

describe('castCell', () => {
  const texts = [
    "'02115'",
    "'250.00'",
    "'abc'",
    "'12abc'",
    "' \t12 '",
    "'1e3'",
    "'-7.9x'",
    "'.5'",
    "'5.'",
    "''",
    "'+5'",
  ];
  const others = [
    '3.7',
    '-3.7',
    '250.0',
    '1e20',
    '1e15',
    '1e17',
    '0.1',
    '-123456.789',
    '1e-5',
    '0.0001',
    '9e999',
    '-9e999',
  ];
  const more = [
    "'9223372036854775808'",
    '5',
    '-5',
    '9223372036854775807',
    "x'3132'",
    "'é'",
    "'0x10'",
    "'-'",
    'NULL',
    '0.0',
  ];

  it('gives what SQLite gives', () => {
    for (const value of [...texts, ...others, ...more]) {
      for (const to of ['INTEGER', 'REAL', 'TEXT', 'BLOB'] as StorageClass[]) {
        const expected = evaluate(`CAST(${value} AS ${to})`);
        const actual = castCell(evaluate(value), to);
        assert.ok(
          sameCell(actual, expected),
          `CAST(${value} AS ${to}) is ${inspect(expected)}, not ${inspect(actual)}`,
        );
      }
    }
  });

  it('writes any REAL and reads any text as SQLite does, but for the last of many digits', () => {
    const reals = fc
      .double({ noNaN: true, min: -1e300, max: 1e300 })
      .filter((value) => Math.abs(value) > 1e-300);
    fc.assert(
      fc.property(fc.oneof(reals, fc.float({ noNaN: true, noDefaultInfinity: true, min: 0.5 })), (value) => {
        const literal = value.toExponential(20);
        const stored = evaluate(literal);
        const text = evaluate(`CAST(${literal} AS TEXT)`);
        assert.ok(isCoercion(stored, text), `${literal} as ${inspect(text)}`);
        assert.equal(castCell(stored, 'INTEGER'), evaluate(`CAST(${literal} AS INTEGER)`));
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
        fc.integer({ min: -9, max: 4 }),
        (digits, power) => {
          const literal = `${digits}e${power}`;
          assert.equal(castCell(Number(literal), 'TEXT'), evaluate(`CAST(${literal} AS TEXT)`));
        },
      ),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('0', '1', '5', '9', '.', '+', '-', 'e', 'E', ' ', 'x') }),
        (text) => {
          assert.equal(castCell(text, 'INTEGER'), evaluate(`CAST('${text}' AS INTEGER)`));
          assert.equal(castCell(text, 'REAL'), evaluate(`CAST('${text}' AS REAL)`));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('isCoercion', () => {
  it('knows what a cast or a column of another type makes of a value', () => {
    const coerced: [Cell, Cell][] = [
      ['02115', 2115n],
      ['250.00', 250n],
      ['250.00', 250],
      ['abc', 0n],
      [3.7, 3n],
      [5n, '5'],
      [5n, 5],
      [250, '250.0'],
      ['1e3', 1000n],
      ['1e3', 1n],
      [blob(0x61), 'a'],
    ];
    for (const [before, after] of coerced)
      assert.ok(isCoercion(before, after), `${inspect(before)} → ${inspect(after)}`);
  });

  it('leaves out other values, equal types and NULL', () => {
    const others: [Cell, Cell][] = [
      ['02115', 2116n],
      ['abc', 1n],
      [154n, 69.9],
      ['a', 'b'],
      [1n, 2n],
      [null, 0n],
      ['a', null],
      [5n, '5.0'],
    ];
    for (const [before, after] of others)
      assert.ok(!isCoercion(before, after), `${inspect(before)} → ${inspect(after)}`);
  });
});
