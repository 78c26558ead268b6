/** Every order of a lab's moves, run as a tree: orders share their beginnings. */
import type { LabRequest, AllOrders } from '../database.ts';
import { isWrong, openLab } from './orderLab.ts';
import { LIMITS, type Limits } from '../../database/limits.ts';
import { frozen, type Sqlite } from '../../database/sqlite/sqlite.ts';

/** Runs a move only where all before it went well: of an order that went wrong, no more is to be learned. */
export function runAllOrders(engine: Sqlite, request: LabRequest, limits: Limits = LIMITS): AllOrders {
  return frozen(request.now, () => {
    const lab = openLab(engine, request, limits);
    const { steps } = request;
    const safe: (readonly string[])[] = [];
    let runs = 0;

    function goOn(done: readonly string[], fleet: readonly string[]): void {
      if (done.length === steps.length) safe.push(done);
      for (const step of steps) {
        if (done.includes(step.id)) continue;
        lab.undone(() => {
          runs++;
          const move = lab.move(step, fleet);
          if (!isWrong(move)) goOn([...done, step.id], move.fleet);
        });
      }
    }

    goOn([], request.fleet);
    return { orders: steps.reduce((orders, _, index) => orders * (index + 1), 1), safe, runs };
  });
}
