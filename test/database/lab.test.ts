/** The order lab on lesson 18's own migrations. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import test, { after } from 'node:test';
import type { LabRequest } from '../../src/rollout/database.ts';
import type { Unit } from '../../src/rollout/unit.ts';
import { labRequest as labFor } from '../../src/rollout/challenge.ts';
import type { LabRun } from '../../src/rollout/model.ts';
import { FOUR_DEPLOYS, labRequest, preparedFor } from '../support/codes.ts';
import { lessonNumbered, NOW, playHere } from '../support/course.ts';
import { openClient } from '../support/database.ts';

const database = openClient();
after(() => database.close());
const request = labRequest(await preparedFor(database));

function wrongAt(run: LabRun): string | null {
  return run.firstWrong === null ? null : run.moves[run.firstWrong]!.id;
}

test('the order of the lesson goes well, move by move', async () => {
  const run = await database.lab(request, FOUR_DEPLOYS);
  assert.equal(run.firstWrong, null);
  assert.deepEqual(
    run.moves.map(({ id, fleet, error }) => [id, fleet.join('+'), error]),
    [
      ['S1', 'A0', null],
      ['A1', 'A0+A1', null],
      ['S2a', 'A1', null],
      ['S2b', 'A1', null],
      ['A2', 'A1+A2', null],
      ['S3', 'A2', null],
      ['A3', 'A2+A3', null],
      ['S4', 'A3', null],
    ],
  );
  const requests = run.moves.flatMap((move) => move.requests);
  assert.deepEqual(run.count, { served: requests.length, failed: 0, stale: 0, lost: 0 });
  assert.deepEqual(
    run.moves[1]!.requests.map(({ version, kind }) => `${version} ${kind}`),
    [
      ...['A0 write', 'A0 read', 'A1 read', 'A1 write', 'A0 read', 'A1 read'], // side by side
      ...['A1 write', 'A1 read'], // and alone
    ],
  );
  assert.deepEqual(
    run.moves.filter(({ reversible }) => !reversible).map(({ id }) => id),
    ['S4'],
    'only the drop cannot be taken back',
  );
});

test('two neighbours changed over: unsafe where the matrix says so', async () => {
  const found: Record<string, string | null> = {};
  for (let index = 0; index + 1 < FOUR_DEPLOYS.length; index++) {
    const order: string[] = [...FOUR_DEPLOYS];
    const [first, second] = order.splice(index, 2) as [string, string];
    order.splice(index, 0, second, first);
    found[`${second} before ${first}`] = wrongAt(await database.lab(request, order));
  }
  assert.deepEqual(found, {
    'A1 before S1': 'A1', // writes a column that is not there
    'S2a before A1': 'S2b', // what A0 wrote after the backfill has no new code
    'S2b before S2a': 'S2b', // nothing is filled in yet
    'A2 before S2b': null, // the matrix has A1 and A2 both well at S2a
    'S3 before A2': null, // and both well at S3
    'A3 before S3': 'A3', // leaves out a column that is required
    'S4 before A3': 'S4', // A2 still writes the column
  });
});

test('any two moves changed over: of 28 orders just those are unsafe of which the matrix says so', async () => {
  const before = digest(request.from.bytes);
  const safe: string[] = [];
  for (let one = 0; one < FOUR_DEPLOYS.length; one++) {
    for (let other = one + 1; other < FOUR_DEPLOYS.length; other++) {
      const order: string[] = [...FOUR_DEPLOYS];
      [order[one], order[other]] = [order[other]!, order[one]!];
      const run = await database.lab(request, order);
      assert.equal(run.firstWrong === null, matrixAllows(order), order.join(' '));
      if (run.firstWrong === null) safe.push(`${order[other]!} and ${order[one]!}`);
    }
  }
  assert.deepEqual(safe, ['S2b and A2', 'S2b and S3', 'A2 and S3']);
  assert.equal(digest(request.from.bytes), before, 'the lab leaves where it began as it was, to the byte');
});

test('an order that goes wrong is run to its end, with every request that failed', async () => {
  const order = ['S1', 'S2a', 'A1', 'S2b', 'A2', 'S3', 'A3', 'S4'];
  const run = await database.lab(request, order);
  assert.deepEqual(
    run.moves.map(({ id }) => id),
    order,
  );
  assert.match(run.moves[3]!.error!, /constraint failed/);
  const bad = run.moves.flatMap(({ requests }) => requests).filter(({ verdict }) => verdict !== 'ok');
  assert.equal(run.count.lost, bad.length);
  assert.ok(bad.length > 0);
  for (const { version, kind, verdict, evidence } of bad) {
    assert.ok(version === 'A2' || version === 'A3');
    assert.deepEqual([kind, verdict], ['read', 'null']);
    assert.ok(evidence.every(({ read, expected }) => read === 'NULL' && expected !== 'NULL'));
  }
});

test('a check that finds rows is where it goes wrong', async () => {
  const nulls = 'SELECT id FROM visits WHERE dx_icd10 IS NULL';
  const check = { id: 'check', label: '', type: 'check', sql: nulls, up: null, rollback: null } as const;
  const checked: LabRequest = { ...request, steps: [...request.steps, check] };
  const early = await database.lab(checked, ['S1', 'check', 'A1']);
  assert.equal(wrongAt(early), 'check');
  assert.equal(early.moves[1]!.error, 'The check found 8 rows.');
  assert.equal((await database.lab(checked, ['S1', 'A1', 'S2a', 'check'])).firstWrong, null);
  await assert.rejects(database.lab(checked, ['S9']), /no move S9/);
});

test('a deploy can be taken back while the versions of before read all that was written', async () => {
  const cost = async (...order: string[]) => {
    const last = (await database.lab(request, order)).moves.at(-1)!;
    assert.equal(last.reversible, last.cost === null);
    return last.cost;
  };
  assert.equal(await cost('S1', 'A1'), null);
  assert.equal(await cost('S1', 'A1', 'S2a', 'S2b', 'A2'), null, 'A1 reads what A2 wrote');
  assert.deepEqual(
    await cost('S1', 'A1', 'S2a', 'S2b', 'S3', 'A3'),
    { type: 'unfit', version: 'A1', verdict: 'null' },
    'A1 reads NULL where A3 wrote',
  );
});

test('what it costs to take a migration back', async () => {
  const costs = (await database.lab(request, FOUR_DEPLOYS)).moves.map(({ id, cost }) => [id, cost] as const);
  assert.deepEqual(
    costs.filter(([, cost]) => cost !== null),
    [['S4', { type: 'noRollback' }]],
  );
  const steps = request.steps.map((step) =>
    step.id === 'S4'
      ? { ...step, rollback: rollbackTo('ALTER TABLE visits ADD COLUMN dx_code TEXT') }
      : step.id === 'S1'
        ? { ...step, rollback: rollbackTo('ALTER TABLE visits DROP COLUMN dx_icd11') }
        : step,
  );
  const { moves } = await database.lab({ ...request, steps }, FOUR_DEPLOYS);
  assert.deepEqual(moves[0]!.cost, { type: 'refused', error: 'no such column: "dx_icd11"' });
  const { cost } = moves.at(-1)!;
  assert.ok(cost?.type === 'loses' && cost.rows === 0 && cost.values > 7, JSON.stringify(cost));
});

test('without traffic only the database and the checks can refuse', async () => {
  const run = await database.lab({ ...request, traffic: 'none' }, ['A3', 'S1']);
  assert.equal(run.firstWrong, null);
  assert.deepEqual(run.count, { served: 0, failed: 0, stale: 0, lost: 0 });
});

test('of all orders, exactly those are safe in which each move waits for what it needs', async () => {
  const start = performance.now();
  const { orders, safe, runs } = await database.allOrders(request);
  const seconds = (performance.now() - start) / 1000;
  console.log(`${orders} orders of 8 moves: ${safe.length} safe, ${runs} moves run, ${seconds.toFixed(2)} s`);
  assert.equal(orders, 40_320);
  assert.ok(seconds < 60);
  const allowed = permutations(FOUR_DEPLOYS).filter(matrixAllows);
  assert.deepEqual(sorted(safe), sorted(allowed));
  assert.equal(safe.length, 22);
  assert.ok(safe.some((order) => order.join() === FOUR_DEPLOYS.join()));
});

test("all orders of lesson 18's own lab", async () => {
  const { lesson, opened, plays } = await playHere(lessonNumbered(18));
  const own = lesson.lab === null ? null : labFor(lesson, lesson.lab, undefined, opened, plays);
  assert.ok(own !== null, 'lesson 18 has a lab');
  const start = performance.now();
  const { orders, safe, runs } = await database.allOrders({ ...own, now: NOW });
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${orders} orders of ${own.steps.length} moves: ${safe.length} safe, ${runs} moves run, ${seconds.toFixed(1)} s`,
  );
  assert.ok(seconds < 60);
  assert.ok(safe.length > 0);
  const deploys = own.steps.filter(({ type }) => type === 'deploy').map(({ id }) => id);
  for (const order of safe)
    assert.deepEqual(
      order.filter((id) => deploys.includes(id)),
      deploys,
    );
});

test('all orders together say of an order what the lab says', async () => {
  const four = ['S1', 'A1', 'S2a', 'A2'];
  const some: LabRequest = { ...request, steps: request.steps.filter(({ id }) => four.includes(id)) };
  const { safe } = await database.allOrders(some);
  for (const order of permutations(four)) {
    const run = await database.lab(some, order);
    const isSafe = safe.some((other) => other.join() === order.join());
    assert.equal(run.firstWrong === null, isSafe, order.join(' '));
  }
});

function permutations(items: readonly string[]): string[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

/** Whether each move waits for what the matrix says it needs. */
function matrixAllows(order: readonly string[]): boolean {
  const needs = [
    ['S1', 'A1'],
    ['A1', 'S2a'],
    ['S2a', 'A2'],
    ['S2a', 'S2b'],
    ['A2', 'A3'],
    ['S3', 'A3'],
    ['A3', 'S4'],
  ] as const;
  return needs.every(([first, later]) => order.indexOf(first) < order.indexOf(later));
}

function rollbackTo(sql: string): Unit {
  return { type: 'rollback', name: 'back', sql, transaction: true };
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function sorted(orders: readonly (readonly string[])[]): string[] {
  return orders.map((order) => order.join(' ')).sort();
}
