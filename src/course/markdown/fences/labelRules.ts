/** Every label that is understood, by the place in which it may stand. */
import { actionKinds } from '../actions.ts';
import type { Problem } from '../../faults.ts';
import type { Strictness } from '../../model.ts';
import { didYouMean } from '../../../words/nearest.ts';
import { appLabel } from './appFence.ts';
import { after, BARE_LABEL, cannotBe, points, type LabelRule } from './labelRule.ts';

/** Everything that an exercise can be strict about. */
const STRICTNESS: readonly Strictness[] = ['column order', 'index names', 'type names', 'triggers'];

const exercise = {
  starter: { ...BARE_LABEL, usage: 'sql starter [<part>]', words: [0, 1] },
  solution: {
    ...BARE_LABEL,
    usage: 'sql solution [rollback] [<part>] [twice] [strict="…"]',
    words: [0, 1],
    flags: ['rollback', 'twice'],
    settings: { strict },
  },
  wrong: {
    ...BARE_LABEL,
    usage: 'sql wrong "what to tell"',
    text: { tells: 'what to tell a learner who answers so' },
  },
  check: {
    ...BARE_LABEL,
    usage: 'sql check "what holds" [points=2] [after=<part>]',
    text: { tells: 'what holds when it passes' },
    settings: { points, after },
  },
} as const satisfies Record<string, LabelRule>;

type ActionType = keyof typeof actionKinds;

const actionLabels = Object.fromEntries(
  Object.entries(actionKinds).map(([type, { label }]) => [type, label]),
) as Record<ActionType, LabelRule>;

/** By the place in which a label may stand. */
export const labelRules = { step: { ...actionLabels, app: appLabel }, exercise };

export type LabelPlace = keyof typeof labelRules;

export type LabelKind<Place extends LabelPlace = LabelPlace> = Place extends LabelPlace
  ? keyof (typeof labelRules)[Place]
  : never;

function strict(key: string, value: string): Problem | null {
  const known: readonly string[] = STRICTNESS;
  const names = known.map((name) => `"${name}"`).join(', ');
  const wrong = entriesOf(value).find((word) => !known.includes(word));
  if (wrong === undefined) return null;
  return cannotBe(
    key,
    wrong,
    didYouMean(wrong, known, `Write one of ${names}, or several with commas between.`),
  );
}

/** The entries of `strict="column order, triggers"`, each once; sound only where the label had no fault. */
export function strictnessIn(value: string | null): readonly Strictness[] {
  const words = value === null ? [] : entriesOf(value);
  return STRICTNESS.filter((name) => words.includes(name));
}

function entriesOf(value: string): readonly string[] {
  return value.split(',').map((entry) => entry.trim().replace(/\s+/g, ' '));
}
