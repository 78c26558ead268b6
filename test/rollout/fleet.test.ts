import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { App, Step } from '../../src/course/model.ts';
import type { Cell } from '../../src/database/cell.ts';
import { countRequests } from '../../src/rollout/count.ts';
import { fleetAt, movedFleet } from '../../src/rollout/fleet.ts';
import type { RequestOutcome, Verdict } from '../../src/rollout/model.ts';
import { mulberry32, requestsOf } from '../../src/rollout/schedule.ts';
import { evidenceFor, failedRead, judgeRows, judgeWrite, worstOf } from '../../src/rollout/verdict.ts';

test('a read is right when every key has its values, in whatever order', () => {
  const rows: Cell[][] = [
    [1n, 'a', null],
    [2n, 'b', 1.5],
  ];
  assert.equal(judgeRows(rows, rows.toReversed()).verdict, 'ok');
  assert.equal(judgeRows([], []).verdict, 'ok');
});

test('NULL for a value is null; another value, another type, a missing or a surplus row is stale', () => {
  const judge = (read: Cell[][], expected: Cell[][]) => {
    const judgement = judgeRows(read, expected);
    return [judgement.verdict, ...evidenceFor([judgement]).map(({ kind }) => kind)];
  };
  assert.deepEqual(judge([[1n, null]], [[1n, 'a']]), ['null', 'null']);
  assert.deepEqual(judge([[1n, 'b']], [[1n, 'a']]), ['stale', 'stale']);
  assert.deepEqual(judge([[1n, '1']], [[1n, 1n]]), ['stale', 'stale']);
  assert.deepEqual(judge([[1n, 'a']], [[1n, null]]), ['stale', 'stale']);
  assert.deepEqual(judge([], [[1n, 'a']]), ['stale', 'missing']);
  assert.deepEqual(judge([[1n, 'a']], []), ['stale', 'surplus']);
  assert.deepEqual(
    judge(
      [
        [1n, 'a'],
        [1n, 'a'],
      ],
      [[1n, 'a']],
    ),
    ['stale', 'surplus'],
  );
  assert.deepEqual(
    judge(
      [
        [1n, null],
        [2n, 'x'],
      ],
      [
        [1n, 'a'],
        [2n, 'b'],
        [3n, 'c'],
      ],
    ),
    ['stale', 'missing', 'stale', 'null'],
  );
});

test('evidence is shown as SQLite writes it', () => {
  const judgement = judgeRows([['k', null, 2.0]], [['k', new Uint8Array([1, 255]), 2.0]]);
  assert.deepEqual(evidenceFor([judgement]), [
    { kind: 'null', key: 'k', read: 'NULL, 2.0', expected: "x'01ff', 2.0" },
  ]);
});

test('a write answers for what it made wrong, not for what was wrong before', () => {
  const before = [judgeRows([[1n, null]], [[1n, 'a']])];
  const same = [
    judgeRows(
      [
        [1n, null],
        [2n, 'b'],
      ],
      [
        [1n, 'a'],
        [2n, 'b'],
      ],
    ),
  ];
  assert.equal(judgeWrite(before, same).verdict, 'ok');
  const more = [
    judgeRows(
      [
        [1n, null],
        [2n, null],
      ],
      [
        [1n, 'a'],
        [2n, 'b'],
      ],
    ),
  ];
  assert.deepEqual(
    [...judgeWrite(before, more).wrong.values()].map(({ key }) => key),
    ['2'],
  );
  const otherwise = [judgeRows([[1n, 'x']], [[1n, 'a']])];
  assert.equal(judgeWrite(before, otherwise).verdict, 'stale');
  assert.equal(judgeWrite(before, [failedRead('gone')]).verdict, 'fails');
});

test('the worst verdict counts', () => {
  assert.equal(worstOf([]), 'ok');
  assert.equal(worstOf(['ok', 'null']), 'null');
  assert.equal(worstOf(['stale', 'null']), 'stale');
  assert.equal(worstOf(['stale', 'fails', 'ok']), 'fails');
});

test('judging rows against themselves, in any order, finds nothing; losing one is found', () => {
  const cell = fc.oneof(
    fc.constant(null),
    fc.string(),
    fc.bigInt({ min: -9n, max: 9n }),
    fc.double(),
    fc.uint8Array(),
  );
  const rows = fc.uniqueArray(fc.tuple(fc.bigInt({ min: 0n, max: 99n }), cell, cell), {
    selector: ([key]) => key,
  });
  fc.assert(
    fc.property(rows, fc.nat(), (expected, at) => {
      assert.equal(judgeRows(expected.toReversed(), expected).verdict, 'ok');
      if (expected.length === 0) return;
      const { verdict, wrong } = judgeRows(expected.toSpliced(at % expected.length, 1), expected);
      assert.equal(verdict, 'stale');
      assert.equal(wrong.size, 1);
    }),
  );
});

function request(verdict: Verdict, missing = false): RequestOutcome {
  const evidence = [{ kind: missing ? 'missing' : 'stale', key: '1', read: '', expected: '' }] as const;
  return { version: 'A0', kind: 'read', name: null, sql: '', verdict, error: null, evidence, effects: [] };
}

test('each request counts once', () => {
  const requests = [
    request('ok'),
    request('ok'),
    request('fails'),
    request('null'),
    request('stale'),
    request('stale', true),
  ];
  assert.deepEqual(countRequests(requests), { served: 2, failed: 1, stale: 1, lost: 2 });
});

const A0: App = {
  version: 'A0',
  about: '',
  writes: [{ name: 'w', sql: 'w', line: 1 }],
  reads: [{ name: 'r', sql: 'r', line: 1, expects: [] }],
};
const READER: App = { ...A0, version: 'R', writes: [] };
const IDLE: App = { ...READER, version: 'I', reads: [] };

function first(apps: readonly App[], seed: number, count: number): string[] {
  const all: string[] = [];
  for (const { version, kind } of requestsOf(apps, seed)) {
    if (all.push(`${version} ${kind}`) >= count) break;
  }
  return all;
}

test('a seed fixes the requests, and all kinds come', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const once = first([A0, READER, IDLE], seed, 60);
      assert.deepEqual(first([A0, READER, IDLE], seed, 60), once);
      assert.deepEqual([...new Set(once)].sort(), ['A0 read', 'A0 write', 'R read']);
    }),
  );
  assert.notDeepEqual(first([A0, READER], 1, 20), first([A0, READER], 2, 20));
  assert.deepEqual(first([IDLE], 1, 5), []);
  assert.deepEqual(first([], 1, 5), []);
});

test('the generator is mulberry32, so that a seed means the same in every version of this program', () => {
  const random = mulberry32(7);
  assert.deepEqual(
    [random(), random(), random()].map((value) => value.toFixed(6)),
    ['0.011705', '0.061958', '0.976908'],
  );
});

test('moves of the fleet take effect where they stand', () => {
  assert.deepEqual(movedFleet(['A0'], [{ type: 'deploy', version: 'A1' }]), ['A0', 'A1']);
  assert.deepEqual(
    movedFleet(
      ['A0', 'A1'],
      [
        { type: 'deploy', version: 'A1' },
        { type: 'retire', version: 'A0' },
      ],
    ),
    ['A1'],
  );
  const action = { type: 'query', sql: '', line: 1, fails: null, title: null } as const;
  const later = { ...action };
  const step: Step = {
    number: 1,
    title: '',
    line: 1,
    parts: [
      { type: 'action', action },
      { type: 'fleet', moves: [{ type: 'deploy', version: 'A1' }] },
      { type: 'action', action: later },
    ],
    predict: null,
    notes: [],
    tools: [],
    fleet: ['A0', 'A1'],
  };
  const at = fleetAt(step, ['A0']);
  assert.deepEqual([at.get(action), at.get(later)], [['A0'], ['A0', 'A1']]);
});
