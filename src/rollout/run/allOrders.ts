/** Every order of a lab's moves, run as a tree: orders share their beginnings. */
import { LIMITS, type Limits } from '../../database/limits.ts';
import type { Engine } from '../../database/port.ts';
import type { AllOrders, LabRequest } from '../database.ts';
import { isWrong, openLab } from './orderLab.ts';

/** Runs a move only where all before it went well: of an order that went wrong, no more is to be learned. */
export async function runAllOrders(
  engine: Engine,
  request: LabRequest,
  limits: Limits = LIMITS,
): Promise<AllOrders> {
  const lab = await openLab(engine, request, limits);
  const { steps } = request;
  const safe: (readonly string[])[] = [];
  let runs = 0;

  async function goOn(done: readonly string[], fleet: readonly string[]): Promise<void> {
    if (done.length === steps.length) safe.push(done);
    for (const step of steps) {
      if (done.includes(step.id)) continue;
      await lab.undone(async () => {
        runs++;
        const move = await lab.move(step, fleet);
        if (!isWrong(move)) await goOn([...done, step.id], move.fleet);
      });
    }
  }

  await goOn([], request.fleet);
  return { orders: steps.reduce((orders, _, index) => orders * (index + 1), 1), safe, runs };
}
