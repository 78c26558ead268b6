/**
 * A step unfolds in moments, one for each press of "next": its text, then each
 * statement, then the text behind the statements, in the order of the file.
 * Text that stands behind a statement is not shown before it has run, so an
 * insight never spoils a prediction.
 */
import type { Part, Step } from '../course/model.ts';
import { playedActions, type StepPlay } from './play.ts';

export type TextPart = Exclude<Part, { type: 'action' }>;

export type Moment =
  | {
      readonly type: 'text';
      readonly parts: readonly TextPart[];
      /** Number of the played action that comes next, or null at the step's end. */
      readonly next: number | null;
      /** Behind the step's last action: the step has run. */
      readonly ran: boolean;
    }
  | {
      readonly type: 'statement';
      /** Number of the played action within the step, from 0. */
      readonly action: number;
      /** Number of the statement within the action, from 0. */
      readonly statement: number;
      /** The text that stood before the action. */
      readonly parts: readonly TextPart[];
    };

/**
 * The moments of a step. Before the step has been played (`play` null) each
 * action counts as one statement, since only the database can split it.
 */
export function momentsOf(step: Step, play: StepPlay | null): readonly Moment[] {
  const moments: Moment[] = [];
  const actions = playedActions(step);
  let text: TextPart[] = [];
  let action = 0;
  for (const part of step.parts) {
    if (part.type !== 'action') {
      text.push(part);
      continue;
    }
    if (part.action !== actions[action]) continue;
    if (text.length > 0 || action === 0)
      moments.push({ type: 'text', parts: text, next: action, ran: false });
    const ran = play?.actions[action];
    const count = Math.max(1, ran?.played.statements.length ?? 1);
    for (let statement = 0; statement < count; statement++) {
      moments.push({ type: 'statement', action, statement, parts: text });
    }
    text = [];
    action++;
  }
  if (actions.length === 0) {
    moments.push({ type: 'text', parts: text, next: null, ran: false });
    // The answer to a question about plain text has to wait for the question.
    if (step.predict !== null) moments.push({ type: 'text', parts: [], next: null, ran: true });
  } else if (text.length > 0 || step.predict !== null) {
    moments.push({ type: 'text', parts: text, next: null, ran: true });
  }
  return moments;
}
