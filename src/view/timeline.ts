/** The timeline of an order in the lab: each move, what went wrong at it, and what going back costs. */
import type { Lab } from '../course/model.ts';
import { isFoundLater } from '../rollout/challenge.ts';
import type { LabCost, LabRun, ProbeEvidence, RequestOutcome } from '../rollout/model.ts';

export interface TimelineBlock {
  readonly moves: readonly TimelineMove[];
  /** Index of the move at which it first went wrong, or null. */
  readonly firstWrong: number | null;
}

export interface TimelineMove {
  readonly label: string;
  /** Versions that run during the move. */
  readonly fleet: readonly string[];
  readonly wrong: boolean;
  /** Null but for the first move that went wrong: whether it did so here, or a check found it only now. */
  readonly first: 'here' | 'before' | null;
  /** Why the move was refused, or null. */
  readonly error: string | null;
  /** Requests that went wrong, as many as are worth telling. */
  readonly requests: readonly TimelineRequest[];
  /** Requests that went wrong and are not told. */
  readonly more: number;
  /** What stands in the way of going back from here, or null. */
  readonly cost: LabCost | null;
}

export interface TimelineRequest {
  readonly outcome: RequestOutcome;
  /** A row that it read and what should have been there; null where its own line says enough. */
  readonly evidence: ProbeEvidence | null;
  /** The database's words, where they are told. */
  readonly error: string | null;
}

/** Requests that are told of one move: at the first wrong one, and at those behind it. */
const TOLD = { first: 2, later: 1 } as const;

export function timelineBlock(lab: Lab, { moves, firstWrong }: LabRun): TimelineBlock {
  return {
    firstWrong,
    moves: moves.map((move, index) => {
      const first = firstWrong === index;
      const troubles = move.requests.filter(({ verdict }) => verdict !== 'ok');
      const told = troubles.slice(0, first ? TOLD.first : TOLD.later);
      return {
        label: lab.moves.find(({ id }) => id === move.id)?.label ?? move.id,
        fleet: move.fleet,
        wrong: troubles.length > 0 || move.error !== null,
        // A check that finds rows only tells of what went wrong before.
        first: !first ? null : isFoundLater(lab, move) ? 'before' : 'here',
        error: move.error,
        requests: told.map((outcome) => requestOf(outcome, first)),
        more: troubles.length - told.length,
        cost: move.cost,
      };
    }),
  };
}

function requestOf(outcome: RequestOutcome, reasons: boolean): TimelineRequest {
  if (!reasons) return { outcome, evidence: null, error: null };
  const { kind, error, evidence } = outcome;
  // A write's own line says who reads what wrong since.
  const row = kind === 'write' || error !== null ? undefined : evidence[0];
  return { outcome, evidence: row ?? null, error };
}
